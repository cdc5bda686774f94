"""One dialect for every engine: parse a step's SQL, refuse what differs between engines, bind values, and write it out for one of them."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import lru_cache

import sqlglot
from sqlglot import exp
from sqlglot.errors import ErrorLevel, SqlglotError

from zhenxin.engine.lint import Fault, faults
from zhenxin.engine.macros import check_arity
from zhenxin.engine.names import Reader, Schema
from zhenxin.engine.typed import typed_faults
from zhenxin.engine.writing import rewritten
from zhenxin.errors import DialectError

Value = str | int | float | bool | datetime | None

_BIGINT = 1 << 63
_MARK, _OPEN = "\ue000{}\ue001", re.compile("\ue000(\\w*)\ue001")
"""What stands for a value until it is known: characters of no language, which no step may use."""


@dataclass(frozen=True)
class Query:
    """A step of SQL, parsed and linted; knows what it reads without being told. Two of one text and step are one."""

    text: str
    tree: exp.Expr = field(compare=False, repr=False)
    reads: tuple[tuple[str, tuple[str, ...]], ...]
    """Table by table, the columns that the step names; sorted. Exact where it was parsed with a schema; see `parse`."""
    step: str = "a step"

    @property
    def tables(self) -> tuple[str, ...]:
        """The tables the step reads, without its own common table expressions."""
        return tuple(name for name, _ in self.reads)

    def sql(self, engine: str, values: Mapping[str, Value] | None = None, sources: Mapping[str, str] | None = None) -> str:
        """Write the step out for `engine` (`duckdb` or `spark`).

        `values` are bound as typed literals to the step's `:names`; `sources` puts a query in the place of a table it reads.
        Raises DialectError where a `:name` has no value.
        """
        return self._out(engine, values, sources, hide=False)

    def shown(self, engine: str, values: Mapping[str, Value] | None = None, sources: Mapping[str, str] | None = None) -> str:
        """The same for logs and messages: a value that is text stays its `:name`, for it may be a secret."""
        return self._out(engine, values, sources, hide=True)

    def _out(self, engine: str, values: Mapping[str, Value] | None, sources: Mapping[str, str] | None, *, hide: bool) -> str:
        try:
            text = _written(self, engine, tuple(sorted((sources or {}).items())))
        except SqlglotError as error:
            first = str(error).splitlines()[0].removesuffix(".")
            problem = f"`{self.step}` cannot be written for {engine}: {first}"
            raise DialectError(problem, place=self.step, hint="write it in forms of docs/engine.md", sql=self.text) from None
        return _OPEN.sub(lambda place: _cell(place[1], values or {}, self, engine, hide=hide), text)


def parse(text: str, step: str = "a step", schema: Schema | None = None) -> Query:
    """Parse and lint `text`; raises DialectError naming `step`, the form that is refused, and what to write in its place.

    With a `schema` (table to columns, or to columns and their DuckDB types) every table and column must be in it, and `reads` is exact;
    types tell forms that the text does not. Without one, a bare column that could be of several tables counts for each of them, and a
    star counts as the column `*`.
    """
    return _named(text, step, _frozen(schema)) if schema is not None else _parsed(text, step)


def check_names(query: Query, schema: Schema) -> None:
    """Raise DialectError where `query` names a table or column that is not in `schema` (table to columns), with the near one."""
    parse(query.text, query.step, schema)


def literal(value: Value) -> exp.Expr:
    """A value as a typed literal in the tree; text never meets SQL any other way. Raises DialectError for a value of another type."""
    match value:
        case None:
            return exp.Null()
        case bool():
            return exp.Boolean(this=value)
        case int():
            if not -_BIGINT <= value < _BIGINT:
                raise DialectError(f"the whole number {value} has more than 64 bits", hint="give it as text or as a double")
            return (
                exp.cast(exp.Literal.string(str(value)), "bigint") if value == -_BIGINT else exp.cast(exp.Literal.number(value), "bigint")
            )
        case float():
            return exp.cast(exp.Literal.string(repr(float(value))), "double")
        case datetime():
            moment = value.astimezone(UTC).replace(tzinfo=None) if value.tzinfo else value
            return exp.cast(exp.Literal.string(moment.isoformat(sep=" ", timespec="microseconds")), "timestamp", dialect="duckdb")
        case str():
            return exp.Literal.string(str(value))
        case _:
            raise DialectError(f"a value of type `{type(value).__name__}` cannot be bound", hint="give text, a number, a boolean or a time")


@lru_cache(maxsize=1024)
def _parsed(text: str, step: str) -> Query:
    try:
        trees = sqlglot.parse(text, read="duckdb")
    except SqlglotError as error:
        first = str(error).splitlines()[0].removesuffix(".")
        hint = "write it in the restricted DuckDB dialect; `select :x` must be `select cast(:x as …)`"
        raise DialectError(f"the SQL of `{step}` cannot be parsed: {first}", place=step, hint=hint, sql=text) from None
    if len(trees) != 1 or not isinstance(trees[0], exp.Query):
        raise DialectError(
            f"`{step}` must be one query", place=step, hint="one `select` a step; what it makes is kept by the engine", sql=text
        )
    tree = trees[0]
    _refuse(faults(tree, text), step, text)
    check_arity(tree, step)
    return Query(text=text, tree=tree, reads=_sorted(Reader(tree, step)), step=step)


@lru_cache(maxsize=256)  # a signal runs one step over hundreds of windows
def _written(query: Query, engine: str, sources: tuple[tuple[str, str], ...]) -> str:
    """The step in the engine's words, a mark in the place of each `:name`."""
    tree = query.tree.copy()
    made = {cte.alias.lower() for cte in tree.find_all(exp.CTE)}
    by_name = dict(sources)
    for node in Reader(tree).tables if sources else ():
        name = node.name.lower()
        if name not in by_name:
            continue
        source = parse(by_name[name], f"the source of {name}")
        hidden = sorted((set(source.tables) & made) - {name})
        if hidden:
            hint = f"give the step's own `{hidden[0]}` another name"
            raise DialectError(
                f"`{query.step}` hides `{hidden[0]}` from the source of `{name}`", place=query.step, hint=hint, sql=query.text
            )
        alias = node.args.get("alias") or exp.TableAlias(this=exp.to_identifier(node.name))
        node.replace(exp.Subquery(this=source.tree.copy(), alias=alias.copy()))
    written = rewritten(tree, engine)
    for place in list(written.find_all(exp.Placeholder)):
        place.replace(exp.Var(this=_MARK.format(place.name)))
    return written.sql(engine, unsupported_level=ErrorLevel.RAISE, copy=False)


