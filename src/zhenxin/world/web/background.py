"""Honest pages before they are written: what people put on the web around service lines, and around nothing of the kind."""

from zhenxin.world.arrays import Dice, pick
from zhenxin.world.clock import DAY, END, LOOKING
from zhenxin.world.web.grammar import Hand
from zhenxin.world.web.lines import slipped
from zhenxin.world.web.parameters import KINDS, LISTS
from zhenxin.world.web.scene import Leaf, Scene


def plan(scene: Scene, rng: Dice, pages: int, lookalikes: float) -> list[Leaf]:
    """`pages` honest pages."""
    hand = Hand(rng)
    names = [*KINDS, *LISTS]
    lists = min(scene.parameters.lists_share * lookalikes, 0.5)
    total = sum(KINDS.values())
    weights = [*(weight / total * (1 - lists) for weight in KINDS.values()), *(share * lists for share in LISTS.values())]
    weights[names.index("hub")] *= lookalikes
    if not scene.fakes:
        weights[names.index("warning")] = 0.0
    kinds, brands, at = pick(rng, weights, pages), pick(rng, scene.fame, pages), LOOKING.draw(rng, pages)
    return [
        _leaf(scene, hand, names[kind], brand, when) for kind, brand, when in zip(kinds.tolist(), brands.tolist(), at.tolist(), strict=True)
    ]


def _leaf(scene: Scene, hand: Hand, kind: str, brand: int, at: float) -> Leaf:
    if kind in {"shop", "hub", "freight", "office", "pick"}:
        return _of_firm(scene, hand, kind, at)
    if (kind == "job" and hand.chance() < 0.7) or (kind == "entry" and hand.chance() < 0.6):
        firm = hand.one(scene.shops)
        site = hand.one(scene.jobs if kind == "job" else scene.directories)
        return Leaf(kind, site, at, hand.one(firm.brands), firm.number, firm.line)
    if kind == "warning":
        fake, brand, since = hand.one(scene.fakes)
        after = since + DAY * (4 + 30 * hand.chance())
        return Leaf(kind, hand.one(scene.papers), at if at > after else min(after, END - DAY * hand.chance()), brand, line=fake)
    sites = {
        "service": scene.brand_hosts[brand], "product": scene.brand_hosts[brand], "store": scene.brand_hosts[brand], "news": scene.papers,
        "manual": scene.manuals if hand.chance() < 0.6 else scene.brand_hosts[brand], "market": scene.papers, "ask": scene.forums,
        "list": scene.directories, "entry": scene.directories, "job": scene.jobs,
    }[kind]  # fmt: skip
    return Leaf(kind, hand.one(sites), at, brand, line=_line(scene, hand, brand, own=kind in {"service", "product", "store"}))


def _of_firm(scene: Scene, hand: Hand, kind: str, at: float) -> Leaf:
    """A page of a firm's own, or one that a repairer put on a directory."""
    pool = {"shop": scene.shops, "hub": scene.hubs, "freight": scene.carriers, "office": scene.offices}.get(kind)
    firm = hand.one(pool if pool is not None else [*scene.hubs, *scene.carriers])
    site = hand.one(firm.hosts)
    if kind == "shop" and hand.chance() < 0.25:
        site = hand.one(scene.directories)
    return Leaf(kind, site, at, hand.one(firm.brands) if firm.brands else -1, firm.number, firm.line)


def _line(scene: Scene, hand: Hand, place: int, *, own: bool) -> str:
    """The line of a brand as honest people know it: the first, the second, the one before, or mistyped."""
    brand, u = scene.brands[place], hand.chance()
    if u < scene.parameters.slip_share and not own:
        return slipped(hand, brand.lines[0], 1)
    if u < 0.12 and brand.old and not own:
        return brand.old
    return hand.one(brand.lines) if u < 0.4 else brand.lines[0]
