"""A run told to people: one self-contained HTML page, and the same in the terminal."""

from zhenxin.report.page import write_report

__all__ = ["write_report"]
