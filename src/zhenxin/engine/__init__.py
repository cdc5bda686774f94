"""Where tables live; the only folder that names a database engine."""

from zhenxin.engine.base import Batches, Engine, Kernel
from zhenxin.engine.dialect import Query, Value, parse
from zhenxin.engine.duckdb_engine import DuckDBEngine
from zhenxin.errors import SettingsError
from zhenxin.settings import Settings

__all__ = ["Batches", "DuckDBEngine", "Engine", "Kernel", "Query", "Value", "open_engine", "parse"]


def open_engine(settings: Settings) -> Engine:
    """The engine that `settings` names; Spark is loaded only where it is asked for."""
    match settings.engine:
        case "duckdb":
            return DuckDBEngine(settings)
        case "spark":
            from zhenxin.engine.spark_engine import SparkEngine  # noqa: PLC0415  Java and 400 MB: only on demand

            return SparkEngine(settings)
        case other:
            raise SettingsError(f"unknown engine `{other}`", place="engine", hint="use `duckdb` or `spark`")
