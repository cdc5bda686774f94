"""Who is on the web: brands and their sites, local firms, platforms, carriers, papers, forums, directories, offices; and the pages they plan."""

from dataclasses import dataclass, field

import numpy as np

from zhenxin.world.arrays import Floats
from zhenxin.world.web.brands import CITIES, GOODS, Brand, City, Good, address, company, found, popularity
from zhenxin.world.web.grammar import Hand
from zhenxin.world.web.hosts import ANY, DATED, HEX, NAMED, NUMBERED, QUERY, THREAD, Domains, Host, brand_style, made, own_style
from zhenxin.world.web.lines import Lines
from zhenxin.world.web.parameters import WebParameters


@dataclass(slots=True)
class Firm:
    """Somebody with a line of their own: a repairer, an authorised agent, a platform, a carrier."""

    name: str
    city: City
    address: str
    line: str
    brands: list[int]
    goods: list[Good]
    hosts: list[int]
    number: int = -1
    """Its place among all firms of the scene."""
    author: bool = False
    """Authorised by its brands."""
    third: bool = False
    """It says that it is no brand's."""
    loud: bool = False
    """Its pages shout."""


@dataclass(slots=True)
class Leaf:
    """A page before it is written."""

    kind: str
    host: int
    at: float
    brand: int = -1
    owner: int = -1
    """The campaign or the firm behind it, by its number in the scene."""
    line: str = ""


@dataclass
class Scene:
    """Everybody on the web of one world."""

    parameters: WebParameters
    lines: Lines
    domains: Domains
    brands: list[Brand]
    fame: Floats
    """How often each brand is written about."""
    hosts: list[Host] = field(default_factory=list)
    guests: dict[int, list[int]] = field(default_factory=dict)
    """By site: the folders on it that others have taken over."""
    brand_hosts: list[list[int]] = field(default_factory=list)
    shops: list[Firm] = field(default_factory=list)
    hubs: list[Firm] = field(default_factory=list)
    carriers: list[Firm] = field(default_factory=list)
    offices: list[Firm] = field(default_factory=list)
    papers: list[int] = field(default_factory=list)
    forums: list[int] = field(default_factory=list)
    directories: list[int] = field(default_factory=list)
    manuals: list[int] = field(default_factory=list)
    jobs: list[int] = field(default_factory=list)
    fakes: list[tuple[str, int, float]] = field(default_factory=list)
    """Numbers of campaigns: digits, a brand they are given out for, since when."""
    firms: list[Firm] = field(default_factory=list)
    """All firms, as leaves number them."""

    def add_host(self, hand: Hand, name: str, style: int) -> int:
        """A new site, and its number."""
        self.hosts.append(made(hand, name, style))
        return len(self.hosts) - 1


def settle(hand: Hand, parameters: WebParameters, pages: int, lookalikes: float) -> Scene:
    """Everybody honest, in numbers that suit so many pages."""
    lines = Lines(hand)
    count = int(np.clip(pages / parameters.pages_per_brand, 14, 1600))
    brands = found(hand, parameters, lines, count, lookalikes)
    scene = Scene(parameters, lines, Domains(hand), brands, popularity(hand, parameters, count))
    for brand in brands:
        style = brand_style(hand)
        sites = 1 + (hand.chance() < 0.35)
        scene.brand_hosts.append([scene.add_host(hand, scene.domains.of_brand(brand.latin), style) for _ in range(sites)])
    _firms(scene, hand, pages, lookalikes)
    scene.papers = _public(scene, hand, pages / 250, ("wb", "rb", "news", "life"), (DATED, DATED, NUMBERED, HEX))
    scene.forums = _public(scene, hand, pages / 700, ("bbs", "wenda", "ask"), (THREAD, NUMBERED, QUERY))
    scene.directories = _public(scene, hand, pages / 300, ("hy114", "yp", "mingpian", "b2b"), (NUMBERED, HEX, QUERY, ANY))
    scene.manuals = _public(scene, hand, pages / 1500, ("shuoming", "wenku"), (NUMBERED, HEX))
    scene.jobs = _public(scene, hand, pages / 1200, ("job", "hr", "rc"), (NUMBERED, QUERY))
    return scene


