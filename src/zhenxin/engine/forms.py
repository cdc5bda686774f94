"""Tests of a single node: is it a form that differs between engines? `lint.py` says why it does and what to write."""

import re

from sqlglot import exp

from zhenxin.engine.agreed import PARTS, RESERVED, TIME_CODES, TYPES
from zhenxin.engine.kinds import is_fraction, is_whole

_RANKED = (
    exp.RowNumber, exp.Rank, exp.DenseRank, exp.Ntile, exp.PercentRank, exp.CumeDist, exp.Lag, exp.Lead, exp.FirstValue, exp.LastValue,
    exp.NthValue,
)  # fmt: skip


def cast_to_whole(node: exp.Expr) -> bool:
    """A cast to a whole number of something that is not evidently whole; a bare column is trusted, but not by `try_cast`."""
    if not isinstance(node, (exp.Cast, exp.TryCast)) or not node.to.is_type(*exp.DataType.INTEGER_TYPES):
        return False
    return not is_whole(node.this, column=type(node) is exp.Cast)


def cast_to_odd_type(node: exp.Expr) -> bool:
    """A cast to a type that only one engine has, or whose width each engine chooses."""
    if not isinstance(node, (exp.Cast, exp.TryCast)):
        return False
    inner = node.to
    while inner.is_type(exp.DataType.Type.ARRAY, exp.DataType.Type.LIST) and inner.expressions:
        inner = inner.expressions[0]
    has_width = bool(inner.expressions)
    return inner.this not in TYPES or has_width != inner.is_type(exp.DataType.Type.DECIMAL)


def fraction_as_text(node: exp.Expr) -> bool:
    """A double turned into text."""
    if isinstance(node, exp.Cast) and node.to.is_type(*exp.DataType.TEXT_TYPES):
        return is_fraction(node.this)
    return isinstance(node, (exp.DPipe, exp.Concat, exp.ConcatWs)) and any(is_fraction(part) for part in _operands(node))


def division_by_zero(node: exp.Expr) -> bool:
    """A division or remainder by something that may be zero."""
    return isinstance(node, (exp.Div, exp.IntDiv, exp.Mod)) and not _never_zero(node.expression)


def bare_sum(node: exp.Expr) -> bool:
    """A sum whose type gets out of the query; one that is cast, compared, divided or sorted by does not show it."""
    if not isinstance(node, exp.Sum):
        return False
    above = node.parent
    while above is not None and not isinstance(above, exp.Query):
        if isinstance(above, (exp.Cast, exp.Predicate, exp.Div, exp.Avg, exp.Ordered)):
            return False
        above = above.parent
    return True


def pattern(node: exp.Expr) -> str | None:
    """A regular expression as it is written; None where `node` is not one, the empty text where it is not written down."""
    if not isinstance(node, (exp.RegexpLike, exp.RegexpExtract, exp.RegexpExtractAll, exp.RegexpReplace)):
        return None
    return node.expression.name if isinstance(node.expression, exp.Literal) else ""


_CLASS = re.compile(r"\[\^?\]?(?:\\.|[^\]\\])*\]")
_LOOK = re.compile(r"\(\?(?:=|!|<|>)|\\[1-9kQE]|[*+?}]\+")
_SHORTHAND = re.compile(r"\\[dDwWsSbBhHvVRXZG]|\[\[:")


def look_around(node: exp.Expr) -> bool:
    r"""A pattern with look-around, a back-reference, a possessive quantifier, \p, \Q or \u."""
    text = pattern(node) or ""
    return re.search(r"\\[upP]", text) is not None or _LOOK.search(_CLASS.sub("", text)) is not None


def shorthand(node: exp.Expr) -> bool:
    r"""A pattern with `.`, `$` or a class like \d, whose characters differ."""
    text = pattern(node) or ""
    outside = re.sub(r"\\.", "", _CLASS.sub("", text))
    return _SHORTHAND.search(text) is not None or "." in outside or "$" in outside


def flags(node: exp.Expr) -> bool:
    """Options beside a pattern; `(?i)` within it means the same everywhere."""
    return (
        pattern(node) is not None and not isinstance(node, exp.RegexpReplace) and bool(node.args.get("flag") or node.args.get("parameters"))
    )


def unicode_case(node: exp.Expr) -> bool:
    """A pattern that leaves the case of letters beyond ASCII open."""
    text = pattern(node) or ""
    return "(?i" in text and any(not letter.isascii() and letter.lower() != letter.upper() for letter in text)


def first_only(node: exp.Expr) -> bool:
    """A regexp_replace that would replace the first match on DuckDB and every one on Spark."""
    modifiers = node.args.get("modifiers") if isinstance(node, exp.RegexpReplace) else None
    return isinstance(node, exp.RegexpReplace) and (modifiers is None or modifiers.name != "g")


def replacement_group(node: exp.Expr) -> bool:
    r"""A replacement that may name a group, which is \1 on DuckDB and $1 on Spark."""
    replacement = node.args.get("replacement") if isinstance(node, exp.RegexpReplace) else None
    return replacement is not None and (not isinstance(replacement, exp.Literal) or bool(re.search(r"[\\$]", replacement.name)))


def escaping_like(node: exp.Expr) -> bool:
    """A pattern of like that may hold a backslash."""
    if not isinstance(node, (exp.Like, exp.ILike)):
        return False
    text = node.expression
    return not isinstance(text, (exp.Literal, exp.Placeholder)) or ("\\" in text.name and not isinstance(node.parent, exp.Escape))


