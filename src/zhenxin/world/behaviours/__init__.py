"""The behaviours a world can hold; each plans its ring's orders and later settles its money."""

from collections.abc import Callable

from zhenxin.world.behaviours import task_brushing
from zhenxin.world.rings import Commission, Recruits, Ring, commissions, enter, recruits
from zhenxin.world.state import Bought, World

_PLAN: dict[str, Callable[[World, Commission, Recruits], Ring]] = {"task_brushing": task_brushing.plan}
_SETTLE: dict[str, Callable[[World, Ring, Bought], None]] = {"task_brushing": task_brushing.settle}


def take_on(world: World) -> list[Ring]:
    """Every ring of the world, planned; its people, shops and go-betweens are in the answer key."""
    found = []
    hands = recruits(world)
    for commission in commissions(world):
        if commission.behaviour not in _PLAN:
            continue
        ring = _PLAN[commission.behaviour](world, commission, hands)
        enter(world, ring)
        found.append(ring)
    return found


def settle_all(world: World, rings: list[Ring], bought: Bought) -> None:
    """The money of every ring."""
    for ring in rings:
        _SETTLE[ring.commission.behaviour](world, ring, bought)
