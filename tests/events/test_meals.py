"""Words of categories that tell meals from goods."""

import re

import pytest

from zhenxin.events.meals import EATEN, SERVED


@pytest.mark.parametrize(("category", "is_eaten", "is_served"), [
    ("火锅", True, False), ("日料", False, True), ("足疗按摩", False, True), ("ktv", False, True), ("奶茶", False, True), ("美发", False, True),
    ("西餐", False, True), ("鞋", False, False), ("休闲零食", False, False), ("休闲", False, True), ("菜刀", False, False), ("手机", False, False),
    ("restaurant", True, False), ("正餐", True, False), ("到家服务", False, True), ("餐具", False, False), ("咖啡豆", False, False),
])  # fmt: skip
def test_categories_of_meals_and_of_goods(category: str, is_eaten: bool, is_served: bool) -> None:
    assert (bool(re.search(EATEN, category + "|")), bool(re.search(SERVED, category + "|"))) == (is_eaten, is_served)
