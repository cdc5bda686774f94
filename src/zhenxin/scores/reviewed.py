"""Orders placed to be reviewed: whoever writes false praise again and again bought what it was written of for that, who is paid for blame too."""

from collections import Counter, defaultdict
from collections.abc import Collection, Container, Iterable, Mapping
from typing import Any

from zhenxin.events.codes import ATTACKS, BLAME
from zhenxin.scores.combine import Account, Key
from zhenxin.scores.company import MOST_OF_BLAME
from zhenxin.scores.hypothesis import FOR_REVIEW, Part, counts_for

FEWEST = 3
"""False reviews of one author, each under an order of its own: one or two may be sold after an honest purchase, to the shop that asks its customers."""
SHOPS = 2
"""At so many shops fewer are enough: nobody happens to buy honestly at two shops that both pay for praise."""
LESS = 1.5
"""Bits by which the order is less doubtful than what was written of it."""
BLAMERS = 3
FOR_SALES = frozenset({None, "task_brushing", "paid_real_buyer", "written_reviews", "crowd_ring"})
"""Behaviours by which somebody is paid to buy so that a shop looks good."""
MOST_BITS = 4.0
"""What such an order's sum comes to at the most: it bears nothing of its own."""


def judge_reviewed(sums: Mapping[Key, Account], facts: Collection[Mapping[str, Any]], known: Iterable[Key] = ()) -> None:
    """Add to the orders in `sums` that are not found false themselves what the false praise under them says.

    `facts` has entity_kind, entity_id, account_id, is_eaten and, of a review, order_id. Praise counts that is false by a behaviour whose orders are false
    as well: the order of a buyer who took what a card in the parcel offered is honest, and so is a meal that was eaten. What people decided on (`known`)
    stands.
    """
    decided = set(known) | {
        ("order", row["entity_id"]) for row in facts if row["entity_kind"] == "order" and (row["is_eaten"] or row["is_served"])
    }
    written: dict[str, dict[str, Account]] = defaultdict(dict)
    shops: dict[str, set[str]] = defaultdict(set)
    for row in facts:
        key = (row["entity_kind"], row["entity_id"])
        if key[0] == "review" and row.get("order_id") is not None and _is_bought(sums[key]):
            written[row["account_id"]][row["order_id"]] = max(
                written[row["account_id"]].get(row["order_id"], sums[key]), sums[key], key=lambda one: one.bits
            )
            shops[row["account_id"]].add(row["merchant_id"])
    for author, reviews in sorted(written.items()):
        if len(reviews) < FEWEST and len(shops[author] - {None}) < SHOPS:
            continue
        for order, review in sorted(reviews.items()):
            total = sums.get(("order", order))
            if total is None or total.bits >= 0 or ("order", order) in decided:
                continue
            total.add(_part(min(review.bits - LESS, MOST_BITS) - total.bits, len(reviews) - 1))
            total.behaviour = review.behaviour


def name_blamed(sums: Mapping[Key, Account], facts: Collection[Mapping[str, Any]], rings: Container[str]) -> None:
    """Call orders that were found false, and under which their buyer's blame was found false too, what they are: placed to hurt the shop.

    Who is paid to be counted for a shop does not blame it there; whoever paid, the shop did not. Only where BLAMERS and more did so and most of the shop's
    false orders are of this kind: a shop that lets some of what it brushed be blamed brushed it none the less. Orders of `rings` are what their ring is.
    """
    bought = {
        row["entity_id"]: row
        for row in facts
        if row["entity_kind"] == "order"
        and row["ring_id"] not in rings
        and sums["order", row["entity_id"]].bits >= 0
        and sums["order", row["entity_id"]].behaviour in FOR_SALES
    }
    false = Counter(row["merchant_id"] for row in facts if row["entity_kind"] == "order" and sums["order", row["entity_id"]].bits >= 0)
    blamed: dict[str, dict[str, str]] = defaultdict(dict)
    for row in facts:
        order, review = bought.get(row["order_id"]), sums.get(("review", row["entity_id"])) if row["entity_kind"] == "review" else None
        if order is None or review is None or review.bits < 0 or review.behaviour not in BLAME or row["account_id"] != order["account_id"]:
            continue
        if row["rating"] is not None and row["rating"] <= MOST_OF_BLAME and order["merchant_id"] is not None:
            blamed[order["merchant_id"]][row["order_id"]] = str(review.behaviour)
    for shop, orders in blamed.items():
        if len({bought[order]["account_id"] for order in orders}) >= BLAMERS and 2 * len(orders) > false[shop]:
            for name, behaviour in orders.items():
                sums["order", name].behaviour = behaviour


def _is_bought(review: Account) -> bool:
    """Whether it is found false by a behaviour by which the order under it is false too, and whose shop gains."""
    behaviour = review.behaviour
    return review.bits >= LESS and behaviour is not None and behaviour not in ATTACKS and counts_for(behaviour, "order")


def _part(weight: float, others: int) -> Part:
    return Part(
        FOR_REVIEW,
        "record",
        weight,
        f"the review under this order was found false, and so were those under {others} other orders of the same buyer: they were placed to be reviewed",
        f"该订单的评价被判为虚假，同一买家另有 {others} 笔订单的评价亦然：这些订单是为写评价而下的",
    )
