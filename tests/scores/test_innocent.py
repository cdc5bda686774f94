"""Innocent explanations of single suspects: every one that a signal names can be tried, and says what the tables hold."""

import re
import time
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest

from runs import read
from town import AS_OF, RING, Town, town
from zhenxin import signals
from zhenxin.engine import DuckDBEngine, Engine
from zhenxin.engine.spark_engine import SparkEngine
from zhenxin.report.names import LOOKALIKES
from zhenxin.scores.innocent import MOST, TRIALS, needs, trials_of
from zhenxin.scores.innocent.reach import bases, every_reach
from zhenxin.scores.innocent.trial import Trial
from zhenxin.settings import Settings

NAMED = sorted({(one.entity, lookalike) for one in signals.find() for lookalike in one.silent_on})
DAY = datetime.fromisoformat("2026-06-10T09:00:00")
SUSPECTS = pa.schema([("entity_kind", pa.string()), ("entity_id", pa.string()), ("probability", pa.float64())])


def put(engine: Engine, made: Town, suspects: list[tuple[str, str, float]]) -> None:
    """The tables that trials read: the market `made`, who is suspect, two signals that speak of orders in turn, one page and a registered number."""
    for name, table in made.typed().items():
        engine.put(f"cut_{name}", table)
    engine.put("suspects", pa.Table.from_pylist([dict(zip(SUSPECTS.names, one, strict=True)) for one in suspects], SUSPECTS))
    engine.put("act_signals", pa.table({"signal": pa.array(["cashback_return"])}))
    spoken = [
        {"entity_kind": "order", "entity_id": row["order_id"], "signal": ("order_burst", "cashback_return")[at % 2]}
        for at, row in enumerate(made.rows.get("orders", []))
    ]
    engine.put(
        "signal_values", pa.Table.from_pylist(spoken, pa.schema([(name, pa.string()) for name in ("entity_kind", "entity_id", "signal")]))
    )
    facts = [("http://a", "number", "4001"), ("http://a", "place", "350000"), ("http://a", "place", "360000")]
    engine.put("cut_page_facts", pa.table([pa.array(column) for column in zip(*facts, strict=True)], ["url", "fact", "value"]))
    engine.put("cut_registered_numbers", pa.table({"number": pa.array(["4001"])}))
    engine.put("pushed_numbers", pa.table({"url": pa.array(["http://a"]), "number": pa.array(["4001"])}))


def ask(engine: Engine, trial: Trial, things: list[str]) -> list[dict[str, Any]]:
    engine.put("asked", pa.table({"thing_id": pa.array(things, pa.string())}))
    return sorted(engine.rows(trial.sql, step=trial.step).to_pylist(), key=lambda row: row["thing_id"])


# what is there to be tried


@pytest.mark.parametrize(("kind", "lookalike"), NAMED)
def test_whatever_a_signal_names_can_be_tried(kind: str, lookalike: str) -> None:
    assert trials_of(kind, lookalike)


def test_a_deed_is_asked_itself_before_its_buyer_is() -> None:
    """Praise is no angry buyer's, whatever its author sent back elsewhere."""
    assert [trial.of for trial in trials_of("review", "angry_buyer")] == ["review"]
    assert {trial.of for trial in trials_of("review", "heavy_reviewer")} == {"account"}
    assert {trial.of for trial in trials_of("account", "angry_buyer")} == {"account", "review"}


def test_every_trial_is_of_a_lookalike_with_a_name_and_can_be_reached() -> None:
    assert {trial.lookalike for trial in TRIALS} <= set(LOOKALIKES)
    reached = {(kind, of) for kind, _ in NAMED for of in bases(kind)}
    assert all(any(of == trial.of for _, of in reached) for trial in TRIALS)
    assert len({(trial.lookalike, trial.of, trial.sql) for trial in TRIALS}) == len(TRIALS)


@pytest.mark.parametrize("trial", TRIALS, ids=lambda trial: f"{trial.lookalike}-{trial.of}")
def test_the_words_of_a_trial_are_those_that_its_sql_names(trial: Trial) -> None:
    told = re.search(r"(case(?:(?!case).)*?end|'\w+') as told", trial.sql, re.DOTALL)
    assert told
    assert set(re.findall(r"(?:then|else|^) ?'(\w+)'", told[1])) | set(re.findall(r"^'(\w+)'$", told[1])) == set(trial.words)
    for english, chinese in trial.words.values():
        assert english.isascii()
        assert not chinese.isascii()
        assert set(re.findall(r"{(\w+)", english)) >= set(re.findall(r"{(\w+)", chinese))


# what they say


def order(made: Town, number: int, account: str, product: str = "p", **more: Any) -> None:
    given = {
        "merchant_id": "m",
        "occurred_at": DAY,
        "amount": 100.0,
        "quantity": 1,
        "address_hash": f"home of {account}",
        "status": "signed",
    }
    made.add("orders", order_id=f"o{number}", account_id=account, product_id=product, **(given | more))


