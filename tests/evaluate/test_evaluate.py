"""Figures of hand-made runs against hand-made keys, each small enough to be reckoned on paper."""

import json
from collections.abc import Callable
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from zhenxin.errors import InputError
from zhenxin.evaluate import Figures, evaluate, lines
from zhenxin.events.codes import JUDGED_ON

Judge = Callable[..., Figures]
NAMELESS = (None, "a", "task_brushing", None, None)
KEY_COLUMNS = ("entity_kind", "entity_id", "behaviour", "ring_id", "skill")


def write(path: Path, columns: tuple[str, ...], rows: list[tuple[object, ...]], reals: tuple[str, ...] = ()) -> None:
    types = {name: pa.float64() if name in reals else pa.string() for name in columns}
    data = {name: pa.array([row[place] for row in rows], type=types[name]) for place, name in enumerate(columns)}
    pq.write_table(pa.table(data), path)


def write_run(out: Path, scores: list[tuple[object, ...]], rings: list[tuple[object, ...]], members: list[tuple[object, ...]]) -> None:
    out.mkdir(exist_ok=True)
    write(out / "scores.parquet", ("entity_kind", "entity_id", "probability"), scores, ("probability",))
    write(out / "rings.parquet", ("ring_id", "probability"), rings, ("probability",))
    write(out / "ring_members.parquet", ("ring_id", "entity_kind", "entity_id", "role"), members)


@pytest.fixture
def judge(tmp_path: Path) -> Judge:
    def judged(
        key: list[tuple[object, ...]],
        scores: list[tuple[object, ...]],
        rings: list[tuple[object, ...]] | None = None,
        members: list[tuple[object, ...]] | None = None,
    ) -> Figures:
        write(tmp_path / "truth.parquet", KEY_COLUMNS, key)
        write_run(tmp_path / "out", scores, rings or [], members or [])
        return evaluate(tmp_path / "out", tmp_path)

    return judged


def false(
    kind: str, entity: str, behaviour: str = "task_brushing", ring: str | None = None, skill: str | None = "naive"
) -> tuple[object, ...]:
    return (kind, entity, behaviour, ring, skill)


def hard(kind: str, entity: str, code: str) -> tuple[object, ...]:
    return (kind, entity, f"hard:{code}", None, None)


def of(figures: Figures, kind: str):
    return next(row for row in figures.kinds if row.kind == kind)


def test_precision_recall_and_f1_count_the_accused_at_one_half(judge: Judge) -> None:
    figures = judge(
        [false("order", "a"), false("order", "b"), false("order", "c"), false("order", "d")],
        [("order", "a", 0.9), ("order", "b", 0.5), ("order", "c", 0.49), ("order", "x", 0.7)],
    )
    row = of(figures, "order")
    assert (row.false, row.accused, row.caught) == (4, 3, 2)
    assert row.precision == pytest.approx(2 / 3)
    assert row.recall == pytest.approx(0.5)
    assert row.f1 == pytest.approx(2 * (2 / 3) * 0.5 / (2 / 3 + 0.5))


def test_average_precision_takes_ties_together_and_never_reaches_the_unscored(judge: Judge) -> None:
    figures = judge(
        [false("order", "a"), false("order", "b"), false("order", "c"), false("order", "unscored")],
        [("order", "a", 0.9), ("order", "b", 0.8), ("order", "x", 0.8), ("order", "c", 0.1)],
    )
    # 1 of 1 at 0.9; two more at 0.8 with one hit, 2 of 3; one more at 0.1, 3 of 4; the fourth false one is never reached
    assert of(figures, "order").average_precision == pytest.approx(1 / 4 * 1 + 1 / 4 * 2 / 3 + 1 / 4 * 3 / 4)


def test_nobody_accused_leaves_precision_open_and_recall_at_zero(judge: Judge) -> None:
    figures = judge([false("order", "a")], [("order", "a", 0.2)])
    row = of(figures, "order")
    assert (row.precision, row.recall, row.f1) == (None, 0.0, None)
    assert "–" in "\n".join(lines(figures))


