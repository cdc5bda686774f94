"""The bars of detection: seeds, calibration, what the oracle is asked, and that a bar that is missed is said to be missed."""

import hashlib
import sys
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

BENCH = Path(__file__).parents[1] / "bench"
sys.path.insert(0, str(BENCH))
from bars import bars, drawn, growth, measure, oracle, page, seeds, spread  # noqa: E402
from bars.parts import Parts, Workshop  # noqa: E402
from bars.rows import Row, counted, row  # noqa: E402

from zhenxin.world.behaviours import trades  # noqa: E402
from zhenxin.world.parameters import Parameters  # noqa: E402


def test_a_seed_is_the_first_32_bits_of_the_hash() -> None:
    digest = hashlib.sha256(b"abcjudge2").digest()
    assert seeds.seed("abc", "judge", 2) == int.from_bytes(digest[:4], "big") < 2**32
    assert len({seeds.seed("abc", word, number) for word in ("judge", "teach") for number in range(3)}) == 6


# rows


@pytest.mark.parametrize(
    ("values", "verdict"),
    [
        pytest.param([0.95, 0.99], "met", id="every seed keeps it"),
        pytest.param([0.95, 0.91], "MISSED", id="one seed misses it"),
        pytest.param([None, 0.93], "met", id="a seed that tells nothing does not count"),
        pytest.param([None, None], "–", id="nothing to hold to it"),
    ],
)
def test_a_bar_is_met_where_every_seed_keeps_it(values: list[float | None], verdict: str) -> None:
    one = row("orders", "precision", "≥ 0.92", values, lambda value: value, lambda value: value >= 0.92)
    assert one.verdict == verdict


def test_a_share_tells_its_counts() -> None:
    one = counted("shops", "accused", "none", [(0, 10), (1, 8), None, (0, 0)], lambda rate: rate == 0)
    assert one.cells == ("0.00% (0 of 10)", "12.50% (1 of 8)", "–", "–")
    assert one.mets == (True, False, None, None)
    assert one.verdict == "MISSED"


def test_a_missed_bar_is_told_first_and_counted() -> None:
    found = [Row("orders", "recall", "≥ 0.80", ("0.560",), (False,), ("0.700",)), Row("orders", "precision", "≥ 0.97", ("0.995",), (True,))]
    title = page.Title("abc", 60_000, (7,))
    assert page.missed(found) == ["orders: recall: 0.560, wanted ≥ 0.80"]
    text = page.markdown(title, found)
    assert "1 met, 1 missed, 0 told only" in text
    assert "| recall | ≥ 0.80 | 0.560 | MISSED | 0.700 |  |" in text
    assert text.index("orders: recall") < text.index("## Orders")
    assert any("MISSED" in line and "0.560" in line for line in page.terminal(title, found))


# what is measured


def test_calibration_has_three_ranges_and_the_last_holds_one() -> None:
    said = np.array([0.2, 0.5, 0.69, 0.7, 0.9, 1.0])
    false = np.array([False, True, False, True, True, True])
    found = measure.ranges(said, false)
    assert [(low, high, count) for low, high, count, *_ in found] == [(0.5, 0.7, 2), (0.7, 0.9, 1), (0.9, 1.0, 2)]
    assert found[0][3:] == [pytest.approx(0.595), 0.5]


@pytest.mark.parametrize(
    ("one", "verdict"),
    [
        pytest.param([0.9, 1.0, 200, 0.95, 0.88], "met", id="just near enough"),
        pytest.param([0.9, 1.0, 200, 0.95, 0.87], "MISSED", id="too far"),
        pytest.param([0.9, 1.0, 199, 0.95, 0.10], "–", id="too few"),
    ],
)
def test_a_range_is_held_to_its_bar_from_200_entities_on(one: list[float], verdict: str) -> None:
    rows = list(spread.calibration([measured(calibration={"ranges": [one], "brier": 0.03, "base": 0.1})]))
    assert [row.verdict for row in rows] == ["–", "–", verdict, "met"]


def test_brier_is_held_against_the_base_rate() -> None:
    assert spread.better(0.04, 0.1) == pytest.approx(0.6)
    assert spread.better(0.04, 0.0) is None


def test_buying_together_is_held_against_chance() -> None:
    holders = {f"p{number}": 10 for number in range(100)}
    by_chance = measure.together(holders, {f"p{number}": 1 for number in range(20)}, [2] * 10)
    in_step = measure.together(holders, {"p0": 10, "p1": 10}, [2] * 10)
    assert by_chance["bits"] == 0
    assert in_step["met"] == 90
    assert in_step["expected"] == pytest.approx((400 - 40) / 2 / 100)
    assert in_step["bits"] > 100


