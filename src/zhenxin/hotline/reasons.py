"""Why a page looks like impersonation: each trait with its weight and its sentence, and what makes the same trait innocent."""

import re
from collections import Counter
from dataclasses import dataclass

from zhenxin.events.brands import same_brand
from zhenxin.events.pages import Facts, Page
from zhenxin.events.places import Place
from zhenxin.hotline.known import Known
from zhenxin.hotline.words import Said
from zhenxin.kernels.folding import fold

ENOUGH = 5
"""Weights that must come together, one structural trait among them, before a page looks like impersonation."""


@dataclass(frozen=True)
class Trait:
    """One reason, its weight, and whether it is a thing an honest page has no cause to do."""

    weight: int
    said: Said
    structural: bool = False


_ADDRESS = re.compile(r"[一-鿿a-zA-Z]{1,12}(?:路|街|大道|巷|弄|胡同|广场)[一-鿿]{0,4}\d{1,5}(?:-\d+)?[号弄]")
_COMPANY = re.compile(r"(?<!某)[一-鿿（）()]{2,30}(?:有限(?:责任)?公司|股份公司|集团公司)")
_LICENCE = re.compile(r"icp备|营业执照|统一社会信用代码|许可证|公网安备|[0-9A-HJ-NPQRTUWXY]{2}\d{6}[0-9A-HJ-NPQRTUWXY]{10}", re.IGNORECASE)
_DRESSED = re.compile(
    r"^[.}\]·,，。]|(?:20\d\d|今日|实时)[^\n]{0,8}(?:更新|上线|反馈|发布)|已更新|\d{1,2}[:：]\d{2}[^\n]{0,4}(?:更新|发布)"
)
_SERVICE_PHRASE = re.compile("[一-鿿0-9]{2,6}")


@dataclass(frozen=True)
class Advertisement:
    """The page without its pasted article, counted."""

    page: Page
    facts: Facts
    text: str
    places: tuple[Place, ...]
    number: str
    """The main number, or empty."""
    written: str
    """The main number as most often printed, in plain characters."""
    number_count: int
    brand: str
    brand_count: int

    @classmethod
    def of(cls, page: Page, facts: Facts) -> "Advertisement":
        """Count what stands outside the pasted article."""
        pasted = facts.pasted
        inside = range(pasted.start, pasted.end) if pasted else range(0)
        numbers = Counter(number.digits for number in facts.numbers if number.start not in inside)
        number, count = numbers.most_common(1)[0] if numbers else ("", 0)
        own = [brand for brand in facts.brands if facts.speaks_for and same_brand(brand.value, facts.speaks_for)]
        writings = Counter(fold(place.printed).text for place in facts.numbers if place.digits == number)
        return cls(
            page=page,
            facts=facts,
            text=page.text[: pasted.start] + page.text[pasted.end :] if pasted else page.text,
            places=tuple(place for place in facts.places if place.start not in inside),
            number=number,
            written=min(writings, key=lambda writing: (-writings[writing], writing), default=""),
            number_count=count,
            brand=facts.speaks_for,
            brand_count=len(own),
        )

    @property
    def share_of_places(self) -> float:
        """The share of the text's characters that are place names."""
        length = len(re.sub(r"\s", "", self.text))
        return sum(place.end - place.start for place in self.places) / length if length else 0.0

    @property
    def addresses(self) -> int:
        """How many street addresses it gives."""
        return len(set(_ADDRESS.findall(self.text)))

    @property
    def has_owner(self) -> bool:
        """Whether it says who runs it: a company, a licence or an address."""
        return bool(_COMPANY.search(self.text) or _LICENCE.search(self.text) or self.addresses)

    @property
    def claims(self) -> Counter[str]:
        """Claims by code, outside the pasted article."""
        pasted = self.facts.pasted
        return Counter(claim.value for claim in self.facts.claims if not (pasted and pasted.start <= claim.start < pasted.end))


def traits(ad: Advertisement, known: Known) -> list[Trait]:
    """Every trait of impersonation that the page shows, the heaviest first; a page without a number or a brand to speak for has none."""
    if not ad.number or not ad.brand:
        return []
    found = [*_registry(ad, known), *_stuffing(ad, known), *_repetition(ad), *_dress(ad)]
    if "third_party" in ad.claims:  # it says itself that it is not the maker's
        found = [trait for trait in found if trait.structural]
    return sorted(found, key=lambda trait: -trait.weight)


def looks_like_impersonation(found: list[Trait]) -> bool:
    """Whether the traits together are enough."""
    return any(trait.structural for trait in found) and sum(trait.weight for trait in found) >= ENOUGH


