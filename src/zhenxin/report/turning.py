"""What would change our mind about one entity: the reasons that carry it over one half, and which evidence would clear it or convict it."""

import itertools
import math
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import cache

from zhenxin import signals
from zhenxin.report import names, numbers
from zhenxin.report.findings import Findings
from zhenxin.report.markup import Both, listed
from zhenxin.report.records import ACCUSED, Part, Score
from zhenxin.report.turning_words import CLEARS, CLEARS_KIND, CLEARS_PART
from zhenxin.scores.combine import UNCORROBORATED, probability
from zhenxin.scores.hypothesis import HEAVY, LEAST_BITS, MANY_SIDED, SHOP_RATE, TRACE

WORTH = 0.2
"""Below this probability there is no mind to change."""
_SINGLES, _KINDS, _NAMED = 3, 3, 4
_TOPPING = frozenset({"deeds", "users"})
"""Parts that lift what else is said up to a sum of their own: without the rest they would lift more."""
_LATER = frozenset({"false_orders", "false_reviews", "organiser", "verdict", "known", "attacked", "approvals", "let_in", "farm"})
"""Parts that are added to whatever the entity's own evidence gives."""


@dataclass(frozen=True)
class Turn:
    """Reasons without which an entity would not be accused, and the probability that would be left."""

    reasons: tuple[Part, ...]
    left: float


def turns(score: Score, parts: Sequence[Part]) -> list[Turn]:
    """The smallest sets of parts that carry an accused entity over one half, the most telling first; none where it is not accused.

    A set counts where what is left stays below one half, by the rules that the scores are made by: of many-sided entities, evidence with which nothing
    of another kind agrees only warns. What another behaviour would make of the rest is not asked, so that the probability left is an estimate.
    """
    against = [part for part in parts if part.bits > 0 and part.part not in {"prior", "other_behaviours"}]
    if score.probability < ACCUSED:
        return []
    for size in range(1, len(against) + 1):
        found = [Turn(some, probability(_without(score, parts, some))) for some in itertools.combinations(against, size)]
        carrying = [turn for turn in found if turn.left < ACCUSED]
        if carrying:
            return sorted(carrying, key=lambda turn: (turn.left, [part.part for part in turn.reasons]))
    return []


def _without(score: Score, parts: Sequence[Part], removed: Collection[Part]) -> float:
    """The sum of an entity's parts, in bits, if some of them were not there."""
    kept = [part for part in parts if part not in removed]
    outer = _LATER | _TOPPING
    own = math.fsum(part.bits for part in kept if part.part not in outer and part.part not in {"uncorroborated", "other_behaviours"})
    before = math.fsum(part.bits for part in parts if part.part not in outer)
    if not _is_borne_out(score.entity_kind, kept):
        own = min(own, UNCORROBORATED)
    for part in kept:
        if part.part in _TOPPING and part.bits > 0:
            own = max(own, before + part.bits)
    return own + math.fsum(part.bits for part in kept if part.part in _LATER)


def _is_borne_out(kind: str, kept: Sequence[Part]) -> bool:
    """Whether what is left agrees with something of another kind, as the scores ask for it."""
    told = {part.part for part in kept}
    if kind not in MANY_SIDED or told & {"ring", SHOP_RATE}:
        return True
    if TRACE in told:
        return any(part.part in _signals() and part.bits >= HEAVY for part in kept)
    heavy = {part.evidence for part in kept if part.part in _signals() and part.bits >= LEAST_BITS}
    of = ("review", "order") if kind == "review" else (kind,)  # a review stands on its order
    acted = any(one.act and one.entity in of for part in kept if (one := _signals().get(part.part)))
    return acted and (len(heavy) >= 2 or "company" in told)


@cache
def _signals() -> dict[str, signals.Signal]:
    """The built-in signals by name."""
    return {one.name: one for one in signals.find()}


