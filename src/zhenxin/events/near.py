"""What other people call things, and the nearest of some names, for suggestions."""

import re
import tomllib
from collections.abc import Iterable, Mapping
from functools import cache
from importlib import resources
from typing import Any

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


@cache
def synonyms() -> Mapping[str, Any]:
    """`synonyms.toml`: `tables` and `columns` by our name, and the names of `personal` columns."""
    return tomllib.loads(resources.files("zhenxin.events").joinpath("synonyms.toml").read_text(encoding="utf-8"))


def folded(name: str) -> str:
    """A name in small letters, words joined by underscores; camelCase and spaces are taken apart."""
    apart = re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", name.strip())
    return re.sub(r"[\s\-.:：（）()/]+", "_", apart).strip("_").casefold()


def is_personal(name: str) -> bool:
    """Whether a column of this name is likely to hold personal values."""
    return folded(name) in synonyms()["personal"]
