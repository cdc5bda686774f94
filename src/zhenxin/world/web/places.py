"""Names of places as pages list them: in order as honest lists mostly are, or thrown together out of an old table."""

import re
from dataclasses import dataclass
from functools import cache

from zhenxin.events.divisions import divisions
from zhenxin.world.web.grammar import Hand

_ZONE = re.compile("开发区$|园区$|管理区$|示范区$|试验区$|市辖区$|高新")
"""Zones that the list of divisions has between the counties; no page names them as places."""


@dataclass(frozen=True)
class Counties:
    """Counties as printed with their city before them, in the order of their codes."""

    current: tuple[tuple[str, str], ...]
    """Code and printed name."""
    printed: tuple[str, ...]
    """The same, the names alone."""
    former: tuple[str, ...]
    """Printed names of divisions no longer listed, and of towns that hang under no city."""
    provinces: dict[str, tuple[int, int]]
    """Province code to its stretch of `current`."""
    names: dict[str, str]
    """Province code to name."""
    cities: tuple[str, ...]
    """Prefectures as spoken."""


@cache
def counties() -> Counties:
    """The counties of the divisions shipped with the package."""
    titles = divisions().titles
    current: list[tuple[str, str]] = []
    former: list[str] = []
    for code in sorted(titles):
        plain = code.rstrip("x")
        if len(plain) != 6 or plain[:2] in {"71", "81", "82"} or _ZONE.search(titles[code]):
            continue
        above = titles.get(plain[:4], titles[plain[:2]] if plain[:2] in {"11", "12", "31", "50"} else "直辖县")
        printed = above + titles[code]
        if code == plain and above not in {"直辖县", titles[code]}:
            current.append((code, printed))
        else:
            former.append(printed)
    starts: dict[str, tuple[int, int]] = {}
    for place, (code, _) in enumerate(current):
        first, _ = starts.get(code[:2], (place, place))
        starts[code[:2]] = (first, place + 1)
    cities = tuple(re.sub("(市|地区|盟|自治州)$", "", name) for code, name in sorted(titles.items()) if len(code) == 4)
    return Counties(
        tuple(current),
        tuple(name for _, name in current),
        tuple(former),
        starts,
        {code: titles[code] for code in starts},
        tuple(name for name in cities if len(name) < 5),
    )


def thrown_together(hand: Hand, n: int, former: float) -> list[str]:
    """About `n` names in no order, some twice, some of divisions that are no longer there."""
    known, chance = counties(), hand.chance
    size, gone = len(known.printed), len(known.former)
    found = [known.printed[int(chance() * size)] for _ in range(n)]
    for _ in range(int(n * former * 2 * chance())):
        found[int(chance() * n)] = known.former[int(chance() * gone)]
    return found


def in_order(hand: Hand, n: int, *, province: str = "") -> list[tuple[str, str]]:
    """Up to `n` counties (code, name) as a list goes through them: province by province, or one province whole."""
    known = counties()
    if province:
        first, last = known.provinces[province]
        chosen = list(range(first, last))
    else:
        step = len(known.current) / n
        chosen = sorted({int((place + hand.chance()) * step) for place in range(n)})
    return [known.current[place] for place in chosen[:n]]


def lines_of(hand: Hand, names: list[str], low: int, high: int, mark: str) -> list[str]:
    """Names in lines of `low` to `high`, joined with `mark`."""
    lines, start = [], 0
    while start < len(names):
        size = hand.between(low, high)
        lines.append(mark.join(names[start : start + size]))
        start += size
    return lines


def around(code: str) -> list[str]:
    """The counties of a city, in order."""
    known = counties()
    first, last = known.provinces[code[:2]]
    return [name for number, name in known.current[first:last] if number.startswith(code)]
