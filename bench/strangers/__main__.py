"""Word in, market out: python -m strangers OUT --market NAME --orders N --seed S."""

from __future__ import annotations

import argparse
from pathlib import Path

from strangers.build import build, write
from strangers.markets import MARKETS


def main() -> None:
    """Read the words and write the market."""
    words = argparse.ArgumentParser(prog="strangers", description=__doc__)
    words.add_argument("out", type=Path)
    words.add_argument("--market", choices=sorted(MARKETS), required=True)
    words.add_argument("--orders", type=int, default=40_000)
    words.add_argument("--seed", type=int, default=1)
    given = words.parse_args()
    write(build(MARKETS[given.market], given.orders, given.seed), given.out)


if __name__ == "__main__":
    main()
