"""Bars of calibration, and of who bears the wrong accusations."""

from collections.abc import Iterator, Sequence
from typing import Any

from scipy.stats import poisson

from bars.rows import Row, row

ENOUGH, APART, BETTER = 200, 0.07, 0.6
"""Entities from which on a range is judged; how far what was said may lie from what is so; how much better than the base rate Brier is to be."""
TIMES = 3.0
_NEW, _SMALL = ("<30d", "30-89d"), ("<10", "10-49")


def calibration(found: Sequence[Any]) -> Iterator[Row]:
    """The three ranges, then Brier's score against the constant base rate."""
    for low, high in ((0.5, 0.7), (0.7, 0.9), (0.9, 1.0)):
        own = [next((one for one in each.city["calibration"]["ranges"] if one[0] == low), None) for each in found]
        cells = tuple("–" if one is None else f"said {one[3]:.3f}, so {one[4]:.3f} (of {one[2]:,})" for one in own)
        mets = tuple(None if one is None or one[2] < ENOUGH else abs(one[3] - one[4]) <= APART for one in own)
        few = f"held to it from {ENOUGH} entities on" if any(one is None or one[2] < ENOUGH for one in own) else ""
        yield Row("calibration", f"from {low} to {high}", f"within {APART:.2f}", cells, mets, (), few)
    yield row(
        "calibration", "Brier, better than the base rate by", f"≥ {BETTER:.0%}", found, lambda one: better(**one.city["calibration"]),
        lambda value: value >= BETTER, form="{:.1%}", note="of all who have a score or are false",
    )  # fmt: skip


def better(brier: float, base: float, **_others: object) -> float | None:
    """By what share Brier's score is less than the base rate's."""
    return 1 - brier / base if base else None


def hit(found: Sequence[Any]) -> Iterator[Row]:
    """New accounts, small shops and every region: at most three times as often wrongly accused as all innocents of their kind."""
    groups = [("account", "age", _NEW, "new accounts"), ("merchant", "size", _SMALL, "small shops")]
    for kind, way, named, what in groups:
        for group in named:
            yield _hit(found, kind, way, {group}, f"{what}, {group.replace('<', 'under ')}{' orders' * (way == 'size')}")
    for kind in ("account", "merchant", "order", "review"):
        yield _hit(found, kind, "region", None, f"{kind}s, the worst region")


def _hit(found: Sequence[Any], kind: str, way: str, groups: set[str] | None, what: str) -> Row:
    worst = []
    for each in found:
        own = [one for one in each.city["hit"] if one[0] == kind and one[1] == way]
        some = [one for one in own if groups is None or one[2] in groups]
        worst.append((max(some, key=lambda one: (one[5] or 0.0, one[3])), own) if some else None)
    cells = tuple("–" if one is None else cell(*one[0][2:], named=groups is None) for one in worst)
    mets = tuple(None if one is None else (one[0][5] or 0.0) <= TIMES for one in worst)
    notes = [chance(one[0], one[1]) for one, met in zip(worst, mets, strict=True) if one and met is False]
    return Row("who is hit wrongly", what, f"≤ {TIMES:.0f} times the rate of all", cells, mets, (), "; ".join(notes))


def cell(group: str, innocent: int, accused: int, lift: float | None, *, named: bool) -> str:
    """The rate of a group over that of all, and its counts."""
    told = f"×{lift or 0.0:.1f} ({accused:,} of {innocent:,})"
    return f"{told} {group or '?'}" if named and accused else told


def chance(worst: Sequence[Any], own: Sequence[Sequence[Any]]) -> str:
    """How often dice would hit a group of this size as often, were its rate just three times that of all."""
    innocent, accused = sum(one[3] for one in own), sum(one[4] for one in own)
    likely = float(poisson.sf(worst[4] - 1, TIMES * worst[3] * accused / innocent)) if innocent else 1.0
    return f"at three times the rate of all, chance hits as many in {likely:.0%}"
