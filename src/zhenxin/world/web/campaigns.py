"""Campaigns of hotline spam: who runs which sites, for which brands, with which numbers, and when each page goes up."""

from dataclasses import dataclass, field

import numpy as np

from zhenxin.world.arrays import Dice, pick, pieces
from zhenxin.world.clock import DAYS, END, LOOKING, WEEK
from zhenxin.world.web.brands import CITIES, GOODS, address, company
from zhenxin.world.web.grammar import Hand, Voice
from zhenxin.world.web.hosts import BELOW, SLUG, STAMPED, brand_style, made, own_style
from zhenxin.world.web.parameters import NAIVE, SKILLED, Form
from zhenxin.world.web.scene import Firm, Leaf, Scene

LEAST = 6
"""Fewer pages are no campaign."""


@dataclass
class Campaign:
    """One operator's campaign."""

    number: int
    skill: str
    form: Form
    pages: int
    start: float
    end: float
    voice: Voice
    brands: list[int]
    lines: list[str] = field(default_factory=list)
    plan: dict[tuple[int, int], str] = field(default_factory=dict)
    """The number given out for a brand in a period."""
    hosts: list[int] = field(default_factory=list)
    """Sites of its own."""
    of_brand: dict[int, list[int]] = field(default_factory=dict)
    """The sites on which a brand is offered, other people's included."""
    victims: list[int] = field(default_factory=list)
    """Honest sites, as the scene numbers them, on which it has a folder or a page."""
    fronts: dict[int, Firm] = field(default_factory=dict)
    """By site: the local firm that its pages pretend to be."""
    generic: bool = False
    """Its pages name goods and no brand."""

    def period(self, at: float) -> int:
        """The stretch of time in which one set of numbers is given out."""
        return int((at - self.start) / (self.form.rotation_weeks * WEEK))


def run_all(scene: Scene, rng: Dice, pages: int, naive_share: float) -> tuple[list[Campaign], list[Leaf]]:
    """Campaigns of `pages` pages in all, and the pages."""
    hand = Hand(rng)
    naive = round(pages * naive_share)
    campaigns: list[Campaign] = []
    for skill, form, share in (("naive", NAIVE, naive), ("skilled", SKILLED, pages - naive)):
        for size in pieces(rng, share, max(LEAST, min(int(form.pages[0]), share)), int(form.pages[1])):
            campaigns.append(_campaign(scene, hand, len(campaigns), skill, form, size))
    return campaigns, [leaf for campaign in campaigns for leaf in _leaves(scene, rng, hand, campaign)]


