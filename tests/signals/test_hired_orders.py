import pytest

from zhenxin.signals.hired_orders import HiredOrders

from .rows import Row, Values, ago, cases

Tables = dict[str, list[Row]]


def ordered(
    crew: int = 12, *, nights: int = 3, status: str | None = "returned", paid: bool = True, draw: bool = False, shop: str = "shop", hours: float = 1,
    payer: str = "agent", days: float = 30,
) -> Tables:  # fmt: skip
    """A crew watches one room on so many `nights` and is paid next day; after the last each orders at `shop`, so many `hours` after coming.

    Sixty others watch a night, and order too; six hundred are in other rooms. In a `draw` others win every night.
    """
    joins, money, orders = [], [], []
    for night in range(nights):
        at = days - night * 2
        hands = [f"w{night}-{n}" if draw else f"w{n}" for n in range(crew)]
        joins += [(f"u{night}-{n}", "r'播", "shop", at) for n in range(60)] + [
            (f"x{night}-{n}", "other", "another", at) for n in range(600)
        ]
        joins += [(hand, "r'播", "shop", at) for hand in hands]
        money += [(hand, at - 0.8) for hand in hands if paid]
        orders += [(f"u'{night}-{n}", f"u{night}-{n}", "shop", "returned", at - 0.04) for n in range(10)]
        orders += [(f"w'{n}", hand, shop, status, at - hours / 24) for n, hand in enumerate(hands) if night == nights - 1]
    return {
        "visits": [{"account_id": a, "kind": "live_join", "room_id": room, "merchant_id": m, "occurred_at": ago(at)} for a, room, m, at in joins],
        "payments": [
            {"payment_id": f"y{n}", "payer_id": payer, "payee_id": hand, "amount": 4, "kind": "red_packet", "occurred_at": ago(at)}
            for n, (hand, at) in enumerate(money)
        ],
        "merchants": [{"merchant_id": "shop"}, {"merchant_id": "another"}],
        "orders": [
            {"order_id": order, "account_id": account, "merchant_id": m, "status": became, "amount": 90, "occurred_at": ago(at), "status_at": ago(at - 2)}
            for order, account, m, became, at in orders
        ],
    }  # fmt: skip


SPEAKS: dict[str, Tables] = {
    "a dozen sent back by paid viewers": ordered(),
    "called off": ordered(status="cancelled"),
    "refused at the door": ordered(status="refused"),
    "just before they came": ordered(hours=-0.5),
    "last year": ordered(days=400),
}
SILENT: dict[str, Tables] = {
    "kept": ordered(status="signed"),
    "nobody knows what became of it": ordered(status=None),
    "nobody is paid": ordered(paid=False),
    "by the winners of a draw": ordered(draw=True),
    "paid once": ordered(nights=1),
    "by the shop": ordered(payer="shop"),
    "at another shop": ordered(shop="another"),
    "ten hours later": ordered(hours=10),
}


@pytest.mark.parametrize("tables", **cases(SPEAKS))
def test_it_speaks_of_what_paid_viewers_send_back(values: Values, tables: Tables) -> None:
    assert values(HiredOrders(), **tables).keys() == {f"w'{n}" for n in range(12)}


@pytest.mark.parametrize("tables", **cases(SILENT))
def test_it_is_silent_on_other_returns(values: Values, tables: Tables) -> None:
    assert values(HiredOrders(), **tables) == {}
