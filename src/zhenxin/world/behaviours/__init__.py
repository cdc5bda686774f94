"""The behaviours a world can hold: one file each, named by its code; it plans what its rings do and settles what follows.

A behaviour's module has `TRADE`, `plan(world, commission, recruits) -> Ring` and `settle(world, ring, happened)`.
"""

import importlib
import pkgutil
from types import ModuleType

from zhenxin.world.circle import have_reviewed
from zhenxin.world.rings import Ring, enter, recruits
from zhenxin.world.state import Happened, World
from zhenxin.world.trades import LOOSE, Trade, commissions


def behaviours() -> dict[str, ModuleType]:
    """The module of every behaviour, by its code."""
    names = sorted(found.name for found in pkgutil.iter_modules(__path__))
    modules = {name: importlib.import_module(f"{__name__}.{name}") for name in names}
    return {name: module for name, module in modules.items() if hasattr(module, "TRADE")}


def trades() -> dict[str, Trade]:
    """The trade of every behaviour, by its code."""
    return {code: module.TRADE for code, module in behaviours().items()}


def take_on(world: World) -> list[Ring]:
    """Every ring of the world, planned."""
    hands, modules = recruits(world), behaviours()
    found = []
    for commission in commissions(world.parameters, world.dice, world.orders, world.market.merchants, trades()):
        hands.rng = world.dice("recruits", commission.number)
        found.append(modules[commission.behaviour].plan(world, commission, hands))
        if world.parameters.reviews_each:
            rng = world.dice("reviewed", commission.number)
            have_reviewed(rng, found[-1].plan, world.parameters.reviews_each * (1 - LOOSE))
    return found


def settle_all(world: World, rings: list[Ring], happened: Happened) -> None:
    """What every ring does when its orders have come true, money above all; its people and things enter the answer key."""
    modules = behaviours()
    for ring in rings:
        modules[ring.commission.behaviour].settle(world, ring, happened)
        enter(world, ring)
