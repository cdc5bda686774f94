"""What is left when the false is taken out: clean sales and ratings, and the ranks that were bought."""

from zhenxin.figures.clean import clean_figures
from zhenxin.figures.counts import NEEDS

__all__ = ["NEEDS", "clean_figures"]
