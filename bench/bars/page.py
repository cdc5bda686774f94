"""The table of bars as text for the terminal and as a page of docs/."""

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from bars.rows import Row
from zhenxin.evaluate.told import padded

MARK = "<!-- Written by bench/bars: `make bars PAGE=1`. -->\n"
_TOP = """# The bars of detection

What detection is held to, and what it reaches: `city` of {orders:,} orders, seeds that nobody can have tuned on (the first 32 bits of SHA-256 of
`{commit}judge0` and so on: {seeds}). Beside a figure stands the oracle's: a boosted model that has the same signals, links and rings and the answer
keys of three other worlds. Where it cannot see a behaviour, nobody could with these signals, and the row says so. A bar is met where every seed keeps
it; `–` says that there was nothing, or too little, to hold to it. In all worlds accused means a probability of 0.5 and more.
"""


@dataclass(frozen=True)
class Title:
    """What was measured: the commit, orders of each judging world, and the seeds."""

    commit: str
    orders: int
    seeds: tuple[int, ...]


def missed(found: Sequence[Row]) -> list[str]:
    """The bars that are missed, in words."""
    return [f"{row.section}: {row.what}: {' / '.join(row.cells)}, wanted {row.bar}" for row in found if row.met is False]


def kept(found: Sequence[Row]) -> str:
    """How many bars are met, missed, and held to nothing."""
    counts = [sum(row.met is wanted for row in found) for wanted in (True, False, None)]
    return f"{counts[0]} met, {counts[1]} missed, {counts[2]} told only"


def terminal(title: Title, found: Sequence[Row]) -> Iterator[str]:
    """Lines with columns that stand under one another."""
    yield f"bars of commit {title.commit[:12]}, {title.orders:,} orders, seeds {', '.join(map(str, title.seeds))}"
    for section, group in groupby(found, lambda row: row.section):
        table = _table(list(group))
        widths = [max(_wide(line[at]) for line in table) for at in range(len(table[0]) - 1)]
        yield ""
        yield section
        for line in table:
            yield ("  " + "  ".join([*(padded(text, width) for text, width in zip(line[:-1], widths, strict=True)), line[-1]])).rstrip()
    yield ""
    yield kept(found)


def markdown(title: Title, found: Sequence[Row]) -> str:
    """The page."""
    seeds = ", ".join(map(str, title.seeds))
    parts = [MARK + "\n" + _TOP.format(orders=title.orders, commit=title.commit, seeds=seeds), f"{kept(found)}.\n"]
    parts += ["## Missed\n", "\n".join(f"- {line}" for line in missed(found)) or "nothing", ""]
    for section, group in groupby(found, lambda row: row.section):
        head, *lines = _table(list(group))
        table = [head, tuple("---" for _ in head), *lines]
        parts += [f"## {section[0].upper()}{section[1:]}\n", "\n".join(f"| {' | '.join(line)} |" for line in table), ""]
    return "\n".join(parts)


def _table(rows: Sequence[Row]) -> list[tuple[str, ...]]:
    """A head and a line each row; the cells of a section that is not measured by seed say themselves what they are."""
    many = max(len(row.cells) for row in rows)
    heads = (f"seed {number}" if any(len(row.mets) == many for row in rows) else "" for number in range(many))
    lines = [
        (row.what, row.bar, *row.cells, *("",) * (many - len(row.cells)), row.verdict, " / ".join(row.oracle), row.note) for row in rows
    ]
    return [("", "bar", *heads, "", "oracle", ""), *lines]


def _wide(text: str) -> int:
    """Columns of a terminal that a text takes."""
    return len(text) + sum(unicodedata.east_asian_width(character) in "WF" for character in text)
