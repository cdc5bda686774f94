"""Raw beside clean figures of a product or shop, and a shop's credit with its ledger."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from zhenxin.report import clean_words, numbers
from zhenxin.report.credit_line import course_of_credit
from zhenxin.report.findings import Findings
from zhenxin.report.markup import Both, shown
from zhenxin.report.terminal.paper import Paper
from zhenxin.report.terminal.strips import level

_LINES = 12
_WIDE = 60
_BEFORE = timedelta(days=30)
"""So long before the first change the line of a credit begins."""


def print_figures(paper: Paper, findings: Findings, kind: str, entity: str) -> None:
    """What a product or shop sold and how it is rated, raw and clean, and of a shop its credit; nothing for other kinds."""
    row = findings.figures(kind, entity)
    if row is not None and "clean_rating_low" in row:
        paper.head(Both("Figures, raw and clean", "原始数据与真实数据"))
        heads = [("", paper.of(Both("raw", "原始")), paper.of(Both("clean", "真实")), "")]
        told = [
            (
                paper.of(words),
                clean_words.figure(name, row[name]),
                clean_words.figure(name, row[f"clean_{name}"]),
                clean_words.interval(name, row),
            )
            for name, words in clean_words.ROWS
        ]
        category = shown(row["category"]) if row["category"] else ""
        ranks = [(paper.of(clean_words.RANK), clean_words.place(row["rank"]), clean_words.place(row["clean_rank"]), category)]
        paper.columns([*heads, *told, *ranks])
        paper.say(clean_words.ABOUT, indent=2, style="dim")
    if kind == "merchant":
        _credit(paper, findings, entity)


def _credit(paper: Paper, findings: Findings, merchant: str) -> None:
    credit, ledger = findings.credit(merchant)
    if credit is None:
        return
    points, grade = f"{credit['credit']:g}", credit["grade"]
    paper.head(Both(f"Credit: {points} of 1000, grade {grade}", f"信用：{points}（满分 1000），{grade} 级"))
    if not ledger:
        paper.say(Both("Nothing was taken off.", "没有扣分。"), indent=2)
        return
    if len(ledger) > _LINES:
        hidden = numbers.count(len(ledger) - _LINES)
        paper.say(Both(f"{hidden} older changes are not shown.", f"较早的 {hidden} 项未列出。"), indent=2)
    _over_time(paper, ledger, credit["as_of"])
    left = 1000.0
    rows = []
    for line in ledger:
        left += line["change"]
        reason = Both(line["reason"], line["reason_zh"])
        change = f"{line['change']:+g}".replace("-", "−")
        said = Both(f"{shown(reason.en)}; {clean_words.fades(line).en}", f"{shown(reason.zh)}；{clean_words.fades(line).zh}")
        rows.append((numbers.day(line["occurred_at"]), change, f"{left:g}", paper.of(said)))
    paper.columns(rows[-_LINES:])


def _over_time(paper: Paper, ledger: Sequence[Mapping[str, Any]], as_of: datetime) -> None:
    """The credit as one line of letters from 30 days before the first change to `as_of`, full at 1000 points."""
    course = course_of_credit(ledger)
    first = course[0][0] - _BEFORE
    wide = min(_WIDE, paper.width - 4)
    moments = [first + (as_of - first) * at / (wide - 1) for at in range(wide)]
    stands = [next((points for moment, points in reversed(course) if moment <= now), 1000.0) for now in moments]
    paper.line(f"  {level(stands, 1000.0, plain=paper.ascii)}")
    start, end = numbers.day(first), numbers.day(as_of)
    paper.line(f"  {start}{end.rjust(wide - len(start))}", "dim")
