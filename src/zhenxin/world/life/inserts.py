"""Cards in parcels that only say thanks; the log knows those that buyers or inspectors took a picture of."""

import numpy as np

from zhenxin.world.arrays import Dice, Ints
from zhenxin.world.ledger import ACCOUNT, MERCHANT
from zhenxin.world.orders import SIGNED
from zhenxin.world.state import Happened, World
from zhenxin.world.tables import INSERT
from zhenxin.world.wording import about

_CARDS = 9_000_000_000
"""Where the numbers of pictures of cards begin."""


def go_on(world: World, happened: Happened) -> None:
    """A third of the shops put cards in; a small part of them is seen."""
    rng = world.dice("inserts")
    market = world.market
    giving = rng.random(market.merchants) < 0.35
    shop = market.product_merchant[happened.plan.product]
    seen = giving[shop] & (happened.bought.status == SIGNED) & (rng.random(len(shop)) < 0.1)
    seen &= ~np.isnan(happened.parcels.signed_of(len(shop)))
    put_in(world, rng, happened, np.flatnonzero(seen), "thanks_insert")


def put_in(world: World, rng: Dice, happened: Happened, rows: Ints, topic: str, *, skill: str | None = None, pictured: float = 0.6) -> None:
    """Cards in the parcels of these orders; each shop has its own text, and pictures of it are alike."""
    plan = happened.plan
    shop = world.market.product_merchant[plan.product[rows]]
    text = np.empty(len(rows), dtype=object)
    for item in np.unique(shop).tolist():
        here = np.flatnonzero(shop == item)
        text[here] = about(world, rng, topic, plan.product[rows[here[:1]]], skill=skill)[0]
    photo = np.where(rng.random(len(rows)) < pictured, _CARDS + shop * 4 + rng.integers(0, 4, len(rows)), -1)
    opened = happened.bought.signed_at[rows] + rng.exponential(1800.0, len(rows)) + 20
    world.sheets.messages.add(
        len(rows), at=opened, sender_kind=MERCHANT, sender=shop, recipient_kind=ACCOUNT, recipient=plan.account[rows], channel=INSERT,
        merchant=shop, order=rows, text=text, photo=photo,
    )  # fmt: skip
