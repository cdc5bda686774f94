# ruff: noqa: E501  one case a line
"""Each refused form is refused with what to write in its place; the near form that means the same everywhere passes."""

from pathlib import Path

import pytest
import sqlglot

from zhenxin.engine import DuckDBEngine
from zhenxin.engine.agreed import AGREED
from zhenxin.engine.dialect import parse
from zhenxin.engine.lint import FORMS, SPELLINGS
from zhenxin.engine.macros import MACROS
from zhenxin.engine.spark_engine import SparkEngine
from zhenxin.errors import DialectError

from .goods import difference, with_goods
from .test_portable import GRIDS, QUERIES

_CASES: tuple[tuple[str, str, str], ...] = (  # the form, a query that is refused, a near one that is not
    ("asof, natural or positional join", "select a.x from a asof join b using (t)", "select a.x from a join b using (t)"),
    ("asof, natural or positional join", "select a.x from a natural join b", "select a.x from a cross join b"),
    ("asof, natural or positional join", "select a.x from a positional join b", "select a.x from a join b on a.x = b.x"),
    (
        "left join unnest",
        "select q.u from a left join unnest(a.l) as q(u) on true",
        "select q.u from a left join (select id, unnest(l) as u from a) as q on q.id = a.id",
    ),
    (
        "with recursive",
        "with recursive r as (select 1 as i union all select i + 1 from r where i < 3) select i from r",
        "with r as (select 1 as i) select i from r",
    ),
    ("not in (select …)", "select x from a where x not in (select y from b)", "select x from a where x not in (1, 2)"),
    ("not in (select …)", "select x from a where not (x in (select y from b))", "select x from a anti join b on a.x = b.y"),
    ("in (select …) as a value", "select x in (select y from b) as i from a", "select x from a where x in (select y from b) and x > 1"),
    ("in (select …) as a value", "select x from a where x in (select y from b) or x > 1", "select exists (select 1 from b where y = a.x) as i from a"),
    ("a table that is not a plain word", "select x from 'a.parquet'", "select x from a"),
    ("a table that is not a plain word", "select x from read_parquet('a.parquet')", "select x from a as read_parquet_too"),
    ("a table that is not a plain word", "select x from other.a", 'select x from "a"'),
    ("a table that is not a plain word", "select x from (a join b using (x))", "select x from (select x from a join b using (x)) as c"),
    ("star with exclude, replace or rename", "select * exclude (x) from a", "select * from a"),
    ("star with exclude, replace or rename", "select * replace (x + 1 as x) from a", "select a.* from a"),
    ("two columns of one name", "select a.x, b.x from a join b using (y)", "select a.x, b.x as other from a join b using (y)"),
    ("reserved word as a name", 'select x as "order" from a', "select x as ordered from a"),
    ("reserved word as a name", "select u.x from a as user_too join b as u using (x) join c as \"user\" using (x)", "select u.x from a as u"),
    ("two unnests in one select", "select unnest(l) as a, unnest(m) as b from t", "select unnest(l) as a, m as b from t"),
    ("group by all", "select x, count(*) as n from a group by all", "select x, count(*) as n from a group by x"),
    ("distinct on", "select distinct on (x) x, y from a order by x, y", "select distinct x, y from a order by x, y"),
    ("limit or rank without order", "select x from a limit 3", "select x from a order by x limit 3"),
    ("limit or rank without order", "select x from a offset 3", "select x from a limit 0"),
    ("limit or rank without order", "select row_number() over (partition by x) as r from a", "select row_number() over (partition by x order by y) as r from a"),
    (
        "limit or rank without order",
        "select max(y) over (partition by x rows between 1 preceding and current row) as r from a",
        "select max(y) over (partition by x) as r from a",
    ),
    ("limit or rank without order", "select lag(x ignore nulls) over () as r from a", "select lag(x) over w as r from a window w as (order by x)"),
    ("quantile", "select quantile_cont(x, 0.5) as q from a", "select percentile_cont(0.5) within group (order by x) as q from a"),
    ("quantile", "select percentile_disc(0.5) within group (order by x) as q from a", "select median(x) as q from a"),
    ("quantile", "select approx_count_distinct(x) as q from a", "select count(distinct x) as q from a"),
    ("any_value", "select any_value(x) as v from a", "select min(x) as v from a"),
    ("any_value", "select first(x) as v from a", "select arg_min(x, y) as v from a"),
    ("any_value", "select mode(x) as v from a", "select max(x) as v from a"),
    ("list(x)", "select list(x) as v from a", "select list_of(x) as v from a"),
    ("list(x)", "select array_agg(x order by y) as v from a", "select [x, y] as v from a"),
    ("string_agg without order", "select string_agg(x, ',') as v from a", "select string_agg(x, ',' order by x) as v from a"),
    ("sum(x)", "select sum(x) as v from a", "select cast(sum(x) as bigint) as v from a"),
    ("sum(x)", "select coalesce(sum(x), 0) as v from a", "select cast(coalesce(sum(x), 0) as bigint) as v from a"),
    ("sum(x)", "select sum(x) over (partition by y) as v from a", "select cast(sum(x) over (partition by y) as double) as v from a"),
    (
        "sum(x)",
        "select cast(v as double) as v from (select sum(x) as v from a) as b",
        "select y from a group by y having sum(x) > 5 order by sum(x)",
    ),
    ("sum(x)", "select round(sum(x)) as v from a", "select sum(x) / nullif(sum(y), 0) as v, count(*) filter (where x > 1) as n from a"),
    ("count_if", "select count_if(x > 1) as n from a", "select count(*) filter (where x > 1) as n from a"),
    ("distinct or percentile over a window", "select count(distinct x) over (partition by y) as n from a", "select count(x) over (partition by y) as n from a"),
    ("filter over a window", "select count(*) filter (where x > 1) over (partition by y) as n from a", "select count(case when x > 1 then x end) over (partition by y) as n from a"),
    ("cast to a whole number", "select cast(x / 2 as int) as v from a", "select cast(floor(x / 2) as int) as v from a"),
    ("cast to a whole number", "select cast(2.5 as int) as v from a", "select cast(2 as int) as v from a"),
    ("cast to a whole number", "select cast((x / 2) as bigint) as v from a", "select cast(round(x / 2) as bigint) as v from a"),
    ("cast to a whole number", "select cast(avg(x) as int) as v from a", "select cast(max(x) as int) as v from a"),
    ("cast to a whole number", "select cast(case when x then 0.5 else 1 end as int) as v from a", "select cast(case when x then 2 else 1 end as int) as v from a"),
    ("cast to a whole number", "select cast(seconds(x, y) as bigint) as v from a", "select cast(micros(x) - micros(y) as bigint) as v from a"),
    ("cast to a whole number", "select try_cast(x as int) as v from a", "select cast(floor(try_cast(x as double)) as int) as v from a"),
    ("cast to a whole number", "select cast(cast(x as double) as int) as v from a", "select cast(cast(x as bigint) as int) as v, cast(x > 1 as int) as w from a"),
    ("cast to a type of one engine", "select cast(x as hugeint) as v from a", "select cast(x as bigint) as v from a"),
    ("cast to a type of one engine", "select cast(x as time) as v from a", "select cast(x as date) as v from a"),
    ("cast to a type of one engine", "select cast(x as float) as v from a", "select cast(x as double) as v from a"),
    ("cast to a type of one engine", "select cast(x as time[]) as v from a", "select cast(x as varchar[]) as v, cast(y as decimal(18, 2)) as w from a"),
    ("cast to a type of one engine", "select cast(x as timestamptz) as v from a", "select cast(x as timestamp) as v from a"),
    ("a / b", "select x / y as v from a", "select x / nullif(y, 0) as v from a"),
    ("a / b", "select x / 0 as v from a", "select x / 2.0 as v from a"),
    ("a / b", "select x % y as v from a", "select x % 7 as v from a"),
    ("a / b", "select x // y as v from a", "select x // 7 as v from a"),
    ("a / b", "select x / cast(y as double) as v from a", "select x / cast(nullif(y, 0) as double) as v from a"),
    ("a / b", "select x / nullif(y, 1) as v from a", "select x / greatest(y, 1) as v, x / ln(2) as w, x / (2 * 3.0) as z from a"),
    ("a / b", "select x / count(*) as v from a group by x", "select x / coalesce(nullif(y, 0), 1) as v from a"),
    ("round to digits", "select round(x, 2) as v from a", "select rounded(x, 2) as v, round(x) as w from a"),
    ("log(x)", "select log(x) as v from a", "select ln(x) as v, log2(x) as w, log10(x) as z from a"),
    ("hash", "select hash(x) as v from a", "select h60(x) as v from a"),
    ("generate_series", "select unnest(generate_series(1, x)) as v from a", "select unnest(generate_series(1, 3)) as v from a"),
    ("generate_series", "select i from generate_series(1, 3) as g(i)", "select i from (select unnest(generate_series(1, 3)) as i) as g"),
    ("generate_series", "select unnest(range(3)) as v", "select unnest([1, 2]) as v"),
    ("levenshtein", "select levenshtein(x, y) as v from a", "select length(x) - length(y) as v from a"),
    ("string_split", "select string_split(x, ',') as v from a", "select split_part(x, ',', 1) as v from a"),
    ("a fraction as text", "select cast(x / 2 as varchar) as v from a", "select cast(round(x) as varchar) as v from a"),
    ("a fraction as text", "select 'about ' || avg(x) as v from a", "select 'about ' || count(x) as v from a"),
    ("a fraction as text", "select concat(x, dsum(y)) as v from a group by x", "select concat(x, h60(y)) as v from a"),
    ("substr from 0", "select substr(x, 0, 2) as v from a", "select substr(x, 1, 2) as v from a"),
    ("trim", "select trim(x) as v from a", "select trim(x, ' ') as v from a"),
    ("upper, reverse", "select upper(x) as v from a", "select lower(x) as v from a"),
    ("pattern of like", r"select x from a where x like 'a\%'", "select x from a where x like 'a$%' escape '$'"),
    ("pattern of like", "select x from a where x like y || '%'", "select x from a where starts_with(x, y) or x ilike '%a_'"),
    ("pattern that is not written down", "select x from a where regexp_matches(x, y)", "select x from a where regexp_matches(x, 'y')"),
    ("look-around or back-reference in a pattern", r"select x from a where regexp_matches(x, 'a(?=b)')", "select x from a where regexp_matches(x, 'a(?:b)')"),
    ("look-around or back-reference in a pattern", r"select x from a where regexp_matches(x, '(a)\1')", r"select x from a where regexp_matches(x, '(a)\(1')"),
    ("look-around or back-reference in a pattern", r"select x from a where regexp_matches(x, '[\u4e00-\u9fff]')", "select x from a where regexp_matches(x, '[一-鿿]')"),
    (r"`.`, `$` or \d \w \s \b in a pattern", r"select x from a where regexp_matches(x, '\d+')", "select x from a where regexp_matches(x, '[0-9]+')"),
    (r"`.`, `$` or \d \w \s \b in a pattern", "select x from a where regexp_matches(x, 'a.b')", r"select x from a where regexp_matches(x, 'a[^\n]b\.[.$]')"),
    (r"`.`, `$` or \d \w \s \b in a pattern", "select x from a where regexp_matches(x, 'a$')", r"select x from a where regexp_matches(x, 'a\z')"),
    ("options of a pattern", "select x from a where regexp_matches(x, 'a', 'i')", "select x from a where regexp_matches(x, '(?i)a')"),
    ("(?i) with letters beyond ASCII", "select x from a where regexp_matches(x, '(?i)é')", "select x from a where regexp_matches(x, '(?i)ab|好')"),
    ("regexp_replace of the first", "select regexp_replace(x, 'a', 'b') as v from a", "select regexp_replace(x, 'a', 'b', 'g') as v from a"),
    ("group in a replacement", r"select regexp_replace(x, '(a)', '\1', 'g') as v from a", "select regexp_replace(x, '(a)', '1', 'g') as v from a"),
    ("group in a replacement", "select regexp_replace(x, '(a)', '$1', 'g') as v from a", "select replace(x, 'a', '$1') as v from a"),
    ("date_diff", "select date_diff('day', x, y) as v from a", "select seconds(x, y) / 86400 as v from a"),
    ("date_diff", "select datediff('hour', x, y) as v from a", "select x - y < interval 1 hour as v from a"),
    ("epoch", "select epoch(x) as v from a", "select micros(x) as v from a"),
    ("epoch", "select extract(epoch from x) as v from a", "select extract(hour from x) as v from a"),
    ("part of a time", "select dayofweek(x) as v from a", "select iso_weekday(x) as v from a"),
    ("part of a time", "select extract(second from x) as v from a", "select extract(minute from x) as v, hour(x) as w from a"),
    ("time_bucket", "select time_bucket(interval 1 hour, x) as v from a", "select date_trunc('hour', x) as v from a"),
    ("date_trunc to that unit", "select date_trunc('decade', x) as v from a", "select date_trunc('quarter', x) as v from a"),
    ("strftime with that format", "select strftime(x, '%A') as v from a", "select strftime(x, '%Y-%m-%d') as v from a"),
    ("interval of that form", "select x + interval (y) day as v from a", "select x + interval 2 day as v from a"),
    ("interval of that form", "select x + interval '1 day 2 hours' as v from a", "select later(x, 93600) as v from a"),
    ("lambda", "select list_filter(x, lambda y: y > 1) as v from a", "select v from (select unnest(x) as v from a) as b where v > 1"),
    ("list function", "select x[1] as v from a", "select array_length(x) as v from a"),
    ("list function", "select list_contains(x, 'a') as v from a", "select list_sort(x) as v from a"),
    ("list function", "select 'a' = any(x) as v from a", "select x = 'a' as v from a"),
    ("the clock or the dice", "select now() as v", "select cast(:as_of as timestamp) as v"),
    ("the clock or the dice", "select random() as v", "select h60(cast(:seed as varchar)) as v"),
    ("the clock or the dice", "select x from a where x < current_date", "select x from a where x < :as_of"),
    ("the clock or the dice", "select x from a using sample 3", "select x from a order by h60(x), x limit 3"),
    ("~", "select x from a where x ~ 'b'", "select x from a where regexp_matches(x, '~')"),
    ("len", "select len(x) as v from a", "select length(x) as v, 'len(' as w from a"),
)  # fmt: skip

