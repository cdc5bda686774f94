"""The rings once it is known who is accused: who joins one, and who makes one with others (`joining.py`), as rows of the ring tables."""

from collections import Counter, defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import pyarrow as pa

from zhenxin.engine import Engine
from zhenxin.events.codes import ATTACKS
from zhenxin.events.results import RESULTS
from zhenxin.rings.accused import ties_of, totals
from zhenxin.rings.joining import FEWEST, Settled, communities, held_by, inherited, likeliest, of_one_hand, settled
from zhenxin.rings.settled_rows import FEWEST_PAID, grown, link_rows, member_rows, new_ring, organiser_rows, paid_by, recut
from zhenxin.rings.told import Rings, ring_id_of

GUEST = "quota_dining"
COMPACT = 0.9
WHOLE_FROM = 8
"""A ring of this density and so many accounts is whole; a looser one may be parts of several, a smaller one a part of one, and is cut anew."""


def settle(engine: Engine, found: Rings, accused: pa.Table, as_of: datetime) -> Rings:
    """The rings once it is known who is accused: accounts join them, others, accused each by its own evidence, make new ones, loose ones are cut anew.

    `accused` has entity_kind (order, review, account), entity_id, account_id, merchant_id, behaviour, probability, occurred_at and amount. Where it
    names nobody outside of dense rings nothing changes. Explanations stay those of the rings that structure made.
    """
    rows = accused.to_pylist()
    rings = {row["ring_id"]: row for row in found.rings.to_pylist()}
    lying: dict[str, set[str]] = defaultdict(set)
    for row in found.members.to_pylist():
        if row["entity_kind"] == "account" and rings[row["ring_id"]]["probability"] >= 0.5:
            lying[row["ring_id"]].add(row["entity_id"])
    loose = {
        ring_id: accounts
        for ring_id, accounts in lying.items()
        if rings[ring_id]["density"] < COMPACT or rings[ring_id]["accounts"] < WHOLE_FROM
    }
    firm = {account: ring_id for ring_id, accounts in lying.items() if ring_id not in loose for account in accounts}
    people = {row["entity_id"]: row for row in rows if row["entity_kind"] == "account"}
    if not set(people) - set(firm):
        return found
    deeds: dict[str, list[Mapping[str, Any]]] = defaultdict(list)
    for row in rows:
        if row["entity_kind"] != "account":
            deeds[row["account_id"]].append(row)
    told = [tie for tie in ties_of(engine, {*people, *deeds}, accused) if tie[1] != "product" or tie[0] not in deeds]
    ties: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for account, tie, name in told:
        ties[account].append((tie, name))
    joining: dict[str, set[str]] = defaultdict(set)
    groups: list[set[str]] = []
    members = set(people).union(*loose.values())
    for by_ring in communities(held_by((deed for done in deeds.values() for deed in done), told), firm):
        for account in set(by_ring) & members:
            if by_ring[account] is not None:
                joining[str(by_ring[account])].add(account)
        groups.append({account for account, ring_id in by_ring.items() if ring_id is None} & members)
    # whoever was in a ring is as sure as that ring, not as itself with the ring's part in it: what a ring gave its members must not come back as its own
    likely = {account: row["probability"] for account, row in people.items()}
    likely |= {account: rings[ring_id]["probability"] for ring_id, accounts in loose.items() for account in accounts}
    return _told(
        engine,
        found,
        _cut(rings, loose, joining, of_one_hand(groups, ties), (people, deeds, ties), frozenset(firm.values())),
        likely,
        as_of,
    )


