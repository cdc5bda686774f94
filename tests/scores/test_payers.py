"""Whoever pays those who were found false and hardly anybody else is an organiser, and the others whom he pays are in company."""

from typing import Any

import pyarrow as pa
import pytest

from zhenxin.engine import Engine
from zhenxin.scores.combine import Account, Key, prior
from zhenxin.scores.hypothesis import Part
from zhenxin.scores.payers import PAYEE_MOST, hands, judge_payers, paid_beside

TABLES: dict[str, tuple[str, ...]] = {
    "payments": ("payer_id", "payee_id", "kind", "payer_kind"),
    "merchants": ("merchant_id",),
    "staff": ("staff_id",),
    "accounts": ("account_id",),
}


def wrong(behaviour: str = "task_brushing", accounts: int = 4) -> dict[Key, Account]:
    """So many accounts found false, w0, w1 …"""
    return {("account", f"w{n}"): Account([prior(), Part("deeds", "ring", 9.0, "", "")], behaviour) for n in range(accounts)}


def pays(payer: str, *payees: str, kind: str = "transfer", payer_kind: str | None = None) -> list[dict[str, Any]]:
    return [{"payer_id": payer, "payee_id": payee, "kind": kind, "payer_kind": payer_kind} for payee in payees]


def found(engine: Engine, sums: dict[Key, Account], payments: list[dict[str, Any]], **rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    for name, columns in TABLES.items():
        schema = pa.schema([(column, pa.string()) for column in columns])
        engine.put(f"cut_{name}", pa.Table.from_pylist(payments if name == "payments" else rows.get(name, []), schema))
    return hands(engine, sums)


FOUR = ("w0", "w1", "w2", "w3")


def test_who_pays_those_found_false_and_hardly_anybody_else_is_an_organiser(engine: Engine) -> None:
    sums = wrong()
    judge_payers(sums, found(engine, sums, pays("boss", *FOUR, "aunt"), accounts=[{"account_id": "boss"}]))
    assert sums["account", "boss"].bits > 0 > sums["payee", "boss"].bits == pytest.approx(PAYEE_MOST)
    told = sums["payee", "boss"].parts[-1]
    assert (told.sentence, told.sentence_zh) == ("4 of the 5 whom it pays were found false", "其付款的 5 人中有 4 人被判为虚假")


def test_who_has_no_account_is_told_as_a_payee_and_not_accused(engine: Engine) -> None:
    sums = wrong()
    judge_payers(sums, found(engine, sums, pays("wx", *FOUR)))
    assert sums["payee", "wx"].bits == pytest.approx(PAYEE_MOST)
    assert ("account", "wx") not in sums


def test_an_organiser_known_by_his_ring_is_not_counted_twice(engine: Engine) -> None:
    sums = wrong() | {("payee", "wx"): Account([prior(), Part("organiser", "money", 12.0, "", "")])}
    before = sums["payee", "wx"].bits
    judge_payers(sums, found(engine, sums, pays("wx", *FOUR)))
    assert sums["payee", "wx"].bits == before


NOBODY: dict[str, tuple[dict[Key, Account], list[dict[str, Any]], dict[str, list[dict[str, Any]]]]] = {
    "a payroll that pays many others": (wrong(), pays("firm", *FOUR, *(f"o{n}" for n in range(9))), {}),
    "a friend of two": (wrong(), pays("friend", "w0", "w1"), {}),
    "a shop that refunds": (wrong(), pays("m", *FOUR), {"merchants": [{"merchant_id": "m"}]}),
    "a shop by its kind": (wrong(), pays("m", *FOUR, payer_kind="merchant"), {}),
    "the platform": (wrong(), pays("p", *FOUR, payer_kind="platform"), {}),
    "the platform's staff": (wrong(), pays("s", *FOUR), {"staff": [{"staff_id": "s"}]}),
    "price of goods": (wrong(), pays("buyer", *FOUR, kind="order"), {}),
    "who is extorted": (wrong("review_extortion"), pays("victim", *FOUR), {}),
    "who is cheated of advances": (wrong("advance_payment_scam"), pays("victim", *FOUR), {}),
    "who buys from touts": (wrong("scalping"), pays("fan", *FOUR), {}),
    "nobody false": ({}, pays("boss", *FOUR), {}),
}


@pytest.mark.parametrize(("sums", "payments", "rows"), NOBODY.values(), ids=NOBODY)
def test_who_pays_others_or_owes_it_is_no_organiser(
    engine: Engine, sums: dict[Key, Account], payments: list[dict[str, Any]], rows: dict[str, list[dict[str, Any]]]
) -> None:
    before = set(sums)
    told = found(engine, sums, payments, **rows)
    judge_payers(sums, told)
    assert set(sums) == before
    assert paid_beside(told) == {}


def test_whoever_else_the_hand_pays_is_in_company(engine: Engine) -> None:
    told = found(engine, wrong(), pays("boss", *FOUR, "fifth", "sixth"))
    beside = paid_beside(told)
    assert set(beside) == {*FOUR, "fifth", "sixth"}
    assert beside["fifth"].sentence == "4 of the 5 others whom the same hand pays were found false, by what they did themselves"
    assert beside["w0"].sentence.startswith("3 of the 5 others")


def test_one_of_three_found_false_is_not_his_own_company(engine: Engine) -> None:
    beside = paid_beside(found(engine, wrong(accounts=3), pays("boss", "w0", "w1", "w2", "fourth")))
    assert set(beside) == {"fourth"}
