"""The forms of SQL that give different results on different engines, and what to write in their place."""

from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise

import sqlglot
from sqlglot import exp
from sqlglot.tokenizer_core import Token, TokenType

from zhenxin.engine import forms
from zhenxin.engine.agreed import AGREED, PARTS
from zhenxin.engine.macros import MACROS

Test = Callable[[exp.Expr], bool]


@dataclass(frozen=True)
class Fault:
    """A refused form: what it is, why, and what to write."""

    form: str
    reason: str
    remedy: str


def faults(tree: exp.Expr, text: str) -> list[Fault]:
    """Every refused form in `tree`, which `text` says, each once; where there is none, whatever was never shown to agree."""
    nodes = list(tree.walk())
    formed = [node for node in nodes if type(node) not in _PLAIN]
    found = [fault for test, fault in FORMS if any(test(node) for node in formed)]
    tokens = sqlglot.tokenize(text, read="duckdb")
    found += [fault for spelt, fault in SPELLINGS if any(spelt(one, after) for one, after in pairwise(tokens))]
    return found or list(dict.fromkeys(_stranger(node) for node in nodes if _is_stranger(node)))


_PLAIN = {exp.Column, exp.Identifier, exp.Literal}
"""What no form begins with: more than half of all nodes."""


def _is_stranger(node: exp.Expr) -> bool:
    if isinstance(node, exp.Anonymous):
        return node.name.lower() not in MACROS
    return type(node) not in AGREED


def _stranger(node: exp.Expr) -> Fault:
    name = node.name.lower() if isinstance(node, exp.Anonymous) else (node.sql_name().lower() if isinstance(node, exp.Func) else node.key)
    return Fault(
        f"`{name}`", "nobody has shown that every engine gives the same", "use a form of docs/engine.md, or a kernel in map_batches"
    )


def _is(*kinds: type[exp.Expr]) -> Test:
    return lambda node: isinstance(node, kinds)


def _called(*names: str) -> Test:
    """A function by its name, for those that the parser has no class for."""
    return lambda node: isinstance(node, exp.Anonymous) and node.name.lower() in names


def _any(*tests: Test) -> Test:
    return lambda node: any(test(node) for test in tests)


_ORDER = "say `order by` what, down to one row"

