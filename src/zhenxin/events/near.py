"""The nearest of some names, for suggestions."""

from collections.abc import Iterable

from rapidfuzz import fuzz, process

CLOSE = 75.0
"""Least similarity, in percent, at which a suggestion helps more than it misleads."""


def nearest(name: str, names: Iterable[str], *, least: float = CLOSE) -> str:
    """The one of `names` most like `name`, empty where none is close."""
    found = process.extractOne(name.casefold(), sorted(names), scorer=fuzz.ratio, score_cutoff=least)
    return str(found[0]) if found else ""


def did_you_mean(name: str, names: Iterable[str], otherwise: str) -> str:
    """A hint: the near name where there is one, else `otherwise`."""
    near = nearest(name, names)
    return f"did you mean `{near}`?" if near else otherwise
