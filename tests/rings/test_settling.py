"""Rings once it is known who is accused: who joins, who makes a ring with others, and what becomes of a loose one, as rows of the tables."""

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from typing import Any

import pyarrow as pa
import pytest

from town import AS_OF
from zhenxin.engine import Engine
from zhenxin.events.results import RESULTS
from zhenxin.rings import Rings, settle
from zhenxin.rings.accused import ties_of
from zhenxin.rings.joining import FEWEST
from zhenxin.rings.settling import COMPACT, WHOLE_FROM
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
        "accounts": WHOLE_FROM,
        "merchants": 1,
        "orders": 9,
        "reviews": 0,
        "amount": 90.0,
        "money_in": 90.0,
        "money_out": 0.0,
    }
    return {"ring_id": ring_id, "kind": kind, **facts, "first_at": WHEN, "last_at": WHEN, "density": 1.0, "probability": probability,
            "summary": "eight accounts", "summary_zh": "八个账号"}  # fmt: skip


def found(*rings: Row, shop: str = "m1") -> Rings:
    members = [
        {"ring_id": one["ring_id"], "entity_kind": kind, "entity_id": name, "role": role, "links": 3, "share": 1.0}
        for one in rings
        for kind, name, role in (("account", "w0", "brusher"), ("merchant", shop, "merchant"))
    ]
    tables = {"rings": list(rings), "ring_members": members, "ring_links": [], "explanations": []}
    made = {name: RESULTS[name].shaped(pa.Table.from_pylist(rows, RESULTS[name].schema)) for name, rows in tables.items()}
    return Rings(made["rings"], made["ring_members"], made["ring_links"], made["explanations"])


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
    engine.put("cut_accounts", _accounts())
    engine.put("cut_parcels", town_tables["parcels"])
    engine.put("cut_visits", pa.Table.from_pylist([*taps, {"account_id": "o1", "product_id": "p", "kind": "view"}]))
    return engine


def test_whom_one_payer_or_one_product_serves_mostly_is_tied(places: Engine) -> None:
    told = ties_of(places, [f"{letter}{n}" for letter in "xyz" for n in range(6)], accused())
    assert told == sorted([*((f"x{n}", "payer", "wages") for n in range(6)), *((f"z{n}", "product", "p") for n in range(6))])
    assert ties_of(places, ["x0"], accused()) == []


def _accounts(*rows: Row) -> pa.Table:
    return pa.Table.from_pylist(
        list(rows), pa.schema([(name, pa.string()) for name in ("account_id", "referrer_id", "name_hash", "phone_hash")])
    )


def test_one_person_s_name_or_number_ties_accounts_to_the_first_of_them(own_engine: Engine) -> None:
    names = [f"x{n}" for n in range(FEWEST)]
    of_one = [{"account_id": name, "name_hash": "wang", "phone_hash": "139"} for name in names]
    own_engine.put("cut_accounts", _accounts(*of_one, {"account_id": "w", "name_hash": "li"}, {"account_id": "v", "name_hash": "li"}))
    assert ties_of(own_engine, ["w", *names], accused()) == [(name, kind, "x0") for name in names for kind in ("person", "phone")]
    told = settle(own_engine, found(ring()), accused(*people(names)), AS_OF)
    fresh = {row["ring_id"] for row in told.rings.to_pylist()} - {"R1"}
    assert {row["entity_id"] for row in told.members.to_pylist() if row["ring_id"] in fresh} == set(names)
    links = {(row["left_id"], row["right_kind"], row["right_id"]) for row in told.links.to_pylist() if row["ring_id"] in fresh}
    assert links == {(name, "account", "x0") for name in names[1:]}


