"""Innocents who look like something else; each has a code of the answer key and shares the trace that makes it hard."""

from collections.abc import Callable

from zhenxin.world.lookalikes import dormitory, fan_club, flash_sale, group_buy, new_shop_friends
from zhenxin.world.plan import Plan
from zhenxin.world.state import Bought, World

_ARRANGE: tuple[Callable[[World], Plan], ...] = (
    dormitory.arrange,
    flash_sale.arrange,
    group_buy.arrange,
    fan_club.arrange,
    new_shop_friends.arrange,
)
_SETTLE: tuple[Callable[[World, Bought], None], ...] = (group_buy.settle, fan_club.settle)


def arrange(world: World) -> list[Plan]:
    """Move people where their group lives, and plan what groups order together."""
    return [step(world) for step in _ARRANGE]


def settle(world: World, bought: Bought) -> None:
    """What groups pay among themselves."""
    for step in _SETTLE:
        step(world, bought)
