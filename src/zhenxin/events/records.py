"""Lines to records: delimited text and JSON lines; what cannot be split is told, and reading goes on at the next line."""

import csv
import json
import re
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, NamedTuple

from zhenxin.errors import InputError
from zhenxin.events.discover import DataFile
from zhenxin.events.lines import LONGEST, Line, Reject, lines, shown

_SURROGATE = re.compile("[\ud800-\udfff]")
_MOST_LINES = 1_000
"""Lines that one quoted record may span; beyond, its first quote was never closed."""


class Record(NamedTuple):
    """One row as text cells."""

    line: int
    names: tuple[str, ...]
    values: Sequence[str | None]
    size: int
    """Characters, more or less."""
    bad: tuple[str, ...] = ()
    """`utf8:column` or `nul:column` for every damaged cell."""

    @property
    def cells(self) -> dict[str, str | None]:
        """The values by name."""
        return dict(zip(self.names, self.values, strict=True))


def delimited(file: DataFile) -> tuple[tuple[str, ...], str, Iterator[Record | Reject]]:
    """The header of a CSV or TSV file, what stands between its cells, and its records.

    Raises InputError where there is no header, it names a column twice, or it is not UTF-8.
    """
    source = lines(file)
    first = next((line for line in source if isinstance(line, Reject) or line.text.strip()), None)
    if first is None or isinstance(first, Reject):
        raise InputError(f"`{file.name}` has no header line", place=str(file.path), hint="the first line must name the columns")
    if first.dirty:
        raise InputError(
            f"the header of `{file.name}` is not UTF-8", place=str(file.path), hint="save the file as UTF-8 (Excel: “CSV UTF-8”)"
        )
    if "\r" in first.text.rstrip("\r\n"):
        raise InputError(
            f"`{file.name}` has the line ends of an old Mac", place=str(file.path), hint="save it with the line ends of Unix or Windows"
        )
    mark = "\t" if file.format == "tsv" else max(",;\t|", key=first.text.count)
    parsed = _parsed([first.text], mark)
    if parsed is None:
        raise InputError(f"the header of `{file.name}` has a quote that is never closed", place=str(file.path), hint="mend the first line")
    names = tuple(_named(name.strip() or f"column_{i}") for i, name in enumerate(parsed, 1))
    folded = [name.casefold() for name in names]
    twice = sorted({name for name in names if folded.count(name.casefold()) > 1})
    if twice:
        listed = ", ".join(f"`{name}`" for name in twice)
        raise InputError(f"the header of `{file.name}` names {listed} twice", place=str(file.path), hint="give each column its own name")
    return names, mark, _rows(source, names, mark)


def _rows(source: Iterable[Line | Reject], names: tuple[str, ...], mark: str) -> Iterator[Record | Reject]:
    waiting: deque[Line | Reject] = deque()
    more = iter(source)
    wide = len(names)
    while (line := waiting.popleft() if waiting else next(more, None)) is not None:
        if isinstance(line, Reject):
            yield line
            continue
        text = line.text
        if '"' not in text:
            if not text.strip("\r\n "):
                continue
            cells: list[str] | None = text.rstrip("\r\n").split(mark)
            dirty = line.dirty
        else:
            taken = [line]
            cells, dirty = _quoted(taken, waiting, more, mark, wide)
        if cells is None:
            yield Reject(line.number, "quote", "", shown(text.rstrip("\r\n")))
        elif len(cells) == wide or (len(cells) == wide + 1 and not cells[-1]):
            yield _record(line.number, names, cells[:wide], len(text), dirty=dirty)
        else:
            yield Reject(line.number, "cells", f"{len(cells)}/{wide}", shown(text.rstrip("\r\n")))


def _quoted(
    taken: list[Line], waiting: deque[Line | Reject], more: Iterator[Line | Reject], mark: str, wide: int
) -> tuple[list[str] | None, bool]:
    """Cells of a record that begins with `taken`, drawing lines until its quotes close; None where they never do.

    Lines drawn in vain go back to `waiting`, so that one stray quote costs one line.
    """
    cells = _parsed([taken[0].text], mark)
    size = len(taken[0].text)
    while cells is None and len(taken) < _MOST_LINES and size < LONGEST:
        line = waiting.popleft() if waiting else next(more, None)
        if line is None:
            break
        if isinstance(line, Reject):
            waiting.appendleft(line)
            break
        taken.append(line)
        size += len(line.text)
        if '"' in line.text:
            cells = _parsed([each.text for each in taken], mark)
    if len(taken) > 1 and (cells is None or len(cells) != wide):
        waiting.extendleft(reversed(taken[1:]))
        return None, False
    return cells, any(line.dirty for line in taken)


def _parsed(texts: list[str], mark: str) -> list[str] | None:
    csv.field_size_limit(2 * LONGEST)
    reader = csv.reader(texts, delimiter=mark, strict=True)
    try:
        cells = next(reader)
    except (csv.Error, StopIteration):
        return None
    return cells if reader.line_num == len(texts) else None


def json_lines(file: DataFile) -> Iterator[Record | Reject]:
    """The records of a JSON lines file; every value as text, lists and objects as JSON.

    Raises InputError where the file is one array, or no text in UTF-8.
    """
    names: tuple[str, ...] = ()
    for line in lines(file):
        if isinstance(line, Reject):
            yield line
            continue
        if line.number == 1 and line.text.lstrip().startswith("["):
            raise InputError(
                f"`{file.name}` is one JSON array", place=str(file.path), hint="write one object a line, without the brackets around all"
            )
        if line.text.strip():
            found = _object(line, names)
            names = found.names if isinstance(found, Record) else names
            yield found


def _object(line: Line, before: tuple[str, ...]) -> Record | Reject:
    """One object; its names are the very ones of the record before where they are the same, so that both can be kept column by column."""
    try:
        found = _DECODER.decode(line.text.strip())
    except (ValueError, RecursionError):
        return Reject(line.number, "not_json", "", shown(line.text.rstrip("\r\n")))
    if not isinstance(found, dict):
        return Reject(line.number, "not_object", "", shown(line.text.rstrip("\r\n")))
    names = tuple(map(_named, found))
    values = [value if value is None or isinstance(value, str) else _as_text(value) for value in found.values()]
    dirty = line.dirty or "\\u" in line.text
    return _record(line.number, before if names == before else names, values, len(line.text), dirty=dirty)


def _named(name: str) -> str:
    """A column's name in the staged file, where an underscore in front is ours."""
    return f"x{name}" if name.startswith("_") else name


def _as_text(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return json.dumps(value, ensure_ascii=False)


def _number(text: str) -> str:
    """A number with a point as text; 1.0 is written 1, as in every other format."""
    number = float(text)
    return str(int(number)) if number.is_integer() and abs(number) < 1e18 else text


_DECODER = json.JSONDecoder(parse_int=str, parse_float=_number, parse_constant=str)


def _record(line: int, names: tuple[str, ...], values: Sequence[str | None], size: int, *, dirty: bool) -> Record:
    if not dirty:
        return Record(line, names, values, size)
    names = tuple(map(shown, names))
    bad = [
        f"{'utf8' if _SURROGATE.search(text) else 'nul'}:{name}"
        for name, text in zip(names, values, strict=True)
        if text and (_SURROGATE.search(text) or "\0" in text)
    ]
    return Record(line, names, [text and shown(text) for text in values], size, tuple(bad))
