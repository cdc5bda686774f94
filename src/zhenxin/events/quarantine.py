"""What was set aside, emptied or cut, with file, line, column, value and reason: gathered while reading, written as CSV."""

import pyarrow as pa

SCHEMA = pa.schema(
    [
        ("file", pa.string()),
        ("line", pa.int64()),
        ("column", pa.string()),
        ("value", pa.string()),
        ("code", pa.string()),
        ("detail", pa.string()),
        ("outcome", pa.string()),
        ("row", pa.string()),
    ]
)
"""Staged rows; `code` and `detail` become the reason when they are written."""
