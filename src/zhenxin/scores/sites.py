"""Web sites, judged by how many of their pages were found false, and numbers by whom they stand beside on small sites."""

import math
import re
from collections import Counter, defaultdict
from collections.abc import Container, Iterable, Mapping
from typing import Any

from zhenxin.scores.combine import Account, Key, prior
from zhenxin.scores.hypothesis import Part
from zhenxin.scores.weights import PRIOR_BITS

LEAST_PAGES = 2
"""A site is not judged by fewer false pages: one may have been smuggled in."""
LEAST_SHARE = 0.75
CAP = 8.0
FEWEST_HURT = 3
"""So many sites must be seen that were hurt and have pages of their own, or the pages may be a search's finds, which show no site whole."""
LONELY_BITS, LEAST_LONELY = 2.0, 0.5
"""The most and the least bits beyond the prior that a site gets of which a false page is all that is known."""
FEW_NUMBERS = 8
"""A site with more is a directory, a paper or a forum: there anybody stands beside anybody."""
NAMED_SHARE = 0.67
"""Of the pages that push a number, the share that say whose they are before somebody vouches for it. Campaigns make firms up: of 96 false numbers with four
pages and more four reached it, of 829 true ones 205 (a world of the recipe hotline, seed 3101)."""
LEAST_OWN = 0.3
"""Bits of evidence of its own without which nobody is judged by company alone."""
NEIGHBOUR_BITS = 3.0
PUSHED_BITS = 2.0
"""Of ten such numbers nine are false."""
_ADDRESS = re.compile(r"(?:[a-z][a-z0-9+.\-]*://)?([^/?#]*)([^?#]*)", re.IGNORECASE)


def judge_sites(sums: dict[Key, Account], pages: Iterable[Mapping[str, Any]], pushed: Iterable[Mapping[str, Any]] = ()) -> None:
    """Add sites to `sums`. `pages` has url and site, `pushed` is what `judge_neighbours` reads.

    A site of which three pages in four and more were found false is false, surer with each page; not where its other pages all lie in folders of
    their own: then the false ones were put there by somebody else (a parasite, domain.md §4.1), and whose site it is is the one that is hurt. A site of
    which one page is known, a false one, is judged by what is known of the others (`_lonely`).
    """
    false: dict[str, list[str]] = defaultdict(list)
    others: dict[str, list[str]] = defaultdict(list)
    rows = list(pages)
    for row in rows:
        (false if _is_false(sums, row["url"]) else others)[_site(row)].append(_folder(row["url"]))
    strange = {row["url"] for row in pushed if not (row["is_registered"] or row["is_named"])}
    doubtful = {url for url in strange if (found := sums.get(("page", url))) is not None and found.bits >= PRIOR_BITS + LEAST_OWN}
    lonely = _lonely(false, others, Counter(_site(row) for row in rows if not _is_false(sums, row["url"]) and row["url"] not in doubtful))
    for site, folders in sorted(false.items()):
        every = len(folders) + len(others[site])
        if every == 1 and lonely is not None:
            sums.setdefault(("site", site), Account([prior()])).add(lonely)
        share = len(folders) / every
        is_guest = bool(others[site]) and not set(others[site]) & set(folders)
        if len(folders) >= LEAST_PAGES and share >= LEAST_SHARE and not is_guest:
            sums.setdefault(("site", site), Account([prior()])).add(_pages_part(every, len(folders), share))


def _is_false(sums: Mapping[Key, Account], url: str) -> bool:
    found = sums.get(("page", url))
    return found is not None and found.bits >= 0


def _lonely(false: Mapping[str, list[str]], others: Mapping[str, list[str]], own: Mapping[str, int]) -> Part | None:
    """What it says of a site that a false page is all that is known of it: how many such sites there are for each that may only have been hurt.

    How many sites have one false page and were hurt, of which no other page is known, is not seen. Few have few: there are about as many as show with the
    false page one of their `own` (Good 1953: what was not met is estimated by what was met once), of which nothing speaks or that says whose it is. None
    where hurt sites do not show their own pages, or lonely ones are few.
    """
    guests = [(len(folders), own[site]) for site, folders in false.items() if own[site] and not set(others[site]) & set(folders)]
    alone = sum(len(folders) == 1 and not others.get(site) for site, folders in false.items())
    if len(guests) < FEWEST_HURT or not alone:
        return None
    once = guests.count((1, 1))
    weight = min(LONELY_BITS, math.log2(max(alone - once, 0.5) / (once + 1)))
    english = (
        f"a false page is all that is known of {alone} sites; {len(guests)} hurt sites show pages of their own, and "
        f"{once} of them one false page and one of their own"
    )
    chinese = (
        f"仅见一个虚假网页的网站有 {alone} 个；被侵入的网站中有 {len(guests)} 个另见自身网页，其中虚假网页与自身网页各仅一个的有 {once} 个"
    )
    return Part("lonely", "ring", weight - PRIOR_BITS, english, chinese) if weight >= LEAST_LONELY else None


