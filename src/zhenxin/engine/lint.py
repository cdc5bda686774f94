"""The forms of SQL that give different results on different engines, and what to write in their place."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from sqlglot import exp

RESERVED = frozenset({"at", "end", "start", "user", "order", "group", "table", "when", "case", "window"})
"""Words that one of the engines keeps for itself and that a column may not bear."""


@dataclass(frozen=True)
class Fault:
    """A refused form: what it is, why, and what to write."""

    form: str
    reason: str
    remedy: str


def _called(*names: str) -> Callable[[exp.Expression], bool]:
    wanted = {name.lower() for name in names}

    def test(node: exp.Expression) -> bool:
        if isinstance(node, exp.Anonymous):
            return node.name.lower() in wanted
        return isinstance(node, exp.Func) and bool({name.lower() for name in node.sql_names()} & wanted)

    return test


def _is(*kinds: type[exp.Expression]) -> Callable[[exp.Expression], bool]:
    return lambda node: isinstance(node, kinds)


def _cast_to_whole(node: exp.Expression) -> bool:
    if not isinstance(node, (exp.Cast, exp.TryCast)) or not node.to.is_type(*exp.DataType.INTEGER_TYPES):
        return False
    inner = node.this
    whole = (exp.Round, exp.Floor, exp.Ceil, exp.Count, exp.Sum, exp.Literal, exp.Column, exp.Boolean, exp.Case, exp.Length, exp.RowNumber)
    return not isinstance(
        inner, (*whole, exp.Window, exp.Paren, exp.DateDiff, exp.Anonymous, exp.Max, exp.Min, exp.Coalesce, exp.Filter, exp.Extract)
    )


def _division(node: exp.Expression) -> bool:
    if not isinstance(node, exp.Div):
        return False
    below = node.expression
    while isinstance(below, (exp.Paren, exp.Cast)):
        below = below.this
    return not (isinstance(below, exp.Nullif) or (isinstance(below, exp.Literal) and float(below.name or 0) != 0))


def _bare_sum_of_whole(node: exp.Expression) -> bool:
    return isinstance(node, exp.Sum) and node.find_ancestor(exp.Cast) is None


def _ordered_list(node: exp.Expression) -> bool:
    return isinstance(node, (exp.ArrayAgg, exp.List)) and node.find(exp.Order) is not None


def _lookaround(node: exp.Expression) -> bool:
    return isinstance(node, exp.Literal) and node.is_string and any(mark in node.name for mark in ("(?=", "(?!", "(?<", "\\u", "\\1"))


def _any_value(node: exp.Expression) -> bool:
    return isinstance(node, exp.AnyValue) or _called("any_value", "first", "last", "arbitrary")(node)


_FORMS: tuple[tuple[Callable[[exp.Expression], bool], Fault], ...] = (
    (
        _called("levenshtein", "editdist3", "damerau_levenshtein"),
        Fault("levenshtein", "DuckDB counts bytes, others characters", "use a kernel (rapidfuzz) in map_batches"),
    ),
    (_called("hash", "xxhash64"), Fault("hash", "each engine hashes differently", "use `h60(text)`")),
    (_is(exp.JoinHint), Fault("join hint", "only Spark has it", "leave it out")),
    (
        lambda n: isinstance(n, exp.Join) and str(n.args.get("method") or n.kind).upper() == "ASOF",
        Fault("asof join", "Spark has none", "use a union and `last_value(x ignore nulls)`"),
    ),
    (
        _called("quantile_cont", "quantile", "median", "approx_quantile"),
        Fault("quantile_cont", "Spark's differs", "use `percentile_cont(q) within group (order by x)`"),
    ),
    (lambda n: isinstance(n, exp.Group) and bool(n.args.get("all")), Fault("group by all", "Sail has none", "write the keys")),
    (
        lambda n: isinstance(n, exp.With) and bool(n.args.get("recursive")),
        Fault("with recursive", "Sail and Spark 3.5 have none", "loop over `materialize`"),
    ),
    (
        _called("string_split", "split", "str_split"),
        Fault("string_split", "it becomes a regular expression that Sail refuses", "split in a kernel"),
    ),
    (_is(exp.Lambda), Fault("lambda", "the engines write it differently", "use `unnest` and a join")),
    (
        _called("list_intersect", "list_has_any", "list_has_all"),
        Fault("list function", "it is translated wrongly", "use `array_length`, or `unnest` and a join"),
    ),
    (_called("time_bucket"), Fault("time_bucket", "Spark has none", "use `date_trunc`, or whole seconds divided")),
    (_called("epoch"), Fault("epoch", "it becomes whole seconds on Spark", "use `seconds(a, b)`")),
    (_is(exp.DateDiff, exp.TimestampDiff), Fault("date_diff", "it counts boundaries, not time", "use `seconds(a, b) / 3600`")),
    (_any_value, Fault("any_value", "which row it takes differs from run to run", "use `min` or `arg_min` with a total order")),
    (_ordered_list, Fault("list(x order by y)", "Spark loses the order in silence", "use `row_number` and join")),
    (
        _lookaround,
        Fault(
            "look-around, back-reference or \\u in a pattern", "RE2 and Rust have none", "write the characters themselves, or use a kernel"
        ),
    ),
    (_cast_to_whole, Fault("cast to a whole number", "DuckDB rounds, Spark cuts", "`floor` or `round` first")),
    (_division, Fault("a / b", "b = 0 is infinity in DuckDB and an error on Spark", "write `a / nullif(b, 0)`")),
    (_bare_sum_of_whole, Fault("sum(x)", "its type differs between engines", "write `cast(sum(x) as bigint)` or `cast(sum(x) as double)`")),
    (
        lambda n: isinstance(n, exp.Alias) and n.alias.lower() in RESERVED,
        Fault("reserved word as a name", "one of the engines keeps it", "choose another name"),
    ),
    (
        _called("random", "uuid", "now", "current_timestamp", "current_date", "today"),
        Fault("the clock or the dice", "two runs would differ", "take `:as_of` or `:seed`"),
    ),
    (
        _is(exp.CurrentTimestamp, exp.CurrentDate, exp.Rand),
        Fault("the clock or the dice", "two runs would differ", "take `:as_of` or `:seed`"),
    ),
)


def faults(tree: exp.Expression) -> list[Fault]:
    """Every refused form in the tree, each once, in the order of the list above."""
    nodes = list(_walk(tree))
    return [fault for test, fault in _FORMS if any(test(node) for node in nodes)]


def _walk(tree: exp.Expression) -> Iterator[exp.Expression]:
    yield from tree.walk()
