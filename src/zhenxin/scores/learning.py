"""What a market teaches the weights: a fit of two latent classes a behaviour where nobody labelled anything, and what verdicts say of the evidence."""

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from zhenxin.kernels.latent_classes import Floats, Ints, fit, held_out_gain
from zhenxin.scores.combine import Key, behaviour_prior
from zhenxin.scores.conduct import NOUNS
from zhenxin.scores.hypothesis import LEAST_BITS, MANY_SIDED, Trait, counts_for

Level = tuple[str, int]
"""A signal at a level."""
Pattern = frozenset[Level]
"""What speaks of an entity."""
Bits = tuple[float, float, float]

FEWEST_CASES = 300.0
"""A behaviour of which fewer false entities are expected teaches nothing: EM then takes whatever is odd for it (`algorithms.md` §8)."""
MOST_MOVED = 2.0
"""So many bits at the most does a weight move where nobody labelled anything."""
_MOST_SPOKEN = 0.9
"""At the start, at most so many of the false are spoken of by one kind of evidence."""
_COMPLETE = frozenset({"own", "order", "review"})
"""Routes by which every entity of a kind gets what speaks of it, whether something else does or not: only what is complete can be counted."""


@dataclass(frozen=True)
class Said:
    """What learning did, for run.json."""

    english: str
    chinese: str


@dataclass(frozen=True)
class Learned:
    """Signal to its learned bits at levels 1 to 3, of those that moved; and what was done, behaviour by behaviour."""

    weights: Mapping[str, Bits]
    said: tuple[Said, ...]

    def taught(self, traits: Mapping[str, Trait]) -> dict[str, Trait]:
        """The traits with the learned bits in the place of their own."""
        return {name: replace(trait, bits=self.weights.get(name, trait.bits)) for name, trait in traits.items()}


@dataclass(frozen=True)
class _Fit:
    """What one behaviour's fit on one kind of entity says: by signal and level, the cases expected to bear it and the bits that its weight moves."""

    moved: Mapping[Level, tuple[float, float]]
    said: Said


def learned(
    evidence: Iterable[Mapping[str, Any]],
    traits: Mapping[str, Trait],
    sizes: Mapping[str, int],
    verdicts: Mapping[Key, bool],
    seed: int,
) -> Learned:
    """The weights that this market moves, one latent-class fit a behaviour and kind of entity; sorted, and the same for the same seed.

    `evidence` has entity_kind, entity_id, signal, level and via; `sizes` how many entities of each kind the market has; `verdicts` which entities were
    found false (True) or honest. A fit of fewer than FEWEST_CASES cases, or one that is no surely better than independence on held-out entities, moves
    nothing. A signal that several behaviours know moves by the mean of theirs, by their cases; by MOST_MOVED bits at the most, and never past zero.
    """
    rows = list(evidence)
    seen, of = _seen(rows), homes(rows)
    moved: dict[Level, list[tuple[float, float]]] = defaultdict(list)
    said = []
    for kind in sorted(MANY_SIDED & sizes.keys() & seen.keys()):
        labels = {entity: is_false for (judged, entity), is_false in verdicts.items() if judged == kind}
        market = _Market(kind, seen[kind], sizes[kind], labels)
        for behaviour in sorted({name for signal in market.signals for name in traits[signal].speaks_for if counts_for(name, kind)}):
            found = _fitted(market, behaviour, traits, seed)
            if found is not None:
                said.append(found.said)
                for level, one in found.moved.items():
                    moved[level].append(one)
    shifts = {
        level: math.fsum(cases * bits for cases, bits in told) / math.fsum(cases for cases, _ in told) for level, told in moved.items()
    }
    weights = {name: shifted(name, traits[name], shifts, of[name]) for name in sorted({name for name, _ in shifts})}
    return Learned(weights, tuple(said))


def homes(evidence: Iterable[Mapping[str, Any]]) -> dict[str, str]:
    """Signal to the kind of entity that it speaks of by itself; passed on it may speak of others."""
    return {row["signal"]: row["entity_kind"] if row["via"] == "own" else row["via"] for row in evidence}


