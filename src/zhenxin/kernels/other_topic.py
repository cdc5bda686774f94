"""Whether a short text speaks of another kind of thing than the one it stands under, by the pairs of letters that each kind's texts use."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from zhenxin.kernels.folding import normalise

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]

BUCKETS = 1 << 16
"""Pairs of letters are counted by a hash of as many values; with some ten thousand pairs in use few meet."""
PULL, CAP, MISSED, COMMON, LEAST_PAIRS, LEAST_TEXTS, MOST_KINDS, BLOCK = 2000.0, 4.0, -1.0, 8, 5, 60, 300, 4096
"""How many pairs of the whole market each kind is mixed with; the most bits one pair gives, and the least where a kind lacks it;
the fewest texts that a pair is found in to count; the fewest pairs of a text and texts of a kind; kinds read; texts judged at a time."""


@dataclass(frozen=True)
class Topics:
    """For each text: `bits` for the kind it fits best (0 where it fits its own or nothing in particular), and the number of that `kind`."""

    bits: Floats
    kind: Ints


def other_topic(texts: Sequence[str], kinds: Sequence[int]) -> Topics:
    """Bits by which each text fits another kind better than its own and better than the market as a whole.

    Multinomial naive Bayes over pairs of letters, each kind's shares mixed with the market's (McCallum and Nigam 1998), learned from the texts themselves:
    each distinct text of a kind counts once, and what a text itself added is taken out before it is judged. No pair of letters gives more than CAP
    bits, so that one odd name does not decide. A kind of fewer than LEAST_TEXTS texts is no kind, and a text of fewer than LEAST_PAIRS pairs is silent.
    `kinds` are numbers from 0, -1 where nobody knows.
    """
    own = np.asarray(kinds, np.int64)
    coded = pa.array(texts, pa.string()).dictionary_encode()
    forms = [normalise(text) for text in coded.dictionary.to_pylist()]
    pairs, starts = _pairs(forms)
    text_of = coded.indices.to_numpy().astype(np.int64)
    known = np.flatnonzero(own >= 0)
    distinct = np.unique(np.stack([text_of[known], own[known]]), axis=1) if len(known) else np.empty((2, 0), np.int64)
    enough = _kinds(distinct[1])
    bits, best = np.zeros(len(own)), np.full(len(own), -1, np.int64)
    if len(enough) < 2:
        return Topics(bits, best)
    place = np.full(int(own.max(initial=0)) + 1, -1, np.int64)
    place[enough] = np.arange(len(enough))
    counts = _counts(pairs, starts, distinct[0], place[distinct[1]], len(enough))
    judged = known[(place[own[known]] >= 0) & (np.diff(starts)[text_of[known]] >= LEAST_PAIRS)]
    cells, where = np.unique(text_of[judged] * len(enough) + place[own[judged]], return_inverse=True)
    found, kind = _judge(pairs, starts, cells // len(enough), cells % len(enough), counts)
    bits[judged], best[judged] = found[where], enough[kind[where]]
    return Topics(bits, best)


def _pairs(forms: Sequence[str]) -> tuple[Ints, Ints]:
    """The hashed pairs of letters of each form, each pair once a form, and where those of each begin."""
    codes = np.frombuffer("".join(forms).encode("utf-32-le"), np.uint32).astype(np.int64)
    lengths = np.array([len(form) for form in forms], np.int64)
    ends = np.cumsum(lengths)
    hashed = ((codes[:-1] * 1_000_003) ^ (codes[1:] * 8_191)) % BUCKETS if len(codes) > 1 else np.empty(0, np.int64)
    owner = np.repeat(np.arange(len(forms)), lengths)[:-1] if len(codes) > 1 else np.empty(0, np.int64)
    inside = np.ones(len(hashed), np.bool_)
    cuts = ends[:-1] - 1
    inside[cuts[(cuts >= 0) & (cuts < len(hashed))]] = False
    keys = np.unique(owner[inside] * BUCKETS + hashed[inside])
    starts = np.searchsorted(keys, np.arange(len(forms) + 1) * BUCKETS)
    return keys % BUCKETS, starts.astype(np.int64)


def _kinds(kinds: Ints) -> Ints:
    """The kinds with enough distinct texts, the largest MOST_KINDS of them, in ascending order."""
    sizes = np.bincount(kinds) if len(kinds) else np.empty(0, np.int64)
    large = np.flatnonzero(sizes >= LEAST_TEXTS)
    return np.sort(large[np.argsort(-sizes[large], kind="stable")[:MOST_KINDS]]).astype(np.int64)


def _counts(pairs: Ints, starts: Ints, text: Ints, kind: Ints, kinds: int) -> npt.NDArray[np.float32]:
    """How many distinct texts of each kind hold each pair: one row a pair."""
    kept = kind >= 0
    spans = np.diff(starts)[text[kept]]
    rows = np.repeat(starts[text[kept]] - np.cumsum(spans) + spans, spans) + np.arange(int(spans.sum()))
    cells = pairs[rows] * kinds + np.repeat(kind[kept], spans)
    return np.bincount(cells, minlength=BUCKETS * kinds).reshape(BUCKETS, kinds).astype(np.float32)


def _judge(pairs: Ints, starts: Ints, text: Ints, kind: Ints, counts: npt.NDArray[np.float32]) -> tuple[Floats, Ints]:
    """For each text under its kind: bits for the best other kind over its own and over the market, and which kind that is."""
    totals, whole = counts.sum(axis=0, dtype=np.float64), counts.sum(axis=1, dtype=np.float64)
    market = (whole + 0.5) / (whole.sum() + 0.5 * BUCKETS)
    bits, best = np.zeros(len(text)), np.zeros(len(text), np.int64)
    for first in range(0, len(text), BLOCK):
        rows = np.arange(first, min(first + BLOCK, len(text)))
        spans = np.diff(starts)[text[rows]]
        ends = np.cumsum(spans)
        places = np.repeat(starts[text[rows]] - ends + spans, spans) + np.arange(int(spans.sum()))
        which, own = pairs[places], np.repeat(kind[rows], spans)
        seen = counts[which].astype(np.float64)
        seen[np.arange(len(which)), own] = np.maximum(seen[np.arange(len(which)), own] - 1.0, 0.0)
        gains = np.log2((seen + PULL * market[which, None]) / (totals + PULL) / market[which, None])
        gains = np.where((whole[which] > COMMON)[:, None], np.clip(gains, MISSED, CAP), 0.0)
        over_own = gains - gains[np.arange(len(which)), own][:, None]
        scores = np.minimum(np.add.reduceat(gains, ends - spans), np.add.reduceat(over_own, ends - spans))
        scores[np.arange(len(rows)), kind[rows]] = 0.0
        best[rows] = np.argmax(scores, axis=1)
        bits[rows] = np.maximum(scores[np.arange(len(rows)), best[rows]], 0.0)
    return bits, best
