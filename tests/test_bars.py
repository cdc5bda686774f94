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
from bars import bars, drawn, growth, left_over, measure, oracle, page, seeds, spread, tables  # noqa: E402
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
        "left": {
            "raw_error": 40.0, "clean_error": 8.0, "halved": [9, 10], "halved_ringed": [20, 20], "within": [9, 10], "within_raw": [4, 10], "steady": [100, 100],
            "steady_stars": [100, 100], "held": [9, 10], "rank": 0.99, "rank_raw": 0.9,
            "credit": {"worst": [20, 20], "wronged": [0, 9], "off": 0}, "sample": {"held": 0.96, "ratio": 9.0, "share": 0.5},
        },
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
        "calibration", "who is hit wrongly", "true figures", "credit and inspections", "null: nothing is false", "drawn at random, two tables away",
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
    assert tables.entities(tmp_path, "orders") == 2


def _left() -> tuple[left_over.Deeds, pa.Table]:
    """Two products: of the first's five orders two are false (of a found ring) and one of its two reviews; the second is honest."""
    key = left_over.Key(
        pa.table({
            "entity_kind": ["order", "order", "review", "account", "account", "merchant"], "entity_id": ["a1", "a2", "r1", "u", "v", "m1"],
            "behaviour": ["task_brushing"] * 6, "ring_id": ["t"] * 6, "skill": ["naive"] * 6,
        }),
        pa.table({name: pa.array([], pa.string()) for name in ("entity_kind", "entity_id", "behaviour", "ring_id", "skill")}),
    )  # fmt: skip
    run = left_over.Run(
        pa.table({"entity_kind": ["order", "order"], "entity_id": ["a1", "a3"], "probability": [0.99, 0.5], "ring_id": ["f", ""]}),
        ("f",), pa.table({"ring_id": ["f", "f"], "entity_kind": ["account"] * 2, "entity_id": ["u", "v"], "role": ["brusher"] * 2}), None,
    )  # fmt: skip
    orders = pa.table({"order_id": [f"a{n}" for n in range(1, 6)] + ["b1"], "product_id": ["A"] * 5 + ["B"], "amount": [10.0] * 6})
    reviews = pa.table(
        {"review_id": ["r1", "r2", "r3"], "product_id": [None, "A", "B"], "order_id": ["a1", None, None], "rating": [5, 2, 4]}
    )
    return left_over.deeds_of(orders, reviews, key, run), orders


def test_what_is_true_of_a_product_is_what_the_key_leaves() -> None:
    deeds, _ = _left()
    of = {name: dict(zip(deeds.ids.to_pylist(), values.tolist(), strict=True)) for name, values in deeds.of.items()}
    assert of["sales"] == {"A": 30.0, "B": 10.0}
    assert (of["brushed"]["A"], of["ringed"]["A"], of["false"]["A"], of["open"]["A"]) == (2, 2, 3, 1)
    assert (of["stars"]["A"], of["true_reviews"]["A"], of["stars"]["B"]) == (2.0, 1, 4.0)


@pytest.mark.parametrize(("clean_sales", "halved"), [(33.0, [1, 1]), (45.0, [0, 1])])
def test_an_error_is_halved_or_it_is_not(clean_sales: float, halved: list[int]) -> None:
    deeds, _ = _left()
    clean = pa.table({
        "product_id": ["A", "B"], "category": ["c", "c"], "orders": [5, 1], "clean_orders_low": [2.0, 1.0], "clean_orders_high": [4.0, 1.0],
        "sales": [50.0, 10.0], "clean_sales": [clean_sales, 10.0], "rating": [3.5, 4.0], "clean_rating": [2.05, 3.9],
    })  # fmt: skip
    told = left_over.of_products(clean, deeds)
    assert (told["halved"], told["halved_ringed"]) == (halved, halved)
    assert (told["within"], told["within_raw"], told["steady"], told["steady_stars"]) == ([1, 1], [0, 1], [1, 1], [0, 1])
    assert (told["raw_error"], told["clean_error"]) == (20.0, clean_sales - 30.0)


def test_ranks_are_compared_within_a_category() -> None:
    category = np.array(["c"] * 5 + ["d"] * 5 + ["few"])
    true = np.array([1.0, 2, 3, 4, 5, 5, 4, 3, 2, 1, 9])
    assert left_over.ranks(category, true, true) == pytest.approx(1.0)
    assert left_over.ranks(category, np.array([1.0, 2, 3, 4, 5] * 2 + [9]), true) == pytest.approx(0.0)


def test_a_shop_under_attack_that_a_score_puts_below_the_middle_is_told() -> None:
    names = ("entity_kind", "entity_id", "behaviour", "ring_id", "skill")
    false = pa.table(dict(zip(names, (["merchant"] * 2, ["m1", "m2"], ["task_brushing"] * 2, ["t"] * 2, [""] * 2), strict=True)))
    hard = pa.table(dict(zip(names, (["merchant"], ["m3"], ["under_attack"], [""], [""]), strict=True)))
    credit = pa.table({"merchant_id": ["m1", "m2", "m3", "m4", "m5"], "credit": [400, 1000, 700, 1000, 1000]})
    ledger = pa.table({"merchant_id": ["m1", "m3"], "change": [-600, -250], "source_kind": ["score", "score"]})
    told = left_over.of_credit(credit, ledger, left_over.Key(false, hard))
    assert told == {"worst": [1, 1], "wronged": [1, 1], "off": 1}


def test_a_budget_is_held_against_as_many_at_random() -> None:
    shops, false = [f"m{n:04}" for n in range(1000)], [f"m{n:04}" for n in range(20)]
    merchants = pa.table({"merchant_id": shops, "sales": [100.0] * 1000})
    scores = pa.table({"entity_kind": ["merchant"] * 20, "entity_id": false, "probability": [0.9] * 20})
    key = left_over.Key(
        pa.table({"entity_kind": ["merchant"] * 20, "entity_id": false}), pa.table({"entity_kind": ["x"], "entity_id": ["x"]})
    )
    told = left_over.of_samples(merchants, scores, key)
    assert told["held"] >= 0.93
    assert told["ratio"] == pytest.approx(5.0, abs=0.1)  # all of the 20 that there are, where chance finds 4
