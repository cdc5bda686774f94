"""Rings once it is known who is accused: who joins, who meets at a shop, whom one payer, phone or product ties."""

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from typing import Any

import pyarrow as pa
import pytest

from town import AS_OF
from zhenxin.engine import Engine
from zhenxin.events.results import RESULTS
from zhenxin.rings import Rings, settle
from zhenxin.rings.joining import FEWEST, apart, at_shops, in_places, joined
from zhenxin.rings.told import ring_id_of

from .conftest import with_town

Row = dict[str, Any]
WHEN = AS_OF - timedelta(days=3)


def deed(account: str, merchant: str, behaviour: str = "reverse_brushing", kind: str = "order", number: int = 0) -> Row:
    return {"entity_kind": kind, "entity_id": f"{kind} {account} {merchant} {number}", "account_id": account, "merchant_id": merchant,
            "behaviour": behaviour, "probability": 0.9, "occurred_at": WHEN, "amount": 10.0}  # fmt: skip


def people(names: Iterable[str], behaviour: str = "reverse_brushing") -> list[Row]:
    return [{**deed(name, "", behaviour), "entity_kind": "account", "entity_id": name, "merchant_id": None, "occurred_at": None, "amount": None}
            for name in names]  # fmt: skip


def ring(kind: str = "task_brushing", probability: float = 0.99, ring_id: str = "R1") -> Row:
    facts = {
        "state": "active",
        "parents": [],
        "accounts": 4,
        "merchants": 1,
        "orders": 9,
        "reviews": 0,
        "amount": 90.0,
        "money_in": 90.0,
        "money_out": 0.0,
    }
    return {"ring_id": ring_id, "kind": kind, **facts, "first_at": WHEN, "last_at": WHEN, "density": 1.0, "probability": probability,
            "summary": "four accounts", "summary_zh": "四个账号"}  # fmt: skip


def found(*rings: Row, shop: str = "m1") -> Rings:
    members = [
        {"ring_id": one["ring_id"], "entity_kind": kind, "entity_id": name, "role": role, "links": 3, "share": 1.0}
        for one in rings
        for kind, name, role in (("account", "w0", "brusher"), ("merchant", shop, "merchant"))
    ]
    tables = {"rings": list(rings), "ring_members": members, "ring_links": [], "explanations": []}
    made = {name: RESULTS[name].shaped(pa.Table.from_pylist(rows, RESULTS[name].schema)) for name, rows in tables.items()}
    return Rings(made["rings"], made["ring_members"], made["ring_links"], made["explanations"])


def test_who_does_the_like_at_a_rings_shop_joins_it() -> None:
    deeds = [deed("x", "m1", "empty_parcel"), deed("y", "m1", "reverse_brushing"), deed("z", "m9", "empty_parcel")]
    told = joined([ring()], {"R1": {"m1"}}, deeds)
    assert {ring_id: one.accounts for ring_id, one in told.items()} == {"R1": {"x"}}
    assert joined([ring(probability=0.4)], {"R1": {"m1"}}, deeds) == {}
    assert {*joined([ring("malicious_refusal")], {"R1": {"m1"}}, deeds)["R1"].accounts} == {"y"}


def test_who_could_join_two_rings_joins_where_he_did_more() -> None:
    deeds = [deed("x", "m1", "empty_parcel"), *(deed("x", "m2", "empty_parcel", number=n) for n in range(2))]
    told = joined([ring(), ring(ring_id="R2")], {"R1": {"m1"}, "R2": {"m2"}}, deeds)
    assert list(told) == ["R2"]


def test_accounts_that_meet_at_a_shop_by_one_behaviour_are_a_ring() -> None:
    crowd = [deed(f"x{n}", "m1") for n in range(FEWEST)]
    ((behaviour, one),) = at_shops(crowd)
    assert (behaviour, one.accounts, one.merchants) == ("reverse_brushing", {f"x{n}" for n in range(FEWEST)}, {"m1"})
    assert at_shops(crowd[1:]) == []
    assert at_shops([*crowd[1:], deed("x0", "m1", "scalping")]) == []


def test_shops_that_the_same_accounts_hit_have_one_ring_and_others_have_two() -> None:
    same = [deed(f"x{n}", shop) for shop in ("m1", "m2") for n in range(FEWEST)]
    apart = [deed(f"{shop}{n}", shop) for shop in ("m1", "m2") for n in range(FEWEST)]
    bridged = [*apart, deed("m10", "m2")]
    assert [len(one.accounts) for _, one in at_shops(same)] == [FEWEST]
    assert [len(one.accounts) for _, one in at_shops(apart)] == [FEWEST, FEWEST]
    assert [len(one.accounts) for _, one in at_shops(bridged)] == [FEWEST + 1, FEWEST]


@pytest.fixture
def places(engine: Engine, town_tables: Mapping[str, pa.Table], town_values: pa.Table) -> Engine:
    """On every engine, who is paid by whom: `wages` pays x0 … x5, `everybody` pays y0 … y5 and fifty others; all of z0 … z5 like one product."""
    with_town(engine, {name: town_tables[name] for name in ("orders", "reviews", "sightings")}, town_values)
    rows = [{"payer_id": "wages", "payee_id": f"x{n}", "kind": "transfer"} for n in range(6)]
    rows += [
        {"payer_id": "everybody", "payee_id": name, "kind": "transfer"}
        for name in [*(f"y{n}" for n in range(6)), *(f"o{n}" for n in range(50))]
    ]
    engine.put("cut_payments", pa.Table.from_pylist(rows))
    taps = [{"account_id": f"z{n}", "product_id": "p", "kind": "like"} for n in range(6)]
    engine.put("cut_visits", pa.Table.from_pylist([*taps, {"account_id": "o1", "product_id": "p", "kind": "view"}]))
    return engine


