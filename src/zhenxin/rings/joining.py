"""Rings told from those accused: who joins a ring that was found, and who, each accused by his own evidence, acts with others in one place."""

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import pyarrow as pa

from zhenxin.engine import Engine
from zhenxin.events.codes import ATTACKS, TAPS

FEWEST = 5
"""So many accounts are a ring at the least."""
SHARE = 0.3
"""Two shops have one ring where so much of the smaller one's accused accounts is accused at the other as well."""
MOSTLY = 0.5
"""A payer, a phone or a network ties those accused where they are so much of all that it serves."""

# every payer, phone, network and product with whom it serves, those of the accused, and how many it serves in all
_PLACES = f"""
    with served as (
        select distinct payee_id as account_id, 'payer' as kind, payer_id as name from cut_payments where kind in ('transfer', 'red_packet', 'other')
        union all select distinct account_id, 'device' as kind, device_id as name from cut_sightings where device_id is not null
        union all select distinct account_id, 'network' as kind, ip_hash as name from cut_sightings where ip_hash is not null
        union all select distinct account_id, 'product' as kind, product_id as name from cut_visits where product_id is not null and kind in ({TAPS})
    ),
    ours as (select s.kind, s.name, s.account_id from served s join accused_accounts a on s.account_id = a.account_id),
    places as (select kind, name from ours group by kind, name having count(*) >= :fewest),
    sizes as (select s.kind, s.name, count(*) as n from served s join places p on s.kind = p.kind and s.name = p.name group by s.kind, s.name)
    select o.kind, o.name, o.account_id from ours o join sizes z on o.kind = z.kind and o.name = z.name
        join (select kind, name, count(*) as n from ours group by kind, name) c on o.kind = c.kind and o.name = c.name
    where c.n >= :mostly * z.n
    order by 1, 2, 3
"""


@dataclass
class Settled:
    """Accounts of one ring by now, with the accused deeds that tie them, by shop."""

    accounts: set[str] = field(default_factory=set)
    merchants: set[str] = field(default_factory=set)
    deeds: list[Mapping[str, Any]] = field(default_factory=list)
    ties: set[tuple[str, str, str]] = field(default_factory=set)
    """Account, kind and id of what ties it to the others, where that is no shop."""

    def count(self, kind: str) -> int:
        """How many of its deeds are orders, or reviews."""
        return sum(deed["entity_kind"] == kind for deed in self.deeds)

    @property
    def amount(self) -> float:
        """What was paid for its orders."""
        return math.fsum(deed["amount"] or 0.0 for deed in self.deeds)


def joined(rings: Iterable[Mapping[str, Any]], shops: Mapping[str, set[str]], deeds: Iterable[Mapping[str, Any]]) -> dict[str, Settled]:
    """Who joins which ring: accounts outside of all rings, by their accused deeds at shops of a ring that does the like (hurts shops, or serves them).

    `rings` are rows of the rings table, `shops` the shops of each ring, `deeds` the accused orders and reviews of accounts that lie in no ring.
    """
    at = defaultdict(list)
    for ring in rings:
        if ring["probability"] >= 0.5:
            for merchant in shops.get(ring["ring_id"], ()):
                at[merchant].append((ring["ring_id"], ring["kind"] in ATTACKS))
    votes: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    mine: dict[tuple[str, str], list[Mapping[str, Any]]] = defaultdict(list)
    for deed in deeds:
        for ring_id, hurts in at.get(deed["merchant_id"], ()):
            if hurts == (deed["behaviour"] in ATTACKS):
                votes[deed["account_id"]][ring_id] += 1
                mine[deed["account_id"], ring_id].append(deed)
    found: dict[str, Settled] = defaultdict(Settled)
    for account in sorted(votes):
        ring_id = max(sorted(votes[account]), key=lambda one: votes[account][one])
        found[ring_id].accounts.add(account)
        found[ring_id].deeds += mine[account, ring_id]
    return found


def at_shops(deeds: Iterable[Mapping[str, Any]]) -> list[tuple[str, Settled]]:
    """New rings, with their behaviour: accused accounts that meet at a shop by one; shops whose accounts are the same have one ring."""
    groups: dict[tuple[str, str], Settled] = defaultdict(Settled)
    for deed in deeds:
        one = groups[deed["behaviour"], deed["merchant_id"]]
        one.accounts.add(deed["account_id"])
        one.merchants.add(deed["merchant_id"])
        one.deeds.append(deed)
    found = []
    for behaviour in sorted({behaviour for behaviour, _ in groups}):
        several = [groups[key] for key in sorted(groups) if key[0] == behaviour]
        found += [(behaviour, one) for one in _unite(several) if len(one.accounts) >= FEWEST]
    return found