# the oracle


def test_the_oracle_is_asked_where_it_is_as_precise_as_we_are() -> None:
    scores, y = np.array([0.9, 0.8, 0.7, 0.6, 0.5]), np.array([True, True, False, True, False])
    assert oracle.as_precise(scores, y, 1.0) == (0.8, 1.0, pytest.approx(2 / 3))
    assert oracle.as_precise(scores, y, 0.75) == (0.6, 0.75, 1.0)
    seen = oracle.sees(scores, y, {"scalping": np.array([0, 3]), "crowd_ring": np.array([1])}, 1.0)
    assert seen["skilled"] == {"scalping": 0.5, "crowd_ring": 1.0}
    assert seen["recall"] == pytest.approx(2 / 3)


def test_an_oracle_that_is_never_so_precise_is_asked_where_it_is_most_precise() -> None:
    least, precise, recall = oracle.as_precise(np.array([0.9, 0.8, 0.7]), np.array([False, True, True]), 1.0)
    assert (least, precise, recall) == (0.7, pytest.approx(2 / 3), 1.0)


def measured(**city: Any) -> bars.Measured:
    return bars.Measured(
        seed=1,
        city=city,
        null={},
        drawn=[],
        oracle={"order": {"skilled": {"scalping": 0.1, "crowd_ring": 0.4}, "skilled_at_bar": {"scalping": 0.3}}},
    )


def test_a_behaviour_that_the_oracle_cannot_see_need_not_be_seen() -> None:
    one = measured(skilled=[["scalping", "order", 10, 1], ["crowd_ring", "order", 10, 3], ["hotline_spam", "page", 10, 5]])
    seen, others, *rows = bars.behaviours([one])
    assert (seen.cells, seen.verdict) == (("1 of 2",), "MISSED")
    assert (others.cells, others.verdict) == (("1 of 1",), "met")
    told = {row.what: (row.verdict, row.note) for row in rows}
    assert told == {
        "crowd_ring, order": ("MISSED", ""),
        "scalping, order": ("met", "the oracle sees no more, unless at precision 0.97: 0.30"),
        "hotline_spam, page": ("met", "no oracle for this kind"),
    }
    assert rows[0].verdict == "MISSED"


def test_a_region_that_is_hit_too_often_is_missed_and_says_what_chance_would_do() -> None:
    hit = [["account", "region", "浙江省", 1000, 4, 4.0], ["account", "region", "上海市", 9000, 6, 0.67]]
    rows = {row.what: row for row in spread.hit([measured(hit=hit)])}
    one = rows["accounts, the worst region"]
    assert (one.cells, one.verdict) == (("×4.0 (4 of 1,000) 浙江省",), "MISSED")
    assert "35%" in one.note
    assert rows["merchants, the worst region"].verdict == "–"


# worlds drawn at random, sizes, parts


def test_numbers_are_drawn_around_the_defaults() -> None:
    base, one = Parameters(), drawn.parameters(5)
    assert one == drawn.parameters(5) != drawn.parameters(6)
    low, high = (one.false_orders[at] / base.false_orders[at] for at in range(2))
    assert 0.5 <= low <= 2
    assert low == pytest.approx(high)
    assert all(0 < getattr(one, name) <= 0.9 for name in ("loyal_share", "mobile_share", "dormitory_share"))
    assert one.wholesale == base.wholesale
    mixed = drawn.mixed(trades(), 5)
    assert mixed.keys() == trades().keys()
    assert mixed != trades()


def test_two_tables_are_taken_away_but_never_the_five() -> None:
    tables = [*drawn.TABLES_KEPT, "parcels", "scans", "visits"]
    gone = [drawn.taken_away(tables, seed) for seed in range(20)]
    assert all(len(set(pair)) == 2 and not set(pair) & set(drawn.TABLES_KEPT) for pair in gone)
    assert len({frozenset(pair) for pair in gone}) == 3


@pytest.mark.parametrize(
    ("seconds", "verdict"),
    [
        pytest.param((5.0, 60.0), "met", id="as fast as n log n"),
        pytest.param((5.0, 90.0), "MISSED", id="faster than n log n"),
        pytest.param((0.01, 0.9), "met", id="too little to tell"),
    ],
)
def test_a_stage_may_grow_as_fast_as_n_log_n(seconds: tuple[float, float], verdict: str) -> None:
    found = [
        {"orders": orders, "rings": [cost, 0.5], "scores": [1.0, 0.5]} for orders, cost in zip((100_000, 1_000_000), seconds, strict=True)
    ]
    assert growth.rows(found)[0].verdict == verdict
    assert growth.rows(found[:1])[0].verdict == "–"


