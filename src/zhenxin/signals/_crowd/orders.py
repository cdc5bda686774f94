"""Orders in bursts, refused, unpaid or sent back."""

from collections.abc import Mapping

from zhenxin.signals._crowd.tables import Columns, Staging


def stage(_staging: Staging) -> Mapping[str, Columns]:
    """Orders in bursts, refused, unpaid or sent back."""
    return {}
