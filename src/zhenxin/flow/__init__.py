"""The stages, called in order; nothing else."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path
from types import MappingProxyType
from typing import Any

import pyarrow as pa

from zhenxin import events, figures, rings, scores, signals
from zhenxin.engine import Engine, open_engine
from zhenxin.engine.duckdb_engine import scratch_folder
from zhenxin.engine.store import refuse_foreign, whole_folder, write_json, write_table
from zhenxin.errors import UsageError
from zhenxin.events.results import RESULTS
from zhenxin.flow.clock import Clock, Say, silent
from zhenxin.flow.counted import FOLDER, Counts, count, keep
from zhenxin.flow.facts import run_before, run_facts
from zhenxin.flow.previous import Previous, read_previous
from zhenxin.settings import Settings

__all__ = ["Clock", "Outcome", "Previous", "Reading", "Run", "Say", "Weights", "able", "check", "judge", "measure", "read_previous", "run"]

_FILES = frozenset(
    {f"{name}.parquet" for name in RESULTS} | {"run.json", "timings.json", "quarantine", FOLDER, "report.html", "evaluate.html"}
)


@dataclass(frozen=True, kw_only=True)
class Run:
    """What one run asks for."""

    data: Path
    out: Path
    settings: Settings = field(default_factory=Settings)
    as_of: datetime | None = None
    since: datetime | None = None
    previous: Path | None = None
    """The folder of an earlier run whose rings are followed, and whose counts are taken where they still hold."""


@dataclass(frozen=True)
class Outcome:
    """What one run gave: the result tables by name, and what run.json says of it."""

    tables: Mapping[str, pa.Table]
    facts: Mapping[str, Any]
    seconds: Mapping[str, float]
    counts: Counts


def run(wanted: Run, say: Say = silent) -> Outcome:
    """Run the stages over `wanted.data` and write `wanted.out`, whole or not at all.

    Raises InputError where the data cannot be read, OutputError where the folder is not ours to write, EngineError where a step fails.
    """
    refuse_foreign(wanted.out, mark="run.json", allowed=_FILES, never=[wanted.data])
    previous = read_previous(wanted.previous) if wanted.previous else None
    with scratch_folder(wanted.settings.scratch) as scratch:
        clock = Clock(say)
        with clock.step("events", "reading and checking the data", "读取并检查数据"):
            dataset = events.load(wanted.data, wanted.settings, Path(scratch), as_of=wanted.as_of)
        _refuse_empty_span(dataset, wanted.since)
        if previous and previous.facts["as_of"] > dataset.as_of:
            told = f"the run to follow judges as of {previous.facts['as_of']}, later than this one ({dataset.as_of})"
            raise UsageError(told, place=str(wanted.previous), hint="name an earlier run after --previous")
        outcome = judge(dataset, wanted.settings, clock, since=wanted.since, previous=previous, counted=Path(scratch) / FOLDER)
        with whole_folder(wanted.out) as folder:
            for name, table in outcome.tables.items():
                write_table(table, folder / f"{name}.parquet")
            events.write_quarantine(dataset, folder)
            keep(outcome.counts, folder)
            write_json(outcome.facts, folder / "run.json")
            write_json({name: round(seconds, 3) for name, seconds in clock.seconds.items()}, folder / "timings.json")
    return outcome


def _refuse_empty_span(dataset: events.Dataset, since: datetime | None) -> None:
    firsts = [table.first_at for table in dataset.tables.values() if table.first_at]
    if firsts and dataset.as_of < min(firsts):
        raise UsageError(
            f"everything in the data is later than {dataset.as_of}", place="--as-of", hint=f"the first of it is of {min(firsts)}"
        )
    if since and since > dataset.as_of:
        told = f"the run would begin at {since}, after it ends"
        raise UsageError(told, place="--since", hint=f"name a time up to {dataset.as_of}, where this run ends")


@dataclass(frozen=True)
class Reading:
    """What came of reading a data set: health, and by name the signals that can run and what the others lack."""

    dataset: events.Dataset
    findings: list[events.Finding]
    able: tuple[str, ...]
    unable: Mapping[str, tuple[str, ...]]


def check(data: Path, settings: Settings, *, as_of: datetime | None = None) -> Reading:
    """Read and check `data` without judging it. Raises InputError where it cannot be read."""
    with scratch_folder(settings.scratch) as scratch:
        dataset = events.load(data, settings, Path(scratch), as_of=as_of)
        findings = events.health(dataset)
    able_, unable = able(dataset, settings)
    return Reading(dataset, findings, able_, unable)


def able(dataset: events.Dataset, settings: Settings) -> tuple[tuple[str, ...], dict[str, tuple[str, ...]]]:
    """The signals that can run on a data set, and by name what the others lack."""
    available = signals.Available({name: table.filled for name, table in dataset.tables.items()})
    missing = {signal.name: signals.lacks(signal, available) for signal in signals.find(settings.signals)}
    return tuple(name for name in missing if not missing[name]), {name: lacks for name, lacks in missing.items() if lacks}


Weights = Mapping[str, tuple[float, float, float]]
"""Signal to its bits at levels 1, 2 and 3."""


Needs = Mapping[str, Iterable[str]]
"""Table to the columns that a stage reads of it."""

_SHIPPED: Weights = MappingProxyType({})


def judge(
    dataset: events.Dataset,
    settings: Settings,
    clock: Clock | None = None,
    *,
    since: datetime | None = None,
    weights: Weights = _SHIPPED,
    queries: bool = True,
    previous: Previous | None = None,
    counted: Path | None = None,
) -> Outcome:
    """Signals, rings and scores over a data set that is read already; `weights` stand in the place of the shipped ones of their signals.

    Rings go on by the ids that they had in the `previous` run. Counts for a later run are written into the folder `counted`, which lives as long as they
    are to be kept, and those of the previous run are taken where they hold; without it links are made from all events, and nothing is kept.
    Without `queries` the table of that name stays empty, for those who judge many times and show nobody.
    """
    clock = clock or Clock()
    engine = open_engine(settings)
    try:
        known = {signal.name: signal for signal in signals.find(settings.signals)}
        measured = list(
            measure(engine, dataset, known, clock, since, needs=(rings.NEEDS, scores.NEEDS, scores.innocent_needs(), figures.NEEDS))
        )
        values = signals.signal_values(measured, dataset.as_of)
        engine.put("signal_values", values)
        acts = {name: signal.speaks_for for name, signal in known.items() if signal.act}
        with clock.step("counts", "counting who was seen with what", "统计各账号的关联物"):
            counts = count(engine, dataset, counted, previous.folder if previous else None) if counted else Counts()
        with clock.step("rings", "looking for those who act as one", "寻找协同行动的团伙"):
            own_people = {name for name, signal in known.items() if signal.speaks_for[:1] == ("staff_brushing",)}
            crowds = {name for name in acts if known[name].entity == "account" and known[name].evidence == "time"}
            found = rings.find_rings(engine, acts=acts, as_of=dataset.as_of, own_people=own_people, counts=counts.files, in_season=crowds)
        with clock.step("scores", "weighing the evidence", "权衡证据"):
            traits = _traits(known, weights)
            scored = scores.score(engine, traits=traits, rings=found.rings, members=found.members, as_of=dataset.as_of, seed=settings.seed)
        with clock.step("settle", "seeing who acts together with whom", "核对各账号归属的团伙"):
            found = rings.settle(engine, found, scored.accused, dataset.as_of)
            scored = scores.placed(scored, found.members, found.rings, dataset.as_of)
            scored = _under(scored, rings.Succession(found.absorbed, {}))
        if previous:
            succession = rings.follow(found.rings, found.members, previous.rings, previous.members)
            found = rings.followed(found, succession)
            scored = _under(scored, succession)
        with clock.step("innocence", "trying innocent explanations", "检验无辜的解释"):
            filled = {name: table.filled for name, table in dataset.tables.items()}
            tried = scores.try_innocence(engine, scored.scores, scored.parts, traits, filled)
        with clock.step("figures", "taking out what is false, reckoning what it did", "剔除虚假成分，还原真实数据，测算损失"):
            clean = figures.figures(engine, scored.scores, dataset.as_of)
    finally:
        engine.close()
    again = _queries(dataset, known, values) if queries else RESULTS["queries"].empty()
    tables = {name: result.empty() for name, result in RESULTS.items()} | {
        "signal_values": RESULTS["signal_values"].shaped(values), "rings": found.rings, "ring_members": found.members, "ring_links": found.links,
        "explanations": RESULTS["explanations"].shaped(pa.concat_tables([found.explanations, tried])), "scores": scored.scores,
        "score_parts": scored.parts, "queries": again, **clean,
    }  # fmt: skip
    facts = run_facts(dataset, settings, measured, tables, since) | run_before(previous, counts, dataset)
    facts["learned"], facts["learned_zh"] = [said.english for said in scored.learned], [said.chinese for said in scored.learned]
    return Outcome(tables, facts, clock.seconds, counts)


def _under(scored: scores.Scores, succession: rings.Succession) -> scores.Scores:
    """The scores with rings under the ids that they have now, and what they say of them."""
    said = rings.renamed(scored.parts, succession, "sentence", "sentence_zh", "args")
    return replace(scored, scores=rings.renamed(scored.scores, succession, "ring_id"), parts=said)


def _traits(known: Mapping[str, signals.Signal], weights: Weights) -> dict[str, scores.Trait]:
    """What the scores stage knows of each signal."""
    return {
        name: scores.Trait(
            signal.evidence,
            signal.act,
            signal.speaks_for,
            weights.get(name),
            frozenset(column for _, names in signal.query.reads for column in names),
            signal.silent_on,
            signal.together,
        )
        for name, signal in known.items()
    }


def measure(
    engine: Engine,
    dataset: events.Dataset,
    known: Mapping[str, signals.Signal],
    clock: Clock,
    since: datetime | None = None,
    *,
    needs: Sequence[Needs] = (),
) -> Iterator[signals.Measured]:
    """Cut the tables of `dataset` for the signals in `known` and for what else `needs` them, and measure one signal after the other.

    The tables `cut_<name>` stay in `engine`; each signal's seconds go to `clock`. A signal that lacks something is given with what it lacks.
    """
    available = signals.Available({name: table.filled for name, table in dataset.tables.items()})
    missing = {name: signals.lacks(signal, available) for name, signal in known.items()}
    with clock.step("cut", "cutting the tables at as_of", "按截止时间裁剪数据"):
        for name, table in dataset.tables.items():
            engine.read(name, table.files)
        columns = signals.needed(signal for name, signal in known.items() if not missing[name])
        for more in needs:
            for name, names in more.items():
                columns.setdefault(name, set()).update(names)
        signals.cut_tables(engine, columns, {name: table.select for name, table in dataset.tables.items()}, dataset.as_of)
    firsts = {name: table.first_at for name, table in dataset.tables.items()}
    for name, signal in known.items():
        if missing[name]:
            yield signals.Measured(signal, None, missing[name])
            continue
        with clock.step(f"signal {name}", f"measuring {name}", f"测量信号 {name}"):
            first = signals.first_event(signal, firsts, dataset.as_of)
            rows = signals.measure(engine, signal, first=first, as_of=dataset.as_of, since=since)
        yield signals.Measured(signal, rows)


def _queries(dataset: events.Dataset, known: Mapping[str, signals.Signal], values: pa.Table) -> pa.Table:
    rows = signals.queries(known, values, {name: table.again for name, table in dataset.tables.items() if table.again}, dataset.as_of)
    return RESULTS["queries"].shaped(pa.Table.from_pylist(rows, RESULTS["queries"].schema))
