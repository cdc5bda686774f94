"""Planting in rounds: a few rings at a time in a copy of the data, one run of the flow each, until every size has been tried."""

import itertools
import shutil
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow.compute as pc

from zhenxin import events, flow, world
from zhenxin.engine import Engine, open_engine
from zhenxin.engine.duckdb_engine import scratch_folder
from zhenxin.engine.store import refuse_foreign, whole_folder, write_json
from zhenxin.errors import InputError, UsageError
from zhenxin.evaluate.judge import ACCUSED
from zhenxin.evaluate.plant.copy import Copy, take_copy
from zhenxin.evaluate.plant.limits import FOUND, Cell, Limits, Size, gather, most
from zhenxin.evaluate.plant.survey import Survey, survey
from zhenxin.evaluate.read import Key, read_key
from zhenxin.settings import Settings

_BOUNDS = {
    "task_brushing": (1, None, 1), "device_farm": (8, 150, 1), "written_reviews": (8, None, 2), "crowd_ring": (8, None, 3),
    "paid_real_buyer": (6, None, 3),
}  # fmt: skip
"""The fewest and most people, and the fewest shops, with which each behaviour is done."""
PLANTED = tuple(_BOUNDS)
"""Behaviours that can be planted."""
_ROUND = 0.1
"""Planted orders of one round, as a share of the data's own: more would change what is ordinary there."""
_LARGEST = 0.12
"""A ring larger than this share of the orders, or with more than this share of the people, does not fit."""

_FILES = frozenset({"plant.json", "plant.html"})
_BEFORE = 30
"""Days before the first planted order that are judged as well."""
Entity = tuple[str, str]
"""Kind and id."""
Say = Callable[[str, str], None]
Draw = Callable[[Mapping[str, Any], Path], object]
"""Puts the answer, as plain data, into a folder as a picture."""


@dataclass(frozen=True, kw_only=True)
class Grid:
    """What is tried: every combination."""

    behaviours: tuple[str, ...] = ("task_brushing",)
    workers: tuple[int, ...] = (8, 20, 40)
    orders_each: tuple[int, ...] = (3, 8)
    shops: tuple[int, ...] = (2, 5)
    weeks: tuple[float, ...] = (2, 8)
    repeats: int = 1

    def wishes(self) -> list[world.Wish]:
        """One ring for each combination, naive and skilled, as often as it is repeated. Raises UsageError for what cannot be."""
        for name in self.behaviours:
            if name not in PLANTED:
                raise UsageError(f"`{name}` cannot be planted", place="--behaviour", hint=f"use {', '.join(PLANTED)}")
        for name in ("workers", "orders_each", "shops", "weeks"):
            if any(value <= 0 for value in getattr(self, name)):
                raise UsageError("a size is above zero", place=f"--{name.replace('_', '-')}", hint="write whole numbers, as in 8,20,50")
        if self.repeats < 1:
            raise UsageError("nothing is tried less than once", place="--repeats", hint="write 1 or more")
        sizes = itertools.product(
            self.behaviours, (False, True), self.workers, self.orders_each, self.shops, self.weeks, range(self.repeats)
        )
        return [
            world.Wish(behaviour=behaviour, skilled=skilled, workers=workers, orders_each=each, shops=shops, weeks=weeks)
            for behaviour, skilled, workers, each, shops, weeks, _ in sizes
        ]


GRID = Grid()


def plant(
    data: Path,
    settings: Settings,
    *,
    out: Path,
    grid: Grid = GRID,
    say: Say = lambda _english, _chinese: None,
    draw: Draw = lambda _limits, _folder: None,
) -> Limits:
    """Plant rings in a copy of `data`, run the flow, and tell what was found, in `out` too (plant.json, and what `draw` adds).

    `data` is only read.

    Raises InputError where the data cannot be read or are too few to plant in, UsageError for a grid that cannot be,
    OutputError where `out` is not ours to write.
    """
    wishes = grid.wishes()
    refuse_foreign(out, mark="plant.json", allowed=_FILES, never=[data])
    limits = _tried(data, settings, wishes, say)
    with whole_folder(out) as folder:
        write_json(limits.as_json(), folder / "plant.json")
        draw(limits.as_json(), folder)
    return limits