def judge_neighbours(sums: dict[Key, Account], pushed: Iterable[Mapping[str, Any]], decided: Container[Key] = frozenset()) -> None:
    """Add to numbers, and to the pages that push them, the company of false numbers.

    `pushed` has url, number, site, is_registered, is_listed (the page lists many numbers and inherits nothing) and is_named (it says whose it is: a
    company, a licence, a third party). A campaign puts its numbers on small sites of its own, by turns. Numbers of one small site stand beside each other
    where they share a folder: a folder apart was put there by somebody else. Whoever stands beside others of whom a third and more were found false belongs
    to them, unless most of its pages on small sites are on those where it is alone. So on from number to number until nothing changes. Whoever is
    registered or vouched for by such pages, whoever nothing else speaks about, or who was `decided` on by people, is left alone. So is who stands beside a
    registered number: a campaign's own site shows nobody else's line, a classified paper's does. Large sites say nothing: directories, papers and forums
    show everybody.
    """
    rows = list(pushed)
    honest = _vouched(rows)
    beside, sites = _beside(rows, {row["number"] for row in rows if row["is_registered"]})
    left = {
        number for number in set(beside) - honest
        if ("number", number) not in decided and (own := sums.get(("number", number))) is not None and own.bits >= PRIOR_BITS + LEAST_OWN
    }  # fmt: skip
    false = {number for number in beside if (found := sums.get(("number", number))) is not None and found.bits >= 0}
    company: dict[str, int] = {}
    new = set(false)
    while new:
        near = {
            number for one in new for number in beside[one] if number in left
        } - false  # whoever is beside a number has it beside itself
        counts = {number: len(beside[number] & false) for number in near}
        new = {number for number, count in counts.items() if 3 * count >= len(beside[number])}
        company |= {number: counts[number] for number in new}
        false |= new
    urls: dict[str, list[str]] = defaultdict(list)
    for row in rows:
        if not row["is_listed"]:
            urls[row["number"]].append(row["url"])
    for number, others in sorted(company.items()):
        for key in (("number", number), *(key for url in urls[number] if (key := ("page", url)) not in decided)):
            total = sums.setdefault(key, Account([prior()], "hotline_spam"))
            total.add(_neighbours(others, sites[number], total.bits))


def judge_pushers(sums: dict[Key, Account], pushed: Iterable[Mapping[str, Any]], decided: Container[Key] = frozenset()) -> None:
    """Add to pages that push a number that was found false that they do: as doubtful as the number, PUSHED_BITS at the most.

    `pushed` is what `judge_neighbours` reads. Lists, pages that say whose number it is, pages about which nothing else speaks and those that were `decided`
    on are left alone; who warns of a number pushes none.
    """
    for row in pushed:
        key, found = ("page", row["url"]), sums.get(("number", row["number"]))
        own = sums.get(key)
        if found is None or found.bits < 0 or own is None or key in decided or row["is_listed"] or row["is_named"]:
            continue
        if own.bits >= PRIOR_BITS + LEAST_OWN:
            own.add(_pushes(row["number"], max(0.0, min(found.bits, PUSHED_BITS) - own.bits)))


def _vouched(rows: Iterable[Mapping[str, Any]]) -> set[str]:
    """The numbers that are registered, or of whose pages two thirds and more say whose they are."""
    pages: Counter[str] = Counter()
    named: Counter[str] = Counter()
    registered = set()
    for row in rows:
        pages[row["number"]] += 1
        named[row["number"]] += row["is_named"]
        if row["is_registered"]:
            registered.add(row["number"])
    return registered | {number for number, count in named.items() if count and count >= NAMED_SHARE * pages[number]}


def _beside(rows: Iterable[Mapping[str, Any]], registered: Container[str]) -> tuple[dict[str, set[str]], Counter[str]]:
    """By number, those beside it at small sites, and at how many; without numbers that are alone on most of their pages there.

    Where a registered number stands in a folder, the others there are strangers to each other.
    """
    at: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for row in rows:
        at[_site(row)][row["number"]].append(_folder(row["url"]))
    beside: dict[str, set[str]] = defaultdict(set)
    sites: Counter[str] = Counter()
    pages: Counter[str] = Counter()
    for numbers in at.values():
        shared = {folder for number, folders in numbers.items() if number in registered for folder in folders}
        for number, folders in numbers.items() if len(numbers) <= FEW_NUMBERS else ():
            near = {other for other, theirs in numbers.items() if other != number and not (set(theirs) & set(folders)) <= shared}
            beside[number] |= near
            sites[number] += bool(near)
            pages[number] += len(folders) if near else -len(folders)
    return {number: others for number, others in beside.items() if others and pages[number] >= 0}, sites


def _pushes(number: str, weight: float) -> Part:
    return Part("pushes", "network", weight, f"it stands for the number {number}, which was found false", f"主推的号码 {number} 被判为虚假")


def _neighbours(false: int, sites: int, already: float) -> Part:
    english = f"shown on {sites} small site{'s' if sites != 1 else ''} beside {false} number{'s' if false != 1 else ''} found false"
    return Part(
        "neighbours",
        "network",
        max(0.0, NEIGHBOUR_BITS - already),
        english,
        f"在 {sites} 个小型网站上与 {false} 个被判为虚假的号码并列",
    )


def _site(row: Mapping[str, Any]) -> str:
    """The site of a page: as the data names it, or else the host of its address."""
    return row["site"] or _parts(row["url"])[0].rpartition("@")[2].partition(":")[0].lower()


def _folder(url: str) -> str:
    """The first part of a page's path: what stands between the first two strokes."""
    path = _parts(url)[1].strip("/")
    return path.partition("/")[0] if "/" in path else ""


def _parts(url: str) -> tuple[str, str]:
    """Host and path of an address, whatever somebody has put into it."""
    host, path = _ADDRESS.match(url).groups()  # type: ignore[union-attr]
    return host, path


def _pages_part(every: int, false: int, share: float) -> Part:
    weight = min(CAP - PRIOR_BITS, -PRIOR_BITS + share * false**0.5)
    english = f"{false} of its {every} pages were found false, none of them in a folder apart from the others"
    return Part("pages", "ring", weight, english, f"该网站 {every} 个网页中有 {false} 个被判为虚假，且与其余网页不在互相独立的目录中")
