"""Customers who took what was offered: whose praise in dictated words stands at one shop alone wrote it for a card in the parcel, not for a living."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from typing import Any

from zhenxin.events.codes import PRAISE
from zhenxin.scores.combine import Account, Key
from zhenxin.scores.company import DOCUMENTED
from zhenxin.scores.hypothesis import TEMPTED

FEWEST = 3
"""So many false reviews under orders of their own are no customer's any more, even at one shop."""
CREW = 0.15
"""Of a shop's authors of false praise, the share that wrote such elsewhere too from which on they are a crew: customers hardly ever do."""
FEWEST_OF_CREW = 2
OFFERED = "conditional_cashback"
OFFER = frozenset({"text", "time", "record", "network", "money"})
"""What a card in the parcel explains: the words, the days, the stars, how many others did the same, and that something was paid for the review."""
GIVEN = frozenset({"prior", "company", "shop_rate", "other_behaviours", "uncorroborated"})
"""Parts that are no evidence of the review's own."""


def judge_tempted(sums: Mapping[Key, Account], facts: Collection[Mapping[str, Any]]) -> None:
    """Call false praise in `sums` what it is where its author wrote such at one shop only, under an order there, and an offer explains all that speaks of it.

    Not where others of the shop's authors work elsewhere too: then it is a crew, of which some came once. The review stays false and its shop answers
    for it; neither its author nor the order does (DESIGN §6: of conditional cashback reviews and shops are judged). Who lies in a ring by more than such
    praise is left alone. `facts` has entity_kind, entity_id, account_id, merchant_id, order_id and ring_id.
    """
    praised: dict[str, list[Mapping[str, Any]]] = defaultdict(list)
    busy: set[str] = set()
    shops: dict[str, set[str]] = defaultdict(set)
    authors: dict[str, set[str]] = defaultdict(set)
    for row in facts:
        total = sums.get((row["entity_kind"], row["entity_id"]))
        if total is None or total.bits < 0:
            continue
        if row["entity_kind"] == "review" and total.behaviour in PRAISE and row["merchant_id"] is not None:
            shops[row["account_id"]].add(row["merchant_id"])
            authors[row["merchant_id"]].add(row["account_id"])
        if row["entity_kind"] == "review" and row["ring_id"] is None and _is_explained(total) and row["order_id"] is not None:
            praised[row["account_id"]].append(row)
        elif total.behaviour is None or total.behaviour not in TEMPTED:
            busy.add(row["account_id"])
    crews = {
        shop
        for shop, here in authors.items()
        if (away := sum(len(shops[author]) > 1 for author in here)) >= FEWEST_OF_CREW and away >= CREW * len(here)
    }
    for author, rows in praised.items():
        at = {row["merchant_id"] for row in rows}
        if author not in busy and len(rows) < FEWEST and len(at) == 1 and not at & (crews | {None}):
            for row in rows:
                sums["review", row["entity_id"]].behaviour = OFFERED


def _is_explained(total: Account) -> bool:
    own = [part for part in total.parts if part.name not in GIVEN and part.bits > 0]
    return total.behaviour in PRAISE - DOCUMENTED and all(part.evidence in OFFER for part in own)
