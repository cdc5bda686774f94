"""Talks of buyers and shops about an order, turn by turn, on the sheet of messages."""

import numpy as np

from zhenxin.world.arrays import NONE, Dice, Floats, Ints
from zhenxin.world.categories import CATEGORIES
from zhenxin.world.ledger import ACCOUNT, MERCHANT
from zhenxin.world.state import World
from zhenxin.world.texts.grammar import pens
from zhenxin.world.texts.topics import talk

_PICTURES = 20_000_000_000
"""Where the numbers of pictures in chats begin."""


def talk_over(
    world: World,
    rng: Dice,
    name: str,
    product: Ints,
    account: Ints,
    at: Floats,
    order: Ints,
    *,
    skill: str | None = None,
    pictured: float = 0.0,
) -> None:
    """One talk of that name a row, begun by the account; answers come minutes later. A share of the buyers begin with a picture."""
    market = world.market
    rows: list[int] = []
    begun: list[bool] = []
    texts: list[str] = []
    place: list[int] = []
    for row, (pen, item) in enumerate(zip(pens(rng, len(product)), product.tolist(), strict=True)):
        shop = market.name[market.product_merchant[item]]
        turns = talk(pen, name, skill, noun=market.noun[item], category=CATEGORIES[market.product_category[item]].code, shop=shop)
        rows += [row] * len(turns)
        place += range(len(turns))
        begun += [first for first, _ in turns]
        texts += [text for _, text in turns]
    owner, by_buyer = np.array(rows, dtype=np.int64), np.array(begun, dtype=np.bool_)
    pause = rng.exponential(180.0, len(product)) + 15.0
    buyer, seller = account[owner], market.product_merchant[product[owner]]
    first = by_buyer & (np.array(place, dtype=np.int64) == 0) & (rng.random(len(owner)) < pictured)
    world.sheets.messages.add(
        len(owner), at=at[owner] + np.array(place, dtype=np.float64) * pause[owner] + rng.random(len(owner)) * 9,
        sender_kind=np.where(by_buyer, ACCOUNT, MERCHANT), sender=np.where(by_buyer, buyer, seller),
        recipient_kind=np.where(by_buyer, MERCHANT, ACCOUNT), recipient=np.where(by_buyer, seller, buyer), merchant=seller,
        order=order[owner], text=np.array(texts, dtype=object), photo=np.where(first, _PICTURES + rng.integers(0, 1 << 40, len(owner)), NONE),
    )  # fmt: skip
