"""The phrases that reviews are put together from, read from `bank.toml`; honest people and rings draw from the same bank."""

import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

_BANK: dict[str, Any] = tomllib.loads((Path(__file__).parent / "bank.toml").read_text(encoding="utf-8"))


@dataclass(frozen=True)
class Aspect:
    """One thing people write about, with ways to praise it and ways to complain."""

    praise: tuple[str, ...]
    blame: tuple[str, ...]


def _aspects(rows: list[dict[str, Any]]) -> tuple[Aspect, ...]:
    return tuple(Aspect(tuple(row["praise"]), tuple(row["blame"])) for row in rows)


def _pairs(name: str) -> tuple[tuple[str, str], ...]:
    return tuple((left, right) for left, right in _BANK[name])


COMMON = _aspects(_BANK["common"])
GOODS = _aspects([row for row in _BANK["common"] if row.get("goods")])
OF_CATEGORY = {category: _aspects(rows) for category, rows in _BANK["category"].items()}
OPENERS: tuple[str, ...] = tuple(_BANK["openers"])
CLOSERS: tuple[str, ...] = tuple(_BANK["closers"])
SOUR: tuple[str, ...] = tuple(_BANK["sour"])
EMOJI: tuple[str, ...] = tuple(_BANK["emoji"])
MARKS: tuple[str, ...] = tuple(_BANK["marks"])
HEDGES: tuple[str, ...] = tuple(_BANK["hedges"])
SHORT: tuple[str, ...] = tuple(_BANK["short"])
DEFAULT: tuple[str, ...] = tuple(_BANK["default"])
PHRASES: tuple[str, ...] = tuple(_BANK["phrases"])
DIALECT = _pairs("dialect")
TYPOS = _pairs("typos")
