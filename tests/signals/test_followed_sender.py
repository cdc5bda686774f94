import pytest

from zhenxin.signals.followed_sender import FollowedSender

from .rows import Row, Values, ago, cases

Tables = dict[str, list[Row]]


def met(
    shops: int = 4, *, buyers: int = 3, own: int = 30, one_owner: bool = False, each: bool = False, by_hub: int = 0, sender: str | None = "hub",
    days: float = 30,
) -> Tables:  # fmt: skip
    """Each buyer gets a parcel from the common sender for each shop (or for one of them); each shop has a sender of its own and other buyers."""
    rows = [
        (f"b{buyer}-{shop}", f"b{buyer}", shop, sender)
        for buyer in range(buyers)
        for shop in range(shops)
        if not each or buyer % shops == shop
    ]
    rows += [(f"u{shop}-{n}", f"u{shop}-{n}", shop, f"own{shop}") for shop in range(shops) for n in range(own)]
    rows += [(f"v{shop}-{n}", f"v{shop}-{n}", shop, sender) for shop in range(shops) for n in range(by_hub)]
    rows += [(f"x{n}", f"x{n}", 50 + n % 10, f"own{50 + n % 10}") for n in range(400)]
    return {
        "orders": [{"order_id": order, "account_id": buyer, "merchant_id": f"m{shop}", "occurred_at": ago(days)} for order, buyer, shop, _ in rows],
        "parcels": [{"parcel_id": order, "order_id": order, "sender_hash": who, "shipped_at": ago(days)} for order, _, _, who in rows],
        "merchants": [{"merchant_id": f"m{shop}", "legal_entity_id": "e" if one_owner else f"e{shop}"} for shop in range(60)],
    }  # fmt: skip


SPEAKS: dict[str, tuple[Tables, int]] = {
    "one sender at four unrelated shops": (met(), 12),
    "at three": (met(3), 9),
    "a single buyer": (met(buyers=1), 4),
    "last year": (met(days=360), 12),
    "nobody knows who owns the shops": (met() | {"merchants": []}, 12),
}
SILENT: dict[str, Tables] = {
    "at one shop each": met(each=True),
    "shops of one owner": met(one_owner=True),
    "an overflow warehouse that many meet": met(2, by_hub=10),
    "the shops' usual sender": met(own=2),
    "nobody knows who sent": met(sender=None),
}


@pytest.mark.parametrize(("tables", "count"), **cases(SPEAKS))
def test_it_speaks_of_a_sender_that_follows_the_buyer(values: Values, tables: Tables, count: int) -> None:
    found = values(FollowedSender(), **tables)
    assert len(found) == count
    assert all(order.startswith("b") for order in found)


@pytest.mark.parametrize("tables", **cases(SILENT))
def test_it_is_silent_on_warehouses(values: Values, tables: Tables) -> None:
    assert values(FollowedSender(), **tables) == {}
