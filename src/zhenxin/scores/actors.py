"""Accounts, merchants, devices and senders: judged by the deeds that were found false, and by their part in a ring."""

import math
from collections import defaultdict
from collections.abc import Container, Iterable, Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import Any

from zhenxin.scores.attacked import Attack, of_accused
from zhenxin.scores.combine import Account, Beside, Key, from_signals, prior, probability
from zhenxin.scores.conduct import NOUNS, SHOW, buyers_alone, conduct, is_buyers_alone, is_harm, not_kept
from zhenxin.scores.hypothesis import FOR_REVIEW, Part, Spoken, Trait, counts_for
from zhenxin.scores.payers import PAYEE_MOST
from zhenxin.scores.staff import DEEDS_CAP, LEAST_DEEDS, STAFF_KINDS, beyond, judge_staff
from zhenxin.scores.weights import BEHAVIOUR_PRIOR_BITS, PRIOR_BITS

_NO_COMPANY: Mapping[str, Mapping[str, Part]] = MappingProxyType({})
_NO_ATTACKS: Mapping[str, Attack] = MappingProxyType({})

LEAST_ATTACKERS = 2
FARMED = frozenset({"device_farm", "batch_accounts"})
"""Behaviours that need phones of their own; what somebody else does on a phone makes it no tool."""
MADE_FOR = 2 / 3
"""A batch that wants to look alive taps what others like; a thing that it was made for has so much of its taps from it."""
ONE_DEED = 1.5
"""Bits by which an account is less doubtful than its one false deed: a person is more than a deed."""


def judge_accounts(
    sums: dict[Key, Account], facts: Iterable[Mapping[str, Any]], members: Iterable[Mapping[str, Any]], rings: Mapping[str, Mapping[str, Any]],
    spoken: Mapping[Key, list[Spoken]], traits: Mapping[str, Trait], company: Mapping[str, Mapping[str, Part]] = _NO_COMPANY,
) -> None:  # fmt: skip
    """Add accounts to `sums`: their own signals with the `company` that these have, the surest of their deeds, and having paid a ring's members."""
    best: dict[str, list[tuple[float, str | None]]] = defaultdict(list)
    for row in facts:
        deed = sums[row["entity_kind"], row["entity_id"]]
        behaviour = conduct(row, deed, rings)
        if behaviour is None or counts_for(behaviour, "account"):
            best[row["account_id"]].append((deed.bits, deed.behaviour))
    payers = {
        m["entity_id"]: m["ring_id"]
        for m in members
        if m["entity_kind"] == "account" and m["role"] == "organiser" and m["ring_id"] in rings
    }
    mine = {key[1] for key in spoken if key[0] == "account"}
    for account in sorted(set(best) | mine | set(payers)):
        total = from_signals(spoken.get(("account", account), []), traits, "account", Beside(company=company.get(account, {})))
        if account in best:
            total.add(_own_deeds([bits for bits, _ in best[account]], total.bits))
            surest, behaviour = max(best[account], key=lambda deed: deed[0])
            total.behaviour = behaviour if surest >= 0 and behaviour else total.behaviour
        if account in payers:
            total.add(_paid(payers[account], rings[payers[account]], PRIOR_BITS - BEHAVIOUR_PRIOR_BITS))
        sums["account", account] = total


