"""Questions with their answers, and lists of numbers that people collect: true ones, old ones, and now and then a fake one."""

from zhenxin.events.registry import shipped_registry
from zhenxin.world.web.desk import Desk, Draft, page
from zhenxin.world.web.scene import Leaf


def ask(desk: Desk, leaf: Leaf) -> Draft:
    """A question about a brand and what others answer."""
    hand, voice = desk.hand, desk.voice(leaf)
    given = desk.filling(leaf)
    brand = desk.scene.brands[leaf.brand]
    answers = voice.some(hand, "ask_answer", hand.between(1, 6), given)
    if brand.old and hand.chance() < 0.25:
        answers.append(voice.say(hand, "ask_old", given | {"old": desk.write(brand.old)}))
    fakes = desk.fakes_by(leaf.at)
    if fakes and hand.chance() < 0.12:
        fake, victim, _ = hand.one(fakes)
        answers.append(voice.say(hand, "ask_doubt", given | {"fake": desk.write(fake), "brand": desk.scene.brands[victim].name}))
    answers = hand.some(answers, len(answers))
    shown = [f"{desk.user()}：{answer}" for answer in answers]
    return Draft(voice.say(hand, "ask_title", given), page([voice.say(hand, "ask_body", given), *shown]), desk.brand(leaf))


def numbers(desk: Desk, leaf: Leaf) -> Draft:
    """A list of many brands with their numbers."""
    hand, voice, scene = desk.hand, desk.voice(leaf), desk.scene
    given = desk.filling(leaf)
    rows, shown = [], []
    for place in hand.some(range(len(scene.brands)), hand.between(8, min(60, len(scene.brands)))):
        brand, u = scene.brands[place], hand.chance()
        line = brand.old if brand.old and u < 0.3 else hand.one(brand.lines)
        shown.append((line, place))
        rows.append(voice.say(hand, "list_row", given | {"brand": brand.name} | desk.number(line)))
    fakes = desk.fakes_by(leaf.at)
    for _ in range(int(len(rows) * 0.1 * hand.chance()) if fakes else 0):
        fake, victim, _ = hand.one(fakes)
        rows.append(voice.say(hand, "list_row", given | {"brand": scene.brands[victim].name} | desk.number(fake)))
    for entry in hand.some(shipped_registry().entries, round(len(rows) * scene.parameters.real_share)):
        rows.append(voice.say(hand, "list_row", given | {"brand": entry.brand} | desk.number(entry.number)))
    rows = hand.some(rows, len(rows))
    return Draft(voice.say(hand, "list_title", given), page([voice.say(hand, "list_open", given), *rows]), "", tuple(shown))
