"""Artefacts and hardness of cities that nobody has seen: `cd tests && python -m world.judge [SEED …]`.

Without seeds three are taken from the commit: the first 32 bits of SHA-256 of its id, "judge" and their number, so that nobody can have
tuned on them. Each line is a figure and its bar; what misses it is marked.
"""

import hashlib
import subprocess
import sys
import tempfile
from pathlib import Path

from zhenxin.world import make

from .artefacts import letters_alone, sheet, told_apart, with_characters
from .ask import MARKET, Ask, asker
from .rules import RULES, learned, recall_at
from .test_artefacts import MOST
from .test_hard_enough import MOST_BY_LABELS, MOST_BY_RULE, false_ones


def main(words: list[str]) -> None:
    """Make each city and print its figures."""
    commit = subprocess.run(["git", "rev-parse", "HEAD"], capture_output=True, text=True, check=True).stdout.strip()
    seeds = [int(word) for word in words] or [int(hashlib.sha256(f"{commit}judge{n}".encode()).hexdigest()[:8], 16) for n in range(3)]
    for seed in seeds:
        say(f"commit {commit[:8]}, seed {seed}")
        with tempfile.TemporaryDirectory() as name:
            make(Path(name) / "city", orders=MARKET, seed=seed)
            ask = asker(Path(name) / "city")
            for told, value, bar in [*_artefacts(ask), *_hardness(ask)]:
                say(f"    {told:<50} {value:.3f} of {bar}{'  MISSED' if value > bar else ''}")


def say(line: str) -> None:
    """One line, at once."""
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def _artefacts(ask: Ask) -> list[tuple[str, float, float]]:
    found = [(f"artefacts of {kind}s", sheet(ask, kind)) for kind in ("order", "account", "review", "merchant")]
    named = with_characters(ask, found[3][1], "select merchant_id, name from merchants")
    found += [("letters of shops' names", named), ("letters of titles, of shops not seen before", letters_alone(ask, found[0][1]))]
    return [(told, told_apart(one)[0], MOST) for told, one in found]


def _hardness(ask: Ask) -> list[tuple[str, float, float]]:
    told = []
    for name, (kind, rule) in RULES.items():
        skilled, naive = (false_ones(ask, kind, skill) for skill in ("skilled", "naive"))
        told.append((f"skilled found by: {name}", recall_at(rule(ask), skilled, naive), MOST_BY_RULE))
    skilled, naive = (false_ones(ask, "order", skill) for skill in ("skilled", "naive"))
    return [*told, ("skilled orders by labels on plain columns", learned(ask, skilled, set(naive) - set(skilled)), MOST_BY_LABELS)]


if __name__ == "__main__":
    main(sys.argv[1:])
