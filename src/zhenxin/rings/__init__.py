"""Who acts as one: links with what is shared, dense groups, what they did, and how sure we are that a group is a ring."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa

from zhenxin.engine import Engine
from zhenxin.events.meals import MAY_BE_MEAL
from zhenxin.events.results import RESULTS
from zhenxin.kernels.dense_groups import Group, Links, dense_groups
from zhenxin.rings.counts import COLUMNS, COUNTED, sorted_counts
from zhenxin.rings.describe import KIND_WORDS, kind_of, state, summary
from zhenxin.rings.following import Succession, follow, followed, renamed
from zhenxin.rings.ground import act_kinds, by_own_people, member_acts, stand
from zhenxin.rings.innocent import explain
from zhenxin.rings.links import link_accounts
from zhenxin.rings.marks import covered, mark, one_hand, recruit
from zhenxin.rings.probability import Deeds, probability, ring_bits
from zhenxin.rings.roles import assign, called, ties
from zhenxin.rings.settling import settle
from zhenxin.rings.tokens import NEEDS, gather
from zhenxin.rings.told import Rings, ring_id_of

__all__ = ["COLUMNS", "COUNTED", "NEEDS", "Rings", "Succession", "find_rings", "follow", "followed", "renamed", "settle", "sorted_counts"]

LEAST_PROBABILITY = 0.02
"""A dense group less likely than this to be a ring is not told at all."""

WHOLE = 0.95
"""A group of this density is no part of another."""


def find_rings(
    engine: Engine, *, acts: Mapping[str, tuple[str, ...]], as_of: datetime, own_people: Collection[str] = (), counts: Sequence[Path] = (),
    in_season: Collection[str] = (),
) -> Rings:  # fmt: skip
    """Find rings among the accounts that some signal speaks of.

    The engine holds the cut tables named in NEEDS and `signal_values`; `acts` names the signals that are acts and what each speaks for, `own_people` those
    that say of an order that somebody on the shop's own side placed it, `in_season` those acts of accounts that a season or a stand in the street gives to
    many at once: they make no ring. Links are made from `counts`, files of COUNTED up to `as_of`, where
    there are any, else from the cut tables.
    """
    accounts = gather(engine, as_of, counts)
    engine.put("ring_own_signals", pa.table({"signal": pa.array(sorted(own_people), pa.string())}))
    engine.put("ring_seasonal", pa.table({"signal": pa.array(sorted(in_season), pa.string())}))
    links, found = _grouped(engine, accounts)
    if found and recruit(engine):
        links, found = _grouped(engine, accounts)
    judged, roles, inside = _judged(engine, links, found, acts, as_of)
    if merged := _merged(found, judged, [(row["left_id"], row["right_id"]) for row in one_hand(engine).to_pylist()]):
        found = merged
        _keep(engine, found)
        judged, roles, inside = _judged(engine, links, found, acts, as_of)
    told = set(judged["ring_id"].to_pylist())
    return Rings(
        rings=RESULTS["rings"].shaped(judged),
        members=RESULTS["ring_members"].shaped(_members(roles, judged)),
        links=RESULTS["ring_links"].shaped(_link_table(inside, ties(engine), told)),
        explanations=explain(engine, told, inside),
    )


def _judged(
    engine: Engine, links: pa.Table, found: list["_Found"], acts: Mapping[str, tuple[str, ...]], as_of: datetime
) -> tuple[pa.Table, pa.Table, dict[str, list[dict[str, Any]]]]:
    """The rings table of the groups in `found`, their members, and the links inside of each."""
    clear, every = stand(engine, acts)
    clear = pa.concat_tables([clear, member_acts(engine).cast(clear.schema)])
    roles = assign(engine)
    inside = _inside(links, [row for group in found for row in group.rows])
    return _judge(engine, found, (clear, every), inside, acts, as_of), roles, inside


def _merged(found: list["_Found"], judged: pa.Table, pairs: Iterable[tuple[str, str]]) -> list["_Found"]:
    """The groups, those of one hand as one; empty where nothing merges.

    Only groups do that are rings of one kind each for itself, and loose enough to be parts of something larger.
    """
    sure = {row["ring_id"]: row["kind"] for row in judged.to_pylist() if row["probability"] >= 0.5 and row["density"] < WHOLE}
    head = {one.ring_id: one.ring_id for one in found}

    def of(ring_id: str) -> str:
        while head[ring_id] != ring_id:
            ring_id = head[ring_id]
        return ring_id

    for left, right in pairs:
        if left in sure and sure[left] == sure.get(right) and of(left) != of(right):
            head[max(of(left), of(right))] = min(of(left), of(right))
    parts: dict[str, list[_Found]] = {}
    for one in found:
        parts.setdefault(of(one.ring_id), []).append(one)
    return [] if len(parts) == len(found) else [_as_one(several) for several in parts.values()]


def _as_one(parts: list["_Found"]) -> "_Found":
    if len(parts) == 1:
        return parts[0]
    rows = sorted((name, n) for one in parts for _, name, n in one.rows)
    ring_id = ring_id_of([name for name, _ in rows])
    left, right = (np.concatenate([getattr(one.group, end) for one in parts]) for end in ("left", "right"))
    group = Group(np.unique(np.concatenate([one.group.members for one in parts])), left, right)
    return _Found(ring_id, group, [(ring_id, name, n) for name, n in rows])


@dataclass(frozen=True)
class _Found:
    """A dense group under its id, with each member's number of links."""

    ring_id: str
    group: Group
    rows: list[tuple[str, str, int]]