def _tried(data: Path, settings: Settings, wishes: list[world.Wish], say: Say) -> Limits:
    with scratch_folder(settings.scratch) as name:
        scratch = Path(name)
        say("reading and checking the data", "读取并检查数据")
        dataset = events.load(data, settings, scratch / "given")
        engine = open_engine(settings)
        try:
            ground = survey(engine, dataset)
            fitting, left_out = _fitting(wishes, ground)
            if not fitting:
                told = f"none of the sizes fits into {ground.orders} orders of {ground.ground.accounts} people on {ground.days:.0f} days"
                raise InputError(told, place=str(data), hint="try smaller rings: --workers, --orders-each, --shops, --weeks")
            copy = take_copy(engine, dataset, scratch / "copy")
            say("judging the data as they are", "先判断原始数据")
            since = dataset.as_of - timedelta(days=ground.days + _BEFORE)
            before = _Told.by(flow.judge(copy.dataset, settings, since=since, queries=False))
            trial = _Trial(engine, copy, ground, settings, scratch, since, before, say)
            rounds = _rounds(fitting, ground, settings.seed)
            results = [trial.run(number, chosen, len(rounds)) for number, chosen in enumerate(rounds)]
        finally:
            engine.close()
        able, unable = flow.able(dataset, settings)
    return Limits(
        data=data.resolve().name, orders=ground.orders, days=ground.days, seed=settings.seed, rounds=len(rounds),
        cells=gather(cell for one in results for cell in one.cells), accused_before=dict(sorted(_counted(before.accused).items())),
        wronged=most([_counted(one.accused - one.false) for one in results]), in_rings=most([_counted(one.in_rings - one.false) for one in results]),
        newly_accused=_newly(results),
        innocents={"account": ground.ground.accounts, "merchant": len(ground.ground.weight), "order": ground.orders}, run=able, not_run=unable,
        left_out=left_out,
    )  # fmt: skip


def _fitting(wishes: Sequence[world.Wish], ground: Survey) -> tuple[list[world.Wish], tuple[Size, ...]]:
    """The wishes that can be planted here, and the sizes that cannot."""
    fits = [wish for wish in wishes if _fits(wish, ground)]
    out = {(wish.behaviour, wish.workers, wish.orders_each, wish.shops, wish.weeks) for wish in wishes if wish not in fits}
    return fits, tuple(
        Size(behaviour=behaviour, workers=people, orders_each=each, shops=shops, weeks=weeks)
        for behaviour, people, each, shops, weeks in sorted(out)
    )


def _fits(wish: world.Wish, ground: Survey) -> bool:
    fewest, largest, shops = _BOUNDS[wish.behaviour]
    return (
        fewest <= wish.workers <= min(largest or wish.workers, _LARGEST * ground.ground.accounts)
        and wish.workers * wish.orders_each <= _LARGEST * ground.orders
        and shops <= wish.shops <= len(ground.ground.weight) // 2
        and wish.weeks * 7 <= ground.days
    )


def _rounds(wishes: Sequence[world.Wish], ground: Survey, seed: int) -> list[list[world.Wish]]:
    """Wishes in an order of chance, cut so that no round plants more than its share."""
    order = np.random.default_rng(seed).permutation(len(wishes))
    found: list[list[world.Wish]] = []
    orders = workers = np.inf
    for place in order.tolist():
        wish = wishes[place]
        orders, workers = orders + wish.workers * wish.orders_each, workers + wish.workers
        if orders > _ROUND * ground.orders or workers > _ROUND * ground.ground.accounts:
            found.append([])
            orders, workers = wish.workers * wish.orders_each, wish.workers
        found[-1].append(wish)
    return found


