"""Ids, hashes, times and money as Arrow columns; ids are opaque, so that nothing can be read from their order."""

import zlib

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from zhenxin.world.arrays import Flags, Floats, Ints
from zhenxin.world.clock import microseconds

PREFIXES = {
    "account": "u", "merchant": "m", "product": "p", "order": "o", "basket": "b", "session": "s", "device": "d", "payment": "t",
    "parcel": "k", "review": "r", "message": "g", "campaign": "c", "outside": "x", "entity": "e", "ring": "ring-",
    "claim": "q", "staff": "w", "action": "a", "alert": "l", "inspection": "i", "complaint": "n", "group": "h", "room": "v",
}  # fmt: skip
EVERYWHERE = frozenset({"carrier network", "rom", "inspector"})
"""Kinds that all districts of a world share."""
_HEX = np.array([list(f"{byte:02x}".encode()) for byte in range(256)], dtype=np.uint8)


class Names:
    """The names of one world: the same index and kind always give the same text."""

    def __init__(self, seed: int, district: int = 0) -> None:
        self._seed = seed
        self._first = np.uint64(district << 44)
        self._pools: dict[str, pa.Array] = {}

    def codes(self, kind: str, index: npt.NDArray[np.int64]) -> npt.NDArray[np.uint64]:
        """One 64-bit code an index, no two alike within a kind (SplitMix64's mix is one to one)."""
        key = np.uint64(zlib.crc32(f"{self._seed}/{kind}".encode()) * 0x9E3779B97F4A7C15 % 2**64)
        with np.errstate(over="ignore"):
            x = index.astype(np.uint64) + key + (self._first if kind not in EVERYWHERE else np.uint64(0))
            x = (x ^ (x >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
            x = (x ^ (x >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
            return np.asarray(x ^ (x >> np.uint64(31)), dtype=np.uint64)

    def ids(self, kind: str, index: Ints) -> pa.Array:
        """Ids as text; a negative index is NULL. Kinds of PREFIXES carry their letter, all others are 16 hex (hashes).

        Where few ids stand in many rows they come dictionary-encoded: each is written out once.
        """
        most = int(index.max(initial=-1)) + 1
        if most * 2 > len(index):
            return _hex(self.codes(kind, index), PREFIXES.get(kind, "").encode(), index >= 0)
        pool = self._pools.get(kind)
        if pool is None or len(pool) < most:
            everyone = np.arange(most, dtype=np.int64)
            pool = self._pools[kind] = _hex(self.codes(kind, everyone), PREFIXES.get(kind, "").encode(), everyone >= 0)
        return pa.DictionaryArray.from_arrays(pa.array(index.astype(np.int32), mask=index < 0), pool)

    def texts(self, kind: str, index: Ints) -> pa.Array:
        """The same ids, never dictionary-encoded."""
        return plain(self.ids(kind, index))


def plain(column: pa.Array) -> pa.Array:
    """A column written out, where it is dictionary-encoded."""
    return column.dictionary_decode() if pa.types.is_dictionary(column.type) else column


def _hex(codes: npt.NDArray[np.uint64], prefix: bytes, valid: Flags) -> pa.Array:
    n, width = len(codes), 16 + len(prefix)
    letters = np.empty((n, width), dtype=np.uint8)
    letters[:, : len(prefix)] = np.frombuffer(prefix, dtype=np.uint8)
    letters[:, len(prefix) :] = _HEX[codes.astype(">u8").view(np.uint8).reshape(n, 8)].reshape(n, 16)
    offsets = np.arange(n + 1, dtype=np.int64) * width
    bitmap = None if valid.all() else pa.py_buffer(np.packbits(valid, bitorder="little"))
    wide = pa.LargeStringArray.from_buffers(n, pa.py_buffer(offsets), pa.py_buffer(letters), bitmap)
    return wide.cast(pa.string())


def times(at: Floats) -> pa.Array:
    """Seconds since START as timestamps; NaN is NULL."""
    known = np.isfinite(at)
    return pa.array(microseconds(np.where(known, at, 0.0)), mask=~known).cast(pa.timestamp("us"))


def money(cents: Ints) -> pa.Array:
    """Cents as DECIMAL(18,2)."""
    pair = np.empty((len(cents), 2), dtype=np.int64)
    pair[:, 0] = cents
    pair[:, 1] = cents >> 63
    return pa.Decimal128Array.from_buffers(pa.decimal128(18, 2), len(cents), [None, pa.py_buffer(pair)])


def words(pool: list[str], index: Ints) -> pa.Array:
    """Texts picked from a pool, dictionary-encoded without double entries; a negative index is NULL."""
    places = {text: place for place, text in enumerate(dict.fromkeys(pool))}
    if len(places) < len(pool):
        index = np.where(index >= 0, np.array([places[text] for text in pool], dtype=np.int64)[index], index)
    return pa.DictionaryArray.from_arrays(pa.array(index.astype(np.int32), mask=index < 0), pa.array(list(places), type=pa.string()))


def numbers(values: npt.NDArray[np.float64], *, whole: bool = False) -> pa.Array:
    """Numbers; NaN is NULL."""
    known = np.isfinite(values)
    if whole:
        return pa.array(np.where(known, values, 0).astype(np.int32), mask=~known)
    return pa.array(values, mask=~known)
