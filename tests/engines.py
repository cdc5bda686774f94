"""One test body, every engine: the fixture `engine`, and which of its runs are made.

DuckDB          always
Sail            always; mark `sail`
Spark, classic  where Java is found; mark `spark`. Without `--spark-whole` only tests that are marked `spark_smoke`
"""

from collections.abc import Iterator

import pytest

from zhenxin.engine import DuckDBEngine, Engine
from zhenxin.engine.sessions import JAVA, java_version
from zhenxin.engine.spark_engine import SparkEngine
from zhenxin.settings import Settings

ENGINES = (
    "duckdb",
    pytest.param("sail", marks=pytest.mark.sail),
    pytest.param("spark", marks=pytest.mark.spark),
)
OTHERS = ENGINES[1:]
"""For tests that compare with DuckDB."""


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Spark is slow: without `--spark-whole` only what is marked for a first look runs on it."""
    if config.getoption("--spark-whole"):
        return
    left_out = [item for item in items if item.get_closest_marker("spark") and not item.get_closest_marker("spark_smoke")]
    config.hook.pytest_deselected(items=left_out)
    items[:] = [item for item in items if item not in left_out]


@pytest.fixture(scope="session")
def sail() -> Iterator[SparkEngine]:
    """Sail, started once."""
    started = SparkEngine(Settings(engine="spark", master="sail"))
    yield started
    started.close()


@pytest.fixture(scope="session")
def spark() -> Iterator[SparkEngine]:
    """Spark on two threads of this machine, started once."""
    if (java_version() or 0) < JAVA:
        pytest.skip(f"no Java {JAVA} found")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("JAVA_TOOL_OPTIONS", "-XX:TieredStopAtLevel=1")  # a JVM that starts fast and never runs fast
        started = SparkEngine(Settings(engine="spark", master="local[2]", memory="1GB"))
    started.session.conf.set("spark.sql.codegen.wholeStage", "false")
    yield started
    started.close()


@pytest.fixture(params=ENGINES)
def engine(request: pytest.FixtureRequest) -> Iterator[Engine]:
    """An engine that holds no tables."""
    if request.param == "duckdb":
        opened = DuckDBEngine(Settings(memory="1GB"))
        yield opened
        opened.close()
        return
    started: SparkEngine = request.getfixturevalue(request.param)
    yield started
    for table in started.tables:
        started.drop(table)


@pytest.fixture
def duck() -> Iterator[DuckDBEngine]:
    """DuckDB to compare with."""
    opened = DuckDBEngine(Settings(memory="1GB"))
    yield opened
    opened.close()