_STRANGERS = (
    ("`getenv`", "select getenv('HOME') as v"),
    ("`jaccard`", "select jaccard(x, y) as v from a"),
    ("`json_extract_scalar`", "select x ->> 'a' as v from a"),
    ("`corr`", "select corr(x, y) as v from a"),
    ("`struct`", "select {'a': x} as v from a"),
    ("`pivot`", "select * from (pivot a on x using count(*)) as b"),
    ("`attimezone`", "select x at time zone 'UTC' as v from a"),
    ("`lateral`", "select q.x from a, lateral (select a.x) as q"),
)


@pytest.mark.parametrize(("form", "refused", "near"), [pytest.param(*case, id=f"{case[0]}, like {case[1]}") for case in _CASES])
def test_refused_and_near(form: str, refused: str, near: str) -> None:
    with pytest.raises(DialectError) as caught:
        parse(refused, "a_step")
    fault = next(fault for _, fault in (*FORMS, *SPELLINGS) if fault.form == form)
    assert f"{fault.form}: {fault.reason}" in caught.value.problem
    assert fault.remedy in caught.value.hint
    assert caught.value.place == "a_step"
    assert caught.value.sql == refused
    assert parse(near, "a_step").text == near


def test_every_form_has_a_case() -> None:
    assert {fault.form for _, fault in (*FORMS, *SPELLINGS)} == {form for form, _, _ in _CASES}