def _cut(
    rings: Mapping[str, Mapping[str, Any]], loose: Mapping[str, set[str]], joining: Mapping[str, set[str]], groups: list[set[str]],
    known: tuple[Mapping[str, Mapping[str, Any]], Mapping[str, list[Mapping[str, Any]]], Mapping[str, list[tuple[str, str]]]],
    firm: frozenset[str],
) -> "_Made":  # fmt: skip
    """Who joins which ring, which groups are new rings, and which go on as a loose ring that was; `known` has accused accounts, deeds and ties."""
    people, deeds, ties = known
    behaviours = {account: row["behaviour"] for account, row in people.items()}
    heirs = inherited(groups, loose)
    kept = {ring_id: settled(groups[number], rings[ring_id]["kind"], deeds, ties) for number, ring_id in sorted(heirs.items())}
    taken = {account for one in kept.values() for account in one.accounts}
    fresh = []
    for number, group in enumerate(groups):
        alone = (group & set(people)) - taken
        kind = likeliest(alone, deeds, behaviours)
        if number not in heirs and len(alone) >= FEWEST and kind is not None:
            fresh.append((kind, settled(alone, kind, deeds, ties)))
    joined = {}
    for ring_id, accounts in sorted(joining.items()):
        # who hurts shops is none of those who serve them, whatever both are tied to
        # and whoever was a guest is one of guests only
        alike = {
            one for one in accounts
            if (behaviours.get(one) in ATTACKS) == (rings[ring_id]["kind"] in ATTACKS) and (behaviours.get(one) != GUEST or rings[ring_id]["kind"] == GUEST)
        }  # fmt: skip
        if alike:
            joined[ring_id] = settled(alike, rings[ring_id]["kind"], deeds, ties)
    return _Made(joined, kept, fresh, firm)


@dataclass(frozen=True)
class _Made:
    """By ring, who joined it; by loose ring, who it is now; new rings with their kind; and the rings left whole."""

    joined: Mapping[str, Settled]
    kept: Mapping[str, Settled]
    fresh: list[tuple[str, Settled]]
    firm: frozenset[str]
    """The rings that were left whole."""


def _told(engine: Engine, found: Rings, made: _Made, likely: Mapping[str, float], as_of: datetime) -> Rings:
    """The tables with what was made; `likely` has how sure each account is."""
    rings = {row["ring_id"]: row for row in found.rings.to_pylist()}
    own, sold, spans = totals(
        engine,
        {account for one in [*made.joined.values(), *made.kept.values(), *(one for _, one in made.fresh)] for account in one.accounts},
    )
    known = {(row["ring_id"], row["entity_id"]) for row in found.members.to_pylist() if row["entity_kind"] == "merchant"}
    members, links = _staying(found.members, found.links, {ring_id: one.accounts for ring_id, one in made.kept.items()})
    named = [(ring_id_of(sorted(one.accounts)), kind, one) for kind, one in made.fresh]
    # a group by the same founders that acts did not make a ring
    again = {ring_id for ring_id, _, _ in named} & set(rings)
    paying = _payers(engine, [one for _, _, one in named] + [*made.joined.values(), *made.kept.values()])
    more_people, more_links = [], []
    for ring_id, one in made.joined.items():
        rings[ring_id] = grown(rings[ring_id], one, sum((ring_id, shop) not in known for shop in one.merchants))
    for ring_id, one in made.kept.items():
        rings[ring_id] = recut(rings[ring_id], one, links, as_of)
    for ring_id, kind, one in named:
        rings[ring_id] = new_ring(ring_id, kind, one, likely, spans, as_of)
    for ring_id, one in [*made.joined.items(), *made.kept.items(), *((ring_id, one) for ring_id, _, one in named)]:
        more_people += member_rows(ring_id, rings[ring_id]["kind"], one, own, sold) + organiser_rows(ring_id, one, paying)
        more_links += link_rows(ring_id, one)
    absorbed = _absorbed(
        members, {ring_id: one.accounts for ring_id, one in [*made.kept.items(), *((ring_id, one) for ring_id, _, one in named)]}, made.firm
    )
    gone = again | set(absorbed)
    told = [row for ring_id, row in rings.items() if ring_id not in absorbed]
    return Rings(
        rings=RESULTS["rings"].shaped(pa.Table.from_pylist(told, RESULTS["rings"].schema)),
        members=_with(_without(members, "ring_id", gone), more_people, "ring_members"),
        links=_with(_without(links, "ring_id", gone), more_links, "ring_links"),
        explanations=_without(found.explanations, "entity_id", gone),
        absorbed=absorbed,
    )


