"""What staff wave through, and for whom."""

from collections.abc import Mapping

from zhenxin.signals._crowd.tables import Columns, Staging


def stage(_staging: Staging) -> Mapping[str, Columns]:
    """What staff wave through, and for whom."""
    return {}
