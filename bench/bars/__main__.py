"""Every bar of detection in one table: worlds of fresh seeds, the flow over them, and an oracle beside it.

make bars                                1,000,000 orders, three judging seeds; hours, and a stop half-way keeps what is finished
make bars ORDERS=60000 SEEDS=1           smaller
cd bench && python -m bars --growth      also seconds and memory of rings and scores at 0.1, 1 and 10 million orders
cd bench && python -m bars --page        also write the table as docs/bars.md
"""

import argparse
import sys
from pathlib import Path
from typing import Any

from bars import drawn, growth, measure, oracle, page, seeds
from bars.bars import Measured, rows
from bars.features import KINDS, Features, Seen
from bars.parts import Parts, say

TEACHERS, TEACH_ORDERS = 3, 200_000
"""Worlds whose keys the oracle has, and the most orders of each."""
DRAWN_ORDERS = 200_000
"""The most orders of a world with numbers drawn at random; it is run over three times."""


def main(words: list[str]) -> int:
    """Measure what is not measured yet, and print the table; 1 where a bar is missed."""
    wanted = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    wanted.add_argument("--orders", type=int, default=1_000_000, help="of each judging world")
    wanted.add_argument("--seeds", type=int, default=3, help="how many judging seeds")
    wanted.add_argument("--commit", help="the commit that gives the seeds; the one that is checked out by default")
    wanted.add_argument("--scratch", type=Path, default=seeds.ROOT / ".bars", help="where finished parts are kept")
    wanted.add_argument("--growth", action="store_true", help="seconds and memory of rings and scores, at three sizes")
    wanted.add_argument("--sizes", type=int, nargs="+", default=list(growth.SIZES), help="the sizes of --growth, in orders")
    wanted.add_argument("--page", action="store_true", help="write docs/bars.md")
    asked = wanted.parse_args(words)
    commit = asked.commit or seeds.commit()
    parts = Parts(asked.scratch.absolute() / seeds.stamp(commit))
    measured = [world(parts, commit, number, asked.orders) for number in range(asked.seeds)]
    grown = [parts.told(f"growth-{size}", lambda size=size: growth.measured(parts, size)) for size in asked.sizes] if asked.growth else []
    found = [*(rows(measured) if measured else ()), *growth.rows(grown)]
    title = page.Title(commit, asked.orders, tuple(seeds.seed(commit, "judge", number) for number in range(asked.seeds)))
    sys.stdout.write("\n".join(page.terminal(title, found)) + "\n")
    if asked.page:
        (seeds.ROOT / "docs" / "bars.md").write_text(page.markdown(title, found), encoding="utf-8")
    return int(any(row.met is False for row in found))


def world(parts: Parts, commit: str, number: int, orders: int) -> Measured:
    """All that is measured with one judging seed."""
    seed = seeds.seed(commit, "judge", number)
    city = parts.told(f"city-{orders}-{seed}", lambda: _city(parts, orders, seed))
    null = parts.told(f"null-{orders}-{seed}", lambda: _null(parts, orders, seed))
    poorer = parts.told(f"drawn-{min(orders, DRAWN_ORDERS)}-{seed}", lambda: _drawn(parts, min(orders, DRAWN_ORDERS), seed))
    seen = parts.told(f"oracle-{orders}-{seed}", lambda: _oracle(parts, commit, orders, f"city-{orders}-{seed}", city))
    return Measured(seed=seed, city=city, null=null, drawn=poorer, oracle=seen)


def _city(parts: Parts, orders: int, seed: int) -> dict[str, Any]:
    name = f"city-{orders}-{seed}"
    with parts.workshop(name) as work:
        work.make(orders, seed, "city")
        out = work.run()
        _see(parts, work.world, out, parts.folder / name)
        return measure.city(work.world, out)


def _null(parts: Parts, orders: int, seed: int) -> dict[str, Any]:
    with parts.workshop(f"null-{orders}-{seed}") as work:
        work.make(orders, seed, "null")
        return measure.null(work.world, work.run())


def _drawn(parts: Parts, orders: int, seed: int) -> list[dict[str, Any]]:
    """The world as it is, then without one table, then without two."""
    with parts.workshop(f"drawn-{orders}-{seed}") as work:
        work.make(orders, seed, "drawn")
        there = [path.stem for path in work.world.iterdir() if not path.name.startswith(".")]
        gone = drawn.taken_away([*there, *(path.stem.removeprefix("away-") for path in work.folder.glob("away-*"))], seed)
        found = []
        for count in range(len(gone) + 1):
            work.take_away(gone[:count])
            out = work.run(f"out-{count}")
            found.append({"without": gone[:count], **measure.poorer(work.world, out)})
        return found


def _oracle(parts: Parts, commit: str, orders: int, name: str, city: dict[str, Any]) -> dict[str, Any]:
    size = min(orders, TEACH_ORDERS)
    models = {kind: parts.folder / f"taught-{size}-{kind}.pickle" for kind in KINDS}
    missing = {kind: path for kind, path in models.items() if not path.is_file()}
    lessons = [_lesson(parts, commit, number, size) for number in range(TEACHERS)] if missing else []
    for kind, path in missing.items():
        say(f"  teaching {kind}")
        model = oracle.taught(Features.read(folder / f"{kind}.npz") for folder in lessons)
        parts.write(path, lambda beside, model=model: oracle.keep(model, beside))
    return oracle.judged(parts.folder / name, models, {kind: city["kinds"].get(kind, {}).get("precision") for kind in KINDS})


def _lesson(parts: Parts, commit: str, number: int, orders: int) -> Path:
    """The features of one world that the oracle learns from."""
    seed = seeds.seed(commit, "teach", number)
    name = f"teach-{orders}-{seed}"
    parts.told(name, lambda: _taught(parts, orders, seed, name))
    return parts.folder / name


def _taught(parts: Parts, orders: int, seed: int, name: str) -> dict[str, int]:
    with parts.workshop(name) as work:
        work.make(orders, seed, "city")
        _see(parts, work.world, work.run(), parts.folder / name)
    return {"seed": seed, "orders": orders}


def _see(parts: Parts, made: Path, out: Path, folder: Path) -> None:
    seen = Seen(made, out)
    for kind in KINDS:
        parts.write(folder / f"{kind}.npz", seen.of(kind).write)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