def shifted(signal: str, trait: Trait, shifts: Mapping[Level, float], kind: str, most: float = MOST_MOVED) -> Bits:
    """The bits of a signal of entities of `kind`, moved by `shifts`, each level by `most` at the most.

    Never of another sign, never falling from level to level, and never more than the prior of its kind holds against, unless it was so already. What
    is too light to agree with an act stays so: that a shop's good season agrees with anything no market can unsay.
    """
    bits = [-math.inf]
    for level in (1, 2, 3):
        given = trait.at(signal, level)
        ceiling = LEAST_BITS - 0.001 if given < LEAST_BITS else -behaviour_prior(kind).bits - 0.1
        value = given + min(max(shifts.get((signal, level), 0.0), -most), most)
        value = max(min(value, max(ceiling, given)), 0.0) if given >= 0 else min(value, 0.0)
        bits.append(max(round(value, 3), bits[-1]))
    return bits[1], bits[2], bits[3]


def _seen(evidence: Iterable[Mapping[str, Any]]) -> dict[str, dict[str, Pattern]]:
    """By kind and entity, what speaks of it by complete routes."""
    told: dict[str, dict[str, set[Level]]] = defaultdict(lambda: defaultdict(set))
    for row in evidence:
        if row["via"] in _COMPLETE and row["entity_kind"] in MANY_SIDED:
            told[row["entity_kind"]][row["entity_id"]].add((row["signal"], row["level"]))
    return {kind: {entity: frozenset(levels) for entity, levels in entities.items()} for kind, entities in told.items()}


class _Market:
    """All entities of one kind, counted by what speaks of them."""

    def __init__(self, kind: str, seen: Mapping[str, Pattern], size: int, labels: Mapping[str, bool]) -> None:
        self.kind = kind
        nothing: Pattern = frozenset()
        self.counts = Counter(pattern for entity, pattern in seen.items() if entity not in labels)
        self.false = Counter(seen[entity] for entity, is_false in labels.items() if is_false and entity in seen)
        self.honest = Counter(seen.get(entity, nothing) for entity, is_false in labels.items() if not is_false)
        self.size = max(size, len(seen))
        self.signals = sorted({signal for pattern in (*self.counts, *self.false, *self.honest) for signal, _ in pattern})
        self.counts[nothing] += self.size - sum(self.counts.values()) - self.false.total() - self.honest.total()
        self.counts[nothing] = max(self.counts[nothing], 0)


def _strongest(pattern: Pattern, behaviour: str | None, traits: Mapping[str, Trait]) -> dict[str, Level]:
    """By kind of evidence, what counts for a behaviour: the strongest act, else the strongest, the first by name of equals."""
    found: dict[str, tuple[bool, float, Level]] = {}
    for signal, level in sorted(pattern):
        trait = traits[signal]
        if behaviour is None or behaviour in trait.speaks_for:
            weight = trait.at(signal, level)
            if weight > 0 and (trait.evidence not in found or (trait.act, weight) > found[trait.evidence][:2]):
                found[trait.evidence] = (trait.act, weight, (signal, level))
    return {kind: level for kind, (_, _, level) in found.items()}


def _likeliest(pattern: Pattern, kind: str, traits: Mapping[str, Trait]) -> str | None:
    """The behaviour that an entity found false is most likely false by: the one with the most bits, the first by name of equals."""
    bits = {
        name: math.fsum(traits[signal].at(signal, level) for signal, level in _strongest(pattern, name, traits).values())
        for name in sorted({name for signal, _ in pattern for name in traits[signal].speaks_for if counts_for(name, kind)})
    }
    return max(bits, key=lambda name: bits[name]) if bits else None


@dataclass(frozen=True)
class _Counted:
    """One behaviour's patterns: values of columns (one a kind of evidence; 0 is silence), with their counts, and what each value is."""

    patterns: Ints
    counts: Ints
    labelled: Ints
    values: tuple[tuple[Level, ...], ...]


