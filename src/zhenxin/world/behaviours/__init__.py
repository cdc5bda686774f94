"""The behaviours a world can hold; each plans its ring's orders and later settles its money."""

from collections.abc import Callable

from zhenxin.world.behaviours import device_farm, task_brushing, written_reviews
from zhenxin.world.rings import Commission, Recruits, Ring, commissions, enter, recruits
from zhenxin.world.state import Bought, World

_PLAN: dict[str, Callable[[World, Commission, Recruits], Ring]] = {
    "task_brushing": task_brushing.plan,
    "device_farm": device_farm.plan,
    "written_reviews": written_reviews.plan,
}
_SETTLE: dict[str, Callable[[World, Ring, Bought], None]] = {
    "task_brushing": task_brushing.settle,
    "device_farm": device_farm.settle,
    "written_reviews": written_reviews.settle,
}


def take_on(world: World) -> list[Ring]:
    """Every ring of the world, planned; its people, shops and go-betweens are in the answer key."""
    found = []
    hands = recruits(world)
    for commission in commissions(world):
        ring = _PLAN[commission.behaviour](world, commission, hands)
        enter(world, ring)
        found.append(ring)
    return found


def settle_all(world: World, rings: list[Ring], bought: Bought) -> None:
    """The money of every ring."""
    for ring in rings:
        _SETTLE[ring.commission.behaviour](world, ring, bought)
