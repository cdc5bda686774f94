"""Orders before they happen: whoever plans one writes a row here, honest or not, and the same machinery makes it come true."""

import dataclasses
from dataclasses import dataclass
from typing import Any, Self

import numpy as np
import numpy.typing as npt

from zhenxin.world.arrays import NONE, Flags, Floats, Ints

AS_USUAL = NONE
"""A choice left to habit; every column whose value is negative (or NaN) means it."""

# How the buyer comes to the product.
FREE, GUIDED, COMPARING, BY_LINK, DRIVEN, IN_ROOM = range(6)
# What is in the parcel.
REAL, EMPTY, MATCHED, BRICK = range(4)
# Whether a review follows.
BY_HABIT, REVIEWED, SILENT = range(3)
# What becomes of the order; AS_USUAL is left to chance.
KEPT, UNPAID, CALLED_OFF, REFUSED, RETURNED, STALLED = range(6)
"""STALLED: paid, never sent, cancelled when days have gone by."""


@dataclass
class Plan:
    """Planned orders, one row each: who, what, when, and what differs from habit."""

    account: Ints
    product: Ints
    at: Floats
    """When the order is placed, in seconds since START."""
    quantity: Ints
    basket: Ints
    """The row of the same plan whose checkout this is a line of; AS_USUAL is a checkout of its own."""
    device: Ints
    home: Ints
    """The line the buyer is at, where it is not their own."""
    address: Ints
    receiver: Ints
    """The account whose person receives, where it is not the buyer."""
    payer: Ints
    """The account whose card pays, where it is not the buyer's."""
    walk: Ints
    query: Ints
    depth: Ints
    """Position of the product in the list of results."""
    room: Ints
    """The live room it is placed from; goes with the walk IN_ROOM."""
    plain: Flags
    """No coupon is used."""
    subsidy: Ints
    """Cents that the platform pays of it, whatever is on offer."""
    sender: Ints
    heft: Ints
    content: Ints
    """The product that is really in the parcel, where it is another one."""
    track: Ints
    """The way the parcel goes: a code of `parcels`."""
    fate: Ints
    review: Ints
    script: Ints
    stars: Ints
    review_delay_h: Floats
    photos: Ints
    """A pack of pictures to take from."""
    ring: Ints
    """The ring that placed it; NONE is an honest order."""
    voice: Ints
    """The ring that has the review under it written, where the order is honest or another's."""
    club: Ints
    """The innocent group it belongs to."""

    @classmethod
    def of(cls, account: Ints, product: Ints, at: Floats, **choices: npt.ArrayLike) -> Self:
        """Rows for `account`, `product` and `at`, all else as usual unless it is among the choices (one value or one a row)."""
        n = len(account)
        columns: dict[str, Any] = {"account": account, "product": product, "at": at}
        for item in dataclasses.fields(cls):
            if item.name not in columns:
                default, kind = _DEFAULTS.get(item.name, (NONE, np.int64))
                columns[item.name] = np.array(np.broadcast_to(np.asarray(choices.pop(item.name, default)), (n,)), dtype=kind)
        if choices:
            raise TypeError(f"no such choice: {', '.join(choices)}")
        return cls(**columns)

    def __len__(self) -> int:
        return len(self.account)

    def take(self, rows: Ints | Flags) -> Self:
        """Only these rows, in this order."""
        return type(self)(**{item.name: getattr(self, item.name)[rows] for item in dataclasses.fields(self)})

    @classmethod
    def join(cls, plans: list[Self]) -> Self:
        """All rows of all plans; lines of one checkout stay together."""
        starts = np.cumsum([0, *(len(plan) for plan in plans)])
        for plan, start in zip(plans, starts.tolist(), strict=False):
            plan.basket = np.where(plan.basket >= 0, plan.basket + start, np.arange(len(plan)) + start)
        return cls(**{item.name: np.concatenate([getattr(plan, item.name) for plan in plans]) for item in dataclasses.fields(cls)})


_DEFAULTS: dict[str, tuple[Any, Any]] = {
    "quantity": (NONE, np.int64),
    "walk": (FREE, np.int64),
    "plain": (False, np.bool_),
    "heft": (REAL, np.int64),
    "review": (BY_HABIT, np.int64),
    "review_delay_h": (np.nan, np.float64),
}


def nothing() -> Plan:
    """A plan of no orders."""
    empty = np.empty(0, dtype=np.int64)
    return Plan.of(empty, empty, np.empty(0))