def judge_merchants(
    sums: dict[Key, Account], facts: Iterable[Mapping[str, Any]], sold: Mapping[str, tuple[int, int]], spoken: Mapping[Key, list[Spoken]],
    traits: Mapping[str, Trait], rings: Mapping[str, Mapping[str, Any]], attacks: Mapping[str, Attack] = _NO_ATTACKS,
    only: Container[str] | None = None,
) -> set[str]:  # fmt: skip
    """Add merchants to `sums`: expected false orders and reviews against what the market's rate would give a shop of this size; give the attacked.

    `sold` has each merchant's orders and reviews. What was done to hurt a shop does not count against it, nor what only its buyer's account was made
    for, nor what rings did that `attacks` it, nor false orders that were mostly not kept (`not_kept`); with these, or from LEAST_ATTACKERS accused
    accounts on, it is attacked: what only warns of it, then counts for nothing. With `only`, the rates are those of all facts, and these shops alone are
    judged.
    """
    false: dict[tuple[str, str], float] = defaultdict(float)
    hurt: dict[str, set[str]] = defaultdict(set)
    turned = {merchant: attack.rings for merchant, attack in attacks.items()}
    facts = list(facts)
    deeds = [(row, sums[row["entity_kind"], row["entity_id"]]) for row in facts]
    made, refused = buyers_alone(deeds, traits), not_kept(deeds, rings)
    for row in facts:
        deed = sums[row["entity_kind"], row["entity_id"]]
        likely = probability(deed.bits)
        if likely < 0.5 or row["merchant_id"] is None or any(part.name == FOR_REVIEW for part in deed.parts):
            continue  # of an order that is false for its review the review has told
        if is_harm(row, deed, rings, turned) or (row["merchant_id"] in refused and conduct(row, deed, rings) != SHOW):
            hurt[row["merchant_id"]].add(row["account_id"])
        elif not is_buyers_alone(deed, traits) and (row["merchant_id"], row["ring_id"]) not in made:
            false[row["merchant_id"], row["entity_kind"]] += likely
    totals = [sum(counts[place] for counts in sold.values()) for place in (0, 1)]
    rates = [
        sum(n for (_, kind), n in false.items() if kind == name) / max(total, 1)
        for name, total in zip(("order", "review"), totals, strict=True)
    ]
    shops = {merchant for merchant, _ in false} | {key[1] for key in spoken if key[0] == "merchant"}
    for merchant in sorted(shop for shop in shops if only is None or shop in only):
        total = from_signals(spoken.get(("merchant", merchant), []), traits, "merchant")
        sizes = sold.get(merchant, (0, 0))
        parts = [
            _false_share(name, false[merchant, name], size, rate)
            for name, size, rate in zip(("order", "review"), sizes, rates, strict=True)
        ]
        total.add(max(parts, key=lambda part: part.bits))
        sums["merchant", merchant] = total
    attacked = set(attacks) | {merchant for merchant, accounts in hurt.items() if len(accounts) >= LEAST_ATTACKERS}
    for merchant in sorted(shop for shop in attacked if only is None or shop in only):
        total = sums.setdefault(("merchant", merchant), Account([prior()]))
        if total.bits < 0:  # who is accused all the same does not escape by it
            part = attacks[merchant].part if merchant in attacks else of_accused(len(hurt[merchant]))
            total.add(replace(part, bits=min(part.bits, PRIOR_BITS - total.bits)))
    return attacked


def judge_tools(
    sums: dict[Key, Account],
    users: Iterable[Mapping[str, Any]],
    members: Iterable[Mapping[str, Any]],
    rings: Mapping[str, Mapping[str, Any]],
    doers: Container[str],
    carried: Mapping[str, Part] = MappingProxyType({}),
) -> None:
    """Add devices, senders and outside payers to `sums`: by how many of their users were found false, or by their part in a ring.

    Staff are judged in `staff.py`. `users` has kind, entity_id, user_kind (account, order, review, merchant) and user_id; kind `handset` has the ring
    orders placed on a device. A worker's own phone is no tool: only a farm's phones are. Of a device's accounts those count that are in `doers`:
    accounts whose orders or reviews were found false; a phone that false accounts share with a family is the family's. A product that a batch taps among
    many others is the batch's only from MADE_FOR of its tappers on.
    `carried` tells by ring what speaks against its phones being a farm's.
    """
    counts: dict[Key, list[int]] = defaultdict(lambda: [0, 0])
    farmed: dict[Key, int] = defaultdict(int)
    for row in users:
        count = counts[row["kind"], row["entity_id"]]
        count[0] += 1
        user = sums.get((row["user_kind"], row["user_id"]))
        if user is not None and user.bits >= 0:
            count[1] += row["kind"] != "device" or row["user_id"] in doers
            farmed[row["kind"], row["entity_id"]] += user.behaviour in FARMED
    for key, (every, false) in sorted(counts.items()):
        if key[0] == "product" and 2 * farmed[key] > false and false < MADE_FOR * every:
            continue
        if false >= LEAST_DEEDS and key[0] not in {"handset", *STAFF_KINDS} and (key[0] != "device" or farmed[key]):
            total = sums.setdefault(key, Account([prior()]))
            total.add(_tool_part(key[0], every, false, total.bits))
    judge_staff(sums, counts)
    for row in members:
        ring = rings.get(row["ring_id"])
        placed, false = counts["handset", row["entity_id"]] if row["role"] == "device" else (0, 0)
        if false >= 2 and 2 * false >= placed and ring is not None and ring["kind"] == "device_farm":
            placed_in = Account(
                [prior(), _in_farm(row["ring_id"], ring), *([carried[row["ring_id"]]] if row["ring_id"] in carried else [])]
            )
            key = ("device", row["entity_id"])
            if key not in sums or sums[key].bits < placed_in.bits:
                sums[key] = placed_in
        if row["role"] == "organiser" and row["entity_kind"] == "payee" and ring is not None:
            part = _paid(row["ring_id"], ring, 0.0)
            sums["payee", row["entity_id"]] = Account([prior(), replace(part, bits=min(part.bits, PAYEE_MOST - PRIOR_BITS))])


