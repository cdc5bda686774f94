"""Sites and the shapes of their addresses; honest and false ones are built with the same few systems."""

import string
from dataclasses import dataclass

from zhenxin.world.web.brands import City
from zhenxin.world.web.grammar import Hand, words

SLUG, STAMPED, DATED, NUMBERED, NAMED, THREAD, QUERY, HEX = range(8)
"""How a site builds its addresses."""
ANY = -1
_FOLDERS = ("news", "article", "show", "info", "content", "a", "view", "detail")
_SLUG_FOLDERS = ("php", "blog", "pos", "redian", "wz", "asp", "list", "html")
_NAMES = ("service", "support", "fuwu", "weixiu", "contact", "help", "product", "city", "store")
BELOW = ("uploads", "img", "m", "zt", "html", "cn", "site")
_LETTERS = string.ascii_letters + string.digits


@dataclass(slots=True)
class Host:
    """One site; `count` pages of it have an address so far."""

    name: str
    style: int
    folders: tuple[str, ...]
    first: int
    step: int
    below: str = ""
    """The folder under which all of it lies, where there is one; a stranger's pages on somebody's site lie in one too."""
    count: int = 0


def made(hand: Hand, name: str, style: int) -> Host:
    """A site with the folders and counters of its system."""
    pool = {SLUG: _SLUG_FOLDERS, NAMED: _NAMES}.get(style, _FOLDERS)
    folders = tuple(hand.some(pool, hand.between(1, 3)))
    below = hand.one(BELOW) if hand.chance() < 0.12 else ""
    return Host(name, style, folders, hand.between(20, 900_000), hand.between(1, 40), below)


def own_style(hand: Hand) -> int:
    """The system of a small honest site; a few run on the ones that spammers like."""
    u = hand.chance()
    bounds = (0.12, 0.2, 0.34, 0.56, 0.76, 0.8, 0.92, 1.0)
    return next(style for style, bound in enumerate(bounds) if u < bound)


def brand_style(hand: Hand) -> int:
    """The system of a site under a brand's name."""
    return hand.one((NAMED, NAMED, NUMBERED, DATED, QUERY, HEX))


def address_of(hand: Hand, host: Host, latin: str, day: str) -> str:
    """The address of the host's next page; no two alike."""
    host.count += 1
    number = host.first + host.count * host.step + hand.below(host.step)
    folder = hand.one(host.folders)
    base = f"https://{host.name}" if host.first % 10 else f"http://{host.name}"
    if host.below:
        base = f"{base}/{host.below}"
    if host.style == SLUG:
        return f"{base}/{folder}/{hand.code(_LETTERS, 14)}-{hand.between(100, 999)}.html"
    if host.style == STAMPED:
        return f"{base}/{folder}/{479_00000 + number}.htm"
    if host.style == DATED:
        return f"{base}/{folder}/{day}/{number}.html"
    if host.style == NUMBERED:
        return f"{base}/{folder}/{number}"
    if host.style == NAMED:
        return f"{base}/{folder}/{latin}-{host.count}.html"
    if host.style == THREAD:
        return f"{base}/thread-{number}-1-1.html"
    if host.style == QUERY:
        return f"{base}/{folder}.php?id={number}"
    return f"{base}/{folder}/{number * 2_654_435_761 % 2**32:08x}{host.count:x}.html"


class Domains:
    """Hands out host names, no two alike."""

    def __init__(self, hand: Hand) -> None:
        self._hand = hand
        self._taken: set[str] = set()

    def _new(self, stem: str, ending: str, front: str = "www.") -> str:
        name, tries = f"{front}{stem}.{ending}", 1
        while name in self._taken:
            tries += 1
            name = f"{front}{stem}{tries}.{ending}"
        self._taken.add(name)
        return name

    def small(self) -> str:
        """The site of a small firm, or one that looks like it: trade words run together."""
        hand = self._hand
        stem = "".join(hand.some(words()["host_words"], hand.between(2, 3)))
        if hand.chance() < 0.25:
            stem = hand.code(string.digits, hand.between(3, 4)) + hand.code("bcdfghjklmnpqrstwxyz", 4)
        return self._new(stem, hand.one(words()["endings"]), hand.one(("www.", "www.", "", "m.")))

    def second_hand(self) -> str:
        """A name somebody once registered for something else."""
        hand = self._hand
        stem = hand.one(("", "-")).join(hand.some(words()["old_words"], 2))
        return self._new(stem, hand.one(("com", "net", "cn", "org", "com.cn")))

    def local(self, city: City) -> str:
        """The site of a firm that carries its city in its name."""
        hand = self._hand
        return self._new(
            city.latin + "".join(hand.some(words()["host_words"], hand.between(1, 2))), hand.one(("com", "cn", "net", "com.cn"))
        )

    def of_brand(self, latin: str) -> str:
        """A site under a brand's name: the maker's, an agent's, or a stranger's."""
        hand = self._hand
        u = hand.chance()
        ending = hand.one(("com", "com.cn", "cn", "net"))
        if u < 0.45:
            return self._new(latin, ending, hand.one(("www.", "service.", "www.", "m.")))
        return self._new(latin + hand.one(("", "-")) + hand.one(("fuwu", "service", "home", "china", "dq", "shop", "care")), ending)

    def agent(self, latin: str, city: City) -> str:
        """A site of a brand's service in one city, by whomever it is run."""
        hand = self._hand
        return self._new(f"{latin}{hand.one(('-', ''))}{city.latin}", hand.one(("com", "cn", "net", "com.cn")))

    def public(self, city: City, what: str) -> str:
        """The site of a paper, a directory, a forum, an office or a carrier."""
        hand = self._hand
        front = hand.one(("www.", "www.", "news.", "m.", "bbs." if what == "bbs" else "www."))
        return self._new(f"{city.latin}{what}", "gov.cn" if what == "gov" else hand.one(("com", "cn", "net", "com.cn")), front)

    def under(self, name: str) -> str:
        """A sub-domain of somebody's wildcard: letters and digits that mean nothing."""
        head, _, ending = name.removeprefix("www.").partition(".")
        return self._new(f"{self._hand.code(string.ascii_lowercase + string.digits, 5)}.{head}", ending, "")
