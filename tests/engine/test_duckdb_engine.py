"""DuckDB within its memory, on any number of threads, with its errors told."""

import hashlib
from pathlib import Path

import numpy as np
import pyarrow as pa
import pytest

from zhenxin.engine import DuckDBEngine, open_engine
from zhenxin.errors import EngineError, SettingsError
from zhenxin.settings import Settings


@pytest.fixture(scope="module")
def many() -> pa.Table:
    """A quarter of a million rows in no order, with doubles whose sum depends on the order they are added in."""
    rng = np.random.default_rng(5)
    size = 250_000
    return pa.table({"id": rng.permutation(size), "k": rng.integers(0, 50, size), "x": rng.lognormal(0, 9, size)})


def _digest(threads: int, many: pa.Table, folder: Path) -> tuple[str, str]:
    engine = DuckDBEngine(Settings(threads=threads))
    engine.put("many", many)
    engine.materialize("half", "select id, k, x from many where id % 2 = 0", step="half")
    engine.write("select id, k, x from half order by k, id", folder / f"{threads}.parquet", step="write")
    sums = engine.rows("select k, dsum(x) as v, count(*) as n from half group by k order by k", step="sums")
    engine.close()
    return hashlib.sha256((folder / f"{threads}.parquet").read_bytes()).hexdigest(), str(sums.to_pydict())


def test_results_do_not_depend_on_threads(many: pa.Table, tmp_path: Path) -> None:
    alone, pair, crowd = (_digest(threads, many, tmp_path) for threads in (1, 2, 4))
    assert alone == pair == crowd


def test_sums_of_doubles_depend_on_the_order_and_dsum_does_not(many: pa.Table) -> None:
    plain, exact = [], []
    for rows in (many, many.take(pa.array(range(many.num_rows - 1, -1, -1)))):
        engine = DuckDBEngine(Settings(threads=1))
        engine.put("many", rows)
        sums = engine.rows("select k, cast(sum(x) as double) as plain, dsum(x) as exact from many group by k order by k", step="sums")
        plain.append(sums["plain"].to_pylist())
        exact.append(sums["exact"].to_pylist())
        engine.close()
    assert plain[0] == pytest.approx(plain[1], rel=1e-9)
    assert plain[0] != plain[1]
    assert exact[0] == exact[1]
    assert exact[0] == pytest.approx(plain[0], rel=1e-9)


def test_more_than_fits_into_memory_spills_and_the_spill_goes(tmp_path: Path) -> None:
    engine = DuckDBEngine(Settings(memory="60MB", threads=1, scratch=str(tmp_path / "new" / "scratch")))
    engine.materialize(
        "wide",
        "select h60(cast(i as varchar)) as h, cast(i as varchar) as t from (select unnest(generate_series(1, 900000)) as i) as s",
        step="wide",
    )
    engine.materialize("sorted", "select h, t, row_number() over (order by h, t) as r from wide", step="sorted")
    assert engine.rows("select count(*) as n, max(r) as top from sorted", step="count").to_pylist() == [{"n": 900_000, "top": 900_000}]
    assert engine.scratch.is_relative_to(tmp_path)
    engine.close()
    engine.close()
    assert not engine.scratch.exists()


def test_out_of_memory_says_what_to_do() -> None:
    engine = DuckDBEngine(Settings(memory="20MB", threads=1))
    sql = "select array_length(list_of(md5(cast(i as varchar)))) as n from (select unnest(generate_series(1, 900000)) as i) as s"
    with pytest.raises(EngineError, match="DuckDB failed in `a_step`: Out of Memory") as caught:
        engine.rows(sql, step="a_step")
    assert "raise `memory`" in caught.value.hint
    engine.close()


@pytest.mark.parametrize(
    ("settings", "place"),
    [
        pytest.param(Settings(memory="lots"), "memory_limit", id="memory that is no amount"),
        pytest.param(Settings(engine="oracle"), "engine", id="an engine that is not there"),
        pytest.param(Settings(scratch="/dev/null/x"), "/dev/null/x", id="a scratch folder that cannot be made"),
    ],
)
def test_settings_that_cannot_be_are_refused_with_a_hint(settings: Settings, place: str) -> None:
    with pytest.raises(SettingsError) as caught:
        open_engine(settings)
    assert caught.value.place == place
    assert caught.value.hint
    assert caught.value.exit_code == 2


def test_the_hashing_key_never_shows() -> None:
    engine = DuckDBEngine(Settings(key="k3y of the house"))
    with pytest.raises(EngineError) as caught:
        engine.statement("select cast('k3y of the house' as int)", step="a_step")
    assert "k3y" not in f"{caught.value} {caught.value.sql}"
    assert ":key" in caught.value.sql
    engine.close()


@pytest.mark.parametrize(
    ("name", "content", "problem"),
    [
        pytest.param("absent.parquet", None, "No files found", id="a file that is not there"),
        pytest.param("cut.parquet", b"PAR1" + b"\0" * 40, "a Parquet file|magic bytes|Parquet", id="half a file"),
    ],
)
def test_a_file_that_cannot_be_read_is_named(duck: DuckDBEngine, tmp_path: Path, name: str, content: bytes | None, problem: str) -> None:
    if content is not None:
        (tmp_path / name).write_bytes(content)
    with pytest.raises(EngineError, match=problem) as caught:
        duck.read("orders", [tmp_path / name])
    assert caught.value.place == "read orders"


def test_no_files_are_no_table(duck: DuckDBEngine) -> None:
    with pytest.raises(EngineError, match="`orders` has no files to read"):
        duck.read("orders", [])


def test_a_large_result_comes_back_whole_and_in_order(duck: DuckDBEngine, many: pa.Table) -> None:
    duck.put("many", many)
    rows = duck.rows("select id from many order by id", step="all")
    assert rows["id"].to_numpy().tolist() == list(range(many.num_rows))
