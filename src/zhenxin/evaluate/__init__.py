"""How good a run was, against an answer key."""

from zhenxin.evaluate.figures import Figures
from zhenxin.evaluate.judge import ACCUSED, RESAMPLES, evaluate
from zhenxin.evaluate.told import lines

__all__ = ["ACCUSED", "RESAMPLES", "Figures", "evaluate", "lines"]
