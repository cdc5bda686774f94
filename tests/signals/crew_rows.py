"""Markets with a crew in them: ten buyers who order four things together, and what everybody does with what he ordered."""

import random

from .rows import Row, ago

Tables = dict[str, list[Row]]
BACK, PRAISED = "refused", 5


def market(
    members: int = 10, things: int = 4, *, act: str = "back", share: float = 1.0, everybody: float = 0.1, elsewhere: float = 0.1, days: float = 40,
    doors: int = 1000, live: bool = False, trial: bool = False, others: int = 0, one_shop: bool = False,
) -> Tables:  # fmt: skip
    """`share` of the crew's orders at its things bear the `act`, of other orders `everybody`, and of the crew's own `elsewhere`; `others` buy there too."""
    placed: list[tuple[str, str, bool]] = []
    count = members * things
    placed += [(f"x'{n % members}", f"rare{n // members}", n * 7919 % count < share * count) for n in range(count)]
    dice = random.Random(7)
    placed += [(f"x'{n % members}", f"p{dice.randrange(300)}", dice.random() < elsewhere) for n in range(4 * members)]
    placed += [(f"f{n}", f"rare{n % things}", n % 10 < 10 * share) for n in range(others)]
    placed += [(f"u{dice.randrange(700)}", f"p{dice.randrange(300)}", dice.random() < everybody) for n in range(1500)]
    orders, reviews, visits = [], [], []

    def shop(thing: str) -> str:
        return "m rare" if one_shop and thing.startswith("rare") else f"m {thing}"

    for n, (account, thing, is_done) in enumerate(placed):
        at = ago(days, minutes=-20 * n)
        orders.append(
            {"order_id": f"o{n}", "account_id": account, "product_id": thing, "merchant_id": shop(thing), "occurred_at": at,
             "address_hash": f"door {n % members % doors}" if account.startswith("x'") else account,
             "status": BACK if act == "back" and is_done else "signed", "status_at": ago(days - 1, minutes=-20 * n)}
        )  # fmt: skip
        if act != "back" and (is_done or n % 3 == 0):
            stars = (1 if act == "blame" else PRAISED) if is_done else 3
            reviews.append(
                {"review_id": f"r{n}", "order_id": f"o{n}", "account_id": account, "product_id": thing, "merchant_id": shop(thing), "rating": stars,
                 "occurred_at": ago(days - 1, minutes=-20 * n)}
            )  # fmt: skip
        if live and thing.startswith("rare"):
            visits.append({"account_id": account, "kind": "live_join", "merchant_id": shop(thing), "room_id": thing, "occurred_at": at})
    goods = sorted({thing for _, thing, _ in placed})
    given = (
        [{"campaign_id": "c", "kind": "trial", "product_id": f"rare{n}", "starts_at": ago(days + 9)} for n in range(things)]
        if trial
        else []
    )
    return {
        "orders": orders, "products": [{"product_id": thing, "merchant_id": shop(thing), "category": "c"} for thing in goods],
        **{name: rows for name, rows in (("reviews", reviews), ("visits", visits), ("campaigns", given)) if rows},
    }  # fmt: skip


def of_crew(tables: Tables, names: set[str]) -> set[str]:
    """Those of the orders or reviews named that members of the crew placed or wrote."""
    rows = [*tables["orders"], *tables.get("reviews", [])]
    return {str(row.get("review_id", row["order_id"])) for row in rows if str(row["account_id"]).startswith("x'")} & names
