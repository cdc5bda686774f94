"""Company of accounts: those who bear an act of one behaviour and meet on one device, network, payroll, product, shop or invitation."""

import json
from typing import Any

import pyarrow as pa
import pytest

from zhenxin.engine import Engine
from zhenxin.scores.company import MOST_BITS
from zhenxin.scores.hypothesis import Part, Spoken, Trait
from zhenxin.scores.places import account_company

TRAITS = {
    "wage_fan": Trait("money", True, ("fake_engagement",), (4.0, 8.0, 9.0), frozenset({"payer_id", "payee_id"})),
    "path_template": Trait("conduct", True, ("fake_engagement",), (4.0, 8.0, 9.0), frozenset({"session_id"})),
    "signup_burst": Trait("time", True, ("fake_engagement",), (4.0, 8.0, 9.0), frozenset({"registered_at", "register_net_hash"})),
    "live_blocks": Trait("time", True, ("fake_engagement",), (4.0, 8.0, 9.0), frozenset({"room_id"})),
    "faint": Trait("money", True, ("fake_engagement",), (1.0, 2.0, 3.0)),
    "shared_device": Trait("identity", False, ("fake_engagement",), (4.0, 8.0, 9.0)),
}
TABLES: dict[str, tuple[str, ...]] = {
    "payments": ("payer_id", "payee_id", "kind"),
    "sightings": ("account_id", "device_id", "ip_hash"),
    "visits": ("account_id", "product_id", "kind"),
    "orders": ("account_id", "merchant_id"),
    "accounts": ("account_id", "referrer_id", "name_hash", "phone_hash"),
}


def tap(account: str) -> dict[str, Any]:
    return {"account_id": account, "product_id": "p", "kind": "like"}


def company(
    engine: Engine, signal: str, level: int = 2, people: int = 4, *, own: bool = True, **rows: list[dict[str, Any]]
) -> dict[str, Part]:
    """The company of so many accounts with one act, where the tables hold `rows`."""
    for name, columns in TABLES.items():
        schema = pa.schema([(column, pa.string()) for column in columns])
        engine.put(f"cut_{name}", pa.Table.from_pylist(rows.get(name, []), schema))
    spoken = {f"a{n}": [Spoken(signal, level, "said", "说", is_own=own)] for n in range(people)}
    return {account: by["fake_engagement"] for account, by in account_company(engine, spoken, TRAITS).items()}


def test_accounts_with_an_act_that_tap_one_product_are_company(engine: Engine) -> None:
    told = company(engine, "wage_fan", visits=[tap(f"a{n}") for n in range(4)])
    assert set(told) == {"a0", "a1", "a2", "a3"}
    assert told["a0"].bits == MOST_BITS
    assert told["a0"].sentence.startswith("3 other accounts tapping the same product")
    assert "3 个" in told["a0"].sentence_zh


TAPPED = [tap(f"a{n}") for n in range(4)]
STAND: dict[str, list[dict[str, Any]]] = {
    "sightings": [{"account_id": f"a{n}", "ip_hash": "stand"} for n in range(4)],
    "accounts": [{"account_id": f"a{n}", "referrer_id": "promoter"} for n in range(4)],
    "orders": [{"account_id": f"a{n}", "merchant_id": "m"} for n in range(4)],
}
"""Who signs up at a stand in the street has its line, its promoter and its shop in common."""


@pytest.mark.parametrize("table", STAND)
def test_a_stand_in_the_street_is_no_company_of_those_who_sign_up_there(engine: Engine, table: str) -> None:
    rows = {table: STAND[table]}
    assert company(engine, "signup_burst", **rows) == {}
    assert set(company(engine, "wage_fan", **rows)) == {"a0", "a1", "a2", "a3"}


ALONE: dict[str, dict[str, Any]] = {
    "two accounts": {"signal": "wage_fan", "people": 2, "visits": TAPPED},
    "a product that many others like": {"signal": "wage_fan", "visits": [*TAPPED, *(tap(f"o{n}") for n in range(20))]},
    "a weak act": {"signal": "wage_fan", "level": 1, "visits": TAPPED},
    "an act of little weight": {"signal": "faint", "level": 3, "visits": TAPPED},
    "a circumstance": {"signal": "shared_device", "visits": TAPPED},
    "an act of something else": {"signal": "wage_fan", "own": False, "visits": TAPPED},
    "a tie that the act itself was counted by": {
        "signal": "wage_fan", "payments": [{"payer_id": "boss", "payee_id": f"a{n}", "kind": "transfer"} for n in range(4)],
    },
    "conduct that one link explains": {"signal": "path_template", "visits": TAPPED},
    "viewers of one shop's room, who buy there": {
        "signal": "live_blocks", "orders": [{"account_id": f"a{n}", "merchant_id": "m"} for n in range(4)],
    },
    "viewers of one room, who like what is shown": {"signal": "live_blocks", "visits": TAPPED},
    "nowhere": {"signal": "wage_fan"},
}  # fmt: skip


@pytest.mark.parametrize("given", ALONE.values(), ids=ALONE)
def test_others_have_none(engine: Engine, given: dict[str, Any]) -> None:
    assert company(engine, **given) == {}


def test_conduct_has_company_on_a_device(engine: Engine) -> None:
    seen = [{"account_id": f"a{n}", "device_id": "d", "ip_hash": None} for n in range(4)]
    assert len(company(engine, "path_template", sightings=seen)) == 4


