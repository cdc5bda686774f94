"""Starts and stops what speaks Spark: a classic session, a Spark Connect client, or Sail in this process; nothing here runs SQL."""

import contextlib
import os
import re
import shutil
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Any

from zhenxin.errors import SettingsError
from zhenxin.settings import Settings

JAVA = 17
"""The oldest Java that Spark 4 runs on."""

_ALIKE = {
    "spark.sql.session.timeZone": "UTC",
    "spark.sql.ansi.enabled": "true",  # an overflow is an error, as in DuckDB, and not a NULL
    "spark.sql.caseSensitive": "false",
    "spark.sql.variable.substitute": "false",  # else `${…}` in a text would be filled in
    "spark.sql.execution.arrow.pyspark.enabled": "true",
    "spark.sql.execution.arrow.maxRecordsPerBatch": "10000",
}
"""What makes a session mean the same as DuckDB; set on every session, also on one that was handed in."""
_ON_SAIL = {
    # else it watches every division, and calls one by zero that it has pushed below a join and works out over no rows
    "spark.sql.ansi.enabled": "false",
    "spark.sql.legacy.sizeOfNull": "false",
}


@dataclass(frozen=True)
class Started:
    """A session that is ours to use, and how to give it back."""

    session: Any
    stop: Callable[[], None]
    is_sail: bool = False


def start(settings: Settings, scratch: Path) -> Started:
    """The session that `settings.master` names: `sail`, `sc://host:port`, `local[…]` or a cluster.

    Raises SettingsError where PySpark, Sail or Java is missing or the master cannot be reached.
    """
    if settings.master == "sail":
        return _sail()
    if settings.master.startswith("sc://"):
        session = _connected(settings.master)
        return Started(_alike(session), session.stop)
    return _classic(settings, scratch)


def lent(session: Any) -> Started:
    """A customer's own session: worked in beside it where that can be, and never stopped; its settings are put back."""
    if hasattr(session, "newSession"):
        return Started(_alike(session.newSession()), lambda: None)
    before = {name: session.conf.get(name, None) for name in _ALIKE}

    def put_back() -> None:
        for name, value in before.items():
            session.conf.unset(name) if value is None else session.conf.set(name, value)

    return Started(_alike(session), put_back)


def java_version() -> int | None:
    """The major version of the Java that Spark would start (`JAVA_HOME`, else the `PATH`); None where there is none."""
    home = os.environ.get("JAVA_HOME")
    java = str(Path(home, "bin", "java")) if home else shutil.which("java")
    if java is None or not Path(java).exists():
        return None
    said = subprocess.run([java, "-version"], capture_output=True, text=True, check=False)  # noqa: S603  the path is the user's own
    found = re.search(r'version "(?:1\.)?(\d+)', said.stderr + said.stdout)
    return int(found[1]) if found else None


def spark_memory(memory: str) -> str:
    """DuckDB's way of writing an amount of memory in Spark's; raises SettingsError where it is not an amount."""
    found = re.fullmatch(r"\s*(\d+)(?:\.\d+)?\s*([kmgt])i?b?\s*", memory, re.IGNORECASE)
    if found is None:
        raise SettingsError(f"`{memory}` is not an amount of memory", place="memory", hint='for example memory = "8GB"')
    return f"{found[1]}{found[2].lower()}"


def _sail() -> Started:
    with _installed("pysail"), _environment("RUST_LOG", "off"):
        from pysail.spark import SparkConnectServer  # noqa: PLC0415  165 MB: only on demand

        server = SparkConnectServer("127.0.0.1", 0)
        server.start(background=True)
    host, port = server.listening_address
    try:
        session = _connected(f"sc://{host}:{port}")
    except SettingsError:
        server.stop()
        raise

    def stop() -> None:
        session.stop()  # without it the process hangs at its end
        server.stop()

    return Started(_alike(session, _ON_SAIL), stop, is_sail=True)


