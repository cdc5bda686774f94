"""The grid: every signal that the walk finds × every check, and each check shown to fail on something wrong."""

import dataclasses
from datetime import timedelta
from pathlib import Path

import pyarrow as pa
import pytest

from zhenxin import signals
from zhenxin.engine import Batches
from zhenxin.signals import Signal, Words, days
from zhenxin.signals._checks import (
    CHECKS,
    Bench,
    Check,
    is_described,
    is_frozen,
    is_silent_without_events,
    later_events_change_nothing,
    returns_entity_and_value,
    row_order_does_not_matter,
    speaks_on_a_crowd,
)
from zhenxin.signals._crowd import AS_OF, Crowd, typed

SIGNALS = signals.find()
GRID = [(signal, check) for signal in SIGNALS for check in CHECKS]


@pytest.mark.parametrize(("signal", "check"), GRID, ids=[f"{signal.name}:{check.__name__}" for signal, check in GRID])
def test_every_signal(signal: Signal, check: Check, crowd_bench: Bench) -> None:
    assert check(signal, crowd_bench) is None


def test_every_signal_file_has_its_own_test_file() -> None:
    here = Path(__file__).parent
    missing = [signal.name for signal in SIGNALS if not (here / f"test_{signal.name}.py").is_file()]
    assert not missing


def test_the_walk_finds_every_file_of_the_folder() -> None:
    folder = Path(signals.__file__).parent
    assert [signal.name for signal in SIGNALS] == sorted(file.stem for file in folder.glob("[!_]*.py"))


# each check fails on something wrong


@dataclasses.dataclass(frozen=True, kw_only=True)
class Busy(Signal):
    """A signal that is right: accounts by their orders within ten days."""

    entity = "account"
    window = days(10)
    evidence = "time"
    act = False
    levels = (4, 8, 12)
    speaks_for = ("task_brushing",)
    silent_on = ("consumables",)
    reason = Words("{value:.0f} orders within {window}", zh="{window}内下了 {value:.0f} 单")
    sql = "select account_id as entity_id, cast(count(*) as double) as value from orders group by account_id"


def wrong(**changes: object) -> Signal:
    """`Busy` with some of what it declares changed."""
    made = dataclasses.dataclass(frozen=True, kw_only=True)(type("Busy", (Busy,), {"__doc__": Busy.__doc__, **changes}))
    signal: Signal = made()
    return signal


class Thawed(Busy):
    """A class without its decorator can be changed."""


def by_position(_self: Signal, batches: Batches) -> Batches:
    """Values that depend on where a row stands."""
    seen = 0
    for batch in batches:
        places = pa.array([float(place) for place in range(seen, seen + batch.num_rows)])
        seen += batch.num_rows
        yield pa.record_batch({"entity_id": batch["entity_id"], "value": places})


class Uncut(Bench):
    """A bench without the cut: the walk goes on after AS_OF."""

    def measured(self, signal: Signal, tables: Crowd) -> pa.Table:
        columns = signals.needed([signal])
        for name in columns:
            self.engine.put(f"given_{name}", tables.get(name, typed(name, {})))
        later = AS_OF + timedelta(days=60)
        signals.cut_tables(self.engine, columns, {name: f"select * from given_{name}" for name in columns}, later)
        return signals.measure(self.engine, signal, first=AS_OF - timedelta(days=60), as_of=later)


ONE_ROW = "(select count(*) as n from orders) as counted"
WRONG: dict[str, tuple[Check, Signal, str]] = {
    "a sentence that names a column nobody gives": (
        is_described, wrong(reason=Words("{orders} orders", zh="{orders} 单")), "cannot be filled"
    ),
    "a sentence that formats text as a number": (
        is_described,
        wrong(
            sql="select account_id as entity_id, 9.0 as value, min(order_id) as first_order from orders group by account_id",
            reason=Words("from {first_order:.2f} on", zh="自 {first_order:.2f} 起"),
        ),
        "cannot be filled",
    ),
    "a Chinese sentence in English": (is_described, wrong(reason=Words("busy", zh="busy")), "not Chinese"),
    "a class without its decorator": (is_frozen, Thawed(), "not a frozen dataclass"),
    "levels in a list": (is_frozen, wrong(levels=[4, 8, 12]), "`levels` can be changed"),
    "a list within a tuple": (is_frozen, wrong(speaks_for=(["task_brushing"],)), "`speaks_for` can be changed"),
    "a dict of settings": (is_frozen, wrong(floors={"clothes": 4}), "`floors` can be changed"),
    "a row without events": (
        is_silent_without_events, wrong(sql=f"select 'nobody' as entity_id, 4.0 + n as value from {ONE_ROW}"), "no events"
    ),
    "another name for the entity": (
        returns_entity_and_value, wrong(sql="select account_id, 9.0 as value from orders group by account_id"), "account_id, value"
    ),
    "no value": (returns_entity_and_value, wrong(sql="select account_id as entity_id from orders group by account_id"), "entity_id"),
    "an entity without an id": (
        returns_entity_and_value, wrong(sql=f"select cast(null as varchar) as entity_id, 5.0 + n as value from {ONE_ROW}"), "is missing"
    ),
    "an id that is a number": (
        returns_entity_and_value, wrong(sql="select count(*) as entity_id, 9.0 as value from orders group by account_id"), "is missing"
    ),
    "a value that is endless": (
        returns_entity_and_value,
        wrong(sql="select account_id as entity_id, exp(cast(count(*) * 1000 as double)) as value from orders group by account_id"),
        "no finite number",
    ),
    "several rows an entity": (
        returns_entity_and_value, wrong(sql="select account_id as entity_id, 9.0 as value from orders"), "several rows"
    ),
    "silence": (speaks_on_a_crowd, wrong(levels=(1e6, 2e6, 3e6)), "it is silent"),
    "a word about everybody": (
        speaks_on_a_crowd, wrong(sql="select account_id as entity_id, 9.0 as value from accounts", window=days(900)), "of everybody"
    ),
    "values by the place of a row": (
        row_order_does_not_matter, wrong(sql="select account_id as entity_id from orders", kernel=by_position), "other row order"
    ),
    "nothing that comes later would be heard": (
        later_events_change_nothing,
        wrong(sql="select account_id as entity_id, 9.0 as value from accounts where account_id < 'a''2'", window=days(900)),
        "nobody can tell whether it peeks",
    ),
}  # fmt: skip


@pytest.mark.parametrize(("check", "signal", "problem"), WRONG.values(), ids=WRONG)
def test_a_check_fails_on_something_wrong(check: Check, signal: Signal, problem: str, crowd_bench: Bench) -> None:
    assert problem in (check(signal, Bench(crowd_bench.engine)) or "it was let pass")


def test_a_peek_past_as_of_is_seen(crowd_bench: Bench) -> None:
    assert "later events: " in (later_events_change_nothing(Busy(), Uncut(crowd_bench.engine)) or "nothing was heard")


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.__name__)
def test_what_is_right_passes(check: Check, crowd_bench: Bench) -> None:
    assert check(Busy(), crowd_bench) is None


def test_every_check_is_shown_to_fail() -> None:
    assert {check for check, _, _ in WRONG.values()} == set(CHECKS)


def test_all_checks_at_once_tell_the_problem_of_each() -> None:
    told = dict(signals.check(wrong(sql="select account_id as entity_id, missing as value from orders")))
    assert list(told) == [check.__name__ for check in CHECKS]
    assert "missing" in str(told["speaks_on_a_crowd"])
    assert told["is_frozen"] is None
