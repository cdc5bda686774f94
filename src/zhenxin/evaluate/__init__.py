"""How good a run was, against an answer key."""

from zhenxin.evaluate.figures import Figures, SplitFigures
from zhenxin.evaluate.judge import ACCUSED, RESAMPLES, evaluate
from zhenxin.evaluate.split import evaluate_split
from zhenxin.evaluate.told import lines
from zhenxin.evaluate.told_split import split_lines

__all__ = ["ACCUSED", "RESAMPLES", "Figures", "SplitFigures", "evaluate", "evaluate_split", "lines", "split_lines"]
