"""Pairs of users who share more items than chance explains, and the groups that such pairs make."""

import math
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

from zhenxin.kernels.bipartite import Doubles, Ints, Places, bipartite
from zhenxin.kernels.compiling import compiled

CAP, SHARED, BINDING, EVIDENCE, PARTNERS, CROWD = 300, 3, 6.0, 9.0, 3, 5
"""Users that an item has at most, to say anything; items that a pair shares; -log10 of its chance to bind, and to be a reason for a group; partners of
each member, and members of a group, at least."""


@dataclass(frozen=True)
class Pairs:
    """Users `left` < `right` (sorted) who share too much, with `evidence`, -log10 of the chance; `groups` has for each user its group, -1 for none."""

    left: Ints
    right: Ints
    evidence: Doubles
    groups: Ints


def shared_beyond_chance(
    user: npt.ArrayLike,
    item: npt.ArrayLike,
    users: int,
    items: int,
    *,
    cap: int = CAP,
    shared: int = SHARED,
    binding: float = BINDING,
    evidence: float = EVIDENCE,
    partners: int = PARTNERS,
    crowd: int = CROWD,
) -> Pairs:
    """All pairs of users who share at least `shared` items of at most `cap` users, with a chance of at most 10^-`binding`; and the groups they make.

    Chance is the configuration model: whoever has a items of E edges has one of d users with probability a d / E. Two users share then a Poisson number
    of about a b Σ d(d - 1) / E² of the items that are summed over (Newman 2010, section 13.2). That is asked for items of at most 2, 4, 8 … `cap`
    users, as sharing rare ones says more; the least chance is taken, times the number of these questions (Bonferroni). Lists of users of an item are
    gone through pair by pair: time is linear in Σ d² / 2 over items of at most `cap` users, memory in edges and pairs. An edge told twice is one.

    In a group each member has at least `partners` of these pairs with others of it; at least `crowd` hang together, and as many have a pair within
    the group of at most 10^-`evidence`. Weak pairs alone are no reason, but they bind: by chance they are few and do not close ranks. Groups are
    numbered by their first users. InputError as `bipartite`.
    """
    graph = bipartite(user, item, users, items)
    caps = np.unique(np.minimum(2 ** np.arange(1, max(cap, 2).bit_length() + 1), max(cap, 2)))
    popular = graph.degrees[users:]
    expected = [np.sum(popular[popular <= most] * (popular[popular <= most] - 1.0)) for most in caps]
    met = np.array(expected) / max(len(graph.beside) / 2, 1.0) ** 2
    kinds = np.searchsorted(caps, popular).astype(np.int8)
    left, right, found = _tested(graph.starts, graph.beside, users, kinds, met, shared, binding)
    by = np.lexsort((right, left))
    left, right, found = left[by], right[by], found[by]
    return Pairs(left, right, found, _groups(left, right, found >= evidence, users, partners, crowd))


def _groups(left: Ints, right: Ints, strong: npt.NDArray[np.bool_], users: int, partners: int, crowd: int) -> Ints:
    """For each user its group: who has less than `partners` goes, and whoever has less without them; then what hangs together, with strong pairs."""
    groups = np.full(users, -1, np.int64)
    while True:
        counts = np.bincount(left, minlength=users) + np.bincount(right, minlength=users)
        stays = (counts[left] >= partners) & (counts[right] >= partners)
        if stays.all():
            break
        left, right, strong = left[stays], right[stays], strong[stays]
    if not len(left):
        return groups
    graph = coo_array((np.ones(len(left), np.int8), (left, right)), shape=(users, users))
    labels = connected_components(graph, directed=False)[1]
    sure = np.union1d(left[strong], right[strong])
    large = np.minimum(np.bincount(labels), np.bincount(labels[sure], minlength=labels.max() + 1)) >= crowd
    members = np.flatnonzero(large[labels] & (counts > 0))
    _, first, back = np.unique(labels[members], return_index=True, return_inverse=True)
    groups[members] = np.argsort(np.argsort(first))[back]
    return groups


@compiled
def _evidence(seen: int, expected: float) -> float:
    """-log10 of the chance that a Poisson count of mean `expected` is `seen` or more; 0 where `seen` is not more than expected.

    The first term of the tail and the sum of the others as parts of it, so that nothing is lost below 1e-308.
    """
    if seen <= expected:
        return 0.0
    part, tail, at = 1.0, 1.0, seen
    while part > 1e-17 * tail:
        at += 1
        part *= expected / at
        tail += part
    return -(seen * math.log(expected) - expected - math.lgamma(seen + 1.0) + math.log(tail)) / math.log(10.0)


@compiled
def _strongest(seen: Ints, met: Doubles, product: float) -> float:
    """The evidence of the best question: `seen` are counts of shared items of each kind, from rare to popular, `met` what is expected up to it."""
    best, total = 0.0, 0
    for kind in range(len(met)):
        total += seen[kind]
        if seen[kind]:
            best = max(best, _evidence(total, product * met[kind]))
    return best - math.log10(len(met))


@compiled
def _tested(
    starts: Ints, beside: Places, users: int, kinds: npt.NDArray[np.int8], met: Doubles, shared: int, binding: float
) -> tuple[Ints, Ints, Doubles]:
    """Pairs and their evidence. User by user, those after it are counted that are beside the same items; whoever comes by often is looked at again."""
    left, right, found = np.empty(1024, np.int64), np.empty(1024, np.int64), np.empty(1024, np.float64)
    pairs = 0
    after = starts[users:-1].copy()
    owned, counts = np.full(len(after), -1, np.int32), np.zeros(users, np.int32)
    touched, seen = np.empty(users, np.int32), np.zeros(len(met), np.int64)
    for one in range(users):
        several = 0
        for at in range(starts[one], starts[one + 1]):
            item = beside[at] - users
            if kinds[item] < len(met):
                owned[item] = one
                after[item] += 1
                for place in range(after[item], starts[users + item + 1]):
                    other = beside[place]
                    counts[other] += 1
                    if counts[other] == 1:
                        touched[several] = other
                        several += 1
        for place in range(several):
            other = touched[place]
            often, counts[other] = counts[other], 0
            if often < shared:
                continue
            seen[:] = 0
            for at in range(starts[other], starts[other + 1]):
                item = beside[at] - users
                seen[kinds[item] if owned[item] == one else 0] += owned[item] == one
            product = float(starts[one + 1] - starts[one]) * float(starts[other + 1] - starts[other])
            strength = _strongest(seen, met, product)
            if strength >= binding:
                if pairs == len(left):
                    left, right, found = np.append(left, left), np.append(right, right), np.append(found, found)
                left[pairs], right[pairs], found[pairs] = one, other, strength
                pairs += 1
    return left[:pairs], right[:pairs], found[:pairs]
