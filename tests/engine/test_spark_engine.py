"""Sessions: started, lent and given back; and what a user hears where Spark cannot be."""

import os
import socket
import subprocess
import sys
from pathlib import Path

import pyarrow as pa
import pytest

from zhenxin.engine import open_engine
from zhenxin.engine.sessions import java_version, spark_memory
from zhenxin.engine.spark_engine import SparkEngine
from zhenxin.errors import SettingsError
from zhenxin.settings import Settings


def _java(folder: Path, says: str) -> Path:
    """A JAVA_HOME whose java says its version like this."""
    (folder / "bin").mkdir(parents=True)
    java = folder / "bin" / "java"
    java.write_text(f"#!/bin/sh\necho '{says}' >&2\n")
    java.chmod(0o755)
    return folder


@pytest.mark.parametrize(
    ("says", "version"),
    [
        pytest.param('openjdk version "17.0.15" 2025-04-15', 17, id="Java 17"),
        pytest.param('java version "1.8.0_292"', 8, id="Java 8, as it says it"),
        pytest.param('Picked up JAVA_TOOL_OPTIONS: -Xx\nopenjdk version "21" 2023-09-19', 21, id="Java 21 with options"),
        pytest.param("what?", None, id="something else called java"),
    ],
)
def test_the_version_of_java_is_read(says: str, version: int | None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("JAVA_HOME", str(_java(tmp_path / "java", says)))
    assert java_version() == version


def test_no_java_is_told_with_what_to_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("JAVA_HOME", raising=False)
    monkeypatch.setenv("PATH", str(tmp_path))
    assert java_version() is None
    with pytest.raises(SettingsError, match="no Java 17 found") as caught:
        open_engine(Settings(engine="spark"))
    assert "JAVA_HOME" in caught.value.hint
    assert "sail" in caught.value.hint


def test_an_old_java_is_told_with_what_to_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("JAVA_HOME", str(_java(tmp_path / "java", 'openjdk version "11.0.2"')))
    with pytest.raises(SettingsError, match="Spark needs Java 17, and Java 11 is found"):
        open_engine(Settings(engine="spark"))


@pytest.mark.parametrize("module", ["pysail.spark", "pyspark.sql.connect.session"])
def test_what_is_not_installed_is_told_with_what_to_do(module: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, module, None)
    with pytest.raises(SettingsError, match="is not installed") as caught:
        open_engine(Settings(engine="spark", master="sail"))
    assert caught.value.hint == "pip install 'zhenxin[spark]'"


def test_nobody_at_the_address_is_told_at_once() -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    with pytest.raises(SettingsError, match=f"no server at `sc://127.0.0.1:{port}`"):
        open_engine(Settings(engine="spark", master=f"sc://127.0.0.1:{port}"))


@pytest.mark.parametrize(
    ("given", "spark"),
    [("8GB", "8g"), ("400MB", "400m"), ("1.5 GiB", "1g"), ("2tb", "2t"), ("512k", "512k")],
)
def test_memory_is_written_as_spark_writes_it(given: str, spark: str) -> None:
    assert spark_memory(given) == spark


@pytest.mark.parametrize("given", ["lots", "80%", "", "-1GB", "8"])
def test_memory_that_is_no_amount_is_refused(given: str) -> None:
    with pytest.raises(SettingsError, match="is not an amount of memory"):
        spark_memory(given)


@pytest.mark.sail
def test_a_connected_session_is_lent_and_given_back(sail: SparkEngine) -> None:
    sail.session.conf.set("spark.sql.session.timeZone", "Asia/Shanghai")
    lent = SparkEngine(Settings(engine="spark"), sail.session)
    lent.put("t", pa.table({"a": [1]}))
    assert sail.session.conf.get("spark.sql.session.timeZone") == "UTC"
    lent.drop("t")
    lent.close()
    assert sail.session.conf.get("spark.sql.session.timeZone") == "Asia/Shanghai"
    sail.session.conf.set("spark.sql.session.timeZone", "UTC")
    assert sail.rows("select 1 as one", step="still there")["one"].to_pylist() == [1]


@pytest.mark.spark
def test_a_classic_session_is_worked_beside_and_not_stopped(spark: SparkEngine) -> None:
    spark.session.sql("select 'theirs' as a").createOrReplaceTempView("t")
    lent = SparkEngine(Settings(engine="spark"), spark.session)
    lent.put("t", pa.table({"a": ["ours"]}))
    assert lent.rows("select a from t", step="ours")["a"].to_pylist() == ["ours"]
    lent.close()
    assert spark.session.sql("select a from t").collect()[0]["a"] == "theirs"
    spark.session.catalog.dropTempView("t")


@pytest.mark.spark
def test_a_second_engine_does_not_stop_the_first(spark: SparkEngine) -> None:
    second = SparkEngine(Settings(engine="spark", master="local[2]", memory="1GB"))
    assert second.rows("select 1 as one", step="second")["one"].to_pylist() == [1]
    second.close()
    assert spark.rows("select 2 as two", step="first")["two"].to_pylist() == [2]


@pytest.mark.sail
def test_the_process_ends_quietly_with_sail_open(tmp_path: Path) -> None:
    program = (
        "from zhenxin.engine.spark_engine import SparkEngine\n"
        "from zhenxin.settings import Settings\n"
        f"engine = SparkEngine(Settings(engine='spark', master='sail', scratch={str(tmp_path)!r}))\n"
        "print(engine.rows('select 1 as one', step='one')['one'].to_pylist())\n"
    )
    ended = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, timeout=60, check=False, env=dict(os.environ))
    assert (ended.returncode, ended.stdout, ended.stderr) == (0, "[1]\n", "")


@pytest.mark.sail
def test_close_gives_back_the_scratch_folder(tmp_path: Path) -> None:
    engine = SparkEngine(Settings(engine="spark", master="sail", scratch=str(tmp_path)))
    engine.materialize("t", "select 1 as a", step="t")
    engine.materialize("t", "select a + 1 as a from t", step="t")
    assert len([folder for folder in engine.scratch.iterdir() if folder.name.startswith("t-")]) == 1
    engine.close()
    engine.close()
    assert list(tmp_path.iterdir()) == []
