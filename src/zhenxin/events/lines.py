"""A text file line by line, whatever is in it: no line is too long to pass over, and a damaged end is an answer, not a fault."""

import gzip
import zlib
from collections.abc import Iterator
from typing import BinaryIO, NamedTuple, cast

from zhenxin.errors import InputError
from zhenxin.events.discover import DataFile

LONGEST = 16 * 1024 * 1024
"""Bytes of the longest line or record that is read; no honest row comes near it."""

_SHOWN = 500
"""Characters shown of a line that is too long."""


class Line(NamedTuple):
    """One line as text; bytes that are not UTF-8 stand in it as lone surrogates."""

    number: int
    """From 1."""
    text: str
    dirty: bool
    """Whether it holds such bytes, or a NUL."""


class Reject(NamedTuple):
    """A line or record that could not be split into cells."""

    line: int
    code: str
    """See `reasons.REASONS`."""
    detail: str
    text: str


def lines(file: DataFile) -> Iterator[Line | Reject]:
    """Every line of the file, without the byte order mark; a Reject for one that is too long and for a damaged end.

    Raises InputError where the file is no text in UTF-8 at all, or no gzip though named so.
    """
    with _opened(file) as stream:
        number = 0
        try:
            while raw := stream.readline(LONGEST + 1):
                number += 1
                if number == 1:
                    raw = _first(raw, file)
                if len(raw) > LONGEST:
                    yield Reject(number, "too_long", str(_rest(stream) + len(raw)), raw[:_SHOWN].decode("utf-8", "backslashreplace"))
                    continue
                yield _line(number, raw)
        except (EOFError, zlib.error, gzip.BadGzipFile) as error:
            if number == 0 and isinstance(error, gzip.BadGzipFile):
                raise InputError(
                    f"`{file.name}` is no gzip", place=str(file.path), hint="export it again, or name it without `.gz`"
                ) from None
            yield Reject(number + 1, "cut", "", "")


def _opened(file: DataFile) -> BinaryIO:
    try:
        return cast("BinaryIO", gzip.open(file.path) if file.gzipped else file.path.open("rb"))
    except OSError as error:
        raise InputError(f"`{file.name}` cannot be opened: {error.strerror}", place=str(file.path), hint="check who may read it") from None


def _first(raw: bytes, file: DataFile) -> bytes:
    wide = raw[:2] in {b"\xff\xfe", b"\xfe\xff"} or (len(raw) >= 4 and (raw[0:4:2] == b"\0\0" or raw[1:4:2] == b"\0\0"))
    if wide:
        raise InputError(f"`{file.name}` is UTF-16 text", place=str(file.path), hint="save it as UTF-8")
    return raw.removeprefix(b"\xef\xbb\xbf")


def _rest(stream: BinaryIO) -> int:
    """Pass over the rest of a line; gives its length."""
    length = 0
    while raw := stream.readline(LONGEST):
        length += len(raw)
        if raw.endswith(b"\n"):
            break
    return length


def _line(number: int, raw: bytes) -> Line:
    try:
        return Line(number, raw.decode(), b"\0" in raw)
    except UnicodeDecodeError:
        return Line(number, raw.decode("utf-8", "surrogateescape"), True)


def shown(text: str) -> str:
    """Text that can be written anywhere: bytes that are not UTF-8, and NULs, by their number."""
    try:
        raw = text.encode("utf-8", "surrogateescape")
    except UnicodeEncodeError:  # half of a pair, which JSON can write
        raw = text.encode("utf-8", "backslashreplace")
    return raw.decode("utf-8", "backslashreplace").replace("\0", "\\x00")
