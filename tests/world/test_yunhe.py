"""The case as it was told, at two scales: how much of it is false, that all of it is there, and who is behind it."""

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from zhenxin.world import make
from zhenxin.world.arrays import dice
from zhenxin.world.behaviours import fake_engagement
from zhenxin.world.categories import CITIES
from zhenxin.world.circle import PROVINCES, draw_circle
from zhenxin.world.market import stock
from zhenxin.world.parameters import RECIPES

from .ask import Ask, asker

WHOLE = 60_000_000
MERCHANTS, BRUSHED, REVIEWS, LIKES, SAID = 5_000, 20e6, 15e6, 25e6, 100e6
"""What the case says: shops, false orders, false reviews, false likes, reviews and likes in all."""


class Case:
    """A part of the case, and the likes that its sites gave."""

    def __init__(self, folder: Path, orders: int) -> None:
        self.orders, self.factor, self.likes, self.folder = orders, orders / WHOLE, 0, folder
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(fake_engagement, "_reviews_to_like", self._counted)
            make(folder, orders=orders, seed=3, recipe="yunhe")
        self.ask: Ask = asker(folder)

    def _counted(self, *words: Any, _find: Any = fake_engagement._reviews_to_like) -> Any:
        found = _find(*words)
        self.likes += int((found >= 0).sum())
        return found

    def false(self, kind: str) -> int:
        """How many of a kind are false."""
        sql = "select count(distinct entity_id) from truth where entity_kind = '{}' and not starts_with(behaviour, 'hard:')"
        return int(self.ask(sql.format(kind))[0][0])


@pytest.fixture(scope="module", params=[6_000, 60_000])
def case(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Case:
    return Case(tmp_path_factory.mktemp("yunhe") / "world", request.param)


def test_a_third_of_the_orders_is_brushed(case: Case) -> None:
    assert case.ask("select count(*) from orders") == [(case.orders,)]
    assert case.false("order") == pytest.approx(BRUSHED * case.factor, rel=0.01)


def test_reviews_and_likes_are_as_many_as_the_case_says(case: Case) -> None:
    assert case.false("review") == pytest.approx(REVIEWS * case.factor, rel=0.06)
    assert case.likes == pytest.approx(LIKES * case.factor, rel=0.03)
    reviews, likes = case.ask("select count(*), sum(likes) from reviews")[0]
    assert reviews + int(likes) == pytest.approx(SAID * case.factor, rel=0.12)


def test_the_false_likes_stand_in_the_visits(case: Case) -> None:
    sites = "select entity_id from truth where entity_kind = 'account' and behaviour = 'fake_engagement'"
    assert case.ask(f"select count(*) from visits where kind = 'like' and account_id in ({sites})")[0][0] >= case.likes * 0.97


def test_few_shops_pay_for_all_of_it(case: Case) -> None:
    assert case.false("merchant") == max(round(MERCHANTS * case.factor), 3)
    sold = case.ask("select count(distinct merchant_id) from false_orders")[0][0]
    assert sold == case.false("merchant")


def test_only_trades_of_the_case_are_in_the_key(case: Case) -> None:
    held = {row[0] for row in case.ask("select distinct behaviour from truth where not starts_with(behaviour, 'hard:')")}
    assert held - {"hotline_spam"} == set(RECIPES["yunhe"].trades)


def test_every_table_has_rows(case: Case) -> None:
    empty = [path.stem for path in case.folder.iterdir() if case.ask(f"select count(*) from {path.stem}") == [(0,)]]
    assert case.orders < 60_000 or not empty


def test_the_shops_come_from_twenty_provinces() -> None:
    parameters = RECIPES["yunhe"]
    market = stock(parameters, dice(3, "market"), 600_000)
    circle = draw_circle(dice(3, "circle"), market, 50)
    assert len(np.unique(circle.shops)) == 50
    few = draw_circle(dice(3, "circle"), market, PROVINCES)
    assert len({CITIES[region][:2] for region in market.region[few.shops].tolist()}) == PROVINCES, "two letters tell the province"
    assert len({CITIES[region][:2] for region in market.region[circle.shops].tolist()}) == PROVINCES
    assert set(market.product_merchant[circle.products].tolist()) == set(circle.shops.tolist())
