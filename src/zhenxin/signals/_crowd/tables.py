"""Rows of the crowd as tables of the typed schema."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

import numpy as np
import pyarrow as pa

from zhenxin.events.schema import typed_tables

AS_OF = datetime(2026, 6, 30)  # noqa: DTZ001  times are UTC without a zone
Columns = Mapping[str, Sequence[object]]


@dataclass(frozen=True)
class Staging:
    """What a family of traces is staged with: dice of its own, the crowd's seed, when it ends and how many days it spans."""

    dice: np.random.Generator
    seed: int
    end: datetime
    span_days: float

    def ago(self, days: float) -> datetime:
        """A moment so many days before the end of a crowd of fifty days; in a shorter one all lies closer together."""
        return self.end - timedelta(days=days * self.span_days / 50.0)


def typed(name: str, columns: Columns) -> pa.Table:
    """A table of the typed schema from some of its columns; the others are NULL."""
    size = len(next(iter(columns.values()))) if columns else 0
    arrow = {"TIMESTAMP": pa.timestamp("us"), "DECIMAL(18,2)": pa.decimal128(18, 2), "INTEGER": pa.int32(), "DOUBLE": pa.float64(),
             "BOOLEAN": pa.bool_(), "VARCHAR[]": pa.list_(pa.string()), "VARCHAR": pa.string()}  # fmt: skip
    arrays = {}
    for column in typed_tables()[name].columns:
        kind = arrow[column.sql_type]
        values = pa.array(columns[column.name]) if column.name in columns else pa.nulls(size)
        arrays[column.name] = (
            values.cast(pa.float64()).cast(kind) if pa.types.is_decimal(kind) and column.name in columns else values.cast(kind)
        )
    return pa.table(arrays)
