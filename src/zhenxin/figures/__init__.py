"""What is left when the false is taken out: clean sales and ratings, the ranks that were bought, the credit of shops."""

from collections.abc import Mapping
from datetime import datetime
from types import MappingProxyType

import pyarrow as pa

from zhenxin.engine import Engine
from zhenxin.figures import counts, credit
from zhenxin.figures.clean import clean_figures

__all__ = ["NEEDS", "clean_figures", "figures"]

NEEDS: Mapping[str, frozenset[str]] = MappingProxyType(
    {
        name: counts.NEEDS.get(name, frozenset()) | credit.NEEDS.get(name, frozenset())
        for name in sorted(counts.NEEDS.keys() | credit.NEEDS.keys())
    }
)
"""The columns of the cut tables that this stage reads."""


def figures(engine: Engine, scores: pa.Table, as_of: datetime) -> Mapping[str, pa.Table]:
    """The tables of DESIGN §5 that this stage gives, by name. The engine holds the cut tables of NEEDS; `scores` is the table of DESIGN §5."""
    clean = clean_figures(engine, scores)
    return {**clean, **credit.credit(engine, scores, clean["clean_merchants"], as_of)}
