"""The innocent explanations tried on each suspect: those that its signals name, held against what the tables say of it."""

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import cache
from types import MappingProxyType
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from zhenxin.engine import Engine, parse
from zhenxin.events.results import RESULTS
from zhenxin.events.schema import typed_tables
from zhenxin.events.wording import say, untried
from zhenxin.scores.combine import Key
from zhenxin.scores.hypothesis import Trait
from zhenxin.scores.innocent.asking import MOST, asked_of
from zhenxin.scores.innocent.dealings import DEALINGS
from zhenxin.scores.innocent.goods import GOODS
from zhenxin.scores.innocent.occasions import OCCASIONS
from zhenxin.scores.innocent.people import PEOPLE
from zhenxin.scores.innocent.reach import Things, bases, every_reach
from zhenxin.scores.innocent.trial import CUT, Trial

__all__ = ["MOST", "TRIALS", "needs", "trials_of", "try_innocence"]

LEAST = 0.2
"""From this probability on an entity is worth an explanation."""
FITS = 0.5
"""From here on a thing counts among those that an explanation fits."""
TRIALS: tuple[Trial, ...] = (*OCCASIONS, *GOODS, *PEOPLE, *DEALINGS)

_NOUNS: Mapping[str, tuple[str, str, str]] = MappingProxyType(
    {
        "order": ("orders", "笔", "订单"), "review": ("reviews", "条", "评价"), "account": ("accounts", "个", "账号"), "merchant": ("shops", "家", "店铺"),
        "sender": ("senders", "个", "寄件人"), "page": ("pages", "个", "网页"), "number": ("numbers", "个", "号码"),
    }
)  # fmt: skip
_SEVERAL = (
    "fits {k:,} of {n:,} {nouns}; where it fits best: {said}",
    "{n:,} {measure}{noun}中有 {k:,} {measure}符合；最符合的一{measure}：{said}",
)
_Answers = Mapping[str, Mapping[str, Any]]
"""Thing id to the row that a trial gives for it."""


@cache
def trials_of(kind: str, lookalike: str) -> tuple[Trial, ...]:
    """What can be tried on an entity of `kind`, on itself first, then on what hangs on it; a deed's buyer only where the deed itself tells nothing."""
    found = [trial for of in bases(kind) for trial in TRIALS if (trial.lookalike, trial.of) == (lookalike, of)]
    of_deed = [trial for trial in found if trial.of != "account"]
    return tuple(of_deed if of_deed and kind in {"order", "review"} else found)


@cache
def needs() -> Mapping[str, frozenset[str]]:
    """The columns of the event tables that trials read, and what leads from an entity to its things."""
    reads = [read for sql in every_reach() for read in parse(sql, "innocent explanations").reads if read[0].startswith(CUT)]
    columns: dict[str, frozenset[str]] = {}
    for name, names in [
        *((name.removeprefix(CUT), names) for name, names in reads),
        *(one for trial in TRIALS for one in trial.reads.items()),
    ]:
        columns[name] = columns.get(name, frozenset()) | (frozenset(names) & frozenset(typed_tables()[name].by_name))
    return columns


def try_innocence(
    engine: Engine, scores: pa.Table, parts: pa.Table, traits: Mapping[str, Trait], filled: Mapping[str, frozenset[str]]
) -> pa.Table:
    """The `explanations` table of DESIGN §5 for every entity of at least LEAST probability, from its `scores` and `parts`.

    Fits is NULL where an explanation could not be tried: the data lack what it reads (`filled` has each table's columns that are not empty), or nothing
    of the kind is recorded of this entity. The engine holds the cut tables of `needs`, `signal_values` and `pushed_numbers`.
    """
    doubted = scores.filter(pc.greater_equal(scores["probability"], LEAST)).select(["entity_kind", "entity_id", "probability"])
    engine.put("suspects", doubted)
    engine.put("act_signals", pa.table({"signal": pa.array(sorted(name for name, trait in traits.items() if trait.act), pa.string())}))
    things = Things(engine, ((row["entity_kind"], row["entity_id"]) for row in doubted.to_pylist()))
    against = parts.filter(pc.and_(pc.greater(parts["bits"], 0), pc.is_in(parts["entity_id"], pc.unique(doubted["entity_id"]))))
    asked = asked_of(things, against.select(["entity_kind", "entity_id", "part", "bits"]).to_pylist(), traits)
    answers = _answers(engine, asked, things, filled)
    rows = [_row(key, one, things, answers, filled) for key, one in asked if trials_of(key[0], one)]
    return RESULTS["explanations"].shaped(pa.Table.from_pylist(rows, RESULTS["explanations"].schema))


def _answers(
    engine: Engine, asked: Iterable[tuple[Key, str]], things: Things, filled: Mapping[str, frozenset[str]]
) -> Mapping[Trial, _Answers]:
    """What each trial gives for every thing that some suspect needs it for."""
    wanted: dict[Trial, set[str]] = defaultdict(set)
    for (kind, entity), lookalike in asked:
        for trial in trials_of(kind, lookalike):
            if not trial.lacks(filled):
                wanted[trial].update(things.of(kind, trial.of).get(entity, ()))
    found: dict[Trial, _Answers] = {}
    for trial in TRIALS:
        if wanted.get(trial):
            engine.put("asked", pa.table({"thing_id": pa.array(sorted(wanted[trial]), pa.string())}))
            found[trial] = {row["thing_id"]: row for row in engine.rows(trial.sql, step=trial.step).to_pylist()}
    return found


def _row(
    key: Key, lookalike: str, things: Things, answers: Mapping[Trial, _Answers], filled: Mapping[str, frozenset[str]]
) -> dict[str, Any]:
    """One row of the table, by the trial that fits best; of equals the first."""
    kind, entity = key
    told: list[tuple[float, tuple[str, str]]] = []
    for trial in trials_of(kind, lookalike):
        given = answers.get(trial, {})
        found = [given[thing] for thing in things.of(kind, trial.of).get(entity, ()) if thing in given]
        if found:
            told.append((math.fsum(min(max(one["fits"], 0.0), 1.0) for one in found) / len(found), _told(trial, found)))
    lacking = [trial.lacks(filled) for trial in trials_of(kind, lookalike)]
    fits, said = max(told, key=lambda one: one[0]) if told else (None, untried(lacking[0] if all(lacking) else ()))
    return {"entity_kind": kind, "entity_id": entity, "lookalike": lookalike, "fits": fits, "sentence": said[0], "sentence_zh": said[1]}


def _told(trial: Trial, found: list[Mapping[str, Any]]) -> tuple[str, str]:
    """The sentence of the thing that it fits best, and how many things it fits where there are several."""
    best = max(found, key=lambda one: (one["fits"], one["thing_id"]))
    said, said_zh = trial.tell(best)
    if len(found) == 1:
        return said, said_zh
    nouns, measure, noun = _NOUNS[trial.of]
    k = sum(one["fits"] >= FITS for one in found)
    english, chinese = _SEVERAL
    return say(english, k=k, n=len(found), nouns=nouns, said=said), say(
        chinese, k=k, n=len(found), measure=measure, noun=noun, said=said_zh
    )
