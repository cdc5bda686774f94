"""The five verbs mean the same on every engine."""

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
import pytest
from scipy.sparse import coo_matrix
from scipy.sparse.csgraph import connected_components

from zhenxin.engine import Engine
from zhenxin.errors import EngineError

from .goods import GOODS, difference, with_goods

COUNTED = pa.schema([("rows", pa.int64()), ("in_order", pa.bool_())])


def counted(batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
    """How many rows there are, and whether their `id` goes down."""
    ids = [one for batch in batches for one in batch["id"].to_pylist()]
    yield pa.record_batch({"rows": [len(ids)], "in_order": [ids == sorted(ids, reverse=True)]}, COUNTED)


def lengths(batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
    """The length of each text, a batch at a time."""
    for batch in batches:
        yield pa.record_batch([batch["id"], pc.utf8_length(batch["s"]).cast(pa.int64())], ["id", "letters"])


def broken(batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
    """Fails on its first batch."""
    for batch in batches:
        raise ValueError(f"cannot do with {batch.num_rows} rows")
        yield batch


@pytest.mark.spark_smoke
def test_what_is_put_comes_back(engine: Engine) -> None:
    with_goods(engine)
    assert (
        difference(
            GOODS.cast(engine.rows("select * from goods", step="schema").schema), engine.rows("select * from goods order by id", step="all")
        )
        == ""
    )
    assert engine.rows("select * from nothing", step="none").num_rows == 0


def test_names_with_quotes_spaces_and_pictures(engine: Engine) -> None:
    engine.put("odd", pa.table({"it's": ["a"], 'say "x"': ["b"], "名 😀": ["c"], "select": [None], "back`tick": [7]}))
    row = engine.rows('select "it\'s", "say ""x""", "名 😀", "select" is null as is_empty, "back`tick" from odd', step="odd").to_pylist()[0]
    assert list(row.values()) == ["a", "b", "c", True, 7]


def test_files_are_read_as_one_table(engine: Engine, tmp_path: Path) -> None:
    folder = tmp_path / "it's here"
    folder.mkdir()
    pq.write_table(GOODS.slice(0, 3), folder / "a.parquet")
    pq.write_table(GOODS.slice(3).drop_columns(["l", "d"]), folder / "b.parquet")
    engine.read("goods", [folder / "a.parquet", folder / "b.parquet"])
    rows = engine.rows("select id, s, t, d, l from goods order by id", step="all")
    expected = GOODS.to_pylist()
    assert [(row["s"], row["t"]) for row in rows.to_pylist()] == [(row["s"], row["t"]) for row in expected]
    assert [row["l"] for row in rows.to_pylist()] == [["b", "a"], [], None, None, None, None]
    assert rows.schema.field("d").type == pa.decimal128(18, 2)


def test_reading_again_takes_the_place_of_what_was_there(engine: Engine, tmp_path: Path) -> None:
    pq.write_table(pa.table({"a": [1]}), tmp_path / "one.parquet")
    engine.materialize("t", "select 2 as a", step="two")
    engine.read("t", [tmp_path / "one.parquet"])
    assert engine.rows("select a from t", step="read")["a"].to_pylist() == [1]
    engine.materialize("t", "select a + 5 as a from t", step="more")
    assert engine.rows("select a from t", step="read")["a"].to_pylist() == [6]
    engine.put("t", pa.table({"a": [3]}))
    assert engine.rows("select a from t", step="read")["a"].to_pylist() == [3]


def test_a_dropped_table_is_gone_and_may_be_dropped_again(engine: Engine) -> None:
    engine.put("t", pa.table({"a": [1]}))
    engine.drop("t")
    engine.drop("t")
    with pytest.raises(EngineError, match=r"failed in `after`: .*\bt\b"):
        engine.rows("select a from t", step="after")


def test_materialize_keeps_decimals_big_numbers_and_lists(engine: Engine) -> None:
    with_goods(engine)
    engine.materialize("kept", "select id, cast(d as decimal(38, 2)) * 3 as d3, n, l, t, x from goods", step="keep")
    engine.materialize("kept", "select * from kept where id <> 5", step="keep again")
    rows = engine.rows("select * from kept order by id", step="all").to_pylist()
    assert [row["id"] for row in rows] == [1, 2, 3, 4, 6]
    assert str(rows[3]["d3"]) == "2999999999999.97"
    assert rows[3]["n"] == 2**62
    assert rows[0]["l"] == ["b", "a"]
    assert rows[0]["t"] == GOODS["t"][0].as_py()


def test_columns_of_nothing_but_null(engine: Engine, tmp_path: Path) -> None:
    pq.write_table(pa.table({"a": [1, 2], "none": pa.nulls(2)}), tmp_path / "one.parquet")
    engine.read("read", [tmp_path / "one.parquet"])
    engine.materialize("kept", "select a, none, null as more from read", step="keep")
    engine.put("put", pa.table({"a": [1], "none": pa.nulls(1)}))
    assert engine.rows("select a, none, more from kept order by a", step="kept").to_pylist() == [
        {"a": 1, "none": None, "more": None},
        {"a": 2, "none": None, "more": None},
    ]
    assert engine.rows("select a from put as p join kept as k using (a) where p.none is null and k.more is null", step="join").num_rows == 1


def test_an_empty_result_keeps_its_columns(engine: Engine) -> None:
    with_goods(engine)
    engine.materialize("kept", "select id, d, l, t from goods where id > 99", step="none")
    rows = engine.rows("select * from kept", step="all")
    assert rows.num_rows == 0
    assert rows.schema.field("t").type == pa.timestamp("us")
    assert engine.rows("select count(*) as n, max(id) as top from kept", step="count").to_pylist() == [{"n": 0, "top": None}]


@pytest.mark.spark_smoke
def test_a_kernel_sees_all_rows_in_their_order(engine: Engine) -> None:
    engine.put("many", pa.table({"id": np.random.default_rng(3).permutation(30_000)}))
    engine.map_batches("made", "select id from many where id >= :low order by id desc", counted, COUNTED, {"low": 5}, step="count")
    assert engine.rows("select * from made", step="made").to_pylist() == [{"rows": 29_995, "in_order": True}]


def test_a_kernel_is_not_called_on_nothing(engine: Engine) -> None:
    with_goods(engine)
    engine.map_batches("made", "select id from nothing", counted, COUNTED, step="count")
    made = engine.rows("select * from made", step="made")
    assert made.num_rows == 0
    assert made.schema.names == ["rows", "in_order"]


def test_a_kernel_gets_the_types_that_duckdb_gives(engine: Engine) -> None:
    with_goods(engine)
    schema = pa.schema([("id", pa.int32()), ("letters", pa.int64())])
    sources = {"goods": "select id, s from goods where s is not null"}
    engine.map_batches("made", "select id, s from goods", lengths, schema, step="lengths", sources=sources)
    rows = engine.rows("select * from made order by id", step="made")
    assert rows["letters"].to_pylist() == [len(text) for text in GOODS["s"].to_pylist() if text is not None]


def test_a_kernel_that_fails_is_named(engine: Engine) -> None:
    with_goods(engine)
    with pytest.raises(EngineError, match="the kernel of `a_step` failed: ValueError: cannot do with 6 rows") as caught:
        engine.map_batches("made", "select id from goods", broken, COUNTED, step="a_step")
    assert caught.value.place == "a_step"


def test_a_kernel_that_gives_other_columns_is_named(engine: Engine) -> None:
    with_goods(engine)
    with pytest.raises(EngineError, match="the kernel of `a_step` gives other columns than it says: rows int64, in_order bool"):
        engine.map_batches("made", "select id from goods", counted, pa.schema([("rows", pa.int64())]), step="a_step")


def test_write_gives_one_file_in_the_order_asked_for(engine: Engine, tmp_path: Path) -> None:
    with_goods(engine)
    engine.write("select id, d, l, t from goods where id < :top order by id desc", tmp_path / "out.parquet", {"top": 5}, step="write")
    written = pq.read_table(tmp_path / "out.parquet")
    assert written["id"].to_pylist() == [4, 3, 2, 1]
    assert written.schema.field("d").type == pa.decimal128(18, 2)
    assert [file.name for file in tmp_path.iterdir()] == ["out.parquet"]


def test_a_write_that_fails_leaves_what_was_there(engine: Engine, tmp_path: Path) -> None:
    with_goods(engine)
    (tmp_path / "out.parquet").write_text("earlier")
    with pytest.raises(EngineError):
        engine.write("select cast(s as double) as v from goods", tmp_path / "out.parquet", step="write")
    assert [file.name for file in tmp_path.iterdir()] == ["out.parquet"]
    assert (tmp_path / "out.parquet").read_text() == "earlier"


def test_an_error_names_the_step_and_shows_its_sql_without_its_secrets(engine: Engine) -> None:
    with_goods(engine)
    with pytest.raises(EngineError, match="failed in `a_step`: ") as caught:
        engine.rows("select cast(s || :secret as double) as v from goods where id = 1", {"secret": "hush hush"}, step="a_step")
    assert caught.value.place == "a_step"
    assert "secret" in caught.value.sql
    assert "hush" not in f"{caught.value} {caught.value.sql}"


def test_an_unknown_column_is_told_with_those_there_are(engine: Engine) -> None:
    engine.put("t", pa.table({"account_id": ["a"]}))
    with pytest.raises(EngineError, match="acount_id") as caught:
        engine.rows("select acount_id from t", step="a_step")
    assert "account_id" in caught.value.hint


def test_groups_joined_by_links_in_a_loop(engine: Engine) -> None:
    """Label propagation with pointer jumping; the same groups as a solver of another make."""
    rng = np.random.default_rng(11)
    size = 120
    left, right = rng.integers(0, size, (2, 90))
    engine.put("pairs", pa.table({"a": left, "b": right}))
    engine.materialize("edges", "select a as v, b as w from pairs union select b as v, a as w from pairs", step="edges")
    engine.materialize("labels", "select v, least(v, min(w)) as label from edges group by v", step="first labels")
    before = None
    while True:
        engine.materialize(
            "labels",
            """
            with near as (select e.v, min(l.label) as label from edges as e join labels as l on e.w = l.v group by e.v),
                 lower as (select l.v, least(l.label, n.label) as label from labels as l join near as n on l.v = n.v)
            select a.v, least(a.label, p.label) as label from lower as a join labels as p on a.label = p.v""",
            step="a round",
        )
        now = engine.rows("select cast(sum(label) as bigint) as total from labels", step="total")["total"][0].as_py()
        if now == before:
            break
        before = now
    rows = engine.rows("select v, label from labels order by v", step="labels")
    _, solved = connected_components(coo_matrix((np.ones(left.size), (left, right)), shape=(size, size)), directed=False)
    lowest = {group: min(v for v in range(size) if solved[v] == group) for group in set(solved)}
    assert rows["label"].to_pylist() == [lowest[solved[v]] for v in rows["v"].to_pylist()]
