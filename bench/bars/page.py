"""The table of bars as text for the terminal and as a page of docs/."""

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
    head = ("", "bar", *(f"seed {number}" for number in range(len(title.seeds))), "", "oracle", "")
    for section, group in groupby(found, lambda row: row.section):
        own = list(group)
        table = [head, *(_columns(row, len(title.seeds)) for row in own)]
        widths = [max(len(padded(line[at], 0)) + _wide(line[at]) for line in table) for at in range(len(head) - 1)]
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
        head = ("", "bar", *(f"seed {number}" for number in range(len(title.seeds))), "", "oracle", "")
        rows = [head, tuple("---" for _ in head), *(_columns(row, len(title.seeds)) for row in group)]
        parts += [f"## {section[0].upper()}{section[1:]}\n", "\n".join(f"| {' | '.join(line)} |" for line in rows), ""]
    return "\n".join(parts)


def _columns(row: Row, seeds: int) -> tuple[str, ...]:
    cells = (
        (*row.cells, *("",) * seeds)[:seeds] if len(row.cells) <= seeds else (*row.cells[: seeds - 1], "; ".join(row.cells[seeds - 1 :]))
    )
    return (row.what, row.bar, *cells, row.verdict, " / ".join(row.oracle), row.note)


def _wide(text: str) -> int:
    """How many more columns than characters a text takes."""
    return sum(1 for character in text if "⺀" <= character <= "￯")
