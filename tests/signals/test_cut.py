"""What a signal is shown: one window of the walk at a time, nothing later than as_of, nothing that was filled in later."""

import dataclasses
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from typing import Any

import pytest

from zhenxin.engine import DuckDBEngine
from zhenxin.events.schema import typed_tables
from zhenxin.signals import Signal, Words, cut_tables, days, first_event
from zhenxin.signals._crowd import AS_OF
from zhenxin.signals._cut import Step, is_walked, nothing, steps, within

from .conftest import walked
from .rows import Row, ago, cases, table

EPOCH = datetime.fromisoformat("1970-01-01")
HOUR = timedelta(hours=1)


@dataclasses.dataclass(frozen=True, kw_only=True)
class Pairs(Signal):
    """Orders of an account within ten days."""

    entity = "account"
    window = days(10)
    evidence = "time"
    act = False
    levels = (2, 5, 9)
    speaks_for = ("task_brushing",)
    silent_on = ()
    reason = Words("{value:.0f} orders", zh="{value:.0f} 单")
    sql = "select account_id as entity_id, cast(count(*) as double) as value from orders group by account_id"


# the steps of the walk

WALKS = {
    "a month in windows of ten days": (days(10), ago(30), AS_OF),
    "as_of in the middle of a step": (days(10), ago(31, hours=5), AS_OF - 7 * HOUR),
    "windows of an odd number of days": (days(7), ago(50), AS_OF),
    "windows of half a day": (days(0.5), ago(3), AS_OF),
    "before 1970": (days(30), EPOCH - days(59.2), EPOCH + days(31.2)),
    "two years in windows of a month": (days(30), ago(730), AS_OF),
    "the first event at the very border of a step": (days(10), EPOCH + 4 * days(5), EPOCH + 9 * days(5)),
}


@pytest.mark.parametrize(("window", "first", "as_of"), **cases(WALKS))
def test_steps_are_half_a_window_apart_and_aligned_on_1970(window: timedelta, first: datetime, as_of: datetime) -> None:
    walk = steps(window, first, as_of)
    ends = [step.to_at for step in walk]
    assert all((end - EPOCH) % (window / 2) == timedelta(0) for end in ends[:-1])
    assert all(later - one == window / 2 for one, later in pairwise(ends[:-1]))
    assert ends[-1] == as_of
    assert all(step.to_at - step.from_at == window for step in walk)


@pytest.mark.parametrize(("window", "first", "as_of"), **cases(WALKS))
def test_any_two_events_within_half_a_window_meet_in_one_step(window: timedelta, first: datetime, as_of: datetime) -> None:
    walk = steps(window, first, as_of)
    places = [first + (as_of - first) * n / 97 for n in range(98)]
    for one in places:
        other = min(one + window / 2, as_of)
        assert any(step.from_at < one and other <= step.to_at for step in walk)


@pytest.mark.parametrize(
    ("first", "as_of"),
    **cases(
        {
            "the only event is at as_of": (AS_OF, AS_OF),
            "every event is later than as_of": (AS_OF + days(9), AS_OF),
            "within one step": (ago(0.1), AS_OF),
        }
    ),
)
def test_a_short_walk_is_one_step_that_ends_at_as_of(first: datetime, as_of: datetime) -> None:
    assert steps(days(10), first, as_of)[-1] == Step(as_of - days(10), as_of)
    assert len(steps(days(10), first, as_of)) <= 2


# which events count together

SPEAKS = {
    "two orders on one day": (ago(3), ago(3.5)),
    "five days apart": (ago(20), ago(25)),
    "half a year ago": (ago(180), ago(183)),
    "two years ago": (ago(730), ago(731)),
    "at the very moment of as_of": (AS_OF, ago(4)),
}
SILENT = {
    "just over a window apart": (ago(20), ago(30.1)),
    "a year apart": (ago(20), ago(385)),
    "the second one later than as_of": (ago(1), ago(-0.001)),
    "both later than as_of": (ago(-1), ago(-2)),
}


