"""`zhenxin diff`: two runs compared, rings first, then who crossed one half and what moved them."""

from collections import Counter
from pathlib import Path

from rich.console import Console

from zhenxin.report import names, numbers
from zhenxin.report.comparing import CHANGES, Comparison, Crossing, RingChange, compare
from zhenxin.report.findings import Findings
from zhenxin.report.markup import Both, shown
from zhenxin.report.records import ACCUSED
from zhenxin.report.terminal.listing import write_list
from zhenxin.report.terminal.paper import Paper, command

_LISTED = 20
_WORDS = {
    "new": Both("new", "新出现"), "split": Both("split off", "分裂出"), "merged": Both("merged", "合并"), "grown": Both("grown", "扩大"),
    "shrunk": Both("shrunk", "缩小"), "gone": Both("gone", "消失"),
}  # fmt: skip
_COLUMNS = ("entity_kind", "entity_id", "probability_before", "probability_after", "part", "bits", "reason", "reason_zh")


def differences(console: Console, before: Path, after: Path, csv: Path | None = None, lang: str = "en") -> None:
    """Print what differs between the runs in the folders `before` and `after`; `csv` takes everybody who crossed one half.

    Raises UsageError for a folder without results, InputError for tables that cannot be read, OutputError where `csv` cannot be written.
    """
    found, paper = compare(Findings.load(before), Findings.load(after)), Paper(console, lang)
    _unlike(paper, found, before, after)
    if found.is_same:
        paper.say(Both("Nothing differs.", "两次运行没有差别。"), style="bold")
    else:
        _rings(paper, found.rings)
        _crossings(paper, found.crossings)
    if csv is not None:
        rows = [
            (one.kind, one.entity_id, one.before, one.after, one.part, f"{one.bits:.3f}", one.told.en, one.told.zh)
            for one in found.crossings
        ]
        write_list(paper, csv, _COLUMNS, rows, Both(f"{len(rows):,} rows", f"{len(rows):,} 行"))
    first = next((one.ring.ring_id for one in found.rings if one.change != "gone"), None)
    if first is not None:
        paper.commands([(command("show", after, "ring", first), Both("the first of these rings", "其中第一个团伙"))])


def _unlike(paper: Paper, found: Comparison, before: Path, after: Path) -> None:
    paper.say(Both(f"{shown(str(before))}, and then {shown(str(after))}", f"先 {shown(str(before))}，后 {shown(str(after))}"), style="bold")
    if found.unlike:
        paper.head(Both("The runs themselves are not alike", "两次运行本身就有不同"))
        for one in found.unlike:
            paper.say(one, indent=2, hang=2)
    paper.line()


def _rings(paper: Paper, changes: tuple[RingChange, ...]) -> None:
    counts = Counter(one.change for one in changes)
    if not counts:
        paper.say(Both("The accused rings are the same.", "被指认的团伙没有变化。"), style="bold")
        return
    told = [
        Both(f"{counts[change]} {_WORDS[change].en}", f"{_WORDS[change].zh} {counts[change]} 个") for change in CHANGES if counts[change]
    ]
    paper.say(Both(f"Rings: {', '.join(one.en for one in told)}", f"团伙：{'、'.join(one.zh for one in told)}"), style="bold")
    for change in changes[:_LISTED]:
        ring = change.ring
        paper.line()
        said = names.behaviour(ring.kind)
        head = Both(
            f"{_WORDS[change.change].en}  {shown(ring.ring_id)}  {said.en}, {_moved(change).en}",
            f"{_WORDS[change.change].zh}  {shown(ring.ring_id)}  {said.zh}，{_moved(change).zh}",
        )
        paper.say(head, hang=8)
        paper.say(shown(paper.of(ring.told)), indent=8)
    if len(changes) > _LISTED:
        left = numbers.count(len(changes) - _LISTED)
        paper.line()
        paper.say(Both(f"and {left} more", f"另有 {left} 个"))


def _moved(change: RingChange) -> Both:
    """How many accounts came and went, and which former rings it is made of."""
    if change.change == "gone":
        some = names.counted(change.went, "account")
        return Both(f"it had {some.en}", f"原有 {some.zh}")
    came, went = names.counted(change.came, "account"), names.counted(change.went, "account")
    told = [Both(f"{came.en} came", f"新增 {came.zh}")] if change.came else []
    told += [Both(f"{went.en} left", f"减少 {went.zh}")] if change.went else []
    if change.of:
        of = ", ".join(shown(one) for one in change.of)
        told.append(Both(f"with what was {of}", f"并入原 {of}") if change.change == "merged" else Both(f"out of {of}", f"来自 {of}"))
    return Both(", ".join(one.en for one in told), "，".join(one.zh for one in told))


def _crossings(paper: Paper, crossings: tuple[Crossing, ...]) -> None:
    if not crossings:
        paper.head(Both("Nobody crossed one half.", "没有对象越过一半。"))
        return
    counts = Counter((one.kind, one.after >= ACCUSED) for one in crossings)
    kinds = sorted({one.kind for one in crossings}, key=lambda kind: (-counts[kind, True] - counts[kind, False], kind))
    paper.head(Both("Who crossed one half", "越过一半的对象"))
    paper.columns([(paper.of(names.nouns(kind)), *_ways(paper, counts[kind, True], counts[kind, False])) for kind in kinds])
    for one in crossings[:_LISTED]:
        paper.line()
        before, after = numbers.percent(one.before), numbers.percent(one.after)
        noun = names.noun(one.kind)
        paper.say(
            Both(f"{noun.en} {shown(one.entity_id)}  {before} to {after}", f"{noun.zh} {shown(one.entity_id)}  {before} 变为 {after}"),
            hang=8,
        )
        if one.part:
            said, moved = one.told, numbers.bits(one.bits)
            paper.say(shown(paper.of(Both(f"{moved} bits: {said.en}", f"{moved} 比特：{said.zh}"))), indent=8)
    if len(crossings) > _LISTED:
        left = numbers.count(len(crossings) - _LISTED)
        paper.line()
        paper.say(Both(f"and {left} more; --csv FILE writes them all", f"另有 {left} 个；--csv FILE 可全部写出"))


def _ways(paper: Paper, up: int, down: int) -> tuple[str, str]:
    told_up = Both(f"{numbers.count(up)} accused now", f"新被指认 {numbers.count(up)}") if up else Both("", "")
    told_down = Both(f"{numbers.count(down)} no longer", f"不再被指认 {numbers.count(down)}") if down else Both("", "")
    return paper.of(told_up), paper.of(told_down)
