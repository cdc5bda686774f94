"""The web of pages put together: planned whole, written batch by batch in the order of time, with its registers and its answer key."""

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cache

import numpy as np
import pyarrow as pa

from zhenxin.world.arrays import Dice
from zhenxin.world.clock import DAY, END, START, microseconds
from zhenxin.world.names import times
from zhenxin.world.parameters import Parameters
from zhenxin.world.web import background, brand_pages, firm_pages, forum_pages, list_pages, loud, news, quiet
from zhenxin.world.web.campaigns import Campaign, run_all
from zhenxin.world.web.desk import Desk, Draft
from zhenxin.world.web.grammar import Hand
from zhenxin.world.web.hosts import address_of
from zhenxin.world.web.parameters import WEB
from zhenxin.world.web.registers import hotlines, service_points
from zhenxin.world.web.scene import Leaf, Scene, settle

COLUMNS = ("url", "occurred_at", "text", "title", "site", "claimed_brand")
"""Columns of the pages."""
BATCH = 4096
"""Pages written at once; no more of them are held in memory."""
MANY_SITES, MANY_BRANDS = 5, 2
"""A true line on so many sites, or for so many brands, looks like a fake one."""
MANY_PLACES = 40
"""An honest page with so many places looks like a stuffed one."""
_HONEST: dict[str, Callable[[Desk, Leaf], Draft]] = {
    "service": brand_pages.service, "product": brand_pages.product, "manual": brand_pages.manual, "shop": firm_pages.shop,
    "hub": firm_pages.hub, "entry": firm_pages.entry, "job": firm_pages.job, "news": news.news, "market": news.market,
    "warning": news.warning, "ask": forum_pages.ask, "list": forum_pages.numbers, "store": list_pages.store,
    "freight": list_pages.freight, "office": list_pages.office, "pick": list_pages.pick,
}  # fmt: skip
_FALSE: dict[str, Callable[[Desk, Leaf, Campaign], Draft]] = {"loud": loud.loud, "quiet": quiet.quiet, "seed": quiet.seed}


@dataclass(frozen=True)
class Marked:
    """Entities of one kind and one line of the answer key."""

    kind: str
    ids: tuple[str, ...]
    behaviour: str
    campaign: int = -1
    skill: str = ""