def orders(*times: datetime) -> list[Row]:
    return [{"order_id": f"o{n}", "account_id": "a", "merchant_id": "m", "occurred_at": when} for n, when in enumerate(times)]


@pytest.mark.parametrize("times", **cases(SPEAKS))
def test_events_count_together_however_long_ago(signal_engine: DuckDBEngine, times: tuple[datetime, ...]) -> None:
    assert walked(signal_engine, Pairs(), orders=orders(*times))["value"].to_pylist() == [2]


@pytest.mark.parametrize("times", **cases(SILENT))
def test_events_far_apart_or_later_do_not(signal_engine: DuckDBEngine, times: tuple[datetime, ...]) -> None:
    assert walked(signal_engine, Pairs(), orders=orders(*times)).num_rows == 0


def test_the_strongest_window_is_kept_and_named(signal_engine: DuckDBEngine) -> None:
    few, many = [ago(100), ago(100.1)], [ago(200 + n / 10) for n in range(6)]
    (row,) = walked(signal_engine, Pairs(), orders=orders(*few, *many)).to_pylist()
    assert row["value"] == 6
    assert row["from_at"] < min(many) < max(many) <= row["to_at"] < min(few)


def test_of_equals_the_earliest_window_is_kept(signal_engine: DuckDBEngine) -> None:
    times = [ago(100), ago(100.1), ago(300), ago(300.1)]
    (row,) = walked(signal_engine, Pairs(), orders=orders(*times)).to_pylist()
    assert row["to_at"] < ago(290)


def test_as_of_moves_the_cut(signal_engine: DuckDBEngine) -> None:
    given = orders(ago(3), ago(20), ago(21))
    assert walked(signal_engine, Pairs(), as_of=ago(10), orders=given)["to_at"].to_pylist() <= [ago(10)]
    assert walked(signal_engine, Pairs(), as_of=ago(20.5), orders=given).num_rows == 0


# what is emptied

LATER: dict[str, tuple[str, Row, Row]] = {
    "a status of before as_of stays": (
        "orders", {"status": "returned", "status_at": ago(1)}, {"status": "returned", "status_at": ago(1)}
    ),
    "a status of as_of itself stays": ("orders", {"status": "signed", "status_at": AS_OF}, {"status": "signed", "status_at": AS_OF}),
    "a later status is not known yet": ("orders", {"status": "returned", "status_at": ago(-1)}, {"status": None, "status_at": None}),
    "a status whose time nobody knows is not known": ("orders", {"status": "returned"}, {"status": None, "status_at": None}),
    "a deletion of before as_of stays": (
        "reviews", {"deleted_at": ago(1), "deleted_by": "author"}, {"deleted_at": ago(1), "deleted_by": "author"}
    ),
    "a later deletion is not known yet": (
        "reviews", {"deleted_at": ago(-1), "deleted_by": "author"}, {"deleted_at": None, "deleted_by": None}
    ),
    "nobody knows when the likes came": ("reviews", {"likes": 40, "text": "好"}, {"likes": None, "text": "好"}),
    "nobody knows when the level was reached": ("accounts", {"level": "gold", "region": "'杭州'"}, {"level": None, "region": "'杭州'"}),
    "a verdict overturned later stands": ("verdicts", {"is_fraud": True, "overturned_at": ago(-1)}, {"is_fraud": True, "overturned_at": None}),
    "an end that was announced is known": ("campaigns", {"ends_at": ago(-20)}, {"ends_at": ago(-20)}),
}  # fmt: skip


@pytest.mark.parametrize(("name", "row", "expected"), **cases(LATER))
def test_what_was_filled_in_later_is_empty(signal_engine: DuckDBEngine, name: str, row: Row, expected: Row) -> None:
    when = typed_tables()[name].when
    assert kept(signal_engine, name, [{when: ago(9), **row}], set(expected)) == [{when: ago(9), **expected}]


