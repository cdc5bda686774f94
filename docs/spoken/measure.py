"""Measures signals over a data set with an answer key."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from zhenxin import events, flow, signals
from zhenxin.engine import open_engine
from zhenxin.engine.duckdb_engine import scratch_folder
from zhenxin.evaluate.read import NO_KEY, read_key
from zhenxin.evaluate.spoken import Spoken, everybody, spoken
from zhenxin.settings import Settings


@dataclass(frozen=True)
class Measured:
    """One signal: whom it spoke of, and in how many seconds."""

    spoken: Spoken
    seconds: float


def measured(data: Path, only: tuple[str, ...] = (), settings: Settings | None = None) -> Iterator[Measured]:
    """Every signal that can run on `data`, or those named; without a `truth.parquet` everybody counts as honest."""
    settings = settings or Settings()
    key = read_key(data) if (data / "truth.parquet").is_file() else NO_KEY
    with scratch_folder(settings.scratch) as scratch:
        dataset = events.load(data, settings, Path(scratch))
        wanted = {one.name: one for one in signals.find(settings.signals) if not only or one.name in only}
        engine = open_engine(settings)
        clock = flow.Clock()
        counted: dict[str, int] = {}
        try:
            for one in flow.measure(engine, dataset, wanted, clock):
                if one.rows is None:
                    continue
                kind = one.signal.entity
                if kind not in counted:
                    table, sql = everybody(kind)
                    counted[kind] = engine.rows(sql, step="everybody")["n"][0].as_py() if table in dataset.tables else 0
                yield Measured(spoken(one.signal, one.rows, key, counted[kind]), clock.seconds[f"signal {one.signal.name}"])
        finally:
            engine.close()
