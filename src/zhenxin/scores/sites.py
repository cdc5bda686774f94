"""Web sites: judged by how many of their pages were found false, unless somebody else's folder was put there."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any
from urllib.parse import urlsplit

from zhenxin.scores.combine import Account, Part, prior
from zhenxin.scores.deeds import Key
from zhenxin.scores.weights import PRIOR_BITS

LEAST_PAGES = 2
"""A site is not judged by fewer false pages: one may have been smuggled in."""
LEAST_SHARE = 0.75
CAP = 8.0


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


def _folder(url: str) -> str:
    """The first part of a page's path: what stands between the first two strokes."""
    path = urlsplit(url if "//" in url else f"//{url}").path.strip("/")
    return path.partition("/")[0] if "/" in path else ""


def _pages_part(every: int, false: int, share: float) -> Part:
    weight = min(CAP - PRIOR_BITS, -PRIOR_BITS + share * false**0.5)
    english = f"{false} of its {every} pages were found false, none of them in a folder apart from the others"
    return Part("pages", "ring", weight, english, f"该网站 {every} 个网页中有 {false} 个被判为虚假，且与其余网页不在互相独立的目录中")
