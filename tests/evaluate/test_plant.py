"""Planting rings in a copy of somebody's data: the data stay as they are, what they lack is not planted, and what is found is counted."""

import hashlib
import json
from collections.abc import Mapping
from pathlib import Path

import pyarrow.compute as pc
import pyarrow.parquet as pq
import pytest

from zhenxin import events
from zhenxin.engine import open_engine
from zhenxin.errors import InputError, OutputError, UsageError
from zhenxin.evaluate import plant as planting
from zhenxin.evaluate.plant.copy import take_copy
from zhenxin.evaluate.plant.limits import Cell, Limits, Size, gather
from zhenxin.evaluate.plant.survey import survey
from zhenxin.settings import Settings
from zhenxin.world import Wish
from zhenxin.world import plant as plant_rows

SETTINGS = Settings(memory="1GB")
SMALL = planting.Grid(workers=(10,), orders_each=(5,), shops=(2,), weeks=(2,))


def digest(folder: Path) -> dict[str, str]:
    return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in sorted(folder.iterdir())}


@pytest.fixture(scope="module")
def tried(town_data: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Limits, Path]:
    out = tmp_path_factory.mktemp("planted") / "out"
    before = digest(town_data)
    limits = planting.plant(town_data, SETTINGS, out=out, grid=SMALL)
    assert digest(town_data) == before
    return limits, out


def test_each_size_is_planted_naive_and_skilled_and_the_naive_ring_is_found(tried: tuple[Limits, Path]) -> None:
    cells = {cell.skill: cell for cell in tried[0].cells}
    assert set(cells) == {"naive", "skilled"}
    assert all(cell.planted == 1 and cell.orders == 50 for cell in cells.values())
    assert cells["naive"].found == 1
    assert cells["naive"].orders_accused > 25


def test_who_was_accused_before_is_told_apart_from_who_is_wronged(tried: tuple[Limits, Path]) -> None:
    limits, _ = tried
    assert limits.accused_before["account"] >= 12  # the town's own ring
    assert limits.wronged.get("account", 0) <= 5
    assert not limits.in_rings
    right, every = limits.newly_accused["order"]
    assert 25 < right <= every <= right + limits.wronged.get("order", 0) * limits.rounds


def test_the_answer_is_written_as_json_and_told_in_both_languages(tried: tuple[Limits, Path]) -> None:
    limits, out = tried
    assert not (out / "plant.html").exists()  # nobody asked for the picture
    told = json.loads((out / "plant.json").read_text(encoding="utf-8"))
    assert [cell["orders"] for cell in told["cells"]] == [cell.orders for cell in limits.cells]
    english, chinese = ("\n".join(planting.lines(limits, lang)) for lang in ("en", "zh"))
    assert "the smallest ring found every time has 10 people × 5 orders, 2 shops, 2 weeks" in english
    assert "每次都能检出的最小团伙为 10 人 × 每人 5 单，2 家店，2 周" in chinese
    assert "{" not in english + chinese


def test_what_the_data_lack_is_said(tried: tuple[Limits, Path]) -> None:
    assert tried[0].not_run["place_stuffing"] == ("page_facts", "pages")
    assert "place_stuffing lacks page_facts, pages" in "\n".join(planting.lines(tried[0]))


def test_planted_rows_use_the_peoples_and_shops_own_ids_and_only_columns_that_the_data_fill(town_data: Path, tmp_path: Path) -> None:
    dataset = events.load(town_data, SETTINGS, tmp_path / "read")
    engine = open_engine(SETTINGS)
    try:
        ground = survey(engine, dataset)
        copy = take_copy(engine, dataset, tmp_path / "copy")
        wish = Wish(behaviour="task_brushing", skilled=False, workers=10, orders_each=4, shops=2, weeks=2)
        plant_rows(tmp_path / "rows", ground.ground, [wish], seed=1, span_days=ground.days)
        both = copy.with_rows(engine, events.load(tmp_path / "rows", SETTINGS, tmp_path / "planted"), ground.shift, tmp_path / "typed")
    finally:
        engine.close()
    own, planted = (pq.read_table(path) for path in both.tables["orders"].files)
    assert planted.num_rows == 40
    assert set(planted["account_id"].to_pylist()) <= set(own["account_id"].to_pylist())
    assert set(planted["merchant_id"].to_pylist()) <= set(own["merchant_id"].to_pylist())
    assert set(planted["product_id"].to_pylist()) <= set(own["product_id"].to_pylist())
    empty = {name for name in own.column_names if own[name].null_count == own.num_rows}
    assert empty
    assert all(planted[name].null_count == planted.num_rows for name in empty)
    assert max(planted["occurred_at"].to_pylist()) <= max(own["occurred_at"].to_pylist())
    assert set(both.tables) == set(dataset.tables)


@pytest.mark.parametrize(
    ("grid", "problem"),
    [
        (planting.Grid(behaviours=("hotline_spam",)), "`hotline_spam` cannot be planted"),
        (planting.Grid(workers=(0,)), "a size is above zero"),
        (planting.Grid(repeats=0), "nothing is tried less than once"),
    ],
    ids=["a behaviour that lives elsewhere", "nobody", "never"],
)
def test_a_grid_that_cannot_be_is_refused(town_data: Path, tmp_path: Path, grid: planting.Grid, problem: str) -> None:
    with pytest.raises(UsageError) as caught:
        planting.plant(town_data, SETTINGS, out=tmp_path / "out", grid=grid)
    assert caught.value.problem == problem
    assert not (tmp_path / "out").exists()


