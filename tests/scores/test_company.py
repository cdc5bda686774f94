"""Company: acts that several accounts bear at one shop agree with each other; what has one innocent cause at a shop does not."""

from collections.abc import Mapping
from typing import Any

import pytest

from zhenxin.scores.company import MOST_BITS, companies, crowds, with_traces
from zhenxin.scores.hypothesis import Spoken, Trait

TRAITS = {
    "cashback_return": Trait("money", True, ("task_brushing",)),
    "empty_parcel": Trait("goods", True, ("task_brushing",)),
    "sender_hub": Trait("network", False, ("task_brushing",)),
    "review_pay": Trait("money", True, ("conditional_cashback",)),
    "blame_pay": Trait("money", True, ("hired_negative",)),
    "review_taken_back": Trait("record", True, ("review_extortion",)),
    "review_copies": Trait("text", True, ("written_reviews",)),
    "short_route": Trait("time", True, ("task_brushing",), reads=frozenset({"parcel_id", "origin"})),
}


def found(
    accounts: int,
    *,
    signal: str = "cashback_return",
    level: int = 3,
    kind: str = "order",
    own: bool = True,
    merchant: str | None = "m",
    shops: int = 1,
    reasons: int = 1000,
    size: int = 100,
    rating: int | None = None,
) -> Mapping[tuple[str, str], Mapping[str, Any]]:
    """The company of so many accounts' deeds, one each, or one at each of so many shops."""
    keys = [(kind, f"o{n}") for n in range(accounts * shops)]
    facts = [
        {
            "entity_kind": kind,
            "entity_id": name,
            "account_id": f"a{n % accounts}",
            "merchant_id": merchant and f"{merchant}{n // accounts}",
            "rating": rating,
        }
        for n, (_, name) in enumerate(keys)
    ]
    sold = {f"m{n}": (size, size) for n in range(shops)} | {"others": (20_000, 20_000)}
    return companies(
        {key: [Spoken(signal, level, f"{signal} {n % reasons}", "", is_own=own)] for n, key in enumerate(keys)}, facts, sold, TRAITS
    )


@pytest.mark.parametrize("accounts", [4, 9, 30])
def test_acts_of_several_accounts_at_one_shop_are_company(accounts: int) -> None:
    told = found(accounts)
    assert {part.bits > 3 for by in told.values() for part in by.values()} == {True}
    assert len(told) == accounts
    assert f"{accounts - 1} other accounts" in told["order", "o0"]["task_brushing"].sentence


def test_what_several_say_in_the_same_words_has_one_reason_and_is_company() -> None:
    told = found(6, signal="review_copies", kind="review", reasons=1)
    assert {part.sentence.split(" ")[0] for by in told.values() for part in by.values()} == {"5"}


ALONE = {
    "parcels that a quick courier carried for the whole shop": found(30, signal="short_route"),
    "two accounts": found(2),
    "a large shop, where so many come up by chance": found(4, size=60_000),
    "weak acts": found(9, level=1),
    "one coincidence that marks them all": found(9, reasons=2),
    "no acts": found(9, signal="sender_hub"),
    "what the shop sends": found(9, signal="empty_parcel"),
    "acts of what the orders hang on": found(9, own=False),
    "reviews that a shop rewards": found(9, signal="review_pay", kind="review"),
    "praise that somebody pays for": found(9, signal="blame_pay", kind="review", rating=5),
    "no shop": found(9, merchant=None),
    "one account at many shops, which pays it back": found(1, shops=6),
}


@pytest.mark.parametrize("told", ALONE.values(), ids=ALONE)
def test_other_deeds_have_none(told: Mapping[Any, Any]) -> None:
    assert told == {}


@pytest.mark.parametrize("reasons", [1, 9])
def test_no_shop_pays_for_blame_so_whoever_is_paid_for_it_is_in_company(reasons: int) -> None:
    assert len(found(9, signal="blame_pay", kind="review", rating=1, reasons=reasons)) == 9


