"""What people's verdicts say of the weights: where the evidence foretold something else, its bits move."""

import math
from collections.abc import Iterable, Mapping
from typing import Any

import numpy as np

from zhenxin.kernels.pulled_logit import pulled_logit
from zhenxin.scores.combine import Account, Key
from zhenxin.scores.hypothesis import MANY_SIDED, Trait
from zhenxin.scores.learning import Learned, Level, Said, homes, shifted

FEWEST_VERDICTS = 30
"""Of fewer verdicts nothing is learned: each would turn the weights by itself."""
SPREAD_SIGNAL = 2.0
"""Bits by which a signal's weights are wrong, two times in three: the cap on what a market without labels may move them by."""
SPREAD_LEVEL = 1.0
"""Bits by which one level is wrong beside its signal's others."""
SPREAD_ASKED = 10.0
"""Who is looked at was often complained of: what is found of one kind of entity is oftener false than its scores say, and no signal is to be thanked."""
MOST_UP, MOST_DOWN = 2.0, 6.0
"""Verdicts may take from a weight what they like, but give no more than a market without labels may: who was looked at is not everybody."""
_NO_EVIDENCE = frozenset({"prior", "verdict", "known"})
"""Parts that are no evidence: where a sum begins, and what people said already."""
Feature = tuple[str, int]
"""A part of a score, or the kind of entity, and its level: 0 for what all its levels share."""
_KIND = -1


def taught(
    sums: Mapping[Key, Account], evidence: Iterable[Mapping[str, Any]], traits: Mapping[str, Trait], verdicts: Mapping[Key, bool]
) -> Learned:
    """The weights after what was found of the entities in `verdicts` (True is false, False is honest), whose scores stand in `sums`.

    The score foretells the verdict, its own verdict left out; what it foretold wrongly is shared by all parts that stand in the waterfall, and only
    those of signals move. `evidence` has entity_kind, entity_id, signal, level and via. How often those who were looked at were false is no lesson,
    only who of them: each kind of entity has a share of its own. Pages, numbers and the like, of which few are looked at, teach nothing.
    """
    rows = list(evidence)
    of = homes(rows)
    asked = {key: is_false for key, is_false in sorted(verdicts.items()) if key in sums and key[0] in MANY_SIDED}
    if len(asked) < FEWEST_VERDICTS:
        return Learned({}, ())
    levels = {(row["entity_kind"], row["entity_id"], row["signal"]): row["level"] for row in rows}
    shifts = _shifts([_features(key, sums[key], levels) for key in asked], [_odds(sums[key]) for key in asked], list(asked.values()))
    weights = {
        name: shifted(name, traits[name], {level: bits for level, bits in shifts.items() if level[0] == name}, of[name], MOST_DOWN)
        for name in sorted({name for name, _ in shifts} & traits.keys())
    }
    most = max((abs(bits[level - 1] - traits[name].at(name, level)) for name, bits in weights.items() for level in (1, 2, 3)), default=0.0)
    english = f"{len(asked)} verdicts: weights of {len(weights)} signals moved by at most {most:.1f} bits"
    return Learned(weights, (Said(english, f"{len(asked)} 条认定结论：{len(weights)} 个信号的权重最多变动 {most:.1f} 比特"),))


def _odds(total: Account) -> float:
    return math.fsum(part.bits for part in total.parts if part.name not in {"verdict", "known"})


def _features(key: Key, total: Account, levels: Mapping[tuple[str, str, str], int]) -> frozenset[Feature]:
    names = {part.name for part in total.parts} - _NO_EVIDENCE
    told = {(name, 0) for name in names} | {(key[0], _KIND)}
    return frozenset(told | {(name, levels[(*key, name)]) for name in names if (*key, name) in levels})


def _shifts(told: list[frozenset[Feature]], odds: list[float], found: list[bool]) -> dict[Level, float]:
    """By signal and level, in bits, what the verdicts move; levels that nobody asked about move with their signal."""
    features = sorted(frozenset().union(*told))
    places = {feature: at for at, feature in enumerate(features)}
    table = np.zeros((len(told), len(features)))
    for row, one in enumerate(told):
        table[row, [places[feature] for feature in one]] = 1.0
    nat = math.log(2.0)
    spread = [nat * {_KIND: SPREAD_ASKED, 0: SPREAD_SIGNAL}.get(level, SPREAD_LEVEL) for _, level in features]
    moved = dict(zip(features, (pulled_logit(table, found, np.array(odds) * nat, spread) / nat).tolist(), strict=True))
    signals = [name for name, level in features if level == 0]
    return {(name, level): min(moved[name, 0] + moved.get((name, level), 0.0), MOST_UP) for name in signals for level in (1, 2, 3)}
