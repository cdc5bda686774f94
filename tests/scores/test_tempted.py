"""Customers who took what a card in the parcel offered: their praise is false, they and their orders are not."""

from typing import Any

import pytest

from zhenxin.scores.combine import Account, Key
from zhenxin.scores.hypothesis import Part
from zhenxin.scores.tempted import FEWEST, OFFERED, judge_tempted

Row = dict[str, Any]


def of(bits: float = 5.0, behaviour: str = "written_reviews", evidence: str = "text") -> Account:
    return Account([Part("prior", "prior", -10.0, "", ""), Part("a signal", evidence, bits + 10.0, "", "")], behaviour)


def fact(name: str, author: str, shop: str | None = "s'1", kind: str = "review", order: str | None = "o", ring: str | None = None) -> Row:
    return {"entity_kind": kind, "entity_id": name, "account_id": author, "merchant_id": shop, "order_id": order, "ring_id": ring}


def offered(*rows: tuple[Row, Account]) -> set[str]:
    sums: dict[Key, Account] = {(row["entity_kind"], row["entity_id"]): total for row, total in rows}
    judge_tempted(sums, [row for row, _ in rows])
    return {key[1] for key, total in sums.items() if total.behaviour == OFFERED}


def crowd(customers: int, crew: int = 0) -> list[tuple[Row, Account]]:
    """So many with one review each at a shop, and so many who wrote there and at another."""
    rows = [(fact(f"r{n}", f"c{n}"), of()) for n in range(customers)]
    for n in range(crew):
        rows += [(fact(f"w{n}", f"w{n}"), of()), (fact(f"x{n}", f"w{n}", "s2"), of())]
    return rows


def test_a_shop_s_customers_in_dictated_words_took_an_offer() -> None:
    assert offered(*crowd(9)) == {f"r{n}" for n in range(9)}
    assert offered((fact("r", "c"), of(evidence="money"))) == {"r"}


def test_where_others_work_elsewhere_too_all_are_a_crew() -> None:
    assert offered(*crowd(9, 2)) == set()
    assert offered(*crowd(20, 2)) == {f"r{n}" for n in range(20)}
    assert offered(*crowd(3, 1)) == {"r0", "r1", "r2"}


@pytest.mark.parametrize(
    "row",
    [
        (fact("r", "c", order=None), of()),
        (fact("r", "c", ring="R1"), of()),
        (fact("r", "c"), of(evidence="identity")),
        (fact("r", "c"), of(evidence="goods")),
        (fact("r", "c"), of(behaviour="hired_negative")),
        (fact("r", "c"), of(-1.0)),
        (fact("r", "c", None), of()),
    ],
    ids=["no order", "in a ring", "a shared device", "an empty parcel", "blame", "not found false", "no shop"],
)
def test_what_no_offer_explains_is_none(row: tuple[Row, Account]) -> None:
    assert offered(row) == set()


def test_whoever_does_anything_else_false_is_no_customer() -> None:
    assert offered((fact("r", "c"), of()), (fact("o", "c", kind="order"), of(behaviour="task_brushing"))) == set()
    assert offered((fact("r", "c"), of()), (fact("m", "c"), of(behaviour="review_laundering", evidence="goods"))) == {"r"}
    assert offered(*((fact(f"r{n}", "c"), of()) for n in range(FEWEST))) == set()
