"""What the ring stage gives, and the name of a ring."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import pyarrow as pa


@dataclass(frozen=True)
class Rings:
    """What the stage gives: the tables of DESIGN §5. `ring_deeds` (ring_id, account_id, merchant_id, kind, deed_id) stays in the engine."""

    rings: pa.Table
    members: pa.Table
    links: pa.Table
    explanations: pa.Table
    absorbed: Mapping[str, str] = field(default_factory=dict)
    """Fragments that are told no longer, each with the ring in which its accounts are now."""


def ring_id_of(members: Sequence[str]) -> str:
    """The hash of its smallest founding members."""
    return "R" + hashlib.sha256("\n".join(sorted(members)[:3]).encode()).hexdigest()[:10]
