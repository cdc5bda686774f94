"""Every number has a source, and the docs show the numbers of the code."""

import dataclasses
from pathlib import Path

import pytest

from zhenxin.world.parameters import RECIPES, Parameters, Task, sources


@pytest.mark.parametrize("kind", [Parameters, Task])
def test_each_default_names_its_source(kind: type) -> None:
    assert [item.name for item in dataclasses.fields(kind) if not item.metadata.get("source")] == []


def test_the_docs_show_the_parameters_of_the_code() -> None:
    page = Path(__file__).parents[2] / "docs" / "world.md"
    assert sources() in page.read_text(encoding="utf-8")


def test_the_null_recipe_has_no_fraud_and_twice_the_lookalikes() -> None:
    assert RECIPES["null"].false_orders == (0.0, 0.0)
    assert RECIPES["null"].lookalikes == 2.0
    assert RECIPES["city"].lookalikes == 1.0
