"""Web sites, judged by how many of their pages were found false, and numbers by whom they stand beside on small sites."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any
from urllib.parse import urlsplit

from zhenxin.scores.combine import Account, Key, prior
from zhenxin.scores.hypothesis import Part
from zhenxin.scores.weights import PRIOR_BITS

LEAST_PAGES = 2
"""A site is not judged by fewer false pages: one may have been smuggled in."""
LEAST_SHARE = 0.75
CAP = 8.0
FEW_SITES, FEW_NUMBERS = 2, 9
NEIGHBOUR_BITS = 3.0
"""Of ten such numbers nine are false."""


def judge_sites(sums: dict[Key, Account], pages: Iterable[Mapping[str, Any]]) -> None:
    """Add sites to `sums`. `pages` has url and site.

    A site of which three pages in four and more were found false is false, surer with each page; not where its other pages all lie in folders of
    their own: then the false ones were put there by somebody else (a parasite, domain.md §4.1), and whose site it is is the one that is hurt.
    """
    false: dict[str, list[str]] = defaultdict(list)
    others: dict[str, list[str]] = defaultdict(list)
    for row in pages:
        found = sums.get(("page", row["url"]))
        (false if found is not None and found.bits >= 0 else others)[row["site"]].append(_folder(row["url"]))
    for site, folders in sorted(false.items()):
        every = len(folders) + len(others[site])
        share = len(folders) / every
        is_guest = bool(others[site]) and not set(others[site]) & set(folders)
        if len(folders) >= LEAST_PAGES and share >= LEAST_SHARE and not is_guest:
            sums["site", site] = Account([prior(), _pages_part(every, len(folders), share)])


def judge_neighbours(sums: dict[Key, Account], pushed: Iterable[Mapping[str, Any]]) -> None:
    """Add to numbers, and to the pages that push them, the company of false numbers. `pushed` has url, number, site and is_registered.

    A campaign puts its numbers on small sites of its own, by turns. Who is only there, at two sites at the most, each of which shows few numbers of
    which a third and more were found false, belongs to it. Whoever is registered is left alone, and so are numbers of large sites: directories,
    papers and forums show everybody.
    """
    rows = list(pushed)
    at: dict[str, set[str]] = defaultdict(set)
    sites: dict[str, set[str]] = defaultdict(set)
    pages: dict[str, list[str]] = defaultdict(list)
    for row in rows:
        if row["site"] is not None:
            at[row["site"]].add(row["number"])
            sites[row["number"]].add(row["site"])
            pages[row["number"]].append(row["url"])
    known = {row["number"] for row in rows if row["is_registered"]}
    false = {number for number in sites if (found := sums.get(("number", number))) is not None and found.bits >= 0}
    for number in sorted(set(sites) - false - known):
        others = [at[site] - {number} for site in sites[number]]
        few = len(sites[number]) <= FEW_SITES and all(1 <= len(one) < FEW_NUMBERS for one in others)
        if few and all(len(one & false) * 3 >= len(one) and one & false for one in others):
            part_of = len(set.union(*others) & false)
            for key in (("number", number), *(("page", url) for url in pages[number])):
                total = sums.setdefault(key, Account([prior()], "hotline_spam"))
                total.add(_neighbours(part_of, len(sites[number]), total.bits))


def _neighbours(false: int, sites: int, already: float) -> Part:
    english = f"shown on {sites} small site{'s' if sites != 1 else ''} only, beside {false} number{'s' if false != 1 else ''} found false"
    return Part(
        "neighbours",
        "network",
        max(0.0, NEIGHBOUR_BITS - already),
        english,
        f"仅出现在 {sites} 个小型网站，与 {false} 个被判为虚假的号码并列",
    )


def _folder(url: str) -> str:
    """The first part of a page's path: what stands between the first two strokes."""
    path = urlsplit(url if "//" in url else f"//{url}").path.strip("/")
    return path.partition("/")[0] if "/" in path else ""


def _pages_part(every: int, false: int, share: float) -> Part:
    weight = min(CAP - PRIOR_BITS, -PRIOR_BITS + share * false**0.5)
    english = f"{false} of its {every} pages were found false, none of them in a folder apart from the others"
    return Part("pages", "ring", weight, english, f"该网站 {every} 个网页中有 {false} 个被判为虚假，且与其余网页不在互相独立的目录中")
