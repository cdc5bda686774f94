"""Seconds and memory of a world, a run and the report, as ratios to DuckDB reading and counting the same tables once, in one go.

make bench                       20 000 and 200 000 orders
python bench/run.py 1000000      other sizes
"""

import json
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import duckdb

SIZES = (20_000, 200_000)


def measured(*words: str) -> tuple[float, float]:
    """Wall seconds and peak gigabytes of one command, in a process of its own."""
    code = "import resource,subprocess,sys; r=subprocess.run(sys.argv[1:],capture_output=True); "
    code += "print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss); sys.exit(r.returncode)"
    began = time.perf_counter()
    done = subprocess.run(
        [sys.executable, "-c", code, sys.executable, "-m", "zhenxin.cli", *words], capture_output=True, text=True, check=True
    )
    return time.perf_counter() - began, int(done.stdout.split()[-1]) / 1e6


def counted(folder: Path) -> float:
    """Seconds DuckDB takes to read every column of every table once."""
    began = time.perf_counter()
    for file in sorted(folder.glob("*.parquet")):
        connection = duckdb.connect(config={"threads": 2})
        columns = [row[0] for row in connection.sql(f"describe select * from '{file}'").fetchall()]
        connection.sql(f"select {', '.join(f'count(distinct hash({name}) % 1000)' for name in columns)} from '{file}'").fetchall()
    return time.perf_counter() - began


def main() -> None:
    """One row a size and step: seconds, gigabytes, and the ratio to reading and counting."""
    sizes = [int(word) for word in sys.argv[1:]] or SIZES
    print(f"{'orders':>10} {'step':<10} {'seconds':>8} {'GB':>6} {'x counting':>11}")
    for orders in sizes:
        with tempfile.TemporaryDirectory() as name:
            world, out = Path(name) / "world", Path(name) / "out"
            rows = [("world", *measured("world", str(world), "--orders", str(orders)))]
            rows.append(("run", *measured("run", str(world), "-o", str(out))))
            rows.append(("report", *measured("report", str(out))))
            base = counted(world)
            for step, seconds, memory in [("counting", base, 0.0), *rows]:
                print(f"{orders:>10} {step:<10} {seconds:>8.2f} {memory:>6.2f} {seconds / base:>11.1f}")
            for step, seconds in sorted(json.loads((out / "timings.json").read_text()).items(), key=lambda pair: -pair[1]):
                print(f"{orders:>10}   {step:<26} {seconds:>8.2f} {'':>4} {seconds / base:>7.1f}")
    print(f"peak of this process: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6:.2f} GB")


if __name__ == "__main__":
    main()
