"""What is eaten or had on the spot: whoever was there had it, whatever was paid for the review (DESIGN §5, §6)."""

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

from zhenxin.events.codes import PRAISE
from zhenxin.scores.combine import Account, Key

QUOTA = "quota_dining"
LEAST_STARS = 4
"""From here on a review praises."""
FEWEST = 5
"""So many doubtful orders of a shop tell what its meals are given for."""
FOR_REVIEWS = 0.8
"""Nobody gives a meal away but for a review: where so many of a shop's doubtful orders are praised in words, they are meals for reviews; where fewer
are, they were placed to be counted. Of three markets (city, seed 2920679749; Q of one stranger, seed 322252; C of another, seed 1) 97 to 100 % of the
meals for reviews were praised, and 0 to 75 % of what crews and subsidy hunters brushed."""

COUNTED = 0.4
"""Where fewer than this are praised, the orders were placed to be counted, whatever came back: nobody gives meals away for nothing."""

FREE = 0.01
"""What comes back is the price alone up to so much more of it."""


def is_price_alone(args: Mapping[str, Any]) -> bool | None:
    """Whether what came back, as an act of money has it in its `args`, is what was paid, with no fee for the work; None where neither is told."""
    back, price, fee = args.get("amount_back"), args.get("price"), args.get("fee")
    if back is not None and price is not None:
        return bool(back <= price * (1 + FREE) + 0.01)
    return None if fee is None else fee == 0


def tables_laid(doubtful: Iterable[Mapping[str, Any]]) -> dict[str, float]:
    """By shop, what share of its doubtful meals is praised (see FOR_REVIEWS, COUNTED); left out are shops with fewer than FEWEST doubtful orders.

    `doubtful` has merchant_id and is_praised of each order that may be a meal and would be found false if it were none.
    """
    counts: dict[str, list[int]] = defaultdict(lambda: [0, 0])
    for row in doubtful:
        if row["merchant_id"] is not None:
            counts[row["merchant_id"]][0] += 1
            counts[row["merchant_id"]][1] += bool(row["is_praised"])
    return {shop: praised / orders for shop, (orders, praised) in counts.items() if orders >= FEWEST}


def name_meals(sums: Mapping[Key, Account], facts: Iterable[Mapping[str, Any]], tables: Mapping[str, float]) -> None:
    """Call false praise of meals what it is, whatever else the same words and payments could be.

    At shops that give meals for reviews (`tables`, what `tables_laid` gave) all of it; elsewhere that under an order which is not found false: who had
    the meal and wrote what he was asked to is a guest, unless he was paid a fee beside the price. What nobody knows the stars of, or what stands under an
    order that was no meal, is left alone.
    """
    for row in facts:
        if row["entity_kind"] != "review" or row["rating"] is None or row["rating"] < LEAST_STARS:
            continue
        total = sums.get(("review", row["entity_id"]))
        if total is None or total.bits < 0 or total.behaviour not in {None, *PRAISE}:
            continue
        order = sums.get(("order", row["order_id"]))
        for_reviews = tables.get(row["merchant_id"], 0.0) >= FOR_REVIEWS or (
            row["is_of_meal"] and (order is None or order.bits < 0) and not _is_paid_work(total)
        )
        if for_reviews and (row["order_id"] is None or row["is_of_meal"]):
            total.behaviour = QUOTA


def _is_paid_work(total: Account) -> bool:
    """Whether money is seen to have come back with a fee: guests eat for nothing, they earn nothing."""
    return any(part.evidence == "money" and is_price_alone(json.loads(part.args)) is False for part in total.parts)
