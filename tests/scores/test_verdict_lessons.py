"""A hundred verdicts move a wrong weight the right way; few move nothing."""

from typing import Any

import numpy as np
import pytest

from zhenxin.scores.combine import Account, from_signals
from zhenxin.scores.hypothesis import Part, Spoken, Trait
from zhenxin.scores.learning import Learned
from zhenxin.scores.verdict_lessons import FEWEST_VERDICTS, MOST_DOWN, taught

TRAITS = {
    "hollow": Trait("goods", True, ("task_brushing",), (6.0, 7.0, 8.0)),
    "refunded": Trait("money", True, ("task_brushing",), (6.0, 7.0, 8.0)),
    "hurried": Trait("text", False, ("task_brushing",), (4.0, 5.0, 6.0)),
}
Key = tuple[str, str]


def asked(count: int, truth: dict[str, float], seed: int = 1) -> tuple[dict[Key, Account], list[dict[str, Any]], dict[Key, bool]]:
    """So many orders that two or three signals speak of, and what is found where the signals' bits are truly off by `truth`."""
    rng = np.random.default_rng(seed)
    sums, rows, found = {}, [], {}
    for at in range(count):
        key = ("order", f"o{at:03d}")
        told = {name: int(rng.integers(1, 4)) for name in sorted(TRAITS) if rng.random() < 0.7}
        sums[key] = from_signals([Spoken(name, level, "", "") for name, level in told.items()], TRAITS, "order")
        rows += [
            {"entity_kind": "order", "entity_id": key[1], "signal": name, "level": level, "via": "own"} for name, level in told.items()
        ]
        bits = sums[key].bits + sum(truth.get(name, 0.0) for name in told)
        found[key] = bool(rng.random() < 1 / (1 + 2**-bits))
    return sums, rows, found


def error(lesson: Learned, truth: dict[str, float]) -> float:
    off = [
        abs(lesson.weights.get(name, (trait.at(name, 1), trait.at(name, 2), trait.at(name, 3)))[level - 1] - trait.at(name, level) - truth.get(name, 0))
        for name, trait in TRAITS.items() for level in (1, 2, 3)
    ]  # fmt: skip
    return float(np.mean(off))


@pytest.mark.parametrize("seed", range(6))
def test_a_hundred_verdicts_move_a_wrong_weight_the_right_way(seed: int) -> None:
    lesson = taught(*_with_traits(asked(100, {"hollow": -5.0}, seed)))
    assert lesson.weights["hollow"][1] < TRAITS["hollow"].at("hollow", 2) - 1.0


def test_a_hundred_verdicts_bring_the_weights_nearer_to_the_truth() -> None:
    truth = {"hollow": -4.0, "hurried": 2.0}
    lessons = [taught(*_with_traits(asked(100, truth, seed))) for seed in range(10)]
    assert np.mean([error(lesson, truth) for lesson in lessons]) < 0.75 * error(Learned({}, ()), truth)


def _with_traits(told: tuple[dict[Key, Account], list[dict[str, Any]], dict[Key, bool]]) -> tuple[Any, Any, Any, Any]:
    return told[0], told[1], TRAITS, told[2]


def test_few_verdicts_teach_nothing() -> None:
    assert taught(*_with_traits(asked(FEWEST_VERDICTS - 1, {"hollow": -5.0}))) == Learned({}, ())
    assert taught(*_with_traits(asked(FEWEST_VERDICTS, {"hollow": -5.0}))).weights


def test_a_verdict_does_not_foretell_itself() -> None:
    sums, rows, found = asked(100, {"hollow": -5.0})
    without = taught(sums, rows, TRAITS, found)
    for key, is_false in found.items():
        sums[key].add(Part("verdict", "record", 4.0 if is_false else -4.0, "", ""))
    assert taught(sums, rows, TRAITS, found) == without


def test_verdicts_on_what_has_no_score_or_on_pages_teach_nothing() -> None:
    sums, rows, found = asked(100, {})
    assert taught({}, rows, TRAITS, found) == Learned({}, ())
    pages = {("page", key[1]): total for key, total in sums.items()}
    assert taught(pages, rows, TRAITS, dict.fromkeys(pages, True)) == Learned({}, ())


def test_that_all_who_were_looked_at_were_false_thanks_no_signal() -> None:
    sums, rows, found = asked(100, {})
    lesson = taught(sums, rows, TRAITS, dict.fromkeys(found, True))
    assert error(lesson, {}) < 0.5


def test_weights_keep_their_sign_and_their_order_and_the_run_says_what_was_done() -> None:
    lesson = taught(*_with_traits(asked(400, {"hollow": -20.0, "hurried": -20.0})))
    for name, bits in lesson.weights.items():
        assert 0 <= bits[0] <= bits[1] <= bits[2]
        assert all(abs(bits[level - 1] - TRAITS[name].at(name, level)) <= MOST_DOWN for level in (1, 2, 3))
    (said,) = lesson.said
    assert said.english.startswith("400 verdicts: weights of 3 signals moved by at most ")
    assert said.chinese.startswith("400 条认定结论：3 个信号的权重最多变动 ")
