"""One dialect for every engine: parse a step's SQL, refuse what differs between engines, bind values, and write it out for one of them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache

import sqlglot
from sqlglot import exp
from sqlglot.errors import SqlglotError

from zhenxin.engine.lint import faults
from zhenxin.errors import DialectError

Value = str | int | float | bool | datetime | None

_MACROS: dict[str, dict[str, str]] = {
    "seconds": {  # exact seconds from a to b, as a double
        "duckdb": "(cast(epoch_us({1}) - epoch_us({0}) as double) / 1000000.0)",
        "spark": "(cast(unix_micros(cast({1} as timestamp)) - unix_micros(cast({0} as timestamp)) as double) / 1000000.0)",
    },
    "h60": {  # the first 60 bits of an md5, the same on every engine
        "duckdb": "cast('0x' || substr(md5({0}), 1, 15) as bigint)",
        "spark": "cast(conv(substr(md5({0}), 1, 15), 16, 10) as bigint)",
    },
    "surprise": {  # bits against chance: n seen where m are expected, by the Poisson tail bound of Chernoff; 0 where n <= m
        engine: "(case when cast({0} as double) > cast({1} as double) and {1} > 0 then"
        " (cast({0} as double) * ln(cast({0} as double) / cast({1} as double)) - cast({0} as double) + cast({1} as double))"
        " / ln(cast(2 as double)) else cast(0 as double) end)"
        for engine in ("duckdb", "spark")
    },
}


@dataclass(frozen=True)
class Query:
    """A step of SQL, parsed and linted; knows what it reads without being told."""

    text: str
    tree: exp.Expression
    reads: tuple[tuple[str, tuple[str, ...]], ...]
    """Table by table, the columns that the step names; sorted."""

    @property
    def tables(self) -> tuple[str, ...]:
        """The tables the step reads, without its own common table expressions."""
        return tuple(name for name, _ in self.reads)

    def sql(self, engine: str, values: Mapping[str, Value] | None = None, sources: Mapping[str, str] | None = None) -> str:
        """Write the step out for `engine` (`duckdb` or `spark`).

        `values` are bound as typed literals to the step's `:names`; `sources` puts a query in the place of a table it reads.
        Raises DialectError where a `:name` has no value.
        """
        tree = self.tree.copy()
        tree = _with_sources(tree, sources or {})
        tree = _bound(tree, values or {}, self.text)
        return _expanded(tree, engine).sql(engine, unsupported_level=sqlglot.ErrorLevel.RAISE)


@lru_cache(maxsize=1024)
def parse(text: str, step: str = "a step") -> Query:
    """Parse and lint `text`; raises DialectError naming `step`, the form that is refused, and what to write in its place."""
    try:
        trees = sqlglot.parse(text, read="duckdb")
    except SqlglotError as error:
        first = str(error).splitlines()[0]
        raise DialectError(
            f"the SQL of `{step}` cannot be parsed: {first}", place=step, hint="write it in the restricted DuckDB dialect", sql=text
        ) from None
    if len(trees) != 1 or trees[0] is None:
        raise DialectError(f"`{step}` must be one statement", place=step, hint="one query a step", sql=text)
    tree = trees[0]
    found = faults(tree)
    if found:
        problem = "; ".join(f"{fault.form}: {fault.reason}" for fault in found)
        raise DialectError(
            f"`{step}` uses a form that differs between engines: {problem}",
            place=step,
            hint="; ".join(fault.remedy for fault in found),
            sql=text,
        )
    return Query(text=text, tree=tree, reads=_reads(tree))


def literal(value: Value) -> exp.Expression:
    """A value as a typed literal in the tree; text never meets SQL any other way."""
    match value:
        case None:
            return exp.Null()
        case bool():
            return exp.Boolean(this=value)
        case int():
            return exp.cast(exp.Literal.number(str(value)), "bigint")
        case float():
            return exp.cast(exp.Literal.string(repr(value)), "double")
        case datetime():
            return exp.cast(exp.Literal.string(value.strftime("%Y-%m-%d %H:%M:%S.%f")), "timestamp")
        case str():
            return exp.Literal.string(value)


def _names_made(tree: exp.Expression) -> set[str]:
    return {cte.alias.lower() for cte in tree.find_all(exp.CTE)}


def _reads(tree: exp.Expression) -> tuple[tuple[str, tuple[str, ...]], ...]:
    made = _names_made(tree)
    columns: dict[str, set[str]] = {table.name.lower(): set() for table in tree.find_all(exp.Table) if table.name.lower() not in made}
    for select in tree.find_all(exp.Select):
        here = _tables_of(select)
        for column in _own_columns(select):
            owner = column.table.lower()
            wanted = [here[owner]] if owner in here else ([] if owner else list(here.values()))
            for table in wanted:
                if table in columns:
                    columns[table].add(column.name.lower())
    return tuple((name, tuple(sorted(columns[name]))) for name in sorted(columns))


def _tables_of(select: exp.Select) -> dict[str, str]:
    """Alias to table name for what this select itself reads."""
    sources = [select.args.get("from_") or select.args.get("from"), *(select.args.get("joins") or [])]
    found = {}
    for source in sources:
        table = source.this if source is not None else None
        if isinstance(table, exp.Table):
            found[(table.alias or table.name).lower()] = table.name.lower()
    return found


def _own_columns(select: exp.Select) -> Iterable[exp.Column]:
    """Columns named in this select or in an expression below it that is not a select of its own."""
    for column in select.find_all(exp.Column):
        if column.find_ancestor(exp.Select) is select or not column.table or column.table.lower() in _tables_of(select):
            yield column


def _with_sources(tree: exp.Expression, sources: Mapping[str, str]) -> exp.Expression:
    made = _names_made(tree)

    def swap(node: exp.Expression) -> exp.Expression:
        if isinstance(node, exp.Table) and node.name.lower() in sources and node.name.lower() not in made:
            inner = sqlglot.parse_one(sources[node.name.lower()], read="duckdb")
            return exp.Subquery(this=inner, alias=exp.TableAlias(this=exp.to_identifier(node.alias or node.name)))
        return node

    return tree.transform(swap)


def _bound(tree: exp.Expression, values: Mapping[str, Value], text: str) -> exp.Expression:
    def bind(node: exp.Expression) -> exp.Expression:
        if isinstance(node, (exp.Placeholder, exp.Parameter)):
            name = str(node.this.name if isinstance(node.this, exp.Expression) else node.this)
            if name not in values:
                raise DialectError(
                    f"the step asks for `:{name}`, which nobody gives", hint=f"given: {', '.join(sorted(values)) or 'nothing'}", sql=text
                )
            return literal(values[name])
        return node

    return tree.transform(bind)


def _expanded(tree: exp.Expression, engine: str) -> exp.Expression:
    def expand(node: exp.Expression) -> exp.Expression:
        if isinstance(node, exp.Anonymous) and node.name.lower() in _MACROS:
            arguments = [_expanded(argument, engine).sql(engine) for argument in node.expressions]
            return sqlglot.parse_one(_MACROS[node.name.lower()][engine].format(*arguments), read=engine)
        return node

    return tree.transform(expand)
