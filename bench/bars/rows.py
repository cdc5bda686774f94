"""One bar as a row: what was measured with each seed, whether it keeps the bar, and what the oracle has there."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Row:
    """A bar; cells, `mets` and `oracle` run along the seeds. None of `mets` says that there was nothing, or too little, to hold to it."""

    section: str
    what: str
    bar: str
    cells: tuple[str, ...]
    mets: tuple[bool | None, ...]
    oracle: tuple[str, ...] = ()
    note: str = ""

    @property
    def met(self) -> bool | None:
        """Whether every seed that tells something keeps it."""
        told = [one for one in self.mets if one is not None]
        return all(told) if told else None

    @property
    def verdict(self) -> str:
        """The word for it."""
        return {True: "met", False: "MISSED", None: "–"}[self.met]


def row(
    section: str, what: str, bar: str, found: Sequence[Any], value: Callable[[Any], float | None], holds: Callable[[float], bool], *,
    form: str = "{:.3f}", oracle: Callable[[Any], float | None] | None = None, note: str = "",
) -> Row:  # fmt: skip
    """A bar on one number a seed; None of the number is told and held to nothing."""
    values = [value(one) for one in found]
    others = tuple(_told(oracle(one), form) for one in found) if oracle else ()
    mets = tuple(None if one is None else holds(one) for one in values)
    return Row(section, what, bar, tuple(_told(one, form) for one in values), mets, others, note)


def counted(
    section: str, what: str, bar: str, pairs: Sequence[tuple[int, int] | None], holds: Callable[[float], bool], *, form: str = "{:.2%}", note: str = "",
) -> Row:  # fmt: skip
    """A bar on a share: so many of so many a seed; of nobody nothing is held to it."""
    cells = tuple(f"{form.format(pair[0] / pair[1])} ({pair[0]:,} of {pair[1]:,})" if pair and pair[1] else "–" for pair in pairs)
    return Row(section, what, bar, cells, tuple(holds(pair[0] / pair[1]) if pair and pair[1] else None for pair in pairs), (), note)


def _told(value: float | None, form: str) -> str:
    return "–" if value is None else form.format(value)
