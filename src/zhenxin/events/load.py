"""A folder to a data set: every table found, checked, typed, and the derived ones made."""

import hashlib
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path

from zhenxin.engine.ingest import Ingest
from zhenxin.errors import InputError
from zhenxin.events import mapping
from zhenxin.events.dataset import Dataset, LoadedTable, Said
from zhenxin.events.discover import Source, discover
from zhenxin.events.table import Checked, check_table, keep_table
from zhenxin.settings import Settings

_NO_TIME = datetime(1970, 1, 1)  # noqa: DTZ001  as_of of a data set in which nothing ever happened


def load(folder: Path, settings: Settings, scratch: Path, *, as_of: datetime | None = None) -> Dataset:
    """Read the data set in `folder`; what has to be staged goes under `scratch` and lives as long as it does.

    `as_of` is UTC (a zone is converted); without it the latest `occurred_at` of the data holds. Raises InputError (all that is wrong
    at once) for input that cannot be read as a data set, MappingError for a mapping file that does not fit.
    """
    folder = folder.absolute()
    maps = mapping.load(folder) if folder.is_dir() else {}
    sources, said = discover(folder, maps)
    scratch = scratch / "events"
    scratch.mkdir(parents=True, exist_ok=True)
    ingest = Ingest(settings)
    try:
        checked = _checked(ingest, sources, scratch, settings, folder)
        tables = {each.table.name: keep_table(ingest, each, scratch) for each in checked}
    finally:
        ingest.close()
    until = as_of.astimezone(UTC).replace(tzinfo=None) if as_of and as_of.tzinfo else as_of
    return Dataset(
        folder=folder,
        tables=tables,
        as_of=until or _latest(tables.values()),
        as_of_given=as_of is not None,
        inputs=_inputs(sources),
        said=(*_key_said(settings, checked), *said),
    )


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
    times = [table.last_at for table in tables if table.last_at and "occurred_at" in table.columns]
    return max(times, default=_NO_TIME)


def _inputs(sources: Iterable[Source]) -> dict[str, str]:
    found = {}
    for source in sources:
        for file in source.files:
            with file.path.open("rb") as stream:
                found[file.name] = hashlib.file_digest(stream, "sha256").hexdigest()
    return dict(sorted(found.items()))


def _key_said(settings: Settings, checked: Iterable[Checked]) -> list[Said]:
    return []
