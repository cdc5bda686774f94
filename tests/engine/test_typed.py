"""Where the columns' types are told, a cast that differs is refused though its text looks harmless."""

import pytest

from zhenxin.engine.dialect import parse
from zhenxin.errors import DialectError

TYPES = {
    "visits": {"account_id": "VARCHAR", "dwell_s": "DOUBLE", "list_position": "INTEGER", "occurred_at": "TIMESTAMP", "tags": "VARCHAR[]"},
    "orders": {"account_id": "VARCHAR", "amount": "DECIMAL(18,2)", "quantity": "INTEGER", "is_gift": "BOOLEAN"},
}

_CASES = (
    ("a double as a whole number", "select cast(dwell_s as int) as v from visits", "select cast(floor(dwell_s) as int) as v from visits"),
    ("money as a whole number", "select cast(amount as bigint) as v from orders", "select cast(quantity as bigint) as v from orders"),
    ("through a sub-query", "select cast(v as int) as w from (select max(dwell_s) as v from visits) as q",
     "select cast(v as int) as w from (select max(list_position) as v from visits) as q"),
    ("a mean as a whole number", "with m as (select avg(quantity) as v from orders) select cast(v as bigint) as w from m",
     "with m as (select count(*) as v from orders) select cast(v as bigint) as w from m"),
    ("a double as text", "select cast(dwell_s as varchar) as v from visits", "select cast(amount as varchar) as v from orders"),
    ("a rounded double as text", "select cast(round(dwell_s) as varchar) as v from visits",
     "select cast(cast(round(dwell_s) as bigint) as varchar) as v from visits"),
    ("a double joined to text", "select account_id || dwell_s as v from visits", "select account_id || list_position as v from visits"),
    ("a double in concat", "select concat(account_id, dwell_s) as v from visits", "select concat(account_id, is_gift) as v from orders"),
)  # fmt: skip


@pytest.mark.parametrize(("refused", "near"), [pytest.param(refused, near, id=name) for name, refused, near in _CASES])
def test_types_tell_what_the_text_does_not(refused: str, near: str) -> None:
    assert parse(refused, "a_step").text == refused
    with pytest.raises(DialectError, match="`a_step` uses a form that differs between engines"):
        parse(refused, "a_step", TYPES)
    assert parse(near, "a_step", TYPES).text == near


def test_without_types_the_names_are_still_checked() -> None:
    names = {table: tuple(columns) for table, columns in TYPES.items()}
    assert parse("select cast(dwell_s as int) as v from visits", "a_step", names).reads == (("visits", ("dwell_s",)),)
    with pytest.raises(DialectError, match=r"`visits\.dwel_s`, which no event table has"):
        parse("select v.dwel_s from visits as v", "a_step", names)


def test_what_cannot_be_typed_passes() -> None:
    sql = "select u.tag, seconds(v.occurred_at, :to_at) as s from visits as v, unnest(v.tags) as u(tag)"
    assert parse(sql, "a_step", TYPES).tables == ("visits",)
