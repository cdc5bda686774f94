"""Everything that the dialect allows gives the same on every engine, in the same types."""

from collections.abc import Mapping

import pytest

from engines import OTHERS
from zhenxin.engine import DuckDBEngine
from zhenxin.engine.spark_engine import SparkEngine

from .goods import difference, with_goods

SCALARS: Mapping[str, tuple[str, ...]] = {
    "whole numbers": (
        "id + 1", "n - id", "id * 2", "-n", "id // 4", "n // nullif(id, 0)", "-7 // 2", "-7 % 3", "n % 3", "mod(id, 4)", "abs(n)",
        "sign(n)",
        "id & 3", "id | 8", "xor(id, 3)", "id << 2", "id >> 1", "n >> 2", "3000000000", "9223372036854775807", "greatest(n, id)",
        "least(n, 5)", "coalesce(n, 0)", "nullif(n, 0)", "case when f then 1 else 0 end", "if(f, 1, 2)", "cast(f as int)",
        "cast(id as bigint)", "try_cast(floor(try_cast(s as double)) as bigint)", "cast(round(x) as bigint)", "cast(floor(x) as bigint)",
        "cast(ceil(d) as bigint)",
    ),
    "fractions": (
        "n / 4", "x / nullif(x, 0)", "d / 3", "d / nullif(d, 0)", "d * 0.1", "x * 0.5 + .25", "x > 0.1", "d > 0.05", "d = 0.05",
        "x = 0.1",
        "coalesce(x, 0.0) + 0.2", "case when x > 1 then 0.5 else x end", "case when f then 1 else 0.5 end", "greatest(x, 1.0)",
        "round(x)",
        "round(d)", "rounded(x, 1)", "rounded(1.005, 2)", "rounded(d, 1)", "floor(x)", "ceil(x)", "abs(d)", "sqrt(abs(x))", "cbrt(x)",
        "exp(id)",
        "ln(x)", "ln(0.0)", "log2(x)", "log10(x)", "power(id, 2)", "x ** 2", "pi()", "sin(x)", "cos(x)", "tan(x)", "asin(0.5)",
        "acos(0.5)",
        "atan(x)", "atan2(x, 1)", "radians(x)", "degrees(x)", "cast(n as double)", "cast(d as double)", "cast('1.5' as double)",
        "try_cast(s as double)", "cast(x as decimal(18, 2))", "cast(1.005 as decimal(18, 2))", "d + d", "d - 1",
        "cast(x as decimal(38, 9))",
        "surprise(id * 3, 2)", "surprise(1, id)", "surprise(3, 0)",
        "surprise_of(id, 9, 0.3)", "surprise_of(9, 9, 0.5)", "surprise_of(2, 9, 1.0)", "1e3", "id / 3",
    ),
    "text": (
        "length(s)", "length(s) * 1000000000", "lower(s)", "concat(s, k)", "concat_ws('-', s, k)", "s || k", "id || 'x'", "substr(s, 1, 2)", "substring(s, 2)",
        "left(s, 2)", "right(s, 2)", "strpos(s, '返')", "position('a' in s)", "contains(s, '评')", "starts_with(s, 'a')",
        "ends_with(s, '12')",
        "trim(s, ' ')", "replace(s, '评', 'x')", "translate(s, 'ab', 'xy')", "repeat(s, 2)", "lpad(s, 12, '*')", "rpad('abc', 2, '*')",
        "ascii(k)", "chr(65)", "s like '%x%'", "s like 'a_b%'", "s like '%$_%' escape '$'", "s ilike '%A%'", "md5(s)", "sha256(s)",
        "hex(s)",
        "split_part(s, ' ', 2)", "regexp_matches(s, '[一-鿿]')", "regexp_matches(s, '[0-9]+')", "regexp_matches(s, '(?i)X|好')",
        "regexp_extract(s, '([0-9]+)', 1)", "regexp_extract(s, 'z([0-9]+)', 1)", "regexp_replace(s, '[0-9]', '#', 'g')", "h60(s)",
        "cast(id as varchar)", "cast(d as varchar)", "cast(f as varchar)", "cast(t as varchar)", "s < 'b'", "k = 'A'",
        "'it''s \\ ${k} {0}'",
        "s not in ('', 'x')",
    ),
    "times": (
        "t + interval 1 day", "t - interval 2 hour", "t + interval '3 months'", "t + interval 90 second", "later(t, 0.5)",
        "later(t, id * 86400)",
        "date_trunc('day', t)", "date_trunc('hour', t)", "date_trunc('week', t)", "date_trunc('month', t)", "date_trunc('minute', t)",
        "date_trunc('month', cast(t as date))",
        "extract(hour from t)", "extract(week from t)", "extract(quarter from t)", "year(t)", "month(t)", "day(t)", "hour(t)",
        "minute(t)",
        "quarter(t)", "week(t)", "dayofyear(t)", "iso_weekday(t)", "last_day(t)", "make_date(2024, 1, id)", "cast(t as date)",
        "cast(t as date) + 1",
        "strftime(t, '%Y-%m-%d %H:%M:%S')", "seconds(t, timestamp '2024-01-01 00:00:00')", "micros(t)",
        "t > timestamp '2024-01-01 00:00:00'",
        "t between timestamp '2024-01-01' and timestamp '2024-03-01 00:00:00.000001'", "t > '2024-01-01'", "try_cast(s as timestamp)",
        "t - timestamp '2024-01-01 00:00:00' < interval 24 hour", "try_cast('2024-13-01' as date)",
        "cast('0001-01-01 00:00:00' as timestamp)",
    ),
    "truth and NULL": (
        "k is null", "k is not null", "not f", "f and k = 'a'", "f or null", "k is distinct from 'a'", "k is not distinct from null",
        "k in ('a', 'c')",
        "n between 0 and 9", "null", "f = true", "x = x", "exists (select 1 from goods as g where g.n = goods.id)",
        "cast('t' as boolean)",
        "(select max(g.id) from goods as g where g.k = goods.k)", "1 <= 1 and (id < 3 or id <> 5)",
    ),
    "lists": (
        "array_length(l)", "list_sort(l)", "array_to_string(l, ',')", "[k, 'z']", "l", "cast(null as varchar[])",
        "regexp_extract_all(s, '[0-9]')",
    ),
}  # fmt: skip