@dataclass(frozen=True)
class _Trial:
    engine: Engine
    copy: Copy
    ground: Survey
    settings: Settings
    scratch: Path
    since: datetime
    before: "_Told"
    say: Say

    def run(self, number: int, wishes: Sequence[world.Wish], rounds: int) -> "_Round":
        """One round: plant, judge, compare."""
        self.say(f"round {number + 1} of {rounds}: {len(wishes)} rings planted", f"第 {number + 1}/{rounds} 轮：植入 {len(wishes)} 个团伙")
        folder = self.scratch / f"round-{number}"
        ids = world.plant(folder / "rows", self.ground.ground, wishes, seed=self.settings.seed + number, span_days=self.ground.days)
        planted = events.load(folder / "rows", self.settings, folder / "read")
        both = self.copy.with_rows(self.engine, planted, self.ground.shift, folder / "typed")
        outcome = flow.judge(both, self.settings, since=self.since, queries=False)
        told, planned = _Told.by(outcome), _of_rings(read_key(folder / "rows"))
        shutil.rmtree(folder)
        cells = [_cell(wish, planned.get(one, set()), told) for wish, one in zip(wishes, ids, strict=True)]
        return _Round(cells, set().union(*planned.values()), told.accused - self.before.accused, told.in_rings - self.before.in_rings)


@dataclass(frozen=True)
class _Told:
    """Whom one run accuses, and the members (but for victims) of each ring that it stands by."""

    accused: set[Entity]
    rings: tuple[set[Entity], ...]

    @property
    def in_rings(self) -> set[Entity]:
        return set().union(*self.rings)

    @classmethod
    def by(cls, outcome: flow.Outcome) -> "_Told":
        scores, rings, members = (outcome.tables[name] for name in ("scores", "rings", "ring_members"))
        rows = scores.filter(pc.greater_equal(scores["probability"], ACCUSED))
        sure = rings.filter(pc.greater_equal(rings["probability"], ACCUSED))["ring_id"].to_pylist()
        found: dict[str, set[Entity]] = {ring: set() for ring in sure}
        for row in members.to_pylist():
            if row["ring_id"] in found and row["role"] != "victim":
                found[row["ring_id"]].add((row["entity_kind"], row["entity_id"]))
        return cls(set(zip(rows["entity_kind"].to_pylist(), rows["entity_id"].to_pylist(), strict=True)), tuple(found.values()))


@dataclass(frozen=True)
class _Round:
    """What came of one round: the planted rings, all that is false in them, and who is accused or in a ring now and was not before."""

    cells: list[Cell]
    false: set[Entity]
    accused: set[Entity]
    in_rings: set[Entity]


def _newly(rounds: Sequence[_Round]) -> dict[str, tuple[int, int]]:
    """Of the newly accused of all rounds, by kind: how many are false, and how many there are."""
    every = Counter(kind for one in rounds for kind, _ in one.accused)
    right = Counter(kind for one in rounds for kind, _ in one.accused & one.false)
    return {kind: (right[kind], every[kind]) for kind in sorted(every)}


def _of_rings(key: Key) -> dict[str, set[Entity]]:
    """What is false in each ring."""
    found: dict[str, set[Entity]] = {}
    for kind, one, ring in zip(*(key.false[name].to_pylist() for name in ("entity_kind", "entity_id", "ring_id")), strict=True):
        found.setdefault(ring, set()).add((kind, one))
    return found


def _cell(wish: world.Wish, false: set[Entity], told: _Told) -> Cell:
    """One planted ring against what was found."""
    orders, accounts = ({one for one in false if one[0] == kind} for kind in ("order", "account"))
    hit = len(orders & told.accused)
    rings = [{one for one in ring if one[0] == "account"} for ring in told.rings]
    return Cell(
        behaviour=wish.behaviour, skill="skilled" if wish.skilled else "naive", workers=wish.workers, orders_each=wish.orders_each,
        shops=wish.shops, weeks=wish.weeks, planted=1, found=int(bool(orders) and hit >= FOUND * len(orders)),
        matched=int(any(2 * len(accounts & ring) >= len(accounts | ring) for ring in rings)),
        orders=len(orders), orders_accused=hit, accounts=len(accounts), accounts_accused=len(accounts & told.accused),
    )  # fmt: skip


def _counted(entities: Iterable[Entity]) -> Counter[str]:
    return Counter(kind for kind, _ in entities)
