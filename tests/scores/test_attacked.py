"""Shops under attack: what several accounts did there that chance does not give, though nobody can be accused of it."""

from typing import Any

import pyarrow as pa
import pytest

from zhenxin.engine import Engine
from zhenxin.scores.actors import judge_merchants
from zhenxin.scores.attacked import LEAST_BEYOND, SHIELD, Attack, attacked, traces_of
from zhenxin.scores.combine import Account, prior
from zhenxin.scores.hypothesis import Part, Spoken, Trait
from zhenxin.scores.weights import PRIOR_BITS

Row = dict[str, Any]
Key = tuple[str, str]
COLUMNS: dict[str, tuple[str, ...]] = {
    "cut_orders": ("order_id", "account_id", "merchant_id", "product_id", "status", "basket_id"),
    "cut_products": ("product_id", "category"),
    "cut_reviews": ("review_id", "account_id", "merchant_id", "order_id", "product_id"),
    "cut_complaints": ("entity_kind", "entity_id", "kind", "complainant_id"),
    "signal_values": ("entity_kind", "entity_id", "signal"),
}
RINGS = {"R1": {"ring_id": "R1", "probability": 0.98, "kind": "task_brushing"}}


def order(account: str, shop: str, status: str = "signed", product: str = "p") -> Row:
    return {"account_id": account, "merchant_id": shop, "product_id": product, "status": status}


def review(account: str, shop: str, rating: int, order_id: str | None = None) -> Row:
    return {"account_id": account, "merchant_id": shop, "product_id": f"of {shop}", "rating": rating, "order_id": order_id}


MARKET = [order(f"b{n}", f"m{(n + more) % 50}", "cancelled" if n % 10 == more else "signed") for n in range(1000) for more in (0, 7)]
"""A thousand customers who buy at two shops of fifty each, and one in ten cancels an order."""
SHOPS = (*(f"m{n}" for n in range(50)), "s1", "s2")
"""The last two are small: nobody else buys there."""
PRAISE = [review(f"b{n}", f"m{n % 50}", 5, f"o{n}") for n in range(1000)]


def attacks(
    engine: Engine, orders: list[Row], reviews: list[Row] | None = None, complaints: list[Row] | None = None, refusers: tuple[str, ...] = (),
    deeds: tuple[dict[Key, Account], list[Row]] = ({}, []),
) -> dict[str, Attack]:  # fmt: skip
    """The shops under attack in a market where so much was done besides."""
    told = PRAISE + (reviews or [])
    rows = {
        "cut_orders": [{"order_id": f"o{n}", **row} for n, row in enumerate(MARKET + orders)],
        "cut_products": [{"product_id": f"of m{n}", "category": f"kind {n}"} for n in range(50)] + [{"product_id": "p", "category": "all"}],
        "cut_reviews": told,
        "cut_complaints": complaints or [],
        "signal_values": [{"entity_kind": "account", "entity_id": account, "signal": "mass_refusal"} for account in refusers],
    }
    for table, columns in COLUMNS.items():
        fields = [(column, pa.string()) for column in columns] + ([("rating", pa.int32())] if table == "cut_reviews" else [])
        engine.put(table, pa.Table.from_pylist(rows[table], pa.schema(fields)))
    sold = {
        shop: (sum(row["merchant_id"] == shop for row in MARKET + orders), sum(row["merchant_id"] == shop for row in told))
        for shop in SHOPS
    }
    return attacked(traces_of(engine), deeds[0], deeds[1], RINGS, sold)


def refused(account: str, *shops: str) -> list[Row]:
    return [order(account, shop, "refused") for shop in shops]


def test_a_quiet_market_has_no_attack(engine: Engine) -> None:
    assert attacks(engine, []) == {}


