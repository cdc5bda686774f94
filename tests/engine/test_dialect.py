# ruff: noqa: E501  one case a line
"""What a step reads is known from its text; values and sources enter it as parts of the tree, never as text."""

from datetime import UTC, datetime, timedelta, timezone

import pytest

from zhenxin.engine import DuckDBEngine
from zhenxin.engine.dialect import Value, check_names, parse
from zhenxin.errors import DialectError

SCHEMA = {
    "orders": ("order_id", "account_id", "merchant_id", "occurred_at", "amount", "device_id"),
    "logins": ("account_id", "occurred_at", "device_id", "ip"),
    "reviews": ("review_id", "account_id", "text", "rating"),
}

_READS: tuple[tuple[str, str, dict[str, str]], ...] = (
    ("one table", "select account_id from orders where amount > 3 order by occurred_at", {"orders": "account_id amount occurred_at"}),
    ("an alias of the table", "select o.account_id from orders as o", {"orders": "account_id"}),
    ("the table's own name as its alias", "select orders.account_id from orders", {"orders": "account_id"}),
    ("an alias that is another table's name", "select orders.ip from logins as orders", {"logins": "ip"}),
    ("two tables, a bare name that only one has", "select ip, amount from orders as o join logins as l on o.account_id = l.account_id", {
        "orders": "account_id amount", "logins": "account_id ip"}),
    ("using reads both", "select amount from orders join logins using (account_id)", {"orders": "account_id amount", "logins": "account_id"}),
    ("a joined column read bare is both's", "select account_id from orders join logins using (account_id)", {
        "orders": "account_id", "logins": "account_id"}),
    ("an alias of the select list is no column", "select amount as total from orders order by total", {"orders": "amount"}),
    ("an alias in group by and having is no column", "select lower(device_id) as low, count(*) as n from orders group by low having n > 1", {
        "orders": "device_id"}),
    ("an alias that hides a column, in order by", "select count(*) as amount from orders group by account_id order by amount", {
        "orders": "account_id"}),
    ("a column that an alias hides, in where", "select 1 as amount from orders where amount > 3", {"orders": "amount"}),
    ("count(*) reads no column", "select count(*) as n from orders", {"orders": ""}),
    ("a star reads all", "select * from logins", {"logins": "account_id device_id ip occurred_at"}),
    ("a star of one of two", "select l.* from logins as l join orders using (account_id)", {
        "logins": "account_id device_id ip occurred_at", "orders": "account_id"}),
    ("a star of a sub-query reads what that reads", "select * from (select ip from logins) as l", {"logins": "ip"}),
    ("a sub-query's column is not the table's", "with c as (select device_id, count(*) as crowd from logins group by device_id)"
     " select account_id, crowd from logins join c using (device_id)", {"logins": "account_id device_id"}),
    ("a sub-query of the table's name", "with orders as (select account_id as who from orders) select who from orders", {"orders": "account_id"}),
    ("a sub-query hides a table only where it is seen", "select (with logins as (select 1 as ip) select max(ip) from logins) as a, ip from logins", {
        "logins": "ip"}),
    ("one sub-query reads another", "with a as (select account_id from orders), b as (select account_id from a) select account_id from b", {
        "orders": "account_id"}),
    ("columns renamed by the sub-query", "with a(who, what) as (select account_id, amount from orders) select who from a where what > 1", {
        "orders": "account_id amount"}),
    ("nested sub-queries", "select x.n from (select y.n from (select count(ip) as n from logins) as y) as x", {"logins": "ip"}),
    ("correlated, by its alias", "select account_id from orders as o where exists (select 1 from logins as l where l.ip = o.device_id)", {
        "orders": "account_id device_id", "logins": "ip"}),
    ("correlated, bare: the inner table first", "select amount from orders where exists (select 1 from logins where device_id = amount)", {
        "orders": "amount", "logins": "device_id"}),
    ("a sub-query as a value", "select (select max(rating) from reviews as r where r.account_id = o.account_id) as top from orders as o", {
        "orders": "account_id", "reviews": "account_id rating"}),
    ("in a sub-query", "select order_id from orders where account_id in (select account_id from reviews where rating = 5)", {
        "orders": "account_id order_id", "reviews": "account_id rating"}),
    ("a union reads both sides", "select device_id from orders union all select device_id from logins order by device_id", {
        "orders": "device_id", "logins": "device_id"}),
    ("a union within", "select u.d from (select device_id as d from orders union select ip from logins) as u", {"orders": "device_id", "logins": "ip"}),
    ("a semi join's table cannot be named after it", "select account_id from orders semi join logins using (account_id)", {
        "orders": "account_id", "logins": "account_id"}),
    ("an anti join's condition reads both", "select amount from orders as o anti join reviews as r on r.account_id = o.account_id and rating = 1", {
        "orders": "account_id amount", "reviews": "account_id rating"}),
    ("one table twice", "select a.amount from orders as a join orders as b on a.device_id = b.device_id and b.amount > 3", {
        "orders": "amount device_id"}),
    ("windows and qualify", "select order_id, row_number() over (partition by account_id order by occurred_at) as r from orders qualify r = 1", {
        "orders": "account_id occurred_at order_id"}),
    ("filters", "select count(*) filter (where amount > 1) as n from orders", {"orders": "amount"}),
    ("macros", "select seconds(a.occurred_at, b.occurred_at) as s from orders as a join logins as b using (account_id)", {
        "orders": "account_id occurred_at", "logins": "account_id occurred_at"}),
    ("unnest", "select q.word from reviews, unnest(regexp_extract_all(text, '[a-z]+')) as q(word)", {"reviews": "text"}),
    ("capital letters", "select O.Account_ID from Orders as o", {"orders": "account_id"}),
    ("names in quotes", 'select "account_id" from "orders"', {"orders": "account_id"}),
    ("a wrapped query, as a signal's", "select * from (with a as (select account_id, amount from orders) select account_id as entity_id, amount as value"
     " from a) as measured where value >= :floor", {"orders": "account_id amount"}),
    ("no table", "select 1 as one", {}),
)  # fmt: skip