@pytest.mark.parametrize(("payer", "kind"), [("boss", "account"), ("wx", "payee"), ("m1", None)])
def test_who_pays_a_ring_s_accounts_is_its_organiser(own_engine: Engine, payer: str, kind: str | None) -> None:
    names = [f"x{n}" for n in range(FEWEST)]
    own_engine.put("cut_accounts", _accounts({"account_id": "boss"}))
    own_engine.put("cut_payments", pa.Table.from_pylist([{"payer_id": payer, "payee_id": name, "kind": "transfer"} for name in names]))
    told = settle(own_engine, found(ring()), accused(*people(names), *(deed(name, "m7", "task_brushing") for name in names)), AS_OF)
    organisers = [(row["entity_kind"], row["entity_id"], row["links"]) for row in told.members.to_pylist() if row["role"] == "organiser"]
    assert organisers == ([(kind, payer, FEWEST)] if kind else [])


def test_a_sender_ties_those_whose_accused_orders_it_sent(own_engine: Engine) -> None:
    sent = [{"order_id": f"order x{n} m7 0", "parcel_id": f"p{n}", "sender_hash": "warehouse"} for n in range(4)]
    placed = [{"order_id": row["order_id"], "account_id": f"x{n}", "merchant_id": "m7"} for n, row in enumerate(sent)]
    honest = [{"order_id": f"o{n}", "parcel_id": f"q{n}", "sender_hash": "warehouse"} for n in range(20)]
    own_engine.put("cut_parcels", pa.Table.from_pylist(sent))
    own_engine.put("cut_orders", pa.Table.from_pylist(placed))
    deeds = accused(*(deed(f"x{n}", "m7", "empty_parcel") for n in range(4)))
    assert ties_of(own_engine, ["x0"], deeds) == [(f"x{n}", "sender", "warehouse") for n in range(4)]
    own_engine.put("cut_parcels", pa.Table.from_pylist([*sent, *honest]))
    own_engine.put(
        "cut_orders",
        pa.Table.from_pylist([*placed, *({**placed[0], "order_id": row["order_id"], "account_id": row["order_id"]} for row in honest)]),
    )
    assert ties_of(own_engine, ["x0"], deeds) == []


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
    told = settle(
        own_engine,
        found(ring()),
        accused(*people(["x"], "empty_parcel"), deed("x", "m1", "empty_parcel"), deed("w0", "m1", "empty_parcel")),
        AS_OF,
    )
    (row,) = told.rings.to_pylist()
    assert (row["ring_id"], row["accounts"]) == ("R1", WHOLE_FROM + 1)
    assert ("x", "brusher") in {(member["entity_id"], member["role"]) for member in told.members.to_pylist()}


def test_who_hurts_shops_joins_nobody_who_serves_them(own_engine: Engine) -> None:
    """One who sends back what he orders, tied to a brusher by a sender they share, is no brusher."""
    own_engine.put("cut_parcels", pa.Table.from_pylist([{"order_id": f"order {who} {shop} 0", "parcel_id": who, "sender_hash": "warehouse"}
                                                        for who, shop in (("w0", "m1"), ("x", "m7"))]))  # fmt: skip
    own_engine.put("cut_orders", pa.Table.from_pylist([{"order_id": f"order {who} {shop} 0", "account_id": who, "merchant_id": shop}
                                                       for who, shop in (("w0", "m1"), ("x", "m7"))]))  # fmt: skip
    sizes = {}
    for behaviour in ("empty_parcel", "compensation_abuse"):
        rows = accused(*people(["x"], behaviour), deed("x", "m7", behaviour), deed("w0", "m1", "empty_parcel"))
        (row,) = settle(own_engine, found(ring()), rows, AS_OF).rings.to_pylist()
        sizes[behaviour] = row["accounts"]
    assert sizes == {"empty_parcel": WHOLE_FROM + 1, "compensation_abuse": WHOLE_FROM}


