"""Bits a signal gives at each level, with where each figure came from: a table that a person can read and edit."""

import csv
from collections.abc import Mapping
from functools import cache
from importlib import resources
from types import MappingProxyType

from zhenxin.errors import SettingsError

PRIOR_BITS = -6.63
"""One in a hundred, before anything is known: the published base rates lie at 1 to 8 %, and we take the careful end."""

BEHAVIOUR_PRIOR_BITS = -10.0
"""One in a thousand for each behaviour: with 28 of them, about one in forty for all."""

DEFAULT: tuple[float, float, float] = (1.0, 2.0, 3.0)
"""A signal of your own that the table does not name."""


@cache
def weights() -> Mapping[str, tuple[float, float, float]]:
    """Signal to its bits at levels 1, 2 and 3. Raises SettingsError where the table is not numbers."""
    text = resources.files("zhenxin.scores").joinpath("weights.csv").read_text(encoding="utf-8")
    try:
        rows = {row["signal"]: (float(row["weak"]), float(row["clear"]), float(row["strong"])) for row in csv.DictReader(text.splitlines())}
    except (KeyError, TypeError, ValueError) as error:
        raise SettingsError(
            f"the table of weights cannot be read: {error}",
            place="scores/weights.csv",
            hint="each row: signal, three numbers, source, date",
        ) from None
    return MappingProxyType(rows)


def bits(signal: str, level: int) -> float:
    """What `signal` at `level` (1 to 3) adds to the log-odds, in bits."""
    return weights().get(signal, DEFAULT)[level - 1]
