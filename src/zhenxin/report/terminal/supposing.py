"""`zhenxin whatif`: the figures of shops as they would be, beside those of the run."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from rich.console import Console

from zhenxin.errors import UsageError
from zhenxin.flow.whatif import figures_if
from zhenxin.report import clean_words, numbers
from zhenxin.report.findings import Findings
from zhenxin.report.markup import Both, shown
from zhenxin.report.terminal.listing import write_list
from zhenxin.report.terminal.paper import Paper
from zhenxin.settings import Settings

_SHOWN = 15


@dataclass(frozen=True, kw_only=True)
class Supposed:
    """What is supposed, and where the data are."""

    data: Path | None = None
    """None: the folder of the run's data, beside its results."""
    threshold: float | None = None
    cleared: tuple[str, ...] = ()


_FIGURES = ("orders", "sales", "rating")


def what_if(console: Console, out: Path, supposed: Supposed, settings: Settings, *, csv: Path | None = None, lang: str = "en") -> None:
    """Print the totals and the shops whose clean figures move most; `csv` takes those of every shop.

    Raises UsageError where nothing is supposed or it makes no sense, InputError where run or data cannot be read, OutputError where `csv` cannot be written.
    """
    findings, paper = Findings.load(out), Paper(console, lang)
    if supposed.threshold is None and not supposed.cleared:
        raise UsageError("nothing is supposed", place="zhenxin whatif", hint="give --threshold P or --clear RING")
    data = supposed.data or out.parent / findings.run.data
    tables = figures_if(out, data, settings, threshold=supposed.threshold, cleared=supposed.cleared)
    now = {row["merchant_id"]: row for row in findings.table("clean_merchants").to_pylist()}
    pairs = [(now[row["merchant_id"]], row) for row in tables["clean_merchants"].to_pylist() if row["merchant_id"] in now]
    points = [{row["merchant_id"]: row["credit"] for row in table.to_pylist()} for table in (findings.table("credit"), tables["credit"])]
    paper.say(_supposed(supposed), style="bold")
    _totals(paper, pairs)
    moved = sorted(pairs, key=lambda pair: (-_moved(*pair), pair[1]["merchant_id"]))
    listed = [pair for pair in moved[:_SHOWN] if _moved(*pair) > 0.5]
    if not listed:
        paper.say(Both("No shop's figures would move.", "没有店铺的数据会变化。"))
    else:
        _shops(paper, listed, points)
    if csv is not None:
        heads = ["merchant_id", *(f"clean_{name}{end}" for name in _FIGURES for end in ("_now", "_then"))]
        rows = [[new["merchant_id"], *(row[f"clean_{name}"] for name in _FIGURES for row in (old, new))] for old, new in pairs]
        write_list(paper, csv, heads, rows, Both(f"{len(rows)} shops", f"{len(rows)} 家店铺"))


def _supposed(supposed: Supposed) -> Both:
    english, chinese = [], []
    if supposed.cleared:
        rings = ", ".join(shown(ring) for ring in supposed.cleared)
        english.append(f"ring {rings} cleared")
        chinese.append(f"排除团伙 {rings}")
    if supposed.threshold is not None:
        english.append(f"false from {supposed.threshold:g} on, all below honest")
        chinese.append(f"概率达到 {supposed.threshold:g} 即计为虚假，其余计为真实")
    return Both(f"Supposed: {'; '.join(english)}.", f"假设：{'；'.join(chinese)}。")


def _moved(old: dict[str, Any], new: dict[str, Any]) -> float:
    name = "clean_orders" if old["clean_sales"] is None else "clean_sales"
    return abs(float(new[name] or 0) - float(old[name] or 0))


def _totals(paper: Paper, pairs: list[tuple[dict[str, Any], dict[str, Any]]]) -> None:
    rows: list[tuple[str, ...]] = [
        ("", paper.of(Both("raw", "原始")), paper.of(Both("clean now", "当前真实")), paper.of(Both("clean then", "假设后真实")))
    ]
    for name, words in (clean_words.ROWS[0], clean_words.ROWS[1], clean_words.ROWS[3]):
        sums = [sum(row[column] or 0.0 for row in side) for side, column in _sides(pairs, name)]
        rows.append((paper.of(words), *(clean_words.figure(name, value) for value in sums)))
    paper.columns(rows)


def _sides(pairs: list[tuple[dict[str, Any], dict[str, Any]]], name: str) -> list[tuple[list[dict[str, Any]], str]]:
    old, new = [pair[0] for pair in pairs], [pair[1] for pair in pairs]
    return [(old, name), (old, f"clean_{name}"), (new, f"clean_{name}")]


def _shops(paper: Paper, pairs: list[tuple[dict[str, Any], dict[str, Any]]], points: list[dict[str, float]]) -> None:
    paper.head(Both("The shops that move most", "变化最大的店铺"))
    heads = [
        Both("shop", "店铺"),
        Both("clean sales", "真实销售额"),
        Both("clean rating", "真实评分"),
        Both("rank", "排名"),
        Both("credit", "信用"),
    ]
    rows = [tuple(paper.of(head) for head in heads)]
    for old, new in pairs:
        shop = new["merchant_id"]
        rows.append(
            (shown(shop), _change("sales", old["clean_sales"], new["clean_sales"]), _change("rating", old["clean_rating"], new["clean_rating"]),
             f"{clean_words.place(old['clean_rank'])} > {clean_words.place(new['clean_rank'])}",
             " > ".join(f"{side[shop]:g}" if shop in side else numbers.MISSING for side in points))
        )  # fmt: skip
    paper.columns(rows)


def _change(name: str, old: float | None, new: float | None) -> str:
    return f"{clean_words.figure(name, old)} > {clean_words.figure(name, new)}"
