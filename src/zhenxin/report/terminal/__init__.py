"""A run told in the terminal; every function takes a rich Console, so that width, colour and pipes are its affair."""

from zhenxin.report.terminal.catalogue import signal_checks, signals
from zhenxin.report.terminal.differences import differences
from zhenxin.report.terminal.entity import show
from zhenxin.report.terminal.inspecting import inspected, sample
from zhenxin.report.terminal.lists import top
from zhenxin.report.terminal.questions import Answer, ask, recorded
from zhenxin.report.terminal.reading import checked, drafted
from zhenxin.report.terminal.rings import demo, ring_card, told
from zhenxin.report.terminal.supposing import Supposed, what_if

__all__ = [
    "Answer",
    "Supposed",
    "ask",
    "checked",
    "demo",
    "differences",
    "drafted",
    "inspected",
    "recorded",
    "ring_card",
    "sample",
    "show",
    "signal_checks",
    "signals",
    "told",
    "top",
    "what_if",
]