def _absorbed(members: pa.Table, settled_now: Mapping[str, set[str]], firm: Collection[str]) -> dict[str, str]:
    """Rings of which half of the accounts and more are in settled rings now, each with that in which most of them are, the first by name of equals.

    `firm` rings stay what they are.
    """
    where = {account: ring_id for ring_id in sorted(settled_now) for account in settled_now[ring_id]}
    parts: dict[str, set[str]] = defaultdict(set)
    for row in members.to_pylist():
        if (
            row["entity_kind"] == "account"
            and row["role"] != "organiser"
            and row["ring_id"] not in settled_now
            and row["ring_id"] not in firm
        ):
            parts[row["ring_id"]].add(row["entity_id"])
    found = {}
    for ring_id, accounts in sorted(parts.items()):
        homes = Counter(where[account] for account in sorted(accounts) if account in where)
        if 2 * homes.total() >= len(accounts):
            found[ring_id] = min(homes, key=lambda home: (-homes[home], home))
    return found


def _staying(members: pa.Table, links: pa.Table, kept: Mapping[str, set[str]]) -> tuple[pa.Table, pa.Table]:
    """Members and links of the rings in `kept` that those who are in them now still have: their own, and what one of them is tied to."""

    def stays(link: Mapping[str, Any]) -> bool:
        accounts = kept.get(link["ring_id"])
        return accounts is None or (link["left_id"] in accounts and (link["right_kind"] != "account" or link["right_id"] in accounts))

    rows = links.to_pylist()
    held = [stays(link) for link in rows]
    tied = {(link["ring_id"], link["right_kind"], link["right_id"]) for link, stay in zip(rows, held, strict=True) if stay}
    here = [
        row["ring_id"] not in kept
        or (row["entity_id"] in kept[row["ring_id"]] if row["entity_kind"] == "account" and row["role"] != "organiser"
            else (row["ring_id"], row["entity_kind"], row["entity_id"]) in tied)
        for row in members.to_pylist()
    ]  # fmt: skip
    return members.filter(pa.array(here, pa.bool_())), links.filter(pa.array(held, pa.bool_()))


def _without(table: pa.Table, column: str, rings: set[str]) -> pa.Table:
    return table.filter(pa.array([ring not in rings for ring in table[column].to_pylist()], pa.bool_()))


def _with(table: pa.Table, rows: list[dict[str, Any]], name: str) -> pa.Table:
    """`table` and the rows that it does not have yet."""
    keys = RESULTS[name].keys
    known = set(zip(*(table[key].to_pylist() for key in keys), strict=True))
    fresh = {tuple(row[key] for key in keys): row for row in rows}
    more = pa.Table.from_pylist([row for key, row in fresh.items() if key not in known], RESULTS[name].schema)
    return RESULTS[name].shaped(pa.concat_tables([table.cast(RESULTS[name].schema), more]))


def _payers(engine: Engine, made: list[Settled]) -> dict[str, str]:
    """The kind of entity of each payer of three accounts and more: an account, or a payee where it is somebody outside; shops are left out."""
    payers = sorted({payer for one in made for payer, paid in paid_by(one).items() if paid >= FEWEST_PAID})
    engine.put("ring_payers", pa.table({"payer_id": pa.array(payers, pa.string())}))
    rows = engine.rows(
        """select distinct p.payer_id, a.account_id is not null as is_account from ring_payers p left join cut_accounts a on p.payer_id = a.account_id
            left join (select distinct merchant_id from cut_orders) m on p.payer_id = m.merchant_id where m.merchant_id is null""",
        step="payers of settled rings",
    )
    return {row["payer_id"]: "account" if row["is_account"] else "payee" for row in rows.to_pylist()}
