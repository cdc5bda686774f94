from collections.abc import Sequence

import pytest

from zhenxin.signals.sender_hub import SenderHub

from .rows import Row, Values, ago, cases

Sent = tuple[str, str, str]
"""Buyer, shop and sender of one parcel."""


def market(sent: Sequence[Sent], *, days: float = 5, apart: float = 0.0, entities: Sequence[Row] = ()) -> dict[str, list[Row]]:
    """Orders and parcels, `apart` days one after the other, among 1,500 others of 300 buyers at 30 shops that send by themselves."""
    plain = [(f"buyer {n % 300}", f"shop {n * 7 % 30}", f"sender {n * 7 % 30}") for n in range(1500)]
    orders, parcels = [], []
    for place, (buyer, shop, sender) in enumerate([*sent, *plain]):
        when = ago(days + place * apart if place < len(sent) else max(days - 20, 1) + place % 40)
        orders.append({"order_id": f"o{place}", "account_id": buyer, "merchant_id": shop, "occurred_at": when})
        parcels.append({"parcel_id": f"k{place}", "order_id": f"o{place}", "sender_hash": sender, "shipped_at": when})
    return {"orders": orders, "parcels": parcels, "merchants": list(entities)}


def followed(sender: str, shops: int = 4, buyers: int = 8) -> list[Sent]:
    """The same buyers at several shops, always by one sender."""
    return [(f"w{buyer}", f"own shop {shop}", sender) for buyer in range(buyers) for shop in range(shops)]


SPEAKS = {
    "eight buyers get parcels for four shops from one sender": market(followed("hub")),
    "two shops and many buyers": market(followed("hub", shops=2, buyers=25)),
    "three buyers at seven shops": market(followed("hub", shops=7, buyers=3)),
    "beside parcels to one-time buyers": market([*followed("hub"), *((f"once {n}", f"own shop {n % 4}", "hub") for n in range(30))]),
    "a month from first to last": market(followed("hub"), apart=0.9),
    "half a year ago": market(followed("hub"), days=180),
}
SILENT = {
    "a warehouse that many unrelated shops share": market([(f"once {n}", f"own shop {n % 12}", "hub") for n in range(300)]),
    "a warehouse whose buyers come back to one shop": market([(f"w{n % 8}", "own shop", "hub") for n in range(60)]),
    "shops of one company": market(
        followed("hub"), entities=[{"merchant_id": f"own shop {shop}", "legal_entity_id": "one company"} for shop in range(4)]
    ),
    "two buyers only": market(followed("hub", shops=9, buyers=2)),
    "nobody knows who sent them": market([(buyer, shop, None) for buyer, shop, _ in followed("hub")]),
    "buyers who shop everywhere, each shop by itself": market(
        [(f"w{buyer}", f"own shop {shop}", f"sender of {shop}") for buyer in range(8) for shop in range(9)]
    ),
    "a village that gets everything from one carrier's shop": market([(f"w{n % 40}", f"shop {n % 30}", "hub") for n in range(40)]),
}  # fmt: skip


@pytest.mark.parametrize("tables", **cases(SPEAKS))
def test_it_speaks_of_a_sender_whose_buyers_follow_it_from_shop_to_shop(values: Values, tables: dict[str, list[Row]]) -> None:
    assert set(values(SenderHub(), **tables)) == {"hub"}


@pytest.mark.parametrize("tables", **cases(SILENT))
def test_it_is_silent_where_buyers_do_not_follow(values: Values, tables: dict[str, list[Row]]) -> None:
    assert values(SenderHub(), **tables) == {}


def test_ids_are_text_of_any_kind(values: Values) -> None:
    assert set(values(SenderHub(), **market(followed("发'件\"人 📦")))) == {"发'件\"人 📦"}


def test_more_shops_weigh_more(values: Values) -> None:
    few, many = (values(SenderHub(), **market(followed("hub", shops=shops)))["hub"] for shops in (3, 6))
    assert many > few


def test_without_a_register_of_merchants_each_shop_stands_for_itself(values: Values) -> None:
    tables = market(followed("hub"))
    del tables["merchants"]
    assert set(values(SenderHub(), **tables)) == {"hub"}
