"""What people's verdicts say of the weights: where the evidence foretold something else, its bits move."""

import math
from collections.abc import Iterable, Mapping
from typing import Any

import numpy as np

from zhenxin.kernels.pulled_logit import pulled_logit
from zhenxin.scores.combine import MANY_SIDED, Account, Trait
from zhenxin.scores.learning import Key, Learned, Level, Said, homes, shifted

FEWEST_VERDICTS = 30
"""Of fewer verdicts nothing is learned: each would turn the weights by itself."""
SPREAD_SIGNAL = 2.0
"""Bits by which a signal's weights are wrong, two times in three: the cap on what a market without labels may move them by."""
SPREAD_LEVEL = 1.0
"""Bits by which one level is wrong beside its signal's others."""
MOST_TAUGHT = 6.0
_NO_EVIDENCE = frozenset({"prior", "verdict", "known"})
"""Parts that are no evidence: where a sum begins, and what people said already."""
Feature = tuple[str, int]
"""A part of a score and its level: 0 for what all its levels share."""


def taught(
    sums: Mapping[Key, Account], evidence: Iterable[Mapping[str, Any]], traits: Mapping[str, Trait], verdicts: Mapping[Key, bool]
) -> Learned:
    """The weights after what was found of the entities in `verdicts` (True is false, False is honest), whose scores stand in `sums`.

    The score foretells the verdict, its own verdict left out; what it foretold wrongly is shared by all parts that stand in the waterfall, and only
    those of signals move. `evidence` has entity_kind, entity_id, signal, level and via. Who is looked at may depend on the score: only what was
    found, given the score, teaches. Pages, numbers and the like, of which few are looked at, teach nothing.
    """
    rows = list(evidence)
    of = homes(rows)
    asked = {key: is_false for key, is_false in sorted(verdicts.items()) if key in sums and key[0] in MANY_SIDED}
    if len(asked) < FEWEST_VERDICTS:
        return Learned({}, ())
    levels = {(row["entity_kind"], row["entity_id"], row["signal"]): row["level"] for row in rows}
    shifts = _shifts([_features(key, sums[key], levels) for key in asked], [_odds(sums[key]) for key in asked], list(asked.values()))
    weights = {
        name: shifted(name, traits[name], {level: bits for level, bits in shifts.items() if level[0] == name}, of[name], MOST_TAUGHT)
        for name in sorted({name for name, _ in shifts} & traits.keys())
    }
    most = max((abs(bits[level - 1] - traits[name].at(name, level)) for name, bits in weights.items() for level in (1, 2, 3)), default=0.0)
    english = f"{len(asked)} verdicts: weights of {len(weights)} signals moved by at most {most:.1f} bits"
    return Learned(weights, (Said(english, f"{len(asked)} 条认定结论：{len(weights)} 个信号的权重最多变动 {most:.1f} 比特"),))


def _odds(total: Account) -> float:
    return math.fsum(part.bits for part in total.parts if part.name not in {"verdict", "known"})


def _features(key: Key, total: Account, levels: Mapping[tuple[str, str, str], int]) -> frozenset[Feature]:
    names = {part.name for part in total.parts} - _NO_EVIDENCE
    told = {(name, 0) for name in names}
    return frozenset(told | {(name, levels[(*key, name)]) for name in names if (*key, name) in levels})


def _shifts(told: list[frozenset[Feature]], odds: list[float], found: list[bool]) -> dict[Level, float]:
    """By signal and level, in bits, what the verdicts move; levels that nobody asked about move with their signal."""
    features = sorted(frozenset().union(*told))
    places = {feature: at for at, feature in enumerate(features)}
    table = np.zeros((len(told), len(features)))
    for row, one in enumerate(told):
        table[row, [places[feature] for feature in one]] = 1.0
    nat = math.log(2.0)
    spread = [nat * (SPREAD_LEVEL if level else SPREAD_SIGNAL) for _, level in features]
    moved = dict(zip(features, (pulled_logit(table, found, np.array(odds) * nat, spread) / nat).tolist(), strict=True))
    return {(name, level): moved[name, 0] + moved.get((name, level), 0.0) for name, of in features if not of for level in (1, 2, 3)}
