"""What is left when the false is taken out: clean sales and ratings, the ranks that were bought, the credit of shops, and the damage done."""

from collections.abc import Mapping
from datetime import datetime
from types import MappingProxyType

import pyarrow as pa

from zhenxin.engine import Engine
from zhenxin.figures import counts, credit, damage
from zhenxin.figures.clean import clean_figures
from zhenxin.figures.damage import damage_done

__all__ = ["NEEDS", "clean_figures", "damage_done", "figures"]

_ALL = (counts.NEEDS, credit.NEEDS, damage.NEEDS)
NEEDS: Mapping[str, frozenset[str]] = MappingProxyType(
    {name: frozenset().union(*(one.get(name, frozenset()) for one in _ALL)) for name in sorted({name for one in _ALL for name in one})}
)
"""The columns of the cut tables that this stage reads."""


def figures(engine: Engine, scores: pa.Table, as_of: datetime) -> Mapping[str, pa.Table]:
    """The tables of DESIGN §5 that this stage gives, by name.

    The engine holds the cut tables of NEEDS; `scores` is the table of DESIGN §5, its rings named as they will be.
    """
    clean = clean_figures(engine, scores)
    points = credit.credit(engine, scores, clean["clean_merchants"], as_of)
    return {**clean, **points, "damage": damage_done(engine, scores, clean, as_of)}