def test_data_without_orders_or_with_few_people_are_refused(few: Path, tmp_path: Path) -> None:
    with pytest.raises(InputError, match="too few to plant"):
        planting.plant(few, SETTINGS, out=tmp_path / "out", grid=SMALL)
    (few / "orders.csv").rename(few / "logins.csv")
    (few / "logins.csv").write_text("account_id,occurred_at\na,2026-06-10\n", encoding="utf-8")
    with pytest.raises(InputError, match="no orders"):
        planting.plant(few, SETTINGS, out=tmp_path / "out", grid=SMALL)


def test_the_data_folder_is_never_written_over(town_data: Path) -> None:
    with pytest.raises(OutputError):
        planting.plant(town_data, SETTINGS, out=town_data, grid=SMALL)


def cell(**changes: object) -> Cell:
    whole: dict = {
        "behaviour": "b", "skill": "naive", "workers": 8, "orders_each": 2, "shops": 2, "weeks": 2, "planted": 1, "found": 1, "matched": 1,
        "orders": 16, "orders_accused": 12, "accounts": 8, "accounts_accused": 8,
    }  # fmt: skip
    return Cell(**whole | changes)


def test_trials_of_one_size_are_added_up() -> None:
    both = gather([cell(), cell(found=0, orders_accused=3)])
    assert [(one.planted, one.found, one.orders, one.orders_accused) for one in both] == [(2, 1, 32, 15)]


def test_the_limit_is_the_smallest_ring_found_in_every_trial() -> None:
    cells = (cell(workers=8, planted=2, found=1), cell(workers=20), cell(workers=40), cell(workers=20, weeks=8))
    limits = limits_of(*cells)
    [(_, _, smallest, missed)] = limits.smallest()
    assert smallest is not None
    assert (smallest.workers, smallest.weeks) == (20, 8)
    assert missed is not None
    assert missed.workers == 8
    [(_, _, slowest)] = limits.slowest()
    assert slowest is not None
    assert slowest.size / slowest.weeks == 5.0


def limits_of(*cells: Cell, **other: object) -> Limits:
    whole: dict = {
        "data": "d", "orders": 1, "days": 1, "seed": 0, "rounds": 1, "cells": cells, "accused_before": {}, "wronged": {}, "in_rings": {}, "newly_accused": {},
        "innocents": {},
        "not_run": {}, "run": (), "left_out": (),
    }  # fmt: skip
    return Limits(**whole | other)


def test_plain_data_say_the_limit_too() -> None:
    told = limits_of(cell(), cell(workers=9, found=0)).as_json()
    [limit] = told["limits"]
    assert (limit["smallest"]["workers"], limit["missed"]["workers"], limit["slowest"]["workers"]) == (8, 9, 8)
    assert json.loads(json.dumps(told))["limits"] == told["limits"]


def test_one_is_one_and_more_are_more_and_what_was_not_tried_is_in_the_readers_language() -> None:
    size = Size(behaviour="crowd_ring", workers=4, orders_each=2, shops=3, weeks=1.0)
    limits = limits_of(cell(), wronged={"review": 1, "order": 2}, accused_before={"review": 18}, innocents={"order": 9}, left_out=(size,))
    english, chinese = ("\n".join(planting.lines(limits, lang)) for lang in ("en", "zh"))
    assert "2 of 9 orders, 1 review\n" in english
    assert "18 reviews" in english
    assert "crowd_ring 4 people × 2 orders, 3 shops, 1 week" in english
    assert "评价 18 个" in chinese
    assert "crowd_ring 4 人 × 每人 2 单，3 家店，1 周" in chinese


def test_what_is_drawn_lies_beside_the_same_answer_or_nothing_does(tried: tuple[Limits, Path], town_data: Path, tmp_path: Path) -> None:
    """Nothing is left of a picture that fails; and the seed of `tried` has given its answer again."""
    drawn = []

    def fails(told: Mapping[str, object], folder: Path) -> None:
        drawn.append((told, (folder / "plant.json").read_bytes()))
        raise OutputError("the picture cannot be written", place="", hint="")

    with pytest.raises(OutputError, match="the picture"):
        planting.plant(town_data, SETTINGS, out=tmp_path / "out", grid=SMALL, draw=fails)
    assert drawn == [(tried[0].as_json(), (tried[1] / "plant.json").read_bytes())]
    assert not list(tmp_path.iterdir())


def test_rows_of_a_sort_that_the_data_never_record_are_not_planted(town_data: Path, tmp_path: Path) -> None:
    given = tmp_path / "given"
    given.mkdir()
    for path in town_data.iterdir():
        if path.stem != "payments":
            (given / path.name).symlink_to(path)
    paid = pq.read_table(town_data / "payments.parquet")
    assert {"order", "transfer"} <= set(paid["kind"].to_pylist())
    pq.write_table(paid.filter(pc.equal(paid["kind"], "order")), given / "payments.parquet")
    dataset = events.load(given, SETTINGS, tmp_path / "read")
    engine = open_engine(SETTINGS)
    try:
        ground = survey(engine, dataset)
        copy = take_copy(engine, dataset, tmp_path / "copy")
        wish = Wish(behaviour="task_brushing", skilled=False, workers=10, orders_each=4, shops=2, weeks=2)
        plant_rows(tmp_path / "rows", ground.ground, [wish], seed=1, span_days=ground.days)
        rows = events.load(tmp_path / "rows", SETTINGS, tmp_path / "planted")
        both = copy.with_rows(engine, rows, ground.shift, tmp_path / "typed")
    finally:
        engine.close()
    made = pq.read_table(tmp_path / "rows" / "payments.parquet")["kind"].to_pylist()
    assert set(made) > {"order"}
    assert pq.read_table(both.tables["payments"].files[1])["kind"].to_pylist() == ["order"] * made.count("order")