def market() -> Town:
    """One order o0 of account a at shop m, product p."""
    made = Town()
    made.add("merchants", merchant_id="m", opened_at=DAY - timedelta(days=30), legal_entity_id="e", category="lamps")
    made.add("products", product_id="p", merchant_id="m", category="lamps", spec_weight_g=800.0)
    order(made, 0, "a")
    return made


def sale(made: Town, days: float = 0, **of: Any) -> None:
    made.add(
        "campaigns",
        campaign_id="c",
        kind="promotion",
        starts_at=DAY - timedelta(days=1 - days),
        ends_at=DAY + timedelta(days=days, hours=1),
        **of,
    )


def a_sale_at_the_product(made: Town) -> None:
    sale(made, product_id="p", merchant_id="m", category="lamps")


def a_sale_of_the_shop(made: Town) -> None:
    sale(made, merchant_id="m")


def a_sale_that_was_over(made: Town) -> None:
    sale(made, days=-0.5, product_id="p")


def a_rush(made: Town) -> None:
    for at in range(1, 100):
        order(made, at, f"b{at}", occurred_at=DAY + timedelta(minutes=at / 2))


def ten_neighbours(made: Town) -> None:
    for at in range(1, 10):
        order(made, at, f"b{at}", address_hash="home of a", occurred_at=DAY + timedelta(hours=at))


def ten_orders_of_one_buyer(made: Town) -> None:
    for at in range(1, 10):
        order(made, at, "a", occurred_at=DAY - timedelta(days=at))


def a_light_thing(made: Town) -> None:
    made.rows["products"][0]["spec_weight_g"] = 90.0
    made.add("parcels", parcel_id="k", order_id="o0", weight_g=120.0, sender_hash="s", shipped_at=DAY)


def a_heavy_thing(made: Town) -> None:
    made.add("parcels", parcel_id="k", order_id="o0", weight_g=20.0, sender_hash="s", shipped_at=DAY)


def two_yuan_back(made: Town) -> None:
    made.add("payments", payment_id="x", payer_id="m", payee_id="a", amount=2.0, kind="refund", occurred_at=DAY + timedelta(days=3))


def all_of_it_back(made: Town) -> None:
    made.add("payments", payment_id="x", payer_id="y", payee_id="a", amount=104.0, kind="transfer", occurred_at=DAY + timedelta(days=3))


def nothing_more(made: Town) -> None:
    """The market as it is."""


def a_campus(made: Town) -> None:
    for at in range(20):
        made.add("logins", account_id="a" if at == 0 else f"b{at}", occurred_at=DAY, ip="10.0.0.1", ip_kind="campus")


def a_family(made: Town) -> None:
    for account in ("a", "b", "c"):
        made.add("logins", account_id=account, occurred_at=DAY, device_id="d")
    order(made, 1, "b", address_hash="home of a")
    order(made, 2, "c", address_hash="elsewhere")


def a_farm(made: Town, accounts: int = 60) -> None:
    """One phone, one campus line, one card and one address for all, who order the same thing on one day."""
    made.add("logins", account_id="a", occurred_at=DAY, device_id="d", ip="10.0.0.1", ip_kind="campus")
    for at in range(1, accounts):
        order(made, at, f"b{at}", address_hash="home of a")
        made.add("logins", account_id=f"b{at}", occurred_at=DAY, device_id="d", ip="10.0.0.1", ip_kind="campus")
        card = {"amount": 100.0, "kind": "order", "instrument_hash": "card", "occurred_at": DAY}
        made.add("payments", payment_id=f"p{at}", payer_id=f"b{at}", payee_id="m", order_id=f"o{at}", **card)


def a_card_of_the_company_and_another(made: Town) -> None:
    """Of two cards of one account the one that more accounts use is told of."""
    for at, (account, card) in enumerate((("a", "own"), ("a", "shared"), ("b", "shared"), ("c", "shared")), 1):
        order(made, at, account, address_hash="office" if card == "shared" else "home")
        payment = {"amount": 100.0, "kind": "order", "instrument_hash": card, "occurred_at": DAY}
        made.add("payments", payment_id=f"p{at}", payer_id=account, payee_id="m", order_id=f"o{at}", **payment)


def a_phone_sold_on(made: Town) -> None:
    made.add("logins", account_id="a", occurred_at=DAY, device_id="d")
    made.add("logins", account_id="b", occurred_at=DAY - timedelta(days=200), device_id="d")


