"""A seeded make-believe marketplace with its answer key, made to be hard on whoever looks for what is false in it."""

from zhenxin.world.build import make
from zhenxin.world.parameters import RECIPES

__all__ = ["RECIPES", "make"]
