"""Words of those who hire and who ask for stars."""

from collections.abc import Mapping

from zhenxin.signals._crowd.tables import Columns, Staging


def stage(_staging: Staging) -> Mapping[str, Columns]:
    """Words of those who hire and who ask for stars."""
    return {}
