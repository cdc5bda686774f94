"""Accounts opened beside those of a batch: on one phone, within a day, by one invitation."""

from datetime import datetime, timedelta

import pyarrow as pa
import pytest

from zhenxin.engine import Engine
from zhenxin.scores.combine import Account
from zhenxin.scores.hypothesis import Part
from zhenxin.scores.siblings import PART, WHOLE, judge_siblings

Key = tuple[str, str]
BORN = datetime.fromisoformat("2026-03-01T09:00:00")


def judged(
    engine: Engine, false: int = 2, every: int = 3, *, apart: float = 0.1, phones: int = 1, referrers: int = 1, behaviour: str = "batch_accounts",
    known: frozenset[Key] = frozenset(),
) -> dict[Key, Account]:  # fmt: skip
    """The sums of accounts opened so many hours apart on so many phones; the first of them were found false, the last bears too little to be."""
    schema = pa.schema(
        [
            ("account_id", pa.string()),
            ("registered_at", pa.timestamp("us")),
            ("register_device_id", pa.string()),
            ("referrer_id", pa.string()),
        ]
    )
    rows = [(f"a{n}", BORN + timedelta(hours=n * apart), f"d{n % phones}", f"r{n % referrers}") for n in range(every)]
    engine.put("cut_accounts", pa.Table.from_pylist([dict(zip(schema.names, row, strict=True)) for row in rows], schema))
    sums: dict[Key, Account] = {}
    for n in range(every):
        sums["account", f"a{n}"] = Account([Part("login_train", "time", 3.0 if n < false else -0.6, "", "")], behaviour)
    judge_siblings(engine, sums, known)
    return sums


def raised(sums: dict[Key, Account]) -> set[str]:
    return {key[1] for key, total in sums.items() if total.parts[-1].name == PART}


def test_who_was_opened_beside_two_of_a_batch_is_of_it(engine: Engine) -> None:
    sums = judged(engine)
    assert raised(sums) == {"a2"}
    assert sums["account", "a2"].bits == pytest.approx(WHOLE)
    assert sums["account", "a2"].parts[-1].sentence.startswith("2 of the 2 other accounts")
    assert raised(judged(engine, 3, 6)) == {"a3", "a4", "a5"}


def test_one_false_account_makes_no_batch_of_a_family_s_tablet(engine: Engine) -> None:
    assert not raised(judged(engine, 1))


def test_a_few_of_many_are_not_the_whole(engine: Engine) -> None:
    assert not raised(judged(engine, 2, 9))


def test_another_day_another_phone_or_another_invitation_is_another_matter(engine: Engine) -> None:
    assert not raised(judged(engine, apart=30))
    assert not raised(judged(engine, phones=3))
    assert not raised(judged(engine, referrers=3))


def test_who_was_found_to_do_something_else_raised_no_batch(engine: Engine) -> None:
    assert not raised(judged(engine, behaviour="task_brushing"))


def test_who_was_decided_on_stays_so(engine: Engine) -> None:
    assert not raised(judged(engine, known=frozenset({("account", "a2")})))
