"""How well markets are judged that somebody else made, who had read how fraud is done and nothing of this program.

make blind                               four markets of 40,000 orders, on seeds of the commit that is checked out; some minutes
python bench/blind.py live --orders 100000
python bench/blind.py --page             also write the table as docs/blind.md
"""

import argparse
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

from bars.seeds import ROOT, commit, seed
from strangers.build import build, write
from strangers.markets import MARKETS

from zhenxin.evaluate.field import lay_out
from zhenxin.evaluate.judge import ACCUSED, judge
from zhenxin.evaluate.read import read_key, read_run

KINDS = ("order", "review", "account", "merchant", "device", "sender", "payee", "page", "number", "site")
NEVER = ("under_attack", "victim")
"""Whoever is attacked or cheated must not be accused, and is told of apart."""


@dataclass(frozen=True)
class Judged:
    """One market: each kind's false, accused, precision, recall and average precision; and who of the attacked and cheated was accused."""

    market: str
    seed: int
    kinds: dict[str, tuple[int, int, float | None, float | None, float | None]]
    hurt: dict[str, tuple[int, int]]


def judged(market: str, orders: int, chosen: int, folder: Path) -> Judged:
    """Make the market of that seed, run over it, and hold the run to its key."""
    write(build(MARKETS[market], orders, chosen), folder)
    words = [sys.executable, "-m", "zhenxin.cli", "run", str(folder / "market"), "-o", str(folder / "out")]
    done = subprocess.run(words, capture_output=True, text=True, check=False)
    if done.returncode:
        raise SystemExit(f"{market}: the run ended with {done.returncode}\n{done.stderr}")
    key, run = read_key(folder / "truth"), read_run(folder / "out", ACCUSED)
    figures = judge(key, run, lay_out(key, run), rings=False, resamples=1)
    kinds = {row.kind: (row.false, row.accused, row.precision, row.recall, row.average_precision) for row in figures.kinds}
    hurt = {f"{row.lookalike}, {row.kind}": (row.accused, row.innocent) for row in figures.lookalikes if row.lookalike in NEVER}
    return Judged(market, chosen, kinds, hurt)


def table(found: list[Judged]) -> list[str]:
    """Rows of Markdown: precision, recall and average precision of each kind that the market has."""
    lines = [
        "| market | seed | kind | false | accused | precision | recall | average precision |",
        "| --- | --- | --- | --- | --- | --- | --- | --- |",
    ]
    for one in found:
        for kind in KINDS:
            false, accused, *shares = one.kinds.get(kind, (0, 0, None, None, None))
            if false or accused:
                cells = ("–" if share is None else f"{share:.3f}" for share in shares)
                lines.append(f"| {one.market} | {one.seed} | {kind} | {false:,} | {accused:,} | {' | '.join(cells)} |")
    return lines


def hurt(found: list[Judged]) -> list[str]:
    """Who of those that were attacked or cheated was accused; they should all be none."""
    return [
        f"- {one.market}, {who}: {accused} of {every}" for one in found for who, (accused, every) in sorted(one.hurt.items()) if accused
    ]


def page(found: list[Judged], orders: int, of: str) -> str:
    """The page docs/blind.md."""
    return "\n".join(
        [
            "<!-- Written by bench/blind.py: `make blind PAGE=1`. -->", "", "# Markets that somebody else made", "",
            f"Four markets of {orders:,} orders by an author who had read the tables of the design and how fraud is done, and nothing of this program"
            " (`bench/strangers`): general goods with every table (`parcels`), food and services of a region (`village`), what a regulator would get"
            " (`regulator`: orders, reviews, shops, goods, accounts and a part of the payments), live shows and fashion (`live`). Half of what is false is"
            " done skilfully. Rules were shaped on other seeds of these markets after they came, so they are strangers no longer; before, seed 1 gave orders"
            " of .977/.616 (parcels), .906/.443 (village), 1.00/.209 (regulator), .994/.573 (live). Seeds are those of a commit, so that nobody can have"
            " tuned on them:", f"`{of}`.", "", *table(found), "",
            "Accused although attacked or cheated:", "", *(hurt(found) or ["- nobody"]), "",
        ]
    )  # fmt: skip


def main() -> None:
    """Judge the markets that are asked for, and print a row a kind."""
    words = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    words.add_argument("markets", nargs="*", help="some of: " + ", ".join(sorted(MARKETS)))
    words.add_argument("--orders", type=int, default=40_000)
    words.add_argument("--commit", help="the commit that gives the seeds; the one that is checked out by default")
    words.add_argument("--page", action="store_true", help="write docs/blind.md")
    asked = words.parse_args()
    of, found = asked.commit or commit(), []
    for market in asked.markets or sorted(MARKETS):
        with tempfile.TemporaryDirectory() as name:
            found.append(judged(market, asked.orders, seed(of, market, 0), Path(name)))
    print("\n".join([*table(found), *hurt(found)]))
    if asked.page:
        (ROOT / "docs" / "blind.md").write_text(page(found, asked.orders, of), encoding="utf-8")


if __name__ == "__main__":
    main()