def test_whom_one_payer_or_one_product_ties_is_a_ring(places: Engine) -> None:
    accounts = {f"{letter}{n}": "fake_engagement" for letter in "xyz" for n in range(6)}
    told = in_places(places, accounts)
    assert [(behaviour, sorted(one.accounts)) for behaviour, one in told] == [
        ("fake_engagement", [f"x{n}" for n in range(6)]), ("fake_engagement", [f"z{n}" for n in range(6)])
    ]  # fmt: skip
    assert {tie[1:] for _, one in told for tie in one.ties} == {("payer", "wages"), ("product", "p")}
    assert in_places(places, {}) == []
    assert in_places(places, {f"x{n}": ("fake_engagement", "scalping")[n % 2] for n in range(6)}) == []


def accused(*rows: Row) -> pa.Table:
    kinds = {"occurred_at": pa.timestamp("us"), "amount": pa.float64(), "probability": pa.float64()}
    names = ("entity_kind", "entity_id", "account_id", "merchant_id", "behaviour", "probability", "occurred_at", "amount")
    return pa.Table.from_pylist(list(rows), pa.schema([(name, kinds.get(name, pa.string())) for name in names]))


def test_a_ring_of_attackers_is_told_with_its_victim(own_engine: Engine) -> None:
    names = [f"x{n}" for n in range(FEWEST)]
    told = settle(own_engine, found(ring()), accused(*people(names), *(deed(name, "m7") for name in names)), AS_OF)
    (fresh,) = [row for row in told.rings.to_pylist() if row["ring_id"] != "R1"]
    assert (fresh["kind"], fresh["accounts"], fresh["orders"], fresh["probability"]) == (
        "reverse_brushing",
        FEWEST,
        FEWEST,
        pytest.approx(0.9),
    )
    members = {(row["entity_id"], row["role"]) for row in told.members.to_pylist() if row["ring_id"] == fresh["ring_id"]}
    assert members == {*((name, "attacker") for name in names), ("m7", "victim")}
    assert {row["right_id"] for row in told.links.to_pylist()} == {"m7"}
    assert all(row["summary"] and row["summary_zh"] for row in told.rings.to_pylist())


def test_who_joins_is_told_as_a_member_of_the_ring_that_was(own_engine: Engine) -> None:
    told = settle(own_engine, found(ring()), accused(*people(["x"], "empty_parcel"), deed("x", "m1", "empty_parcel")), AS_OF)
    (row,) = told.rings.to_pylist()
    assert (row["ring_id"], row["accounts"], row["orders"], row["amount"]) == ("R1", 5, 10, 100.0)
    assert ("x", "brusher") in {(member["entity_id"], member["role"]) for member in told.members.to_pylist()}


def test_where_nobody_is_accused_nothing_changes(own_engine: Engine) -> None:
    before = found(ring())
    assert settle(own_engine, before, accused(), AS_OF) is before


def test_an_account_lies_in_one_of_the_rings_and_the_largest_has_it() -> None:
    several = [deed(f"x{n}", "m1") for n in range(FEWEST + 2)] + [deed(f"x{n}", "m2", "scalping") for n in range(FEWEST)]
    several += [deed(f"y{n}", "m3", "scalping") for n in range(FEWEST)] + [deed("x0", "m3", "scalping")]
    told = apart(at_shops(several))
    assert [(behaviour, sorted(one.accounts)) for behaviour, one in told] == [
        ("reverse_brushing", [f"x{n}" for n in range(FEWEST + 2)]), ("scalping", [f"y{n}" for n in range(FEWEST)])
    ]  # fmt: skip
    assert all(one.merchants == {row["merchant_id"] for row in one.deeds} for _, one in told)


def test_a_group_that_was_no_ring_gives_way_to_the_ring_its_founders_are_now(own_engine: Engine) -> None:
    names = [f"x{n}" for n in range(FEWEST)]
    weak = found(ring(probability=0.1, ring_id=ring_id_of(names)), shop="m1")
    told = settle(own_engine, weak, accused(*people(names), *(deed(name, "m7") for name in names)), AS_OF)
    (row,) = told.rings.to_pylist()
    assert (row["kind"], row["accounts"], row["probability"]) == ("reverse_brushing", FEWEST, pytest.approx(0.9))
    assert {member["entity_id"] for member in told.members.to_pylist()} == {*names, "m7"}


def test_members_of_a_ring_are_not_told_twice(own_engine: Engine) -> None:
    before = found(ring())
    told = settle(own_engine, before, accused(*people(["w0"], "empty_parcel"), deed("w0", "m1", "empty_parcel")), AS_OF)
    assert told is before


def test_the_time_of_a_ring_without_deeds_is_that_of_its_signals(places: Engine) -> None:
    values = [
        {"entity_kind": "account", "entity_id": f"x{n}", "signal": "wage_fan", "from_at": WHEN, "to_at": WHEN + timedelta(days=n % 2)}
        for n in range(6)
    ]
    places.put("signal_values", pa.Table.from_pylist(values))
    told = settle(places, found(), accused(*people([f"x{n}" for n in range(6)], "fake_engagement")), AS_OF)
    (row,) = told.rings.to_pylist()
    assert (row["first_at"], row["last_at"]) == (WHEN, WHEN + timedelta(days=1))
    assert isinstance(row["first_at"], datetime)
    assert row["state"] == "forming"