@pytest.mark.parametrize(("sql", "expected"), [pytest.param(sql, expected, id=name) for name, sql, expected in _READS])
def test_reads(sql: str, expected: dict[str, str]) -> None:
    query = parse(sql, "a_step", SCHEMA)
    assert dict(query.reads) == {table: tuple(columns.split()) for table, columns in expected.items()}
    assert query.tables == tuple(sorted(expected))


@pytest.mark.parametrize(("sql", "expected"), [pytest.param(sql, expected, id=name) for name, sql, expected in _READS])
def test_reads_without_a_schema_name_the_same_tables_and_no_fewer_columns(sql: str, expected: dict[str, str]) -> None:
    loose = dict(parse(sql, "a_step").reads)
    assert loose.keys() == expected.keys()
    assert all("*" in loose[table] or set(columns.split()) <= set(loose[table]) for table, columns in expected.items())


_WRONG = (
    ("a table with a near one", "select x from ordrs", "`a_step` reads the table `ordrs`, which nobody knows", "did you mean `orders`?"),
    ("a table unlike any", "select x from zebra", "`a_step` reads the table `zebra`", "tables: orders, logins, reviews"),
    ("a column with a near one", "select o.acount_id from orders as o", "`a_step` reads `orders.acount_id`, which no event table has",
     "did you mean `account_id`?"),
    ("a column unlike any", "select o.buyer from orders as o", "`orders.buyer`", "columns of `orders`: order_id, account_id"),
    ("a bare column", "select acount_id from orders", "`a_step` reads `acount_id`, which none of its tables has", "did you mean `account_id`?"),
    ("a bare column that two tables have", "select device_id from orders as o join logins as l on o.account_id = l.account_id",
     "`device_id`, which could be `o.device_id` or `l.device_id`", "say which"),
    ("a column that a sub-query does not give", "with c as (select account_id as who from orders) select c.whom from c",
     "`c.whom`, which it does not give", "did you mean `who`?"),
    ("an alias that nothing has", "select p.amount from orders as o", "something called `p`, which is not there", "there are: o"),
    ("the table's name where it has an alias", "select orders.amount from orders as o", "something called `orders`", "there are: o"),
    ("a semi join's table, after it", "select l.ip from orders as o semi join logins as l on o.account_id = l.account_id", "something called `l`",
     "there are: o"),
    ("an alias of the select list, in where", "select amount * 2 as twice from orders where twice > 3", "uses `twice` where its alias is not yet known",
     "name it in a sub-query"),
    ("an alias of the select list, beside it", "select amount * 2 as twice, twice + 1 as more from orders", "uses `twice` where", "sub-query"),
    ("a sibling in from", "select q.n from orders as o, (select count(*) as n from logins as l where l.ip = o.device_id) as q", "something called `o`",
     "there are: l"),
)  # fmt: skip


@pytest.mark.parametrize(("sql", "problem", "hint"), [pytest.param(*case, id=name) for name, *case in _WRONG])
def test_wrong_names_are_refused_with_the_near_one(sql: str, problem: str, hint: str) -> None:
    query = parse(sql, "a_step")
    with pytest.raises(DialectError) as caught:
        check_names(query, SCHEMA)
    assert problem in caught.value.problem
    assert hint in caught.value.hint
    assert caught.value.place == "a_step"


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