def _refuse(found: list[Fault], step: str, text: str) -> None:
    if found:
        problem = "; ".join(f"{fault.form}: {fault.reason}" for fault in found)
        hint = "; ".join(dict.fromkeys(fault.remedy for fault in found))
        raise DialectError(f"`{step}` uses a form that differs between engines: {problem}", place=step, hint=hint, sql=text)


_Frozen = tuple[tuple[str, tuple[tuple[str, str], ...]], ...]
"""Table, then column and type; the type is empty where nobody told it."""


@lru_cache(maxsize=1024)
def _named(text: str, step: str, schema: _Frozen) -> Query:
    query = _parsed(text, step)
    types = {table: dict(columns) for table, columns in schema}
    reader = Reader(query.tree, step, types)
    if all(kind for columns in types.values() for kind in columns.values()):
        _refuse(typed_faults(query.tree, types), step, text)
    return Query(text=text, tree=query.tree, reads=_sorted(reader), step=step)


def _frozen(schema: Schema) -> _Frozen:
    return tuple(
        (table, tuple(columns.items() if isinstance(columns, Mapping) else ((column, "") for column in columns)))
        for table, columns in schema.items()
    )


def _sorted(reader: Reader) -> tuple[tuple[str, tuple[str, ...]], ...]:
    return tuple((name, tuple(sorted(reader.reads[name]))) for name in sorted(reader.reads))


def _cell(name: str, values: Mapping[str, Value], query: Query, engine: str, *, hide: bool) -> str:
    """The text of the value of `:name`; a hidden one stays its name."""
    if name not in values:
        hint = f"given: {', '.join(sorted(values)) or 'nothing'}"
        raise DialectError(f"`{query.step}` asks for `:{name}`, which nobody gives", place=query.step, hint=hint, sql=query.text)
    value = values[name]
    return f":{name}" if hide and isinstance(value, str) else literal(value).sql(engine)
