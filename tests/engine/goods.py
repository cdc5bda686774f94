"""A small table with one of everything that engines quarrel about."""

from datetime import UTC, datetime
from decimal import Decimal

import pyarrow as pa

from zhenxin.engine import Engine

GOODS = pa.table(
    {
        "id": pa.array([1, 2, 3, 4, 5, 6], pa.int32()),
        "k": pa.array(["a", "b", "a", None, "b", "a"]),
        "n": pa.array([10, -3, None, 2**62, 7, 0], pa.int64()),
        "x": pa.array([1.5, -2.5, None, 12345678.9, 0.1, 0.0]),
        "s": pa.array(["好评返现５星 5", "a'b\\c", "", None, "Éa\r\nb", "😀x 12"]),
        "t": pa.array(
            [
                datetime(2024, 1, 1, 1, 2, 3, 123456, UTC),
                datetime(1969, 12, 31, 23, 59, 59, 999999, UTC),
                None,
                datetime(2024, 2, 29, tzinfo=UTC),
                datetime(2024, 12, 30, 12, tzinfo=UTC),
                datetime(2023, 1, 1, 23, 59, 59, tzinfo=UTC),
            ],
            pa.timestamp("us"),
        ),
        "d": pa.array(
            [Decimal(v) if v else None for v in ("1.25", "-3.10", None, "999999999999.99", "0.05", "2.00")], pa.decimal128(18, 2)
        ),
        "f": pa.array([True, False, None, True, False, True]),
        "l": pa.array([["b", "a"], [], None, ["c", None], ["z", "x", "y"], ["a"]], pa.list_(pa.string())),
    }
)


def with_goods(*engines: Engine) -> None:
    """Give each engine the table `goods`, and `nothing`: the same columns without rows."""
    for engine in engines:
        engine.put("goods", GOODS)
        engine.put("nothing", GOODS.slice(0, 0))


def difference(expected: pa.Table, given: pa.Table) -> str:
    """What differs between two tables, first difference first; empty where types are the same and values to 1e-9."""
    if not expected.schema.equals(given.schema):
        wrong = [f"{a.name}: {a.type} and {b.type}" for a, b in zip(expected.schema, given.schema, strict=False) if not a.equals(b)]
        return f"types {'; '.join(wrong) or (expected.schema.names, given.schema.names)}"
    if expected.num_rows != given.num_rows:
        return f"{expected.num_rows} and {given.num_rows} rows"
    for name in expected.column_names:
        for row, (a, b) in enumerate(zip(expected[name].to_pylist(), given[name].to_pylist(), strict=True)):
            if not _alike(a, b):
                return f"column {name}, row {row}: {a!r} and {b!r}"
    return ""


def _alike(a: object, b: object) -> bool:
    if isinstance(a, float) and isinstance(b, float):
        return abs(a - b) <= 1e-9 * max(1.0, abs(a)) or (a != a and b != b)
    return a == b
