"""A seeded make-believe marketplace with its answer key, made to be hard on whoever looks for what is false in it."""

from zhenxin.world.build import make
from zhenxin.world.guests import Ground, Wish, plant
from zhenxin.world.parameters import RECIPES

__all__ = ["RECIPES", "Ground", "Wish", "make", "plant"]
