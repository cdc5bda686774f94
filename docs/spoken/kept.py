"""The figures that were kept: a file a data set, a row a signal."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, fields
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

from zhenxin.evaluate.spoken import Heard, Spoken

HERE = Path(__file__).parent
WEIGHED = "weighed"
"""The folder of the figures that the shipped weights were learned from; the newest ones lie beside it."""
SETS: Mapping[str, str] = MappingProxyType(
    {
        "city": "`city`, 1,000,000 orders, seed 7",
        "small": "`city`, 60,000 orders, seed 12",
        "null": "`null`: nothing is false, every lookalike twice",
        "olist": "the Olist sample: 8,135 real orders, nobody knows what is false",
    }
)
"""What each file was measured on."""


@dataclass(frozen=True)
class Kept:
    """What was kept of one signal: counts of entities in all, honest, and by code; values by bin; seconds."""

    row: Mapping[str, Any]

    @property
    def codes(self) -> dict[tuple[str, str], tuple[int, int, int, int]]:
        """Behaviour and skill, or `hard:` code: of how many, at level 1, 2 and 3 and up."""
        return {(code, skill): (of, *levels) for code, skill, of, *levels in self.row["codes"]}

    def spoken(self) -> Spoken:
        """The same as the yardstick holds it."""
        heard = {code: Heard(of=of, levels=tuple(levels)) for code, (of, *levels) in self.codes.items()}
        given = {field.name: self.row[field.name] for field in fields(Spoken)}
        both = {who: Heard(of=self.row[who]["of"], levels=tuple(self.row[who]["levels"])) for who in ("everybody", "honest")}
        return Spoken(**{**given, **both, "codes": heard})

    def counts(self, who: str) -> tuple[int, int, int, int]:
        """`everybody` or `honest`: of how many, at level 1, 2 and 3 and up."""
        return (self.row[who]["of"], *self.row[who]["levels"])


@cache
def kept(name: str, folder: str = ".") -> Mapping[str, Kept]:
    """Signal to what was kept of it in the data set `name`; nothing where it was not measured. `folder` is WEIGHED for what the shipped weights are from."""
    file = HERE / folder / f"{name}.json"
    rows = json.loads(file.read_text(encoding="utf-8")) if file.is_file() else []
    return {row["signal"]: Kept(row) for row in rows}


def shares(counts: tuple[int, int, int, int]) -> tuple[str, str, str, str]:
    """Of how many, and the three shares, as cells of a table."""
    of, *levels = counts
    return (f"{of:,}", *(_percent(level, of) for level in levels))  # type: ignore[return-value]


def _percent(part: int, of: int) -> str:
    if not part or not of:
        return "·"
    share = 100 * part / of
    return f"{share:.0f} %" if share >= 10 else f"{share:.1f} %" if share >= 0.1 else f"{share:.2g} %"
