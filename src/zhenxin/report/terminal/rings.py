"""Rings in the terminal: the worst with their reasons, and what a run or the demo says when it is done."""

from pathlib import Path

from rich.console import Console

from zhenxin.report import names, numbers, words
from zhenxin.report.findings import Findings
from zhenxin.report.markup import Both, shown
from zhenxin.report.reasons import Reason, reasons_of, weightiest
from zhenxin.report.records import ACCUSED, Ring
from zhenxin.report.terminal.paper import Paper, command

_REASONS = 3
_NEAREST = 3


def ring_card(out: Path, ring_id: str, *, lang: str = "en") -> list[str]:
    """A ring in a few lines: chance, id and kind; the ring in a sentence; its weightiest reasons. Raises UsageError for an unknown id."""
    findings = Findings.load(out)
    head, body = _card(findings, findings.ring(ring_id))
    return [line.of(lang) for line in (head, *body)]


def _card(findings: Findings, ring: Ring, reasons: int = _REASONS) -> tuple[Both, list[Both]]:
    what, state = names.behaviour(ring.kind), names.state(ring.state)
    when = numbers.span(ring.first_at, ring.last_at) if ring.first_at or ring.last_at else Both("", "")
    name = shown(ring.ring_id)
    head = Both(
        f"{numbers.percent(ring.probability):>6}  {name}  " + ", ".join(filter(None, (what.en, state.en, when.en))),
        f"{numbers.percent(ring.probability):>6}  {name}  " + "，".join(filter(None, (what.zh, state.zh, when.zh))),
    )
    said = [ring.told] if ring.summary or ring.summary_zh else []
    return head, [*said, *(_reason(reason) for reason in reasons_of(findings, ring.ring_id)[:reasons])]


def _reason(reason: Reason) -> Both:
    what, many = names.part(reason.part), names.counted_of(reason.carriers, reason.of, reason.kind)
    said = reason.told
    return Both(f"- {what.en}, {many.en}; for example: {shown(said.of('en'))}", f"- {what.zh}，{many.zh}；例如：{shown(said.of('zh'))}")


def print_rings(paper: Paper, findings: Findings, rings: list[Ring]) -> None:
    """Rings one after the other, each with its reasons."""
    for ring in rings:
        head, body = _card(findings, ring)
        paper.say()
        paper.say(head, hang=8, style="bold")
        for line in body:
            paper.say(shown(paper.of(line)), indent=8, hang=2 if line.en.startswith("- ") else 0)


def worst_rings(findings: Findings, most: int) -> list[Ring]:
    """The worst rings: the accused, or where none is accused the nearest one."""
    accused = [ring for ring in findings.rings if ring.probability >= ACCUSED]
    return accused[:most] or findings.rings[:1]


def print_kinds(paper: Paper, findings: Findings) -> None:
    """How many of each kind are accused, and how many of those will be innocent; what could not be judged."""
    accused = [kind for kind in findings.kinds if kind.accused]
    if accused:
        paper.head(Both("Accused (one half or more), by kind", "各类被指认的数量（概率达到一半及以上）"))
        rows = []
        for kind in accused:
            some, left = names.counted(kind.accused, kind.kind), numbers.about(kind.innocent)
            rows.append((paper.of(some), paper.of(Both(f"{left.en} of them will be innocent", f"预计其中{left.zh}个无辜"))))
        paper.columns(rows)
    not_run = findings.run.signals_not_run
    if not_run:
        every = len(not_run) + len(findings.run.signals_run)
        paper.head(
            Both(
                f"Not judged: {len(not_run)} of {every} signals lack their data", f"未能判断：{every} 个信号中有 {len(not_run)} 个缺少数据"
            )
        )
        paper.columns([(paper.of(names.part(told.signal)), ", ".join(told.lacks) or paper.of(told.reason)) for told in not_run])


