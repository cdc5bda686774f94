"""Weights learned before a moment, judged after it: whether what is learned from the past holds for what comes."""

from collections import Counter
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from zhenxin import events, flow
from zhenxin.engine.duckdb_engine import scratch_folder
from zhenxin.errors import InputError, UsageError
from zhenxin.evaluate.field import Field, Yes, lay_out
from zhenxin.evaluate.figures import SplitFigures
from zhenxin.evaluate.firsts import Firsts, Moments
from zhenxin.evaluate.judge import ACCUSED, RESAMPLES, judge
from zhenxin.evaluate.learning import Fired, as_weights, learn
from zhenxin.evaluate.read import Key, Run, read_facts, read_key, read_run, read_values
from zhenxin.settings import Settings


def evaluate_split(
    out: Path, truth: Path, at: datetime | None, *, data: Path | None = None, settings: Settings, seed: int = 0, resamples: int = RESAMPLES
) -> SplitFigures:
    """Learn weights from entities that first appear before `at`, judge those that first appear from then on, with shipped and learned weights.

    Without `at` it is the moment before which half of the false entities first appear. The whole flow runs again with the learned weights.
    Raises InputError where something cannot be read or `out` was not made from the data, UsageError where a side of `at` holds nothing false.
    """
    key, run, facts = read_key(truth), read_run(out, ACCUSED), read_facts(out)
    values, folder = read_values(out), data or (truth if truth.is_dir() else truth.absolute().parent)
    field = lay_out(key, run)
    with scratch_folder(settings.scratch) as scratch:
        dataset = events.load(folder, settings, Path(scratch), as_of=facts.as_of)
        if dict(dataset.inputs) != facts.inputs:
            raise InputError(
                "the results were not made from this data set", place=str(folder), hint="name the data set of the run with --data"
            )
        firsts = Firsts(dataset, settings)
        try:
            moments = firsts.along(field)
            moment = at or _half(moments[field.false])
            _must_hold(field, moments, moment)
            sizes = _sizes(field, moments, moment, firsts.before(moment))
            fired, kinds = _fired(values, field, moments, moment)
            learned = learn(fired, {signal: kind for signal, kind in kinds.items() if kind in sizes}, sizes)
            again = flow.judge(dataset, settings, since=facts.since, weights=as_weights(learned)).tables["scores"]
            rerun = Run(again.select(["entity_kind", "entity_id", "probability", "ring_id"]), (), run.members.slice(0, 0), run.as_of)
            figures = [judge(*_late(key, one, firsts, moment), rings=False, seed=seed, resamples=resamples) for one in (run, rerun)]
        finally:
            firsts.close()
    return SplitFigures(
        moment=moment, weights=tuple(learned), learned_from=sizes, judged=_counts(field, moments >= np.datetime64(moment)),
        without_time=_untimed(field, moments), shipped=figures[0], learned=figures[1],
    )  # fmt: skip


def _half(moments: Moments) -> datetime:
    """The moment before which half of the known moments lie."""
    known = np.sort(moments[~np.isnat(moments)])
    if not len(known):
        raise UsageError("the data tell no first event of anything false", place="--split", hint="name the data set of the run with --data")
    half: datetime = known[len(known) // 2].item()
    return half


def _must_hold(field: Field, moments: Moments, moment: datetime) -> None:
    at = np.datetime64(moment)
    for side, word in ((moments < at, "before this moment"), (moments >= at, "from this moment on")):
        if not (side & field.false).any():
            place = f"--split {moment.isoformat(timespec='seconds')}"
            raise UsageError(f"nothing false first appears {word}", place=place, hint="name another moment, or write `--split time`")


def _sizes(field: Field, moments: Moments, moment: datetime, everybody: Mapping[str, int]) -> dict[str, tuple[int, int]]:
    """False and honest entities of each judged kind before the moment; honest is whoever is in the data and not false."""
    false = np.bincount(field.kind[(moments < np.datetime64(moment)) & field.false], minlength=len(field.kinds))
    counts = {kind: (int(n), everybody.get(kind, 0) - int(n)) for kind, n in zip(field.kinds, false, strict=True)}
    return {kind: count for kind, count in counts.items() if min(count) > 0}


def _fired(values: pa.Table, field: Field, moments: Moments, moment: datetime) -> tuple[dict[tuple[str, int], Fired], dict[str, str]]:
    """What each signal said by the moment, of entities that first appear before it; and the kind of entity each signal speaks of."""
    known = values.filter(pc.less_equal(values.column("to_at"), pa.scalar(moment, pa.timestamp("us"))))
    kinds = dict(zip(values.column("signal").to_pylist(), values.column("entity_kind").to_pylist(), strict=True))
    place = field.places(known)
    level = known.column("level").to_numpy()
    signal = np.array(known.column("signal").to_pylist(), dtype=object)
    early = moments[np.maximum(place, 0)] < np.datetime64(moment)
    kept = (place >= 0) & early
    fired = {}
    for name, at in sorted(set(zip(signal[kept].tolist(), level[kept].tolist(), strict=True))):
        own = place[kept & (signal == name) & (level == at)]
        false = int(field.false[own].sum())
        fired[name, int(at)] = Fired(false, len(own) - false, len(np.unique(field.unit[own])))
    return fired, kinds


def _counts(field: Field, after: Yes) -> dict[str, tuple[int, int]]:
    own = after & field.judged
    return {
        kind: (int((own & field.false & (field.kind == at)).sum()), int((own & ~field.false & (field.kind == at)).sum()))
        for at, kind in enumerate(field.kinds)
        if (own & (field.kind == at)).any()
    }


def _untimed(field: Field, moments: Moments) -> dict[str, int]:
    kinds = field.kind[np.isnat(moments) & field.judged]
    return {field.kinds[kind]: count for kind, count in sorted(Counter(kinds.tolist()).items())}


def _late(key: Key, run: Run, firsts: Firsts, moment: datetime) -> tuple[Key, Run, Field]:
    """The key and the run without whoever first appears before the moment, or at a moment that nobody knows."""
    field = lay_out(key, run)
    after = firsts.along(field) >= np.datetime64(moment)

    def kept(table: pa.Table) -> pa.Table:
        return table.filter(pa.array(after[field.places(table)]))

    late = Key(kept(key.false), kept(key.hard))
    scored = Run(kept(run.scores), (), run.members.slice(0, 0), run.as_of)
    return late, scored, lay_out(late, scored)
