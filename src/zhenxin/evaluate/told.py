"""Figures as a page of text: what was missed and who was wrongly accused come first."""

from collections.abc import Iterator

from zhenxin.evaluate.figures import BehaviourFigures, Figures, HitFigures, LookalikeFigures, RingFigures, SplitFigures
from zhenxin.evaluate.resample import Interval

_MOST_MISSED_RINGS = 20
_MOST_GROUPS = 4
_FIGURES = {"precision": "precision", "recall": "recall", "f1": "F1", "average_precision": "AP", "brier": "Brier"}


def lines(figures: Figures) -> list[str]:
    """The page, a line each."""
    return [
        *_missed(figures.behaviours), *_wronged(figures.lookalikes), *_hit(figures.hit), *_rings(figures.rings), *_kinds(figures),
        *_calibration(figures), *_notes(figures),
    ]  # fmt: skip


def split_lines(split: SplitFigures) -> list[str]:
    """What was learned before a moment and how it holds after it, a line each."""
    return ["", f"Learned before {split.moment:%Y-%m-%d %H:%M}, judged after it", *_sides(split), *_recalls(split), *_learned(split)]


def _sides(split: SplitFigures) -> Iterator[str]:
    for kind, (false, honest) in split.judged.items():
        if false:
            before = split.learned_from.get(kind)
            past = f"learned from {before[0]} false and {before[1]} honest" if before else "learned from none"
            yield f"  {kind:<10}{past}; judged {false} false, and {honest} honest with a score or a row in the key"
    if split.without_time:
        what = ", ".join(f"{count} {kind}" for kind, count in split.without_time.items())
        yield f"  left out, since the data tell no first event of them: {what}"


def _recalls(split: SplitFigures) -> Iterator[str]:
    yield ""
    yield f"  {'kind':<10}{'figure':<19}{'shipped weights':<24}learned weights"
    learned = {row.kind: row for row in split.learned.kinds}
    for row in split.shipped.kinds:
        for name, title in _FIGURES.items():
            cells = [f"{_share(getattr(one, name))} {_between(one.intervals.get(name))}" for one in (row, learned[row.kind]) if one]
            yield f"  {row.kind:<10}{title:<19}{cells[0]:<24}{cells[1]}".rstrip()


def _learned(split: SplitFigures) -> Iterator[str]:
    yield ""
    yield f"  {'signal':<20}{'level':>6}{'shipped':>9}{'learned':>9}{'false':>9}{'honest':>9}   of rings or singles"
    for one in split.weights:
        yield f"  {one.signal:<20}{one.level:>6}{one.shipped:>9.1f}{one.learned:>9.1f}{one.false:>9}{one.honest:>9}{one.rings:>9}"


def _missed(rows: tuple[BehaviourFigures, ...]) -> Iterator[str]:
    yield "Missed, the worst first"
    if not rows:
        yield "  the answer key holds nothing false"
    for row in sorted(rows, key=lambda row: (row.recall, row.behaviour, row.skill, row.kind)):
        skill = f" ({row.skill})" if row.skill else ""
        counts = f"{row.false - row.caught:>7} of {row.false:<7} {_rings_of(row.rings):<10}"
        yield f"  {row.behaviour + skill:<32}{row.kind:<10}{counts}recall {row.recall:.3f} {_between(row.intervals['recall'])}".rstrip()


def _rings_of(number: int) -> str:
    return f"{number} {'ring' if number == 1 else 'rings'}"


def _wronged(rows: tuple[LookalikeFigures, ...]) -> Iterator[str]:
    yield ""
    yield "Innocent, yet accused"
    hit = [row for row in rows if row.accused]
    if not hit:
        yield "  none of the lookalikes" if rows else "  the answer key names no lookalikes"
    for row in sorted(hit, key=lambda row: (-row.rate, row.lookalike, row.kind)):
        span = _between(row.intervals["rate"], "{:.2%}")
        yield f"  {row.lookalike:<32}{row.kind:<10}{row.accused:>7} of {row.innocent:<7} {row.rate:.2%} {span}".rstrip()
    spared = len(rows) - len(hit)
    if hit and spared:
        yield f"  and nobody of {spared} other {'kind' if spared == 1 else 'kinds'} of lookalike"


