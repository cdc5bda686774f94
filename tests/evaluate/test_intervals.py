"""Intervals: drawn by ring, the same for the same seed, around the figure, narrower with more rings."""

import json
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from zhenxin.evaluate import Figures, evaluate, lines
from zhenxin.evaluate.field import Units
from zhenxin.evaluate.resample import Curve, Ratio, told

from .test_evaluate import KEY_COLUMNS, Judge, false, hard, judge, of, write, write_run

__all__ = ["judge"]


def market(rings: int, caught: Callable[[int, int], bool], each: int = 10) -> tuple[list[tuple[object, ...]], list[tuple[object, ...]]]:
    """A key of `rings` rings of `each` orders, and the scores of those that are caught."""
    key = [false("order", f"o{ring}-{at}", ring=f"ring{ring:03}") for ring in range(rings) for at in range(each)]
    scores = [
        ("order", f"o{ring}-{at}", (0.9 if caught(ring, at) else 0.1) - at / 100 + ring / 10000)
        for ring in range(rings)
        for at in range(each)
    ]
    return key, scores


def recall(figures: Figures) -> tuple[float, float]:
    span = figures.behaviours[0].intervals["recall"]
    assert span is not None
    return span


def width(span: tuple[float, float]) -> float:
    return span[1] - span[0]


def test_every_interval_contains_its_figure(judge: Judge) -> None:
    key, scores = market(12, lambda ring, at: (ring * 7 + at) % 5 > 0)
    wrong = [("order", f"w{at}", 0.5 + at / 100) for at in range(9)]
    figures = judge([*key, *(hard("order", f"w{at}", "flash_sale") for at in range(30))], [*scores, *wrong])
    spans = 0
    for rows in (figures.kinds, figures.behaviours, figures.lookalikes, figures.calibration, figures.kinds[0].curve):
        for row in rows:
            for name, span in row.intervals.items():
                if span is not None:
                    assert span[0] <= getattr(row, name) <= span[1]
                    spans += 1
    assert spans > 30


def test_intervals_shrink_with_more_rings(judge: Judge) -> None:
    few, many = (judge(*market(rings, lambda ring, at: ring % 2 == 0 or at < 3)) for rings in (8, 80))
    assert few.behaviours[0].recall == many.behaviours[0].recall
    assert width(recall(many)) < width(recall(few)) / 2


def test_drawing_by_ring_is_wider_than_by_row_where_rings_stand_or_fall_together(judge: Judge) -> None:
    key, scores = market(20, lambda ring, at: ring % 2 == 0)
    by_ring = judge(key, scores)
    by_row = judge([(*row[:3], None, row[4]) for row in key], scores)
    assert by_ring.behaviours[0].recall == by_row.behaviours[0].recall == 0.5
    assert (by_ring.behaviours[0].rings, by_row.behaviours[0].rings) == (20, 200)
    assert width(recall(by_ring)) > 2 * width(recall(by_row))


def test_innocents_accused_with_one_found_ring_are_drawn_together(tmp_path: Path) -> None:
    key = [hard("order", f"h{at}", "group_buy") for at in range(40)]
    write(tmp_path / "truth.parquet", KEY_COLUMNS, key)
    spans = []
    for ring in (lambda at: f"R{at // 10}", lambda at: None):
        write_run(tmp_path / "out", [], [], [])
        scores = [("order", f"h{at}", 0.9 if at < 20 else 0.1, ring(at)) for at in range(40)]
        write(tmp_path / "out" / "scores.parquet", ("entity_kind", "entity_id", "probability", "ring_id"), scores, ("probability",))
        spans.append(evaluate(tmp_path / "out", tmp_path).lookalikes[0].intervals["rate"])
    together, apart = spans
    assert together is not None
    assert apart is not None
    assert width(together) > 1.5 * width(apart)


def test_rings_that_all_agree_reach_as_far_as_so_many_coins(judge: Judge) -> None:
    # three rings, all missed: 1 - 0.05 ** (1 / 3); twenty innocents one by one, none accused: 1 - 0.05 ** (1 / 20)
    key, scores = market(3, lambda ring, at: False)
    figures = judge([*key, *(hard("order", f"h{at}", "flash_sale") for at in range(20))], scores)
    assert recall(figures) == (0.0, pytest.approx(1 - 0.05 ** (1 / 3)))
    assert figures.lookalikes[0].intervals["rate"] == (0.0, pytest.approx(1 - 0.05 ** (1 / 20)))


def test_one_ring_partly_caught_has_no_interval(judge: Judge) -> None:
    figures = judge(*market(1, lambda ring, at: at < 4))
    assert figures.behaviours[0].recall == 0.4
    assert figures.behaviours[0].intervals["recall"] is None
    assert "recall 0.400   " in lines(figures)[1]


