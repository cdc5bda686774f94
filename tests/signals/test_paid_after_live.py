import pytest

from zhenxin.signals.paid_after_live import PaidAfterLive

from .rows import Row, Values, ago, cases

Tables = dict[str, list[Row]]


def shown(
    crew: int = 12, *, nights: int = 3, later: float = 20, payer: str = "agent", kind: str = "outside", watched: bool = True, draw: bool = False,
    amount: float = 3.0, customers: int = 0, order: str | None = None, days: float = 30, every: float = 2, first_paid: int = 0,
) -> Tables:  # fmt: skip
    """A crew watches one room on so many `nights` and is paid so many hours `later`, among sixty others a night and six hundred in other rooms.

    In a `draw` others win every night; the payer also pays so many `customers` who watched nothing. Nights
    are so many days apart (`every`), and nobody is paid before the night `first_paid`.
    """
    joins = [(f"u{night}-{n}", "r'播", days - night * every) for night in range(nights) for n in range(60)]
    joins += [(f"x{night}-{n}", f"other{night}", days - night * every) for night in range(nights) for n in range(600)]
    paid = []
    for night in range(nights):
        hands = [f"w'{night}-{n}" if draw else f"w'{n}" for n in range(crew)]
        joins += [(hand, "r'播", days - night * every) for hand in hands if watched]
        if night >= first_paid:
            paid += [(hand, days - night * every - later / 24) for hand in hands]
            paid += [(f"c{night}-{n}", days - night * every - later / 24) for n in range(customers)]
    return {
        "visits": [{"account_id": a, "kind": "live_join", "room_id": room, "merchant_id": "shop", "occurred_at": ago(at)} for a, room, at in joins],
        "payments": [
            {"payment_id": f"y{n}", "payer_id": payer, "payer_kind": kind, "payee_id": hand, "amount": amount, "kind": "red_packet",
             "order_id": order, "occurred_at": ago(at)}
            for n, (hand, at) in enumerate(paid)
        ],
        "merchants": [{"merchant_id": "shop"}],
    }  # fmt: skip


SPEAKS: dict[str, Tables] = {
    "a dozen paid after three nights": shown(),
    "after two nights": shown(nights=2),
    "at once": shown(later=3),
    "last year": shown(days=400),
    "nobody told what the payer is": shown(kind="other"),
    "who pays a few others as well": shown(customers=4),
}
SILENT: dict[str, Tables] = {
    "a family": shown(4),
    "a draw: others win every night": shown(draw=True),
    "once": shown(nights=1),
    "once, after the second evening of a room that is there every day": shown(nights=2, every=1, first_paid=1, later=3),
    "before they came": shown(later=-2),
    "two days later": shown(later=47),
    "who watched nothing": shown(watched=False),
    "the shop's red packets": shown(payer="shop", kind="merchant"),
    "the platform's": shown(payer="platform", kind="platform"),
    "wages": shown(amount=200.0),
    "back for an order": shown(order="o1"),
    "a payer of everybody": shown(customers=40),
}


@pytest.mark.parametrize("tables", **cases(SPEAKS))
def test_it_speaks_of_money_that_follows_the_room(values: Values, tables: Tables) -> None:
    assert values(PaidAfterLive(), **tables).keys() == {f"w'{n}" for n in range(12)}


@pytest.mark.parametrize("tables", **cases(SILENT))
def test_it_is_silent_on_draws_and_gifts(values: Values, tables: Tables) -> None:
    assert values(PaidAfterLive(), **tables) == {}
