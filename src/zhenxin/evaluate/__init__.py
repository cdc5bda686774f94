"""How good a run was, against an answer key."""

from zhenxin.evaluate.figures import Figures
from zhenxin.evaluate.judge import ACCUSED, evaluate

__all__ = ["ACCUSED", "Figures", "evaluate"]