@pytest.mark.parametrize("facts", [{"density": 0.2}, {"accounts": WHOLE_FROM - 1}], ids=["loose", "small"])
def test_a_ring_that_may_be_a_part_goes_on_as_those_who_belong_together(own_engine: Engine, facts: Row) -> None:
    before = found({**ring(), **facts}, shop="m1")
    strangers = [
        {"ring_id": "R1", "entity_kind": "account", "entity_id": name, "role": "brusher", "links": 2, "share": 1.0}
        for name in ("w1", "w2", "stranger")
    ]
    members = pa.concat_tables(
        [before.members, RESULTS["ring_members"].shaped(pa.Table.from_pylist(strangers, RESULTS["ring_members"].schema))]
    )
    names = ["w0", "w1", "w2", *(f"x{n}" for n in range(FEWEST))]
    told = settle(
        own_engine,
        Rings(before.rings, members, before.links, before.explanations),
        accused(*people(names, "empty_parcel"), *(deed(name, shop, "empty_parcel") for name in names for shop in ("m1", "m2"))),
        AS_OF,
    )
    (row,) = told.rings.to_pylist()
    assert (row["ring_id"], row["accounts"], row["merchants"], row["orders"]) == ("R1", len(names), 2, 2 * len(names))
    assert {member["entity_id"] for member in told.members.to_pylist()} == {*names, "m1", "m2"}


def test_where_nobody_is_accused_nothing_changes(own_engine: Engine) -> None:
    before = found(ring())
    assert settle(own_engine, before, accused(), AS_OF) is before


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


def of_ring(names: Iterable[str], ring_id: str, probability: float = 0.8, density: float = 0.2) -> Rings:
    """One ring of these accounts."""
    rows = [
        {"ring_id": ring_id, "entity_kind": "account", "entity_id": name, "role": "brusher", "links": 2, "share": 1.0} for name in names
    ]
    made = {**ring(probability=probability, ring_id=ring_id), "density": density}
    tables = {"rings": [made], "ring_members": rows, "ring_links": [], "explanations": []}
    return Rings(*(RESULTS[name].shaped(pa.Table.from_pylist(told, RESULTS[name].schema)) for name, told in tables.items()))


@pytest.mark.parametrize("density", [0.2, 1.0], ids=["a loose ring that falls apart", "a dense ring that is joined"])
def test_the_probability_of_rings_is_the_same_without_what_the_ring_gave_its_members(own_engine: Engine, density: float) -> None:
    halves = [[f"{letter}{n}" for n in range(FEWEST)] for letter in "uv"]
    before = of_ring([name for half in halves for name in half], "R1", density=density)
    done = [deed(name, shop, "empty_parcel") for half, shop in zip(halves, ("m1", "m2"), strict=True) for name in [*half, f"x{shop}"]]
    told = []
    for theirs in (0.99, 0.6):  # with the ring's part in it, and without
        named = [
            {**row, "probability": theirs if row["entity_id"][0] in "uv" else 0.7}
            for row in people([*halves[0], *halves[1], "xm1", "xm2"], "empty_parcel")
        ]
        told.append(
            {row["ring_id"]: row["probability"] for row in settle(own_engine, before, accused(*named, *done), AS_OF).rings.to_pylist()}
        )
    assert told[0] == told[1]
    assert len(told[0]) == (2 if density < COMPACT else 1)


def test_a_fragment_of_a_ring_that_was_settled_is_told_no_longer(own_engine: Engine) -> None:
    names = [f"x{n}" for n in range(2 * FEWEST)]
    whole = {**ring(), "density": 0.1, "accounts": len(names)}
    part = {**ring(ring_id="R2"), "density": 1.0, "accounts": 3}
    before = found(whole, part)
    rows = [
        {"ring_id": ring_id, "entity_kind": "account", "entity_id": name, "role": "brusher", "links": 3, "share": 1.0}
        for ring_id, members in (("R1", names), ("R2", names[:3]))
        for name in members
    ]
    members = RESULTS["ring_members"].shaped(pa.Table.from_pylist(rows, RESULTS["ring_members"].schema))
    before = Rings(before.rings, members, before.links, before.explanations)
    told = settle(own_engine, before, accused(*people(names), *(deed(name, "m7", "task_brushing") for name in names)), AS_OF)
    assert told.absorbed == {"R2": "R1"}
    assert told.rings["ring_id"].to_pylist() == ["R1"]
    assert {row["ring_id"] for row in told.members.to_pylist()} == {"R1"}