def met(engine: Engine, wants: dict[str, str], shops: dict[str, str | None], others: int = 0, market: int = 400) -> dict[str, Part]:
    """The company of sleepers of whom each wants so many products (a letter each) of `shops`; `others` want the product y too, `market` other things."""
    traits = {"dormant_activation": Trait("time", True, ("fake_engagement",), (4.0, 8.0, 9.0), frozenset({"product_id", "registered_at"}))}
    carts = [(who, what) for who, several in wants.items() for what in several]
    carts += [(f"x{n}", "y") for n in range(others)] + [(f"z{n}", f"z{n % 50}") for n in range(market)]
    rows: dict[str, list[dict[str, Any]]] = {
        "visits": [{"account_id": who, "product_id": what, "kind": "cart"} for who, what in carts],
        "products": [{"product_id": what, "merchant_id": shop} for what, shop in shops.items()],
    }
    for name, columns in {
        **TABLES,
        "orders": ("account_id", "merchant_id", "product_id"),
        "products": ("product_id", "merchant_id"),
    }.items():
        schema = pa.schema([(column, pa.string()) for column in columns])
        engine.put(f"cut_{name}", pa.Table.from_pylist(rows.get(name, []), schema))
    spoken = {who: [Spoken("dormant_activation", 2, "said", "说")] for who in wants}
    return {account: by["fake_engagement"] for account, by in account_company(engine, spoken, traits).items()}


FOUR = {"a'1": "xy", "a2": "xy", "a3": "xy", "a4": "xy"}
TWO_SHOPS: dict[str, str | None] = {"x": "m'1", "y": "m2"}


def test_sleepers_who_meet_the_same_others_at_another_shop_s_thing_are_company(engine: Engine) -> None:
    told = met(engine, FOUR | {"b": "x"}, TWO_SHOPS)
    assert set(told) == set(FOUR)
    assert told["a2"].sentence == "it met the same 3 others who bear an act of this behaviour at products of 2 shops and more"
    assert "同样 3 个" in told["a2"].sentence_zh


@pytest.mark.parametrize(("wants", "shops", "others", "market"), [
    (dict.fromkeys(FOUR, "x"), TWO_SHOPS, 0, 400), (FOUR, {"x": "m1", "y": "m1"}, 0, 400), (FOUR, TWO_SHOPS, 17, 400),
    ({"a1": "xy", "a2": "xy"}, TWO_SHOPS, 0, 400), (FOUR, {"x": "m1", "y": None}, 0, 400), (FOUR, TWO_SHOPS, 0, 4),
    ({"a": "xy", "b1": "x", "b2": "x", "b3": "x", "c1": "y", "c2": "y", "c3": "y"}, TWO_SHOPS, 0, 400),
], ids=["one thing", "two of one shop", "a thing that many want", "too few", "of no shop", "a market of sleepers", "others here, others there"])  # fmt: skip
def test_who_has_but_one_thing_in_common_is_none(
    engine: Engine, wants: dict[str, str], shops: dict[str, str | None], others: int, market: int
) -> None:
    assert met(engine, wants, shops, others, market) == {}


def hired(
    engine: Engine, wants: dict[str, str], payers: dict[str, str], others: int = 0, market: int = 4000, kind: str = "like"
) -> dict[str, Part]:
    """The company of accounts that `payers` pay by the piece, of whom each wants so many products (a letter each); `others` want the product x too."""
    carts = [(who, what) for who, several in wants.items() for what in several]
    carts += [(f"x{n}", "x") for n in range(others)] + [(f"z{n}", f"z{n % 50}") for n in range(market)]
    rows = {"visits": [{"account_id": who, "product_id": what, "kind": kind} for who, what in carts]}
    for name, columns in {**TABLES, "orders": ("account_id", "merchant_id", "product_id")}.items():
        schema = pa.schema([(column, pa.string()) for column in columns])
        engine.put(f"cut_{name}", pa.Table.from_pylist(rows.get(name, []), schema))
    traits = {"wage_fan": Trait("money", True, ("fake_engagement",), (4.0, 8.0, 9.0), frozenset({"payer_id", "product_id"}))}
    spoken = {who: [Spoken("wage_fan", 2, "said", "说", args=json.dumps({"payer_id": payer}))] for who, payer in payers.items()}
    return {account: by["fake_engagement"] for account, by in account_company(engine, spoken, traits).items()}


HANDS = dict.fromkeys(("a'1", "a2", "a3", "a4", "a5"), "boss'")


def test_whom_one_hand_pays_and_who_want_one_thing_are_company(engine: Engine) -> None:
    told = hired(engine, dict.fromkeys([*HANDS, "stranger"], "x"), HANDS, others=20)
    assert set(told) == set(HANDS)
    assert told["a2"].sentence == "4 others whom the same hand pays went for the same thing, far beyond their share of the market"
    assert "另外 4 个账号" in told["a2"].sentence_zh


@pytest.mark.parametrize(("wants", "payers", "others"), [
    (dict(zip(HANDS, "vwxyz", strict=True)), HANDS, 0), (dict.fromkeys(HANDS, "x"), {who: f"p {who}" for who in HANDS}, 0),
    (dict.fromkeys(HANDS, "x"), HANDS, 390), (dict.fromkeys(["a'1", "a2"], "x"), HANDS, 0),
], ids=["each his own thing", "each paid by another", "everybody wants it", "two"])  # fmt: skip
def test_a_payroll_alone_is_no_company(engine: Engine, wants: dict[str, str], payers: dict[str, str], others: int) -> None:
    assert hired(engine, wants, payers, others, market=20) == {}


def test_affiliates_who_share_what_they_are_paid_for_are_none(engine: Engine) -> None:
    assert hired(engine, dict.fromkeys(HANDS, "x"), HANDS, kind="like")
    assert hired(engine, dict.fromkeys(HANDS, "x"), HANDS, kind="share") == {}
