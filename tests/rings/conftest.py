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
    if values.num_columns:
        engine.put("signal_values", values)
    return engine


@pytest.fixture(scope="session")
def town_tables() -> Mapping[str, pa.Table]:
    return town().typed()


@pytest.fixture(scope="session")
def town_values() -> pa.Table:
    return signal_values()


@pytest.fixture(scope="session")
def shared_engine(town_tables: Mapping[str, pa.Table]) -> Iterator[Engine]:
    opened = DuckDBEngine(Settings(memory="1GB"))
    yield with_town(opened, town_tables, pa.table({}))
    opened.close()


@pytest.fixture
def town_engine(shared_engine: Engine, town_values: pa.Table) -> Engine:
    """An engine that holds the town; a test may put other `signal_values`, and no other tables."""
    shared_engine.put("signal_values", town_values)
    return shared_engine


@pytest.fixture
def own_engine(town_tables: Mapping[str, pa.Table], town_values: pa.Table) -> Iterator[Engine]:
    """An engine that holds the town, for one test to change."""
    opened = DuckDBEngine(Settings(memory="1GB"))
    yield with_town(opened, town_tables, town_values)
    opened.close()