def test_an_empty_key_makes_every_accusation_a_wrong_one(judge: Judge) -> None:
    figures = judge([], [("account", "x", 0.9), ("address", "y", 0.8), ("order", "z", 0.3)])
    assert {row.kind: (row.accused, row.precision, row.recall) for row in figures.kinds} == {
        "account": (1, 0.0, None),
        "address": (1, 0.0, None),
    }
    assert figures.left_out == {}
    assert "the answer key holds nothing false" in "\n".join(lines(figures))


def test_an_empty_run_against_an_empty_key_is_silent(judge: Judge) -> None:
    figures = judge([], [])
    assert (figures.kinds, figures.behaviours, figures.lookalikes, figures.brier) == ((), (), (), None)
    assert (figures.rings.precision, figures.rings.recall) == (None, None)


def test_entities_without_a_row_or_with_hard_rows_only_are_honest(judge: Judge) -> None:
    figures = judge(
        [false("order", "a"), hard("order", "h", "flash_sale")],
        [("order", "a", 0.9), ("order", "h", 0.9), ("order", "no row", 0.9)],
    )
    assert of(figures, "order").precision == pytest.approx(1 / 3)


def test_accused_kinds_the_key_judges_nowhere_are_left_out_and_said(judge: Judge) -> None:
    figures = judge([false("order", "a")], [("order", "a", 0.9), ("page", "p", 0.9), ("page", "q", 0.9), ("page", "r", 0.1)])
    assert figures.left_out == {"page": 2}
    assert [row.kind for row in figures.kinds] == ["order"]
    assert any(line.endswith("left out: 2 page") for line in lines(figures))


def test_recall_is_told_apart_by_behaviour_skill_and_kind(judge: Judge) -> None:
    figures = judge(
        [false("order", "a"), false("order", "b"), false("order", "c", skill="skilled"), false("review", "r", "written_reviews")],
        [("order", "a", 0.9), ("order", "c", 0.9)],
    )
    assert {(row.behaviour, row.skill, row.kind): row.recall for row in figures.behaviours} == {
        ("task_brushing", "naive", "order"): 0.5,
        ("task_brushing", "skilled", "order"): 1.0,
        ("written_reviews", "naive", "review"): 0.0,
    }


def test_an_entity_of_two_behaviours_counts_for_both_and_once_for_its_kind(judge: Judge) -> None:
    figures = judge([false("account", "a"), false("account", "a", "device_farm")], [("account", "a", 0.9)])
    assert sorted(row.behaviour for row in figures.behaviours) == ["device_farm", "task_brushing"]
    assert of(figures, "account").false == 1


def test_kinds_a_behaviour_is_not_judged_on_have_no_recall_of_it(judge: Judge) -> None:
    figures = judge([false("sender", "s"), false("order", "o")], [("sender", "s", 0.9)])
    assert [row.kind for row in figures.behaviours] == ["order"]
    assert of(figures, "sender").precision == 1.0


def test_accusation_rate_of_a_lookalike_leaves_out_those_who_are_false_too(judge: Judge) -> None:
    figures = judge(
        [hard("account", "x", "dormitory"), hard("account", "y", "dormitory"), hard("account", "z", "dormitory"), false("account", "z")],
        [("account", "x", 0.6), ("account", "z", 0.9)],
    )
    (row,) = figures.lookalikes
    assert (row.innocent, row.accused, row.rate) == (2, 1, 0.5)


def test_a_ring_matches_from_half_of_all_members_and_only_once(judge: Judge) -> None:
    key = [false("account", name, ring="true") for name in "abcd"]
    rings = [("one", 0.9), ("two", 0.9), ("unsure", 0.4)]
    members = [("one", "account", name, "brusher") for name in "abc"] + [("two", "account", name, "brusher") for name in "abcdefgh"]
    members += [("unsure", "account", name, "brusher") for name in "abcd"]
    figures = judge(key, [], rings, members)
    (match,) = figures.rings.matches
    assert (match.found_id, match.likeness, match.matched) == ("one", 0.75, True)
    assert (figures.rings.precision, figures.rings.recall, figures.rings.unmatched) == (0.5, 1.0, ("two",))


