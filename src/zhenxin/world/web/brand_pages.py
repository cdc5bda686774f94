"""Pages under a brand's name: service, products, manuals."""

from zhenxin.world.web.desk import Desk, Draft, page
from zhenxin.world.web.grammar import Filling, Hand, Voice
from zhenxin.world.web.scene import Leaf

_MATTERS = ("service_policy", "service_flow", "service_care", "service_fee", "service_time")


def service(desk: Desk, leaf: Leaf) -> Draft:
    """A brand's own service page."""
    hand, voice = desk.hand, desk.voice(leaf)
    parameters, brand = desk.scene.parameters, desk.scene.brands[leaf.brand]
    given = desk.filling(leaf, odd=parameters.odd_writing)
    if hand.chance() >= parameters.company_share:
        given |= nameless(desk, leaf)
    parts = written_out(hand, voice, given, boasts=hand.chance() < parameters.official_boast_share)
    if brand.old and hand.chance() < parameters.raised_share:
        parts.insert(1, voice.say(hand, "spam_raised", given | {"true": desk.write(brand.old)}))
    return Draft(titled(desk, voice, given, parameters.dressed_share), page(parts), brand.name)


def titled(desk: Desk, voice: Voice, given: Filling, dressed: float) -> str:
    """The title of a service page; now and then with a year, or `updated`."""
    title = voice.say(desk.hand, "service_title", given)
    return title + voice.say(desk.hand, "s_stamp", given) if desk.hand.chance() < dressed else title


def nameless(desk: Desk, leaf: Leaf) -> Filling:
    """A centre and a city in the place of company and street."""
    hand = desk.hand
    return {"company": f"{desk.brand(leaf)}{hand.one(('服务中心', '客户服务部', '售后服务'))}", "address": f"{desk.any_city()}市"}


def written_out(hand: Hand, voice: Voice, given: Filling, *, boasts: bool) -> list[str]:
    """Sentences of a service page: an opening, some matters with their points, a closing."""
    parts = [voice.say(hand, "service_open", given)]
    if boasts:
        parts.append(voice.say(hand, "service_boast", given))
    for matter in hand.some(_MATTERS, hand.between(2, 5)):
        parts += voice.some(hand, matter, hand.between(1, 3), given)
    if boasts and hand.chance() < 0.3:
        parts.append(voice.say(hand, "service_boast", given))
    return [*parts, *voice.some(hand, "service_close", hand.between(1, 2), given)]


def product(desk: Desk, leaf: Leaf) -> Draft:
    """A product's page, the line at its foot."""
    hand, voice = desk.hand, desk.voice(leaf)
    given = desk.filling(leaf)
    given["model"] = desk.model()
    parts = voice.some(hand, "product_body", hand.between(3, 7), given)
    if hand.chance() < 0.35:
        parts += voice.some(hand, "service_policy", 2, given)
    parts.append(voice.say(hand, "product_foot", given))
    return Draft(voice.say(hand, "product_title", given), page(parts), desk.brand(leaf))


def manual(desk: Desk, leaf: Leaf) -> Draft:
    """A leaf of a manual."""
    hand, voice = desk.hand, desk.voice(leaf)
    given = desk.filling(leaf)
    given["model"] = desk.model()
    parts = sorted(voice.some(hand, "manual_body", hand.between(4, 9), given), key=_place)
    if hand.chance() < 0.8:
        parts.append(voice.say(hand, "manual_foot", given))
    return Draft(voice.say(hand, "manual_title", given), page(parts), desk.brand(leaf))


def _place(line: str) -> int:
    return "一二三四五六七八九十".find(line[0])
