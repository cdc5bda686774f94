"""What people and rings write: whole sentences, many of them, in the same words; copies that are near, paraphrases that are not."""

import re
from collections import Counter
from functools import cache
from itertools import combinations

import numpy as np
import pytest

from zhenxin.errors import InputError
from zhenxin.world.arrays import dice
from zhenxin.world.categories import CATEGORIES
from zhenxin.world.texts.bank import COMMON, DEFAULT, OF_CATEGORY, WORDS
from zhenxin.world.texts.grammar import idle_text, pens
from zhenxin.world.texts.rules import Choice, Grammar, Rule, Slot, write
from zhenxin.world.texts.scripts import Scripts
from zhenxin.world.texts.slots import NAMES
from zhenxin.world.texts.topics import line, lines, talk, talks, topic_of, topics

HONEST, FALSE = topics(false=False), topics(false=True)
NOUNS = "".join(word for category in CATEGORIES for word in (*category.nouns, *category.traits))
TWINS = [
    ("conditional_insert", "any_review_insert"),
    ("brushing_job", "real_job"),
    ("compensation_abuse", "late_claim"),
    ("note_collusion", "note_override"),
    ("live_inflation", "live_comment"),
    ("extortion_review", "angry_review"),
    ("hired_negative", "angry_review"),
    ("subsidy_brief", "subsidy_talk"),
    ("scalper_chat", "resale_talk"),
    ("dining_rules", "dining_invite"),
    ("empty_parcel_ad", "warehouse_ad"),
    ("staff_order", "staff_notice"),
]


@cache
def drawn(topic: str, skill: str | None = None, n: int = 1500, seed: int = 1) -> list[str]:
    return lines(dice(seed, topic), topic, n, skill=skill)


@cache
def all_of(topic: str) -> str:
    return "".join(text for skill in topic_of(topic).forms for seed in range(12) for text in drawn(topic, skill, 150, seed))


def pairs(text: str, size: int = 2) -> set[str]:
    return {text[i : i + size] for i in range(len(text) - size + 1)}


def jaccard(one: str, other: str, size: int = 3) -> float:
    left, right = pairs(one, size), pairs(other, size)
    return len(left & right) / max(1, len(left | right))


def median_likeness(texts: list[str]) -> float:
    texts = [re.sub(r"[0-9]", "", text) for text in texts]
    return float(np.median([jaccard(one, other) for one, other in combinations(texts, 2)]))


# grammars


def test_a_grammar_writes_choices_numbers_rules_and_slots() -> None:
    grammar = Grammar({"fruit": ["苹果", "梨"]}, "x.toml")
    choice = grammar.choice(["[买|卖][{2-6:2}斤|]<fruit>给{name}"])
    high = write(choice, lambda place: 0.99, lambda name: name.upper())
    low = write(choice, lambda place: 0.0, lambda name: name.upper())
    assert (low, high) == ("买2斤苹果给NAME", "卖梨给NAME")


@pytest.mark.parametrize("text", ["[买|卖", "买]", "<none>", "{2-3", "a|b", "[a{b]"])
def test_a_rule_that_cannot_be_read_is_refused(text: str) -> None:
    with pytest.raises(InputError, match="cannot be read"):
        Grammar({}, "x.toml").choice([text])


def slots_of(rule: Rule) -> set[str]:
    found: set[str] = set()
    for part in rule:
        if isinstance(part, Slot):
            found.add(part.name)
        elif isinstance(part, Choice):
            found |= set().union(*(slots_of(option) for option in part.options))
    return found


@pytest.mark.parametrize("topic", topics())
def test_a_topic_can_fill_its_own_slots(topic: str) -> None:
    assert set().union(*(slots_of((form,)) for form in topic_of(topic).forms.values())) <= NAMES


