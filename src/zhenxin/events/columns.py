"""Which column of a file is which column of ours."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from sqlglot import exp

from zhenxin.engine import parse
from zhenxin.engine.ingest import Found, quoted
from zhenxin.errors import DialectError, InputError, MappingError
from zhenxin.events.mapping import MAP_FILE, TableMap
from zhenxin.events.near import did_you_mean, nearest
from zhenxin.events.schema import Table, network_columns, raw_columns, typed_tables

_ALWAYS_RAW = ("phone", "address", "receiver", "sender", "instrument", "wifi", "ip")
"""Raw personal columns that are hashed even where the table has no place for them."""


@dataclass(frozen=True, kw_only=True)
class Matched:
    """What was found in files of one shape."""

    cells: Mapping[str, Found]
    extras: tuple[str, ...]
    shown: tuple[str, ...]
    left_out: tuple[str, ...]
    """Extra columns whose name no engine could bear."""


def personal(table: Table) -> dict[str, tuple[str, ...]]:
    """Raw personal column to the columns that its hashes go to."""
    found = {raw: (hashed,) for raw, hashed in raw_columns(table).items()} | network_columns(table)
    for raw in _ALWAYS_RAW:
        if raw not in table.by_name and raw not in found:
            found[raw] = (f"{raw}_hash", "net_hash") if raw == "ip" else (f"{raw}_hash",)
    return found


def match(
    table: Table, columns: Iterable[str], mapped: TableMap | None, *, place: str, text: bool, pointless: frozenset[str] = frozenset()
) -> Matched:
    """Find our columns among the `columns` of a file; `text` says that its cells are all text, `pointless` which ids came as decimals.

    Raises InputError where a bold column is missing, MappingError where the mapping names what is not there.
    """
    theirs = {name.strip().casefold(): name for name in columns}
    typed = typed_tables()[table.name]
    raws = personal(table)
    wanted = [*(column.name for column in typed.columns), *raws]
    cells = {}
    for target, sql in (mapped.columns if mapped else {}).items():
        if target not in wanted:
            hint = did_you_mean(target, wanted, f"columns of `{table.name}`: {', '.join(table.by_name)}")
            raise MappingError(f"`{table.name}` has no column `{target}`", place=f"{place}, {MAP_FILE}", hint=hint)
        cells[target] = _mapped(target, sql, theirs, place=place, text=text)
    taken = {name for found in cells.values() for name in found.uses}
    for target in wanted:
        if target not in cells and target in theirs and theirs[target] not in taken:
            cells[target] = Found(quoted(theirs[target]), (theirs[target],))
    for target, found in cells.items():
        if target in typed.by_name and typed.by_name[target].type == "id" and len(found.uses) == 1 and found.uses[0] in pointless:
            cells[target] = Found(f"regexp_replace({found.sql}, '\\.0+$', '')", found.uses)
    _nothing_missing(typed, cells, [name for name in theirs if theirs[name] not in taken], place)
    hidden = {name for raw in raws if raw in cells for name in cells[raw].uses}
    used = {name for found in cells.values() for name in found.uses}
    extras = [name for name in theirs.values() if name not in used and name.casefold() not in typed.by_name]
    plain = [name for name in extras if name.isidentifier() and not name.startswith("_")]
    return Matched(
        cells=cells,
        extras=tuple(plain),
        shown=tuple(name for name in theirs.values() if name not in hidden),
        left_out=tuple(name for name in extras if name not in plain),
    )


def _nothing_missing(table: Table, cells: Mapping[str, Found], unused: Iterable[str], place: str) -> None:
    missing = [name for name in table.required if name not in cells]
    if not missing:
        return
    names = ", ".join(f"`{name}`" for name in missing)
    near = [(name, nearest(name, unused)) for name in missing]
    hints = [f'`{name} = "{found}"` under `[{table.name}.columns]` in {MAP_FILE}' for name, found in near if found]
    hint = f"write {' and '.join(hints)}" if hints else f"name your own column in {MAP_FILE} (`zhenxin map` drafts it)"
    raise InputError(f"`{table.name}` lacks {names}, without which it cannot be read", place=place, hint=hint)


def _mapped(target: str, sql: str, theirs: Mapping[str, str], *, place: str, text: bool) -> Found:
    own = theirs.get(sql.strip().casefold())
    if own is not None:
        return Found(quoted(own), (own,))
    at = f"{place}, {MAP_FILE}, `{target}`"
    try:
        tree = parse(f"select {sql} as cell from raw", at).tree
    except DialectError as error:
        raise MappingError(f"`{sql}` is neither a column nor a usable expression: {error.problem}", place=at, hint=error.hint) from None
    if (
        not isinstance(tree, exp.Select)
        or len(tree.expressions) != 1
        or tree.find(exp.AggFunc, exp.Window, exp.Subquery, exp.Join, exp.Where)
    ):
        raise MappingError(f"`{sql}` is not an expression over one row", place=at, hint='such as `amount = "total / 100"`')
    return _bound(tree.expressions[0].this, sql, theirs, at, text=text)


def _bound(tree: exp.Expression, sql: str, theirs: Mapping[str, str], at: str, *, text: bool) -> Found:
    uses = []
    for column in list(tree.find_all(exp.Column)):
        own = theirs.get(column.name.casefold())
        if own is None:
            raise MappingError(
                f"there is no column `{column.name}`",
                place=at,
                hint=did_you_mean(column.name, theirs, f"columns of the file: {', '.join(theirs.values())}"),
            )
        uses.append(own)
        new: exp.Expression = exp.column(exp.to_identifier(own, quoted=True))
        if text and isinstance(column.parent, _ARITHMETIC):
            new = exp.TryCast(this=new, to=exp.DataType.build("double"))
        if column is tree:
            tree = new
        else:
            column.replace(new)
    if not uses and not isinstance(tree, (exp.Literal, exp.Null, exp.Cast, exp.Boolean)):
        raise MappingError(f"`{sql}` names no column", place=at, hint="name a column of the file, or a constant in single quotes")
    return Found(f"try({tree.sql('duckdb')})" if uses else tree.sql("duckdb"), tuple(uses))


_ARITHMETIC = (exp.Add, exp.Sub, exp.Mul, exp.Div, exp.Neg, exp.Mod, exp.UnixToTime, exp.Round, exp.Floor, exp.Ceil, exp.Abs)
