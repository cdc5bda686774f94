"""Shops' consoles: whoever runs a shop logs in from its office or from home, most days or now and then."""

import numpy as np

from zhenxin.world.arrays import lognormal, spread
from zhenxin.world.clock import BUYING, DAY, END
from zhenxin.world.state import Happened, World


def go_on(world: World, _happened: Happened) -> None:
    """Log-ins to consoles: a handful a shop for small ones, most working days for large ones."""
    rng = world.dice("consoles")
    market = world.market
    often = np.minimum(lognormal(rng, 6.0, 0.9, market.merchants) * np.maximum(market.weight, 0.3) ** 0.4, 150).astype(np.int64) + 1
    shop, _ = spread(often)
    owner = market.owner[shop]
    opened = np.maximum(np.maximum(market.opened[shop], world.people.registered[owner]), 0)
    at = BUYING.draw(rng, len(shop), np.clip(opened, 0, END - DAY), END)
    at = np.where(opened < END - DAY, at, np.nan)
    home = np.where(rng.random(len(shop)) < 0.6, market.line[shop], -1)
    world.sheets.console.add(len(shop), merchant=shop, account=owner, at=at, home=home)
