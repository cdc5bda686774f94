"""What a market without labels may move, and what it may not."""

import random
from collections.abc import Mapping
from typing import Any

import numpy as np
import pytest

from zhenxin.kernels.latent_classes import Gain
from zhenxin.scores import learning
from zhenxin.scores.hypothesis import LEAST_BITS, Trait
from zhenxin.scores.learning import MOST_MOVED, Learned, learned, shifted

Row = dict[str, Any]
TRAITS = {
    "hollow": Trait("goods", True, ("task_brushing",), (5.0, 6.0, 7.0)),
    "refunded": Trait("money", True, ("task_brushing",), (4.0, 6.0, 8.0)),
    "hurried": Trait("time", False, ("task_brushing", "empty_parcel"), (1.0, 2.0, 3.0)),
    "alone": Trait("text", False, ("scalping",), (3.0, 4.0, 5.0)),
}
HONEST = {
    "hollow": (0.004, 0.001, 0.0005),
    "refunded": (0.006, 0.001, 0.0005),
    "hurried": (0.03, 0.01, 0.005),
    "alone": (0.01, 0.001, 0.001),
}
FALSE = {"hollow": (0.1, 0.2, 0.4), "refunded": (0.1, 0.1, 0.5), "hurried": (0.1, 0.2, 0.5), "alone": (0.01, 0.001, 0.001)}
SIZE = 150_000


def market(share: float, *, size: int = SIZE, seed: int = 1, false: Mapping[str, tuple[float, ...]] = FALSE) -> list[Row]:
    """What speaks of the orders of a market of which `share` are brushed; the first ones."""
    rng = np.random.default_rng(seed)
    brushed = round(share * size)
    rows = []
    for signal in TRAITS:
        for first, count, rates in ((0, brushed, false[signal]), (brushed, size - brushed, HONEST[signal])):
            levels = np.searchsorted(np.cumsum(rates), rng.random(count)) + 1
            rows += [_row(f"o{first + at}", signal, int(levels[at])) for at in np.flatnonzero(levels <= 3)]
    return rows


def _row(order: str, signal: str, level: int) -> Row:
    return {"entity_kind": "order", "entity_id": order, "signal": signal, "level": level, "via": "own"}


def learn(rows: list[Row], size: int = SIZE, traits: Mapping[str, Trait] = TRAITS, seed: int = 0) -> Learned:
    return learned(rows, traits, {"order": size}, {}, seed)


@pytest.fixture(scope="module")
def rows() -> list[Row]:
    return market(0.01)


def test_weights_move_and_the_run_says_by_how_much(rows: list[Row]) -> None:
    found = learn(rows)
    (said,) = [one for one in found.said if one.english.startswith("task_brushing")]
    assert "cases expected, weights moved by at most" in said.english
    assert said.chinese.startswith("task_brushing（订单）：预计")
    assert "权重最多变动" in said.chinese
    assert set(found.weights) == {"hollow", "refunded", "hurried"}


def test_a_wrong_weight_moves_the_right_way(rows: list[Row]) -> None:
    timid = {**TRAITS, "refunded": Trait("money", True, ("task_brushing",), (4.0, 6.0, 6.2))}  # truly 10 bits
    assert learn(rows, traits=timid).weights["refunded"][2] > 6.4
    bold = {**TRAITS, "hollow": Trait("goods", True, ("task_brushing",), (8.5, 8.6, 8.7))}  # truly 4.6, 7.6, 9.6
    assert learn(rows, traits=bold).weights["hollow"][0] < 8.0


@pytest.mark.parametrize("factor", [0.02, 1.0])
def test_no_weight_moves_by_more_than_two_bits_or_past_zero(factor: float) -> None:
    odd = {signal: tuple(rate * (factor if signal == "hurried" else 1.0) for rate in rates) for signal, rates in FALSE.items()}
    found = learn(market(0.03, false=odd))
    assert found.weights
    for signal, bits in found.weights.items():
        given = [TRAITS[signal].at(signal, level) for level in (1, 2, 3)]
        assert np.abs(np.array(bits) - given).max() <= MOST_MOVED + 1e-9
        assert 0 <= bits[0] <= bits[1] <= bits[2]


CAPS = {
    "two bits up": ((5.0, 6.0, 7.0), 9.0, "order", (7.0, 8.0, 9.0)),
    "two bits down": ((5.0, 6.0, 7.0), -9.0, "order", (3.0, 4.0, 5.0)),
    "never past zero": ((0.5, 1.0, 3.0), -9.0, "order", (0.0, 0.0, 1.0)),
    "what speaks for somebody never speaks against": ((-3.0, -1.5, -1.0), 9.0, "order", (-1.0, 0.0, 0.0)),
    "the prior outweighs one signal": ((8.0, 9.0, 9.9), 2.0, "order", (9.9, 9.9, 9.9)),
    "the prior of a shop is another": ((5.0, 6.0, 6.5), 2.0, "merchant", (6.53, 6.53, 6.53)),
    "what is too light to agree stays so": ((2.0, 3.0, 3.5), 2.0, "order", (3.499, 3.499, 5.5)),
}


@pytest.mark.parametrize(("given", "shift", "kind", "expected"), CAPS.values(), ids=CAPS)
def test_caps(given: tuple[float, float, float], shift: float, kind: str, expected: tuple[float, float, float]) -> None:
    shifts = {("x", level): shift for level in (1, 2, 3)}
    assert shifted("x", Trait("time", False, (), given), shifts, kind) == pytest.approx(expected)
    assert LEAST_BITS == 3.5


def test_few_cases_are_frozen() -> None:
    found = learn(market(0.01, size=15_000), 15_000)
    assert found.weights == {}
    assert [one.english for one in found.said if "task" in one.english] == ["task_brushing, orders: frozen, fewer than 300 cases expected"]


def test_a_fit_no_better_than_independence_is_dropped(rows: list[Row], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(learning, "held_out_gain", lambda *_, **__: Gain(0.01, 0.006))
    found = learn(rows)
    assert found.weights == {}
    (said,) = found.said
    assert said.english == (
        "task_brushing, orders: the fit was no better than independence on held-out entities, the shipped weights stand"
    )
    assert "沿用随附权重" in said.chinese


@pytest.mark.parametrize("seed", range(4))
def test_a_market_in_which_nothing_is_false_moves_nothing(seed: int) -> None:
    assert learn(market(0.0, seed=seed)).weights == {}


def test_one_kind_of_evidence_alone_teaches_nothing() -> None:
    alone = [row for row in market(0.05) if row["signal"] in {"hollow", "alone"}]
    assert learn(alone) == Learned({}, ())


def test_the_order_of_rows_is_nothing(rows: list[Row]) -> None:
    mixed = list(rows)
    random.Random(3).shuffle(mixed)
    assert learn(mixed) == learn(rows)


def test_what_only_some_entities_are_told_is_not_counted(rows: list[Row]) -> None:
    passed = [{**_row(f"o{at}", "alone", 3), "via": "account"} for at in range(1000)]
    traits = {**TRAITS, "alone": Trait("text", False, ("task_brushing",), (3.0, 4.0, 5.0))}
    own = [row for row in rows if row["signal"] != "alone"]
    assert learn(own + passed, traits=traits) == learn(own, traits=traits)


def test_a_taught_trait_has_the_learned_bits() -> None:
    taught = Learned({"hollow": (5.5, 6.5, 7.5)}, ()).taught(TRAITS)
    assert taught["hollow"].at("hollow", 2) == 6.5
    assert taught["refunded"] == TRAITS["refunded"]
