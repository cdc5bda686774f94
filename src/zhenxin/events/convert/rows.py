"""Small work on Arrow tables that converters share."""

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc


def numbers(texts: pa.ChunkedArray) -> pa.ChunkedArray:
    """Texts as doubles; what is no number is NULL."""
    good = pc.match_substring_regex(texts, r"^\s*-?[0-9]+(\.[0-9]+)?\s*$")
    return pc.cast(pc.utf8_trim_whitespace(pc.if_else(good, texts, pa.scalar(None, pa.string()))), pa.float64())


def first_of(table: pa.Table, *keys: str) -> pa.Table:
    """The first row of each key, in the order of the rows."""
    numbered = table.append_column("_at", pa.array(np.arange(table.num_rows)))
    firsts = numbered.group_by(list(keys), use_threads=False).aggregate([("_at", "min")])["_at_min"]
    return table.take(pa.array(np.sort(firsts.to_numpy())))


def told_apart(sorted_ids: pa.ChunkedArray) -> pa.Array:
    """Ids made unique: of a run of equal ones the second gets `-2` behind it, the third `-3`."""
    codes = pc.dictionary_encode(sorted_ids).combine_chunks().indices.to_numpy()
    starts = np.flatnonzero(np.r_[True, codes[1:] != codes[:-1]]) if len(codes) else np.zeros(0, dtype=np.int64)
    places = np.arange(len(codes)) - np.repeat(starts, np.diff(np.r_[starts, len(codes)])) + 1
    return pa.array(
        [name if at == 1 else f"{name}-{at}" for name, at in zip(sorted_ids.to_pylist(), places.tolist(), strict=True)], pa.string()
    )
