"""What people and rings write: whole sentences, many of them, in the same words; copies that are near, paraphrases that are not."""

import re
from collections import Counter
from functools import cache
from itertools import combinations

import numpy as np
import pytest

from zhenxin.errors import InputError
from zhenxin.world.arrays import dice
from zhenxin.world.texts.grammar import pens
from zhenxin.world.texts.rules import Choice, Grammar, Rule, Slot, write
from zhenxin.world.texts.slots import NAMES
from zhenxin.world.texts.topics import line, lines, talk, talks, topic_of, topics

HONEST, FALSE = topics(false=False), topics(false=True)
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
    honest = set().union(*(text for topic in HONEST for text in drawn(topic, None, 4000)))
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
