"""What is left when the false is taken out: clean sales and ratings, the ranks that were bought, and the damage done."""

from collections.abc import Mapping
from types import MappingProxyType

from zhenxin.figures import counts, damage
from zhenxin.figures.clean import clean_figures
from zhenxin.figures.damage import damage_done

NEEDS: Mapping[str, frozenset[str]] = MappingProxyType(
    {name: counts.NEEDS.get(name, frozenset()) | damage.NEEDS.get(name, frozenset()) for name in sorted({*counts.NEEDS, *damage.NEEDS})}
)
"""The columns of the cut tables that figures read."""

__all__ = ["NEEDS", "clean_figures", "damage_done"]
