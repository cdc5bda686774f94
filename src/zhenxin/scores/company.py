"""Company: who else does the same at the same shop, or, for those who hurt shops, at how many others the same account does it."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from functools import lru_cache
from typing import Any

from zhenxin.events.codes import ATTACKS, BLAME
from zhenxin.kernels.chance import surprise
from zhenxin.scores.combine import Key
from zhenxin.scores.hypothesis import HEAVY, TRACE, WEIGHTY, WITH_REVIEW, Part, Spoken, Trait, counts_for

KINDS = frozenset({"money", "text", "time", "record"})
"""Acts that find company at a shop. What a shop sends and how it is found has one innocent cause for all its orders: a wrong weight in its list,
a link that it gave out; and whom its customers send presents to is their own affair."""
ON_THE_WAY = "parcel_id"
"""Whatever reads this tells how parcels went. A shop's courier carries them all: who sends within the hour to the next town does so for everybody."""
FEWEST = 2
"""So many other accounts are company at the least."""
LEAST_SURPRISE = 6.0
"""Bits by which the accounts at a shop must outdo what the market's rate gives a shop of its size."""
FEWEST_REASONS = 3
"""One coincidence may mark many orders of a shop at once (one payer's habit): acts agree where so many different ones meet."""
ONE_REASON = frozenset({"text", "time"})
"""What several say in the same words, or do in the same hour, has one reason for all of them, and is their own doing."""
DOCUMENTED = frozenset({"review_laundering"})
"""Behaviours that a page's own history tells: the several accounts under one page have one reason, which is what was done."""
MOST_OF_BLAME = 2
"""Stars."""
MOST_BITS = 4.0
TELLING = frozenset({"refuser", "companion", "together", "reporter"})
"""Traces of attackers (see `attacked.py`) that agree with what an order itself bears; whoever is cheated by a shop blames it too."""
IN_STEP = frozenset({"together", "reporter"})
"""Those that agree with what the buyer bears too: not that he sends back nearly all he orders, which may be all that is known of him."""


def agreeing(
    spoken: Mapping[Key, list[Spoken]],
    facts: Collection[Mapping[str, Any]],
    sold: Mapping[str, tuple[int, int]],
    traits: Mapping[str, Trait],
    left: Iterable[tuple[str, str, str]],
) -> dict[Key, dict[str, Part]]:
    """What agrees from outside with an order's or review's own acts, by behaviour: the company that they have, and the traces that its buyer left."""
    found = {key: dict(parts) for key, parts in companies(spoken, facts, sold, traits).items()}
    for key, parts in crowds(spoken, traits).items():
        found.setdefault(key, {}).update(parts)
    for key, parts in with_traces(spoken, facts, left, traits).items():
        found.setdefault(key, {}).update(parts)
    return found


def companies(
    spoken: Mapping[Key, list[Spoken]], facts: Iterable[Mapping[str, Any]], sold: Mapping[str, tuple[int, int]], traits: Mapping[str, Trait]
) -> Mapping[Key, Mapping[str, Part]]:
    """For each order and review with a clear act of its own, the company that the act has, by behaviour.

    `facts` has entity_kind, entity_id, account_id, merchant_id and rating of each, `sold` every merchant's orders and reviews. Praise that was paid for has
    none by that: a shop may reward every review. No shop pays for blame, though.
    """
    acts: dict[Key, set[str]] = {}
    reasons: dict[tuple[str, str, str], set[str]] = defaultdict(set)
    in_step: set[tuple[str, str, str]] = set()
    at_shop: dict[tuple[str, str, str], set[str]] = defaultdict(set)
    of_account: dict[tuple[str, str, str], set[str]] = defaultdict(set)
    rows = {(row["entity_kind"], row["entity_id"]): row for row in facts}
    placed = {key: (row["account_id"], row["merchant_id"]) for key, row in rows.items()}
    for key in sorted(placed):
        account, merchant = placed[key]
        if merchant is None or not (done := _acts(key[0], rows[key]["rating"], spoken.get(key, ()), traits)):
            continue
        acts[key] = set(done)
        for behaviour, (reason, evidence) in done.items():
            reasons[key[0], merchant, behaviour].add(reason)
            if evidence in ONE_REASON or behaviour in DOCUMENTED or (key[0] == "review" and evidence == "money"):
                in_step.add((key[0], merchant, behaviour))
            at_shop[key[0], merchant, behaviour].add(account)
            of_account[key[0], account, behaviour].add(merchant)
    whole = {kind: max(sum(counts[place] for counts in sold.values()), 1) for place, kind in enumerate(("order", "review"))}
    rates: dict[tuple[str, str], float] = defaultdict(float)
    for (kind, _, behaviour), accounts in at_shop.items():
        rates[kind, behaviour] += len(accounts) / whole[kind]
    found: dict[Key, dict[str, Part]] = {}
    for key, behaviours in acts.items():
        account, merchant = placed[key]
        for behaviour in sorted(behaviours):
            others = len(at_shop[key[0], merchant, behaviour] - {account})
            away = len(of_account[key[0], account, behaviour] - {merchant}) if behaviour in ATTACKS else 0
            size = sold.get(merchant, (0, 0))[key[0] == "review"]
            place = (key[0], merchant, behaviour)
            several = place in in_step or len(reasons[place]) >= FEWEST_REASONS
            part = (_company(others, size, rates[key[0], behaviour]) if several else None) or (_away(away) if away else None)
            if part is not None:
                found.setdefault(key, {})[behaviour] = part
    return found