def test_a_ring_less_than_half_alike_is_missed_and_names_its_nearest(judge: Judge) -> None:
    key = [false("account", name, ring="true") for name in "abcdef"]
    figures = judge(key, [], [("near", 0.9)], [("near", "account", name, "brusher") for name in "ab"])
    assert figures.rings.recall == 0.0
    assert any("nearest near, 0.33 alike" in line for line in lines(figures))


def test_victims_and_other_kinds_do_not_count_as_members(judge: Judge) -> None:
    key = [false("account", name, ring="true") for name in "ab"] + [false("merchant", "m", ring="true")]
    members = [
        ("r", "account", "a", "brusher"),
        ("r", "account", "b", "brusher"),
        ("r", "account", "v", "victim"),
        ("r", "merchant", "n", "merchant"),
    ]
    assert judge(key, [], [("r", 0.9)], members).rings.matches[0].likeness == 1.0


def test_a_ring_is_named_by_its_own_trade_though_its_people_have_two(judge: Judge) -> None:
    key = [
        false("account", "a", ring="one"),
        false("account", "a", "device_farm", ring="two"),
        false("account", "b", "device_farm", ring="two"),
    ]
    assert [match.behaviours for match in judge(key, []).rings.matches] == [("task_brushing",), ("device_farm",)]


@pytest.mark.parametrize("printed", ["400-1865-909", "400 186 5909", "４００-1865-909", "4001865909"])
def test_a_number_of_the_key_may_be_written_as_it_is_printed(judge: Judge, printed: str) -> None:
    figures = judge([false("number", printed, "hotline_spam")], [("number", "4001865909", 0.9)])
    assert (of(figures, "number").accused, of(figures, "number").caught) == (1, 1)


def test_a_ring_without_accounts_is_matched_by_its_numbers(judge: Judge) -> None:
    key = [false("number", number, "hotline_spam", ring="true") for number in ("400", "401")]
    figures = judge(key, [], [("r", 0.9)], [("r", "number", "400", "number")])
    assert figures.rings.matches[0].likeness == 0.5
    assert figures.rings.recall == 1.0


def test_brier_and_calibration_hold_what_was_said_against_what_is_so(judge: Judge) -> None:
    figures = judge([false("order", "a"), false("order", "silent")], [("order", "a", 0.95), ("order", "x", 0.91), ("order", "y", 0.25)])
    top = figures.calibration[-1]
    assert (top.low, top.entities, top.said, top.false_share) == (0.9, 2, pytest.approx(0.93), 0.5)
    assert figures.brier == pytest.approx((0.05**2 + 0.91**2 + 0.25**2 + 1) / 4)


def test_misses_come_first_and_the_worst_of_them_at_the_top(judge: Judge) -> None:
    told = lines(judge([false("order", "a"), false("review", "r")], [("order", "a", 0.9)]))
    assert told[0].startswith("Missed")
    assert "review" in told[1]
    assert "order" in told[2]


def test_figures_go_through_json_with_their_recalls_and_rates(judge: Judge) -> None:
    figures = judge([false("order", "a"), hard("order", "h", "flash_sale")], [("order", "a", 0.9)])
    data = json.loads(json.dumps(figures.as_json()))
    assert data["behaviours"][0]["recall"] == 1.0
    assert data["lookalikes"][0]["rate"] == 0.0


def test_a_key_may_be_a_csv_with_ids_that_look_like_numbers(tmp_path: Path) -> None:
    key = tmp_path / "key.csv"
    key.write_text("entity_kind,entity_id,behaviour\norder,007,task_brushing\n", encoding="utf-8")
    write_run(tmp_path / "out", [("order", "007", 0.9)], [], [])
    assert of(evaluate(tmp_path / "out", key), "order").recall == 1.0


