"""People who work in shops: they log in to the console, and the shop pays them wages."""

import numpy as np

from zhenxin.world.arrays import lognormal, spread
from zhenxin.world.clock import BUYING, DAY, END, HOUR
from zhenxin.world.ledger import ACCOUNT, MERCHANT, TRANSFER
from zhenxin.world.shop_people import crew_of
from zhenxin.world.state import Happened, World


def go_on(world: World, _happened: Happened) -> None:
    """Half of them look after the console; half get their wages where it is seen, once a month."""
    rng = world.dice("shop crews")
    crew, market, people = crew_of(world), world.market, world.people
    n = len(crew.shop)
    since = np.maximum(np.maximum(market.opened[crew.shop], people.registered[crew.account]), 0)
    minds = (rng.random(n) < 0.5) & (since < END - 8 * DAY)
    row, _ = spread(np.where(minds, np.minimum(lognormal(rng, 9.0, 0.8, n), 120).astype(np.int64) + 1, 0))
    home = np.where(rng.random(len(row)) < 0.6, market.line[crew.shop[row]], -1)
    at = BUYING.draw(rng, len(row), since[row], END)
    world.sheets.console.add(len(row), merchant=crew.shop[row], account=crew.account[row], at=at, home=home)
    row, month = spread(np.where(rng.random(n) < 0.5, 6, 0))
    at = month * 30 * DAY + (crew.shop[row] % 20) * DAY + 3 * HOUR + rng.uniform(0, 6 * HOUR, len(row))
    cents = np.round(lognormal(rng, 420_000, 0.35, n)[row] * np.exp(0.05 * rng.standard_normal(len(row)))).astype(np.int64)
    at = np.where((at > since[row] + 20 * DAY) & (at < END), at, np.nan)
    cents = np.where(rng.random(len(row)) < 0.5, cents // 1000 * 1000, cents)
    world.ledger.pay(at, cents, kind=TRANSFER, payer=(MERCHANT, crew.shop[row]), payee=(ACCOUNT, crew.account[row]))
