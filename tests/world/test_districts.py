"""Worlds of several districts: folders of part files, ids that are nobody else's, one answer key, the same bytes whatever the threads."""

import hashlib
from pathlib import Path

import duckdb
import pyarrow.parquet as pq
import pytest

from zhenxin import flow
from zhenxin.events.schema import TABLES
from zhenxin.settings import Settings
from zhenxin.world import build, make

PARTS, ORDERS = 2, 5_001


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One world made twice, with one thread a district and with four."""
    folder = tmp_path_factory.mktemp("several")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(build, "DISTRICT", 3_000)
        for name, threads in (("a", "1"), ("b", "4")):
            patch.setenv("OMP_NUM_THREADS", threads)  # what each district's process counts by
            make(folder / name, orders=ORDERS, seed=3, recipe="yunhe")
    return folder


def digest(folder: Path) -> dict[str, str]:
    return {str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest() for path in folder.rglob("*") if path.is_file()}


def parts(folder: Path, table: str) -> list[Path]:
    return sorted((folder / table).glob("part-*.parquet"))


def test_the_bytes_are_the_same_whatever_the_threads(built: Path) -> None:
    assert digest(built / "a") == digest(built / "b")


def test_tables_are_folders_and_the_key_is_one_file(built: Path) -> None:
    made = {path.name for path in (built / "a").iterdir()}
    assert made == {*TABLES, "truth.parquet"}
    assert len(parts(built / "a", "orders")) == PARTS
    assert sum(pq.read_metadata(path).num_rows for path in parts(built / "a", "orders")) == ORDERS
    assert pq.read_metadata(built / "a" / "truth.parquet").num_rows > 0


@pytest.mark.parametrize("table", sorted(name for name in TABLES if TABLES[name].key))
def test_no_two_rows_of_any_district_have_one_id(built: Path, table: str) -> None:
    files = [str(path) for path in parts(built / "a", table)]
    assert files
    key = TABLES[table].key
    assert duckdb.sql(f"select count(*) - count(distinct {key}) from read_parquet({files})").fetchall() == [(0,)]


def test_districts_share_no_people_and_differ_in_all_they_do(built: Path) -> None:
    first, second = (
        duckdb.sql(f"select count(*), min(amount), max(amount) from '{path}'").fetchall() for path in parts(built / "a", "orders")
    )
    assert first != second
    one, other = parts(built / "a", "orders")
    for column in ("account_id", "merchant_id", "product_id"):
        assert duckdb.sql(f"select count(*) from '{one}' semi join '{other}' using ({column})").fetchall() == [(0,)]


def test_the_key_names_rings_and_orders_of_every_district(built: Path) -> None:
    truth = built / "a" / "truth.parquet"
    for path in parts(built / "a", "orders"):
        sql = f"""select count(*) from '{path}' o join '{truth}' t on t.entity_kind = 'order' and t.entity_id = o.order_id
            where not starts_with(t.behaviour, 'hard:')"""
        assert duckdb.sql(sql).fetchall()[0][0] > 0
    one, other = (
        f"select distinct ring_id from '{path}' o join '{truth}' t on entity_id = order_id where ring_id is not null"
        for path in parts(built / "a", "orders")
    )
    assert duckdb.sql(f"select count(*) from ({one}) semi join ({other}) using (ring_id)").fetchall() == [(0,)]
    assert duckdb.sql(f"select count(*) - count(distinct (entity_kind, entity_id, behaviour)) from '{truth}'").fetchall() == [(0,)]


def test_the_check_reads_it_and_finds_nothing_wrong(built: Path) -> None:
    found = flow.check(built / "a", Settings())
    assert found.dataset.tables["orders"].rows == ORDERS
    assert not found.dataset.quarantine
