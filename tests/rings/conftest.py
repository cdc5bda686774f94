"""Engines that hold what the ring stage reads."""

from collections.abc import Iterator, Mapping

import pyarrow as pa
import pytest

from town import signal_values, town
from zhenxin.engine import DuckDBEngine, Engine
from zhenxin.settings import Settings


def with_town(engine: Engine, tables: Mapping[str, pa.Table], values: pa.Table) -> Engine:
    """`engine` with the cut tables and what the signals say of them."""
    for name, table in tables.items():
        engine.put(f"cut_{name}", table)
    engine.put("signal_values", values)
    return engine


@pytest.fixture(scope="session")
def town_tables() -> Mapping[str, pa.Table]:
    return town().typed()


@pytest.fixture(scope="session")
def town_values() -> pa.Table:
    return signal_values()


@pytest.fixture
def town_engine(town_tables: Mapping[str, pa.Table], town_values: pa.Table) -> Iterator[Engine]:
    opened = DuckDBEngine(Settings(memory="1GB"))
    yield with_town(opened, town_tables, town_values)
    opened.close()
