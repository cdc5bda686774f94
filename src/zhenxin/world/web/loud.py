"""Pages of naive campaigns: one skeleton, one number again and again, empty promises, a dump of places, somebody else's article."""

from zhenxin.world.web.brands import GOODS
from zhenxin.world.web.campaigns import Campaign
from zhenxin.world.web.desk import Desk, Draft, page
from zhenxin.world.web.grammar import Filling, Hand, Voice
from zhenxin.world.web.lines import written
from zhenxin.world.web.news import article
from zhenxin.world.web.parameters import Form
from zhenxin.world.web.places import lines_of, thrown_together
from zhenxin.world.web.scene import Leaf


def loud(desk: Desk, leaf: Leaf, campaign: Campaign) -> Draft:
    """One page of a naive campaign."""
    hand, form = desk.hand, campaign.form
    good = hand.one(GOODS) if campaign.generic else None
    given = desk.filling(leaf, good=good, odd=form.odd_writing)
    if campaign.generic:
        given["brand"] = given["goods"]
    given["true"] = written(hand, desk.scene.brands[leaf.brand].lines[0])
    title = campaign.voice.say(hand, "bare_title" if campaign.generic else "spam_title", _dressed(hand, given, form.dressed_share))
    if hand.chance() < form.dressed_share * 0.4:
        title = campaign.voice.say(hand, "s_lead", {}) + title
    parts = skeleton(hand, campaign.voice, form, given)
    listed = 0
    if hand.chance() < form.stuffed_share:
        names = thrown_together(hand, listed := hand.between(*form.places), form.former_share)
        dump = lines_of(hand, names, 5, 10, "、")
        half = len(dump) // 2 if hand.chance() < 0.4 else len(dump)
        again = skeleton(hand, campaign.voice, form, given) if half < len(dump) else []
        area = campaign.voice.say(hand, "spam_area", given)
        parts = [*parts, area, *dump[:half], *again, *(dump[half:])]
    if hand.chance() < form.pasted_share:
        pasted = article(desk, leaf, hand.between(8, 17))
        parts = [*parts, *pasted] if hand.chance() < 0.75 else [*pasted, *parts]
    return Draft(title, page(parts), "" if campaign.generic else desk.brand(leaf), listed=listed)


def _dressed(hand: Hand, given: Filling, share: float) -> Filling:
    return given if hand.chance() < share else given | {"s_stamp": ""}


def skeleton(hand: Hand, voice: Voice, form: Form, given: Filling, whose: str = "spam") -> list[str]:
    """The loud part of a page: its number in several settings between phrases and promises; of an `agent` nothing that only the maker may say."""
    rings = hand.between(*form.repeats) // 4 + 1
    parts = [voice.say(hand, "spam_head", given)]
    for _ in range(rings):
        parts += [voice.say(hand, f"{whose}_phrase", given) for _ in range(hand.between(*form.phrases) // (rings + 1))]
        parts += [voice.say(hand, "spam_ring", given), voice.say(hand, "spam_promise", given)]
    if hand.chance() < 0.4:
        parts.append(voice.say(hand, "spam_fault", given))
    if "true" in given and hand.chance() < form.raised_share:
        parts.append(voice.say(hand, "spam_raised", given))
    return [*parts, voice.say(hand, f"{whose}_end", given)]
