"""The table of weights: every built-in signal has its row, each with where it came from."""

import csv
import importlib
import sys
from collections.abc import Iterator
from importlib import resources
from pathlib import Path
from typing import Any

import pytest

from zhenxin import signals
from zhenxin.errors import SettingsError
from zhenxin.scores import weights as module
from zhenxin.scores.combine import behaviour_prior
from zhenxin.scores.weights import bits, weights

DOCS = Path(__file__).parents[2] / "docs"
SIGNALS = [signal.name for signal in signals.find()]


def rows() -> list[dict[str, str]]:
    text = resources.files("zhenxin.scores").joinpath("weights.csv").read_text(encoding="utf-8")
    return list(csv.DictReader(text.splitlines()))


def test_every_signal_has_weights_and_every_weight_a_signal() -> None:
    assert sorted(weights()) == SIGNALS == sorted(row["signal"] for row in rows())


@pytest.mark.parametrize("signal", SIGNALS)
def test_weights_rise_with_the_level(signal: str) -> None:
    weak, clear, strong = (bits(signal, level) for level in (1, 2, 3))
    assert 0 < weak < clear < strong


@pytest.mark.parametrize("row", rows(), ids=lambda row: row["signal"])
def test_each_says_where_it_came_from_and_since_when(row: dict[str, str]) -> None:
    assert len(row["source"]) > 10
    assert len(row["since"]) == len("2026-01-01")


@pytest.mark.parametrize("signal", signals.find(), ids=lambda signal: signal.name)
def test_no_single_signal_outweighs_the_prior_of_its_kind(signal: signals.Signal) -> None:
    assert bits(signal.name, 3) < -behaviour_prior(signal.entity).bits


def test_learned_weights_are_those_that_the_kept_figures_give() -> None:
    learned = weigh()
    told = {
        row["signal"]: tuple(float(row[level]) for level in ("weak", "clear", "strong"))
        for row in rows()
        if row["source"] == learned.SOURCE
    }
    given = {signal.name: learned.learned(signal) for signal in signals.find()}
    assert told == {name: values for name, values in given.items() if values is not None}
    assert len(told) > 50


def weigh() -> Any:
    """The script that learns them, as `python docs/weigh.py` runs it."""
    sys.path.insert(0, str(DOCS))
    try:
        return importlib.import_module("weigh")
    finally:
        sys.path.remove(str(DOCS))


@pytest.fixture
def table(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A table of weights of our own in the place of the built-in one."""
    monkeypatch.setattr(module.resources, "files", lambda _package: tmp_path)
    weights.cache_clear()
    yield tmp_path / "weights.csv"
    weights.cache_clear()


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("signal,weak,clear,strong\ncashback_return,2,much,6\n", id="a word in the place of a number"),
        pytest.param("signal,weak,clear\ncashback_return,2,3\n", id="a column is missing"),
        pytest.param("signal,weak,clear,strong\ncashback_return,2\n", id="a row is cut short"),
    ],
)
def test_a_table_that_is_no_table_is_told(table: Path, text: str) -> None:
    table.write_text(text, encoding="utf-8")
    with pytest.raises(SettingsError, match="the table of weights cannot be read"):
        weights()


def test_an_edited_table_is_read(table: Path) -> None:
    table.write_text("signal,weak,clear,strong,source,since\ncashback_return,1,2,3.5,us,2026-01-01\n", encoding="utf-8")
    assert bits("cashback_return", 3) == 3.5
