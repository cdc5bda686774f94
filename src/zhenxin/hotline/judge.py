"""Pages and numbers judged against what is known."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from zhenxin.errors import UsageError
from zhenxin.events.brands import same_brand
from zhenxin.events.numbers import Number, read_number
from zhenxin.events.pages import Page, facts_of, read_page
from zhenxin.hotline.judgement import NumberFound, NumberJudgement, PageJudgement, PlacesFound
from zhenxin.hotline.known import Known, known
from zhenxin.hotline.reasons import Advertisement, looks_like_impersonation, serves_many, traits
from zhenxin.hotline.words import Said
from zhenxin.kernels.folding import Lines, fold
from zhenxin.settings import Settings


def judge_pages(files: Sequence[Path], data: Path | None, settings: Settings) -> list[PageJudgement]:
    """Judge saved pages, one after the other; with `data`, its registry, service points and pages count too.

    Raises InputError for a file that cannot be read as a page and for a `data` that is no data set.
    """
    pages = [(file, read_page(file)) for file in files]
    context = known(data, settings)
    return [judge_page(page, context, name=str(file)) for file, page in pages]


def judge_page(page: Page, context: Known, *, name: str, claimed: str = "") -> PageJudgement:
    """Judge one page; `claimed` is the brand it is known to speak for, if any. A number that only its title has is read there."""
    facts = facts_of(page, context.registry, claimed)
    if page.title and not facts.numbers:
        page = replace(page, text=f"{page.title}\n{page.text}")
        facts = facts_of(page, context.registry, claimed)
    ad = Advertisement.of(page, facts)
    numbers = _numbers(page, facts.numbers, ad, context)
    verdict = numbers[0].status if numbers else "no_number"
    found = [] if verdict == "official" else traits(ad, context)
    return PageJudgement(
        file=name,
        title=page.title,
        verdict=verdict,
        looks_like_impersonation=looks_like_impersonation(found),
        numbers=numbers,
        brand=ad.brand,
        brand_count=ad.brand_count,
        brands=dict(Counter(brand.value for brand in facts.brands).most_common()),
        registered=context.registry.of_brand(ad.brand) if ad.brand else (),
        places=PlacesFound(
            count=len(ad.places),
            distinct=len({place.value for place in ad.places}),
            former=tuple(dict.fromkeys(place.printed for place in ad.places if place.former)),
            unlisted=tuple(dict.fromkeys(place.printed for place in ad.places if place.unlisted)),
            share=ad.share_of_places,
        ),
        claims=dict(ad.claims.most_common()),
        pasted=(facts.pasted.line, facts.pasted.last_line) if facts.pasted else None,
        reasons=tuple(trait.said for trait in found),
    )


def _numbers(page: Page, numbers: Sequence[Number], ad: Advertisement, context: Known) -> tuple[NumberFound, ...]:
    lines = Lines.of(page.text)
    by_digits: defaultdict[str, list[Number]] = defaultdict(list)
    for number in numbers:
        by_digits[number.digits].append(number)
    found = []
    for digits, places in by_digits.items():
        owners = context.registry.owners(digits)
        if not owners:
            status = "not_in_registry"
        elif not ad.brand:
            status = "registered"
        else:
            status = "official" if any(same_brand(owner.brand, ad.brand) for owner in owners) else "other_brand"
        writings = Counter(fold(place.printed).text for place in places)
        found.append(
            NumberFound(
                digits=digits,
                written=min(writings, key=lambda writing: (-writings[writing], writing)),
                count=len(places),
                first_line=lines.number(places[0].start),
                status=status,
                owners=owners,
            )
        )
    return tuple(sorted(found, key=lambda number: (number.digits != ad.number, -number.count, number.first_line)))


def judge_number(number: str, data: Path | None, settings: Settings) -> NumberJudgement:
    """Look one number up, in whatever writing it is given.

    Raises UsageError where `number` is no service number, InputError for a `data` that is no data set.
    """
    context = known(data, settings)
    read = read_number(number, context.registry.numbers)
    if read is None:
        hint = "write it as it stands on the page, for example 400-123-4567, ４００－１２３－４５６７ or 010-12345678"
        raise UsageError(f"`{number[:60]}` is not one service number", place="zhenxin number", hint=hint)
    owners = context.registry.owners(read.digits)
    use = context.uses.get(read.digits)
    reasons: list[Said] = []
    if not owners and use and use.makers >= 3 and len(use.sites) >= 2:
        reasons.append(serves_many(use.makers, len(use.sites)))
    return NumberJudgement(
        text=number,
        digits=read.digits,
        kind=read.kind,
        verdict="registered" if owners else "not_in_registry",
        looks_like_impersonation=bool(reasons),
        owners=owners,
        near=() if owners else context.registry.near(read.digits, within=1),
        brands=use.brands if use else (),
        sites=use.sites if use else (),
        reasons=tuple(reasons),
    )
