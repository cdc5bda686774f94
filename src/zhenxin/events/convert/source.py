"""What a converter reads from and gives: CSV files of a folder, all columns as text; event tables with notes."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa
import pyarrow.csv as pc_csv

from zhenxin.errors import InputError

Note = tuple[str, str]
"""One sentence, in English and in Chinese."""


@dataclass(frozen=True)
class Made:
    """Event tables and what to say of them."""

    tables: Mapping[str, pa.Table]
    notes: tuple[Note, ...]


def read_csvs(folder: Path, wanted: Mapping[str, Sequence[str]]) -> tuple[dict[str, pa.Table], list[str]]:
    """The CSV files of `wanted` (file name to the columns it must have) that `folder` has, as text, and the names it lacks.

    Raises InputError where the folder is none or has none of them, where a file is no CSV, or where a column is missing.
    """
    if not folder.is_dir():
        raise InputError(f"`{folder.name}` is no folder", place=str(folder), hint="name the folder that holds the CSV files")
    found, missing = {}, []
    for name, columns in wanted.items():
        path = folder / name
        if path.is_file():
            found[name] = _read_csv(path, columns)
        else:
            missing.append(name)
    if not found:
        raise InputError("the folder holds none of the files", place=str(folder), hint=f"looked for {', '.join(wanted)}")
    return found, missing


def _read_csv(path: Path, columns: Sequence[str]) -> pa.Table:
    try:
        with path.open("rb") as file:
            header = file.readline().decode("utf-8-sig", errors="replace")
        names = [name.strip().strip('"') for name in header.split(",")]
        lacking = [column for column in columns if column not in names]
        if lacking:
            hint = f"the file has {', '.join(names[:12])}"
            raise InputError(f"`{path.name}` has no column `{lacking[0]}`", place=f"{path}:1", hint=hint)
        table = pc_csv.read_csv(
            path,
            read_options=pc_csv.ReadOptions(column_names=names, skip_rows=1, use_threads=False),
            parse_options=pc_csv.ParseOptions(newlines_in_values=True),
            convert_options=pc_csv.ConvertOptions(
                include_columns=list(columns), column_types=dict.fromkeys(columns, pa.string()), null_values=[""], strings_can_be_null=True
            ),
        )
        return table.combine_chunks()
    except (pa.ArrowInvalid, OSError) as error:
        problem = f"`{path.name}` is no good CSV: {str(error).splitlines()[0][:160].lower()}"
        raise InputError(problem, place=str(path), hint="fetch the file again, or mend the line") from None
