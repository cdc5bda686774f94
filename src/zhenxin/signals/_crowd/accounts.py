"""Accounts, log-ins and devices of a farm and of those who share honestly."""

from collections.abc import Mapping

from zhenxin.signals._crowd.tables import Columns, Staging


def stage(_staging: Staging) -> Mapping[str, Columns]:
    """Accounts, log-ins and devices of a farm and of those who share honestly."""
    return {}
