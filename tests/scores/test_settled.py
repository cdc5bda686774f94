"""What members of a settled ring did at its shops: judged by the ring and by who did it, but not their private deeds, meals, or what was decided."""

from datetime import datetime
from typing import Any

import pyarrow as pa
import pytest

from zhenxin.engine import Engine
from zhenxin.scores.combine import Account, Key
from zhenxin.scores.hypothesis import Part, Trait
from zhenxin.scores.private import most_bits
from zhenxin.scores.settled import LESS, MOST_BITS, UNHEARD, deeds_of_members

AT = datetime.fromisoformat("2025-03-03T12:00")
RING: dict[str, Any] = {
    "ring_id": "R1",
    "kind": "written_reviews",
    "probability": 0.95,
    "merchants": 3,
    "summary": "a ring",
    "summary_zh": "团伙",
}


def of(bits: float, *more: str) -> Account:
    return Account([Part("prior", "prior", bits, "", ""), *(Part(name, "record", 0.0, "", "") for name in more)])


def faint() -> Account:
    """Something speaks of it, and too little."""
    return Account([Part("prior", "prior", -10.0, "", ""), Part("a signal", "text", 2.0, "", "")])


def market(
    engine: Engine,
    *,
    category: str = "鞋",
    rating: int = 5,
    shop: str = "s'1",
    shop_category: str | None = None,
    sent: tuple[str, ...] = (),
    status: str | None = "signed",
    away: int = 1,
) -> None:
    """One order and one review of member w1 at the ring's shop, so many of each `away` at another, and one of a stranger at the ring's."""
    deeds = [("1", "w1", shop), ("3", "stranger", shop), *((f"2{n}", "w1", "elsewhere") for n in range(away))]
    rows = [(n, account, merchant, f"p{merchant}") for n, account, merchant in deeds]
    columns = [pa.array([row[place] for row in rows]) for place in range(4)]
    at = pa.array([AT] * len(rows), pa.timestamp("us"))
    names = ["account_id", "merchant_id", "product_id", "occurred_at"]
    columns_of_orders = [columns[0], *columns[1:], at, pa.array([9.5] * len(rows)), pa.array([status] * len(rows), pa.string())]
    engine.put("cut_orders", pa.table(columns_of_orders, ["order_id", *names, "amount", "status"]))
    reviews = pa.table(
        [columns[0], columns[0], *columns[1:], at, pa.array([rating] * len(rows))], ["review_id", "order_id", *names, "rating"]
    )
    engine.put("cut_reviews", reviews)
    engine.put("cut_parcels", pa.table({"order_id": pa.array(sent, pa.string())}))
    engine.put("cut_products", pa.table([[f"p{shop}", "pelsewhere"], pa.array([category, "鞋"], pa.string())], ["product_id", "category"]))
    engine.put("cut_merchants", pa.table([[shop, "elsewhere"], pa.array([shop_category, None], pa.string())], ["merchant_id", "category"]))


def members(shop: str = "s'1", role: str = "brusher") -> pa.Table:
    rows = [("R1", "account", "w1", role), ("R1", "merchant", shop, "merchant"), ("R9", "account", "stranger", "brusher")]
    return pa.table([list(column) for column in zip(*rows, strict=True)], ["ring_id", "entity_kind", "entity_id", "role"])


def told(engine: Engine, sums: dict[Key, Account], ring: dict[str, Any] | None = None, **of_members: str) -> dict[Key, float]:
    heard = {(kind, "1"): faint() for kind in ("order", "review")}
    sums = {("account", "w1"): of(6.0), ("account", "stranger"): of(6.0)} | heard | sums
    found = deeds_of_members(engine, sums, {"R1": RING | (ring or {})}, members(**of_members))
    assert all(one.row["ring_id"] == "R1" and one.total.behaviour == (RING | (ring or {}))["kind"] for one in found.values())
    return {key: round(one.total.bits, 6) for key, one in found.items()}


def test_deeds_of_a_member_at_the_rings_shop_are_as_doubtful_as_both(engine: Engine) -> None:
    market(engine)
    ring = 4.247928 - LESS
    assert told(engine, {}) == {("order", "1"): round(ring, 6), ("review", "1"): round(ring, 6)}
    assert told(engine, {("order", "1"): faint(), ("account", "w1"): of(2.5)})["order", "1"] == 2.5 - LESS
    assert told(engine, {("account", "w1"): of(20.0)}, {"probability": 1.0})["order", "1"] == MOST_BITS