def _public(scene: Scene, hand: Hand, wanted: float, names: tuple[str, ...], styles: tuple[int, ...]) -> list[int]:
    """Sites of one public kind."""
    sites = []
    for _ in range(int(np.clip(wanted, 2, 400))):
        name, style = scene.domains.public(hand.one(CITIES), hand.one(names)), hand.one(styles)
        sites.append(scene.add_host(hand, name, own_style(hand) if style == ANY else style))
    return sites


def _firms(scene: Scene, hand: Hand, pages: int, lookalikes: float) -> None:
    for _ in range(int(np.clip(pages / 45, 8, 4000))):
        scene.shops.append(_shop(scene, hand, lookalikes))
    for _ in range(max(1, round(lookalikes * pages / 1500))):
        scene.hubs.append(_hub(scene, hand))
    for _ in range(int(np.clip(lookalikes * pages / 900, 2, 80))):
        city = hand.one(CITIES)
        host = scene.add_host(hand, scene.domains.public(city, hand.one(("wuliu", "kuaiyun", "peisong"))), own_style(hand))
        name = f"{company(hand, city)[:4]}{hand.one(('物流', '快运', '供应链'))}有限公司"
        scene.carriers.append(Firm(name, city, address(hand, city), scene.lines.service(), [], [], [host]))
    for _ in range(int(np.clip(lookalikes * pages / 900, 2, 80))):
        city = hand.one(CITIES)
        host = scene.add_host(hand, scene.domains.public(city, "gov"), hand.one((DATED, NUMBERED, HEX)))
        scene.offices.append(
            Firm(f"{city.name}市市场监督管理局", city, address(hand, city), scene.lines.landline(city.area), [], [], [host])
        )
    scene.firms = [*scene.shops, *scene.hubs, *scene.carriers, *scene.offices]
    for number, firm in enumerate(scene.firms):
        firm.number = number


def _famous(scene: Scene, hand: Hand, n: int) -> list[int]:
    """`n` different brands, the better known the likelier."""
    keys = hand.heavy(1.0, len(scene.brands)) * scene.fame
    return [int(place) for place in np.argsort(-keys, kind="stable")[:n]]


def _shop(scene: Scene, hand: Hand, lookalikes: float) -> Firm:
    """A local repairer of some brands, or the authorised agent of one or a few."""
    city, u = hand.one(CITIES), hand.chance()
    author = u < 0.3 * min(lookalikes, 2.0)
    brands = _famous(scene, hand, hand.between(1, 4) if author else hand.between(2, 9))
    v = hand.chance()
    line = scene.lines.landline(city.area) if v < 0.5 else scene.lines.mobile() if v < 0.68 else scene.lines.service()
    first = scene.brands[brands[0]]
    names = [scene.domains.agent(first.latin, city) if author and hand.chance() < 0.6 else scene.domains.local(city)]
    if hand.chance() < 0.35:
        names.append(scene.domains.small())
    hosts = [scene.add_host(hand, name, own_style(hand)) for name in names]
    goods = hand.some(GOODS, hand.between(2, 5))
    third = not author and hand.chance() < scene.parameters.third_party_share
    return Firm(
        company(hand, city),
        city,
        address(hand, city),
        line,
        brands,
        goods,
        hosts,
        author=author,
        third=third,
        loud=author and hand.chance() < scene.parameters.loud_share,
    )


def _hub(scene: Scene, hand: Hand) -> Firm:
    """A platform of repairers for the whole country: one line, most brands, its own two or three sites."""
    city = hand.one(CITIES)
    hosts = [scene.add_host(hand, scene.domains.small(), style) for style in hand.some((NAMED, NUMBERED, HEX), hand.between(2, 3))]
    name = f"{company(hand, city)[2:4]}到家"
    brands = _famous(scene, hand, hand.between(20, 60))
    return Firm(
        name,
        city,
        address(hand, city),
        scene.lines.service(),
        brands,
        list(GOODS),
        hosts,
        third=hand.chance() < scene.parameters.third_party_share,
    )