def crowds(spoken: Mapping[Key, list[Spoken]], traits: Mapping[str, Trait]) -> dict[Key, dict[str, Part]]:
    """For each deed with a clear act of its own that is a whole crowd's (`together`), by behaviour, that these people meet beyond chance."""
    found: dict[Key, dict[str, Part]] = {}
    for key, said in spoken.items():
        for one in said:
            if one.is_own and traits[one.signal].together and _is_clear(one, traits[one.signal]):
                named = [name for name in traits[one.signal].speaks_for if counts_for(name, key[0])]
                found.setdefault(key, {}).update(dict.fromkeys(named, _CROWD))
    return found


def _is_clear(one: Spoken, trait: Trait) -> bool:
    return one.level >= 2 or (trait.evidence == "money" and trait.at(one.signal, one.level) >= WEIGHTY)


_CROWD = Part(
    "company",
    "network",
    MOST_BITS,
    "the act is a whole crowd's: that these people meet, or have this in common, is beyond chance by itself, whatever they did",
    "这是多人的共同行为：且不论做了什么，这些人在此相遇或有此共同之处本身就远超巧合",
)


def with_traces(
    spoken: Mapping[Key, list[Spoken]],
    facts: Iterable[Mapping[str, Any]],
    left: Iterable[tuple[str, str, str]],
    traits: Mapping[str, Trait],
) -> dict[Key, dict[str, Part]]:
    """For each order that heavily bears what speaks for an attack, itself or by its buyer, by behaviour, that the buyer left another trace at the shop.

    `left` has shop, account and trace of each, as `traces_of` gave them.
    """
    told: dict[tuple[str, str], set[str]] = defaultdict(set)
    for merchant, account, trace in left:
        told[merchant, account].add(trace)
    found: dict[Key, dict[str, Part]] = {}
    for row in facts:
        key = (row["entity_kind"], row["entity_id"])
        traces = told.get((row["merchant_id"], row["account_id"]), set()) if key[0] == "order" else set()
        for one in spoken.get(key, ()):
            if traces & _telling(one, traits[one.signal]) and traits[one.signal].at(one.signal, one.level) >= HEAVY:
                named = {name for name in traits[one.signal].speaks_for if name in ATTACKS and counts_for(name, "order")}
                found.setdefault(key, {}).update(dict.fromkeys(sorted(named), _TRACE))
    return {key: parts for key, parts in found.items() if parts}


def _telling(one: Spoken, trait: Trait) -> frozenset[str]:
    """The traces that have another cause than what is said."""
    if one.is_own:
        # who leaves orders unpaid in a sale sends back as well
        return frozenset({"reporter"}) if trait.evidence == "conduct" and "status" in trait.reads else TELLING
    return IN_STEP if one.via == "account" else frozenset()


_TRACE = Part(
    TRACE,
    "network",
    MOST_BITS,
    "the same account left another trace of an attack at this shop",
    "同一账号在该店铺还留下其他恶意攻击的痕迹",
)


def _acts(kind: str, rating: int | None, spoken: Iterable[Spoken], traits: Mapping[str, Trait]) -> dict[str, tuple[str, str]]:
    """The behaviours that a clear act of its own speaks for, with what it says and its kind of evidence."""
    return {
        behaviour: (one.reason, traits[one.signal].evidence)
        for one in spoken
        if one.level >= 2 and traits[one.signal].act and traits[one.signal].evidence in KINDS
        and ON_THE_WAY not in traits[one.signal].reads
        for behaviour in traits[one.signal].speaks_for
        if (kind != "review" or traits[one.signal].evidence != "money" or (behaviour in BLAME and rating is not None and rating <= MOST_OF_BLAME))
        and counts_for(behaviour, kind) and (one.is_own or (one.via == "review" and behaviour in WITH_REVIEW))
    }  # fmt: skip


@lru_cache(maxsize=65_536)
def _company(others: int, size: int, rate: float) -> Part | None:
    bits = float(surprise(others, rate * size + 0.1))
    if others < FEWEST or bits < LEAST_SURPRISE:
        return None
    english = f"{others} other accounts bear an act of this behaviour at the same shop, where the market's rate gives {rate * size:.1f}"
    chinese = f"同一店铺另有 {others} 个账号带有同类行为，按全市场比例约为 {rate * size:.1f} 个"
    return Part("company", "network", min(MOST_BITS, bits / 2), english, chinese)


def _away(shops: int) -> Part:
    english = f"the same account did this at {shops} other shop{'s' if shops != 1 else ''}"
    return Part("company", "network", MOST_BITS, english, f"同一账号在另外 {shops} 家店铺也有同类行为")
