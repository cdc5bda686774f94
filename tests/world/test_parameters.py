"""Every number has a source, and each trade a naive and a skilled form."""

import dataclasses

import pytest

from zhenxin.world.behaviours import behaviours
from zhenxin.world.parameters import RECIPES, Parameters
from zhenxin.world.verdicts import Court

FORMS = [type(form) for module in behaviours().values() for form in (module.NAIVE, module.SKILLED)]


@pytest.mark.parametrize("kind", [Parameters, Court, *dict.fromkeys(FORMS)])
def test_each_default_names_its_source(kind: type) -> None:
    assert [item.name for item in dataclasses.fields(kind) if not item.metadata.get("source")] == []


@pytest.mark.parametrize("code", sorted(behaviours()))
def test_a_trade_has_two_forms_that_differ(code: str) -> None:
    module = behaviours()[code]
    assert type(module.NAIVE) is type(module.SKILLED)
    assert module.NAIVE != module.SKILLED
    assert module.TRADE.source


def test_the_null_recipe_has_no_fraud_and_twice_the_lookalikes() -> None:
    assert RECIPES["null"].false_orders == (0.0, 0.0)
    assert RECIPES["null"].lookalikes == 2.0
    assert RECIPES["city"].lookalikes == 1.0