def _connected(url: str) -> Any:
    with _installed("pyspark"):
        # not pyspark.sql: its builder allows one kind of session a process
        from pyspark.errors import PySparkException  # noqa: PLC0415
        from pyspark.sql.connect.session import SparkSession  # noqa: PLC0415
    host, _, port = url.removeprefix("sc://").partition("/")[0].partition(":")
    try:
        socket.create_connection((host, int(port or 15002)), timeout=10).close()  # PySpark would try for minutes
        session = SparkSession.builder.remote(url).create()
    except (OSError, ValueError, PySparkException) as error:
        hint = "is a Spark Connect server there? the address is sc://host:port"
        raise SettingsError(f"no server at `{url}`: {str(error).splitlines()[0]}", place="master", hint=hint) from None
    try:
        session.sql("select 1").collect()
    except PySparkException as error:
        with contextlib.suppress(PySparkException):
            session.stop()
        said = str(error).splitlines()[0]
        hint = "is the server there, and does it know this version of PySpark? Sail 0.7 knows PySpark 3.5 to 4.2"
        raise SettingsError(f"no session at `{url}`: {said}", place="master", hint=hint) from None
    return session


def _classic(settings: Settings, scratch: Path) -> Started:
    found = java_version()
    if found is None or found < JAVA:
        problem = f"no Java {JAVA} found" if found is None else f"Spark needs Java {JAVA}, and Java {found} is found"
        hint = f'install a Java of version {JAVA} or set JAVA_HOME; without Java: engine = "duckdb", or master = "sail"'
        raise SettingsError(problem, place="engine = spark", hint=hint)
    with _installed("pyspark"):
        from pyspark import SparkContext  # noqa: PLC0415  400 MB: only on demand
        from pyspark.errors import PySparkException  # noqa: PLC0415
        from pyspark.logger import PySparkLogger  # noqa: PLC0415
        from pyspark.sql import SparkSession  # noqa: PLC0415
    is_shared = SparkContext._active_spark_context is not None  # there is no public way to ask
    builder = SparkSession.builder.master(settings.master).appName("zhenxin")
    for name, value in (_own(settings, scratch) | _ALIKE).items():
        builder = builder.config(name, value)
    try:
        # a worker beside us must be this Python; on a cluster it is the cluster's own, which has to have zhenxin
        python = sys.executable if settings.master.startswith("local") else "python3"
        with _to_file(scratch / "spark.log"), _environment("PYSPARK_PYTHON", python):
            session = builder.getOrCreate()
    except (PySparkException, OSError, RuntimeError) as error:
        raise SettingsError(
            f"Spark did not start: {str(error).splitlines()[0]}", place=settings.master, hint="is `master` right?"
        ) from None
    session.sparkContext.setLogLevel("OFF")
    for logger in ("SQLQueryContextLogger", "DataFrameQueryContextLogger"):
        PySparkLogger.getLogger(logger).disabled = True  # an error that is raised is not also printed
    return lent(session) if is_shared else Started(_alike(session), session.stop)


def _own(settings: Settings, scratch: Path) -> dict[str, str]:
    """Settings of a session that we start ourselves."""
    given = {
        "spark.driver.memory": spark_memory(settings.memory),
        "spark.ui.enabled": "false",
        "spark.ui.showConsoleProgress": "false",
        "spark.sql.warehouse.dir": str(scratch / "warehouse"),
    }
    if settings.master.startswith("local"):
        few = str(max(settings.threads, 2))
        given |= {
            "spark.driver.host": "127.0.0.1",
            "spark.driver.bindAddress": "127.0.0.1",
            "spark.local.dir": str(scratch),
            "spark.sql.shuffle.partitions": few,
            "spark.default.parallelism": few,
        }
    return given


def _alike(session: Any, further: Mapping[str, str] = MappingProxyType({})) -> Any:
    for name, value in {**_ALIKE, **further}.items():
        session.conf.set(name, value)
    return session


@contextlib.contextmanager
def _installed(package: str) -> Iterator[None]:
    try:
        yield
    except ImportError as error:
        hint = "pip install 'zhenxin[spark]'"
        raise SettingsError(f"`{package}` is not installed: {error}", place="engine = spark", hint=hint) from None


@contextlib.contextmanager
def _environment(name: str, value: str) -> Iterator[None]:
    """An environment variable that is read once, while something starts; one that the user has set stays."""
    before = os.environ.get(name)
    os.environ.setdefault(name, value)
    try:
        yield
    finally:
        if before is None:
            del os.environ[name]


@contextlib.contextmanager
def _to_file(path: Path) -> Iterator[None]:
    """What the JVM says while it starts, and later, goes to `path`: it takes over this process's standard error as it is now."""
    sys.stderr.flush()
    kept = os.dup(2)
    with path.open("ab") as file:
        os.dup2(file.fileno(), 2)
        try:
            yield
        finally:
            os.dup2(kept, 2)
            os.close(kept)