def _own_deeds(deeds: list[float], already: float) -> Part:
    """The account is nearly as doubtful as the surest of its deeds, and more so with several; one shaky deed accuses nobody."""
    accused = [one for one in deeds if one >= 0]
    surest = max(deeds)
    wanted = surest + math.log2(len(accused)) - ONE_DEED if accused else min(surest, -1.0)
    weight = max(0.0, min(wanted, DEEDS_CAP) - already)
    likely, likely_zh = (f"{probability(surest):.0%}",) * 2 if surest < 6 else ("over 98%", "98% 以上")
    if accused:
        english = f"{len(accused)} of its orders and reviews were found false, the surest with probability {likely}"
        chinese = f"该账号有 {len(accused)} 笔订单或评价被判为虚假，其中最确定的一笔概率为 {likely_zh}"
    else:
        english = f"it is about as doubtful as the most doubtful of its orders and reviews, none of which is accused: probability {likely}"
        chinese = f"该账号与其最可疑的一笔订单或评价大致同样可疑：该笔为虚假的概率为 {likely_zh}，尚不足以认定"
    return Part("deeds", "ring", weight, english, chinese)


def _in_farm(ring_id: str, ring: Mapping[str, Any]) -> Part:
    weight = _from_ring(ring, 5.0)
    return Part(
        "farm",
        "ring",
        weight,
        f"used for the orders of ring {ring_id}, which works from one place",
        f"用于团伙 {ring_id} 的订单，该团伙在同一处所操作",
    )


def _from_ring(ring: Mapping[str, Any], lift: float) -> float:
    likely = min(max(ring["probability"], 1e-9), 1 - 1e-9)
    return min(DEEDS_CAP, max(0.0, math.log2(likely / (1 - likely)) + lift))


def _paid(ring_id: str, ring: Mapping[str, Any], more: float) -> Part:
    english, chinese = f"paid members of ring {ring_id} and hardly anybody else", f"主要向团伙 {ring_id} 的成员付款"
    return Part("organiser", "money", _from_ring(ring, 4.0) + more, english, chinese)


def _false_share(kind: str, false: float, size: int, rate: float) -> Part:
    weight = beyond(false, size, rate) if false >= LEAST_DEEDS else 0.0
    things, things_zh = NOUNS[kind]
    english = f"about {false:.0f} of its {size} {things} were found false, where the market's rate gives {rate * size:.1f}"
    chinese = f"其 {size} 笔{things_zh}中约 {false:.0f} 笔被判为虚假，按全市场比例约为 {rate * size:.1f} 笔"
    return Part(f"false_{things}", "ring", weight, english, chinese)


_USERS: Mapping[str, tuple[str, str]] = {"device": ("accounts", "账号"), "product": ("reviewers and tappers", "评价者与互动者")}


def _tool_part(kind: str, every: int, false: int, already: float) -> Part:
    """As doubtful as the share of its users that is false: even at one half, surer with more of them; what its own signals say counts already."""
    share = false / every
    wanted = min(DEEDS_CAP + PRIOR_BITS, 2 * math.log2(false) * (share - 0.5) * 2)
    weight = max(0.0, wanted - already) if share >= 0.5 else 0.0
    users, users_zh = _USERS.get(kind, ("parcels", "包裹"))
    return Part(
        "users",
        "ring",
        weight,
        f"{false} of its {every} {users} belong to what was found false",
        f"其 {every} 个{users_zh}中有 {false} 个涉及虚假行为",
    )