@pytest.mark.parametrize(("name", "sql"), _STRANGERS)
def test_what_was_never_shown_to_agree_is_refused(name: str, sql: str) -> None:
    with pytest.raises(DialectError, match=r"nobody has shown that every engine gives the same") as caught:
        parse(sql, "a_step")
    assert f"{name}: " in caught.value.problem


def test_what_is_allowed_was_run() -> None:
    run = {type(node) for sql in (*(sql for sql, _ in GRIDS.values()), *QUERIES.values()) for node in parse(sql, "a_step").tree.walk()}
    bound = {sqlglot.exp.Placeholder}  # tests of binding run it
    assert {kind.__name__ for kind in AGREED - run - bound} == set()


def test_all_faults_are_told_at_once() -> None:
    with pytest.raises(DialectError) as caught:
        parse("select sum(x) as v, hash(y) as h from a group by all", "a_step")
    assert all(form in caught.value.problem for form in ("sum(x):", "hash:", "group by all:"))


_SILENT = (
    "select cast(2.5 as int) as v",
    "select levenshtein('好评返现', '好评返红包') as v",
    "select date_diff('hour', timestamp '2024-01-01 00:59:00', timestamp '2024-01-01 01:00:00') as v",
    "select regexp_replace('a1b2', '[0-9]', '#') as v",
    "select dayofweek(date '2024-01-01') as v",
    "select substr('abc', 0, 2) as v",
    "select trim('　a') as v",
    "select ln(0.0) as v",
    "select arg_max(s, id) as v from (values ('a', 1), (null, 2)) as t(s, id)",
    "select list(s) as v from (values ('a'), (null)) as t(s)",
    "select count(*) as v from (select [] as l) as t left join unnest(t.l) as q(u) on true",
    "select upper('ß') as v",
    r"select 'a%' like 'a\%' as v",
    "select cast(1e300 as varchar) as v",
    "select seconds_whole as v from (select epoch(timestamp '2024-01-01 00:00:00.5') as seconds_whole) as t",
)


