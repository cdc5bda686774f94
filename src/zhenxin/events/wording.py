"""Sentences with counts in them: a template is filled so that one is `1 site` and several are `3 sites`."""

import string
from collections.abc import Iterable
from typing import Any


class _Counting(string.Formatter):
    """`{sites:site|sites}` gives the number with the word that goes with it; every other form is Python's own."""

    def format_field(self, value: Any, format_spec: str) -> str:
        one, mark, many = format_spec.partition("|")
        if not mark:
            return str(super().format_field(value, format_spec))
        return f"{value:,.0f} {one if round(value) == 1 else many}"


def say(template: str, **columns: object) -> str:
    """`template` filled with `columns`. Raises KeyError for a place that has no column."""
    return _Counting().format(template, **columns)


def untried(lacks: Iterable[str]) -> tuple[str, str]:
    """Why an innocent explanation could not be tried, in English and Chinese: what the data lack, or that nothing is recorded of this one."""
    missing = list(lacks)
    if not missing:
        return "could not be tried: nothing of the kind is recorded here", "无法验证：没有这方面的记录"
    named = " and ".join(f"`{name}`" for name in missing)
    return f"could not be tried: the data have no {named}", f"无法验证：数据中没有 {'、'.join(missing)}"
