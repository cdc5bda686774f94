"""A cell of the mapping file: one of the user's columns, or an expression over the columns of one row."""

from collections.abc import Mapping

import sqlglot
from sqlglot import exp
from sqlglot.errors import SqlglotError

from zhenxin.engine.cells import quoted
from zhenxin.engine.checking import Found
from zhenxin.errors import MappingError
from zhenxin.events.near import did_you_mean

_REFUSED = (exp.Query, exp.AggFunc, exp.Window, exp.CurrentTimestamp, exp.CurrentDate, exp.CurrentTime, exp.Rand, exp.Uuid, exp.Placeholder)
_REFUSED_NAMES = frozenset({"now", "getenv", "current_setting", "nextval", "setseed", "query", "query_table", "txid_current", "version"})

_ARITHMETIC = (exp.Add, exp.Sub, exp.Mul, exp.Div, exp.Neg, exp.Mod, exp.UnixToTime, exp.Round, exp.Floor, exp.Ceil, exp.Abs)
"""Where a column of a text file is meant as a number."""

_EXAMPLE = 'such as `amount = "total / 100"`'


def read_expression(sql: str, theirs: Mapping[str, str], *, place: str, text: bool) -> Found:
    """Read what the mapping file says of one column; `theirs` is folded name to name, `text` says that all cells are text.

    Raises MappingError where it is no expression over one row, names a column that is not there, or asks the clock or the dice.
    """
    own = theirs.get(sql.strip().casefold())
    if own is not None:
        return Found(quoted(own), (own,))
    try:
        tree = sqlglot.parse_one(f"select ({sql})", read="duckdb")
    except SqlglotError:
        near = did_you_mean(sql, theirs, f"columns of the file: {', '.join(theirs.values())}")
        raise MappingError(f"`{sql}` is neither a column nor an expression", place=place, hint=near) from None
    inner = tree.expressions[0].this if isinstance(tree, exp.Select) and len(tree.expressions) == 1 else None
    if inner is None or isinstance(inner, exp.Tuple) or any(_refused(node) for node in inner.walk()):
        raise MappingError(f"`{sql}` is not an expression over one row", place=place, hint=_EXAMPLE)
    return _bound(inner, sql, theirs, place, text=text)


def _refused(node: exp.Expression) -> bool:
    return isinstance(node, _REFUSED) or (isinstance(node, exp.Anonymous) and node.name.lower() in _REFUSED_NAMES)


def _bound(tree: exp.Expression, sql: str, theirs: Mapping[str, str], place: str, *, text: bool) -> Found:
    uses = []
    for column in list(tree.find_all(exp.Column)):
        own = theirs.get(column.name.casefold())
        if own is None or column.table:
            raise MappingError(
                f"there is no column `{column.sql('duckdb')}`",
                place=place,
                hint=did_you_mean(column.name, theirs, f"columns of the file: {', '.join(theirs.values())}"),
            )
        uses.append(own)
        new: exp.Expression = exp.column(exp.to_identifier(own, quoted=True))
        if text:
            meant = isinstance(column.parent, _ARITHMETIC)
            new = (
                exp.TryCast(this=new, to=exp.DataType.build("double")) if meant else exp.Nullif(this=new, expression=exp.Literal.string(""))
            )
        if column is tree:
            tree = new
        else:
            column.replace(new)
    if not uses and not isinstance(tree, (exp.Literal, exp.Null, exp.Cast, exp.Boolean)):
        raise MappingError(f"`{sql}` names no column", place=place, hint="name a column of the file, or a constant in single quotes")
    return Found(f"try({tree.sql('duckdb')})" if uses else tree.sql("duckdb"), tuple(uses))
