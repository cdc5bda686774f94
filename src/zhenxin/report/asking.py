"""Whose verdicts would teach the most: the doubtful, of whom many others bear the same reasons, and not twenty times the same."""

import math
from collections import Counter, defaultdict
from dataclasses import dataclass

from zhenxin.report.findings import Findings
from zhenxin.report.markup import Both
from zhenxin.report.reasons import weightiest
from zhenxin.report.records import Part, Score

ASKED = 20
KINDS = ("account", "merchant", "order", "review", "number", "page", "device", "sender", "staff", "payee", "product")
"""Kinds that a person can judge by looking."""
LEAST, MOST = 0.02, 0.98
"""Whoever is surer than this teaches next to nothing."""
_AGAIN = 0.3
"""What one more of the same reasons, or of the same ring, is worth after the first."""
_ENDS = frozenset({"prior", "calibration", "uncorroborated", "other_behaviours"})


@dataclass(frozen=True)
class Question:
    """One entity whose verdict is asked for: its score, how many of its kind bear the same reasons, and the weightiest of these."""

    score: Score
    alike: int
    reasons: tuple[Both, ...]


def questions(findings: Findings, most: int = ASKED) -> list[Question]:
    """At most so many entities, those that teach the most first (uncertainty sampling, Lewis and Gale 1994, by how many share the pattern).

    What one teaches is how open its case is (entropy of its probability, in bits) times how many of its kind bear the very same signals (logarithm);
    less for each that was asked already with the same pattern, or of the same ring.
    """
    doubtful = [score for kind in KINDS for score in findings.worst(kind) if LEAST <= score.probability <= MOST]
    by_kind: dict[str, set[str]] = defaultdict(set)
    for score in doubtful:
        by_kind[score.entity_kind].add(score.entity_id)
    parts = {kind: findings.parts(kind, ids) for kind, ids in by_kind.items()}
    patterns = {
        (score.entity_kind, score.entity_id): _pattern(score.entity_kind, parts[score.entity_kind].get(score.entity_id, []))
        for score in doubtful
    }
    alike = Counter(patterns.values())
    worth = {
        key: _open(score.probability) * math.log2(1 + alike[patterns[key]]) for key, score in ((_key(score), score) for score in doubtful)
    }
    waiting = sorted(doubtful, key=lambda score: (-worth[_key(score)], _key(score)))
    asked: list[Question] = []
    seen: Counter[object] = Counter()
    while waiting and len(asked) < most:
        # `waiting` is in order, so of equals the first is asked
        best = max(
            waiting,
            key=lambda score: worth[_key(score)] * _AGAIN ** (seen[patterns[_key(score)]] + (seen[score.ring_id] if score.ring_id else 0)),
        )
        waiting.remove(best)
        pattern = patterns[_key(best)]
        seen[pattern] += 1
        seen[best.ring_id] += 1
        told = weightiest(parts[best.entity_kind].get(best.entity_id, []), most=2)
        asked.append(Question(best, alike[pattern] - 1, tuple(told)))
    return asked


def _key(score: Score) -> tuple[str, str]:
    return score.entity_kind, score.entity_id


def _pattern(kind: str, parts: list[Part]) -> tuple[str, ...]:
    """The kind and the names of its parts but those that everybody has."""
    return (kind, *sorted(part.part for part in parts if part.part not in _ENDS))


def _open(chance: float) -> float:
    return -(chance * math.log2(chance) + (1 - chance) * math.log2(1 - chance))