@pytest.mark.sail
@pytest.mark.parametrize("sql", _SILENT)
def test_the_bans_have_a_reason(sql: str, sail: SparkEngine, duck: DuckDBEngine) -> None:
    written = sqlglot.transpile(sql, read="duckdb", write="spark")[0]
    here = duck.fetch(sql, step="here").column(0).to_pylist()
    there = sail.session.sql(written).toArrow().column(0).to_pylist()
    assert here != there


@pytest.mark.sail
@pytest.mark.parametrize(
    "sql",
    [
        pytest.param("select id, ln(x) as v from goods order by id", id="a logarithm of nothing is NULL everywhere"),
        pytest.param("select arg_max(s, id) as v from goods where id < 5", id="arg_max passes over NULL everywhere"),
        pytest.param("select id, d / 3 as v from goods order by id", id="a decimal divides into a double everywhere"),
    ],
)
def test_what_differs_by_itself_is_written_so_that_it_does_not(sql: str, sail: SparkEngine, duck: DuckDBEngine) -> None:
    with_goods(sail, duck)
    assert difference(duck.rows(sql, step="a_step"), sail.rows(sql, step="a_step")) == ""


def test_the_page_of_engines_lists_every_form_and_every_function() -> None:
    page = (Path(__file__).parents[2] / "docs" / "engine.md").read_text(encoding="utf-8")
    told = [f"| {fault.form} | {fault.reason} | {fault.remedy} |" for _, fault in (*FORMS, *SPELLINGS)]
    told += [f"| `{name}{macro.shape}` | {macro.gives} |" for name, macro in MACROS.items()]
    assert [line for line in told if line not in page] == []
