"""The web around service lines: honest pages, campaigns of fake hotlines, registers of true ones; independent of people and shops."""

from zhenxin.world.web.put import put_web
from zhenxin.world.web.weave import Marked, Web, weave

__all__ = ["Marked", "Web", "put_web", "weave"]