def _counted(market: _Market, behaviour: str, traits: Mapping[str, Trait]) -> _Counted | None:
    """The patterns of one behaviour; nothing where only one kind of evidence, or none, speaks of it."""
    rows: dict[tuple[tuple[str, Level], ...], list[int]] = defaultdict(lambda: [0, 0, 0])
    for place, counter in enumerate((market.counts, market.false, market.honest)):
        for pattern, count in counter.items():
            column = 0 if place == 1 and _likeliest(pattern, market.kind, traits) != behaviour else place
            rows[tuple(sorted(_strongest(pattern, behaviour, traits).items()))][column] += count
    kinds = sorted({kind for row in rows for kind, _ in row})
    if len(kinds) < 2:  # one column alone cannot tell two classes from one
        return None
    values = tuple(tuple(sorted({level for row in rows for of, level in row if of == kind})) for kind in kinds)
    places = {kind: {level: at + 1 for at, level in enumerate(levels)} for kind, levels in zip(kinds, values, strict=True)}
    ordered = sorted(rows)
    patterns = np.array([[places[kind][told[kind]] if kind in told else 0 for kind in kinds] for told in map(dict, ordered)], np.int64)
    counts = np.array([rows[row] for row in ordered], np.int64)
    return _Counted(patterns, counts[:, 0], counts[:, 1:], values)


def _sides(told: _Counted, traits: Mapping[str, Trait], prior: float) -> tuple[Floats, Floats]:
    """The honest side, and where the false one starts.

    A value's share in the market is what honest and false ones together give it; the shipped weight says how much oftener the false ones have it.
    """
    width = 1 + max(len(levels) for levels in told.values)
    honest, start = np.zeros((len(told.values), width)), np.zeros((len(told.values), width))
    everybody = told.counts + told.labelled.sum(axis=1)
    for column, levels in enumerate(told.values):
        seen = np.bincount(told.patterns[:, column], everybody, minlength=width)[1 : len(levels) + 1]
        odds = np.exp2([traits[signal].at(signal, level) for signal, level in levels])
        honest[column, 1 : len(levels) + 1] = (seen + 0.5) / (everybody.sum() + 1) / (1 - prior + prior * odds)
        start[column, 1 : len(levels) + 1] = honest[column, 1 : len(levels) + 1] * odds
        start[column] *= min(1.0, _MOST_SPOKEN / start[column].sum())
    honest[:, 0], start[:, 0] = 1 - honest.sum(axis=1), 1 - start.sum(axis=1)
    return honest, start


def _fitted(market: _Market, behaviour: str, traits: Mapping[str, Trait], seed: int) -> _Fit | None:
    told = _counted(market, behaviour, traits)
    if told is None:
        return None
    prior = 2.0 ** behaviour_prior(market.kind).bits
    honest, start = _sides(told, traits, prior)
    found = fit(told.patterns, told.counts, honest, start, prevalence=prior, labelled=told.labelled)
    name, name_zh = f"{behaviour}, {NOUNS[market.kind][0]}", f"{behaviour}（{NOUNS[market.kind][1]}）"
    if found.cases < FEWEST_CASES:
        return _Fit({}, Said(f"{name}: frozen, fewer than 300 cases expected", f"{name_zh}：预计不足 300 例，权重保持不变"))
    everybody = told.counts + told.labelled.sum(axis=1)
    gain = held_out_gain(told.patterns, everybody, honest, start, np.random.default_rng(seed), prevalence=prior)
    if not gain.is_sure:
        english = f"{name}: the fit was no better than independence on held-out entities, the shipped weights stand"
        return _Fit({}, Said(english, f"{name_zh}：在留出的实体上，拟合不优于各证据相互独立的假设，沿用随附权重"))
    moved = {}
    for column, levels in enumerate(told.values):
        for at, level in enumerate(levels, start=1):
            share = found.false_side[column, at]
            bits = float(np.log2(max(share, 1e-12) / start[column, at]))
            moved[level] = (found.cases * float(share), min(max(bits, -MOST_MOVED), MOST_MOVED))
    most = max(abs(bits) for _, bits in moved.values())
    english = f"{name}: {found.cases:,.0f} cases expected, weights moved by at most {most:.1f} bits"
    return _Fit(moved, Said(english, f"{name_zh}：预计 {found.cases:,.0f} 例，权重最多变动 {most:.1f} 比特"))
