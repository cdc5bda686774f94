"""A small city, a larger one and one without fraud, made once and read by all tests of the world."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from zhenxin.world import make
from zhenxin.world.parameters import RECIPES, Parameters

from .ask import MARKET, ORDERS, Ask, asker


@pytest.fixture(scope="session")
def city_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("worlds") / "city"
    make(folder, orders=ORDERS, seed=5)
    return folder


@pytest.fixture(scope="session")
def city(city_folder: Path) -> Ask:
    return asker(city_folder)


@pytest.fixture(scope="session")
def market(tmp_path_factory: pytest.TempPathFactory) -> Ask:
    """A larger city, for figures that small ones blur."""
    folder = tmp_path_factory.mktemp("worlds") / "market"
    make(folder, orders=MARKET, seed=11)
    return asker(folder)


@pytest.fixture(scope="session")
def null(tmp_path_factory: pytest.TempPathFactory) -> Ask:
    folder = tmp_path_factory.mktemp("worlds") / "null"
    make(folder, orders=6_000, seed=5, recipe="null")
    return asker(folder)


@pytest.fixture(scope="session")
def crowded(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ask]:
    """A market where parcel businesses, crowds, agencies and shops' own people are all there is, so that each has rings of some size."""
    trades = ("empty_parcel", "gift_parcel", "swapped_goods", "crowd_ring", "paid_real_buyer", "staff_brushing")
    RECIPES["crowded"] = Parameters(trades=trades, false_orders=(0.09, 0.09), false_merchants=0.06)
    folder = tmp_path_factory.mktemp("worlds") / "crowded"
    make(folder, orders=12_000, seed=5, recipe="crowded")
    yield asker(folder)
    del RECIPES["crowded"]


@pytest.fixture(scope="session")
def inside(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ask]:
    """A market of those who draw subsidies and compensation, alone or with somebody inside, and of advance-payment scams."""
    trades = ("subsidy_brushing", "insider_collusion", "compensation_abuse", "advance_payment_scam")
    RECIPES["inside"] = Parameters(trades=trades, false_orders=(0.06, 0.06))
    folder = tmp_path_factory.mktemp("worlds") / "inside"
    make(folder, orders=20_000, seed=5, recipe="inside")
    yield asker(folder)
    del RECIPES["inside"]


@pytest.fixture(scope="session")
def screens(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ask]:
    """A market of bought taps, clicks and crowds, of scrapers and scalpers alone."""
    trades = ("fake_engagement", "coattail_clicks", "live_inflation", "data_scraping", "scalping")
    RECIPES["screens"] = Parameters(trades=trades, false_orders=(0.02, 0.02))
    folder = tmp_path_factory.mktemp("worlds") / "screens"
    make(folder, orders=24_000, seed=5, recipe="screens")
    yield asker(folder)
    del RECIPES["screens"]