def test_two_who_send_back_nearly_all_are_an_attack(engine: Engine) -> None:
    found = attacks(engine, refused("x1", "m1") + refused("x2", "m1"), refusers=("x1", "x2"))
    assert set(found) == {"m1"}
    part = found["m1"].part
    assert (part.name, part.bits) == ("attacked", SHIELD)
    assert part.sentence.startswith("2 accounts left traces of an attack on this shop")
    assert "2 sent goods back here that send back nearly all they order" in part.sentence
    assert part.sentence_zh.startswith("2 个账号")


def test_who_met_one_of_these_at_another_small_shop_is_of_its_company(engine: Engine) -> None:
    bought = [
        *refused("x1", "s1", "s2"),
        order("x2", "s1"),
        order("x2", "s2", "returned"),
        order("x3", "s1", "cancelled"),
        order("x3", "s2"),
    ]
    found = attacks(engine, bought, refusers=("x1",))
    assert set(found) == {"s1", "s2"}
    assert "2 met one of these here and at another small shop" in found["s1"].part.sentence


def test_two_who_send_back_at_the_same_two_small_shops_are_an_attack_on_both(engine: Engine) -> None:
    assert set(attacks(engine, refused("x1", "s1", "s2") + refused("x2", "s1", "s2"))) == {"s1", "s2"}
    assert attacks(engine, refused("x1", "m0", "m10") + refused("x2", "m0", "m10")) == {}  # many send back to these


def test_one_checkout_at_two_shops_is_sent_back_once(engine: Engine) -> None:
    carts = [{**row, "basket_id": row["account_id"]} for row in refused("x1", "s1", "s2") + refused("x2", "s1", "s2")]
    assert attacks(engine, carts) == {}


def test_lines_of_one_checkout_are_one_purchase_of_a_reporter(engine: Engine) -> None:
    told = [{"entity_kind": "merchant", "entity_id": "m1", "kind": "fake_sales", "complainant_id": account} for account in ("x1", "x2")]
    bought = [{**order(account, "m1"), "basket_id": account} for account in ("x1", "x2") for _ in range(3)]
    assert attacks(engine, bought, complaints=told) == {}


def test_blame_by_strangers_to_the_kind_of_goods_is_an_attack(engine: Engine) -> None:
    found = attacks(engine, [], [review(f"x{n}", "m1", 1) for n in range(20)])
    assert set(found) == {"m1"}
    assert "20 gave one or two stars that order nothing else of its kind" in found["m1"].part.sentence


def test_who_reports_the_sales_that_they_made_themselves_attacks(engine: Engine) -> None:
    told = [{"entity_kind": "merchant", "entity_id": "m1", "kind": "fake_sales", "complainant_id": account} for account in ("x1", "x2")]
    bought = [order(account, "m1") for account in ("x1", "x2") for _ in range(3)]
    assert set(attacks(engine, bought, complaints=told)) == {"m1"}
    assert attacks(engine, bought[:1] + bought[3:4], complaints=told) == {}  # once each: they may have been cheated


SILENT: dict[str, dict[str, Any]] = {
    "one who sends back": {"orders": refused("x1", "m1", "m1", "m1"), "refusers": ("x1",)},
    "two at two shops": {"orders": refused("x1", "m1") + refused("x2", "m2"), "refusers": ("x1", "x2")},
    "two who keep what they bought here": {"orders": [order("x1", "m1"), order("x2", "m1")], "refusers": ("x1", "x2")},
    "two ordinary customers who send back": {"orders": refused("x1", "m1") + refused("x2", "m1")},
    "blame by regular customers": {
        "orders": [order(f"x{n}", "m1", product="of m1") for n in range(20) for _ in range(2)],
        "reviews": [review(f"x{n}", "m1", 1, f"x{n}") for n in range(20)],
    },
    "blame all over the market": {"orders": [], "reviews": [review(f"x{n}", f"m{n % 50}", 1) for n in range(200)]},
    "praise by strangers": {"orders": [], "reviews": [review(f"x{n}", "m1", 5) for n in range(20)]},
    "one who slates again and again": {"orders": [], "reviews": [review("x", "m1", 1) for _ in range(20)]},
}  # fmt: skip


