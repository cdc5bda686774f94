"""One engine for all tests of signals, and the values of a signal over rows."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import pyarrow as pa
import pytest

from zhenxin.engine import DuckDBEngine
from zhenxin.settings import Settings
from zhenxin.signals import Signal
from zhenxin.signals._checks import Bench
from zhenxin.signals._crowd import Crowd, crowd

from .rows import Row, Values, given


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


@pytest.fixture(scope="session")
def crowd_bench(signal_engine: DuckDBEngine) -> Bench:
    return Remembering(signal_engine)


@pytest.fixture(scope="session")
def values(signal_engine: DuckDBEngine) -> Values:
    """What a signal says of tables given as rows."""
    bench = Bench(signal_engine)

    def measured(signal: Signal, **tables: list[Row]) -> dict[str, Any]:
        return dict(bench.values(signal, given(tables)))

    return measured
