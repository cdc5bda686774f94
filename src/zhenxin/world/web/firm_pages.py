"""Pages of repairers, agents and platforms, their entries in directories, and what they and brands look for in job markets."""

from zhenxin.world.web.brands import GOODS
from zhenxin.world.web.desk import Desk, Draft, page
from zhenxin.world.web.grammar import Filling, Voice
from zhenxin.world.web.loud import skeleton
from zhenxin.world.web.parameters import NAIVE
from zhenxin.world.web.places import around, in_order, lines_of
from zhenxin.world.web.scene import Firm, Leaf


def shop(desk: Desk, leaf: Leaf) -> Draft:
    """A repairer's page for one of its brands, or for all of them."""
    firm = desk.scene.firms[leaf.owner]
    if firm.loud:
        return _loud(desk, leaf, firm, desk.filling(leaf, good=desk.hand.one(firm.goods), firm=firm))
    return local(desk, leaf, firm)


def local(desk: Desk, leaf: Leaf, firm: Firm) -> Draft:
    """The page of a firm in one city, or of whoever passes for one."""
    hand, voice = desk.hand, desk.voice(leaf)
    given = desk.filling(leaf, good=hand.one(firm.goods), firm=firm)
    given["brands"] = "、".join(desk.scene.brands[brand].name for brand in hand.some(firm.brands, 4))
    parts = [voice.say(hand, "shop_open", given)]
    if firm.author:
        parts.append(voice.say(hand, "shop_author", given))
        parts += voice.some(hand, "service_policy", hand.between(0, 2), given)
    parts += voice.some(hand, "shop_body", hand.between(2, 6), given)
    if firm.third:
        parts.append(voice.say(hand, "shop_third", given))
    if hand.chance() < 0.5:
        parts += voice.some(hand, "service_care", hand.between(1, 2), given)
    parts.append(voice.say(hand, "shop_foot", given))
    return Draft(voice.say(hand, "shop_title", given), page(parts), desk.brand(leaf))


def _loud(desk: Desk, leaf: Leaf, firm: Firm, given: Filling) -> Draft:
    """A true agent, or a platform, that shouts as spammers do; its own name stands below, and the counties around."""
    hand, voice = desk.hand, desk.voices.setdefault(-1 - firm.number, Voice(firm.number, NAIVE.alternatives, 2))
    span = ("", "", "24小时", firm.city.name) if firm.author else ("全国", "全国统一", "各市区", "")
    given = given | {"s_span": lambda: hand.one(span), "city": desk.any_city() if not firm.author else firm.city.name}
    given["s_desk"] = lambda: voice.say(hand, "agent_desk", {})
    parts = skeleton(hand, voice, NAIVE, given, "agent")
    names = around(firm.city.code) if firm.author else [name for _, name in in_order(hand, hand.between(60, 200))]
    parts += [voice.say(hand, "spam_area", given), *lines_of(hand, names, 5, 10, "、"), voice.say(hand, "shop_foot", given)]
    if firm.third:
        parts.append(voice.say(hand, "shop_third", given))
    return Draft(voice.say(hand, "spam_title", given), page(parts), desk.brand(leaf), listed=len(names))


def hub(desk: Desk, leaf: Leaf) -> Draft:
    """A platform's page for one brand in one city; some name the cities it serves."""
    hand, voice, firm = desk.hand, desk.voice(leaf), desk.scene.firms[leaf.owner]
    given = desk.filling(leaf, firm=firm, good=hand.one(GOODS))
    if hand.chance() < desk.scene.parameters.loud_share:
        return _loud(desk, leaf, firm, given)
    given["city"] = desk.any_city()
    parts = [
        voice.say(hand, "hub_open", given),
        *voice.some(hand, "service_fee", 2, given),
        *voice.some(hand, "service_flow", hand.between(1, 3), given),
    ]
    parts += voice.some(hand, "service_care", hand.between(0, 2), given)
    if firm.third:
        parts.append(voice.say(hand, "shop_third", given))
    parts.append(voice.say(hand, "shop_foot", given))
    return Draft(voice.say(hand, "hub_title", given), page(parts), desk.brand(leaf))


def entry(desk: Desk, leaf: Leaf) -> Draft:
    """One firm or brand in a directory."""
    return enter(desk, leaf, _firm(desk, leaf))


def enter(desk: Desk, leaf: Leaf, firm: Firm | None) -> Draft:
    """An entry of a firm, where there is one, with the number of the page."""
    hand, voice = desk.hand, desk.voice(leaf)
    given = desk.filling(leaf, firm=firm, good=hand.one(firm.goods) if firm else None)
    parts = voice.some(hand, "entry_body", hand.between(4, 8), given)
    parts.append(f"联系方式：{desk.write(leaf.line)}")
    return Draft(voice.say(hand, "entry_title", given), page(parts), desk.brand(leaf))


def job(desk: Desk, leaf: Leaf) -> Draft:
    """An advertisement for fitters or for people on the telephone."""
    hand, voice = desk.hand, desk.voice(leaf)
    given = desk.filling(leaf, firm=_firm(desk, leaf))
    parts = voice.some(hand, "job_body", hand.between(4, 7), given)
    if hand.chance() < 0.7:
        parts.append(f"联系电话{desk.write(leaf.line)}")
    return Draft(voice.say(hand, "job_title", given), page(parts), desk.brand(leaf))


def _firm(desk: Desk, leaf: Leaf) -> Firm | None:
    return desk.scene.firms[leaf.owner] if leaf.owner >= 0 else None
