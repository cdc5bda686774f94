"""The half year of the world: when people look, buy and work, by hour, weekday and season."""

import datetime as dt

import numpy as np
import numpy.typing as npt

from zhenxin.world.arrays import Dice, Floats, Ints

START = dt.datetime(2026, 1, 1)  # noqa: DTZ001  the event tables hold UTC without a zone
DAYS = 181
END = DAYS * 86400.0
HOUR, DAY, WEEK = 3600.0, 86400.0, 604800.0
LOCAL = 8 * HOUR
"""People live in UTC+8; the tables are in UTC."""

# Hours of the local day from midnight, in percent. Buying leans to working hours, looking to the evening (domain.md §3.3, weekday/hour).
# Fit to Olist: hours and weekdays of 8,135 orders, their couriers' pick-ups and deliveries, undelivered orders at their true weight.
_BUYING = (2.3, 1.2, 0.5, 0.2, 0.2, 0.2, 0.6, 1.5, 3.0, 4.9, 6.2, 6.7, 6.6, 6.3, 6.2, 6.3, 6.3, 6.2, 6.0, 6.2, 6.3, 6.1, 5.6, 4.1)
_COLLECTING = (2.5, 1.5, 0.7, 0.2, 0.2, 0.3, 0.7, 0.9, 1.6, 2.8, 3.4, 4.1, 5.2, 7.4, 11.0, 9.6, 5.5, 5.5, 7.2, 7.6, 7.7, 5.8, 4.9, 3.7)
_DELIVERING = (2.7, 1.6, 0.8, 0.3, 0.1, 0.2, 0.2, 0.4, 0.8, 1.4, 1.6, 2.5, 4.0, 4.4, 5.8, 6.7, 8.2, 8.9, 10.3, 9.8, 9.7, 7.6, 6.8, 5.1)
_LOOKING = (2.4, 1.2, 0.6, 0.4, 0.3, 0.5, 1.2, 2.2, 3.2, 4.0, 4.4, 4.5, 5.2, 4.9, 4.4, 4.2, 4.2, 4.4, 5.0, 6.4, 7.8, 8.6, 7.9, 5.1)
_DROPS = (0.2, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.2, 2.0, 7.0, 9.0, 7.0, 3.0, 4.0, 7.0, 8.0, 7.0, 4.0, 2.0, 6.0, 9.0, 8.0, 4.0, 1.0)
_WEEK_BUYING = (1.15, 1.10, 1.05, 1.06, 1.00, 0.79, 0.85)
_WEEK_LOOKING = (0.96, 0.96, 0.96, 0.97, 1.0, 1.1, 1.08)

# Local days (month, day) and how far above an ordinary day they stand. 18 June and the days after it: fit to Olist's Black Friday 2017
# (4.6 times the median of the thirty days around it, then twice); the others are assumed.
_SEASON = {
    (1, 18): 1.5, (1, 19): 1.3, (3, 7): 1.5, (3, 8): 1.9, (5, 20): 1.4, (5, 31): 1.7, (6, 1): 1.9, (6, 2): 1.4, (6, 3): 1.3,
    (6, 15): 1.4, (6, 16): 1.7, (6, 17): 1.9, (6, 18): 4.6, (6, 19): 2.0, (6, 20): 1.9,
    (6, 21): 1.8, (6, 22): 1.4,
}  # fmt: skip
_NEW_YEAR = (dt.date(2026, 2, 12), dt.date(2026, 2, 22))
"""Spring Festival 2026: couriers rest and few people order."""


class Rhythm:
    """A density over the hours of the half year, drawn from by inverting its sum."""

    def __init__(self, hours: tuple[float, ...], week: tuple[float, ...], *, season: bool) -> None:
        day = np.array([_day_weight(number, week, season=season) for number in range(DAYS + 1)])
        local = (np.arange(DAYS * 24) + int(LOCAL / HOUR)).astype(np.int64)
        weights = day[local // 24] * np.asarray(hours)[local % 24]
        self._sum = np.concatenate([[0.0], np.cumsum(weights) / weights.sum()])
        self._edges = np.arange(DAYS * 24 + 1) * HOUR

    def draw(self, rng: Dice, n: int, low: npt.ArrayLike = 0.0, high: npt.ArrayLike = END) -> Floats:
        """`n` times in seconds since START, between `low` and `high` (one number or one for each draw)."""
        start = np.interp(np.asarray(low, dtype=np.float64), self._edges, self._sum)
        stop = np.interp(np.asarray(high, dtype=np.float64), self._edges, self._sum)
        return np.asarray(np.interp(start + rng.random(n) * (stop - start), self._sum, self._edges))


def _day_weight(number: int, week: tuple[float, ...], *, season: bool) -> float:
    day = START.date() + dt.timedelta(days=number)
    weight = week[day.weekday()]
    if season:
        weight *= _SEASON.get((day.month, day.day), 1.0)
        weight *= 0.55 if _NEW_YEAR[0] <= day <= _NEW_YEAR[1] else 1.0
        weight *= 0.9 + 0.2 * number / DAYS
    return weight


class Clock:
    """A clock that runs fast in busy hours of the day and nearly stands still in the others; a whole day is a day on it."""

    def __init__(self, hours: tuple[float, ...]) -> None:
        self._sum = np.concatenate([[0.0], np.cumsum(hours) / np.sum(hours)]) * DAY
        self._edges = np.arange(25) * HOUR

    def later(self, start: Floats, delay: Floats) -> Floats:
        """What time it is when `delay` seconds of this clock have gone by since `start`; both may be NaN, `delay` below zero."""
        local = start + LOCAL
        day = np.floor(local / DAY)
        total = day * DAY + np.interp(local - day * DAY, self._edges, self._sum) + delay
        day = np.floor(total / DAY)
        return np.asarray(day * DAY + np.interp(total - day * DAY, self._sum, self._edges) - LOCAL)


BUYING = Rhythm(_BUYING, _WEEK_BUYING, season=True)
LOOKING = Rhythm(_LOOKING, _WEEK_LOOKING, season=True)
AWAKE, FETCHING, BRINGING = Clock(_LOOKING), Clock(_COLLECTING), Clock(_DELIVERING)
"""When people get round to things, when couriers fetch parcels, and when they bring them."""
DROPS = Rhythm(_DROPS, (1.0,) * 7, season=False)
"""When tasks are handed out: working hours and evenings, weekends as well (domain.md §3.3, weekday/hour)."""


def microseconds(at: Floats) -> Ints:
    """Seconds since START as microseconds since 1970, whole milliseconds as the shop's own log keeps them."""
    epoch = int((START - dt.datetime(1970, 1, 1)).total_seconds()) * 1000  # noqa: DTZ001  UTC without a zone
    return (np.round(at * 1000).astype(np.int64) + epoch) * 1000


def local_hour(at: Floats) -> Floats:
    """Hour of the local day, 0 to 24."""
    return ((at + LOCAL) % DAY) / HOUR
