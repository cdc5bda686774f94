"""What both signals of copied pages compare: a page's text without what a copy changes."""

import re

from zhenxin.kernels.wording import normal_form

MOST = 4_000
"""Letters of a page that are compared."""


def mould(text: str, marks: str | None, digits: re.Pattern[str]) -> str:
    """The text of a page without its `marks` (brands, places and the like, one a line) and without `digits`."""
    bare = text[:MOST]
    for name in sorted((marks or "").split("\n"), key=lambda name: (-len(name), name)):
        bare = bare.replace(name, "") if name else bare
    return normal_form(digits.sub("", bare))
