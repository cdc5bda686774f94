"""Whom signals speak of in a data set with an answer key.

cd docs && python -m spoken DATA                     every signal, then the bars that are missed
cd docs && python -m spoken DATA --only a,b          these alone
cd docs && python -m spoken DATA --keep city         and keep the figures as docs/spoken/city.json, which `make docs` shows
"""

import argparse
import json
import sys
from dataclasses import asdict
from pathlib import Path

from zhenxin.evaluate.spoken import Heard, Spoken, misses

from .measure import measured

HERE = Path(__file__).parent


def main(words: list[str]) -> None:
    """Measure, print, keep."""
    wanted = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    wanted.add_argument("data", type=Path)
    wanted.add_argument("--only", default="")
    wanted.add_argument("--keep", default="")
    asked = wanted.parse_args(words)
    found = []
    for one in measured(asked.data, tuple(filter(None, asked.only.split(",")))):
        sys.stdout.write("\n".join(lines(one.spoken, one.seconds)) + "\n")
        sys.stdout.flush()
        found.append(one)
    all_spoken = [one.spoken for one in found]
    is_null = not any(_is_false(one) for one in all_spoken)
    for miss in misses(() if is_null else all_spoken, null=all_spoken if is_null else ()):
        sys.stdout.write(f"missed: {miss}\n")
    if asked.keep:
        kept = [{**asdict(one.spoken), "seconds": round(one.seconds, 2), "codes": _codes(one.spoken)} for one in found]
        text = ",\n".join(json.dumps(one) for one in kept)
        (HERE / f"{asked.keep}.json").write_text(f"[\n{text}\n]\n", encoding="utf-8")


def lines(one: Spoken, seconds: float) -> list[str]:
    """What is printed of one signal."""
    head = f"{one.signal} ({one.entity}, {one.evidence}) {seconds:.1f} s; all {_said(one.everybody)}; honest {_said(one.honest, digits=3)}"
    rows = [head]
    for (code, skill), heard in one.codes.items():
        is_hard = code.startswith("hard:")
        if heard.share(1) >= 0.02 or (is_hard and code.removeprefix("hard:") in one.silent_on):
            rows.append(f"    {code:<24} {skill:<8} {_said(heard)}")
    return rows


def _said(heard: Heard, digits: int = 1) -> str:
    return f"of {heard.of}: " + " / ".join(f"{heard.share(level):.{digits}%}" for level in (1, 2, 3))


def _codes(one: Spoken) -> list[list[object]]:
    return [[code, skill, heard.of, *heard.levels] for (code, skill), heard in one.codes.items()]


def _is_false(one: Spoken) -> bool:
    return any(not code.startswith("hard:") for code, _ in one.codes)


if __name__ == "__main__":
    main(sys.argv[1:])
