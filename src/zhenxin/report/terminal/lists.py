"""`zhenxin top`: the worst of a kind, with how many of exactly that list will be innocent."""

from collections.abc import Iterable, Mapping, Sequence
from itertools import accumulate, groupby
from pathlib import Path
from typing import Any

from rich.console import Console

from zhenxin.report import names, numbers, words
from zhenxin.report.findings import Findings
from zhenxin.report.markup import Both, shown
from zhenxin.report.reasons import weightiest
from zhenxin.report.records import ACCUSED, Part, Score
from zhenxin.report.terminal.kinds import kind_of
from zhenxin.report.terminal.listing import write_list
from zhenxin.report.terminal.paper import Paper, command
from zhenxin.report.terminal.rings import next_commands, print_kinds, print_nothing, print_rings, worst_rings

_LISTED = 20
_NEAREST = 5
_RINGS = 10


def top(console: Console, out: Path, kind: str | None = None, csv: Path | None = None, lang: str = "en") -> None:
    """Print the worst of `kind` (rings and a summary of all kinds where none is given); `csv` takes the whole list of the accused.

    Raises UsageError for an unknown kind or a folder without results, OutputError where `csv` cannot be written.
    """
    findings, paper = Findings.load(out), Paper(console, lang)
    asked = kind_of(kind) if kind is not None else "ring"
    if asked == "ring":
        _rings(paper, findings, summary=kind is None)
    else:
        _entities(paper, findings, asked)
    if csv is not None:
        _write(paper, findings, asked, csv)


def estimate(chances: Iterable[float], kind: str) -> Both:
    """How many of a list will be innocent, from the probabilities of that list alone."""
    listed = list(chances)
    if len(listed) == 1:
        some, chance = names.counted(1, kind), numbers.percent(1 - listed[0])
        return Both(f"{some.en} is accused; the chance that it is innocent is {chance}.", f"{some.zh}被指认，它无辜的可能性为 {chance}。")
    some, left = names.counted(len(listed), kind), numbers.about(sum(1 - chance for chance in listed))
    return Both(f"{some.en} are accused; of these, {left.en} will be innocent.", f"{some.zh}被指认；预计其中{left.zh}个无辜。")


def _rings(paper: Paper, findings: Findings, *, summary: bool) -> None:
    accused = [ring for ring in findings.rings if ring.probability >= ACCUSED]
    rings = worst_rings(findings, _RINGS)
    if accused:
        paper.say(estimate((ring.probability for ring in accused), "ring"), style="bold")
    elif rings:
        paper.say(Both("No ring reaches one half; this is the nearest.", "没有团伙达到一半；以下是最接近的。"), style="bold")
    elif summary:
        print_nothing(paper, findings)
    else:
        paper.say(Both("No ring was found.", "没有发现团伙。"), style="bold")
    print_rings(paper, findings, rings)
    if len(accused) > len(rings):
        left = numbers.count(len(accused) - len(rings))
        more = command("top", findings.out, "ring", "--csv", "rings.csv")
        paper.say()
        paper.say(Both(f"and {left} more; {more} writes them all", f"另有 {left} 个；{more} 可全部写出"))
    if rings:
        if summary:
            print_kinds(paper, findings)
        _reminder(paper)
    paper.commands(next_commands(findings.out, rings[:1]))


