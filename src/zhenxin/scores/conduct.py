"""What a deed is once it is found false: which behaviour, and whether it was done for its shop or to it; and what deeds are called."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from types import MappingProxyType
from typing import Any

from zhenxin.events.codes import ATTACKS
from zhenxin.scores.combine import Account
from zhenxin.scores.hypothesis import Trait
from zhenxin.scores.meals import QUOTA

NOUNS: Mapping[str, tuple[str, str]] = MappingProxyType(
    {"order": ("orders", "订单"), "review": ("reviews", "评价"), "account": ("accounts", "账号"), "merchant": ("shops", "店铺")}
)
"""Several of a kind, in English and Chinese."""


def conduct(row: Mapping[str, Any], total: Account, rings: Mapping[str, Mapping[str, Any]]) -> str | None:
    """The behaviour of an order or review with the fact `row`: its ring's kind where it lies in one of `rings`, else that of its own sum.

    Praise of a shop that gives meals for reviews is that, whatever a ring of the diners is called.
    """
    if row["entity_kind"] == "review" and total.behaviour == QUOTA:
        return QUOTA
    return str(rings[row["ring_id"]]["kind"]) if row["ring_id"] in rings else total.behaviour


def is_harm(
    row: Mapping[str, Any],
    total: Account,
    rings: Mapping[str, Mapping[str, Any]],
    turned: Mapping[str, Collection[str]] = MappingProxyType({}),
) -> bool:
    """Whether the deed hurts its shop: by its behaviour, or as one of a ring that `turned` on the shop. That is never a deed of the shop's own."""
    return conduct(row, total, rings) in ATTACKS or row["ring_id"] in turned.get(row["merchant_id"], ())


SHOW = "live_inflation"
"""What a show is said to have sold goes back by design; whoever else brushes keeps what is counted."""
NOT_KEPT: Mapping[str, tuple[int, float]] = MappingProxyType({"order": (4, 0.3), "review": (5, 0.2)})
"""So many of a shop's false orders, or of its false praise, and so much of them, that were not kept tell that they were placed to hurt it. What crews brushed
for their shops went back in 0 to 8 of 100 (what was praised in 0 to 18), what was placed to hurt shops in 22 to 83 (cities 6001 and 6002, and seven markets
that somebody else made)."""


def not_kept(deeds: Iterable[tuple[Mapping[str, Any], Account]], rings: Mapping[str, Mapping[str, Any]]) -> set[str]:
    """The shops whose false orders, or those of their false praise, were called off, refused or sent back too often to have been placed for them."""
    counts: dict[tuple[str, str], list[int]] = defaultdict(lambda: [0, 0])
    for row, total in deeds:
        if total.bits < 0 or row["merchant_id"] is None or (row.get("rating") or 5) < 4 or conduct(row, total, rings) == SHOW:
            continue
        counts[row["entity_kind"], row["merchant_id"]][0] += 1
        counts[row["entity_kind"], row["merchant_id"]][1] += bool(row.get("is_back"))
    return {shop for (kind, shop), (every, back) in counts.items() if back >= NOT_KEPT[kind][0] and back >= NOT_KEPT[kind][1] * every}


MADE = frozenset({"batch_accounts", "stolen_identity"})
"""Behaviours that say only who the buyer is: whoever makes accounts to draw what a platform gives to newcomers draws it at shops that know nothing of it."""


LEAST_ACT = 3.5
"""Bits from which on an act says something of a deed."""


def is_buyers_alone(total: Account, traits: Mapping[str, Trait]) -> bool | None:
    """Whether all acts on the deed say only that its buyer's account was made for it: nothing, then, says that the shop took part. None without acts."""
    acts = [traits[part.name] for part in total.parts if part.bits >= LEAST_ACT and part.name in traits and traits[part.name].act]
    return all(trait.speaks_for[:1] and trait.speaks_for[0] in MADE for trait in acts) if acts else None


def buyers_alone(deeds: Iterable[tuple[Mapping[str, Any], Account]], traits: Mapping[str, Trait]) -> set[tuple[str, str]]:
    """The shops, each with a ring, where every act on a deed of the ring says only who the buyer is; what bears none there is of the same kind."""
    said: dict[tuple[str, str], set[bool]] = defaultdict(set)
    for row, total in deeds:
        alone = is_buyers_alone(total, traits)
        if alone is not None and row["ring_id"] is not None and row["merchant_id"] is not None:
            said[row["merchant_id"], row["ring_id"]].add(alone)
    return {place for place, answers in said.items() if answers == {True}}
