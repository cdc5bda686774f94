"""What looks wrong, and by how much: one file, one signal; found by walking this folder."""

from zhenxin.signals._base import Signal, Surprise, Words, days, surprise
from zhenxin.signals._checks import check
from zhenxin.signals._queries import queries, query_id
from zhenxin.signals._registry import find, load_file
from zhenxin.signals._run import Available, Measured, cut_tables, first_event, lacks, measure, needed, signal_values

__all__ = [
    "Available",
    "Measured",
    "Signal",
    "Surprise",
    "Words",
    "check",
    "cut_tables",
    "days",
    "find",
    "first_event",
    "lacks",
    "load_file",
    "measure",
    "needed",
    "queries",
    "query_id",
    "signal_values",
    "surprise",
]  # fmt: skip
