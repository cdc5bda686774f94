"""A market with findings of every kind, one where nothing was found, and the page of either."""

from collections.abc import Callable
from pathlib import Path

import pytest

from zhenxin.report import write_report

from .markets import Market, whole_market


@pytest.fixture
def market() -> Market:
    """Three rings, one of them below one half, and a shop that is attacked."""
    return whole_market()


@pytest.fixture
def out(market: Market, tmp_path: Path) -> Path:
    """The market's result folder."""
    return market.write(tmp_path / "out")


@pytest.fixture
def empty(tmp_path: Path) -> Path:
    """A result folder in which every table has no rows."""
    market = Market()
    market.run |= {"rings": 0, "accused": {}}
    return market.write(tmp_path / "empty")


@pytest.fixture
def page(tmp_path: Path) -> Callable[[Path], str]:
    """The text of the report of a result folder."""
    return lambda folder: write_report(folder, tmp_path / "page.html").read_text(encoding="utf-8")