@dataclass
class Web:
    """All pages of a world, not yet written."""

    dice: Callable[..., Dice]
    scene: Scene
    campaigns: list[Campaign]
    leaves: list[Leaf]
    marked: list[Marked] = field(default_factory=list)
    """What is known of the answer key; whole once the last batch is out."""

    def pages(self) -> Iterator[dict[str, pa.Array]]:
        """Columns of the table `pages`, batch by batch in the order of time."""
        users: defaultdict[str, tuple[set[int], set[int]]] = defaultdict(lambda: (set(), set()))
        voices: Desk | None = None
        for start in range(0, len(self.leaves), BATCH):
            desk = Desk(self.scene, Hand(self.dice("web", "pages", start)), voices.voices if voices else {})
            voices = desk
            yield self._batch(desk, self.leaves[start : start + BATCH], users)
        self._mark_lines(users)
        self._mark_sites()

    def hotlines(self) -> dict[str, pa.Array]:
        """Columns of the register of true lines; it knows some of them, and some that are no longer true."""
        return hotlines(self.scene, Hand(self.dice("web", "hotlines")))

    def service_points(self) -> dict[str, pa.Array]:
        """Columns of the table of service points."""
        return service_points(self.scene, Hand(self.dice("web", "points")))

    def _batch(self, desk: Desk, leaves: list[Leaf], users: dict[str, tuple[set[int], set[int]]]) -> dict[str, pa.Array]:
        hand = desk.hand
        rows: dict[str, list[str | None]] = {name: [] for name in ("url", "text", "title", "site", "claimed_brand")}
        false: defaultdict[int, list[str]] = defaultdict(list)
        listing: list[str] = []
        for leaf in leaves:
            host = self.scene.hosts[leaf.host]
            draft = self._written(desk, leaf)
            latin = self.scene.brands[leaf.brand].latin if leaf.brand >= 0 else "page"
            url = address_of(hand, host, latin, _day(int(leaf.at // DAY)))
            if leaf.kind in _FALSE:
                false[leaf.owner].append(url)
            else:
                _note(users, leaf, draft)
                if draft.listed >= MANY_PLACES:
                    listing.append(url)
            known = hand.chance() < 0.1 and draft.brand
            values = (
                url,
                draft.text,
                draft.title if hand.chance() < 0.96 else None,
                host.name if hand.chance() < 0.97 else None,
                known or None,
            )
            for name, value in zip(rows, values, strict=True):
                rows[name].append(value)
        self.marked += [Marked("page", tuple(urls), "hotline_spam", owner, self.campaigns[owner].skill) for owner, urls in false.items()]
        self.marked.append(Marked("page", tuple(listing), "hard:honest_places"))
        at = times(np.array([leaf.at for leaf in leaves]))
        return {"occurred_at": at, **{name: pa.array(values, type=pa.string()) for name, values in rows.items()}}

    def _written(self, desk: Desk, leaf: Leaf) -> Draft:
        if leaf.kind in _FALSE:
            return _FALSE[leaf.kind](desk, leaf, self.campaigns[leaf.owner])
        return _HONEST[leaf.kind](desk, leaf)

    def _mark_lines(self, users: dict[str, tuple[set[int], set[int]]]) -> None:
        fake = {line for campaign in self.campaigns for line in campaign.lines}
        hard = [
            line for line, (sites, brands) in users.items() if line not in fake and (len(sites) >= MANY_SITES or len(brands) >= MANY_BRANDS)
        ]
        self.marked.append(Marked("number", tuple(sorted(hard)), "hard:true_hotline"))
        used: defaultdict[int, set[str]] = defaultdict(set)
        for leaf in self.leaves:
            if leaf.kind in _FALSE:
                used[leaf.owner].add(leaf.line)
        for owner, lines in used.items():
            self.marked.append(Marked("number", tuple(sorted(lines)), "hotline_spam", owner, self.campaigns[owner].skill))

    def _mark_sites(self) -> None:
        hosts = self.scene.hosts
        used = {leaf.host for leaf in self.leaves if leaf.kind in _FALSE}
        for campaign in self.campaigns:
            own = tuple(hosts[host].name for host in campaign.hosts if host in used)
            self.marked.append(Marked("site", own, "hotline_spam", campaign.number, campaign.skill))
            victims = tuple(sorted({hosts[host].name for host in campaign.victims if host in used}))
            self.marked.append(Marked("site", victims, "hard:victim"))


def weave(world: Parameters, dice: Callable[..., Dice], pages: int) -> Web:
    """Plan a web of `pages` pages; the same parameters, dice (streams by name) and pages give the same web."""
    scene = settle(Hand(dice("web", "scene")), WEB, pages, world.lookalikes)
    false = round(pages * float(dice("web", "share").uniform(*world.false_pages)))
    campaigns, leaves = run_all(scene, dice("web", "campaigns"), false, world.naive_share)
    leaves += background.plan(scene, dice("web", "background"), pages - len(leaves), world.lookalikes)
    at = np.minimum(np.array([leaf.at for leaf in leaves]), END - 0.001)
    order = np.lexsort((dice("web", "ties").random(len(leaves)), microseconds(at)))
    return Web(dice, scene, campaigns, [leaves[place] for place in order.tolist()])


def _note(users: dict[str, tuple[set[int], set[int]]], leaf: Leaf, draft: Draft) -> None:
    """Which sites print which line, and for which brands."""
    own = ((leaf.line, leaf.brand),) if leaf.line and leaf.kind not in {"news", "list", "warning"} else ()
    for line, brand in (*own, *draft.lines):
        sites, brands = users[line]
        sites.add(leaf.host)
        if brand >= 0:
            brands.add(brand)


@cache
def _day(number: int) -> str:
    return f"{START + dt.timedelta(days=number):%Y%m%d}"
