"""Seconds and memory of finding rings and weighing evidence, at sizes that grow tenfold; neither may grow faster than n log n."""

import argparse
import json
import math
import os
import threading
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any

from run import held

from bars.parts import Parts, command
from bars.rows import Row
from zhenxin import flow, settings

SIZES = (100_000, 1_000_000, 10_000_000)
STAGES = {"looking for those who act as one": "rings", "weighing the evidence": "scores", "seeing who acts together with whom": "settle"}
"""What the flow says at the beginning of a stage, and what timings.json calls it; `settle` counts as rings."""
ROOM = 1.1
"""How much more than n log n is taken for the noise of a clock."""
SEED = 7


def measured(parts: Parts, orders: int) -> dict[str, Any]:
    """Seconds and gigabytes of rings and of scores, of one world."""
    with parts.workshop(f"growth-{orders}") as work:
        work.make(orders, SEED, "city")
        out = work.folder / "out"
        command("bars.growth", str(work.world), str(out))
        seconds = json.loads((out / "timings.json").read_text(encoding="utf-8"))
        memory = json.loads((work.folder / "memory.json").read_text(encoding="utf-8"))
    return {
        "orders": orders,
        "rings": [seconds["rings"] + seconds["settle"], max(memory.get("rings", 0.0), memory.get("settle", 0.0))],
        "scores": [seconds["scores"], memory.get("scores", 0.0)],
    }


def faster(small: tuple[int, float], large: tuple[int, float]) -> float:
    """By how much a cost grew faster than n log n: 1 is just as fast; costs below one unit say nothing and count as one."""
    (few, cheap), (many, dear) = small, large
    return max(dear, 1.0) / max(cheap, 1.0) / (many * math.log(many) / (few * math.log(few)))


def rows(found: Sequence[dict[str, Any]]) -> list[Row]:
    """A row a stage and cost: the figures by size, and whether any step grew faster than n log n."""
    told = []
    for stage in ("rings", "scores") if found else ():
        for at, unit in enumerate(("seconds", "GB")):
            costs = [(one["orders"], one[stage][at]) for one in found]
            cells = tuple(f"{cost:.1f} at {orders:,}" for orders, cost in costs)
            most = max((faster(*pair) for pair in pairwise(costs)), default=0.0)
            met = None if len(costs) < 2 else most <= ROOM
            told.append(Row("growth", f"{stage}: {unit}", "no faster than n log n", cells, (met,), (), f"at most {most:.2f} times n log n"))
    return told


def main(words: list[str]) -> None:
    """Run the flow in this process, and write beside the results the most gigabytes that each stage held."""
    wanted = argparse.ArgumentParser(description=main.__doc__)
    wanted.add_argument("world", type=Path)
    wanted.add_argument("out", type=Path)
    asked = wanted.parse_args(words)
    stage, most, ended = ["before"], dict[str, float](), threading.Event()

    def watch() -> None:
        while not ended.wait(0.25):
            most[stage[0]] = max(most.get(stage[0], 0.0), held(os.getpid()) / 1e9)

    def say(english: str, _chinese: str) -> None:
        stage[0] = STAGES.get(english, english)

    watcher = threading.Thread(target=watch)
    watcher.start()
    try:
        flow.run(flow.Run(data=asked.world, out=asked.out, settings=settings.load()), say)
    finally:
        ended.set()
        watcher.join()
    (asked.out.parent / "memory.json").write_text(json.dumps(most), encoding="utf-8")


if __name__ == "__main__":
    import sys

    main(sys.argv[1:])
