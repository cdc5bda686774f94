"""A list as a CSV file beside what is printed."""

import csv
from collections.abc import Iterable, Sequence
from pathlib import Path

from zhenxin.errors import OutputError
from zhenxin.report.markup import Both, shown
from zhenxin.report.terminal.paper import Paper


def write_list(paper: Paper, path: Path, columns: Sequence[str], rows: Iterable[Sequence[object]], what: Both) -> None:
    """Write `rows` under `columns` to `path`, and print that so many (`what`) stand there. Raises OutputError where it cannot be written."""
    try:
        with path.open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file)
            writer.writerow(columns)
            writer.writerows(rows)
    except OSError as error:
        raise OutputError(f"the list cannot be written: {error.strerror}", place=str(path), hint="name another file after --csv") from None
    paper.say()
    paper.say(Both(f"Wrote {what.en} to {shown(str(path))}", f"已将 {what.zh}写入 {shown(str(path))}"))
