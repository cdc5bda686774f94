"""One engine for all tests of signals, and the values of a signal over rows."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import pytest

from zhenxin.engine import DuckDBEngine
from zhenxin.events.schema import typed_tables
from zhenxin.settings import Settings
from zhenxin.signals import Signal, cut_tables, first_event, measure, needed
from zhenxin.signals._checks import Bench
from zhenxin.signals._crowd import AS_OF, Crowd, crowd

from .rows import Row, Values, table


@dataclass(frozen=True)
class Remembering(Bench):
    """A bench that measures each signal over the crowd itself once, for all checks that ask for it."""

    known: dict[type[Signal], pa.Table] = field(default_factory=dict)

    def measured(self, signal: Signal, tables: Crowd) -> pa.Table:
        if tables is not crowd(self.seed):
            return super().measured(signal, tables)
        if type(signal) not in self.known:
            self.known[type(signal)] = super().measured(signal, tables)
        return self.known[type(signal)]


@pytest.fixture(scope="session")
def signal_engine() -> Iterator[DuckDBEngine]:
    opened = DuckDBEngine(Settings(memory="1GB"))
    yield opened
    opened.close()


def walked(engine: DuckDBEngine, signal: Signal, *, as_of: datetime = AS_OF, **tables: list[Row]) -> pa.Table:
    """The rows of `signal` over `tables`; a table that it reads and nobody gives has no rows."""
    sources, firsts = {}, {}
    for name, rows in tables.items():
        whole = table(name, rows)
        engine.put(f"given_{name}", whole)
        sources[name] = f"select * from given_{name}"
        when = typed_tables()[name].when
        firsts[name] = pc.min(whole[when]).as_py() if when else None
    cut_tables(engine, needed([signal]), sources, as_of)
    return measure(engine, signal, first=first_event(signal, firsts, as_of), as_of=as_of)


@pytest.fixture(scope="session")
def crowd_bench(signal_engine: DuckDBEngine) -> Bench:
    return Remembering(signal_engine)


@pytest.fixture(scope="session")
def values(signal_engine: DuckDBEngine) -> Values:
    """What a signal says of tables given as rows, walked from the first event on as the flow walks it."""

    def measured(signal: Signal, **tables: list[Row]) -> dict[str, Any]:
        rows = walked(signal_engine, signal, **tables)
        return dict(zip(rows["entity_id"].to_pylist(), rows["value"].to_pylist(), strict=True))

    return measured
