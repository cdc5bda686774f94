"""What kind of number an expression gives, as far as its form tells: evidently whole, evidently a fraction, or neither."""

from sqlglot import exp

_COUNTED = (
    exp.Count, exp.Length, exp.StrPosition, exp.ArraySize, exp.Ascii, exp.Extract, exp.Year, exp.Quarter, exp.Month, exp.Week, exp.Day,
    exp.Hour, exp.Minute, exp.DayOfYear, exp.RowNumber, exp.Rank, exp.DenseRank, exp.Ntile, exp.IntDiv, exp.Sign, exp.Grouping,
    exp.BitwiseAnd, exp.BitwiseOr, exp.BitwiseXor, exp.BitwiseLeftShift, exp.BitwiseRightShift, exp.Boolean, exp.Predicate, exp.Connector,
    exp.Not, exp.LogicalAnd, exp.LogicalOr, exp.Null, exp.Placeholder, exp.Exists,
)  # fmt: skip
_LIKE_THEIR_FIRST = (
    exp.Paren, exp.Filter, exp.Window, exp.IgnoreNulls, exp.RespectNulls, exp.Abs, exp.Neg, exp.Sum, exp.Max, exp.Min, exp.Lag, exp.Lead,
    exp.FirstValue, exp.LastValue, exp.NthValue, exp.ArgMax, exp.ArgMin, exp.Nullif, exp.Alias, exp.Distinct, exp.Mod,
)  # fmt: skip
_LIKE_ALL = (exp.Add, exp.Sub, exp.Mul, exp.Coalesce, exp.Greatest, exp.Least, exp.Case, exp.If)
_WHOLE_MACROS = frozenset({"h60", "iso_weekday", "micros"})
_FRACTION_MACROS = frozenset({"seconds", "surprise", "surprise_of", "dsum", "rounded"})
_FRACTIONS = (
    exp.Div, exp.Avg, exp.Sqrt, exp.Cbrt, exp.Exp, exp.Ln, exp.Log, exp.Pow, exp.Pi, exp.Sin, exp.Cos, exp.Tan, exp.Asin, exp.Acos,
    exp.Atan, exp.Atan2, exp.Radians, exp.Degrees, exp.Stddev, exp.StddevPop, exp.StddevSamp, exp.Variance, exp.VariancePop,
    exp.WithinGroup, exp.Median, exp.PercentRank, exp.CumeDist,
)  # fmt: skip


def is_whole(node: exp.Expr, *, column: bool) -> bool:
    """Whether every value is certainly a whole number or a boolean; `column` says whether a bare column is trusted to be one."""
    match node:
        case exp.Literal():
            return node.name.lstrip("-").isdigit()
        case exp.Column() | exp.Subquery():
            return column
        case exp.Cast():
            return node.to.is_type(*exp.DataType.INTEGER_TYPES, exp.DataType.Type.BOOLEAN)
        case exp.Round():
            return node.args.get("decimals") is None
        case exp.Floor() | exp.Ceil():
            return True
        case exp.Anonymous():
            return node.name.lower() in _WHOLE_MACROS
    if isinstance(node, _COUNTED):
        return True
    if isinstance(node, _LIKE_THEIR_FIRST):
        inner = node.expressions[0] if isinstance(node, exp.Distinct) else node.this
        return is_whole(inner, column=column)
    return isinstance(node, _LIKE_ALL) and all(is_whole(part, column=column) for part in _parts(node))


def is_fraction(node: exp.Expr) -> bool:
    """Whether the form alone tells that the value is a double; a bare column does not tell."""
    match node:
        case exp.Literal():
            return not node.is_string and not node.name.isdigit()
        case exp.Cast():
            return node.to.is_type(*exp.DataType.FLOAT_TYPES)
        case exp.Anonymous():
            return node.name.lower() in _FRACTION_MACROS
        case exp.Round() | exp.Floor() | exp.Ceil():
            return is_fraction(node.this)
    if isinstance(node, _FRACTIONS):
        return True
    if isinstance(node, _LIKE_THEIR_FIRST):
        return not isinstance(node, exp.Distinct) and is_fraction(node.this)
    return isinstance(node, _LIKE_ALL) and any(is_fraction(part) for part in _parts(node))


def _parts(node: exp.Expr) -> list[exp.Expr]:
    """The expressions whose value may become the value of `node`."""
    if isinstance(node, exp.Case):
        branches = [branch.args["true"] for branch in node.args["ifs"]]
        return [*branches, node.args["default"]] if node.args.get("default") is not None else branches
    if isinstance(node, exp.If):
        return [part for part in (node.args.get("true"), node.args.get("false")) if part is not None]
    first = [node.this] if node.this is not None else []
    second = [node.expression] if isinstance(node, exp.Binary) else node.expressions
    return [*first, *second]
