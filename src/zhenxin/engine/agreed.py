"""The forms of SQL that were run on every engine and gave the same; whatever is not named here is refused."""

from sqlglot import exp

_STRUCTURE = (
    exp.Select, exp.Union, exp.Intersect, exp.Except, exp.Subquery, exp.With, exp.CTE, exp.From, exp.Join, exp.Table, exp.TableAlias,
    exp.Values, exp.Unnest, exp.Explode, exp.Where, exp.Group, exp.Rollup, exp.Cube, exp.GroupingSets, exp.Having, exp.Qualify, exp.Order,
    exp.Ordered, exp.Limit, exp.Offset, exp.Distinct, exp.Alias, exp.Column, exp.Identifier, exp.Star, exp.Tuple, exp.Paren, exp.Filter,
    exp.Window, exp.WindowSpec, exp.WithinGroup, exp.IgnoreNulls, exp.RespectNulls, exp.Exists,
)  # fmt: skip

_VALUES = (
    exp.Literal,
    exp.Null,
    exp.Boolean,
    exp.Placeholder,
    exp.Interval,
    exp.Var,
    exp.DataType,
    exp.DataTypeParam,
    exp.Cast,
    exp.TryCast,
)

_OPERATORS = (
    exp.Add, exp.Sub, exp.Mul, exp.Div, exp.IntDiv, exp.Mod, exp.Neg, exp.EQ, exp.NEQ, exp.GT, exp.GTE, exp.LT, exp.LTE, exp.Is, exp.In,
    exp.Between, exp.And, exp.Or, exp.Not, exp.NullSafeEQ, exp.NullSafeNEQ, exp.Like, exp.ILike, exp.Escape, exp.DPipe, exp.BitwiseAnd,
    exp.BitwiseOr, exp.BitwiseXor, exp.BitwiseLeftShift, exp.BitwiseRightShift,
)  # fmt: skip

_NUMBERS = (
    exp.Abs, exp.Ceil, exp.Floor, exp.Round, exp.Sign, exp.Sqrt, exp.Cbrt, exp.Exp, exp.Ln, exp.Log, exp.Pow, exp.Pi, exp.Sin, exp.Cos,
    exp.Tan, exp.Asin, exp.Acos, exp.Atan, exp.Atan2, exp.Radians, exp.Degrees, exp.Greatest, exp.Least, exp.Coalesce, exp.Nullif, exp.If,
    exp.Case,
)  # fmt: skip

_TEXT = (
    exp.Length, exp.Lower, exp.Concat, exp.ConcatWs, exp.Substring, exp.Left, exp.Right, exp.StrPosition, exp.Contains, exp.StartsWith,
    exp.EndsWith, exp.Trim, exp.Replace, exp.Translate, exp.Repeat, exp.Pad, exp.Ascii, exp.Chr, exp.RegexpLike, exp.RegexpExtract,
    exp.RegexpReplace, exp.RegexpExtractAll, exp.MD5, exp.SHA2, exp.Hex, exp.SplitPart, exp.ArrayToString,
)  # fmt: skip

_TIMES = (
    exp.TimestampTrunc, exp.DateTrunc, exp.Extract, exp.Year, exp.Month, exp.Day, exp.Hour, exp.Minute, exp.Quarter, exp.Week,
    exp.DayOfYear, exp.LastDay, exp.DateFromParts, exp.TimeToStr,
)  # fmt: skip

_LISTS = (exp.Array, exp.ArraySize, exp.ArraySort, exp.GenerateSeries)

_AGGREGATES = (
    exp.Count, exp.Sum, exp.Avg, exp.Min, exp.Max, exp.Stddev, exp.StddevSamp, exp.StddevPop, exp.Variance, exp.VariancePop, exp.LogicalOr,
    exp.LogicalAnd, exp.ArgMax, exp.ArgMin, exp.Median, exp.PercentileCont, exp.GroupConcat, exp.BitwiseXorAgg, exp.BitwiseOrAgg,
    exp.BitwiseAndAgg, exp.Grouping,
)  # fmt: skip

_WINDOWS = (
    exp.RowNumber, exp.Rank, exp.DenseRank, exp.Ntile, exp.PercentRank, exp.CumeDist, exp.Lag, exp.Lead, exp.FirstValue, exp.LastValue,
    exp.NthValue,
)  # fmt: skip

AGREED: frozenset[type[exp.Expr]] = frozenset(
    (*_STRUCTURE, *_VALUES, *_OPERATORS, *_NUMBERS, *_TEXT, *_TIMES, *_LISTS, *_AGGREGATES, *_WINDOWS)
)
"""Kinds of node; docs/engine.md lists them as words, and tests/engine/test_portable.py runs each of them on every engine."""

PARTS = frozenset({"year", "quarter", "month", "week", "day", "hour", "minute"})
"""What `extract` may take out of a time, and `date_trunc` may cut it to."""

RESERVED = frozenset({"at", "end", "start", "user", "order", "group", "table", "when", "case", "window"})
"""Words that one of the engines keeps for itself and that a column may not bear."""

TIME_CODES = frozenset({"%Y", "%m", "%d", "%H", "%M", "%S"})
"""What `strftime` may write."""

TYPES = frozenset(
    exp.DataType.build(name, dialect="duckdb").this
    for name in ("boolean", "smallint", "int", "bigint", "double", "decimal", "varchar", "date", "timestamp")
)
"""What a value may be cast to, and lists of these; a decimal says its width."""
