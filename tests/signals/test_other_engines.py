"""The same signal gives the same values on another engine: all of them on Sail, one of each kind of evidence on Spark at first sight."""

from collections.abc import Iterator
from datetime import timedelta

import pytest

from engines import OTHERS
from zhenxin import signals
from zhenxin.engine import DuckDBEngine, Engine
from zhenxin.engine.spark_engine import SparkEngine
from zhenxin.signals import Signal
from zhenxin.signals._crowd import AS_OF, crowd

SIGNALS = signals.find()
FIRST = {signal.evidence: signal for signal in reversed(SIGNALS)}.values()
"""The first signal of each kind of evidence."""
BUSIEST = AS_OF - timedelta(days=18)
"""One window up to here holds what every signal speaks of; a whole walk would take Spark minutes."""


def prepared(engine: Engine) -> Engine:
    """`engine` with the tables of the crowd, cut at BUSIEST for all signals."""
    given, columns = crowd(7), signals.needed(SIGNALS)
    sources = {}
    for name in sorted(set(columns) & set(given)):
        engine.put(f"given_{name}", given[name])
        sources[name] = f"select * from given_{name}"
    signals.cut_tables(engine, columns, sources, BUSIEST)
    return engine


@pytest.fixture(scope="module")
def here(signal_engine: DuckDBEngine) -> Engine:
    return prepared(signal_engine)


@pytest.fixture(scope="module", params=OTHERS)
def there(request: pytest.FixtureRequest) -> Iterator[Engine]:
    started: SparkEngine = request.getfixturevalue(request.param)
    yield prepared(started)
    for table in started.tables:
        started.drop(table)


@pytest.mark.parametrize(
    "signal", [pytest.param(one, id=one.name, marks=[pytest.mark.spark_smoke] if one in FIRST else []) for one in SIGNALS]
)
def test_a_signal_gives_the_same_on_every_engine(signal: Signal, here: Engine, there: Engine) -> None:
    expected = signals.measure(here, signal, first=BUSIEST, as_of=BUSIEST).to_pylist()
    given = signals.measure(there, signal, first=BUSIEST, as_of=BUSIEST).to_pylist()
    assert [row["entity_id"] for row in given] == [row["entity_id"] for row in expected] != []
    for one, other in zip(expected, given, strict=True):
        assert other == {name: near(value) for name, value in one.items()}


def near(value: object) -> object:
    """A number to 1e-9; anything else as it is."""
    return pytest.approx(value, rel=1e-9, abs=1e-9) if isinstance(value, float) else value
