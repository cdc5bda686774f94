"""Parcels without goods and addresses of strangers."""

from collections.abc import Mapping

from zhenxin.signals._crowd.tables import Columns, Staging


def stage(_staging: Staging) -> Mapping[str, Columns]:
    """Parcels without goods and addresses of strangers."""
    return {}