@pytest.mark.parametrize("topic", topics())
def test_a_topic_says_many_things_and_says_them_whole(topic: str) -> None:
    texts = [text for skill in topic_of(topic).forms if skill != "naive" for text in drawn(topic, skill)]
    assert len(set(texts)) >= 200
    for text in texts:
        assert text.strip("，。 ")
        assert not set(text) & set("[]{}<>|")
        assert not any(mark in text for mark in ("，，", "，。", "；，"))


def test_every_false_topic_has_a_naive_and_a_skilled_form_and_honest_ones_have_neither() -> None:
    assert {tuple(topic_of(topic).forms) for topic in FALSE} == {("naive", "skilled")}
    assert {tuple(topic_of(topic).forms) for topic in HONEST} == {("free",)}
    assert len(FALSE) >= 25
    assert len(HONEST) >= 35


# false and honest


def test_no_character_is_used_by_false_topics_alone() -> None:
    honest = set().union(*(text for topic in HONEST for text in drawn(topic, None, 4000)), *reviews()[0], NOUNS)
    assert {letter for topic in FALSE for letter in all_of(topic)} - honest == set()


@pytest.mark.parametrize(("false", "honest"), TWINS)
def test_a_false_topic_shares_its_words_with_its_honest_twin(false: str, honest: str) -> None:
    theirs = pairs("".join(drawn(honest, None, 3000)))
    used = Counter(
        pair for skill in ("naive", "skilled") for seed in range(12) for text in drawn(false, skill, 80, seed) for pair in pairs(text)
    )
    shared = sum(count for pair, count in used.items() if pair in theirs) / used.total()
    assert shared > 0.4


def test_most_of_what_rings_write_stands_in_honest_messages_too() -> None:
    theirs = set().union(*(pairs(text) for topic in HONEST for text in drawn(topic, None, 3000)))
    used = Counter(pair for topic in FALSE for text in drawn(topic, "skilled") for pair in pairs(text))
    assert sum(count for pair, count in used.items() if pair in theirs) / used.total() > 0.65


@pytest.mark.parametrize("topic", FALSE)
def test_naive_texts_are_near_copies_and_skilled_ones_are_not(topic: str) -> None:
    naive = [median_likeness(lines(dice(seed, topic), topic, 25, skill="naive")) for seed in range(8)]
    skilled = [median_likeness(lines(dice(seed, topic), topic, 25, skill="skilled")) for seed in range(8)]
    assert np.median(naive) > 0.5
    assert np.median(skilled) < 0.35
    assert np.median(naive) > np.median(skilled) + 0.25


def test_printed_cards_are_alike_to_the_letter() -> None:
    assert len(set(lines(dice(3), "conditional_insert", 40, skill="naive"))) == 1


# the calls


def test_the_same_seed_gives_the_same_lines() -> None:
    for skill in ("naive", "skilled"):
        assert lines(dice(5), "task_brief", 40, skill=skill) == lines(dice(5), "task_brief", 40, skill=skill)
    assert lines(dice(5), "neighbours", 40) != lines(dice(6), "neighbours", 40)


def test_slots_stand_where_the_caller_puts_them() -> None:
    texts = lines(dice(7), "task_report", 30, {"order": [f"{i:04d}" for i in range(30)], "shop": "一间小铺"}, skill="naive")
    told = [(i, text) for i, text in enumerate(texts) if "尾号" in text]
    assert all(f"{i:04d}" in text for i, text in told)
    assert all("小铺" not in text or "一间小铺" in text for text in texts)


def test_a_talk_takes_turns_about_one_thing() -> None:
    for name in talks():
        for pen in pens(dice(9, name), 40):
            told = talk(pen, name, "skilled", shop="甲店", contact="ab12")
            assert told
            assert all(text for _, text in told)
    both = {who for pen in pens(dice(10), 40) for who, _ in talk(pen, "extortion", "naive")}
    assert both == {True, False}
    assert "ab12" in "".join(line(pen, "account_trade", "naive", contact="ab12") for pen in pens(dice(11), 5))


