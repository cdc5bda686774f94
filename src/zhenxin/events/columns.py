"""Which column of a file is which column of ours."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from zhenxin.engine.cells import quoted
from zhenxin.engine.checking import Found
from zhenxin.errors import InputError, MappingError
from zhenxin.events.expressions import read_expression
from zhenxin.events.mapping import MAP_FILE, TableMap
from zhenxin.events.near import did_you_mean, is_personal, nearest
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
    found: dict[str, tuple[str, ...]] = {raw: (hashed,) for raw, hashed in raw_columns(table).items()}
    found |= network_columns(table)
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
        cells[target] = read_expression(sql, theirs, place=f"{place}, {MAP_FILE}, `{target}`", text=text)
    taken = {name for found in cells.values() for name in found.uses}
    for target in wanted:
        if target not in cells and target in theirs and theirs[target] not in taken:
            cells[target] = Found(quoted(theirs[target]), (theirs[target],))
    for target, found in cells.items():
        if target in typed.by_name and typed.by_name[target].type == "id" and len(found.uses) == 1 and found.uses[0] in pointless:
            cells[target] = Found(f"regexp_replace({found.sql}, '\\.0+$', '')", found.uses)
    _nothing_missing(typed, cells, [name for name in theirs if theirs[name] not in taken], place)
    hidden = {name for raw in raws if raw in cells for name in cells[raw].uses} | {name for name in theirs.values() if is_personal(name)}
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
