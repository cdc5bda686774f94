"""Articles about nothing in particular: what papers print, and what spammers paste under their numbers."""

from zhenxin.world.web.desk import Desk, Draft, page
from zhenxin.world.web.scene import Leaf


def article(desk: Desk, leaf: Leaf, sentences: int) -> list[str]:
    """The paragraphs of one article."""
    hand, voice = desk.hand, desk.voice(leaf)
    given = desk.filling(Leaf(leaf.kind, leaf.host, leaf.at))
    given["topic"] = voice.say(hand, "topic", {})
    body = voice.some(hand, "news_body", sentences, given)
    parts = [voice.say(hand, "news_open", given)]
    while body:
        size = hand.between(1, 3)
        parts.append("".join(body[:size]))
        body = body[size:]
    return [*parts, voice.say(hand, "news_close", given)]


def news(desk: Desk, leaf: Leaf) -> Draft:
    """A paper's page without a service number."""
    hand, voice = desk.hand, desk.voice(leaf)
    title = voice.say(hand, "news_title", desk.filling(Leaf(leaf.kind, leaf.host, leaf.at)))
    parts = article(desk, leaf, hand.between(5, 18))
    if hand.chance() < 0.3:
        parts.append(f"新闻热线：{hand.one(('12345', '96110'))}")
    return Draft(title, page(parts))


def market(desk: Desk, leaf: Leaf) -> Draft:
    """A paper's page about a brand, its line at the end or in passing."""
    hand, voice = desk.hand, desk.voice(leaf)
    given = desk.filling(leaf)
    parts = voice.some(hand, "news_market_body", hand.between(3, 7), given)
    if hand.chance() < 0.4:
        given["topic"] = voice.say(hand, "topic", {})
        parts += voice.some(hand, "news_body", hand.between(2, 6), given)
    parts.append(voice.say(hand, "news_close", given))
    return Draft(voice.say(hand, "news_market_title", given), page(parts), desk.brand(leaf))


def warning(desk: Desk, leaf: Leaf) -> Draft:
    """A warning of a fake number, which it prints beside the true one."""
    hand, voice = desk.hand, desk.voice(leaf)
    true = desk.scene.brands[leaf.brand].lines[0]
    given = desk.filling(leaf)
    given = {**given, "fake": given["number"], **desk.number(true)}
    parts = voice.some(hand, "warn_fake", hand.between(1, 3), given) + voice.some(hand, "warn_body", hand.between(2, 5), given)
    title = voice.say(hand, "warn_title", given)
    return Draft(title, page([*parts, voice.say(hand, "warn_close", given)]), desk.brand(leaf), ((true, leaf.brand),))
