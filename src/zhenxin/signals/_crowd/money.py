"""Wages, subsidies and money that comes back."""

from collections.abc import Mapping

from zhenxin.signals._crowd.tables import Columns, Staging


def stage(_staging: Staging) -> Mapping[str, Columns]:
    """Wages, subsidies and money that comes back."""
    return {}
