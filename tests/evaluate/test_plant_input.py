"""Planting in poor data: what can be planted in is, what cannot is refused in words, and nothing is left behind."""

import csv
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

import numpy as np
import pyarrow.parquet as pq
import pytest

from zhenxin import events
from zhenxin.engine import open_engine
from zhenxin.errors import InputError
from zhenxin.evaluate import plant as planting
from zhenxin.evaluate.plant.limits import Limits
from zhenxin.evaluate.plant.survey import survey
from zhenxin.evaluate.read import read_key
from zhenxin.settings import Settings
from zhenxin.world import plant as plant_rows

SETTINGS = Settings(memory="1GB")
SMALL = planting.Grid(workers=(8,), orders_each=(3,), shops=(2,), weeks=(2,))
LAST = datetime.fromisoformat("2026-06-30T20:00:00")
Row = dict[str, object]
Change = Callable[[Row], Row]


def market(folder: Path, change: Change = lambda row: row, *, days: float = 90, shops: int = 8) -> Path:
    """Orders alone: 120 buyers, 700 orders; `change` is done to every row."""
    dice = np.random.default_rng(5)
    folder.mkdir()
    rows = []
    for at in range(700):
        when = LAST - timedelta(days=float(dice.uniform(0, days)))
        shop = int(dice.integers(0, shops))
        row: Row = {
            "order_id": f"o{at}", "account_id": f"a{at % 120}", "merchant_id": f"m{shop}", "product_id": f"m{shop}-p{dice.integers(0, 3)}",
            "occurred_at": when.isoformat(timespec="seconds"), "amount": f"{dice.uniform(20, 200):.2f}", "quantity": 1,
        }  # fmt: skip
        rows.append(change(row))
    with (folder / "orders.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
    return folder


def planted(data: Path, tmp_path: Path, grid: planting.Grid = SMALL) -> Limits:
    return planting.plant(data, Settings(memory="1GB", scratch=tmp_path / "scratch"), out=tmp_path / "out", grid=grid)


def bare(row: Row) -> Row:
    return {name: value for name, value in row.items() if name != "product_id"} | {"amount": "", "quantity": ""}


@pytest.mark.parametrize(
    "change", [bare, lambda row: row | {"product_id": "", "amount": "0"}], ids=["no products, no amounts", "empty names, goods for nothing"]
)
def test_orders_alone_are_enough(change: Change, tmp_path: Path) -> None:
    limits = planted(market(tmp_path / "data", change), tmp_path)
    assert [(cell.skill, cell.orders) for cell in limits.cells] == [("naive", 24), ("skilled", 24)]
    assert limits.not_run


def test_every_behaviour_is_planted_at_the_size_that_is_told_and_nobody_works_for_two_rings(tmp_path: Path) -> None:
    dataset = events.load(market(tmp_path / "data"), SETTINGS, tmp_path / "read")
    engine = open_engine(SETTINGS)
    try:
        ground = survey(engine, dataset)
    finally:
        engine.close()
    grid = planting.Grid(behaviours=planting.PLANTED, workers=(9,), orders_each=(2,), shops=(3,), weeks=(2,))
    wishes = grid.wishes()
    rings = plant_rows(tmp_path / "rows", ground.ground, wishes, seed=3, span_days=ground.days)
    false = read_key(tmp_path / "rows").false.to_pylist()
    bought = pq.read_table(tmp_path / "rows" / "orders.parquet", columns=["order_id", "merchant_id"]).to_pydict()
    shop_of = dict(zip(bought["order_id"], bought["merchant_id"], strict=True))
    for wish, ring in zip(wishes, rings, strict=True):
        own = {(row["entity_kind"], row["entity_id"]) for row in false if row["ring_id"] == ring}
        orders = [one for kind, one in own if kind == "order"]
        assert 9 <= sum(kind == "account" for kind, _ in own) <= 17, wish  # with go-betweens
        if wish.behaviour != "written_reviews":
            assert len(orders) == 18, wish
        assert len({shop_of[one] for one in orders}) <= 3


def test_sizes_that_a_behaviour_is_never_done_in_are_not_tried(tmp_path: Path) -> None:
    grid = planting.Grid(behaviours=("crowd_ring", "task_brushing"), workers=(4,), orders_each=(2,), shops=(2,), weeks=(2,))
    limits = planted(market(tmp_path / "data"), tmp_path, grid)
    assert {cell.behaviour for cell in limits.cells} == {"task_brushing"}
    assert [(size.behaviour, size.workers) for size in limits.left_out] == [("crowd_ring", 4)]


@pytest.mark.parametrize(
    ("how", "problem"),
    [
        ({"shops": 1}, "too few to plant rings among: buyers 120, shops 1"),
        ({"days": 0.5}, "none of the sizes fits into 700 orders of 120 people on 0 days"),
    ],
    ids=["one shop", "one day"],
)
def test_where_nothing_can_be_planted_that_is_said_and_nothing_written(how: dict[str, float], problem: str, tmp_path: Path) -> None:
    with pytest.raises(InputError) as caught:
        planted(market(tmp_path / "data", **how), tmp_path)  # type: ignore[arg-type]
    assert problem in caught.value.problem
    assert caught.value.hint
    assert not (tmp_path / "out").exists()


def test_people_who_all_came_on_the_last_day_are_refused(tmp_path: Path) -> None:
    data = market(tmp_path / "data", lambda row: row | {"occurred_at": LAST.isoformat()} if str(row["order_id"]) > "o1" else row)
    with pytest.raises(InputError, match="none of the sizes fits"):
        planted(data, tmp_path, planting.Grid(workers=(500,)))


def test_a_file_in_the_place_of_a_folder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError):
        planted(market(tmp_path / "data") / "orders.csv", tmp_path)
    assert not (tmp_path / "out").exists()


def test_whoever_breaks_it_off_half_way_finds_nothing_left_behind(tmp_path: Path) -> None:
    def broken_off(english: str, _chinese: str) -> None:
        if english.startswith("round 1"):
            raise KeyboardInterrupt

    settings = Settings(memory="1GB", scratch=tmp_path / "scratch")
    with pytest.raises(KeyboardInterrupt):
        planting.plant(market(tmp_path / "data"), settings, out=tmp_path / "out", grid=SMALL, say=broken_off)
    assert sorted(path.name for path in tmp_path.iterdir() if path.name != "scratch") == ["data"]
    assert not list((tmp_path / "scratch").glob("*"))
