"""What only the types of the columns tell: a cast that rounds on one engine and cuts on another, a double written as text."""

from collections.abc import Mapping

from sqlglot import exp
from sqlglot.errors import SqlglotError
from sqlglot.optimizer.annotate_types import annotate_types
from sqlglot.optimizer.qualify import qualify

from zhenxin.engine.kinds import is_whole
from zhenxin.engine.lint import FORMS, Fault

Types = Mapping[str, Mapping[str, str]]
"""Table to column to DuckDB type."""

_BY_NAME = {fault.form: fault for _, fault in FORMS}
_FRACTIONS = (*exp.DataType.FLOAT_TYPES, exp.DataType.Type.DECIMAL)


def typed_faults(tree: exp.Expr, types: Types) -> list[Fault]:
    """Refused forms that the text alone does not show; what cannot be typed passes."""
    try:
        named = qualify(tree.copy(), schema=dict(types), dialect="duckdb", validate_qualify_columns=False, quote_identifiers=False)
        typed = annotate_types(named, schema=dict(types), dialect="duckdb")
    except SqlglotError:
        return []
    nodes = list(typed.walk())
    tests = (("cast to a whole number", _cuts_a_fraction), ("a fraction as text", _writes_a_double))
    return [_BY_NAME[form] for form, test in tests if any(test(node) for node in nodes)]


def _cuts_a_fraction(node: exp.Expr) -> bool:
    is_cast = isinstance(node, (exp.Cast, exp.TryCast)) and node.to.is_type(*exp.DataType.INTEGER_TYPES)
    return is_cast and _is(node.this, *_FRACTIONS) and not is_whole(node.this, column=False)


def _writes_a_double(node: exp.Expr) -> bool:
    if isinstance(node, (exp.Cast, exp.TryCast)):
        return node.to.is_type(*exp.DataType.TEXT_TYPES) and _is(node.this, *exp.DataType.FLOAT_TYPES)
    if isinstance(node, exp.DPipe):
        return any(_is(side, *exp.DataType.FLOAT_TYPES) for side in (node.left, node.right))
    return isinstance(node, (exp.Concat, exp.ConcatWs)) and any(_is(part, *exp.DataType.FLOAT_TYPES) for part in node.expressions)


def _is(node: exp.Expr, *kinds: exp.DType) -> bool:
    return node.type is not None and node.type.is_type(*kinds)
