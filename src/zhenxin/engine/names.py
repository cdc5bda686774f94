"""Which tables and columns a parsed step names: its own tables told from its sub-queries, an alias told from a column."""

import difflib
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field

from sqlglot import exp

from zhenxin.errors import DialectError

Schema = Mapping[str, Collection[str]]
Columns = tuple[str, ...] | None
"""What a source gives, in order; None where nobody knows."""

_AFTER = frozenset({"group", "having", "qualify", "order", "windows", "distinct"})
"""Clauses that may name an alias of the select list."""


@dataclass
class _Source:
    columns: Columns
    table: str = ""
    """The base table; empty for a sub-query."""


@dataclass
class _Scope:
    aliases: frozenset[str]
    outer: "_Scope | None"
    sources: dict[str, _Source] = field(default_factory=dict)
    merged: set[str] = field(default_factory=set)
    """Columns that a `using` makes one."""


class Reader:
    """Walks one query; afterwards `reads` has its columns, table by table, and `tables` the places where base tables stand.

    With a schema every name must be found, or DialectError is raised; without one, a name that could be of several tables counts for
    each of them, and a star counts as the column `*`.
    """

    def __init__(self, tree: exp.Expr, step: str = "a step", schema: Schema | None = None) -> None:
        self.reads: dict[str, set[str]] = {}
        self.tables: list[exp.Table] = []
        self._step = step
        self._schema = {name.lower(): tuple(column.lower() for column in columns) for name, columns in schema.items()} if schema else None
        self._query(tree, {}, None)

    def _query(self, node: exp.Expr, made: Mapping[str, Columns], outer: _Scope | None) -> Columns:
        made = dict(made)
        with_ = node.args.get("with_")
        for cte in with_.expressions if with_ is not None else ():
            made[cte.alias.lower()] = _renamed(cte, self._query(cte.this, made, outer))
        match node:
            case exp.Subquery():
                return self._query(node.this, made, outer)
            case exp.SetOperation():
                left = self._query(node.this, made, outer)
                self._query(node.expression, made, outer)
                return left
            case exp.Select():
                return self._select(node, made, outer)
        return None

    def _select(self, select: exp.Select, made: Mapping[str, Columns], outer: _Scope | None) -> Columns:
        scope = _Scope(frozenset(one.alias.lower() for one in select.expressions if isinstance(one, exp.Alias)), outer)
        first = select.args.get("from_")
        if first is not None:
            self._source(first.this, scope, made)
        for join in select.args.get("joins") or ():
            self._join(join, scope, made)
        given: list[str] | None = []
        for projection in select.expressions:
            stars = self._starred(projection, scope)
            if stars is not None:
                given = None if given is None or None in stars else [*given, *(name for names in stars for name in names or ())]
                continue
            self._expression(projection, scope, made, "expressions")
            if given is not None:
                given.append(projection.alias_or_name.lower())
        for clause, part in select.args.items():
            if clause not in {"from_", "joins", "with_", "expressions"}:
                for one in part if isinstance(part, list) else [part]:
                    if isinstance(one, exp.Expr):
                        self._expression(one, scope, made, clause)
        return None if given is None else tuple(given)

    def _join(self, join: exp.Join, scope: _Scope, made: Mapping[str, Columns]) -> None:
        before = dict(scope.sources)
        self._source(join.this, scope, made)
        for shared in join.args.get("using") or ():
            scope.merged.add(shared.name.lower())
            self._unqualified(shared.name.lower(), scope, "using")
        if join.args.get("on") is not None:
            self._expression(join.args["on"], scope, made, "on")
        if join.kind in {"SEMI", "ANTI"} or join.side in {"SEMI", "ANTI"}:  # what it looks up cannot be named afterwards
            scope.sources = before

    def _source(self, node: exp.Expr, scope: _Scope, made: Mapping[str, Columns]) -> None:
        name = node.alias_or_name.lower()
        if isinstance(node, exp.Table) and isinstance(node.this, exp.Identifier):
            table = node.name.lower()
            if table in made:
                scope.sources[name] = _Source(_renamed(node, made[table]))
            else:
                scope.sources[name] = _Source(_renamed(node, self._base(node, table)), table)
        elif isinstance(node, exp.Subquery):
            scope.sources[name] = _Source(_renamed(node, self._query(node, made, scope.outer)))
        else:
            self._expression(node, scope, made, "from")
            scope.sources[name] = _Source(_renamed(node, None))

    def _base(self, node: exp.Table, table: str) -> Columns:
        self.tables.append(node)
        self.reads.setdefault(table, set())
        if self._schema is None:
            return None
        if table not in self._schema:
            raise self._unknown(f"the table `{table}`, which nobody knows", table, self._schema, "tables")
        return self._schema[table]

    def _starred(self, projection: exp.Expr, scope: _Scope) -> list[Columns] | None:
        """What a star in the select list stands for, source by source; None where it is no star."""
        if isinstance(projection, exp.Star):
            sources = list(scope.sources.values())
        elif isinstance(projection, exp.Column) and isinstance(projection.this, exp.Star):
            found = self._owner(projection.table.lower(), scope)
            sources = [found] if found else []
        else:
            return None
        for source in sources:
            if source.table:
                self.reads[source.table].update(source.columns or ("*",))
        return [source.columns for source in sources]

    def _expression(self, node: exp.Expr, scope: _Scope, made: Mapping[str, Columns], clause: str) -> None:
        waiting = [node]
        while waiting:
            one = waiting.pop()
            if isinstance(one, exp.Query):
                self._query(one, made, scope)
            elif not isinstance(one, exp.Column):
                waiting.extend(one.iter_expressions())
            elif one.table:
                self._qualified(one.table.lower(), one.name.lower(), scope)
            else:
                self._unqualified(one.name.lower(), scope, clause)

    def _qualified(self, owner: str, name: str, scope: _Scope) -> None:
        source = self._owner(owner, scope)
        if source is None:
            return
        if self._schema is not None and source.columns is not None and name not in source.columns:
            where = source.table or owner
            which = "which no event table has" if source.table else "which it does not give"
            raise self._unknown(f"`{where}.{name}`, {which}", name, source.columns, f"columns of `{where}`")
        if source.table:
            self.reads[source.table].add(name)

    def _unqualified(self, name: str, scope: _Scope, clause: str) -> None:
        if clause == "order" and name in scope.aliases:
            return
        for level in _levels(scope):
            sources = list(level.sources.values())
            having = [source for source in sources if source.columns is not None and name in source.columns]
            if len(having) > 1 and name not in level.merged and self._schema is not None:
                owners = " or ".join(f"`{alias}.{name}`" for alias, source in level.sources.items() if source in having)
                raise DialectError(f"`{self._step}` reads `{name}`, which could be {owners}", place=self._step, hint="say which")
            unknown = [source for source in sources if source.columns is None]
            if not having and level is scope and name in scope.aliases and (clause in _AFTER or not unknown):
                self._aliased(name, clause)
                return
            for source in having or unknown:
                if source.table:
                    self.reads[source.table].add(name)
            if having or unknown:
                return
        if self._schema is not None:
            near = [column for level in _levels(scope) for source in level.sources.values() for column in source.columns or ()]
            raise self._unknown(f"`{name}`, which none of its tables has", name, near, "columns")

    def _aliased(self, name: str, clause: str) -> None:
        if clause not in _AFTER and self._schema is not None:
            hint = "write the expression again, or name it in a sub-query"
            raise DialectError(f"`{self._step}` uses `{name}` where its alias is not yet known", place=self._step, hint=hint)

    def _owner(self, owner: str, scope: _Scope) -> _Source | None:
        for level in _levels(scope):
            if owner in level.sources:
                return level.sources[owner]
        if self._schema is not None:
            raise self._unknown(f"something called `{owner}`, which is not there", owner, scope.sources, "there are")
        return None

    def _unknown(self, what: str, name: str, known: Collection[str], whose: str) -> DialectError:
        near = difflib.get_close_matches(name, sorted(known), n=1)
        hint = f"did you mean `{near[0]}`?" if near else f"{whose}: {', '.join(dict.fromkeys(known)) or 'none'}"
        return DialectError(f"`{self._step}` reads {what}", place=self._step, hint=hint)


def _levels(scope: _Scope) -> Iterator[_Scope]:
    level: _Scope | None = scope
    while level is not None:
        yield level
        level = level.outer


def _renamed(node: exp.Expr, columns: Columns) -> Columns:
    """`columns` under the names that `as t(a, b)` gives them."""
    alias = node.args.get("alias")
    given = [one.name.lower() for one in alias.args.get("columns") or ()] if isinstance(alias, exp.TableAlias) else []
    if not given:
        return columns
    return (*given, *(columns or ())[len(given) :])