@pytest.mark.parametrize(
    ("spoil", "problem"),
    [
        (lambda base: (base / "out" / "scores.parquet").unlink(), "the folder has no `scores.parquet`"),
        (lambda base: (base / "out" / "scores.parquet").write_bytes(b"PAR1 half"), "the file cannot be read"),
        (lambda base: (base / "truth.parquet").unlink(), "the folder has no `truth.parquet`"),
        (lambda base: write(base / "truth.parquet", ("entity_kind", "entity_id"), []), "the file has no column `behaviour`"),
        (lambda base: write(base / "truth.parquet", KEY_COLUMNS, [NAMELESS]), "a row of the answer key lacks its kind, id or behaviour"),
    ],
    ids=["scores are absent", "scores are half a file", "the key is absent", "the key lacks a column", "a row of the key has no kind"],
)
def test_wrong_folders_get_a_clear_answer(tmp_path: Path, spoil: Callable[[Path], None], problem: str) -> None:
    write(tmp_path / "truth.parquet", KEY_COLUMNS, [false("order", "a")])
    write_run(tmp_path / "out", [], [], [])
    spoil(tmp_path)
    with pytest.raises(InputError) as caught:
        evaluate(tmp_path / "out", tmp_path)
    assert caught.value.problem == problem
    assert caught.value.hint


@pytest.mark.parametrize(("out", "truth"), [("nowhere", "truth.parquet"), ("out", "nowhere.parquet"), ("out", "out/notes.txt")])
def test_paths_that_are_not_there_or_not_readable_are_refused(tmp_path: Path, out: str, truth: str) -> None:
    write(tmp_path / "truth.parquet", KEY_COLUMNS, [])
    write_run(tmp_path / "out", [], [], [])
    (tmp_path / "out" / "notes.txt").write_text("no key")
    with pytest.raises(InputError):
        evaluate(tmp_path / out, tmp_path / truth)


def test_all_behaviours_of_the_design_are_judged_on_something() -> None:
    assert len(JUDGED_ON) == 28
    assert all(JUDGED_ON.values())


def test_the_page_is_told_in_chinese_too_line_by_line(judge: Judge) -> None:
    figures = judge(
        [false("account", name, ring="lost") for name in "abc"] + [hard("account", "x", "dormitory"), hard("account", "y", "fan_club")],
        [("account", "x", 0.9), ("page", "p", 0.9)],
        [("other", 0.9)],
        [("other", "account", "x", "brusher")],
    )
    english, chinese = lines(figures), lines(figures, "zh")
    assert len(english) == len(chinese)
    assert all(bool(one) == bool(other) for one, other in zip(english, chinese, strict=True))
    for word in (
        "漏掉了什么",
        "（粗糙）",
        "召回率 0.000",
        "无辜而被指认",
        "其余 1 类",
        "团伙：1 个真实团伙中找到 0 个",
        "漏掉 lost",
        "并非真实团伙：other",
        "概率 0.5 及以上",
        "说的与实际的",
        "1 page",
        "随机种子 0",
    ):
        assert word in "\n".join(chinese)
    assert not [line for line in english[:-3] if any("一" <= character <= "鿿" for character in line)]


def test_kinds_of_which_all_or_nothing_was_found_share_a_line(judge: Judge) -> None:
    key = [false("order", "a", ring="r"), false("review", "b", ring="r"), false("account", "c", ring="r"), false("account", "d", ring="r")]
    told = lines(judge(key, [("account", "c", 0.9)]))
    assert told[1].split() == [
        "task_brushing",
        "(naive)",
        "recall",
        "0.000",
        "(0.000–0.950)",
        "1",
        "ring",
        "missed",
        "1",
        "of",
        "1",
        "order,",
        "1",
        "of",
        "1",
        "review",
    ]
    assert told[2].split() == ["task_brushing", "(naive)", "recall", "0.500", "1", "ring", "missed", "1", "of", "2", "account"]
    assert told[3] == ""
