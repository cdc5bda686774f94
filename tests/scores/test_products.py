"""Deeds that nothing speaks of, beside false ones of their product: doubtful and never accused."""

import pyarrow as pa
import pytest

from zhenxin.engine import Engine
from zhenxin.scores.combine import Account
from zhenxin.scores.hypothesis import Part
from zhenxin.scores.products import WHOLE, judge_beside

Key = tuple[str, str]


def judged(engine: Engine, false: int, *, shop: int = 20, before: float | None = None) -> dict[Key, Account]:
    """The sums of a shop's orders, ten of them of product p, where so many of these were found false."""
    orders = [(f"o{n}", "p" if n < 10 else f"p{n}", "m") for n in range(shop)] + [("other", "p", "elsewhere"), ("loose", None, "m")]
    schema = pa.schema([("order_id", pa.string()), ("product_id", pa.string()), ("merchant_id", pa.string())])
    engine.put("cut_orders", pa.Table.from_pylist([dict(zip(schema.names, row, strict=True)) for row in orders], schema))
    engine.put("cut_reviews", pa.table({name: pa.array([], pa.string()) for name in ("review_id", "product_id", "merchant_id")}))
    sums: dict[Key, Account] = {("order", f"o{n}"): Account([Part("ring", "ring", 5.0, "", "")]) for n in range(false)}
    if before is not None:
        sums["order", "o9"] = Account([Part("cashback_return", "money", before, "", "")])
    judge_beside(engine, sums, {("order", f"o{n}") for n in range(false)})
    return sums


def test_the_other_orders_of_the_product_are_doubtful(engine: Engine) -> None:
    sums = judged(engine, 4)
    raised = {key[1] for key, total in sums.items() if total.parts[-1].name == "product_rate"}
    assert raised == {"o4", "o5", "o6", "o7", "o8", "o9", "other"}
    assert all(sums["order", name].bits == pytest.approx(WHOLE["order"]) for name in raised)
    assert sums["order", "o5"].parts[-1].sentence.startswith("4 of the 11 orders of the same product")


@pytest.mark.parametrize("before", [-6.0, -1.0])
def test_what_bears_something_is_raised_and_never_lowered(engine: Engine, before: float) -> None:
    assert judged(engine, 4, before=before)["order", "o9"].bits == pytest.approx(max(before, WHOLE["order"]))


@pytest.mark.parametrize(("false", "shop"), [(1, 20), (4, 200), (0, 20)])
def test_one_order_or_a_few_of_many_raise_nothing(engine: Engine, false: int, shop: int) -> None:
    assert len(judged(engine, false, shop=shop)) == false
