"""Seconds and memory of a world, a run and the report, as ratios to DuckDB reading and counting the same tables once, in one go.

make bench                               20,000 and 200,000 orders
make bench-world                         the world alone: 100,000, 1 and 10 million orders, held to its bar; an hour and more
python bench/run.py 1000000              other sizes; each signal's seconds, all of them against their bars
python bench/run.py --world 3000000      the world alone, other sizes
python bench/run.py --world --recipe yunhe 600000
"""

import argparse
import json
import resource
import subprocess
import sys
import tempfile
import threading
import time
from dataclasses import dataclass
from pathlib import Path

import duckdb

SIZES, WORLDS = (20_000, 200_000), (100_000, 1_000_000, 10_000_000)
BAR_ORDERS, BAR_SECONDS, BAR_GB, BAR_RATIO = 1_000_000, 90, 4, 40
PLACE = "/proc"
LOOKS, LOOKED = 0.1, 30
"""How often memory is looked at, in seconds, and how many times as long as a look takes is waited for: the kernel reads every page for it."""


@dataclass
class Cost:
    """What a step took: seconds on the wall and of all cores, and the most gigabytes that all its processes held together."""

    seconds: float
    cpu: float
    memory: float


def held(pid: int) -> int:
    """Bytes that a process and all that it started hold now; a page that several of them share counts once in all (PSS)."""
    try:
        told = Path(PLACE, str(pid), "smaps_rollup").read_text().split()
        children = [int(child) for task in Path(PLACE, str(pid), "task").iterdir() for child in (task / "children").read_text().split()]
        own = int(told[told.index("Pss:") + 1]) * 1024
    except (OSError, ValueError, IndexError):  # it ended meanwhile
        return 0
    return own + sum(held(child) for child in children)


def measured(*words: str) -> Cost:
    """One command in a process of its own. Pages that processes share count once for each; where there is no /proc, the largest process counts."""
    before, began, most = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter(), 0
    done = subprocess.Popen([sys.executable, "-m", "zhenxin.cli", *words], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    ended = threading.Event()

    def watch() -> None:
        nonlocal most
        pause = LOOKS
        while not ended.wait(pause):
            began_looking = time.perf_counter()
            most = max(most, held(done.pid))
            pause = max(LOOKS, LOOKED * (time.perf_counter() - began_looking))

    watcher = threading.Thread(target=watch)
    watcher.start()
    code = done.wait()
    seconds = time.perf_counter() - began
    ended.set()
    watcher.join()
    if code:
        raise SystemExit(f"zhenxin {' '.join(words)} ended with {code}")
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    largest = after.ru_maxrss * (1 if sys.platform == "darwin" else 1024)
    return Cost(seconds, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime, (most or largest) / 1e9)


def tables(folder: Path) -> list[str]:
    """What DuckDB reads for each table: one file, or all parts of a folder."""
    found = [folder / path.name if path.suffix else folder / path.name / "*.parquet" for path in sorted(folder.iterdir())]
    return [str(path) for path in found if path.suffix == ".parquet"]


def counted(folder: Path) -> Cost:
    """DuckDB reads every column of every table once."""
    began, cpu = time.perf_counter(), time.process_time()
    for place in tables(folder):
        connection = duckdb.connect(config={"threads": 2})
        columns = [row[0] for row in connection.sql(f"describe select * from '{place}'").fetchall()]
        connection.sql(f"select {', '.join(f'count(distinct hash({name}) % 1000)' for name in columns)} from '{place}'").fetchall()
    return Cost(time.perf_counter() - began, time.process_time() - cpu, 0.0)


def tell(orders: int, step: str, cost: Cost, base: Cost) -> None:
    """One row."""
    ratios = f"{cost.seconds / base.seconds:>11.1f} {cost.cpu / base.cpu:>11.1f}"
    print(f"{orders:>10} {step:<10} {cost.seconds:>8.2f} {cost.cpu:>8.2f} {cost.memory:>6.2f} {ratios}", flush=True)


def whole(orders: int, folder: Path, seed: int) -> None:
    """World, run and report of one size, and the steps of the run; the signals against their bars."""
    world, out = folder / "world", folder / "out"
    costs = [("world", measured("world", str(world), "--orders", str(orders), "--seed", str(seed)))]
    costs += [("run", measured("run", str(world), "-o", str(out))), ("report", measured("report", str(out)))]
    base = counted(world)
    for step, cost in [("counting", base), *costs]:
        tell(orders, step, cost, base)
    timings = json.loads((out / "timings.json").read_text())
    for step, seconds in sorted(timings.items(), key=lambda pair: -pair[1]):
        print(f"{orders:>10}   {step:<34} {seconds:>8.2f} {'':>4} {seconds / base.seconds:>7.1f}")
    signals = {step: seconds for step, seconds in timings.items() if step.startswith("signal ")}
    all_seconds, slowest = sum(signals.values()), max(signals, key=lambda step: signals[step])
    print(
        f"{orders:>10} {len(signals)} signals: {all_seconds:.1f} s, {all_seconds / base.seconds:.1f} x counting (bar {BAR_RATIO} at {BAR_ORDERS});"
        f" {slowest} takes {signals[slowest] / all_seconds:.0%} of it (bar 20%)"
    )


def world_alone(orders: int, recipe: str, folder: Path) -> Cost:
    """A world of one size, held to its bar where it is of the bar's size."""
    cost = measured("world", str(folder / "world"), "--orders", str(orders), "--recipe", recipe)
    base = counted(folder / "world")
    tell(orders, "counting", base, base)
    tell(orders, "world", cost, base)
    if orders == BAR_ORDERS:
        misses = [
            f"{name} {value:.1f}, not {bar}"
            for name, value, bar in (
                ("seconds", cost.seconds, BAR_SECONDS), ("gigabytes", cost.memory, BAR_GB), ("x counting", cost.seconds / base.seconds, BAR_RATIO),
            )
            if value > bar
        ]  # fmt: skip
        print(f"the bar of {BAR_ORDERS} orders: {'; '.join(misses) or 'kept'}", flush=True)
    return cost


def main() -> None:
    """One row a size and step: seconds, gigabytes, and the ratio to reading and counting."""
    words = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    words.add_argument("orders", type=int, nargs="*")
    words.add_argument("--world", action="store_true", help="the world alone")
    words.add_argument("--recipe", default="city")
    words.add_argument("--seed", type=int, default=7)
    asked = words.parse_args()
    print(f"{'orders':>10} {'step':<10} {'seconds':>8} {'cpu':>8} {'GB':>6} {'x counting':>11} {'x its cpu':>11}")
    memory = {}
    for orders in asked.orders or (WORLDS if asked.world else SIZES):
        with tempfile.TemporaryDirectory() as name:
            if asked.world:
                memory[orders] = world_alone(orders, asked.recipe, Path(name)).memory
            else:
                whole(orders, Path(name), asked.seed)
    if BAR_ORDERS in memory and max(memory) > BAR_ORDERS:
        print(f"memory of {max(memory)} orders over that of {BAR_ORDERS}: {memory[max(memory)] / memory[BAR_ORDERS]:.2f}")
    print(f"peak of this process: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6:.2f} GB")


if __name__ == "__main__":
    main()