def _grouped(engine: Engine, accounts: int) -> tuple[pa.Table, list[_Found]]:
    """Links among the suspects and the groups they form; keeps `ring_of` and `ring_marks`."""
    links = link_accounts(engine, accounts)
    totals = {(row["left_id"], row["right_id"]): row["total"] for row in links.select(["left_id", "right_id", "total"]).to_pylist()}
    pairs = sorted(totals)
    names = sorted({name for pair in pairs for name in pair})
    index = {name: position for position, name in enumerate(names)}
    ends = np.array([[index[a], index[b]] for a, b in pairs], dtype=np.int64).reshape(-1, 2)
    graph = Links(ends[:, 0], ends[:, 1], np.array([totals[pair] for pair in pairs], dtype=np.float64))
    found = []
    for group in dense_groups(graph):
        members = [names[m] for m in group.members]
        ring_id = ring_id_of(members)
        found.append(_Found(ring_id, group, [(ring_id, name, n) for name, n in zip(members, _degrees(group), strict=True)]))
    _keep(engine, found)
    return links, found


def _keep(engine: Engine, found: Iterable[_Found]) -> None:
    """Keep `ring_of` and `ring_marks` of the groups."""
    rows = [row for one in found for row in one.rows]
    columns = [pa.array([row[place] for row in rows], kind) for place, kind in enumerate((pa.string(), pa.string(), pa.int64()))]
    engine.put("ring_of", pa.table(columns, ["ring_id", "account_id", "links"]))
    mark(engine)


def _degrees(group: Group) -> list[int]:
    ends = np.concatenate([group.left, group.right])
    return [int(n) for n in np.bincount(np.searchsorted(group.members, ends), minlength=len(group.members))]


def _inside(links: pa.Table, of: Iterable[tuple[str, str, int]]) -> dict[str, list[dict[str, Any]]]:
    """The links of each ring: those whose two ends are both its members."""
    ring_of = {account: ring for ring, account, _ in of}
    inside: dict[str, list[dict[str, Any]]] = {}
    for row in links.to_pylist():
        ring = ring_of.get(row["left_id"])
        if ring is not None and ring == ring_of.get(row["right_id"]):
            inside.setdefault(ring, []).append(row)
    return inside


def _judge(
    engine: Engine, groups: Iterable[_Found], deeds: tuple[pa.Table, pa.Table], inside: Mapping[str, list[dict[str, Any]]],
    acts: Mapping[str, tuple[str, ...]], as_of: datetime,
) -> pa.Table:  # fmt: skip
    clearly, by_ring = _deeds(deeds[0]), _deeds(deeds[1])
    marks: dict[str, dict[str, tuple[int, int]]] = {}
    for row in act_kinds(engine).to_pylist():
        marks.setdefault(row["ring_id"], {})[row["signal"]] = (row["marked"], row["seen"])
    figures = {row["ring_id"]: row for row in _figures(engine).to_pylist()}
    inner = {row["ring_id"]: row["share"] for row in by_own_people(engine).to_pylist()}
    own: dict[str, dict[str, int]] = {}
    for row in covered(engine).to_pylist():
        own.setdefault(row["ring_id"], {})[row["kind"]] = row["members"]
    told = []
    for one in sorted(groups, key=lambda one: one.ring_id):
        ring_id, group = one.ring_id, one.group
        found, marked, links, facts = by_ring.get(ring_id, {}), marks.get(ring_id, {}), inside.get(ring_id, []), figures.get(ring_id)
        if facts is None or not links:
            continue
        shared = {kind: sum(row["kind"] == kind for row in links) / len(group.left) for kind in KIND_WORDS}
        mean = sum({(row["left_id"], row["right_id"]): row["total"] for row in links}.values()) / len(group.left)
        orders, reviews = (found.get(kind, Deeds(0, 0, 0, 0, 0.0)) for kind in ("order", "review"))
        enough = max(3, 0.05 * (orders.deeds + reviews.deeds))
        kinds = sum(count >= enough for count, _ in marked.values())
        members = clearly.get(ring_id, {}).get("account", Deeds(0, 0, 0, 0, 0.0))
        likely = probability(ring_bits(mean, [orders, reviews, *clearly.get(ring_id, {}).values()], kinds))
        if likely < LEAST_PROBABILITY:
            continue
        share = {kind: count / len(group.members) for kind, count in own.get(ring_id, {}).items()}
        telling, people = _telling(marked, enough), inner.get(ring_id, 0.0)
        kind = kind_of(
            share, orders.deeds, reviews.deeds, telling, acts, facts["rating"], people, facts["merchants"], facts["meals"] or 0.0
        )
        touched = max((orders.marked + reviews.marked) / max(orders.deeds + reviews.deeds, 1), members.marked / max(members.deeds, 1))
        sizes = {"accounts": len(group.members), "merchants": facts["merchants"], "orders": orders.deeds, "reviews": reviews.deeds}
        english, chinese = summary(kind, **sizes, marked=touched, shared=shared)
        told.append(
            {"ring_id": ring_id, "kind": kind, "state": state(facts["first_at"], facts["last_at"], as_of), "parents": [], **sizes,
             "amount": facts["amount"] or 0.0, "money_in": facts["amount"] or 0.0, "money_out": facts["money_out"] or 0.0,
             "first_at": facts["first_at"], "last_at": facts["last_at"], "density": float(f"{group.density:.9g}"),
             "probability": float(f"{likely:.9g}"), "summary": english, "summary_zh": chinese}
        )  # fmt: skip
    return pa.Table.from_pylist(told, RESULTS["rings"].schema)


