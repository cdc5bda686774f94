"""What else was found false at the same shop: there the shop's own rate stands in the place of the market's."""

import math
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from typing import Any

from zhenxin.events.codes import ATTACKS
from zhenxin.scores.combine import Account, Key
from zhenxin.scores.conduct import NOUNS, is_harm, not_kept
from zhenxin.scores.hypothesis import HEAVY, LEAST_BITS, SHOP_RATE, Part, Spoken, Trait, counts_for
from zhenxin.scores.weights import BEHAVIOUR_PRIOR_BITS

FEWEST = 2
"""So many other accounts' deeds at the least."""
LEAST_SHARE = 0.03
"""And so much of the shop: a few false ones among thousands say nothing of the next customer."""
MOST_BITS = 7.0
DEEDS = frozenset({"own", "order", "review"})
PERSONAL = frozenset({"identity", "network"})
"""Kinds of evidence of who somebody is: here a heavy circumstance of the deed's own is enough."""
ITS_OWN = frozenset({"money", "text", "conduct"})
"""Further kinds whose acts are one deed's own; hours, records and goods a season, a campaign, a list or a packer gives a whole shop at once."""


def shop_rates(
    sums: Mapping[Key, Account],
    spoken: Mapping[Key, Iterable[Spoken]],
    facts: Collection[Mapping[str, Any]],
    sold: Mapping[str, tuple[int, int]],
    traits: Mapping[str, Trait],
    rings: Mapping[str, Mapping[str, Any]],
) -> dict[Key, dict[str, Part]]:
    """For each order and review that is not found false and bears something weighty, by behaviour, what the shop's other deeds say.

    Others count that belong to other accounts and bear a weighty act that this one does not bear: a cause of its own. Where more of the shop's deeds bear
    the same act without being found false than others were found so, it is the shop's habit. What hurts a shop is no deed of its own, nor are
    false orders that were mostly not kept (`not_kept`).
    A deed of one of `rings` that bears nothing itself gets what its shop's say under the name "".
    `facts` has entity_kind, entity_id, account_id, merchant_id and ring_id of each, `sold` every merchant's orders and reviews.
    """
    placed = {key: row for row in facts if row["merchant_id"] is not None and (key := (row["entity_kind"], row["entity_id"])) in sums}
    refused = not_kept(((row, sums[key]) for key, row in placed.items()), rings)
    borne = {key: _weighty(key[0], spoken.get(key, ()), traits) for key in placed}
    false: dict[Key, list[tuple[str, frozenset[str]]]] = defaultdict(list)
    habits: dict[tuple[str, str, str], int] = defaultdict(int)
    for key in sorted(placed):
        merchant = placed[key]["merchant_id"]
        if sums[key].bits >= 0:
            if not is_harm(placed[key], sums[key], rings) and merchant not in refused:
                false[key[0], merchant].append((placed[key]["account_id"], _causes(sums[key], traits)))
        else:
            for signal in borne[key]:
                habits[key[0], merchant, signal] += 1
    found: dict[Key, dict[str, Part]] = {}
    for key, weighty in borne.items():
        account, merchant, is_ringed = placed[key]["account_id"], placed[key]["merchant_id"], placed[key]["ring_id"] in rings
        if not (weighty or is_ringed) or sums[key].bits >= 0 or (key[0], merchant) not in false:
            continue
        own = frozenset(weighty)
        others = sum(1 for other, causes in false[key[0], merchant] if other != account and causes - own)
        size = sold.get(merchant, (0, 0))[key[0] == "review"]
        if others < FEWEST or others < LEAST_SHARE * size:
            continue
        part = _part(key[0], others, size)
        if is_ringed and not weighty:
            found[key] = {"": part}
        for signal, behaviours in weighty.items():
            if habits[key[0], merchant, signal] <= others:
                found.setdefault(key, {}).update(dict.fromkeys(behaviours, part))
    return found


def _weighty(kind: str, spoken: Iterable[Spoken], traits: Mapping[str, Trait]) -> dict[str, tuple[str, ...]]:
    """What the deed itself, or its order or review, weightily bears: signal to the behaviours of this kind of deed that it speaks for."""
    found = {}
    for one in spoken:
        trait = traits[one.signal]
        least = LEAST_BITS if trait.act and one.is_own else HEAVY
        kinds = PERSONAL if least == HEAVY else PERSONAL | ITS_OWN
        if one.via in DEEDS and trait.evidence in kinds and trait.at(one.signal, one.level) >= least:
            found[one.signal] = tuple(name for name in trait.speaks_for if name not in ATTACKS and counts_for(name, kind))
    return found


def _causes(total: Account, traits: Mapping[str, Trait]) -> frozenset[str]:
    """The acts that a deed was found false by."""
    return frozenset(part.name for part in total.parts if part.name in traits and traits[part.name].act and part.bits >= LEAST_BITS)


def _part(kind: str, others: int, size: int) -> Part:
    share = others / max(size, others)
    things, things_zh = NOUNS[kind]
    return Part(
        SHOP_RATE,
        "network",
        min(MOST_BITS, math.log2(share) - BEHAVIOUR_PRIOR_BITS),
        f"{others} of the {size} {things} of the same shop, by other accounts, were found false for other reasons",
        f"同一店铺的 {size} 笔{things_zh}中，另有 {others} 笔其他账号的{things_zh}因其他原因被判为虚假",
    )