AGGREGATES: Mapping[str, tuple[str, ...]] = {
    "aggregates": (
        "count(*)", "count(s)", "count(*) filter (where f)", "cast(sum(id) as bigint)",
        "cast(sum(x) as double)", "sum(d) / 2", "cast(sum(d) as decimal(18, 2))", "avg(id)", "avg(x)",
        "avg(d)", "min(s)", "max(t)", "min(d)", "stddev(x)", "stddev_pop(x)", "variance(x)", "var_pop(x)", "bool_or(f)", "bool_and(f)",
        "arg_max(s, id)", "max_by(n, x)", "arg_min(k, t)", "arg_max(n, id)", "median(x)", "median(d)",
        "percentile_cont(0.25) within group (order by x)",
        "percentile_cont(0.25) within group (order by x desc)", "percentile_cont(0.9) within group (order by d)", "stddev_samp(d)",
        "list_of(s)",
        "string_agg(s, '|' order by id)", "bit_xor(id)", "bit_or(id)", "bit_and(id)", "list_of(k)", "max(length(s))", "list_of(id)",
    ),
    "aggregates of distinct values": ("count(distinct s)", "count(distinct k || s)", "cast(sum(distinct id) as bigint)", "max(id)"),
    "sums that do not depend on threads": ("dsum(x)", "dsum(x) filter (where id > 2)", "dsum(d)", "dsum(id)"),
}  # fmt: skip

WINDOWS: Mapping[str, tuple[str, ...]] = {
    "windows": (
        "row_number() over (order by id)", "row_number() over (order by id) * 1000000000", "rank() over (order by k)", "dense_rank() over (order by k desc)",
        "ntile(2) over (order by id)",
        "percent_rank() over (order by id)", "cume_dist() over (order by k)", "lag(s) over (order by id)",
        "lead(id, 2, 0) over (order by id)",
        "first_value(s) over (partition by k order by id)", "nth_value(id, 2) over (order by id)", "max(id) over (partition by k)",
        "last_value(s ignore nulls) over (order by id rows between unbounded preceding and 1 preceding)",
        "count(*) over (order by t range between interval 1 day preceding and current row)", "dsum(x) over (partition by k)",
        "cast(sum(id) over (partition by k order by id rows between 1 preceding and current row) as bigint)",
        "dsum(case when id > 1 then x end) over (partition by k, id % 2)", "avg(d) over (partition by k)",
        "row_number() over (order by t nulls first, id)",
        "lag(id respect nulls) over (order by id)",
    ),
}  # fmt: skip

