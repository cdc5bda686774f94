"""The self-test on one's own data: rings of chosen sizes and patience planted in a copy of it, and what of them is found."""

from zhenxin.evaluate.plant.limits import Cell, Limits
from zhenxin.evaluate.plant.told import lines
from zhenxin.evaluate.plant.trial import GRID, PLANTED, Grid, plant

__all__ = ["GRID", "PLANTED", "Cell", "Grid", "Limits", "lines", "plant"]
