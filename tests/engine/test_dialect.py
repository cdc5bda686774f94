"""A step is one query; values and sources enter it as parts of the tree, never as text."""

from datetime import UTC, datetime, timedelta, timezone

import pytest

from zhenxin.engine import DuckDBEngine
from zhenxin.engine.dialect import Value, parse
from zhenxin.errors import DialectError


@pytest.mark.parametrize(
    ("sql", "problem"),
    [
        pytest.param("select from where", "the SQL of `a_step` cannot be parsed", id="no SQL"),
        pytest.param("select 1 as a; select 2 as a", "`a_step` must be one query", id="two statements"),
        pytest.param("drop table orders", "`a_step` must be one query", id="no query: drop"),
        pytest.param("create table t as select 1 as a", "`a_step` must be one query", id="no query: create"),
        pytest.param("copy orders to 'x'", "`a_step` must be one query", id="no query: copy"),
        pytest.param("", "`a_step` must be one query", id="nothing"),
        pytest.param("select seconds(a) as s from t", "`a_step` gives `seconds` 1 arguments", id="a macro with too few arguments"),
        pytest.param("select list_of(a) over () as s from t", "puts `list_of` over a window", id="a macro where it cannot stand"),
    ],
)
def test_what_is_no_step_is_refused(sql: str, problem: str) -> None:
    with pytest.raises(DialectError) as caught:
        parse(sql, "a_step")
    assert problem in caught.value.problem
    assert caught.value.hint


_TEXTS = (
    "it's",
    'say "no"',
    "back\\slash\\",
    "${spark.app.name}",
    ":name $1 ? {0} %s",
    "'; drop table t; --",
    "好评返现😀",
    "a\nb\tc\r",
    "",
    "\\'",
)
_VALUES: tuple[Value, ...] = (None, True, False, 0, -7, 2**63 - 1, -(2**63), 0.1, -1e300, 1e-300, 5e-324, float("inf"), *_TEXTS)


@pytest.mark.spark_smoke
def test_values_come_back_as_they_went_in(engine) -> None:
    columns = ", ".join(f"cast(:v{number} as {_type(value)}) as c{number}" for number, value in enumerate(_VALUES))
    row = engine.rows(f"select {columns}", {f"v{number}": value for number, value in enumerate(_VALUES)}, step="a_step").to_pylist()[0]
    assert tuple(row.values()) == _VALUES


def test_times_come_back_to_the_microsecond_in_utc(engine) -> None:
    plain = datetime(2024, 2, 29, 23, 59, 59, 999999)  # noqa: DTZ001  times without a zone are UTC
    zoned = datetime(2024, 1, 1, 8, 0, 0, 1, tzinfo=timezone(timedelta(hours=8)))
    early = datetime(1, 1, 1, tzinfo=UTC)
    values = {"plain": plain, "zoned": zoned, "early": early}
    row = engine.rows(
        "select cast(:plain as timestamp) as a, cast(:zoned as timestamp) as b, cast(:early as timestamp) as c", values, step="a_step"
    ).to_pylist()[0]
    assert row == {"a": plain, "b": datetime(2024, 1, 1, 0, 0, 0, 1), "c": datetime(1, 1, 1)}  # noqa: DTZ001


def _type(value: Value) -> str:
    match value:
        case bool():
            return "boolean"
        case int():
            return "bigint"
        case float():
            return "double"
    return "varchar"


@pytest.mark.parametrize(
    ("value", "problem"),
    [
        pytest.param(2**63, "the whole number 9223372036854775808 has more than 64 bits", id="too large a number"),
        pytest.param(b"x", "a value of type `bytes` cannot be bound", id="bytes"),
        pytest.param(["x"], "a value of type `list` cannot be bound", id="a list"),
    ],
)
def test_values_of_no_known_type_are_refused(value: Value, problem: str) -> None:
    with pytest.raises(DialectError) as caught:
        parse("select x from t where x = :v").sql("duckdb", {"v": value})
    assert problem in caught.value.problem


def test_a_value_that_nobody_gives_is_named() -> None:
    with pytest.raises(DialectError, match="`a_step` asks for `:floor`, which nobody gives") as caught:
        parse("select x from t where x > :floor", "a_step").sql("duckdb", {"as_of": 1, "seed": 2})
    assert caught.value.hint == "given: as_of, seed"


def test_text_is_shown_as_its_name() -> None:
    shown = parse("select x from t where a = :secret and b > :n").shown("duckdb", {"secret": "hush", "n": 3})
    assert "hush" not in shown
    assert "secret" in shown
    assert "3" in shown


@pytest.fixture
def two_tables(duck: DuckDBEngine) -> DuckDBEngine:
    duck.materialize("t", "select unnest([1, 2, 3]) as a", step="t")
    duck.materialize("few", "select unnest([2, 9]) as a", step="few")
    return duck


_SOURCED = (
    ("the table itself", "select cast(sum(a) as bigint) as n from t", 11),
    ("under an alias", "select cast(sum(x.a) as bigint) as n from t as x", 11),
    ("twice", "select count(*) as n from t as x join t as y on x.a = y.a", 2),
    ("in a sub-query", "select count(*) as n from (select a from t) as q", 2),
    ("in a condition", "select count(*) as n from few where exists (select 1 from t where t.a = few.a)", 2),
    ("in a union", "select count(*) as n from (select a from t union all select a from t) as q", 4),
    ("in a sub-query of its own name", "with t as (select a from t where a > 2) select count(*) as n from t", 1),
    ("not where a sub-query has its name", "with t as (select 1 as a) select cast(sum(a) as bigint) as n from t", 1),
    ("in a semi join", "select count(*) as n from few semi join t using (a)", 2),
)


@pytest.mark.parametrize(("sql", "expected"), [pytest.param(sql, expected, id=name) for name, sql, expected in _SOURCED])
def test_a_source_stands_in_the_place_of_its_table(two_tables: DuckDBEngine, sql: str, expected: int) -> None:
    sources = {"t": "select a from few where a > :floor"}
    assert two_tables.rows(sql, {"floor": 1}, step="a_step", sources=sources)["n"].to_pylist() == [expected]


def test_a_source_may_read_the_table_it_stands_for(two_tables: DuckDBEngine) -> None:
    rows = two_tables.rows("select count(*) as n from t", step="a_step", sources={"t": "select a from t where a > 1"})
    assert rows["n"].to_pylist() == [2]


def test_a_sub_query_must_not_hide_what_a_source_reads() -> None:
    query = parse("with few as (select 1 as a) select t.a from t join few using (a)", "a_step")
    with pytest.raises(DialectError, match="`a_step` hides `few` from the source of `t`"):
        query.sql("duckdb", sources={"t": "select a from few"})


def test_a_source_is_held_to_the_dialect() -> None:
    with pytest.raises(DialectError, match="`the source of t` uses a form that differs"):
        parse("select a from t").sql("duckdb", sources={"t": "select a / b as a from few"})


def test_writing_a_step_out_leaves_it_as_it_was() -> None:
    query = parse("select dsum(a) filter (where b > 0.5) / nullif(avg(c), 0) as v from t where d = :d", "a_step")
    first = query.sql("spark", {"d": "x"}, {"t": "select a, b, c, d from few"})
    assert query.sql("spark", {"d": "x"}, {"t": "select a, b, c, d from few"}) == first
    assert query.tables == ("t",)
