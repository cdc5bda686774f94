"""Whether a text stands out at some of many shops, where it may be piled up at several of them and rare at all the rest; and what is one hand's."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

from zhenxin.kernels.chance import surprise

TOLERANCE, BITS_EACH = 3.0, 4.0
"""How many times as common as elsewhere is still usual; the most bits that one account gives."""
PILED, FEWEST, ROUNDS = 4.0, 3, 50
"""Bits from which a place stands out so much that it is no measure for the others, and the accounts that it has at least; rounds until no more do."""
PULL = 200.0
"""So many accounts' worth is the rate in a shop's kind drawn to that in the whole market."""
SAME_SHOPS = 2
"""Texts that are piled up at so many of the same shops are one hand's."""
MANY_SHOPS, DRAWN = 3, 8.0
"""A hand that is piled up at so many shops draws texts to it: of whose accounts half are at these, this many bits beyond these shops' size."""

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]
Bools = npt.NDArray[np.bool_]


@dataclass(frozen=True)
class Places:
    """Rows of one hand at one shop: the `hand`, the `shop` and its `kind` as numbers, accounts `here` of its `own`, of its kind and of all shops."""

    hand: Ints
    shop: Ints
    kind: Ints
    here: Ints
    own: Floats
    of_kind: Floats
    everybody: Floats


def standing(rows: Places, *, peel: bool) -> Mapping[str, npt.NDArray[np.generic]]:
    """For each row the `value` in bits, accounts `elsewhere`, at how many other shops it is `alike`, and whether it `is_piled` here.

    Expected is what the hand has at all other shops, TOLERANCE times. With `peel` it is what it has at shops of that kind, where that is more; and
    rows that stand out are taken out of what the others are held to, until no more do.
    """
    hands, hand = np.unique(rows.hand, return_inverse=True)
    cells, cell = np.unique(np.stack([hand, rows.kind]), axis=1, return_inverse=True)
    here, out = rows.here.astype(np.float64), np.zeros(len(rows.here), np.bool_)
    for _ in range(ROUNDS):
        beside = _others(hand, len(hands), here, out)
        rate = (beside + 0.5) / (rows.everybody - rows.own - _others(hand, len(hands), rows.own, ~out) + 1.0)
        if peel:
            near = _others(cell, cells.shape[1], here, out)
            rest = np.maximum(rows.of_kind - rows.own - _others(cell, cells.shape[1], rows.own, ~out), 0.0)
            rate = np.maximum(rate, (near + PULL * rate) / (rest + PULL))
        value = np.minimum(surprise(here, TOLERANCE * rate * rows.own), BITS_EACH * here)
        now = out | ((value >= PILED) & (here >= FEWEST))
        if not peel or (now == out).all():
            break
        out = now
    alike = np.bincount(hand, out, len(hands))[hand] - out if peel else np.zeros(len(hand))
    return {"value": value, "elsewhere": beside.astype(np.int64), "alike": alike.astype(np.int64), "is_piled": out}


def joined(rows: Places, piled: Bools) -> dict[int, int]:
    """For hands that are piled up at SAME_SHOPS shops at which another one is too, the first of those that hang together so."""
    hands, hand = np.unique(rows.hand[piled], return_inverse=True)
    shops, shop = np.unique(rows.shop[piled], return_inverse=True)
    at = coo_array((np.ones(len(hand), np.int64), (hand, shop)), shape=(len(hands), len(shops))).tocsr()
    both = (at @ at.T).tocoo()
    tied = both.data >= SAME_SHOPS
    graph = coo_array((both.data[tied], (both.row[tied], both.col[tied])), shape=both.shape)
    labels = connected_components(graph, directed=False)[1]
    first = np.unique(labels, return_index=True)[1]
    return {int(one): int(hands[first[label]]) for one, label in zip(hands, labels, strict=True)}


def drawn(rows: Places, piled: Bools) -> dict[int, int]:
    """For hands half of whose accounts are at the shops of a larger hand, DRAWN bits beyond what these shops' share of each kind gives, that one."""
    hands, hand = np.unique(rows.hand, return_inverse=True)
    whole = np.bincount(hand, rows.here, len(hands))
    best, nearest = np.zeros(len(hands)), np.full(len(hands), -1)
    breadth = np.bincount(hand, piled, len(hands))
    for one in np.flatnonzero(breadth >= MANY_SHOPS):
        shops = rows.shop[piled & (hand == one)]
        there = np.isin(rows.shop, shops)
        met = np.bincount(hand, rows.here * there, len(hands))
        share = _share(rows, shops)
        bits = surprise(met, TOLERANCE * np.bincount(hand, rows.here * share[rows.kind], len(hands)))
        near = (bits >= DRAWN) & (bits > best) & (met >= FEWEST) & (2 * met >= whole) & (breadth < breadth[one])
        near[one] = False
        best[near], nearest[near] = bits[near], one
    return {int(hands[one]): int(hands[_last(nearest, int(one))]) for one in np.flatnonzero(nearest >= 0)}


def _share(rows: Places, shops: Ints) -> Floats:
    """For each kind the share of its accounts that `shops` have, drawn to their share of all; that one, where it is more."""
    first = np.unique(rows.shop, return_index=True)[1]
    own, kind, chosen = rows.own[first], rows.kind[first], np.isin(rows.shop[first], shops)
    of_all = float(own[chosen].sum() / rows.everybody[0])
    size = np.zeros(int(rows.kind.max()) + 1)
    size[rows.kind] = rows.of_kind
    of_kind: Floats = (np.bincount(kind[chosen], own[chosen], len(size)) + PULL * of_all) / (size + PULL)
    return np.maximum(of_all, of_kind)


def _last(nearest: Ints, one: int) -> int:
    """Where `nearest` leads from `one`; each step goes to a hand of more shops, so it ends."""
    while nearest[one] >= 0:
        one = int(nearest[one])
    return one


def _others(of: Ints, size: int, counts: Floats, without: Bools) -> Floats:
    """For each row the sum of `counts` over the other rows of the same `of`, but for those in `without`."""
    kept = np.where(without, 0.0, counts)
    whole: Floats = np.bincount(of, kept, size).astype(np.float64)
    return whole[of] - kept