QUERIES: Mapping[str, str] = {
    "order puts NULL last, up and down": "select id from goods order by k, id desc",
    "order puts NULL last, downwards too": "select id, k from goods order by k desc, id",
    "text is ordered by its bytes": "select s from goods order by s",
    "limit and offset of an order": "select id from goods order by id limit 2 offset 1",
    "distinct": "select distinct k from goods order by k",
    "group by alias": "select lower(k) as low, count(*) as many from goods group by low having many > 1 order by low",
    "group by a column that an alias hides": "select substr(k, 1, 1) as k, count(*) as many from goods group by k order by 1, 2",
    "grouping sets": "select k, f, count(*) as many, grouping(k) as g from goods group by grouping sets ((k), (f), ()) order by 1, 2, 3, 4",
    "rollup": "select k, f, count(*) as many from goods group by rollup (k, f) order by k, f, many",
    "cube": "select k, f, count(*) as many from goods group by cube (k, f) order by k, f, many",
    "qualify": "select id, k from goods qualify row_number() over (partition by k order by id) = 1 order by id",
    "a window by name": "select id, rank() over w as r, lag(id) over w as p from goods window w as (partition by k order by id) order by 1",
    "join using": "select k, a.id, b.id as other from goods as a join goods as b using (k) order by k, a.id, other",
    "left join": "select a.id, b.id as other from goods as a left join goods as b on a.n = b.id order by a.id, other",
    "full join": "select a.id, b.id as other from goods as a full outer join goods as b on a.id = b.id + 3 order by a.id, other",
    "inequality join": "select a.id, b.id as other from goods as a join goods as b on a.id < b.id and a.id + 2 >= b.id order by 1, 2",
    "cross join": "select count(*) as many from goods as a cross join goods as b",
    "semi join": "select a.id from goods as a semi join goods as b on a.id = b.id - 1 order by a.id",
    "anti join": "select id from goods anti join (select id from goods where f) as g using (id) order by id",
    "in and exists": (
        "select id from goods where id in (select id - 1 from goods)"
        " and not exists (select 1 from goods as g where g.n = goods.id) order by id"
    ),
    "union": "select id from goods union select id + 3 from goods order by id",
    "union all": "select cast(id as bigint) as v from goods union all select n from goods order by v",
    "intersect": "select id from goods intersect select id + 2 from goods order by id",
    "except": "select id from goods except select id + 2 from goods order by id",
    "unnest": "select id, unnest(l) as one from goods order by id, one",
    "unnest beside": "select id, q.one from goods, unnest(l) as q(one) order by id, one",
    "unnest across": "select id, one from goods cross join unnest(l) as q(one) order by id, one",
    "a series": "select unnest(generate_series(1, 4)) as i order by i",
    "values": "select v.n, v.w from (values (1, 'a'), (2, 'b')) as v(n, w) order by v.n",
    "a sub-query of the table's own name": "with goods as (select id + 1 as id from goods) select * from goods order by id",
    "one after the other": "with a as (select id from goods), b(j) as (select id + 1 from a) select j from b order by j",
    "star": "select * from goods order by id",
    "star of one": "select g.* from goods as g join goods as h on g.id = h.id + 1 order by g.id",
    "names in quotes": 'select id as "Größe 大", k as "two words" from goods order by "Größe 大"',
    "no rows": "select * from nothing",
    "no rows, grouped": "select k, count(*) as many, avg(d) as mean from nothing group by k",
    "aggregates of no rows": (
        "select count(*) as many, cast(sum(id) as bigint) as whole, dsum(x) as part, avg(x) as mean,"
        " max(t) as last_at, list_of(s) as texts from nothing"
    ),
    "no column has a name": "select count(*), max(id) from goods",
    "nobody": "select id from goods where false",
    "asof, as a union": (
        "with both_of as (select id, t, n as seen from goods union all select id + 10, t + interval 1 hour, null from goods)"
        " select id, last_value(seen ignore nulls) over (order by t, id rows between unbounded preceding and current row) as last_seen"
        " from both_of where t is not null order by id"
    ),
}

FIRST_LOOK = ("fractions", "times", "aggregates")

pytestmark = pytest.mark.parametrize("other", OTHERS)


def _grids() -> dict[str, tuple[str, tuple[str, ...]]]:
    """Name of a group to its one query and what its columns stand for."""
    grids = {}
    for shape, groups in (
        ("select id, {} from goods order by id", SCALARS),
        ("select k, {} from goods group by k order by k", AGGREGATES),
        ("select id, {} from goods order by id", WINDOWS),
    ):
        for group, expressions in groups.items():
            columns = ", ".join(f"{expression} as c{number}" for number, expression in enumerate(expressions))
            grids[group] = (shape.format(columns), expressions)
    return grids


GRIDS = _grids()


@pytest.fixture
def there(other: str, request: pytest.FixtureRequest, duck: DuckDBEngine) -> SparkEngine:
    """The other engine; both hold the goods."""
    engine: SparkEngine = request.getfixturevalue(other)
    with_goods(engine, duck)
    return engine


def _case(group: str) -> object:
    return pytest.param(group, id=f"{group} are the same", marks=[pytest.mark.spark_smoke] if group in FIRST_LOOK else [])


@pytest.mark.parametrize("group", [_case(group) for group in GRIDS])
def test_expressions(group: str, there: SparkEngine, duck: DuckDBEngine) -> None:
    sql, expressions = GRIDS[group]
    expected, given = duck.rows(sql, step=group), there.rows(sql, step=group)
    wrong = {
        expression: found
        for number, expression in enumerate(expressions)
        if (found := difference(expected.select([0, number + 1]), given.select([0, number + 1])))
    }
    assert not wrong


@pytest.mark.parametrize("name", QUERIES)
def test_queries(name: str, there: SparkEngine, duck: DuckDBEngine) -> None:
    assert difference(duck.rows(QUERIES[name], step=name), there.rows(QUERIES[name], step=name)) == ""