def test_of_what_nothing_else_speaks_a_member_may_have_bought_it_for_himself(engine: Engine) -> None:
    market(engine)
    nothing = Account([Part("prior", "prior", -10.0, "", ""), Part("product_rate", "network", 8.1, "", "")])
    assert told(engine, {("order", "1"): nothing})["order", "1"] == UNHEARD
    found = deeds_of_members(engine, {("account", "w1"): of(6.0)}, {"R1": RING}, members())
    assert {one.total.bits for one in found.values()} == {UNHEARD}


def test_where_it_is_known_what_members_buy_elsewhere_chance_says_how_sure_such_a_deed_is(engine: Engine) -> None:
    market(engine, away=6)
    # of eight orders one is a stranger's at the ring's shop: one for every seven of all others
    nothing = Account([Part("prior", "prior", -10.0, "", ""), Part("order_burst", "time", 5.1, "", "")])
    sums = {("account", "w1"): of(6.0), ("order", "1"): nothing}
    found = deeds_of_members(engine, sums, {"R1": RING}, members(), {"order_burst": Trait("time", False, ())})
    assert found["order", "1"].total.bits == pytest.approx(most_bits(6 / 7, 1))
    found = deeds_of_members(engine, sums, {"R1": RING}, members(), {"order_burst": Trait("time", True, ())})
    assert found["order", "1"].total.bits == pytest.approx(4.247928 - LESS)


def test_the_part_says_which_ring(engine: Engine) -> None:
    market(engine)
    total = deeds_of_members(engine, {("account", "w1"): of(6.0)}, {"R1": RING}, members())["order", "1"].total
    assert total.parts[-1].name == "ring"
    assert "R1: a ring" in total.parts[-1].sentence
    assert "团伙 R1" in total.parts[-1].sentence_zh


@pytest.mark.parametrize("part", ["ring", "verdict", "known"])
def test_what_a_ring_has_spoken_of_or_people_decided_stands(engine: Engine, part: str) -> None:
    market(engine)
    assert ("order", "1") not in told(engine, {("order", "1"): of(-2.0, part)})


def test_what_is_found_false_already_stays_as_it_is(engine: Engine) -> None:
    market(engine)
    assert set(told(engine, {("order", "1"): of(0.5)})) == {("review", "1")}


@pytest.mark.parametrize(("category", "shop_category"), [("火锅", None), ("奶茶", "鞋"), (None, "餐饮")])
def test_a_meal_is_left_to_its_own_evidence(engine: Engine, category: str, shop_category: str | None) -> None:
    market(engine, category=category, shop_category=shop_category)
    assert told(engine, {}) == {}


def test_what_came_in_a_parcel_is_no_meal(engine: Engine) -> None:
    market(engine, category="火锅底料", sent=("1",))
    assert {key[0] for key in told(engine, {})} == {"order", "review"}


@pytest.mark.parametrize(
    ("kind", "rating", "kinds"),
    [
        ("written_reviews", 3, {"order"}),
        ("written_reviews", 1, {"order"}),
        ("hired_negative", 1, set()),
        ("compensation_abuse", 5, set()),
        ("hired_negative", 5, set()),
        ("conditional_cashback", 5, {"review"}),
        ("batch_accounts", 5, set()),
        ("gift_parcel", 5, {"order", "review"}),
    ],
)
def test_a_ring_says_only_what_its_kind_is_judged_on(engine: Engine, kind: str, rating: int, kinds: set[str]) -> None:
    market(engine, rating=rating)
    assert {key[0] for key in told(engine, {}, {"kind": kind})} == kinds


def test_a_doubtful_member_accuses_nothing(engine: Engine) -> None:
    market(engine)
    assert told(engine, {("account", "w1"): of(0.5)}) == {("order", "1"): -0.5, ("review", "1"): -0.5}
    assert told(engine, {("account", "w1"): of(0.5), ("order", "1"): of(-0.2)}) == {("review", "1"): -0.5}


def test_who_pays_the_members_did_nothing_at_the_shops(engine: Engine) -> None:
    market(engine)
    assert told(engine, {}, role="organiser") == {}


@pytest.mark.parametrize(("shops", "kinds"), [(3, {"order", "review"}), (2, set())])
def test_phones_in_a_rack_eat_nothing_but_at_one_table_they_may_be_its_own(engine: Engine, shops: int, kinds: set[str]) -> None:
    market(engine, category="火锅")
    assert {key[0] for key in told(engine, {}, {"kind": "device_farm", "merchants": shops})} == kinds


@pytest.mark.parametrize(("status", "told_of"), [("signed", False), ("returned", True), ("cancelled", True), (None, False)])
def test_of_a_hired_audience_what_it_sent_back_is_false_and_not_what_it_kept(engine: Engine, status: str | None, told_of: bool) -> None:
    market(engine, status=status)
    assert (("order", "1") in told(engine, {}, {"kind": "live_inflation"})) == told_of
