"""Which innocent explanations are asked of whom: those that the signals which speak against an entity declare themselves silent on."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Any

from zhenxin.scores.combine import Key
from zhenxin.scores.hypothesis import Trait
from zhenxin.scores.innocent.reach import Things

MOST = 10
"""So many are asked of one entity: those that the weightiest evidence names."""
_BY_DEEDS: Mapping[str, tuple[str, ...]] = MappingProxyType({"account": ("order", "review"), "merchant": ("order", "review")})
"""Whoever is judged by deeds is asked what the signals of these deeds name too."""
_BY_PART: Mapping[tuple[str, str], tuple[str, ...]] = MappingProxyType(
    {
        ("payee", "organiser"): ("commission", "group_buy"), ("account", "organiser"): ("commission",),
        ("sender", "users"): ("shared_warehouse",), ("device", "users"): ("family_phone", "second_hand_phone", "dormitory"),
        ("device", "farm"): ("family_phone", "second_hand_phone", "dormitory"), ("product", "users"): ("influencer", "taste_community"),
        ("staff", "approvals"): ("busy_agent",),
        ("staff", "let_in"): ("busy_agent",), ("number", "neighbours"): ("true_hotline",), ("page", "neighbours"): ("true_hotline",),
    }
)  # fmt: skip
"""What may lie behind a part that is no signal of the entity's own."""


class _Named:
    """The lookalikes that an entity's evidence names, with the bits of what names them."""

    def __init__(self) -> None:
        self.own: dict[str, float] = defaultdict(float)
        self.passed: dict[str, float] = defaultdict(float)

    @property
    def chosen(self) -> list[str]:
        """The weightiest, those that its own evidence names before those of its deeds; sorted."""
        ranked = sorted(
            {*self.own, *self.passed}, key=lambda one: (one not in self.own, -self.own.get(one, self.passed.get(one, 0.0)), one)
        )
        return sorted(ranked[:MOST])


def asked_of(things: Things, parts: Iterable[Mapping[str, Any]], traits: Mapping[str, Trait]) -> list[tuple[Key, str]]:
    """Each suspect with each lookalike to try, sorted. `parts` are rows of `score_parts`."""
    wanted: dict[Key, _Named] = defaultdict(_Named)
    for row in parts:
        key = (row["entity_kind"], row["entity_id"])
        if key in things.suspects and row["bits"] > 0:
            trait = traits.get(row["part"])
            for one in trait.silent_on if trait else _BY_PART.get((key[0], row["part"]), ()):
                wanted[key].own[one] += row["bits"]
    for kind in sorted({key[0] for key in things.suspects} & set(_BY_DEEDS)):
        for of in _BY_DEEDS[kind]:
            for entity, deeds in things.of(kind, of).items():
                named = [wanted[of, deed].own for deed in deeds if (of, deed) in wanted]
                for one, bits in (pair for own in named for pair in own.items()):
                    wanted[kind, entity].passed[one] += bits
    return [(key, one) for key in sorted(wanted) for one in wanted[key].chosen]
