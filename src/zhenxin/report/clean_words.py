"""Clean figures in words: the same lines for the terminal and the page."""

from collections.abc import Mapping
from typing import Any

from zhenxin.report import numbers
from zhenxin.report.markup import Both, shown

ABOUT = Both(
    "Each order and review counts by its probability of being honest; in brackets the 90% interval.",
    "每笔订单和评价按其真实概率计入；括号内为 90% 区间。",
)
ROWS: tuple[tuple[str, Both], ...] = (
    ("orders", Both("orders", "订单")),
    ("sales", Both("sales", "销售额")),
    ("rating", Both("rating", "评分")),
    ("reviews", Both("reviews that count", "有效评价")),
)
RANK = Both("rank in its category", "同类排名")
REMEDIES: Mapping[str, Both] = {
    "stop_and_appeal": Both("stop it, or appeal", "停止违规或提出申诉"),
    "explain": Both("explain; nothing is decided", "可作说明，尚未认定"),
    "appeal": Both("appeal", "提出申诉"),
    "reinspection": Both("ask for a second inspection", "申请复检"),
    "settle": Both("settle with the buyer", "与消费者协商解决"),
    "none": Both("nothing to do", "无需处理"),
}


def figure(name: str, value: float | None) -> str:
    """A raw or clean figure as a person writes it."""
    if value is None:
        return numbers.MISSING
    if name == "rating":
        return f"{value:.2f}"
    return numbers.money(value) if name == "sales" else f"{value:,.1f}".removesuffix(".0")


def interval(name: str, row: Mapping[str, Any]) -> str:
    """The 90 % interval of a clean figure; empty where there is no doubt."""
    low, high = row[f"clean_{name}_low"], row[f"clean_{name}_high"]
    return "" if low is None or low == high else f"({figure(name, low)} – {figure(name, high)})"


def place(rank: int | None) -> str:
    """A rank."""
    return numbers.MISSING if rank is None else f"#{numbers.count(rank)}"


def fades(line: Mapping[str, Any]) -> Both:
    """Until when a change of credit weighs, and what the shop can do."""
    until, remedy = (
        numbers.day(line["fades_at"]),
        REMEDIES.get(line["remedy"], Both(shown(str(line["remedy"])), shown(str(line["remedy"])))),
    )
    return Both(f"fades until {until}; {remedy.en}", f"至 {until} 逐步消退；{remedy.zh}")
