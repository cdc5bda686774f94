"""Where a value stands among those of its peers: levels that travel from one market to the next."""

import math
from dataclasses import dataclass

CHANCES = (1e-2, 1e-3, 1e-4)
"""How few of the peers would reach the weak, the clear and the strong level if nobody did anything false."""

_MIDDLE, _HIGH = 0.5, 0.9
"""The two quantiles that the tail is drawn through; what lies above the second, false values among it, does not move it."""
_SHARPEST = 0.1
"""Logarithms of values never spread less than this between the two, however alike the peers are."""
_ENOUGH, _ANY = 200, 30
"""Peers that have a distribution of their own; with fewer, everybody's counts; with fewer than the second in all, nobody is judged."""

INNER = ("own_peers", "middle", "high")
"""Columns that the levels are drawn from; no sentence needs them."""


@dataclass(frozen=True, kw_only=True)
class Surprise:
    """Levels at chances of 1e-2, 1e-3 and 1e-4 of the value's own trimmed distribution among `peers`, never below its floor in `floors`.

    The logarithm of 1 + value is given an exponential tail through its median and its ninth decile, as heavy-tailed counts have
    (Clauset, Shalizi and Newman 2009); the tenth above is left out, so that false values do not hide themselves.
    """

    peers: str = ""
    floors: tuple[float, float, float] = (0.0, 0.0, 0.0)

    def limit(self, place: int) -> str:
        """SQL: the value from which level `place` (1 to 3) begins, out of the columns `middle` and `high`."""
        stretch = math.log(0.1 / CHANCES[place - 1]) / math.log((1 - _MIDDLE) / (1 - _HIGH))
        return f"greatest(exp(high + {stretch!r} * greatest(high - middle, {_SHARPEST})) - 1.0, {self.floors[place - 1]!r})"

    def sql(self, measured: str) -> str:
        """SELECT every row of the query `measured` that reaches a level, with `level` and `usual` (the median of its peers)."""
        tail = (
            f"percentile_cont({_MIDDLE}) within group (order by ln(1.0 + greatest(value, 0.0))) as middle,"
            f" percentile_cont({_HIGH}) within group (order by ln(1.0 + greatest(value, 0.0))) as high, count(*) as crowd"
        )
        own = f"coalesce(cast({self.peers} as varchar), '')" if self.peers else "''"
        placed = " + ".join(f"case when value >= {self.limit(place)} then 1 else 0 end" for place in (1, 2, 3))
        return f"""with of_all as (select *, {own} as own_peers from ({measured}) as given),
            everybody as (select {tail} from of_all),
            peers as (select own_peers, {tail} from of_all group by own_peers having count(*) >= {_ENOUGH}),
            beside as (
                select a.*, coalesce(p.middle, e.middle) as middle, coalesce(p.high, e.high) as high
                from of_all a left join peers p on a.own_peers = p.own_peers cross join everybody e where e.crowd >= {_ANY}
            )
            select *, exp(middle) - 1.0 as usual, {placed} as level
            from beside where value >= {self.limit(1)}"""


def surprise(peers: str = "", *, floor: float | tuple[float, float, float] = 0.0) -> Surprise:
    """Levels by how rare a value is among its `peers`: a column of the signal's SQL (nothing: among all); see Surprise. `floor` is one for all, or each."""
    return Surprise(peers=peers, floors=floor if isinstance(floor, tuple) else (floor, floor, floor))