def _telling(marked: Mapping[str, tuple[int, int]], enough: float) -> dict[str, int]:
    """How often each act signal speaks of a ring's deeds, or where hardly any does, of its members: what they do says more than what they are."""
    seen = {signal: count for signal, (_, count) in marked.items() if count}
    return seen if sum(seen.values()) >= enough else {signal: count for signal, (count, _) in marked.items()}


def _deeds(table: pa.Table) -> dict[str, dict[str, Deeds]]:
    by_ring: dict[str, dict[str, Deeds]] = {}
    for row in table.to_pylist():
        by_ring.setdefault(row["ring_id"], {})[row["kind"]] = Deeds(
            row["deeds"], row["marked"], row["doers"], row["marked_doers"], row["rate"]
        )
    return by_ring


def _figures(engine: Engine) -> pa.Table:
    return engine.rows(
        f"""with back as (
            select o.ring_id, cast(sum(p.amount) as double) as money_out from ring_of o join cut_payments p on o.account_id = p.payee_id
                join ring_roles r on r.ring_id = o.ring_id and r.entity_id = p.payer_id
            where r.role in ('organiser', 'merchant') and p.kind in ('transfer', 'red_packet', 'other') group by o.ring_id
        )
        select d.ring_id, count(distinct d.merchant_id) as merchants, min(d.occurred_at) as first_at, max(d.occurred_at) as last_at,
            cast(sum(cast(d.amount as decimal(18, 2))) as double) as amount, max(b.money_out) as money_out,
            avg(cast(v.rating as double)) as rating, avg(case when v.review_id is null then null
                when o.order_id is not null and {MAY_BE_MEAL} then 1.0 else 0.0 end) as meals
        from ring_deeds d left join cut_reviews v on d.kind = 'review' and d.deed_id = v.review_id
            left join cut_orders o on v.order_id = o.order_id left join (select distinct order_id from cut_parcels) p on o.order_id = p.order_id
            left join cut_products i on o.product_id = i.product_id left join cut_merchants m on o.merchant_id = m.merchant_id
            left join back b on d.ring_id = b.ring_id group by d.ring_id order by d.ring_id""",
        step="figures of rings",
    )


def _members(roles: pa.Table, judged: pa.Table) -> pa.Table:
    """Members of the rings that are told, each by the role that it has in a ring of that kind."""
    kinds = dict(zip(judged["ring_id"].to_pylist(), judged["kind"].to_pylist(), strict=True))
    rows = [{**row, "role": called(row["role"], kinds[row["ring_id"]])} for row in roles.to_pylist() if row["ring_id"] in kinds]
    return pa.Table.from_pylist(rows, roles.schema)


def _link_table(inside: Mapping[str, list[dict[str, Any]]], tied: pa.Table, told: set[str]) -> pa.Table:
    """Account–account links with all they share, and each account's ties to shops, senders, devices and payers of the ring."""
    rows: dict[tuple[str, str, str, str, str], dict[str, Any]] = {}
    for ring, links in inside.items():
        for link in links if ring in told else ():
            key = (ring, "account", link["left_id"], "account", link["right_id"])
            row = rows.setdefault(key, {"shared": [], "bits": float(f"{link['total']:.9g}")})
            row["shared"].append(f"{link['kind']} ×{link['things']}")
    for tie in tied.to_pylist():
        if tie["ring_id"] in told:
            key = (tie["ring_id"], "account", tie["left_id"], tie["right_kind"], tie["right_id"])
            rows[key] = {"shared": [f"{tie['right_kind']} ×{tie['things']}"], "bits": 0.0}
    names = RESULTS["ring_links"].schema.names[:5]
    told_rows = [
        {**dict(zip(names, key, strict=True)), "shared": ", ".join(row["shared"]), "bits": row["bits"]} for key, row in rows.items()
    ]
    return pa.Table.from_pylist(told_rows, RESULTS["ring_links"].schema)
