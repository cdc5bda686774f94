"""`zhenxin.map.toml`: which file is which table, and which of its columns is which of ours."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from zhenxin.errors import MappingError
from zhenxin.events.near import did_you_mean
from zhenxin.events.schema import TABLES

MAP_FILE = "zhenxin.map.toml"


@dataclass(frozen=True, kw_only=True)
class TableMap:
    """What the mapping file says of one table."""

    file: str = ""
    """A file, a folder or a pattern of files, relative to the data set; empty where the table bears its own name."""
    columns: Mapping[str, str] = field(default_factory=dict)
    """Our column to theirs, or to an SQL expression over theirs."""

    def paths(self, folder: Path) -> list[Path]:
        """The files or folders meant."""
        if not self.file:
            return []
        plain = folder / self.file
        return [plain] if plain.exists() else sorted(folder.glob(self.file))


def load(folder: Path) -> dict[str, TableMap]:
    """Read the mapping file beside the data, an empty mapping where there is none.

    Raises MappingError where it is not TOML, names a table that does not exist, or a file that is not there.
    """
    path = folder / MAP_FILE
    if not path.is_file():
        return {}
    try:
        given = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise MappingError("the mapping file is not valid TOML", place=f"{path}: {error}", hint="mend the line named above") from None
    maps = {table: _table(table, entry, path) for table, entry in given.items()}
    for table, entry in maps.items():
        if entry.file and not entry.paths(folder):
            names = [each.name for each in folder.iterdir()]
            raise MappingError(
                f"there is no file `{entry.file}` for the table `{table}`",
                place=str(path),
                hint=did_you_mean(entry.file, names, "name a file, a folder or a pattern such as `orders_*.csv` beside the mapping file"),
            )
    return maps


def _table(table: str, entry: object, path: Path) -> TableMap:
    if table not in TABLES:
        hint = did_you_mean(table, TABLES, f"tables: {', '.join(TABLES)}")
        raise MappingError(f"unknown table `{table}`", place=str(path), hint=hint)
    if not isinstance(entry, dict) or set(entry) - {"file", "columns"}:
        raise MappingError(
            f"`[{table}]` takes `file` and `[{table}.columns]` only", place=str(path), hint=f'[{table}]\nfile = "t_{table}.csv"'
        )
    file, columns = entry.get("file", ""), entry.get("columns", {})
    if not isinstance(file, str) or not isinstance(columns, dict) or not all(isinstance(text, str) for text in columns.values()):
        raise MappingError(f"`[{table}]` must name its file and columns as text in quotes", place=str(path), hint='order_id = "id"')
    return TableMap(file=file, columns=columns)
