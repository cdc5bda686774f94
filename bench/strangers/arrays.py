"""Names for the array types used everywhere, and a growing set of columns."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]
Objs = NDArray[np.object_]
Any1 = NDArray[Any]


def objs(values: object, n: int | None = None) -> Objs:
    """Give an object array of a list, an array, or one value repeated n times."""
    if isinstance(values, np.ndarray):
        return values.astype(object)
    if isinstance(values, list):
        out = np.empty(len(values), dtype=object)
        for i, value in enumerate(values):
            out[i] = value
        return out
    full = np.empty(n or 0, dtype=object)
    full[:] = [values] * (n or 0)
    return full


def choose(mask: object, yes: object, no: object) -> Objs:
    """Choose between two texts or arrays of texts, item by item; None means nothing."""
    where = np.asarray(mask, dtype=np.bool_)
    left, right = (v if isinstance(v, np.ndarray) else objs(v, len(where)) for v in (yes, no))
    return objs(np.where(where, left.astype(object), right.astype(object)))


def words(text: str, bar: str = "|") -> list[str]:
    """Cut a list of wordings at its bars, or at its spaces."""
    return text.split(bar)


class Frame:
    """Columns of one length that grow at the end; a row is known by its place."""

    def __init__(self) -> None:
        self._columns: dict[str, Any1] = {}
        self._length = 0

    def __len__(self) -> int:
        return self._length

    def __getitem__(self, name: str) -> Any1:
        return self._columns[name]

    def extend(self, n: int, **columns: object) -> Ints:
        """Append n rows and give their places."""
        for name, value in columns.items():
            if isinstance(value, np.ndarray):
                column: Any1 = value
            elif isinstance(value, bool | int | float):
                column = np.full(n, value)
            else:
                column = objs(value, n)
            if len(column) != n:
                raise ValueError(name)
            old = self._columns.get(name)
            self._columns[name] = column.copy() if old is None else np.concatenate([old, column])
        self._length += n
        return np.arange(self._length - n, self._length)
