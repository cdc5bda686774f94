"""The signals there are, and how one's own fared in the checks."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from rich.console import Console

from zhenxin.report import names
from zhenxin.report.markup import Both, shown
from zhenxin.report.terminal.paper import Paper, command

if TYPE_CHECKING:  # a result folder is read without loading the signals
    from zhenxin.signals import Signal


def signals(console: Console, known: Mapping[str, "Signal"], lang: str = "en") -> None:
    """List the signals by what they judge: name, whether it is an act or a circumstance, what it measures."""
    paper = Paper(console, lang)
    total = len(known)
    paper.say(Both(f"{total} signals" if total != 1 else "1 signal", f"共 {total} 个信号"), style="bold")
    for kind in sorted({signal.entity for signal in known.values()}):
        paper.head(names.titled(names.nouns(kind)))
        rows = []
        for name, signal in sorted(known.items()):
            if signal.entity == kind:
                cause = Both("act", "行为") if signal.act else Both("circumstance", "情境")
                rows.append((name, f"{paper.of(names.evidence(signal.evidence))}, {paper.of(cause)}", signal.title))
        paper.columns(rows)
    paper.commands([(command("signals", "check", "FILE"), Both("put your own signal through every check", "用全部检查来验证您自己的信号"))])


def signal_checks(console: Console, name: str, checks: Sequence[tuple[str, str | None]], lang: str = "en") -> int:
    """Print each check of signal `name` with its problem, if any; give the number of those that failed."""
    paper = Paper(console, lang)
    failed = sum(problem is not None for _, problem in checks)
    for check, problem in checks:
        good = paper.of(Both("ok  ", "通过  "))
        bad = paper.of(Both("FAIL", "未通过"))
        spelt = check.replace("_", " ")
        paper.say(f"{good if problem is None else bad}  {spelt}" + (f": {shown(problem)}" if problem else ""), indent=2, hang=6)
    passed, total = len(checks) - failed, len(checks)
    paper.say(Both(f"{name}: {passed} of {total} checks passed", f"{name}：{total} 项检查中通过 {passed} 项"), style="bold")
    return failed