def loose_order(node: exp.Expr) -> bool:
    """A rank, a neighbour, a frame of rows or a limit without an order."""
    if isinstance(node, exp.Window) and node.args.get("alias") is None:
        called = node.this.this if isinstance(node.this, (exp.IgnoreNulls, exp.RespectNulls)) else node.this
        frame = node.args.get("spec")
        by_rows = frame is not None and str(frame.args.get("kind")).upper() == "ROWS"
        return (isinstance(called, _RANKED) or by_rows) and node.args.get("order") is None
    limit = (node.args.get("limit") or node.args.get("offset")) if isinstance(node, exp.Query) else None
    return limit is not None and node.args.get("order") is None and limit.args.get("expression") != exp.Literal.number(0)


def distinct_window(node: exp.Expr) -> bool:
    """A count of distinct values, a percentile or a median over a window."""
    if not isinstance(node, exp.Window):
        return False
    inner = node.this.this if isinstance(node.this, exp.Filter) else node.this
    return isinstance(inner.args.get("this"), exp.Distinct) or isinstance(inner, (exp.WithinGroup, exp.Median))


def in_query_as_value(node: exp.Expr) -> bool:
    """An `in (select …)` that is a value rather than a condition of its own."""
    if not isinstance(node, exp.In) or node.args.get("query") is None:
        return False
    above = node.parent
    while isinstance(above, (exp.And, exp.Paren)):
        above = above.parent
    return not isinstance(above, (exp.Where, exp.Having, exp.Qualify, exp.Join))


def not_in_query(node: exp.Expr) -> bool:
    """A `not in (select …)`."""
    inner = node.this.unnest() if isinstance(node, exp.Not) else None
    return isinstance(inner, exp.In) and inner.args.get("query") is not None


def odd_time_code(node: exp.Expr) -> bool:
    """A strftime whose format is not written down or has codes that differ."""
    if not isinstance(node, exp.TimeToStr):
        return False
    text = node.args["format"]
    return not isinstance(text, exp.Literal) or not set(re.findall(r"%.", text.name)) <= TIME_CODES


def odd_unit(node: exp.Expr) -> bool:
    """A date_trunc to a unit that differs, or that is not written down."""
    return isinstance(node, (exp.TimestampTrunc, exp.DateTrunc)) and node.args["unit"].name.lower() not in PARTS


def loose_interval(node: exp.Expr) -> bool:
    """An interval whose length is not written down, or that is left to text to say."""
    if not isinstance(node, exp.Interval):
        return False
    unit = node.args.get("unit")
    return not isinstance(node.this, exp.Literal) or unit is None or unit.name.lower().removesuffix("s") not in PARTS | {"second"}


def strange_table(node: exp.Expr) -> bool:
    """A table that is a file, a function, in another schema, or a join in brackets."""
    if not isinstance(node, exp.Table):
        return False
    is_word = isinstance(node.this, exp.Identifier) and re.fullmatch(r"\w+", node.name) is not None
    return not is_word or bool(node.args.get("db") or node.args.get("joins"))


def open_series(node: exp.Expr) -> bool:
    """A generate_series whose ends are not written down, or that stands in the place of a table."""
    if not isinstance(node, exp.GenerateSeries):
        return False
    start, end = node.args.get("start"), node.args.get("end")
    if node.args.get("is_end_exclusive") or not isinstance(start, exp.Literal) or not isinstance(end, exp.Literal):
        return True
    return isinstance(node.parent, exp.Table) or int(start.name) > int(end.name)


def reserved_name(node: exp.Expr) -> bool:
    """An alias that one of the engines keeps for itself."""
    return isinstance(node, (exp.Alias, exp.TableAlias)) and node.alias_or_name.lower() in RESERVED


def name_twice(node: exp.Expr) -> bool:
    """A select list with one name twice."""
    if not isinstance(node, exp.Select):
        return False
    names = [one.alias_or_name.lower() for one in node.expressions if isinstance(one, (exp.Alias, exp.Column)) and not one.is_star]
    return len(names) != len(set(names))


def two_unnests(node: exp.Expr) -> bool:
    """A select list with more than one unnest: DuckDB pairs them, Spark refuses."""
    return isinstance(node, exp.Select) and sum(one.find(exp.Explode) is not None for one in node.expressions) > 1


def _operands(node: exp.Expr) -> list[exp.Expr]:
    return [node.left, node.right] if isinstance(node, exp.Binary) else list(node.expressions)


def _never_zero(node: exp.Expr) -> bool:
    match node:
        case exp.Literal():
            return not node.is_string and float(node.name) != 0
        case exp.Nullif():
            return isinstance(node.expression, exp.Literal) and float(node.expression.name or 1) == 0
        case exp.Paren() | exp.Cast() | exp.Neg() | exp.Abs() | exp.Sqrt():
            return _never_zero(node.this)
        case exp.Exp() | exp.Pi():
            return True
        case exp.Ln():
            return isinstance(node.this, exp.Literal) and node.this.name not in {"1", "1.0"}
        case exp.Pow():
            return isinstance(node.this, exp.Literal) and float(node.this.name) > 0
        case exp.Greatest():
            return any(isinstance(part, exp.Literal) and float(part.name) > 0 for part in [node.this, *node.expressions])
        case exp.Coalesce():
            return all(_never_zero(part) for part in [node.this, *node.expressions])
        case exp.Mul():
            return _never_zero(node.left) and _never_zero(node.right)
    return False