def _hit(rows: tuple[HitFigures, ...]) -> Iterator[str]:
    """The groups that bear more than their share of wrong accusations, of each kind and way of grouping the most burdened."""
    if not rows:
        return
    yield ""
    yield "Who is hit wrongly (times the rate of all innocents of its kind)"
    for kind, by in dict.fromkeys((row.kind, row.by) for row in rows):
        own = [row for row in rows if (row.kind, row.by) == (kind, by)]
        hit = sorted((row for row in own if row.accused), key=_burden)
        if not hit:
            yield f"  {kind} by {by}: nobody of {sum(row.innocent for row in own)}"
        for row in hit[:_MOST_GROUPS]:
            span = _between(row.intervals["lift"], "{:.1f}")
            counts = f"{row.accused:>7} of {row.innocent:<8}×{row.lift or 0.0:.1f} {span}"
            yield f"  {f'{kind} by {by}':<20}{counts:<36} {row.group or 'not known'}"
        if len(hit) > _MOST_GROUPS:
            yield f"    and {len(hit) - _MOST_GROUPS} more groups"


def _burden(row: HitFigures) -> tuple[float, float, str]:
    """The surest to bear more than their share first."""
    low = (row.intervals["lift"] or (0.0, 0.0))[0]
    return -low, -(row.lift or 0.0), row.group


def _rings(rings: RingFigures) -> Iterator[str]:
    yield ""
    yield f"Rings: {rings.matched} of {rings.true} true ones found, by {rings.found} accused"
    spans = {name: _between(rings.intervals.get(name)) for name in ("precision", "recall")}
    yield f"  precision {_share(rings.precision)} {spans['precision']}  recall {_share(rings.recall)} {spans['recall']}".rstrip()
    for size in rings.sizes:
        label = f"{size.least}+" if size.most is None else f"{size.least} to {size.most}"
        spans = {name: _between(size.intervals[name]) for name in ("precision", "recall")}
        found = f"{size.found_matched} of {size.found} found are true, precision {_share(size.precision)} {spans['precision']}"
        true = f"{size.true_matched} of {size.true} true are found, recall {_share(size.recall)} {spans['recall']}"
        yield f"  {label:>9} members: {true.rstrip()}; {found.rstrip()}"
    missed = sorted((match for match in rings.matches if not match.matched), key=lambda match: (match.likeness, match.ring_id))
    for match in missed[:_MOST_MISSED_RINGS]:
        near = f"nearest {match.found_id}, {match.likeness:.2f} alike" if match.found_id else "nothing like it"
        yield f"  missed {match.ring_id} ({', '.join(match.behaviours)}, {match.size} members): {near}"
    if len(missed) > _MOST_MISSED_RINGS:
        yield f"  and {len(missed) - _MOST_MISSED_RINGS} more missed"
    for ring_id in rings.unmatched[:_MOST_MISSED_RINGS]:
        yield f"  no true ring: {ring_id}"
    if len(rings.unmatched) > _MOST_MISSED_RINGS:
        yield f"  and {len(rings.unmatched) - _MOST_MISSED_RINGS} more that are no true ring"
    if rings.uncompared:
        yield f"  not compared: {rings.uncompared} of the key that name neither accounts nor service numbers"


def _kinds(figures: Figures) -> Iterator[str]:
    names = _FIGURES
    yield ""
    yield f"At probability {figures.threshold:g} and above"
    yield f"  {'kind':<10}{'false':>8}{'accused':>9}{'caught':>8}" + "".join(f"  {title:<19}" for title in names.values()).rstrip()
    for row in figures.kinds:
        cells = [f"{_share(getattr(row, name))} {_between(row.intervals.get(name))}" for name in names]
        yield (f"  {row.kind:<10}{row.false:>8}{row.accused:>9}{row.caught:>8}" + "".join(f"  {cell:<19}" for cell in cells)).rstrip()


def _calibration(figures: Figures) -> Iterator[str]:
    yield ""
    yield f"Said and so (Brier {_share(figures.brier, 4)} {_between(figures.intervals.get('brier'), '{:.4f}')}".rstrip() + ")"
    for row in figures.calibration:
        span = _between(row.intervals["false_share"])
        yield f"  {row.low:.1f} to {row.high:.1f}: {row.entities:>7} entities, said {row.said:.3f}, false {row.false_share:.3f} {span}".rstrip()


def _notes(figures: Figures) -> Iterator[str]:
    if figures.left_out:
        yield ""
        what = ", ".join(f"{count} {kind}" for kind, count in sorted(figures.left_out.items()))
        yield f"Accused, but of kinds the answer key does not judge, and left out: {what}"
    if figures.notes or figures.resamples:
        yield ""
    yield from (english for english, _ in figures.notes)
    if figures.resamples:
        yield f"In brackets: {figures.level:.0%} intervals, rings drawn again {figures.resamples} times (seed {figures.seed})."


def _share(value: float | None, digits: int = 3) -> str:
    return "–" if value is None else f"{value:.{digits}f}"


def _between(interval: Interval | None, form: str = "{:.3f}") -> str:
    return "" if interval is None else f"({form.format(interval[0])}–{form.format(interval[1])})"
