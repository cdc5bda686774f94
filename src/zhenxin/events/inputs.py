"""What the kept rows of each input file rest on, as a digest: where it is the same in two runs, so are the rows."""

import hashlib
import json
from collections.abc import Mapping

from zhenxin import __version__
from zhenxin.engine.ingest import Ingest
from zhenxin.events.dataset import Input
from zhenxin.events.personal import hashed
from zhenxin.events.table import Checked


def inputs_of(ingest: Ingest, checked: Checked, hashes: Mapping[str, str], key: str) -> tuple[Input, ...]:
    """The files of a checked table. `hashes` has the SHA-256 of each by its name, `key` is the hashing key.

    The digest is of the file's bytes, its name, the mapping of its table, the hashing key where the table has raw personal values, the rows
    set aside because another file has their id, and the version of zhenxin, which decides how cells are read.
    """
    mapped = sorted(checked.source.mapped.columns.items()) if checked.source.mapped else []
    masked = hashed("input files", key) if checked.masks else ""
    twins = _twins(ingest, checked)
    return tuple(
        Input(
            path=file.path,
            digest=_digest(__version__, checked.table.name, file.name, hashes[file.name], mapped, masked, twins.get(str(file.path), [])),
        )
        for file in checked.source.files
    )


def _twins(ingest: Ingest, checked: Checked) -> dict[str, list[int]]:
    """By file, the lines that are set aside because they repeat an id."""
    found: dict[str, list[int]] = {}
    if checked.twins:
        rows = ingest.rows(f"select _file, _line from {checked.twins} order by _file, _line", step="lines that repeat an id")
        for row in rows.to_pylist():
            found.setdefault(row["_file"], []).append(row["_line"])
    return found


def _digest(*parts: object) -> str:
    return hashlib.sha256(json.dumps(parts, ensure_ascii=False).encode("utf-8", "surrogatepass")).hexdigest()
