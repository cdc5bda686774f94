"""Writes a folder whole or not at all: beside its place first, then renamed; never over anything that is not ours."""

import contextlib
import json
import os
import shutil
from collections.abc import Iterable, Iterator
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from zhenxin.errors import OutputError


def refuse_foreign(target: Path, *, mark: str, allowed: Iterable[str], never: Iterable[Path] = ()) -> None:
    """Raise OutputError where `target` is a file, is one of `never`, or holds anything but what an earlier writing of ours left.

    Ours is a folder with the file `mark` in it and nothing that is not in `allowed`; an empty folder is free.
    """
    if any(target.resolve() == other.resolve() for other in never):
        raise OutputError("the result would overwrite its own input", place=str(target), hint="name another folder after -o")
    if not target.exists():
        return
    if not target.is_dir():
        raise OutputError(
            "the result must be a folder, and a file of that name is there", place=str(target), hint="name another folder after -o"
        )
    names = {entry.name for entry in target.iterdir()}
    foreign = sorted(names - set(allowed))
    if names and (mark not in names or foreign):
        held = f"it holds `{foreign[0]}`" if foreign else f"it has no `{mark}`"
        raise OutputError(
            f"the folder is not an earlier result of ours: {held}", place=str(target), hint="name a new folder; nothing was touched"
        )


@contextlib.contextmanager
def whole_folder(target: Path) -> Iterator[Path]:
    """A fresh folder to write into; it takes the place of `target` when the block ends well, and is gone when it does not."""
    target = target.resolve()
    partial, former = (target.parent / f".{target.name}.{word}" for word in ("partial", "former"))
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.rmtree(partial, ignore_errors=True)  # what a killed run left
        shutil.rmtree(former, ignore_errors=True)
        partial.mkdir()
    except OSError as error:
        raise OutputError(
            f"the folder cannot be made: {error.strerror or error}", place=str(target), hint="name a folder you may write to"
        ) from None
    try:
        yield partial
        if target.exists():
            target.rename(former)
        partial.rename(target)
    except OSError as error:
        raise OutputError(f"the result cannot be written: {error.strerror or error}", place=str(target), hint="is the disk full?") from None
    finally:
        shutil.rmtree(partial, ignore_errors=True)
        shutil.rmtree(former, ignore_errors=True)


def bring(file: Path, folder: Path) -> None:
    """Put `file` into `folder` as well: one more name of the same bytes where the disk has such, else a copy."""
    try:
        os.link(file, folder / file.name)
    except OSError:
        shutil.copyfile(file, folder / file.name)


def write_table(table: pa.Table, path: Path) -> None:
    """One Parquet file, the same bytes for the same rows."""
    pq.write_table(table, path, compression="zstd", store_schema=False)


def write_json(value: object, path: Path) -> None:
    """One JSON file, keys in the order given, for people and programs alike."""
    path.write_text(json.dumps(value, ensure_ascii=False, indent=2, default=str) + "\n", encoding="utf-8")