def test_the_same_seed_gives_the_same_figures_whatever_the_order_of_rows(tmp_path: Path) -> None:
    key, scores = market(9, lambda ring, at: (ring + at) % 3 > 0)
    told = []
    for seed, turn in ((1, 1), (1, -1), (2, 1)):
        write(tmp_path / "truth.parquet", KEY_COLUMNS, key[::turn])
        write_run(tmp_path / "out", scores[::turn], [], [])
        told.append(json.dumps(evaluate(tmp_path / "out", tmp_path, seed=seed).as_json()["behaviours"]))
    assert told[0] == told[1]
    assert told[0] != told[2]


def test_ring_figures_are_told_by_size(judge: Judge) -> None:
    key = [false("account", f"{ring}-{at}", ring=ring) for ring, size in (("small", 4), ("mid", 12), ("big", 120)) for at in range(size)]
    rings = [("A", 0.9), ("B", 0.9)]
    members = [("A", "account", f"big-{at}", "brusher") for at in range(90)] + [("B", "account", f"mid-{at}", "brusher") for at in range(3)]
    sizes = {row.least: row for row in judge(key, [], rings, members).rings.sizes}
    assert set(sizes) == {1, 10, 50, 100}
    assert (sizes[1].true, sizes[1].recall, sizes[1].found, sizes[1].precision) == (1, 0.0, 1, 0.0)
    assert (sizes[50].true, sizes[50].recall, sizes[50].found, sizes[50].precision) == (0, None, 1, 1.0)
    assert (sizes[100].true, sizes[100].recall, sizes[100].most) == (1, 1.0, None)


def test_hotline_rings_are_compared_by_numbers_though_they_have_accounts(judge: Judge) -> None:
    key = [false("number", number, "hotline_spam", ring="true") for number in ("400", "401")]
    key += [false("account", name, "hotline_spam", ring="true") for name in "abcdef"]
    members = [("r", "number", "400", "number"), ("r", "number", "401", "number"), ("r", "account", "z", "brusher")]
    figures = judge(key, [], [("r", 0.9)], members)
    assert (figures.rings.matches[0].likeness, figures.rings.recall, figures.rings.precision) == (1.0, 1.0, 1.0)


def test_rings_of_the_key_without_accounts_and_numbers_are_said_to_be_left_out(judge: Judge) -> None:
    figures = judge([false("payee", "p", "advance_payment_scam", ring="x")], [])
    assert (figures.rings.true, figures.rings.uncompared) == (0, 1)
    assert any("not compared: 1 " in line for line in lines(figures))


def test_the_curve_goes_from_the_surest_to_all_and_keeps_few_points(judge: Judge) -> None:
    key = [false("order", f"o{at}", ring=f"r{at % 9}") for at in range(400)]
    figures = judge(key, [("order", f"o{at}", 1 - at / 500) for at in range(0, 400, 2)] + [("order", "x", 0.99995)])
    curve = of(figures, "order").curve
    assert 40 < len(curve) <= Curve.MOST + 1
    assert [point.recall for point in curve] == sorted(point.recall for point in curve)
    assert curve[-1].recall == 0.5
    assert curve[-1].precision == pytest.approx(200 / 201)
    assert curve[0].threshold > curve[-1].threshold


def test_a_ratio_by_hand() -> None:
    ratio = Ratio(np.array([0, 0, 1, 2]), np.array([0, 0, 0, 1]), 3, np.array([1.0, 0, 1, 0]), np.ones(4), plus=np.array([0.0, 3.0, 0.0]))
    assert ratio.of(np.array([1.0, 1, 1])).tolist()[:2] == [pytest.approx(2 / 3), 0.0]
    assert ratio.of(np.array([2.0, 0, 0]))[0] == 0.5
    assert np.isnan(ratio.of(np.array([1.0, 1, 1]))[2])
    assert ratio.units.tolist() == [2, 2, 0]


def test_draws_keep_the_number_of_each_kind_of_unit() -> None:
    units = Units(("a", "b"), 3, ("x",), 4)
    dice = np.random.default_rng(0)
    for _ in range(20):
        drawn = units.draw(dice)
        assert [part.sum() for part in np.split(drawn, [2, 5, 6])] == [2, 3, 1, 4]


def test_the_tails_of_two_units_are_all_that_was_drawn() -> None:
    ratio = Ratio(np.array([0, 1]), np.zeros(2, dtype=np.int64), 1, np.array([1.0, 4.0]), np.array([10.0, 10.0]))
    (figure,) = told([ratio], Units(("a", "b"), 0, (), 0), seed=0, resamples=50)[0]
    assert (figure.value, figure.interval) == (0.25, (pytest.approx(0.1), pytest.approx(0.4)))