def a_warehouse(made: Town) -> None:
    for shop in ("m1", "m2", "m3"):
        made.add("merchants", merchant_id=shop, legal_entity_id=f"e{shop}")
    for at, shop in enumerate(("m", "m1", "m2", "m3"), 1):
        order(made, at, f"b{at}", merchant_id=shop)
        made.add("parcels", parcel_id=f"k{at}", order_id=f"o{at}", sender_hash="s", shipped_at=DAY)


def a_new_shop(made: Town) -> None:
    made.rows["merchants"][0]["opened_at"] = DAY - timedelta(days=9)


CASES = [
    (a_sale_at_the_product, "flash_sale", "order", 1.0, "a sale or subsidy was announced for its product when it was ordered"),
    (a_sale_of_the_shop, "flash_sale", "order", 0.5, "a sale or subsidy was announced for its shop or category when it was ordered"),
    (a_sale_that_was_over, "flash_sale", "order", 0.01, "no sale or subsidy was announced for its product, its shop or the market when it was ordered"),
    (a_rush, "flash_sale", "order", 1.0, "100 accounts ordered the same product within the same hour; a flash sale brings hundreds"),
    (ten_neighbours, "group_buy", "order", 1.0, "10 accounts ordered this thing to the same address on the same day"),
    (nothing_more, "group_buy", "order", 0.0, "nobody else ordered this thing to that address on that day"),
    (ten_orders_of_one_buyer, "company_order", "order", 1.0, "the buyer placed 10 orders at the shop, 10 of them to one address"),
    (nothing_more, "company_order", "order", 0.0, "the buyer placed only this one order at the shop"),
    (a_light_thing, "light_goods", "order", 1.0, "the goods weigh 90 g by the shop's own word, the parcel weighed 120 g"),
    (a_heavy_thing, "light_goods", "order", 0.125, "the goods weigh 800 g by the shop's own word, the parcel weighed 20 g"),
    (two_yuan_back, "small_refund", "order", 0.96, "the largest payment that the buyer got around then was 2.00, 2% of the price"),
    (all_of_it_back, "small_refund", "order", 0.0, "the largest payment that the buyer got around then was 104.00, 104% of the price"),
    (nothing_more, "small_refund", "order", 0.0, "the buyer got no payment around then"),
    (a_campus, "dormitory", "account", 1.0, "1 of 1 log-in and order came from a campus network; 20 accounts use the commonest of these lines"),
    (a_family, "family_phone", "account", 0.75, "2 other accounts used the same phone, 1 with parcels to the same address"),
    (a_farm, "family_phone", "account", 0.0, "60 accounts used the same phone, more than a family or its later owners would"),
    (a_farm, "second_hand_phone", "account", 0.0, "60 accounts used the same phone, more than a family or its later owners would"),
    (a_card_of_the_company_and_another, "company_card", "account", 1.0,
     "the same card paid 3 orders of 3 accounts; 3 went to one address, as a company's would"),
    (a_phone_sold_on, "second_hand_phone", "account", 1.0,
     "of 1 other account on the same phone, 1 used it wholly before or after, as one who sold or bought it"),
    (a_warehouse, "shared_warehouse", "sender", 0.75, "the sender sent 4 parcels for 4 unrelated shops; the orders of 1 were found false"),
    (a_new_shop, "new_shop_friends", "merchant", 0.9, "the shop had been open for 9 days when the first of this happened"),
]  # fmt: skip
THINGS = {"order": "o0", "account": "a", "sender": "s", "merchant": "m"}


@pytest.mark.parametrize(("change", "lookalike", "of", "fits", "said"), CASES, ids=lambda one: one.__name__ if callable(one) else None)
def test_what_is_said(engine: Engine, change: Any, lookalike: str, of: str, fits: float, said: str) -> None:
    made = market()
    change(made)
    put(engine, made, [("order", "o1", 0.9), ("order", "o0", 0.6)])
    told = [
        (row["fits"], trial.tell(row)[0])
        for trial in TRIALS
        if (trial.lookalike, trial.of) == (lookalike, of)
        for row in ask(engine, trial, [THINGS[of]])
    ]
    assert (pytest.approx(fits, abs=0.011), said) in told


def test_trials_of_many_suspects_who_share_everything_take_time_in_proportion(engine: Engine) -> None:
    def seconds(accounts: int) -> float:
        made = market()
        a_farm(made, accounts)
        put(engine, made, [("order", f"o{at}", 0.9) for at in range(accounts)])
        things = {"order": [f"o{at}" for at in range(accounts)], "account": ["a", *(f"b{at}" for at in range(1, accounts))]}
        shared = {"family_phone", "second_hand_phone", "company_card", "dormitory", "group_buy"}
        start = time.process_time()
        told = [len(ask(engine, trial, things[trial.of])) for trial in TRIALS if trial.lookalike in shared and trial.of in things]
        assert sum(told) >= 5 * (accounts - 1)
        return time.process_time() - start

    assert seconds(2_000) < 8 * seconds(400) + 1


