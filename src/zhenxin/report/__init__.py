"""A run told to people: one self-contained HTML page, and the same in the terminal."""

from zhenxin.report.page import write_report
from zhenxin.report.planting import write_planting
from zhenxin.report.yardstick import write_figures

__all__ = ["write_figures", "write_planting", "write_report"]
