"""Brands of our own making: names, goods, homes and true lines; groups and rented call centres that answer for several."""

from dataclasses import dataclass, field

from zhenxin.events.divisions import divisions
from zhenxin.world.arrays import Floats
from zhenxin.world.web.grammar import Hand, words
from zhenxin.world.web.lines import Lines
from zhenxin.world.web.parameters import WebParameters


@dataclass(frozen=True)
class City:
    """A city with its area code and the code of its division."""

    name: str
    latin: str
    area: str
    code: str


@dataclass(frozen=True)
class Good:
    """A kind of appliance and what breaks in it."""

    name: str
    latin: str
    faults: tuple[str, ...]


CITIES = tuple(City(*row) for row in words()["cities"])
GOODS = tuple(Good(row[0], row[1], tuple(row[2:])) for row in words()["goods"])


@dataclass(slots=True)
class Brand:
    """One brand; `lines` are its true ones, the first is the one people know."""

    name: str
    latin: str
    goods: tuple[Good, ...]
    city: City
    company: str
    address: str
    lines: list[str] = field(default_factory=list)
    old: str = ""
    """The line it had before."""
    real: bool = False
    """A line of the shipped registry stands here, not of our making: nobody poses as it."""


def address(hand: Hand, city: City) -> str:
    """A street address in a city."""
    return f"{city.name}市{hand.one(words()['streets'])}{hand.one(words()['ways'])}{hand.between(1, 899)}号"


def company(hand: Hand, city: City) -> str:
    """The name of a local firm."""
    return f"{city.name}{hand.one(words()['company_words'])}{hand.one(words()['company_ends'])}"


def found(hand: Hand, parameters: WebParameters, lines: Lines, n: int, lookalikes: float) -> list[Brand]:
    """`n` brands with their lines, sister brands and customers of one call centre side by side."""
    taken: set[str] = set(divisions().short)
    brands = [_brand(hand, taken) for _ in range(n)]
    place = 0
    while place < n:
        u = hand.chance()
        group, rented = parameters.group_share * lookalikes / 3, parameters.outsourced_share * lookalikes / 3
        size = hand.between(2, 5) if u < group + rented else 1
        shared = [_line(hand, lines, brands[place])] if size > 1 else []
        for brand in brands[place : place + size]:
            if u < group:
                brand.company = brands[place].company
            _give_lines(hand, parameters, lines, brand, shared)
        place += size
    return brands


def popularity(hand: Hand, parameters: WebParameters, n: int) -> Floats:
    """How often each brand is written about."""
    return hand.heavy(parameters.brand_sigma, n)


def _brand(hand: Hand, taken: set[str]) -> Brand:
    name, latin = _name(hand)
    while name in taken or latin in taken:
        name, latin = _name(hand)
    taken.update((name, latin))
    city = hand.one(CITIES)
    goods = tuple(hand.some(GOODS, hand.between(1, 4)))
    firm = f"{city.name}{name}{hand.one(('电器', '科技', '智能家居', '厨卫', '实业'))}{hand.one(('有限公司', '股份有限公司'))}"
    return Brand(name, latin, goods, city, firm, address(hand, city))


def _name(hand: Hand) -> tuple[str, str]:
    bank = words()
    left, right = hand.one(bank["left"]), hand.one(bank["right"])
    u = hand.chance()
    if u < 0.12:
        name = hand.one(bank["latin"])
        return f"{left[0]}{right[0]}{name.upper() if u < 0.04 else name}", f"{name.lower()}{right[1]}"
    if u < 0.5:
        end = hand.one(bank["last"])
        return left[0] + right[0] + end[0], left[1] + right[1] + end[1]
    return left[0] + right[0], left[1] + right[1]


def _line(hand: Hand, lines: Lines, brand: Brand) -> str:
    u = hand.chance()
    if u < 0.78:
        return lines.service()
    return lines.short() if u < 0.86 else lines.landline(brand.city.area)


def _give_lines(hand: Hand, parameters: WebParameters, lines: Lines, brand: Brand, shared: list[str]) -> None:
    brand.lines = shared[:] or [_line(hand, lines, brand)]
    if hand.chance() < parameters.second_line_share:
        brand.lines.append(lines.near(brand.lines[0], hand.between(1, 2)))
    if hand.chance() < parameters.old_line_share:
        brand.old = lines.near(brand.lines[0], 2) if hand.chance() < 0.25 else _line(hand, lines, brand)
