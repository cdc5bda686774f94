"""Innocents who look like something else, one file each: each has a code of the answer key and shares the trace that makes it hard.

A module of this folder may have `arrange(world) -> Plan`, which moves people and plans what a group orders, and `settle(world, happened)`.
"""

import importlib
import pkgutil
from types import ModuleType

from zhenxin.world.plan import Plan
from zhenxin.world.state import Happened, World


def _modules() -> list[ModuleType]:
    return [
        importlib.import_module(f"{__name__}.{found.name}") for found in sorted(pkgutil.iter_modules(__path__), key=lambda item: item.name)
    ]


def arrange(world: World) -> list[Plan]:
    """Move people where their group lives, and plan what groups order together."""
    plans = []
    for module in _modules():
        if hasattr(module, "arrange"):
            plan = module.arrange(world)
            world.people.bound[plan.account] = True
            plans.append(plan)
    return plans


def settle(world: World, happened: Happened) -> None:
    """What groups pay among themselves, say, claim and write."""
    for module in _modules():
        if hasattr(module, "settle"):
            module.settle(world, happened)
