"""Writes a parsed step out for one engine: macros in its own words, and the few forms whose meaning differs made to mean one thing."""

from collections.abc import Callable

from sqlglot import exp

from zhenxin.engine.macros import MACROS, expand

_DOUBLE = exp.DataType.build("double")


def rewritten(tree: exp.Expr, engine: str) -> exp.Expr:
    """`tree`, which is used up, as it is to be written for `engine` (`duckdb` or `spark`)."""
    root = exp.Paren(this=tree)  # so that the query itself can be replaced like any other part
    for node in reversed(list(root.bfs())):  # from the leaves up: what stands above sees its parts written out already
        if isinstance(node, exp.Anonymous) and node.name.lower() in MACROS:
            expand(node, engine)
        else:
            _RULES[engine].get(type(node), _as_it_is)(node)
    whole: exp.Expr = root.this
    return whole.pop()


def _as_it_is(_node: exp.Expr) -> None:
    return None


def _double(node: exp.Expr) -> exp.Expr:
    """`node` as a double; `node` itself is moved, not copied, so that its parts can still be replaced."""
    outside = exp.Cast(this=exp.Null(), to=_DOUBLE.copy())
    if node.parent is not None:
        node.replace(outside)
    outside.set("this", node)
    return outside


def _number(node: exp.Expr) -> None:
    """A fraction is a double everywhere; Sail would make it a decimal and cut doubles beside it to its width."""
    is_decimal = isinstance(node.parent, (exp.Cast, exp.TryCast)) and node.parent.to.is_type(exp.DataType.Type.DECIMAL)
    if node.args.get("is_string") or "." not in node.name or "e" in node.name.lower() or is_decimal:
        return
    before, _, after = node.name.partition(".")
    node.set("this", f"{before or 0}.{after or 0}e0")


def _division(node: exp.Expr) -> None:
    """DuckDB divides into a double whatever it divides; Spark divides decimals into decimals."""
    _double(node.this)
    _double(node.expression)


def _average(node: exp.Expr) -> None:
    """DuckDB averages into a double; Spark averages decimals into decimals."""
    inner = node.this
    _double(inner.expressions[0] if isinstance(inner, exp.Distinct) else inner)


def _logarithm(node: exp.Expr) -> None:
    """Spark gives NULL where there is no logarithm; DuckDB would give -infinity or NaN."""
    key = "expression" if isinstance(node, exp.Log) else "this"
    inner = node.args[key]
    positive = exp.If(this=exp.GT(this=exp.Paren(this=inner.copy()), expression=exp.Literal.number(0)), true=inner.copy())
    node.set(key, exp.Case(ifs=[positive]))


def _percentile(node: exp.Expr) -> None:
    """Over doubles; DuckDB would round the percentile of a decimal to its places. SQLGlot would make it approximate on Spark."""
    if isinstance(node.this, exp.PercentileCont):
        _double(node.expression.expressions[0].this)


def _exact_percentile(node: exp.Expr) -> None:
    if isinstance(node.this, exp.PercentileCont):
        ordered = node.expression.expressions[0]
        share = (
            node.this.this
            if not ordered.args.get("desc")
            else exp.Sub(this=exp.Literal.number("1e0"), expression=exp.Paren(this=node.this.this))
        )
        node.replace(exp.Anonymous(this="percentile", expressions=[ordered.this, share]))


def _median(node: exp.Expr) -> None:
    _double(node.this)


def _week(node: exp.Expr) -> None:
    """The week of the year as ISO 8601 counts it."""
    week = exp.WeekOfYear(this=node.this)
    node.replace(week)
    _counted(week)


def _counted(node: exp.Expr) -> None:
    """Spark counts in 32 bits where DuckDB has 64; a product of two counts would overflow."""
    outside = exp.Cast(this=exp.Null(), to=exp.DataType.build("bigint"))
    node.replace(outside)
    outside.set("this", node)


def _ranked(node: exp.Expr) -> None:
    if isinstance(node.this, (exp.RowNumber, exp.Rank, exp.DenseRank, exp.Ntile)):
        _counted(node)


def _row_of_the_most(node: exp.Expr) -> None:
    """DuckDB passes over rows whose first argument is NULL; Spark would give that NULL."""
    wanted, by = node.this, node.expression
    there = exp.If(this=exp.Not(this=exp.Is(this=exp.Paren(this=wanted.copy()), expression=exp.Null())), true=by)
    node.set("expression", exp.Case(ifs=[there]))


_IN_32_BITS = (
    exp.Length, exp.StrPosition, exp.ArraySize, exp.Extract, exp.Year, exp.Quarter, exp.Month, exp.Day, exp.Hour, exp.Minute, exp.DayOfYear,
)  # fmt: skip
_Rule = Callable[[exp.Expr], None]
_RULES: dict[str, dict[type[exp.Expr], _Rule]] = {
    "duckdb": {
        exp.Literal: _number,
        exp.Ln: _logarithm,
        exp.Log: _logarithm,
        exp.WithinGroup: _percentile,
        exp.Median: _median,
    },
    "spark": {
        exp.Literal: _number,
        exp.Div: _division,
        exp.Avg: _average,
        exp.WithinGroup: _exact_percentile,
        exp.Week: _week,
        exp.Window: _ranked,
        **dict.fromkeys(_IN_32_BITS, _counted),
        exp.ArgMax: _row_of_the_most,
        exp.ArgMin: _row_of_the_most,
    },
}
