"""The shop's own rate: a deed with something weighty of its own, at a shop where much was found false for other reasons."""

from typing import Any

import pytest

from zhenxin.scores.combine import Account
from zhenxin.scores.hypothesis import SHOP_RATE, Part, Spoken, Trait
from zhenxin.scores.shops import shop_rates

RINGS = {"attackers": {"kind": "reverse_brushing"}, "brushers": {"kind": "task_brushing"}}
TRAITS = {
    "cashback_return": Trait("money", True, ("task_brushing",)),
    "review_copies": Trait("text", True, ("written_reviews",)),
    "followed_sender": Trait("network", False, ("gift_parcel",)),
    "subsidy_concentration": Trait("money", False, ("subsidy_brushing",)),
    "weight_too_exact": Trait("goods", True, ("gift_parcel",)),
    "idle_shop_claims": Trait("money", True, ("compensation_abuse",)),
    "guided_visit": Trait("conduct", True, ("task_brushing",)),
}


def told(
    signal: str = "cashback_return",
    *,
    level: int = 3,
    others: int = 5,
    size: int = 50,
    cause: str = "guided_visit",
    behaviour: str | None = "task_brushing",
    account: str = "b{}",
    like_it: int = 1,
    ring: str | None = None,
    via: str = "own",
) -> dict[str, Part]:
    """What the shop says of order x, which bears `signal`, where `others` were found false by `cause` and `like_it` more bear what x does."""
    false = [("order", f"o{n}") for n in range(others)]
    quiet = [("order", "x"), *(("order", f"q{n}") for n in range(like_it - 1))]
    sums = {key: Account([Part("prior", "prior", -10.0, "", ""), Part(cause, "conduct", 15.0, "", "")], behaviour) for key in false}
    sums |= {key: Account([Part("prior", "prior", -10.0, "", "")], behaviour) for key in quiet}
    facts: list[dict[str, Any]] = [
        {"entity_kind": kind, "entity_id": name, "account_id": account.format(n), "merchant_id": "m", "ring_id": ring}
        for n, (kind, name) in enumerate(false)
    ]
    facts += [
        {"entity_kind": kind, "entity_id": name, "account_id": f"x{n}", "merchant_id": "m", "ring_id": None}
        for n, (kind, name) in enumerate(quiet)
    ]
    spoken = {key: [Spoken(signal, level, "", "", is_own=via == "own", via=via)] for key in quiet}
    spoken |= {key: [Spoken(cause, 3, "", "")] for key in false}
    return shop_rates(sums, spoken, facts, {"m": (size, size)}, TRAITS, RINGS).get(("order", "x"), {})


def test_an_act_of_money_finds_the_shop_s_rate_in_the_place_of_the_market_s() -> None:
    part = told()["task_brushing"]
    assert part.name == SHOP_RATE
    assert part.bits == pytest.approx(10.0 - 3.3219, abs=0.001)  # one order in ten instead of one in a thousand
    assert part.sentence.startswith("5 of the 50 orders of the same shop")


def test_a_heavy_tie_of_its_own_needs_no_act() -> None:
    assert set(told("followed_sender")) == {"gift_parcel"}


SILENT: dict[str, dict[str, Any]] = {
    "one other": {"others": 1},
    "a few of very many": {"others": 5, "size": 1000},
    "others found false by nothing but the same act": {"cause": "cashback_return"},
    "all of one account, its own": {"account": "x0"},
    "others who hurt the shop": {"behaviour": "reverse_brushing"},
    "others of a ring that attacks the shop": {"ring": "attackers", "behaviour": None},
    "a habit of the shop: more bear the act than were found false": {"like_it": 9},
    "what the shop sends": {"signal": "weight_too_exact"},
    "a circumstance of money": {"signal": "subsidy_concentration"},
    "an attack: a shop that brushes is not attacked the more": {"signal": "idle_shop_claims"},
    "what is said of the buyer": {"signal": "followed_sender", "via": "account"},
    "what is said of the review, and is light": {"signal": "review_copies", "level": 1, "via": "review"},
}


@pytest.mark.parametrize("why", SILENT)
def test_the_shop_says_nothing_of_it(why: str) -> None:
    assert not told(**SILENT[why])


def test_a_deed_of_a_ring_that_bears_nothing_gets_it_too() -> None:
    sums = {("order", f"o{n}"): Account([Part("guided_visit", "conduct", 5.0, "", "")], "task_brushing") for n in range(3)}
    sums["order", "x"] = Account([Part("ring", "ring", -1.0, "", "")])
    facts = [{"entity_kind": "order", "entity_id": key[1], "account_id": key[1], "merchant_id": "m", "ring_id": None} for key in sums]
    facts[-1]["ring_id"] = "brushers"
    found = shop_rates(sums, {}, facts, {"m": (20, 0)}, TRAITS, RINGS)
    assert [part.name for part in found["order", "x"].values()] == [SHOP_RATE]
    assert not shop_rates(sums, {}, facts, {"m": (20, 0)}, TRAITS, {})
