"""What every page writer has at hand: the scene, a hand, the voices of sites, and what fills the slots of sentences."""

from dataclasses import dataclass, field
from functools import cached_property

from zhenxin.world.web.brands import CITIES, GOODS, Brand, City, Good, address, company
from zhenxin.world.web.grammar import Filling, Hand, Voice, words
from zhenxin.world.web.lines import oddly, written
from zhenxin.world.web.parameters import SKILLED
from zhenxin.world.web.scene import Firm, Leaf, Scene

AREAS = {city.name[:2]: city.area for city in CITIES}


@dataclass(slots=True)
class Draft:
    """A page as written."""

    title: str
    text: str
    brand: str = ""
    """The brand it is about, where it is about one."""
    lines: tuple[tuple[str, int], ...] = ()
    """True lines it prints besides the leaf's own, each with its brand."""
    listed: int = 0
    """How many counties and towns it lists."""


@dataclass
class Desk:
    """The writers' desk; voices stay with their sites from page to page."""

    scene: Scene
    hand: Hand
    voices: dict[int, Voice] = field(default_factory=dict)

    def voice(self, leaf: Leaf) -> Voice:
        """How the site of `leaf` says things."""
        voice = self.voices.get(leaf.host)
        if voice is None:
            voice = self.voices[leaf.host] = Voice(leaf.host + 7, SKILLED.alternatives, 2)
        return voice

    def filling(self, leaf: Leaf, *, good: Good | None = None, firm: Firm | None = None, odd: float = 0.0) -> Filling:
        """What fills the slots of a page's sentences; `odd` is the share of numbers that are written so that no search finds them."""
        hand, scene = self.hand, self.scene
        brand: Brand | None = scene.brands[leaf.brand] if leaf.brand >= 0 else None
        city: City = firm.city if firm else brand.city if brand and hand.chance() < 0.3 else hand.one(CITIES)
        good = good or hand.one(brand.goods if brand else GOODS)
        line = leaf.line
        found: Filling = {
            "brand": brand.name if brand else "", "goods": good.name, "city": city.name,
            "company": firm.name if firm else brand.company if brand else company(hand, city),
            "address": firm.address if firm else brand.address if brand else address(hand, city),
            "number": (lambda: oddly(hand, line) if hand.chance() < odd else written(hand, line)),
            "fault": (lambda: hand.one(good.faults)), "goods2": (lambda: hand.one(GOODS).name),
        }  # fmt: skip
        return self._small | found

    def brand(self, leaf: Leaf) -> str:
        """The name of the brand that the page is about."""
        return self.scene.brands[leaf.brand].name

    def number(self, line: str) -> Filling:
        """Another number in the slot of the number."""
        return {"number": lambda: written(self.hand, line)}

    def write(self, line: str) -> str:
        """A number as an honest page prints it."""
        return written(self.hand, line)

    def model(self) -> str:
        """The name of one model, which a page then keeps to."""
        hand = self.hand
        return f"{hand.one('ABDKLQSX')}{hand.between(10, 99)}{hand.one(('', '0', 'S', 'Pro', '-3'))}"

    def user(self) -> str:
        """Somebody on a forum."""
        return f"{self.hand.one(('网友', '匿名', '热心用户', 'LV'))}{self.hand.between(1, 9999)}"

    def any_city(self) -> str:
        """A city."""
        return self.hand.one(CITIES).name

    def street(self) -> str:
        """A street and a number in it."""
        hand = self.hand
        return f"{hand.one(words()['streets'])}{hand.one(words()['ways'])}{hand.between(1, 899)}号"

    def station_line(self, name: str) -> str:
        """The landline of a station or office that no other page knows."""
        area = AREAS.get(name[:2]) or f"0{self.hand.between(310, 999)}"
        return area + self.hand.one("2345678") + self.hand.digits(7 if len(area) == 3 else 6)

    def fakes_by(self, at: float) -> list[tuple[str, int, float]]:
        """A few fake numbers that were about at that time."""
        fakes = self.scene.fakes
        return [fake for fake in (self.hand.one(fakes) for _ in range(4)) if fake[2] < at] if fakes else []

    @cached_property
    def _small(self) -> Filling:
        """Small things that every page may need, drawn anew in each slot."""
        hand, bank = self.hand, words()
        return {
            "surname": lambda: hand.one(bank["surnames"]), "paper": lambda: hand.one(bank["papers"]), "year": lambda: hand.one(("2026", "2025", "2024")),
            "month": lambda: str(hand.between(1, 12)), "day": lambda: str(hand.between(1, 28)), "count": lambda: str(hand.between(2, 40)),
            "count2": lambda: str(hand.between(60, 4000)), "fee": lambda: str(hand.between(3, 12) * 10), "fee2": lambda: str(hand.between(13, 98) * 10),
            "years": lambda: hand.one("1236"), "years2": lambda: hand.one(("3", "5", "6", "10")), "age": lambda: str(hand.between(2, 18)),
            "hours": lambda: hand.one(("8:00-20:00", "9:00-18:00", "8:30-21:00", "24小时", "每天8点到22点", "周一至周日 9:00-21:00")),
            "clock": lambda: f"{hand.between(8, 22)}:{hand.between(10, 59)}", "postcode": lambda: f"{hand.between(10, 83)}{hand.between(1000, 9999)}",
            "model": lambda: f"{hand.one('ABDKLQSX')}{hand.between(1, 9)}{hand.one(('', '0', 'S', 'Pro', '-3'))}", "page": lambda: str(hand.between(1, 40)),
            "district": lambda: hand.one(("城东区", "新城区", "开发区", "高新区", "老城片区", "滨江新区")),
        }  # fmt: skip


def page(lines: list[str]) -> str:
    """Lines as the text of a page; empty ones go."""
    return "\n".join(line for line in lines if line)