@pytest.mark.parametrize(
    ("name", "moment", "stays"),
    **cases(
        {
            "an order of as_of itself": ("orders", AS_OF, True),
            "an order a microsecond later": ("orders", AS_OF + timedelta(microseconds=1), False),
            "an account registered later": ("accounts", ago(-1), False),
            "an account whose registration nobody knows": ("accounts", None, True),
            "a parcel shipped later": ("parcels", ago(-1), False),
            "a parcel nobody knows when": ("parcels", None, True),
            "a product listed later": ("products", ago(-1), False),
            "a campaign that starts later": ("campaigns", ago(-1), False),
            "a number checked later": ("hotlines", ago(-1), False),
        }
    ),
)
def test_rows_later_than_as_of_are_not_there(signal_engine: DuckDBEngine, name: str, moment: datetime | None, stays: bool) -> None:
    when = typed_tables()[name].when
    assert len(kept(signal_engine, name, [{when: moment}], set())) == stays


def kept(engine: DuckDBEngine, name: str, rows: list[Row], columns: set[str]) -> list[Row]:
    engine.put(f"given_{name}", table(name, rows))
    cut_tables(engine, {name: columns}, {name: f"select * from given_{name}"}, AS_OF)
    return engine.rows(f"select * from cut_{name}", step="look").to_pylist()


def test_a_table_that_is_not_there_has_its_columns_and_no_rows(signal_engine: DuckDBEngine) -> None:
    for name, declared in typed_tables().items():
        rows = signal_engine.rows(nothing(name), step="nothing")
        assert rows.num_rows == 0
        assert rows.column_names == [column.name for column in declared.columns]


def test_what_has_no_time_of_an_event_stays_in_every_window(signal_engine: DuckDBEngine) -> None:
    moments = {"from_at": ago(10), "to_at": ago(5)}
    counts: dict[str, Any] = {}
    for name, when in (("orders", "occurred_at"), ("parcels", "shipped_at"), ("accounts", "registered_at"), ("products", "listed_at")):
        given = [{when: ago(7)}, {when: ago(90)}, {when: ago(5)}, {when: ago(10)}, {when: None}]
        signal_engine.put("given", table(name, given))
        sql = f"select count(*) as n from ({within(name, 'given')}) as shown"
        counts[name] = signal_engine.rows(sql, moments, step="within")["n"][0].as_py()
    assert counts == {"orders": 2, "parcels": 3, "accounts": 5, "products": 5}


# where the walk begins


def test_the_walk_begins_with_the_first_event_that_the_signal_reads() -> None:
    firsts = {"orders": ago(90), "payments": ago(300), "accounts": ago(2000)}
    assert first_event(Pairs(), firsts, AS_OF) == ago(90)


def test_without_events_the_walk_is_one_step() -> None:
    assert first_event(Pairs(), {"orders": None}, AS_OF) == AS_OF
    assert first_event(Pairs(), {}, AS_OF) == AS_OF


def test_a_zone_of_as_of_does_not_matter_to_the_cut(signal_engine: DuckDBEngine) -> None:
    given = table("orders", [{"occurred_at": AS_OF}, {"occurred_at": ago(-0.01)}])
    signal_engine.put("given_orders", given)
    zoned = AS_OF.replace(tzinfo=UTC).astimezone()
    cut_tables(signal_engine, {"orders": set()}, {"orders": "select * from given_orders"}, zoned)
    assert signal_engine.rows("select * from cut_orders", step="look").num_rows == 1


def test_registers_are_not_walked_and_deeds_are() -> None:
    walked_ones = {name for name, declared in typed_tables().items() if is_walked(declared)}
    assert {"orders", "payments", "parcels", "scans", "reviews", "visits", "sightings", "pages", "page_facts"} <= walked_ones
    assert not {"accounts", "merchants", "products", "campaigns", "devices", "staff", "hotlines", "service_points", "known"} & walked_ones
