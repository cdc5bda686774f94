"""Measures signals over a data set with an answer key."""

import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from zhenxin import events, signals
from zhenxin.engine import open_engine
from zhenxin.engine.duckdb_engine import scratch_folder
from zhenxin.evaluate.spoken import Spoken, everybody, spoken
from zhenxin.settings import Settings

_KEY = pa.schema([("entity_kind", pa.string()), ("entity_id", pa.string()), ("behaviour", pa.string()), ("skill", pa.string())])


@dataclass(frozen=True)
class Measured:
    """One signal: whom it spoke of, and in how many seconds."""

    spoken: Spoken
    seconds: float


def measured(data: Path, only: tuple[str, ...] = (), settings: Settings | None = None) -> Iterator[Measured]:
    """Every signal that can run on `data`, or those named; without a `truth.parquet` everybody counts as honest."""
    settings = settings or Settings()
    key = pq.read_table(data / "truth.parquet", columns=_KEY.names) if (data / "truth.parquet").is_file() else _KEY.empty_table()
    with scratch_folder(settings.scratch) as scratch:
        dataset = events.load(data, settings, Path(scratch))
        available = signals.Available({name: table.filled for name, table in dataset.tables.items()})
        found = [one for one in signals.find(settings.signals) if not only or one.name in only]
        able = [one for one in found if not signals.lacks(one, available)]
        engine = open_engine(settings)
        try:
            for name, table in dataset.tables.items():
                engine.read(name, table.files)
            sources = {name: table.select for name, table in dataset.tables.items()}
            signals.cut_tables(engine, signals.needed(able), sources, dataset.as_of)
            firsts = {name: table.first_at for name, table in dataset.tables.items()}
            counted: dict[str, int] = {}
            for one in able:
                if one.entity not in counted:
                    absent = everybody(one.entity).split(" from ")[2].split()[0].rstrip(")") not in dataset.tables
                    counted[one.entity] = 0 if absent else engine.rows(everybody(one.entity), step="everybody")["n"][0].as_py()
                began = time.perf_counter()
                rows = signals.measure(engine, one, first=signals.first_event(one, firsts, dataset.as_of), as_of=dataset.as_of)
                yield Measured(spoken(one, rows, key, counted[one.entity]), time.perf_counter() - began)
        finally:
            engine.close()
