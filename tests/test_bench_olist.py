"""The bench of rings planted in Olist's orders: it says when the sample is not there, and an innocent in a ring misses the bar."""

import sys
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

sys.path.insert(0, str(Path(__file__).parents[1] / "bench"))
import olist

from zhenxin.evaluate.plant import Cell, Limits


def limits(**other: object) -> Limits:
    cells = tuple(
        Cell(behaviour="task_brushing", skill="naive", workers=people, orders_each=3, shops=3, weeks=4, planted=1, found=found, matched=found,
             orders=3 * people, orders_accused=3 * people * found, accounts=people, accounts_accused=people)
        for people, found in ((8, 0), (20, 1))
    )  # fmt: skip
    whole: dict = {
        "data": "d", "orders": 1, "days": 1, "seed": 0, "rounds": 1, "cells": cells, "accused_before": {}, "wronged": {}, "in_rings": {},
        "newly_accused": {"order": (60, 61)}, "innocents": {}, "not_run": {}, "run": ("order_burst",), "left_out": (),
    }  # fmt: skip
    return Limits(**whole | other)


def test_without_the_sample_nothing_is_measured_and_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert olist.main([str(tmp_path)]) == 0
    assert capsys.readouterr().out.startswith(f"skipped: {tmp_path / 'olist_8135'} is not there")


def test_the_limit_and_who_is_guilty_are_told() -> None:
    told = "\n".join(olist.Tried("no texts", limits()).lines())
    assert "largest missed 8 × 3" in told
    assert "smallest found every time 20 × 3" in told
    assert "false orders accused 71%" in told
    assert "guilty among the accused: 60 of 61 (0.984); orders 60 of 61" in told
    assert "innocents in rings, the worst round: 0 (bar 0)" in told
    assert "MISSED" not in told


def test_an_innocent_in_a_ring_misses_the_bar() -> None:
    one = olist.Tried("no texts", limits(in_rings={"account": 2}))
    assert one.innocents == 2
    assert one.lines()[-1].endswith("MISSED")


def test_what_the_traces_lack_is_taken_away(tmp_path: Path) -> None:
    given = tmp_path / "given"
    given.mkdir()
    for name in ("orders", "reviews"):
        pq.write_table(pa.table({"text": ["fine"], "account_id": ["a"]}), given / f"{name}.parquet")
    left = []
    for number, traces in enumerate(olist.TRACES):
        folder = olist.without(given, tmp_path / str(number), traces)
        left.append({path.stem: pq.read_schema(path).names for path in folder.iterdir()})
    both = ["text", "account_id"]
    assert left == [{"orders": both, "reviews": both}, {"orders": both, "reviews": ["account_id"]}, {"orders": both}]
