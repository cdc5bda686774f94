"""Honest lists of places: a brand's service points, a carrier's counties, an office's telephones, a menu of cities."""

from zhenxin.world.web.brands import GOODS
from zhenxin.world.web.desk import Desk, Draft, page
from zhenxin.world.web.grammar import words
from zhenxin.world.web.places import counties, in_order, lines_of
from zhenxin.world.web.scene import Leaf


def _listed(desk: Desk, *, province: str = "") -> list[tuple[str, str]]:
    """Counties as one list has them; some lists are in no order."""
    hand, parameters = desk.hand, desk.scene.parameters
    found = in_order(hand, hand.between(*parameters.list_places), province=province)
    return hand.some(found, len(found)) if hand.chance() < parameters.unordered_share else found


def store(desk: Desk, leaf: Leaf) -> Draft:
    """A brand's service points, nation-wide or of one province; most give an address and a number each."""
    hand, voice = desk.hand, desk.voice(leaf)
    code = hand.one(tuple(counties().provinces)) if hand.chance() < 0.35 else ""
    given = desk.filling(leaf) | {"province": counties().names[code] if code else "全国"}
    names = [name for _, name in _listed(desk, province=code)]
    u = hand.chance()
    if u < 0.6:
        rows = [f"{name}{desk.street()} {desk.write(desk.station_line(name)) if hand.chance() < 0.7 else ''}".rstrip() for name in names]
    elif u < 0.8:
        rows = [f"{name}服务站：{hand.one(words()['surnames'])}{hand.one(('经理', '师傅', '站长'))}" for name in names]
    else:
        rows = lines_of(hand, names, 6, 12, hand.one(("、", "、", " | ", "，")))
    foot = voice.say(hand, "service_close", given)
    return Draft(
        voice.say(hand, "store_title", given),
        page([voice.say(hand, "store_open", given), *rows, foot]),
        desk.brand(leaf),
        listed=len(names),
    )


def freight(desk: Desk, leaf: Leaf) -> Draft:
    """The counties a carrier serves."""
    hand, voice = desk.hand, desk.voice(leaf)
    given = desk.filling(leaf, firm=desk.scene.firms[leaf.owner])
    names = [name for _, name in _listed(desk)]
    rows = lines_of(hand, names, 5, 12, hand.one(("、", "、", " ", "，")))
    parts = [voice.say(hand, "freight_open", given), *rows, voice.say(hand, "freight_foot", given)]
    return Draft(voice.say(hand, "freight_title", given), page(parts), listed=len(names))


def office(desk: Desk, leaf: Leaf) -> Draft:
    """Offices of many places, some with their telephones."""
    hand, voice, firm = desk.hand, desk.voice(leaf), desk.scene.firms[leaf.owner]
    code = hand.one(tuple(counties().provinces)) if hand.chance() < 0.6 else ""
    given = desk.filling(leaf, firm=firm) | {"province": counties().names[code] if code else "全国"}
    names = [name for _, name in _listed(desk, province=code)]
    if hand.chance() < 0.5:
        rows = [f"{name} {desk.write(desk.station_line(name))}" for name in names]
    else:
        rows = lines_of(hand, names, 5, 12, hand.one(("、", "，", " ")))
    parts = [voice.say(hand, "office_open", given), *rows, voice.say(hand, "office_foot", given)]
    return Draft(voice.say(hand, "office_title", given), page(parts), listed=len(names))


def pick(desk: Desk, leaf: Leaf) -> Draft:
    """A menu of cities before the page proper."""
    hand, voice = desk.hand, desk.voice(leaf)
    given = desk.filling(leaf, firm=desk.scene.firms[leaf.owner], good=hand.one(GOODS))
    names = hand.some(counties().cities, hand.between(60, 300))
    parts = [
        voice.say(hand, "pick_open", given),
        *lines_of(hand, names, 8, 20, hand.one((" ", "、", " | "))),
        voice.say(hand, "freight_foot", given),
    ]
    return Draft(voice.say(hand, "pick_title", given), page(parts), listed=len(names))