def in_places(engine: Engine, accounts: Mapping[str, str]) -> list[tuple[str, Settled]]:
    """New rings of accounts accused by themselves: those of one behaviour that one payer, phone, network or product ties.

    `accounts` has the behaviour of each.
    """
    if not accounts:
        return []
    engine.put("accused_accounts", pa.table({"account_id": pa.array(sorted(accounts), pa.string())}))
    places: dict[tuple[str, str, str], set[str]] = defaultdict(set)
    for row in engine.rows(_PLACES, {"fewest": FEWEST, "mostly": MOSTLY}, step="what ties accused accounts").to_pylist():
        places[accounts[row["account_id"]], row["kind"], row["name"]].add(row["account_id"])
    found = []
    for behaviour in sorted(set(accounts.values())):
        several = [
            Settled(here, ties={(account, kind, name) for account in here})
            for (by, kind, name), here in sorted(places.items())
            if by == behaviour and len(here) >= FEWEST
        ]
        found += [(behaviour, one) for one in _unite(several)]
    return found


def apart(found: Iterable[tuple[str, Settled]]) -> list[tuple[str, Settled]]:
    """The same rings, the largest first, each without the accounts of those before it; what is left of fewer than FEWEST is none."""
    taken: set[str] = set()
    kept = []
    for behaviour, one in sorted(found, key=lambda pair: (-len(pair[1].accounts), min(pair[1].accounts), pair[0])):
        accounts = one.accounts - taken
        if len(accounts) < FEWEST:
            continue
        taken |= accounts
        deeds = [deed for deed in one.deeds if deed["account_id"] in accounts]
        kept.append(
            (behaviour, Settled(accounts, {deed["merchant_id"] for deed in deeds}, deeds, {tie for tie in one.ties if tie[0] in accounts}))
        )
    return kept


def totals(engine: Engine, accounts: Iterable[str]) -> tuple[dict[str, int], dict[str, int], dict[str, tuple[datetime, datetime]]]:
    """Orders and reviews of each of these accounts, and of each shop, in all; and from when to when signals speak of each account."""
    engine.put("settled_accounts", pa.table({"account_id": pa.array(sorted(accounts), pa.string())}))
    deeds = "select account_id, merchant_id from cut_orders union all select account_id, merchant_id from cut_reviews"
    own = engine.rows(
        f"select d.account_id, count(*) as n from ({deeds}) as d join settled_accounts s on d.account_id = s.account_id group by d.account_id",
        step="deeds of settled accounts",
    )
    sold = engine.rows(
        f"select merchant_id, count(*) as n from ({deeds}) as d where merchant_id is not null group by merchant_id", step="deeds of shops"
    )
    spans = engine.rows(
        """select v.entity_id, min(v.from_at) as from_at, max(v.to_at) as to_at from signal_values v
            join settled_accounts s on v.entity_kind = 'account' and v.entity_id = s.account_id
        where v.from_at is not null and v.to_at is not null group by v.entity_id""",
        step="when signals speak of settled accounts",
    )
    return (
        {row["account_id"]: row["n"] for row in own.to_pylist()},
        {row["merchant_id"]: row["n"] for row in sold.to_pylist()},
        {row["entity_id"]: (row["from_at"], row["to_at"]) for row in spans.to_pylist()},
    )


def _unite(several: list[Settled]) -> list[Settled]:
    """Groups that have SHARE of the smaller one's accounts in common as one, until none has."""
    waiting = sorted(several, key=lambda one: (-len(one.accounts), min(one.accounts)))
    done: list[Settled] = []
    while waiting:
        first = waiting.pop(0)
        rest = []
        grown = False
        for one in waiting:
            if len(first.accounts & one.accounts) >= max(1, SHARE * min(len(first.accounts), len(one.accounts))):
                first = Settled(
                    first.accounts | one.accounts, first.merchants | one.merchants, first.deeds + one.deeds, first.ties | one.ties
                )
                grown = True
            else:
                rest.append(one)
        waiting = rest
        if grown:
            waiting.insert(0, first)
        else:
            done.append(first)
    return done
