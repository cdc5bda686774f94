"""Visits, likes, carts and live rooms to a script."""

from collections.abc import Mapping

from zhenxin.signals._crowd.tables import Columns, Staging


def stage(_staging: Staging) -> Mapping[str, Columns]:
    """Visits, likes, carts and live rooms to a script."""
    return {}
