"""An engine for one test."""

from collections.abc import Iterator

import pytest

from zhenxin.engine import DuckDBEngine, Engine
from zhenxin.settings import Settings


@pytest.fixture
def engine() -> Iterator[Engine]:
    opened = DuckDBEngine(Settings(memory="1GB"))
    yield opened
    opened.close()
