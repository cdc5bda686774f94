"""Finished parts, a file each, so that a stop half-way loses only the part that was being made; and the commands that make worlds and runs."""

import json
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

HERE = Path(__file__).parents[1]
"""Where `python -m bars.…` finds this package."""


@dataclass(frozen=True)
class Parts:
    """A folder of parts. What stands in it under a name was finished; it is never made twice."""

    folder: Path

    def told(self, name: str, make: Callable[[], Any]) -> Any:
        """The part `name` as plain data; made now where it is not there yet."""
        path = self.folder / f"{name}.json"
        if not path.is_file():
            say(name)
            self.write(path, lambda beside: beside.write_text(json.dumps(make()), encoding="utf-8"))
        return json.loads(path.read_text(encoding="utf-8"))

    def write(self, path: Path, how: Callable[[Path], Any]) -> None:
        """Have a file written beside `path` and renamed once it is whole."""
        path.parent.mkdir(parents=True, exist_ok=True)
        beside = path.with_name(f"beside-{path.name}")
        how(beside)
        beside.rename(path)

    @contextmanager
    def workshop(self, name: str) -> Iterator["Workshop"]:
        """A place for one world and its runs; away with it when the part is finished, kept where it is stopped."""
        place = Workshop(self.folder / f"work-{name}")
        place.folder.mkdir(parents=True, exist_ok=True)
        yield place
        shutil.rmtree(place.folder)


@dataclass(frozen=True)
class Workshop:
    """One world and the results of runs over it; each step is done once."""

    folder: Path

    @property
    def world(self) -> Path:
        """The folder of the world."""
        return self.folder / "world"

    def make(self, orders: int, seed: int, recipe: str) -> None:
        """Make the world; `drawn` is a recipe of its own, whose numbers come from the seed."""
        words = ["bars.drawn", str(self.world)] if recipe == "drawn" else ["zhenxin.cli", "world", str(self.world), "--recipe", recipe]
        self._once(f"world {recipe}", *words, "--orders", str(orders), "--seed", str(seed))

    def run(self, name: str = "out") -> Path:
        """Run the flow over the world as it is now; the folder of the results."""
        out = self.folder / name
        self._once(f"run {name}", "zhenxin.cli", "run", str(self.world), "-o", str(out))
        return out

    def take_away(self, tables: tuple[str, ...]) -> None:
        """Put tables of the world out of its folder."""
        for table in tables:
            for path in [*self.world.glob(f"{table}.*"), *self.world.glob(table)]:
                path.rename(self.folder / f"away-{path.name}")

    def _once(self, step: str, module: str, *words: str) -> None:
        done = self.folder / f"done {step}"
        if not done.exists():
            say(f"  {step}")
            command(module, *words)
            done.touch()


def command(module: str, *words: str) -> None:
    """Run one module in a process of its own. Raises SystemExit with the last lines it told where it fails."""
    done = subprocess.run([sys.executable, "-m", module, *words], cwd=HERE, capture_output=True, text=True, check=False)
    if done.returncode:
        raise SystemExit(f"error: `{module} {' '.join(words)}` ended with {done.returncode}\n{done.stderr[-2000:]}")


def say(text: str) -> None:
    """Tell on stderr what is done now."""
    print(text, file=sys.stderr, flush=True)