def _registry(ad: Advertisement, known: Known) -> list[Trait]:
    found = []
    for entry, slips in known.registry.near(ad.number, known.registry.of_brand(ad.brand))[:1]:
        one = "one digit" if slips == 1 else "two digits"
        found.append(
            Trait(
                4,
                Said(
                    f"{ad.written} is {one} away from {entry.written}, which is registered for {entry.brand}",
                    f"{ad.written} 与 {entry.brand} 的登记号码 {entry.written} 只差 {slips} 位",
                ),
                structural=True,
            )
        )
    use = known.uses.get(ad.number)
    if use and use.makers >= 3 and len(use.sites) >= 2:
        found.append(Trait(4, serves_many(use.makers, len(use.sites)), structural=True))
    return found


def serves_many(makers: int, sites: int) -> Said:
    """The sentence for a number that many brands share."""
    return Said(
        f"the number serves {makers} unrelated brands on {sites} sites", f"该号码在 {sites} 个网站上为 {makers} 个互不相关的品牌服务"
    )


def _stuffing(ad: Advertisement, known: Known) -> list[Trait]:
    found = []
    places = len(ad.places)
    distinct = len({place.value for place in ad.places})
    if (places >= 50 or (places >= 15 and ad.share_of_places > 0.3)) and not _is_list_of_points(ad, known):
        found.append(
            Trait(
                3,
                Said(
                    f"it lists {places} place names ({distinct} distinct), {ad.share_of_places:.0%} of the text, and no address with them",
                    f"罗列了 {places} 个地名（去重后 {distinct} 个），占正文 {ad.share_of_places:.0%}，却没有任何网点地址",
                ),
                structural=True,
            )
        )
        gone = list(dict.fromkeys(place.printed for place in ad.places if place.former))
        if gone:
            named, named_zh = ", ".join(gone[:3]), "、".join(gone[:3])
            found.append(Trait(1, Said(f"among them divisions that no longer exist: {named}", f"其中有已撤销或更名的区划：{named_zh}")))
    pasted = ad.facts.pasted
    if pasted:
        found.append(
            Trait(
                3,
                Said(
                    f"an unrelated article is pasted in, lines {pasted.line} to {pasted.last_line}: neither brand nor number, other words",
                    f"第 {pasted.line} 行起（至第 {pasted.last_line} 行）拼接了一篇无关文章，既不提品牌也不提号码",
                ),
                structural=True,
            )
        )
    return found


def _is_list_of_points(ad: Advertisement, known: Known) -> bool:
    """Whether the places are explained: addresses or numbers of their own, or divisions the brand is known to serve."""
    if ad.addresses * 4 >= len(ad.places) or len({number.digits for number in ad.facts.numbers}) * 4 >= len(ad.places):
        return True
    served = frozenset[str]().union(*(codes for brand, codes in known.served.items() if same_brand(brand, ad.brand)))
    return sum(place.code[:6] in served for place in ad.places) >= 0.8 * len(ad.places)


def _repetition(ad: Advertisement) -> list[Trait]:
    found = []
    if ad.number_count >= 6 and ad.addresses * 2 < ad.number_count:
        found.append(Trait(2, Said(f"{ad.written} stands {ad.number_count} times", f"号码 {ad.written} 出现 {ad.number_count} 次")))
    phrases = _service_phrases(ad)
    if ad.brand_count >= 8 and phrases >= 6:
        found.append(
            Trait(
                2,
                Said(
                    f"{ad.brand} stands {ad.brand_count} times, before {phrases} different wordings of the same service",
                    f"“{ad.brand}”出现 {ad.brand_count} 次，后面换着说法接了 {phrases} 种客服、售后字样",
                ),
                structural=True,
            )
        )
    return found


def _service_phrases(ad: Advertisement) -> int:
    """How many different wordings follow the brand directly."""
    ends = (brand.end for brand in ad.facts.brands if same_brand(brand.value, ad.brand))
    return len({match[0] for end in ends if (match := _SERVICE_PHRASE.match(ad.page.text, end))})


def _dress(ad: Advertisement) -> list[Trait]:
    found = []
    claimed = [code for code in ("official", "maker", "headquarters", "nationwide", "authorised") if code in ad.claims]
    if claimed and not ad.has_owner:
        found.append(
            Trait(
                2,
                Said(
                    "it claims to be official or nation-wide without a company name, a licence or an address",
                    "自称官方、厂家、总部或全国统一，却没有公司名称、备案执照和地址",
                ),
            )
        )
    if _DRESSED.search(ad.page.title):
        found.append(
            Trait(1, Said(f"its title is dressed for search engines: {ad.page.title[:60]}", f"标题为搜索引擎而写：{ad.page.title[:60]}"))
        )
    return found