# reviews

SHARES = (0.16, 0.1, 0.24)


@cache
def reviews(n: int = 40_000) -> tuple[list[str], np.ndarray]:
    rng = dice(21)
    stars = rng.choice([1, 2, 3, 4, 5], n, p=[0.07, 0.03, 0.05, 0.1, 0.75])
    rows = zip(pens(rng, n), rng.integers(0, len(CATEGORIES), n).tolist(), stars.tolist(), strict=True)
    return [idle_text(pen, SHARES, CATEGORIES[code].code, CATEGORIES[code].nouns[code % 7], mark) for pen, code, mark in rows], stars


def test_short_phrases_repeat_as_people_repeat_them() -> None:
    texts, _ = reviews()
    counts = Counter(text for text in texts if text not in DEFAULT).most_common()
    shares = np.array([count for _, count in counts]) / len(texts)
    assert 0.01 < shares[0] < 0.04
    assert shares[0] > 1.3 * shares[1]
    assert 4 < shares[0] / shares[9] < 16  # about Zipf
    assert np.mean([count > 1 for _, count in counts]) < 0.2  # most wordings are written once
    assert len({text for text in texts if len(text) > 25}) > 0.95 * sum(len(text) > 25 for text in texts)


def test_lengths_have_a_long_tail() -> None:
    lengths = np.array([len(text) for text in reviews()[0]])
    low, median, high, top = np.quantile(lengths, [0.1, 0.5, 0.95, 0.999])
    assert low <= 2
    assert 6 <= median <= 20
    assert high > 2.5 * median
    assert top > 100


def test_the_mood_is_that_of_the_stars() -> None:
    texts, stars = reviews()
    blame = {text for aspects in (*OF_CATEGORY.values(), COMMON) for aspect in aspects for text in aspect.blame}
    sour = np.array([any(word in text for word in blame) for text in texts])
    assert sour[stars == 1].mean() > 0.4
    assert sour[stars == 5].mean() < 0.1


def test_a_phone_charge_is_not_called_tasty_and_a_snack_not_well_fitting() -> None:
    for category, wrong in (
        ("充值卡券", ("好吃", "尺码", "包装完好")),
        ("零食", ("尺码", "到账", "色差")),
        ("到店餐饮", ("收到", "物流", "尺码", "包装")),
    ):
        for texts in (WORDS[category].short, WORDS[category].phrases, WORDS[category].openers):
            assert texts
            assert not [text for text in texts if any(word in text for word in wrong)]


@pytest.mark.parametrize(("copied", "low", "high"), [(True, 0.4, 1.0), (False, 0.0, 0.25)])
def test_a_script_is_copied_or_said_anew(*, copied: bool, low: float, high: float) -> None:
    scripts = Scripts()
    found = []
    for number, category in enumerate(CATEGORIES):
        script = scripts.order(dice(22, number, int(copied)), category.code, category.nouns[0], copied=copied)
        texts = [scripts.texts[script].text(pen, 5) for pen in pens(dice(23, number), 25)]
        assert min(map(len, texts)) > 1
        found.append(median_likeness(texts))
    assert all(low <= likeness <= high for likeness in found)


def test_no_word_is_used_by_ring_writers_alone() -> None:
    scripts, theirs = Scripts(), Counter[str]()
    for number, category in enumerate(CATEGORIES):
        script = scripts.order(dice(24, number), category.code, category.nouns[number % 7], copied=number % 2 == 0)
        for pen in pens(dice(25, number), 60):
            theirs.update(pairs(scripts.texts[script].text(pen, 5)))
    honest = set().union(*(pairs(text) for text in reviews()[0]))
    strange = {word: count for word, count in theirs.items() if word not in honest}
    assert sum(strange.values()) < 0.03 * theirs.total()
    assert set("".join(theirs)) <= set("".join(reviews()[0])) | set(NOUNS)
