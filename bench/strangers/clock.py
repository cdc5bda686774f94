"""The calendar: days of a market with their trend, weekdays and promotions; hours of people's days."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np

from strangers.arrays import Any1, Floats, Ints

DAY: Final = 86400.0
HOUR: Final = 3600.0
_HOURS: Final = (
    (4, 2, 1, 1, 1, 1, 2, 4, 6, 8, 9, 9, 10, 9, 8, 7, 7, 7, 7, 9, 11, 12, 11, 7),  # most people
    (9, 7, 5, 3, 2, 1, 1, 1, 2, 3, 4, 5, 7, 7, 6, 6, 6, 7, 7, 8, 9, 11, 12, 12),  # students and owls
    (1, 0, 0, 0, 1, 3, 7, 9, 10, 11, 10, 9, 5, 4, 6, 8, 8, 7, 6, 7, 6, 4, 2, 1),  # the old and early
    (1, 1, 0, 0, 0, 0, 1, 3, 5, 12, 14, 10, 6, 8, 12, 12, 11, 9, 4, 3, 4, 5, 4, 2),  # offices
)


@dataclass(frozen=True, kw_only=True)
class Clock:
    """Local days from `start` (seconds of UTC at the first local midnight)."""

    start: float
    days: int
    weights: Floats

    @property
    def end(self) -> float:
        """The moment the data end."""
        return self.start + self.days * DAY

    def moments(
        self, rng: np.random.Generator, n: int, low: float | None = None, high: float | None = None, kind: Any1 | int = 0
    ) -> Floats:
        """Draw n moments between two days, in the rhythm of the market and of each one's hours."""
        first = 0 if low is None else int(np.clip((low - self.start) // DAY, 0, self.days - 1))
        last = self.days if high is None else int(np.clip(-(-(high - self.start) // DAY), first + 1, self.days))
        weights = self.weights[first:last]
        days: Ints = first + np.searchsorted(np.cumsum(weights) / weights.sum(), rng.random(n))
        moments = self.start + np.minimum(days, self.days - 1) * DAY + hours(rng, n, kind) * HOUR
        return np.asarray(moments, dtype=np.float64)

    def day_of_year(self, at: Floats) -> Floats:
        """Give the day of the year, 0 to 365, roughly."""
        return np.asarray(((at + 8 * HOUR) / DAY) % 365.2425, dtype=np.float64)


def hours(rng: np.random.Generator, n: int, kind: Any1 | int = 0) -> Floats:
    """Draw hours of the local day, 0 to 24, by kind of person."""
    kinds = np.broadcast_to(np.asarray(kind), n)
    tables = np.cumsum(np.asarray(_HOURS, dtype=np.float64), axis=1)
    tables /= tables[:, -1:]
    hour = (rng.random(n)[:, None] > tables[kinds]).sum(axis=1)
    return np.asarray(hour + rng.random(n), dtype=np.float64)


def make_clock(rng: np.random.Generator, start: str, days: int, growth: float, feasts: tuple[tuple[int, int, float], ...]) -> Clock:
    """Build a calendar; a feast is (day, length, strength), followed by a lull."""
    at = (np.datetime64(start, "s").astype(np.int64) - 8 * 3600).item()
    weekday = (np.arange(days) + int((at + 8 * 3600) // DAY) + 3) % 7
    base = np.asarray([1.03, 1.05, 1.04, 1.05, 1.0, 0.9, 0.93])[weekday] * rng.lognormal(0, 0.08, days)
    base *= np.linspace(1 - growth, 1 + growth, days)
    for day, length, strength in feasts:
        if strength < 1:
            base[day : day + length] *= strength
            continue
        shape = strength ** np.linspace(1.0, 0.35, length)
        base[day : day + length] *= shape[: len(base[day : day + length])]
        base[day + length : day + length + 7] *= 0.82
        base[max(0, day - 4) : day] *= 0.85
    return Clock(start=float(at), days=days, weights=np.asarray(base, dtype=np.float64))
