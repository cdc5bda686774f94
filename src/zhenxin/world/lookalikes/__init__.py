"""Innocents who look like something else; each has a code of the answer key and shares the trace that makes it hard."""

from collections.abc import Callable

from zhenxin.world.lookalikes import dormitory
from zhenxin.world.plan import Plan
from zhenxin.world.state import Bought, World

_ARRANGE: tuple[Callable[[World], Plan], ...] = (dormitory.arrange,)
_SETTLE: tuple[Callable[[World, Bought], None], ...] = ()


def arrange(world: World) -> list[Plan]:
    """Move people where their group lives, and plan what groups order together."""
    return [step(world) for step in _ARRANGE]


def settle(world: World, bought: Bought) -> None:
    """What groups pay among themselves."""
    for step in _SETTLE:
        step(world, bought)
