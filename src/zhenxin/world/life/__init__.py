"""What goes on besides buying: consoles of shops, page versions, claims, complaints, inspections, staff at work, live rooms, group chats.

A module of this folder has `go_on(world, happened)`; all of it is honest.
"""

import importlib
import pkgutil

from zhenxin.world.state import Happened, World


def go_on(world: World, happened: Happened) -> None:
    """Everything of this folder, in the order of the names of its files."""
    for found in sorted(pkgutil.iter_modules(__path__), key=lambda item: item.name):
        importlib.import_module(f"{__name__}.{found.name}").go_on(world, happened)
