"""The innocent explanations tried on each ring: what a dormitory, a group purchase, a sale or a fan club would look like, and how far it fits."""

from collections.abc import Iterable, Mapping
from typing import Any

import pyarrow as pa

from zhenxin.engine import Engine
from zhenxin.events.results import RESULTS
from zhenxin.events.wording import untried

_FACTS = """
    with marked as (select distinct ring_id, kind, deed_id from ring_marked),
    placed as (
        select d.ring_id, count(*) as orders
        from ring_deeds d where d.kind = 'order' group by d.ring_id
    ),
    to_one as (
        select ring_id, max(n) as most from (
            select d.ring_id, o.address_hash, count(*) as n from ring_deeds d join cut_orders o on d.kind = 'order' and d.deed_id = o.order_id
            where o.address_hash is not null group by d.ring_id, o.address_hash
        ) as addressed group by ring_id
    ),
    in_a_day as (
        select ring_id, max(n) as most from (
            select ring_id, cast(date_trunc('day', occurred_at) as date) as done_on, count(*) as n from ring_deeds where kind = 'order'
            group by ring_id, cast(date_trunc('day', occurred_at) as date)
        ) as dated group by ring_id
    ),
    acted as (
        select d.ring_id, count(*) as deeds, count(m.deed_id) as marked from ring_deeds d
        left join marked m on d.ring_id = m.ring_id and d.kind = m.kind and d.deed_id = m.deed_id group by d.ring_id
    )
    select a.ring_id, a.deeds, a.marked, coalesce(p.orders, 0) as orders, coalesce(t.most, 0) as to_one, coalesce(i.most, 0) as in_a_day
    from acted a left join placed p on a.ring_id = p.ring_id left join to_one t on a.ring_id = t.ring_id left join in_a_day i on a.ring_id = i.ring_id
    order by a.ring_id
"""

_PLACE = frozenset({"wifi", "network", "address", "receiver", "device"})


def explain(engine: Engine, told: Iterable[str], inside: Mapping[str, list[dict[str, Any]]]) -> pa.Table:
    """The `explanations` table for the rings in `told`; `inside` has each ring's links by kind.

    Fits is 0 where nothing speaks for it, 1 where all does, NULL where no order of the ring has what it asks for.
    """
    facts = {row["ring_id"]: row for row in engine.rows(_FACTS, step="innocent explanations of rings").to_pylist()}
    rows = [row for ring in sorted(told) if ring in facts for row in _tried(ring, facts[ring], inside.get(ring, []))]
    return RESULTS["explanations"].shaped(pa.Table.from_pylist(rows, RESULTS["explanations"].schema))


def _tried(ring: str, facts: Mapping[str, Any], links: list[dict[str, Any]]) -> list[dict[str, Any]]:
    by_pair: dict[tuple[str, str], set[str]] = {}
    for link in links:
        by_pair.setdefault((link["left_id"], link["right_id"]), set()).add(link["kind"])
    housed = sum(bool(kinds & _PLACE) for kinds in by_pair.values()) / max(len(by_pair), 1)
    orders = max(facts["orders"], 1)
    innocent = 1 - facts["marked"] / max(facts["deeds"], 1)
    told: tuple[tuple[str, float | None, str, str], ...] = (
        ("dormitory", housed,
         f"people of one roof: {housed:.0%} of the ties go with a shared network, address or phone, {1 - housed:.0%} do without",
         f"同住一处的人：{housed:.0%} 的关联伴有共用网络、地址或设备，{1 - housed:.0%} 没有"),
        ("group_buy", facts["to_one"] / orders,
         f"a group purchase for one address: the commonest address got {facts['to_one']} of {facts['orders']} orders",
         f"团购集中收货：最常见的地址收到 {facts['orders']} 笔订单中的 {facts['to_one']} 笔")
        if facts["to_one"] else ("group_buy", None, *untried(["orders.address_hash"] if facts["orders"] else [])),
        ("flash_sale", facts["in_a_day"] / orders,
         f"a sale on one day: the busiest day has {facts['in_a_day']} of {facts['orders']} orders",
         f"单日促销：最集中的一天占 {facts['orders']} 笔订单中的 {facts['in_a_day']} 笔")
        if facts["orders"] else ("flash_sale", None, *untried([])),
        ("fan_club", innocent,
         f"people of one taste who buy in step: {facts['marked']} of {facts['deeds']} orders and reviews bear an act that taste does not explain",
         f"趣味相投、步调一致的买家：{facts['deeds']} 笔订单和评价中有 {facts['marked']} 笔带有趣味无法解释的行为"),
    )  # fmt: skip
    return [
        {
            "entity_kind": "ring",
            "entity_id": ring,
            "lookalike": code,
            "fits": None if fits is None else float(f"{min(fits, 1.0):.9g}"),
            "sentence": english,
            "sentence_zh": chinese,
        }
        for code, fits, english, chinese in told
    ]
