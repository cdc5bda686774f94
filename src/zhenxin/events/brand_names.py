"""Names of brands that the pages of a data set give one another: who is named on one page is known on all."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from zhenxin.events.brands import infer_brands, is_name, stem
from zhenxin.events.divisions import divisions
from zhenxin.kernels.folding import fold

LONGEST = 12
"""Letters of a name that is sought on all pages: what is longer is a phrase."""
FEWEST = 2
"""Pages whose service words stand behind a name that nobody claims."""


@dataclass(frozen=True)
class Naming:
    """What some pages call brands."""

    claimed: frozenset[str]
    inferred: Counter[str]
    """Name to the pages whose service words it stands before."""


def naming(pages: Iterable[tuple[str, str, str]]) -> Naming:
    """The names on `pages` (claimed brand, title, text), without their goods (岚桥空调 is 岚桥): a maker's pages for different goods have one name."""
    claimed: set[str] = set()
    inferred: Counter[str] = Counter()
    for brand, title, text in pages:
        if brand:
            claimed.add(stem(brand))
        inferred.update({stem(name) for name in infer_brands(fold(text), title)})
    return Naming(frozenset(claimed), inferred)


def merged(parts: Iterable[Naming]) -> tuple[str, ...]:
    """The names to seek on every page, in order: those that some page claims, and those that FEWEST pages give; no names of places."""
    claimed: set[str] = set()
    inferred: Counter[str] = Counter()
    for part in parts:
        claimed |= part.claimed
        inferred.update(part.inferred)
    wanted = claimed | {name for name, pages in inferred.items() if pages >= FEWEST}
    return tuple(sorted(name for name in wanted if len(name) <= LONGEST and is_name(name) and not _is_place(name)))


def _is_place(name: str) -> bool:
    known = divisions()
    return bool(known.names.get(name) or known.short.get(name))