def print_nothing(paper: Paper, findings: Findings) -> None:
    """That nothing was found, which is not the same as that all is well; and what came nearest, without accusing it."""
    paper.say(words.NOTHING, style="bold")
    paper.say(words.NOTHING_TOLD)
    nearest = [score for kind in findings.kinds for score in findings.worst(kind.kind, 1)]
    if nearest:
        paper.head(Both("Nearest to one half, and not accused", "最接近一半的（未被指认）"))
    for score in sorted(nearest, key=lambda score: (-score.bits, score.entity_kind))[:_NEAREST]:
        noun, name = names.noun(score.entity_kind), shown(score.entity_id)
        parts = findings.parts(score.entity_kind, {score.entity_id}).get(score.entity_id, [])
        paper.say(
            Both(f"{numbers.percent(score.probability):>6}  {noun.en} {name}", f"{numbers.percent(score.probability):>6}  {noun.zh} {name}")
        )
        for reason in weightiest(parts, most=1):
            paper.say(shown(paper.of(reason)), indent=8)
    print_kinds(paper, findings)


def told(console: Console, out: Path, lang: str = "en") -> None:
    """What `zhenxin run` says when it is done: how much was read, what was found in numbers, where to look next."""
    findings, paper = Findings.load(out), Paper(console, lang)
    run = findings.run
    rows, tables = numbers.count(run.rows), len(run.tables)
    paper.say(Both(f"{rows} rows in {tables} tables read", f"读入 {tables} 张表，共 {rows} 行") if tables else Both("Done", "完成"))
    if run.quarantine_rows:
        aside = numbers.count(run.quarantine_rows)
        where = shown(str(out / "quarantine"))
        paper.say(Both(f"{aside} rows set aside, with their reasons, in {where}", f"搁置 {aside} 行，原因见 {where}"))
    rings = findings.kind("ring").accused
    if rings or any(kind.accused for kind in findings.kinds):
        found = names.counted(rings, "ring")
        paper.say(Both(f"{found.en.capitalize()} found", f"发现 {found.zh}"), style="bold")
        print_kinds(paper, findings)
    else:
        print_nothing(paper, findings)
    _warn(paper, findings)
    paper.commands(next_commands(out, worst_rings(findings, 1)))


def demo(console: Console, data: Path, out: Path, page: Path, lang: str = "en") -> None:
    """What `zhenxin demo` says when it is done: the three worst rings with reasons, where the page is, three commands to try."""
    findings, paper = Findings.load(out), Paper(console, lang)
    rings = worst_rings(findings, 3)
    paper.say()
    if rings:
        total = names.counted(findings.kind("ring").accused, "ring")
        paper.say(Both(f"The worst of {total.en}, and why:", f"共 {total.zh}，其中最可疑的及其理由："), style="bold")
        print_rings(paper, findings, rings)
    else:
        print_nothing(paper, findings)
    paper.say()
    paper.say(words.CHECK_TWICE)
    paper.head(Both("The same with pictures: open", "带图的完整报告，请打开："))
    paper.line(f"  {page.resolve()}")
    evaluate = (command("evaluate", out, data), Both("how much of what was planted was found", "埋下的虚假行为找到了多少"))
    paper.commands([*next_commands(out, rings[:1])[:2], evaluate])


def next_commands(out: Path, rings: list[Ring]) -> list[tuple[str, Both]]:
    """Three commands that lead on from a list of findings."""
    commands = [
        (command("show", out, "ring", ring.ring_id), Both("who is in it, what ties them, why", "成员、关联与理由")) for ring in rings
    ]
    commands.append((command("top", out, "account"), Both("the accounts, the worst first", "账号，最可疑的在前")))
    commands.append((command("report", out), Both("all of it as one page with pictures", "生成一份带图的完整报告")))
    return commands


def _warn(paper: Paper, findings: Findings) -> None:
    for note in findings.run.notes:
        paper.say()
        paper.say(note)
    if findings.run.public_key:
        paper.say()
        paper.say(words.KEY_WARNING)
