import pytest

from zhenxin.signals.address_of_strangers import AddressOfStrangers

from .rows import Row, Values, ago, cases

Tables = dict[str, list[Row]]


def sent(
    strange: int = 8, *, homely: int = 0, sender: str | None = "hub", one_buyer: bool = False, same: bool = False, presents: int = 20,
    others: int = 500, days: float = 30, address: str | None = "x", givers: int = 0,
) -> Tables:  # fmt: skip
    """Parcels of one sender to addresses used once, by buyers who have a home; elsewhere `presents` of `others` orders go
    somewhere new, and `givers` send presents all the time."""
    rows: list[tuple[str, str, str | None, str]] = []
    for n in range(strange):
        buyer = "w" if one_buyer else f"w{n}"
        rows += [(f"s{n}", buyer, address and ("same" if same else f"far{n}"), sender or ""), (f"h{n}", buyer, f"home {buyer}", "own"),
                 (f"g{n}", buyer, f"home {buyer}", "own")]  # fmt: skip
    rows += [(f"y{n}", f"w{n % 5}", f"home w{n % 5}", sender or "") for n in range(homely)]
    rows += [(f"u{n}", f"u{n // 3}", f"new{n}" if n % (others // max(presents, 1)) == 0 and n % 3 == 2 else f"home u{n // 3}", f"own{n % 9}")
             for n in range(others)]  # fmt: skip
    rows += [
        (f"p{n}-{turn}", f"giver{n}", f"friend{n}-{turn}" if turn else f"home giver{n}", f"own{n % 9}")
        for n in range(givers)
        for turn in range(6)
    ]
    return {
        "orders": [{"order_id": order, "account_id": buyer, "merchant_id": "m", "address_hash": place, "occurred_at": ago(days)}
                   for order, buyer, place, _ in rows],
        "parcels": [{"parcel_id": order, "order_id": order, "sender_hash": who or None, "shipped_at": ago(days)} for order, _, _, who in rows],
    }  # fmt: skip


SPEAKS: dict[str, Tables] = {
    "all of a sender's parcels go to strangers": sent(),
    "most of them do": sent(homely=4),
    "last year": sent(days=360),
}
SILENT: dict[str, Tables] = {
    "two parcels": sent(2),
    "a sender most of whose parcels go home": sent(3, homely=120),
    "one buyer's second home": sent(one_buyer=True, same=True),
    "one buyer who sells on what is sent": sent(one_buyer=True),
    "a neighbour for whom they all order": sent(same=True),
    "nobody knows who sends": sent(sender=None),
    "nobody knows where to": sent(address=None),
    "strangers everywhere: people here move house": sent(3, presents=170),
}


@pytest.mark.parametrize("tables", **cases(SPEAKS))
def test_it_speaks_of_parcels_to_strangers(values: Values, tables: Tables) -> None:
    assert values(AddressOfStrangers(), **tables).keys() == {f"s{n}" for n in range(8)}


@pytest.mark.parametrize("tables", **cases(SILENT))
def test_it_is_silent_where_it_is_usual(values: Values, tables: Tables) -> None:
    assert values(AddressOfStrangers(), **tables) == {}
