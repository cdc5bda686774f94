"""Groups in which people write: who says what, when; honest groups and rings put their lines on one sheet."""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from zhenxin.world.arrays import Floats, Ints
from zhenxin.world.ledger import ACCOUNT
from zhenxin.world.state import World
from zhenxin.world.tables import GROUP

OF_RINGS = 1_000_000_000
"""Where the numbers of rings' groups begin; each has its commission's number and a place."""


def say(world: World, group: int, speaker: npt.ArrayLike, at: Floats, texts: Sequence[str]) -> None:
    """Lines of a group; nobody speaks before they are registered."""
    who: Ints = np.array(np.broadcast_to(np.asarray(speaker, dtype=np.int64), (len(at),)))
    when = np.where(world.people.registered[who] < at, at, np.nan)
    written = np.empty(len(at), dtype=object)
    written[:] = list(texts)
    world.sheets.messages.add(len(at), at=when, sender_kind=ACCOUNT, sender=who, channel=GROUP, group=group, text=written)