def test_who_hurts_one_shop_after_the_other_has_company_in_himself() -> None:
    told = found(1, signal="review_taken_back", kind="review", shops=3)
    assert {part.bits for by in told.values() for part in by.values()} == {MOST_BITS}


def test_an_order_that_is_placed_for_its_review_has_the_company_of_the_review() -> None:
    keys = [("order", f"o{n}") for n in range(3)]
    facts = [
        {"entity_kind": "order", "entity_id": name, "account_id": "a", "merchant_id": f"m{n}", "rating": None}
        for n, (_, name) in enumerate(keys)
    ]
    for signal, known in (("review_taken_back", 3), ("blamed", 0)):
        said = {key: [Spoken(signal, 3, "", "", is_own=False, via="review")] for key in keys}
        assert len(companies(said, facts, {}, TRAITS | {"blamed": Trait("record", True, ("hired_negative",))})) == known


CLAIMS = {
    "idle_shop_claims": Trait("conduct", False, ("compensation_abuse",), (5.0, 8.0, 9.9)),
    "mass_refusal": Trait("conduct", True, ("malicious_refusal",), (6.1, 9.8, 9.9)),
    "bulk_unpaid": Trait("conduct", True, ("scalping",), (4.5, 8.4, 8.5), frozenset({"status"})),
    **TRAITS,
}


@pytest.mark.parametrize(
    ("signal", "level", "via", "trace", "expected"),
    [
        ("idle_shop_claims", 2, "own", "refuser", {"compensation_abuse"}),
        ("idle_shop_claims", 1, "own", "refuser", set()),
        ("idle_shop_claims", 2, "review", "refuser", set()),
        ("mass_refusal", 3, "account", "refuser", set()),
        ("bulk_unpaid", 3, "own", "refuser", set()),
        ("bulk_unpaid", 3, "own", "reporter", {"scalping"}),
        ("mass_refusal", 3, "account", "together", {"malicious_refusal"}),
        ("idle_shop_claims", 2, "own", "blame", set()),
        ("idle_shop_claims", 2, "own", None, set()),
        ("cashback_return", 3, "own", "reporter", set()),
    ],
)
def test_a_trace_stands_beside_what_heavily_speaks_for_an_attack(
    signal: str, level: int, via: str, trace: str | None, expected: set[str]
) -> None:
    facts = [{"entity_kind": "order", "entity_id": "o", "account_id": "a", "merchant_id": "m", "rating": None}]
    left = [("m", "a", trace)] if trace else [("m", "b", "refuser"), ("n", "a", "refuser")]
    told = with_traces({("order", "o"): [Spoken(signal, level, "", "", is_own=via == "own", via=via)]}, facts, left, CLAIMS)
    assert set(told.get(("order", "o"), {})) == expected


@pytest.mark.parametrize(
    ("level", "own", "evidence", "together", "is_company"),
    [
        (2, True, "conduct", True, True), (1, True, "conduct", True, False), (1, True, "money", True, True), (3, False, "conduct", True, False),
        (3, True, "conduct", False, False), (1, True, "identity", True, False),
    ],
    ids=["a clear act", "a weak one", "weighty money to a person", "somebody else's", "of one person", "a neighbour who orders for his street"],
)  # fmt: skip
def test_a_clear_act_of_a_whole_crowd_has_company_by_itself(level: int, own: bool, evidence: str, together: bool, is_company: bool) -> None:
    trait = Trait(evidence, True, ("malicious_refusal", "data_scraping"), (7.5, 9.0, 9.5), together=together)
    spoken = {("order", "o'1"): [Spoken("of a crowd", level, "it says so", "据此", is_own=own)]}
    told = crowds(spoken, {"of a crowd": trait})
    assert bool(told) is is_company
    if told:  # an order is never false by data_scraping
        assert {name: part.bits for name, part in told["order", "o'1"].items()} == {"malicious_refusal": MOST_BITS}
