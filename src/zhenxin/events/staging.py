"""Text files to staged Parquet of text cells, with the file and line of every row; what could not be split goes aside."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from zhenxin.events.dataset import Said
from zhenxin.events.discover import DataFile
from zhenxin.events.lines import Reject
from zhenxin.events.near import is_personal
from zhenxin.events.reasons import SET_ASIDE, STAGED
from zhenxin.events.records import Record, delimited, json_lines
from zhenxin.events.schema import Table

_BATCH_ROWS = 50_000
_BATCH_CELLS = 64 * 1024 * 1024
_MOST_EXTRAS = 500
"""Columns beyond our own that a JSON lines file may bring; a file with more keys its objects by value."""

_POINTLESS = r"^-?[0-9]+\.0+$"


@dataclass(kw_only=True)
class Staged:
    """One text file as staged Parquet files in a folder of its own."""

    file: DataFile
    folder: Path
    files: list[Path] = field(default_factory=list)
    columns: dict[str, None] = field(default_factory=dict)
    """In the order they were met."""
    pointless: frozenset[str] = frozenset()
    """Columns of a delimited file whose every value is a whole number with `.0`: ids that some program took for decimals."""
    rows: int = 0
    rejects: int = 0
    damaged: int = 0
    """Rows with a cell that is not UTF-8."""
    cut: int = 0
    """The line at which a damaged gzip broke off; 0 where it is whole."""
    rejected: list[Path] = field(default_factory=list)
    """Staged quarantine rows."""
    dropped: set[str] = field(default_factory=set)
    mark: str = ""
    """What stands between the cells of a delimited file."""

    @property
    def said(self) -> tuple[Said, ...]:
        """What a person should know about the reading of this file."""
        found = []
        if self.cut:
            found.append((f"`{self.file.name}` breaks off after line {self.cut - 1}; the {self.rows} rows before it are kept",
                          f"`{self.file.name}` 在第 {self.cut - 1} 行之后中断；保留此前的 {self.rows} 行"))  # fmt: skip
        if not self.rows and not self.rejects:
            found.append((f"`{self.file.name}` has no rows", f"`{self.file.name}` 没有数据行"))
        if self.damaged:
            found.append((f"`{self.file.name}` has {self.damaged} rows with text that is not UTF-8; if it is GB 18030, convert it",
                          f"`{self.file.name}` 有 {self.damaged} 行文本不是 UTF-8；如为 GB 18030（GBK）编码，请先转换"))  # fmt: skip
        if self.dropped:
            found.append((f"`{self.file.name}` has more than {_MOST_EXTRAS} columns of its own; {len(self.dropped)} are left out",
                          f"`{self.file.name}` 自有列超过 {_MOST_EXTRAS} 个，其中 {len(self.dropped)} 个未读入"))  # fmt: skip
        return tuple(found)


def stage(file: DataFile, table: Table, folder: Path, hidden: frozenset[str], *, hide: bool = False) -> Staged:
    """Read a delimited or JSON lines file into `folder`; memory stays bounded.

    `hidden` are raw personal columns: where the file has one, or with `hide`, the text of a line that cannot be split is not shown.
    Raises InputError where the file cannot be read as text, or has no usable header.
    """
    folder.mkdir(parents=True, exist_ok=True)
    staged = Staged(file=file, folder=folder)
    if file.format == "jsonl":
        records: Iterator[Record | Reject] = json_lines(file)
    else:
        names, staged.mark, records = delimited(file)
        staged.columns = dict.fromkeys(names)
    writer = _Writer(staged, frozenset(table.by_name) | hidden, hidden, hide=hide)
    for record in records:
        writer.take(record)
    writer.finish()
    return staged


def stage_parquet(file: DataFile, path: Path, folder: Path) -> list[Path]:
    """Copy a Parquet file into `folder` with file and line of every row, and cells of text that is not UTF-8 marked as damaged."""
    files = []
    folder.mkdir(parents=True, exist_ok=True)
    line = 1
    for number, batch in enumerate(pq.ParquetFile(path).iter_batches(_BATCH_ROWS)):
        bad: list[list[str]] = [[] for _ in range(batch.num_rows)]
        columns = {name: _checked_text(name, array, bad) for name, array in zip(batch.schema.names, batch.columns, strict=True)}
        columns["_file"] = pa.array([str(file.path)] * batch.num_rows, pa.string())
        columns["_line"] = pa.array(range(line, line + batch.num_rows), pa.int64())
        columns["_bad"] = pa.array([each or None for each in bad], pa.list_(pa.string()))
        files.append(folder / f"{number:05d}.parquet")
        pq.write_table(pa.table(columns), files[-1], compression="lz4")
        line += batch.num_rows
    return files


def _checked_text(name: str, array: pa.Array, bad: list[list[str]]) -> pa.Array:
    if not pa.types.is_string(array.type) and not pa.types.is_large_string(array.type):
        return array
    texts = []
    for row, raw in enumerate(array.cast(pa.large_binary()).to_pylist()):
        try:
            texts.append(raw.decode() if raw is not None else None)
        except UnicodeDecodeError:
            texts.append(raw.decode("utf-8", "backslashreplace"))
            bad[row].append(f"utf8:{name}")
    return pa.array(texts, pa.string())


class _Writer:
    """Gathers records and writes them in batches."""

    def __init__(self, staged: Staged, wanted: frozenset[str], hidden: frozenset[str], *, hide: bool) -> None:
        self._staged = staged
        self._hide = hide
        self._wanted = wanted
        self._hidden = hidden
        self._records: list[Record] = []
        self._rejects: list[Reject] = []
        self._size = 0
        self._batches = 0
        self._pointless: dict[str, bool] = {}
        self._spelt = {name.strip().casefold(): name for name in staged.columns}

    def take(self, record: Record | Reject) -> None:
        if isinstance(record, Reject):
            self._rejects.append(record)
            self._size += len(record.text)
        else:
            self._records.append(record)
            self._size += record.size
        if len(self._records) >= _BATCH_ROWS or len(self._rejects) >= _BATCH_ROWS or self._size >= _BATCH_CELLS:
            self._write()

    def finish(self) -> None:
        if self._records or self._rejects or not self._batches:
            self._write()
        if self._staged.file.format != "jsonl":
            self._staged.pointless = frozenset(name for name, is_so in self._pointless.items() if is_so)

    def _write(self) -> None:
        staged, wide = self._staged, len(self._records)
        columns = self._columns()
        arrays = {name: pa.array(columns.get(name) or [None] * wide, pa.string()) for name in staged.columns}
        self._look_for_points(arrays)
        arrays["_file"] = pa.array([str(staged.file.path)] * wide, pa.string())
        arrays["_line"] = pa.array([record.line for record in self._records], pa.int64())
        arrays["_bad"] = pa.array([list(record.bad) or None for record in self._records], pa.list_(pa.string()))
        staged.files.append(staged.folder / f"{self._batches:05d}.parquet")
        pq.write_table(pa.table(arrays), staged.files[-1], compression="lz4")
        self._set_aside()
        staged.damaged += sum(any(each.startswith("utf8:") for each in record.bad) for record in self._records if record.bad)
        staged.rows += wide
        self._batches += 1
        self._records, self._rejects, self._size = [], [], 0

    def _columns(self) -> dict[str, Sequence[str | None]]:
        """The gathered cells column by column, under the name that each was first met by."""
        records, wide = self._records, len(self._records)
        if records and all(record.names is records[0].names for record in records):
            spelt = [self._met(name) for name in records[0].names]
            if len(set(spelt)) == len(spelt):
                values = zip(*(record.values for record in records), strict=True)
                return {name: column for name, column in zip(spelt, values, strict=True) if name}
        columns: dict[str, list[str | None]] = {}
        for i, record in enumerate(records):
            for name, text in zip(record.names, record.values, strict=True):
                into = columns.setdefault(self._met(name), [None] * wide)
                into[i] = text if into[i] is None else into[i]
        columns.pop("", None)
        return dict(columns)

    def _met(self, name: str) -> str:
        """The spelling under which a column was first met; empty where there are too many."""
        spelt = self._spelt.get(name)
        if spelt is None:
            folded = name.strip().casefold()
            many = len(self._staged.columns) - len(self._wanted) >= _MOST_EXTRAS and folded not in self._wanted
            spelt = self._spelt.get(folded, "" if many else name)
            self._spelt[name] = self._spelt[folded] = spelt
            if spelt:
                self._staged.columns[spelt] = None
            else:
                self._staged.dropped.add(folded)
        return spelt

    def _look_for_points(self, arrays: dict[str, pa.Array]) -> None:
        for name, array in arrays.items():
            if self._pointless.get(name, True):
                filled = array.filter(pc.not_equal(array, "").fill_null(False))
                if len(filled):
                    self._pointless[name] = bool(pc.all(pc.match_substring_regex(filled, _POINTLESS)).as_py())

    def _set_aside(self) -> None:
        staged = self._staged
        if not self._rejects:
            return
        personal = self._hide or any(name.strip().casefold() in self._hidden or is_personal(name) for name in staged.columns)
        texts = [json.dumps({"hidden": len(each.text)} if personal else {"text": each.text}, ensure_ascii=False) for each in self._rejects]
        rows = {
            "file": [str(staged.file.path)] * len(texts),
            "line": [each.line for each in self._rejects],
            "column": [None] * len(texts),
            "value": [None] * len(texts),
            "code": [each.code for each in self._rejects],
            "detail": [each.detail for each in self._rejects],
            "outcome": [SET_ASIDE] * len(texts),
            "row": texts,
        }
        path = staged.folder / f"{self._batches:05d}.rejected"
        pq.write_table(pa.table(rows, schema=STAGED), path)
        staged.rejected.append(path)
        cut = [each.line for each in self._rejects if each.code == "cut"]
        staged.cut = staged.cut or (cut[0] if cut else 0)
        staged.rejects += len(texts) - len(cut)