def _entities(paper: Paper, findings: Findings, kind: str) -> None:
    count = findings.kind(kind)
    scores = findings.worst(kind, accused=True) if count.accused else findings.worst(kind, _NEAREST)
    if not scores:
        paper.say(Both(f"Nothing against any {names.noun(kind).en}.", f"没有对任何{names.noun(kind).zh}不利的证据。"), style="bold")
        paper.commands(next_commands(findings.out, worst_rings(findings, 1)))
        return
    noun = names.noun(kind)
    nearest = Both(f"No {noun.en} reaches one half, so none is accused. The nearest:", f"没有{noun.zh}达到一半，因此无一被指认。最接近的：")
    paper.say(estimate((score.probability for score in scores), kind) if count.accused else nearest, style="bold")
    listed = scores[:_LISTED]
    if len(scores) > len(listed):
        first = numbers.about(sum(1 - score.probability for score in listed))
        paper.say(
            Both(
                f"The {len(listed)} worst are listed here; of these {len(listed)}, {first.en} will be innocent.",
                f"以下列出最可疑的 {len(listed)} 个；预计这 {len(listed)} 个中{first.zh}个无辜。",
            )
        )
    _entries(paper, listed, findings.parts(kind, {score.entity_id for score in listed}))
    if len(scores) > len(listed):
        left, more = numbers.count(len(scores) - len(listed)), command("top", findings.out, kind, "--csv", f"{kind}s.csv")
        paper.say()
        paper.say(Both(f"and {left} more; {more} writes them all", f"另有 {left} 个；{more} 可全部写出"))
    if count.accused:
        _reminder(paper)
    commands = [
        (
            command("show", findings.out, kind, listed[0].entity_id),
            Both("the first of them: every reason and tie", "第一个：全部理由与关联"),
        )
    ]
    paper.commands([*commands, *next_commands(findings.out, worst_rings(findings, 1))[:2]])


def _entries(paper: Paper, scores: Sequence[Score], parts: Mapping[str, Sequence[Part]]) -> None:
    """One paragraph an entity; neighbours of whom the very same is said stand in one."""
    said = [(_about(paper, score), [paper.of(part) for part in weightiest(parts.get(score.entity_id, []), most=2)]) for score in scores]
    for (about, reasons), same in groupby(zip(scores, said, strict=True), key=lambda pair: pair[1]):
        those = [score for score, _ in same]
        low, high = numbers.percent(those[-1].probability), numbers.percent(those[0].probability)
        chance = high if low == high else paper.of(Both(f"{low} to {high}", f"{low} 至 {high}"))
        paper.say()
        ids = ", ".join(shown(score.entity_id) for score in those)
        paper.say(f"{chance:>6}  {ids}  {about}".rstrip(), hang=8)
        for reason in reasons:
            paper.say(shown(reason), indent=8)


def _about(paper: Paper, score: Score) -> str:
    told = [names.behaviour(score.accused_of)] if score.accused_of else []
    told += [Both(f"ring {shown(score.ring_id)}", f"团伙 {shown(score.ring_id)}")] if score.ring_id else []
    told += [names.state(score.standing)] if score.standing in {"under_attack", "victim"} else []
    return paper.of(Both(", ".join(one.of("en") for one in told), "，".join(one.of("zh") for one in told)))


def _reminder(paper: Paper) -> None:
    paper.say()
    paper.say(words.CHECK_TWICE)


_RING_COLUMNS = ("ring_id", "kind", "state", "probability", "accounts", "merchants", "orders", "reviews", "amount", "first_at", "last_at")
_COLUMNS = ("entity_kind", "entity_id", "probability", "bits", "standing", "behaviour", "ring_id")


def _write(paper: Paper, findings: Findings, kind: str, path: Path) -> None:
    """The accused as CSV, the worst first; `expected_innocent` is how many of the list up to and with this row will be innocent."""
    columns: tuple[str, ...] = _RING_COLUMNS
    if kind == "ring":
        rows: list[Any] = [ring for ring in findings.rings if ring.probability >= ACCUSED]
        said = [(ring.summary, ring.summary_zh) for ring in rows]
    else:
        rows = findings.worst(kind, accused=True)
        parts = findings.parts(kind, {score.entity_id for score in rows})
        first = [next(iter(weightiest(parts.get(score.entity_id, []), most=1)), Both("", "")) for score in rows]
        columns, said = _COLUMNS, [(one.en, one.zh) for one in first]
    running = accumulate(1 - row.probability for row in rows)
    listed = (
        [*(getattr(row, column) for column in columns), f"{innocent:.3f}", *reasons]
        for row, innocent, reasons in zip(rows, running, said, strict=True)
    )
    write_list(paper, path, [*columns, "expected_innocent", "reason", "reason_zh"], listed, names.counted(len(rows), kind))
