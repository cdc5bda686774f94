"""Texts that are copies of each other but for a few letters: every pair above a Jaccard similarity, and no other."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeVar

import numpy as np
import numpy.typing as npt
import pyarrow as pa
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

from zhenxin.kernels.compiling import compiled

SHINGLE, LEAST = 3, 8
"""Letters of a shingle; shingles that a text needs to be compared."""
STAR = 10_000
"""A group of more distinct texts than these is kept as a star."""
_SALT = np.uint64(0x9E3779B97F4A7C15)

Ints = npt.NDArray[np.int64]
Words64 = npt.NDArray[np.uint64]
Doubles = npt.NDArray[np.float64]
_Numbers = TypeVar("_Numbers", Ints, Doubles)


@dataclass(frozen=True)
class Copies:
    """Which texts are one, and which of the distinct ones are near copies.

    `nodes` has for each text its node (distinct text, numbered as they first occur); `shingles` for each node how many it has; `left` < `right`
    are pairs of nodes with their `jaccard`, sorted. `groups` has for each node the group it is in, by pairs and pairs of pairs; a node
    without a near copy is a group of its own. A group of more than STAR nodes has no pairs but those of its first node with each other one.
    """

    nodes: Ints
    shingles: Ints
    left: Ints
    right: Ints
    jaccard: Doubles
    groups: Ints


def near_copies(texts: Sequence[str], threshold: float = 0.7, *, star: int = STAR) -> Copies:
    """All pairs of distinct `texts` whose sets of three-letter shingles have a Jaccard similarity of at least `threshold` (0 < t ≤ 1).

    Texts are compared as they are: normalise them first (`wording.normal_form`). Equal ones are one node. Those with fewer than LEAST
    shingles meet nobody. Prefix and length filters leave few pairs to compare (Bayardo et al. 2007; Xiao et al. 2008), a bitmap of each
    text (Sandes et al. 2020) leaves fewer; what is left is compared whole, so nothing is missed and nothing is guessed. Memory is linear in
    letters and pairs.
    """
    coded = pa.array(texts, pa.large_string()).dictionary_encode()
    distinct, nodes = coded.dictionary, coded.indices.to_numpy().astype(np.int64)
    grams, starts = _shingles(distinct)
    left, right, jaccard = _join(grams, starts, float(threshold), star)
    low, high = np.minimum(left, right), np.maximum(left, right)
    groups = _groups(low, high, len(distinct))
    low, high, jaccard = _starred(low, high, jaccard, groups, grams, starts, star)
    by = np.lexsort((high, low))
    return Copies(nodes, np.diff(starts), low[by], high[by], jaccard[by], groups)


def _groups(left: Ints, right: Ints, size: int) -> Ints:
    """For each node its group, numbered by their first nodes."""
    graph = coo_array((np.ones(len(left), np.int8), (left, right)), shape=(size, size))
    labels = connected_components(graph, directed=False)[1]
    _, first, back = np.unique(labels, return_index=True, return_inverse=True)
    place = np.empty(len(first), np.int64)
    place[np.argsort(first)] = np.arange(len(first))
    return place[back]


def _starred(
    left: Ints, right: Ints, jaccard: Doubles, groups: Ints, grams: Words64, starts: Ints, star: int
) -> tuple[Ints, Ints, Doubles]:
    """The pairs, with those of each group of more than `star` nodes replaced by those of its first node with the others."""
    large = np.flatnonzero(np.bincount(groups, minlength=1) > star)
    if not len(large):
        return left, right, jaccard
    stays = ~np.isin(groups[left], large)
    lefts, rights = [left[stays]], [right[stays]]
    for group in large:
        members = np.flatnonzero(groups == group).astype(np.int64)
        lefts.append(np.full(len(members) - 1, members[0], np.int64))
        rights.append(members[1:])
    added = np.concatenate(lefts[1:]), np.concatenate(rights[1:])
    return (
        np.concatenate(lefts), np.concatenate(rights),
        np.concatenate([jaccard[stays], _jaccards(grams, starts, *added)]),
    )  # fmt: skip


def _shingles(texts: pa.LargeStringArray) -> tuple[Words64, Ints]:
    """The sets of shingles of `texts`, each sorted, one after the other; and where each begins."""
    whole = texts.to_pylist()
    codes = np.frombuffer("".join(whole).encode("utf-32-le", "surrogatepass"), np.uint32)
    ends = np.cumsum(np.fromiter(map(len, whole), np.int64, len(whole)))
    return _packed(codes, ends)


@compiled
def _sort(values: Words64, begin: int, end: int) -> None:
    """Sort values[begin:end] in place: Shell's sort with Ciura's gaps, as quick as any on the few shingles of a text."""
    gap = 1
    while gap * 9 // 4 < end - begin:
        gap = gap * 9 // 4 + 1
    while gap > 0:
        for at in range(begin + gap, end):
            value, hole = values[at], at
            while hole - gap >= begin and values[hole - gap] > value:
                values[hole] = values[hole - gap]
                hole -= gap
            values[hole] = value
        gap = 0 if gap == 1 else max(1, gap * 4 // 9)


@compiled
def _packed(codes: npt.NDArray[np.uint32], ends: Ints) -> tuple[Words64, Ints]:
    """Three code points of 21 bits in a word: all of Unicode fits."""
    starts = np.zeros(len(ends) + 1, np.int64)
    grams = np.empty(max(len(codes), 1), np.uint64)
    size, begin = 0, 0
    for text in range(len(ends)):
        first = size
        for at in range(begin, ends[text] - 2):
            grams[size] = (np.uint64(codes[at]) << np.uint64(42)) | (np.uint64(codes[at + 1]) << np.uint64(21)) | np.uint64(codes[at + 2])
            size += 1
        _sort(grams, first, size)
        last, size = size, min(first + 1, size)
        for at in range(first + 1, last):
            if grams[at] != grams[size - 1]:
                grams[size] = grams[at]
                size += 1
        begin = ends[text]
        starts[text + 1] = size
    return grams[:size], starts


@compiled
def _shared(grams: Words64, a: int, a_end: int, b: int, b_end: int) -> int:
    """How many values two sorted runs of `grams` share."""
    found = 0
    while a < a_end and b < b_end:
        one, other = grams[a], grams[b]
        found += one == other
        a += one <= other
        b += other <= one
    return found


@compiled
def _jaccards(grams: Words64, starts: Ints, left: Ints, right: Ints) -> Doubles:
    found = np.zeros(len(left), np.float64)
    for pair in range(len(left)):
        a, b = left[pair], right[pair]
        common = _shared(grams, starts[a], starts[a + 1], starts[b], starts[b + 1])
        whole = starts[a + 1] - starts[a] + starts[b + 1] - starts[b] - common
        found[pair] = common / whole if whole else 1.0
    return found


@compiled
def _bits_set(word: np.uint64) -> int:
    """How many bits of a word are set (Hacker's Delight, 5-1)."""
    word = word - ((word >> np.uint64(1)) & np.uint64(0x5555555555555555))
    word = (word & np.uint64(0x3333333333333333)) + ((word >> np.uint64(2)) & np.uint64(0x3333333333333333))
    word = (word + (word >> np.uint64(4))) & np.uint64(0x0F0F0F0F0F0F0F0F)
    return int((word * np.uint64(0x0101010101010101)) >> np.uint64(56))


@compiled
def _root(parents: Ints, node: np.int64) -> np.int64:
    while parents[node] != node:
        parents[node] = parents[parents[node]]
        node = parents[node]
    return node


@compiled
def _prefixes(
    grams: Words64, starts: Ints, order: Ints, lengths: Ints, counts: npt.NDArray[np.int32], shift: np.uint64
) -> tuple[Ints, Ints]:
    """Text by text, in `order`, the buckets of its `lengths` rarest shingles, one of which a near copy must have; and where each begins.

    Rare is what falls into a bucket with few others; of equally rare ones the least value comes first, so that all texts agree.
    `counts` has a place for each bucket, at zero.
    """
    for at in range(len(grams)):
        counts[np.int64((grams[at] * _SALT) >> shift)] += 1
    begins = np.zeros(len(order) + 1, np.int64)
    longest = 0
    for place in range(len(order)):
        begins[place + 1] = begins[place] + lengths[place]
        longest = max(longest, starts[order[place] + 1] - starts[order[place]])
    prefixes, keys = np.zeros(begins[-1], np.int64), np.zeros(longest, np.uint64)
    for place in range(len(order)):
        if lengths[place]:
            begin, size = starts[order[place]], starts[order[place] + 1] - starts[order[place]]
            for at in range(size):
                how_often = np.uint64(counts[np.int64((grams[begin + at] * _SALT) >> shift)])
                keys[at] = (how_often << np.uint64(32)) | np.uint64(at)
            _sort(keys, 0, size)
            for at in range(lengths[place]):
                rare = grams[begin + np.int64(keys[at] & np.uint64(0xFFFFFFFF))]
                prefixes[begins[place] + at] = np.int64((rare * _SALT) >> shift)
    return prefixes, begins


@compiled
def _bitmaps(grams: Words64, starts: Ints, order: Ints) -> Words64:
    """Two words a text, in `order`: the parity of its shingles in each of 128 places."""
    maps = np.zeros((len(order), 2), np.uint64)
    for place in range(len(order)):
        for at in range(starts[order[place]], starts[order[place] + 1]):
            bit = (grams[at] * _SALT) >> np.uint64(57)
            maps[place, np.int64(bit >> np.uint64(6))] ^= np.uint64(1) << (bit & np.uint64(63))
    return maps


@compiled
def _grown(values: _Numbers) -> _Numbers:
    """`values` with as much room again behind them."""
    room = np.zeros(2 * len(values), values.dtype)
    for at in range(len(values)):
        room[at] = values[at]
    return room


def _join(grams: Words64, starts: Ints, threshold: float, star: int) -> tuple[Ints, Ints, Doubles]:
    """Pairs of texts; of those within a group that has more than `star` texts already, none.

    Texts are met shortest first. Whoever meets a text later is at least as long, so a text is filed under fewer of its shingles than it
    looks under (Xiao et al. 2008, lemma 4).
    """
    order = np.argsort(np.diff(starts), kind="stable").astype(np.int64)
    sizes = np.diff(starts)[order]
    looks, filed = (
        np.where(sizes >= LEAST, sizes - np.ceil(share * sizes - 1e-9).astype(np.int64) + 1, 0)
        for share in (threshold, 2 * threshold / (1 + threshold))
    )
    bits = max(10, min(24, len(grams).bit_length() - 2))
    prefixes, begins = _prefixes(grams, starts, order, looks, np.zeros(1 << bits, np.int32), np.uint64(64 - bits))
    is_filed = np.arange(len(prefixes)) - np.repeat(begins[:-1], looks) < np.repeat(filed, looks)
    firsts = np.concatenate([[0], np.cumsum(np.bincount(prefixes[is_filed], minlength=1 << bits))])
    posted, ends = np.zeros(firsts[-1], np.int32), firsts[:-1].copy()
    maps = _bitmaps(grams, starts, order)
    fresh = np.full(len(order), -1, np.int64), np.arange(len(order)), np.ones(len(order), np.int64)
    return _met(grams, starts, order, sizes, maps, prefixes, begins, filed, firsts, ends, posted, *fresh, threshold, star)


@compiled
def _met(
    grams: Words64, starts: Ints, order: Ints, sizes: Ints, maps: Words64, prefixes: Ints, begins: Ints, filed: Ints, firsts: Ints, ends: Ints,
    posted: npt.NDArray[np.int32], met: Ints, parents: Ints, crowd: Ints, threshold: float, star: int,
) -> tuple[Ints, Ints, Doubles]:  # fmt: skip
    """The pairs that `_join` gives. `met` is -1 everywhere; `parents` and `crowd` are of groups of one text each."""
    left, right, jaccard = np.zeros(1024, np.int64), np.zeros(1024, np.int64), np.zeros(1024, np.float64)
    pairs = 0
    for place in range(len(order)):
        size, text = sizes[place], order[place]
        for at in range(begins[place], begins[place + 1]):
            bucket = prefixes[at]
            for entry in range(ends[bucket] - 1, firsts[bucket] - 1, -1):
                other = np.int64(posted[entry])
                if sizes[other] < threshold * size - 1e-9:
                    break
                if met[other] == place:
                    continue
                met[other] = place
                apart = _bits_set(maps[place, 0] ^ maps[other, 0]) + _bits_set(maps[place, 1] ^ maps[other, 1])
                whole = size + sizes[other]
                if (whole - apart) * (1.0 + threshold) < 2.0 * threshold * whole - 1e-6:
                    continue
                own, its = _root(parents, np.int64(place)), _root(parents, other)
                if own == its and crowd[own] > star:
                    continue
                twin = order[other]
                common = _shared(grams, starts[text], starts[text + 1], starts[twin], starts[twin + 1])
                alike = common / (whole - common)
                if alike < threshold:
                    continue
                if own != its:
                    parents[own] = its
                    crowd[its] += crowd[own]
                if pairs == len(left):
                    left, right, jaccard = _grown(left), _grown(right), _grown(jaccard)
                left[pairs], right[pairs], jaccard[pairs] = twin, text, alike
                pairs += 1
        for at in range(begins[place], begins[place] + filed[place]):
            posted[ends[prefixes[at]]] = place
            ends[prefixes[at]] += 1
    return left[:pairs], right[:pairs], jaccard[:pairs]
