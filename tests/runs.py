"""Runs of the flow in tests: the smallest data sets, and what a run must have written."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from zhenxin import flow
from zhenxin.events.results import RESULTS
from zhenxin.settings import Settings

SETTINGS = Settings(memory="1GB")
HEADER = "order_id,account_id,merchant_id,product_id,occurred_at\n"


def run(data: Path, out: Path, **wanted: Any) -> flow.Outcome:
    return flow.run(flow.Run(data=data, out=out, settings=wanted.pop("settings", SETTINGS), **wanted))


def read(out: Path, table: str) -> list[dict[str, Any]]:
    return pq.read_table(out / f"{table}.parquet").to_pylist()


def told(out: Path) -> dict[str, Any]:
    facts: dict[str, Any] = json.loads((out / "run.json").read_text(encoding="utf-8"))
    return facts


def contents(out: Path) -> Mapping[str, bytes]:
    return {
        str(path.relative_to(out)): path.read_bytes() for path in sorted(out.rglob("*")) if path.is_file() and path.name != "timings.json"
    }


def hold_to_the_contract(out: Path) -> None:
    assert {path.stem for path in out.glob("*.parquet")} == set(RESULTS)
    for name, result in RESULTS.items():
        table = pq.read_table(out / f"{name}.parquet")
        kinds = [(field.name, field.type) for field in result.schema]
        assert [(field.name, field.type) for field in table.schema] == [
            (name, kind if not pa.types.is_list(kind) else table.schema.field(name).type) for name, kind in kinds
        ], name
        keys = [tuple(row.values()) for row in table.select(list(result.keys)).to_pylist()]
        assert keys == sorted(keys), name
        assert len(set(keys)) == len(keys), name
        for field in result.schema:
            if pa.types.is_floating(field.type):
                assert all(one is None or one == float(f"{one:.9g}") for one in table[field.name].to_pylist()), f"{name}.{field.name}"
    assert {path.name for path in out.iterdir()} - {f"{name}.parquet" for name in RESULTS} == {
        "run.json",
        "timings.json",
        "quarantine",
        "counts",
    }


@pytest.fixture
def few(tmp_path: Path) -> Path:
    """Sixty orders, forty of them in one hour: the smallest data set of which something is said."""
    lines = [f"b'{n}🛒,a{n},m,p,2026-06-10T10:{n:02d}:00\n" for n in range(40)]
    lines += [f"u{n},a{n},m,p,2026-06-{1 + n:02d}T03:00:00\n" for n in range(20)]
    folder = tmp_path / "few"
    folder.mkdir()
    (folder / "orders.csv").write_text(HEADER + "".join(lines), encoding="utf-8")
    return folder


@pytest.fixture
def nothing(tmp_path: Path) -> Path:
    """Three orders, of which nothing can be said."""
    folder = tmp_path / "nothing"
    folder.mkdir()
    (folder / "orders.csv").write_text(HEADER + "".join(f"o{n},a{n},m,p,2026-06-1{n}\n" for n in range(3)), encoding="utf-8")
    return folder
