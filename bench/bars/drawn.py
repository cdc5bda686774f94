"""A world whose numbers are drawn at random around the defaults: other base rates, another mix of trades, other shares of everything.

python -m bars.drawn OUT --orders N --seed S
"""

import argparse
import math
from dataclasses import fields, replace
from pathlib import Path

import numpy as np

from zhenxin.world import RECIPES, make
from zhenxin.world.behaviours import behaviours
from zhenxin.world.parameters import Parameters, Range
from zhenxin.world.trades import Trade

TABLES_KEPT = ("orders", "accounts", "products", "merchants", "reviews", "truth")
"""What is never taken away: five tables, and the answer key, which nothing in the flow reads."""
RATE, MIX, LIKENESS, USUAL = 2.0, 2.0, 1.5, 1.3
"""The factors by which base rates, trades, lookalikes and all other shares are moved at most, either way."""
LARGEST = 500_000
"""Orders of one district; a larger world is made by processes that would not know the numbers drawn here."""
_AS_THEY_ARE = (
    "paying_shops",
    "reviews_each",
    "false_likes",
    "wholesale",
    "pages_per_order",
    "lookalikes",
    "naive_share",
    "false_merchants",
)


def parameters(seed: int) -> Parameters:
    """The numbers of the world of `seed`."""
    dice = np.random.default_rng([seed, 1])
    orders, reviews, merchants = (_factor(dice, RATE) for _ in range(3))
    base = Parameters()
    moved = {
        item.name: min(getattr(base, item.name) * _factor(dice, USUAL), 0.9)
        for item in fields(base)
        if item.name.endswith("_share") and item.name not in _AS_THEY_ARE
    }
    return replace(
        base, false_orders=_times(base.false_orders, orders), false_reviews=_times(base.false_reviews, reviews),
        false_merchants=base.false_merchants * merchants, naive_share=float(dice.uniform(0.3, 0.7)), lookalikes=_factor(dice, LIKENESS), **moved,
    )  # fmt: skip


def mixed(trades: dict[str, Trade], seed: int) -> dict[str, Trade]:
    """The same trades, each with more or less of the whole."""
    dice = np.random.default_rng([seed, 2])
    factors = {code: _factor(dice, MIX) for code in sorted(trades)}
    return {code: replace(trade, share=trade.share * factors[code], rings=trade.rings * factors[code]) for code, trade in trades.items()}


def taken_away(tables: list[str], seed: int) -> tuple[str, ...]:
    """Two tables, by chance, of those that a data set can do without."""
    spare = sorted(set(tables) - set(TABLES_KEPT))
    return tuple(np.random.default_rng([seed, 3]).choice(spare, 2, replace=False).tolist())


def _times(bounds: Range, factor: float) -> Range:
    return bounds[0] * factor, bounds[1] * factor


def _factor(dice: np.random.Generator, most: float) -> float:
    return math.exp(dice.uniform(-math.log(most), math.log(most)))


def main() -> None:
    """Make it."""
    words = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    words.add_argument("out", type=Path)
    words.add_argument("--orders", type=int, required=True)
    words.add_argument("--seed", type=int, required=True)
    asked = words.parse_args()
    if asked.orders > LARGEST:
        raise SystemExit(f"error: {asked.orders} orders are several districts\n  hint: ask for {LARGEST} or fewer")
    RECIPES["drawn"] = parameters(asked.seed)
    modules = behaviours()
    for code, trade in mixed({name: module.TRADE for name, module in modules.items()}, asked.seed).items():
        vars(modules[code])["TRADE"] = trade
    make(asked.out, orders=asked.orders, seed=asked.seed, recipe="drawn")


if __name__ == "__main__":
    main()
