"""What a deed is once it is found false: which behaviour, and whether it was done for its shop or to it; and what deeds are called."""

from collections.abc import Collection, Mapping
from types import MappingProxyType
from typing import Any

from zhenxin.events.codes import ATTACKS
from zhenxin.scores.combine import Account
from zhenxin.scores.meals import QUOTA

NOUNS: Mapping[str, tuple[str, str]] = MappingProxyType(
    {"order": ("orders", "订单"), "review": ("reviews", "评价"), "account": ("accounts", "账号"), "merchant": ("shops", "店铺")}
)
"""Several of a kind, in English and Chinese."""


def conduct(row: Mapping[str, Any], total: Account, rings: Mapping[str, Mapping[str, Any]]) -> str | None:
    """The behaviour of an order or review with the fact `row`: its ring's kind where it lies in one of `rings`, else that of its own sum.

    Praise of a shop that gives meals for reviews is that, whatever a ring of the diners is called.
    """
    if row["entity_kind"] == "review" and total.behaviour == QUOTA:
        return QUOTA
    return str(rings[row["ring_id"]]["kind"]) if row["ring_id"] in rings else total.behaviour


def is_harm(
    row: Mapping[str, Any],
    total: Account,
    rings: Mapping[str, Mapping[str, Any]],
    turned: Mapping[str, Collection[str]] = MappingProxyType({}),
) -> bool:
    """Whether the deed hurts its shop: by its behaviour, or as one of a ring that `turned` on the shop. That is never a deed of the shop's own."""
    return conduct(row, total, rings) in ATTACKS or row["ring_id"] in turned.get(row["merchant_id"], ())