def _campaign(scene: Scene, hand: Hand, number: int, skill: str, form: Form, size: int) -> Campaign:
    weeks = min(hand.between(*form.weeks) + hand.chance(), DAYS / 7 - 1)
    start = hand.chance() * (END - weeks * WEEK)
    keys = hand.heavy(1.2, len(scene.brands)) * np.sqrt(scene.fame)
    wanted = max(2, min(hand.between(*form.brands), size // 2, len(scene.brands) // 2))
    brands = [int(place) for place in np.argsort(-keys, kind="stable")[:wanted]]
    voice = Voice(hand.below(1 << 30), form.alternatives, 2)
    campaign = Campaign(number, skill, form, size, start, start + weeks * WEEK, voice, brands, generic=hand.chance() < form.generic_share)
    _give_numbers(scene, hand, campaign)
    _build_sites(scene, hand, campaign)
    return campaign


def _give_numbers(scene: Scene, hand: Hand, campaign: Campaign) -> None:
    """Which number is given out for which brand in each period; one that lies near a brand's true one stays with that brand."""
    form, near = campaign.form, dict[int, str]()
    wanted = min(hand.between(*form.numbers), max(2, campaign.pages // 6))
    for period in range(campaign.period(campaign.end) + 1):
        since = campaign.start + period * form.rotation_weeks * WEEK
        left, used = hand.some(campaign.brands, len(campaign.brands)), set(near.values())
        while left:
            brand, full = left[0], len(campaign.lines) - len(near) >= wanted
            if hand.chance() < form.near_share:
                if brand not in near:
                    near[brand] = _new(scene, campaign, scene.lines.near(scene.brands[brand].lines[0], hand.between(1, 2)), brand, since)
                campaign.plan[brand, period] = near[brand]
                used.add(near[brand])
                left = left[1:]
                continue
            group, left = left[: (size := hand.between(*form.brands_a_number))], left[size:]
            free = [line for line in campaign.lines if line not in used]
            line = hand.one(free) if full and free else _new(scene, campaign, _number(scene, hand, form), brand, since)
            used.add(line)
            campaign.plan |= {(brand, period): line for brand in group}


def _new(scene: Scene, campaign: Campaign, line: str, brand: int, since: float) -> str:
    campaign.lines.append(line)
    scene.fakes.append((line, brand, since))
    return line


def _number(scene: Scene, hand: Hand, form: Form) -> str:
    u = hand.chance()
    if u >= form.local_share:
        return scene.lines.service()
    return scene.lines.landline(hand.one(CITIES).area) if u < 0.65 * form.local_share else scene.lines.mobile()


def _build_sites(scene: Scene, hand: Hand, campaign: Campaign) -> None:
    form = campaign.form
    house_style = SLUG if hand.chance() < 0.7 else STAMPED
    wanted = max(2, min(hand.between(*form.hosts), campaign.pages // 4))
    if campaign.skill == "skilled":
        wanted = max(wanted, (len(campaign.brands) + 1) // 2)
    wildcard = scene.domains.small()
    sites = []
    for place in range(wanted):
        style = house_style if hand.chance() < form.random_address else own_style(hand)
        brand = campaign.brands[place % len(campaign.brands)]
        if place and hand.chance() < form.parasite_share:
            sites.append(_moved_in(scene, hand, campaign, style))
            continue
        u = hand.chance()
        if u < form.cheap_host:
            name = scene.domains.under(wildcard) if u < 0.2 * form.cheap_host else scene.domains.small()
        elif u < form.cheap_host + 0.1:
            name = scene.domains.second_hand()
        else:
            latin = scene.brands[brand].latin
            name = scene.domains.of_brand(latin) if hand.chance() < 0.5 else scene.domains.agent(latin, hand.one(CITIES))
            style = style if style == house_style else brand_style(hand)
        site = scene.add_host(hand, name, style)
        campaign.hosts.append(site)
        sites.append(site)
    _share_out(hand, campaign, sites)
    for site in sites:
        offered = [brand for brand in campaign.brands if site in campaign.of_brand[brand]]
        goods = [good for brand in offered for good in scene.brands[brand].goods] or list(GOODS)
        city = hand.one(CITIES)
        campaign.fronts[site] = Firm(company(hand, city), city, address(hand, city), "", offered, goods, [], author=hand.chance() < 0.5)


def _share_out(hand: Hand, campaign: Campaign, sites: list[int]) -> None:
    """Loud sites offer every brand; careful ones one or two each."""
    for place, brand in enumerate(campaign.brands):
        if campaign.skill == "naive":
            campaign.of_brand[brand] = sites
        else:
            own = [sites[other] for other in range(place % len(sites), len(sites), len(campaign.brands))]
            campaign.of_brand[brand] = own if hand.chance() < 0.6 else [*own, hand.one(sites)]


def _moved_in(scene: Scene, hand: Hand, campaign: Campaign, style: int) -> int:
    """A folder on an honest small site whose owner knows nothing of it."""
    victim = hand.one([*scene.directories, *(host for firm in scene.shops for host in firm.hosts), *scene.papers])
    name = scene.hosts[victim].name
    host = made(hand, name, style)
    taken = {scene.hosts[other].below for other in (victim, *scene.guests.get(victim, ()))}
    host.below = hand.one([folder for folder in BELOW if folder not in taken] or [hand.code("abcdefghijklmnopqrstuvwxyz", 6)])
    scene.hosts.append(host)
    scene.guests.setdefault(victim, []).append(len(scene.hosts) - 1)
    campaign.victims.append(len(scene.hosts) - 1)
    return len(scene.hosts) - 1


def _leaves(scene: Scene, rng: Dice, hand: Hand, campaign: Campaign) -> list[Leaf]:
    at = LOOKING.draw(rng, campaign.pages, campaign.start, campaign.end)
    chosen = pick(rng, 1.0 / (np.arange(len(campaign.brands)) + 4.0), campaign.pages)
    kind = "loud" if campaign.skill == "naive" else "quiet"
    leaves = []
    for when, place in zip(at.tolist(), chosen.tolist(), strict=True):
        brand = campaign.brands[place]
        line = campaign.plan[brand, campaign.period(when)]
        if hand.chance() < campaign.form.seeded_share:
            site = hand.one(scene.forums if hand.chance() < 0.5 else scene.directories)
            campaign.victims.append(site)
            leaves.append(Leaf("seed", site, when, brand, campaign.number, line))
        else:
            leaves.append(Leaf(kind, hand.one(campaign.of_brand[brand]), when, brand, campaign.number, line))
    return leaves