# fmt: off
FORMS: tuple[tuple[Test, Fault], ...] = (
    # joins and sub-queries
    (lambda n: isinstance(n, exp.Join) and n.method in {"ASOF", "NATURAL", "POSITIONAL"},
     Fault("asof, natural or positional join", "Spark has none",
           "name the columns; for asof a union and `last_value(x ignore nulls)`")),
    (lambda n: isinstance(n, exp.Join) and n.side in {"LEFT", "RIGHT", "FULL"} and isinstance(n.this, exp.Unnest),
     Fault("left join unnest", "Spark loses the rows without elements in silence", "unnest in a sub-query and left join that")),
    (lambda n: isinstance(n, exp.With) and bool(n.args.get("recursive")),
     Fault("with recursive", "Sail and Spark 3.5 have none", "loop over `materialize`")),
    (forms.not_in_query, Fault("not in (select …)", "one NULL in it changes the answer", "write `not exists` or an anti join")),
    (forms.in_query_as_value, Fault("in (select …) as a value", "Sail has none, Spark differs for NULL", "join, or write `exists`")),
    (forms.strange_table,
     Fault("a table that is not a plain word", "a step reads tables, not files", "read the files first, then name it")),
    # select lists, groups and orders
    (lambda n: isinstance(n, exp.Star) and any(n.args.get(word) for word in ("except_", "replace", "rename")),
     Fault("star with exclude, replace or rename", "Sail and Spark lack it", "write the columns")),
    (forms.name_twice, Fault("two columns of one name", "one of them is lost or renamed", "give each its own alias")),
    (forms.reserved_name, Fault("reserved word as a name", "one of the engines keeps it", "choose another name")),
    (forms.two_unnests, Fault("two unnests in one select", "DuckDB pairs them, Spark has none", "unnest in two sub-queries")),
    (lambda n: isinstance(n, exp.Group) and bool(n.args.get("all")), Fault("group by all", "Sail has none", "write the keys")),
    (lambda n: isinstance(n, exp.Distinct) and n.args.get("on") is not None,
     Fault("distinct on", "the order of its rows is lost on Spark", "write `qualify row_number() over (…) = 1`")),
    (forms.loose_order, Fault("limit or rank without order", "which rows it takes differs from run to run", _ORDER)),
    # aggregates and windows
    (_any(_is(exp.Quantile, exp.ApproxQuantile, exp.PercentileDisc, exp.ApproxDistinct),
          lambda n: isinstance(n, exp.PercentileCont) and n.args.get("expression") is not None),
     Fault("quantile", "Spark takes another row or has none", "write `percentile_cont(q) within group (order by x)`")),
    (_any(_is(exp.AnyValue, exp.First, exp.Last, exp.Mode), _called("any_value", "arbitrary")),
     Fault("any_value", "which row it takes differs from run to run", "write `min`, or `arg_min` with a total order")),
    (_is(exp.ArrayAgg),
     Fault("list(x)", "Spark loses its order and drops NULL, in silence", "write `list_of(x)`: distinct, sorted, no NULL")),
    (lambda n: isinstance(n, exp.GroupConcat) and not isinstance(n.this, exp.Order),
     Fault("string_agg without order", "its order differs from run to run", "write `string_agg(x, ',' order by x)`")),
    (forms.bare_sum,
     Fault("sum(x)", "its type differs between engines", "write `cast(sum(x) as bigint)`, `cast(sum(x) as double)` or `dsum(x)`")),
    (_is(exp.CountIf), Fault("count_if", "its type differs between engines", "write `count(*) filter (where …)`")),
    (forms.distinct_window, Fault("distinct or percentile over a window", "Spark or DuckDB has none", "group in a sub-query and join")),
    (lambda n: isinstance(n, exp.Window) and isinstance(n.this, exp.Filter),
     Fault("filter over a window", "Sail has none", "write `case when … then x end` inside the function")),
    # numbers
    (forms.cast_to_whole,
     Fault("cast to a whole number", "DuckDB rounds, Spark cuts",
           "`floor` or `round` first; text `cast(floor(try_cast(x as double)) as bigint)`")),
    (forms.cast_to_odd_type,
     Fault("cast to a type of one engine", "the other has none or another width",
           "use boolean, int, bigint, double, decimal(p, s), varchar, date, timestamp")),
    (forms.division_by_zero,
     Fault("a / b", "b = 0 is infinity or NULL in DuckDB and an error on Spark", "write `a / nullif(b, 0)`")),
    (lambda n: isinstance(n, exp.Round) and n.args.get("decimals") is not None,
     Fault("round to digits", "Spark rounds the digits, DuckDB the number", "write `rounded(x, n)`")),
    (lambda n: isinstance(n, exp.Log) and n.args.get("expression") is None,
     Fault("log(x)", "its base differs", "write `ln`, `log2` or `log10`")),
    (_any(_called("hash", "xxhash64")), Fault("hash", "each engine hashes differently", "write `h60(text)`")),
    (forms.open_series,
     Fault("generate_series", "Spark counts downwards where DuckDB gives none",
           "`unnest(generate_series(1, 9))`, both ends written down")),
    # text
    (_is(exp.Levenshtein), Fault("levenshtein", "DuckDB counts bytes, others characters", "use a kernel (rapidfuzz) in map_batches")),
    (_is(exp.Split), Fault("string_split", "it becomes a regular expression that Sail refuses", "write `split_part`, or use a kernel")),
    (forms.fraction_as_text,
     Fault("a fraction as text", "each engine writes it differently", "make it whole first, or write it outside SQL")),
    (lambda n: isinstance(n, exp.Substring) and n.args.get("start") == exp.Literal.number(0),
     Fault("substr from 0", "DuckDB gives one character less", "count from 1")),
    (lambda n: isinstance(n, exp.Trim) and n.args.get("expression") is None,
     Fault("trim", "DuckDB takes every blank, Spark only the space", "say which: `trim(x, ' ')`")),
    (_is(exp.Upper, exp.Initcap, exp.Reverse),
     Fault("upper, reverse", "ß and letters of several marks differ", "write `lower`, or use a kernel")),
    (forms.escaping_like,
     Fault("pattern of like", "a backslash escapes on Spark only",
           "write it down without one; or `escape '$'`, `starts_with`, `contains`")),
    (lambda n: forms.pattern(n) == "",
     Fault("pattern that is not written down", "it cannot be checked", "write it as text, or use a kernel")),
    (forms.look_around,
     Fault("look-around or back-reference in a pattern", "RE2 and Rust have none", "write the characters themselves, or use a kernel")),
    (forms.shorthand,
     Fault(r"`.`, `$` or \d \w \s \b in a pattern", "the engines mean other characters",
           r"write [0-9], [^\n], \z, or the characters themselves")),
    (forms.flags, Fault("options of a pattern", "Spark has none", "write `(?i)` into the pattern")),
    (forms.unicode_case, Fault("(?i) with letters beyond ASCII", "Spark tells É from é", "write both, as in [Éé]")),
    (forms.first_only, Fault("regexp_replace of the first", "Spark replaces all", "say so: `regexp_replace(s, p, r, 'g')`")),
    (forms.replacement_group, Fault("group in a replacement", r"it is \1 on DuckDB and $1 on Spark", "use a kernel")),
    # times
    (_is(exp.DateDiff, exp.TimestampDiff, exp.DatetimeDiff),
     Fault("date_diff", "one engine counts boundaries, the other time", "write `seconds(a, b) / 86400`")),
    (_any(_is(exp.TimeToUnix, exp.UnixToTime), _called("epoch_us", "epoch_ns", "epoch_ms"),
          lambda n: isinstance(n, exp.Extract) and n.name.lower() == "epoch"),
     Fault("epoch", "it becomes whole seconds on Spark", "write `seconds(a, b)`, or `micros(t)`")),
    (_any(_is(exp.DayOfWeek, exp.DayOfWeekIso), _called("weekday", "date_part"),
          lambda n: isinstance(n, exp.Extract) and n.name.lower() not in PARTS | {"epoch"}),
     Fault("part of a time",
           "it counts from another day, or with fractions", f"`iso_weekday(t)`, or extract {', '.join(sorted(PARTS))}")),
    (_is(exp.DateBin), Fault("time_bucket", "Spark has none", "write `date_trunc`, or `micros(t) // 60000000`")),
    (forms.odd_unit, Fault("date_trunc to that unit", "the engines differ", f"cut to {', '.join(sorted(PARTS))}")),
    (forms.odd_time_code,
     Fault("strftime with that format", "the engines write it differently", "write it down with %Y %m %d %H %M %S")),
    (forms.loose_interval, Fault("interval of that form", "Spark has none", "write `interval 2 day`, or `later(t, seconds)`")),
    # lists
    (_is(exp.Lambda), Fault("lambda", "the engines write it differently", "write `unnest` and a join")),
    (_is(exp.Bracket, exp.ArrayContains, exp.ArrayOverlaps, exp.Any, exp.ArrayConcat, exp.ArrayDistinct, exp.ArrayFilter),
     Fault("list function", "NULL, order or what lies past the end differs", "write `array_length`, or `unnest` and a join")),
    (_any(_is(exp.CurrentTimestamp, exp.CurrentDate, exp.Rand, exp.Uuid, exp.TableSample), _called("now")),
     Fault("the clock or the dice", "two runs would differ", "take `:as_of` or `:seed`")),
)
# fmt: on
"""What is refused by name: a test of a node, and what to say."""

SPELLINGS: tuple[tuple[Callable[[Token, Token], bool], Fault], ...] = (
    (
        lambda one, _: one.token_type is TokenType.TILDE,
        Fault("~", "DuckDB matches the whole text, Spark a part of it", "write `regexp_matches`, or `-1 - x`"),
    ),
    (
        lambda one, after: one.text.lower() == "len" and after.token_type is TokenType.L_PAREN,
        Fault("len", "Spark has it for text only", "write `length` for text, `array_length` for lists"),
    ),
)
"""What the parsed tree no longer tells: a test of two neighbouring tokens, and what to say."""