@pytest.mark.parametrize("given", SILENT.values(), ids=SILENT)
def test_these_are_none(engine: Engine, given: dict[str, Any]) -> None:
    assert attacks(engine, **given) == {}


def doubted(
    n: int, accounts: int, *, behaviour: str = "malicious_refusal", ring: str | None = None
) -> tuple[dict[Key, Account], list[Row]]:
    """Orders at one shop, each with probability 0.4, none accused."""
    sums = {("order", f"d{i}"): Account([prior(), Part("evidence", "time", -0.6 - PRIOR_BITS, "", "")], behaviour) for i in range(n)}
    facts = [
        {"entity_kind": "order", "entity_id": f"d{i}", "account_id": f"x{i % accounts}", "merchant_id": "m1", "ring_id": ring}
        for i in range(n)
    ]
    return sums, facts


def test_many_doubtful_orders_of_attackers_are_an_attack_though_none_is_accused(engine: Engine) -> None:
    assert set(attacks(engine, [], deeds=doubted(12, 2))) == {"m1"}
    assert attacks(engine, [], deeds=doubted(12, 1)) == {}
    assert attacks(engine, [], deeds=doubted(2, 2)) == {}
    assert attacks(engine, [], deeds=doubted(12, 2, behaviour="task_brushing")) == {}


def test_a_ring_whose_members_report_the_shop_is_none_of_its_own(engine: Engine) -> None:
    told = [{"entity_kind": "merchant", "entity_id": "m1", "kind": "fake_sales", "complainant_id": account} for account in ("x1", "x2")]
    bought = [order(account, "m1") for account in ("x1", "x2") for _ in range(3)]
    sums, facts = doubted(6, 3, behaviour="task_brushing", ring="R1")
    found = attacks(engine, bought, complaints=told, deeds=(sums, facts))
    assert found["m1"].rings == {"R1"}
    for total in sums.values():
        total.add(Part("ring", "ring", 12.0, "", ""))
    sold = {"m1": (46, 20), "others": (9_000, 0)}
    assert judge_merchants(sums, facts, sold, {}, {}, RINGS, found) == {"m1"}
    assert sums["merchant", "m1"].bits == PRIOR_BITS + SHIELD
    judge_merchants(sums, facts, sold, {}, {}, RINGS)
    assert sums["merchant", "m1"].bits > 0


def test_who_is_accused_does_not_escape_by_being_attacked() -> None:
    sums, facts = doubted(20, 5, behaviour="task_brushing")
    for total in sums.values():
        total.add(Part("more", "money", 12.0, "", ""))
    shield = {"m1": Attack(Part("attacked", "ring", SHIELD, "", ""), frozenset())}
    judge_merchants(sums, facts, {"m1": (46, 20), "others": (9_000, 0)}, {}, {}, {}, shield)
    assert sums["merchant", "m1"].bits > LEAST_BEYOND
    assert "attacked" not in {part.name for part in sums["merchant", "m1"].parts}


def test_what_only_warns_of_an_attacked_shop_counts_for_nothing() -> None:
    """So that a verdict on it stands on itself alone."""
    said = {("merchant", "m1"): [Spoken("level_shift", 3, "", "")]}
    traits = {"level_shift": Trait("record", False, ("quota_dining",), (2.0, 4.0, 6.4))}
    shield = {"m1": Attack(Part("attacked", "ring", SHIELD, "", ""), frozenset())}
    sums: dict[tuple[str, str], Account] = {}
    judge_merchants(sums, [], {"m1": (50, 10)}, said, traits, {}, shield)
    assert [part.name for part in sums["merchant", "m1"].parts] == ["prior", "level_shift", "uncorroborated", "attacked"]
    assert sums["merchant", "m1"].bits == pytest.approx(PRIOR_BITS)
