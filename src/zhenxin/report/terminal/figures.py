"""Raw beside clean figures of a product or shop, and a shop's credit with its ledger."""

from zhenxin.report import clean_words, numbers
from zhenxin.report.findings import Findings
from zhenxin.report.markup import Both, shown
from zhenxin.report.terminal.paper import Paper

_LINES = 12


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
    left = 1000.0
    rows = []
    for line in ledger:
        left += line["change"]
        reason = Both(line["reason"], line["reason_zh"])
        change = f"{line['change']:+g}".replace("-", "−")
        said = Both(f"{shown(reason.en)}; {clean_words.fades(line).en}", f"{shown(reason.zh)}；{clean_words.fades(line).zh}")
        rows.append((numbers.day(line["occurred_at"]), change, f"{left:g}", paper.of(said)))
    paper.columns(rows[-_LINES:])
