"""A payee that is an account is one person."""

from collections.abc import Iterator

import pyarrow as pa
import pytest

from zhenxin.engine import DuckDBEngine
from zhenxin.scores.combine import Account, Key
from zhenxin.scores.hypothesis import Part
from zhenxin.scores.same_person import judge_own_accounts
from zhenxin.settings import Settings


@pytest.fixture
def duck() -> Iterator[DuckDBEngine]:
    engine = DuckDBEngine(Settings(memory="1GB"))
    engine.put("cut_accounts", pa.table({"account_id": ["a'1", "a2"]}))
    yield engine
    engine.close()


def sums_of(**bits: float) -> dict[Key, Account]:
    return {(kind.rstrip("_"), "a'1"): Account([Part("x", "money", value, "", "")]) for kind, value in bits.items()}


@pytest.mark.parametrize(("account", "wanted"), [(None, 4.0), (-3.0, 4.0), (1.0, 4.0), (6.0, 6.0)])
def test_an_account_is_at_least_as_doubtful_as_the_accused_payee_that_it_is(
    duck: DuckDBEngine, account: float | None, wanted: float
) -> None:
    sums = sums_of(payee=4.0, **({} if account is None else {"account": account}))
    judge_own_accounts(duck, sums, ())
    assert sums["account", "a'1"].bits == pytest.approx(wanted)


def test_a_payee_that_is_not_accused_says_nothing(duck: DuckDBEngine) -> None:
    sums = sums_of(payee=-0.5)
    judge_own_accounts(duck, sums, ())
    assert set(sums) == {("payee", "a'1")}


def test_a_payee_outside_the_market_makes_no_account(duck: DuckDBEngine) -> None:
    sums: dict[Key, Account] = {("payee", "out"): Account([Part("x", "money", 4.0, "", "")])}
    judge_own_accounts(duck, sums, ())
    assert ("account", "out") not in sums


def test_who_was_decided_on_stays_so(duck: DuckDBEngine) -> None:
    sums = sums_of(payee=4.0, account=-5.0)
    judge_own_accounts(duck, sums, {("account", "a'1")})
    assert sums["account", "a'1"].bits == -5.0