def test_a_finished_part_is_not_made_again(tmp_path: Path) -> None:
    parts, made = Parts(tmp_path / "kept"), list[int]()
    for _ in range(2):
        assert parts.told("one", lambda: made.append(1) or {"figure": 0.5}) == {"figure": 0.5}
    assert made == [1]


def test_a_stopped_part_keeps_its_world(tmp_path: Path) -> None:
    parts = Parts(tmp_path)

    def stopped(place: Workshop) -> None:
        place.world.mkdir()
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt), parts.workshop("city") as work:
        stopped(work)
    assert work.world.is_dir()
    with parts.workshop("city") as work:
        assert work.world.is_dir()
    assert not work.folder.exists()


def test_tables_are_put_out_of_a_world(tmp_path: Path) -> None:
    work = Workshop(tmp_path)
    (work.world / "visits").mkdir(parents=True)
    (work.world / "scans.parquet").touch()
    (work.world / "orders.parquet").touch()
    work.take_away(("visits", "scans"))
    assert sorted(path.name for path in work.world.iterdir()) == ["orders.parquet"]


def test_every_bar_of_the_table_is_told() -> None:
    """A world in which everything is as it should be keeps every bar; one with a taste community accused does not."""
    kind = {"average_precision": 0.95, "precision": 0.99, "recall": 0.9, "naive": 0.97, "skilled": 0.8}
    seen = {"average_precision": 0.96, "precision": 0.99, "recall": 0.92, "recall_at_bar": 0.93, "skilled": {}, "skilled_at_bar": {}}
    kinds = dict.fromkeys(("order", "review", "account", "merchant"), kind)
    city = {
        "kinds": kinds, "skilled": [["scalping", "order", 10, 9]], "lookalikes": [["taste_community", "order", 700, 0]],
        "merchants": {"honest": 4000, "accused": 1}, "attack": {"shops": 10, "accused": 0, "marked": 9},
        "taste": {"accounts": 90, "met": 300.0, "expected": 20.0, "bits": 700.0},
        "rings": {"true": 20, "true_matched": 19, "found": 19, "found_matched": 19, "f1": 0.95},
        "calibration": {"ranges": [[0.5, 0.7, 300, 0.6, 0.62]], "brier": 0.01, "base": 0.1},
        "hit": [["account", "age", "<30d", 500, 1, 1.5], ["account", "region", "浙江省", 900, 1, 1.1], ["merchant", "size", "<10", 300, 0, None]],
    }  # fmt: skip
    drawn_steps = [
        {"without": gone, "kinds": kinds, "lookalikes": [], "accused": 50, "caught": 49} for gone in ([], ["scans"], ["scans", "visits"])
    ]
    good = bars.Measured(
        seed=1, city=city, null={"rings": 0, "accused": 1, "accounts": 200_000}, drawn=drawn_steps, oracle=dict.fromkeys(kinds, seen)
    )
    told = bars.rows([good])
    assert page.missed(told) == []
    assert {row.section for row in told} == {
        "orders", "reviews", "behaviours in skilled form", "innocent lookalikes", "shops and communities", "rings of 15 accounts and more",
        "calibration", "who is hit wrongly", "null: nothing is false", "drawn at random, two tables away",
    }  # fmt: skip
    assert [row.cells for row in told if row.what == "recall, orders, as tables go"] == [("0.90; 0.90 without scans; 0.90 without visits",)]
    bad = bars.Measured(
        seed=2, city=city | {"lookalikes": [["taste_community", "order", 700, 1]]}, null=good.null, drawn=drawn_steps, oracle=good.oracle
    )
    assert [line.partition(": 0.00")[0] for line in page.missed(bars.rows([good, bad]))] == [
        "shops and communities: taste communities accused (every kind)"
    ]


@pytest.mark.parametrize("orders", ["one file", "a part a district"])
def test_a_table_of_a_world_is_a_file_or_a_folder_of_parts(tmp_path: Path, orders: str) -> None:
    path = tmp_path / "orders.parquet" if orders == "one file" else tmp_path / "orders" / "part-0000.parquet"
    path.parent.mkdir(exist_ok=True)
    pq.write_table(pa.table({"order_id": ["a", "b"]}), path)
    assert measure.entities(tmp_path, "orders") == 2
