"""A folder to a data set: every table found, checked, typed, and the derived ones made."""

import hashlib
from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from zhenxin.engine.cells import quoted
from zhenxin.engine.checking import parquet
from zhenxin.engine.ingest import Ingest
from zhenxin.errors import InputError
from zhenxin.events import mapping
from zhenxin.events.dataset import Dataset, LoadedTable, Said
from zhenxin.events.derived import derive
from zhenxin.events.discover import Source, discover
from zhenxin.events.health import standing_out
from zhenxin.events.inputs import inputs_of
from zhenxin.events.payment_kinds import tell
from zhenxin.events.quarantine import gather
from zhenxin.events.schema import TABLES, typed_tables
from zhenxin.events.shops_told import tell_shops
from zhenxin.events.table import Checked, check_table, keep_table
from zhenxin.settings import Settings

_NO_TIME = datetime(1970, 1, 1)  # noqa: DTZ001  as_of of a data set in which nothing ever happened


def load(folder: Path, settings: Settings, scratch: Path, *, as_of: datetime | None = None, only: Collection[str] = ()) -> Dataset:
    """Read the data set in `folder`; what has to be staged goes under `scratch` and lives as long as it does.

    `as_of` is UTC (a zone is converted); without it the latest `occurred_at` of the data holds. With `only`, just these tables are read
    and none is derived. Raises InputError (all that is wrong at once) for input that cannot be read as a data set, MappingError for a
    mapping file that does not fit.
    """
    folder = folder.absolute()
    maps = mapping.load(folder) if folder.is_dir() else {}
    sources, said = discover(folder, maps)
    sources = [source for source in sources if not only or source.table in only]
    scratch = scratch / "events"
    scratch.mkdir(parents=True, exist_ok=True)
    ingest = Ingest(settings)
    try:
        checked = _checked(ingest, sources, scratch, settings, folder)
        hashes = _hashes(folder, sources)
        tables = {
            each.table.name: replace(keep_table(ingest, each, scratch), inputs=inputs_of(ingest, each, hashes, settings.key))
            for each in checked
        }
        told, kinds = (None, ()) if only else tell(ingest, tables, scratch)
        tables |= {"payments": told} if told else {}
        shops, named = ({}, ()) if only else tell_shops(ingest, tables, scratch)
        tables |= shops
        tables |= {} if only else derive(ingest, tables, scratch, settings.threads)
        until = utc(as_of) if as_of else _latest(tables.values())
        tables = {name: _with_twins(ingest, _with_later(ingest, table, until)) for name, table in tables.items()}
        aside = {each.table.name: gather(ingest, each, tables[each.table.name], until, folder=folder, scratch=scratch) for each in checked}
    finally:
        ingest.close()
    return Dataset(
        folder=folder,
        tables=tables,
        as_of=until,
        as_of_given=as_of is not None,
        inputs=hashes,
        said=(*_said(settings, checked, tables), *kinds, *named, *said),
        quarantine={name: path for name, path in aside.items() if path},
    )


def utc(moment: datetime) -> datetime:
    """The moment in UTC, without zone; one without zone is taken as UTC already."""
    return moment.astimezone(UTC).replace(tzinfo=None) if moment.tzinfo else moment


def _with_later(ingest: Ingest, table: LoadedTable, until: datetime) -> LoadedTable:
    if table.last_at is None or table.last_at <= until:
        return table
    when = typed_tables()[table.name].when
    counted = ingest.rows(
        f"select count(*) as n from {parquet(table.files)} where {quoted(when)} > timestamp '{until.isoformat(sep=' ')}'",
        step=f"count rows of `{table.name}` later than as_of",
    )
    return replace(table, later=counted.column("n")[0].as_py())


def _with_twins(ingest: Ingest, table: LoadedTable) -> LoadedTable:
    """On days that stand out, how many rows repeat another in everything but their key."""
    days = standing_out(table.days)
    if not days or table.name not in TABLES:
        return table
    when = quoted(TABLES[table.name].when)
    listed = ", ".join(f"date '{day}'" for day in days)
    told = ", ".join(quoted(column) for column in table.columns if column in table.filled and column != TABLES[table.name].key)
    repeated = ingest.rows(
        f"""select day, cast(sum(n) as bigint) as n from (
            select cast({when} as date) as day, hash({told}) as said, count(*) as n
            from {parquet(table.files)} where cast({when} as date) in ({listed}) group by all)
            where n > 1 group by day order by day""",
        step=f"look for repeated rows in `{table.name}`",
    )
    return replace(table, twins={row["day"]: row["n"] for row in repeated.to_pylist()})


def _checked(ingest: Ingest, sources: Iterable[Source], scratch: Path, settings: Settings, folder: Path) -> list[Checked]:
    checked, faults = [], []
    for source in sources:
        try:
            checked.append(check_table(ingest, source, scratch, settings))
        except InputError as error:
            faults.append(error)
    if len(faults) == 1:
        raise faults[0]
    if faults:
        told = "\n".join(f"    - {error.problem} ({error.place}): {error.hint}" for error in faults)
        raise InputError(f"{len(faults)} tables cannot be read", place=str(folder), hint=f"mend these\n{told}")
    return checked


def _latest(tables: Iterable[LoadedTable]) -> datetime:
    """The latest `occurred_at`; of data without any, the latest time of another kind."""
    dated = [(("occurred_at" in table.columns), table.last_at) for table in tables if table.last_at]
    return max(dated, default=(False, _NO_TIME))[1]


def _hashes(folder: Path, sources: Iterable[Source]) -> dict[str, str]:
    paths = {file.name: file.path for source in sources for file in source.files}
    if (folder / mapping.MAP_FILE).is_file():
        paths[mapping.MAP_FILE] = folder / mapping.MAP_FILE
    found = {}
    for name in sorted(paths):
        with paths[name].open("rb") as stream:
            found[name] = hashlib.file_digest(stream, "sha256").hexdigest()
    return found


def _said(settings: Settings, checked: Iterable[Checked], tables: Mapping[str, LoadedTable]) -> Iterable[Said]:
    if not settings.has_own_key and any(each.masks for each in checked):
        yield (
            "no hashing key is set, so personal values were hashed with the public one, which protects nobody; set ZHENXIN_KEY",
            "未设置哈希密钥，个人信息用公开密钥做哈希，起不到保护作用；请设置 ZHENXIN_KEY",
        )
    for each in checked:
        yield from each.parts.said
        name, loaded = each.table.name, tables[each.table.name]
        if loaded.set_aside and not loaded.rows:
            yield (
                f"every row of `{name}` was set aside; quarantine/{name}.csv says why",
                f"`{name}` 的所有行都被搁置，原因见 quarantine/{name}.csv",
            )
        elif not loaded.rows:
            yield f"`{name}` has no rows", f"`{name}` 没有数据行"
