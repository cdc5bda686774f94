"""Levels by how rare a value is among its peers."""

import dataclasses
import math

import numpy as np
import pyarrow as pa
import pytest

from zhenxin.engine import DuckDBEngine
from zhenxin.signals import Surprise, surprise
from zhenxin.signals._levels import CHANCES
from zhenxin.signals.order_burst import OrderBurst

from .rows import Values, ago


def levelled(engine: DuckDBEngine, levels: Surprise, values: np.ndarray, peers: list[str] | None = None) -> dict[str, int]:
    """Entity to level."""
    table = pa.table({"entity_id": [f"e{n}" for n in range(len(values))], "value": values, "category": peers or ["c"] * len(values)})
    engine.put("valued", table)
    rows = engine.rows(levels.sql("select entity_id, value, category from valued"), step="levels")
    return dict(zip(rows["entity_id"].to_pylist(), rows["level"].to_pylist(), strict=True))


def heavy(size: int, *, scale: float = 1.0, seed: int = 3) -> np.ndarray:
    """Values with an exponential tail of their logarithm, as levels suppose."""
    return np.expm1(scale * np.random.default_rng(seed).exponential(1.0, size))


@pytest.mark.parametrize("scale", [0.3, 1.0, 2.5])
def test_as_few_reach_a_level_as_it_says_whatever_the_scale(signal_engine: DuckDBEngine, scale: float) -> None:
    found = np.array(list(levelled(signal_engine, surprise(), heavy(200_000, scale=scale)).values()))
    for place, chance in enumerate(CHANCES, start=1):
        assert (found >= place).sum() / 200_000 == pytest.approx(chance, rel=0.35), place


def test_false_values_do_not_hide_themselves(signal_engine: DuckDBEngine) -> None:
    values = heavy(20_000)
    values[:1000] = 1e6  # one in twenty
    found = levelled(signal_engine, surprise(), values)
    assert all(found.get(f"e{n}") == 3 for n in range(1000))


def test_each_is_compared_with_its_own_peers(signal_engine: DuckDBEngine) -> None:
    values = np.concatenate([heavy(5000, scale=2.0), heavy(5000, scale=0.2, seed=4), [7.0, 7.0]])
    peers = ["loud"] * 5000 + ["quiet"] * 5000 + ["loud", "quiet"]
    together, apart = levelled(signal_engine, surprise(), values, peers), levelled(signal_engine, surprise("category"), values, peers)
    assert "e10001" not in together
    assert (apart.get("e10000", 0), apart["e10001"]) == (0, 3)


def test_a_group_too_small_is_compared_with_all(signal_engine: DuckDBEngine) -> None:
    values = np.concatenate([heavy(5000), [1.0] * 20])
    assert not {f"e{n}" for n in range(5000, 5020)} & set(levelled(signal_engine, surprise("category"), values, ["a"] * 5000 + ["b"] * 20))


def test_nobody_is_judged_among_a_handful(signal_engine: DuckDBEngine) -> None:
    assert levelled(signal_engine, surprise(), np.array([1.0] * 28 + [1e9])) == {}


def test_nothing_below_the_floor_is_heard(signal_engine: DuckDBEngine) -> None:
    values = np.concatenate([np.zeros(1000), [4.0, 6.0]])
    assert levelled(signal_engine, surprise(floor=5.0), values) == {"e1001": 3}


def test_each_level_may_have_a_floor_of_its_own(signal_engine: DuckDBEngine) -> None:
    values = np.concatenate([np.zeros(1000), [6.0, 30.0, 90.0]])
    assert levelled(signal_engine, surprise(floor=(5.0, 20.0, 60.0)), values) == {"e1000": 1, "e1001": 2, "e1002": 3}


def test_the_signal_of_a_stranger_may_use_it() -> None:
    assert dataclasses.is_dataclass(Surprise)
    assert surprise("category", floor=3).limit(1).endswith("3)")


def test_a_level_that_is_never_reached(values: Values) -> None:
    rows = [
        {"order_id": f"b{n}", "account_id": f"a{n}", "merchant_id": "m", "product_id": "p", "occurred_at": ago(6, minutes=-n)}
        for n in range(90)
    ]
    heard = OrderBurst().heard("select 'e' as entity_id, 1e9 as value")
    assert OrderBurst().levels[2] == math.inf
    assert "then 3" not in heard
    assert min(values(OrderBurst(), orders=rows).values()) > 100