# the same on every engine


@pytest.mark.sail
def test_every_trial_gives_the_same_on_another_engine(sail: SparkEngine) -> None:
    made, here = _whole(), DuckDBEngine(Settings(memory="1GB"))
    asked = {
        "order": [row["order_id"] for row in made.rows["orders"]], "review": [row["review_id"] for row in made.rows["reviews"]],
        "account": [row["account_id"] for row in made.rows["accounts"]], "merchant": [row["merchant_id"] for row in made.rows["merchants"]],
        "product": [row["product_id"] for row in made.rows["products"]], "sender": ["hub", "warehouse 1"], "payee": ["boss", "a1", "w1"],
        "staff": ["t"], "number": ["4001"], "page": ["http://a"],
    }  # fmt: skip
    suspects = [("order", one, 0.3 + at % 5 / 8) for at, one in enumerate(asked["order"]) if at % 3 == 0]
    suspects += [(kind, one, 0.6) for kind in ("review", "account", "merchant", "sender") for one in asked[kind][::2]]
    for one in (here, sail):
        put(one, made, suspects)
    heard = 0
    for trial in TRIALS:
        expected, given = ask(here, trial, asked[trial.of]), ask(sail, trial, asked[trial.of])
        assert [_close(row) for row in expected] == given, trial.step
        heard += bool(expected)
    assert heard > 35
    for sql in every_reach():
        assert sail.rows(sql, step="reach").to_pylist() == here.rows(sql, step="reach").to_pylist()
    here.close()


def _close(row: dict[str, Any]) -> dict[str, Any]:
    return {name: pytest.approx(value, rel=1e-9, abs=1e-12) if isinstance(value, float) else value for name, value in row.items()}


def _whole() -> Town:
    """The town, with what it has not: campaigns, claims and the work of staff."""
    made = Town({name: list(rows) for name, rows in town().rows.items()})
    for at, (kind, of) in enumerate((("promotion", {"product_id": "p1"}), ("influencer", {"merchant_id": "m2"}), ("trial", {"category": "lamps"}),
                                     ("review_reward", {"any_rating": True}))):  # fmt: skip
        made.add(
            "campaigns", campaign_id=f"c{at}", kind=kind, starts_at=AS_OF - timedelta(days=20), ends_at=AS_OF - timedelta(days=9 - at), **of
        )
    for at, row in enumerate(made.rows["orders"][:60]):
        made.add(
            "claims",
            claim_id=f"l{at}",
            order_id=row["order_id"],
            account_id=row["account_id"],
            occurred_at=AS_OF,
            kind="return",
            approver_id="t",
        )
        made.add(
            "staff_actions",
            action_id=f"x{at}",
            staff_id="t",
            occurred_at=AS_OF,
            kind="override_alert",
            target_kind="order",
            target_id=f"g{at % 7}",
        )
    return made


# in a run


def test_every_suspect_of_a_run_has_what_its_signals_name(town_out: Path) -> None:
    tried = read(town_out, "explanations")
    suspects = {(row["entity_kind"], row["entity_id"]) for row in read(town_out, "scores") if row["probability"] >= 0.2}
    of = {(row["entity_kind"], row["entity_id"]) for row in tried} - {("ring", row["ring_id"]) for row in read(town_out, "rings")}
    assert of <= suspects
    assert {("account", one) for one in RING} | {("sender", "hub"), ("payee", "boss")} <= of
    assert {("merchant", shop) for shop in ("m1", "m2", "m3")} <= of
    counts = [sum((row["entity_kind"], row["entity_id"]) == key for row in tried) for key in of]
    assert max(counts) <= MOST
    assert all(row["fits"] is None or 0 <= row["fits"] <= 1 for row in tried)


def test_what_no_table_tells_is_said_to_be_untried(town_out: Path) -> None:
    tried = [row for row in read(town_out, "explanations") if row["entity_kind"] != "ring"]
    refunds = [row for row in tried if (row["entity_kind"], row["lookalike"]) == ("order", "small_refund")]
    assert refunds
    assert {row["fits"] for row in refunds} == {0.0}
    assert all("of the price" in row["sentence"] and "货款" in row["sentence_zh"] for row in refunds)
    sales = [row for row in tried if row["lookalike"] == "platform_trial"]
    assert all(row["fits"] is None and "no `campaigns`" in row["sentence"] and "没有 campaigns" in row["sentence_zh"] for row in sales)
    assert any(row["fits"] is None for row in tried)


def test_what_the_trials_read_is_cut_for_them() -> None:
    read_by_all = needs()
    assert read_by_all["orders"] >= {"order_id", "address_hash", "occurred_at", "status"}
    assert all(set(columns) <= read_by_all[name] for trial in TRIALS for name, columns in trial.reads.items())