def what_would_change(findings: Findings, score: Score, parts: Sequence[Part]) -> list[Both]:
    """Sentences: what carries the accusation, what would clear it, what was not found, and what could not be looked at; none below WORTH."""
    if score.probability < WORTH:
        return []
    found = turns(score, parts)
    said = _carried(found) if found else _short(score)
    carrying = [part for turn in found[:_SINGLES] for part in turn.reasons]
    said += _cleared(score.entity_kind, carrying or [part for part in parts if part.bits > 0])
    return [*said, *_silent(findings, score, parts), *_unseen(findings, score)]


def _quoted(parts: Sequence[Part]) -> Both:
    labels = [names.part(part.part) for part in parts]
    return listed([Both(f"“{label.en}”", f"“{label.zh}”") for label in labels])


def _carried(found: Sequence[Turn]) -> list[Both]:
    first = found[0]
    chance = numbers.percent(first.left)
    if len(first.reasons) > 1:
        which = _quoted(first.reasons)
        return [
            Both(
                f"No single reason carries it: without {which.en} together the probability would be about {chance}.",
                f"没有哪一条理由单独起决定作用：若同时没有{which.zh}，概率约为 {chance}。",
            )
        ]
    return [
        Both(
            f"Without {_quoted(turn.reasons).en} the probability would be about {numbers.percent(turn.left)}.",
            f"若没有{_quoted(turn.reasons).zh}，概率约为 {numbers.percent(turn.left)}。",
        )
        for turn in found[:_SINGLES]
    ]


def _short(score: Score) -> list[Both]:
    need = numbers.bits(-score.bits).removeprefix("+")
    return [
        Both(
            f"It is {need} bits short of one half: evidence of another kind would have to agree.",
            f"距离一半还差 {need} 比特：需要另一类证据相互印证。",
        )
    ]


def _cleared(kind: str, parts: Sequence[Part]) -> list[Both]:
    """What would clear up the heaviest kinds of evidence, each once."""
    if kind in CLEARS_KIND:
        return [CLEARS_KIND[kind]]
    ranked = sorted(parts, key=lambda part: (-part.bits, part.part))
    told = [CLEARS_PART.get(part.part) or CLEARS.get(part.evidence) for part in ranked]
    return list(dict.fromkeys(one for one in told if one is not None))[:_KINDS]


def _speaks_of(score: Score) -> dict[str, bool]:
    """The signals that speak of such an entity's likeliest behaviour, and whether each is an act."""
    return {
        one.name: one.act
        for one in _signals().values()
        if one.entity == score.entity_kind and (not score.behaviour or score.behaviour in one.speaks_for)
    }


def _silent(findings: Findings, score: Score, parts: Sequence[Part]) -> list[Both]:
    """Acts of the behaviour that were looked for here and not found."""
    heard = {value.signal for value in findings.values(score.entity_kind, {score.entity_id})} | {part.part for part in parts}
    silent = [name for name, act in sorted(_speaks_of(score).items()) if act and name in findings.run.signals_run and name not in heard]
    if not silent:
        return []
    which = listed([names.part(name) for name in silent[:_NAMED]])
    any_, any_zh = ("It", "一旦出现") if len(silent) == 1 else ("Any of these", "其中任何一项出现")
    return [
        Both(
            f"Looked for and not found: {which.en}. {any_} would weigh heavily.",
            f"查过但未发现：{which.zh}。{any_zh}，都会大大加重怀疑。",
        )
    ]


def _unseen(findings: Findings, score: Score) -> list[Both]:
    """Signals of the behaviour that could not be looked at, by what the data lack."""
    speaking = _speaks_of(score)
    by_lack: dict[tuple[str, ...], list[str]] = {}
    for one in findings.run.signals_not_run:
        if one.signal in speaking:
            by_lack.setdefault(one.lacks, []).append(one.signal)
    told = []
    for lacks, unseen in sorted(by_lack.items())[:_KINDS]:
        which = listed([names.part(name) for name in sorted(unseen)[:_NAMED]])
        told.append(
            Both(
                f"Could not be looked at, since the data have no {' and '.join(f'`{lack}`' for lack in lacks)}: {which.en}. It may clear or convict.",
                f"数据缺少 {'、'.join(lacks)}，无法查看：{which.zh}。补上后可能洗清，也可能加重怀疑。",
            )
        )
    return told
