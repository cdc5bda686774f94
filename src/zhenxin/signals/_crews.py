"""What the signals of crews share: buyers by their doors, and the rows that a crew's deeds give."""

from collections.abc import Mapping

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from zhenxin.kernels.bipartite import Ints
from zhenxin.kernels.crews import crews
from zhenxin.signals._base import Batches, Words

HOUSEHOLD = 10
"""More accounts than these have an address in common at a parcel station, or in a dormitory, and are people each for himself."""

SHOPS = 2
"""A crew meets at so many shops at least: who buys several things of one shop is its customer."""

DOORS = f"""
        addressed as (
            select account_id, min(address_hash) as address_hash from orders where address_hash is not null group by account_id
        ),
        crowded as (select address_hash from addressed group by address_hash having count(*) > {HOUSEHOLD}),
        doors as (
            select a.account_id, a.address_hash as door from addressed a left join crowded c on a.address_hash = c.address_hash
            where c.address_hash is null
        )"""
"""CTEs: `doors` has account_id and door, where no crowd has the same."""

GIFTS = """
        gifts as (
            select distinct product_id, merchant_id from campaigns
            where kind = 'trial' or (kind = 'review_reward' and coalesce(any_rating, true))
        ),
        given as (select distinct product_id from gifts where product_id is not null),
        giving as (select distinct merchant_id from gifts where product_id is null and merchant_id is not null)"""
"""CTEs: `given` has the products, and `giving` the shops, that asked for any honest review."""

NOT_KEPT = f"""
        with {DOORS},
        kinds as (select product_id, coalesce(category, '') as category from products),
        stays as (select distinct account_id, merchant_id, occurred_at from visits where kind = 'live_join' and merchant_id is not null),
        shown as (
            select distinct o.order_id from orders o join stays s on o.account_id = s.account_id and o.merchant_id = s.merchant_id
            where s.occurred_at > o.occurred_at - interval 6 hour and s.occurred_at < o.occurred_at + interval 1 hour
        ),
        ended as (
            select o.order_id, coalesce(d.door, o.account_id) as who, o.product_id as thing, o.merchant_id as shop, coalesce(k.category, '') as sort,
                case when o.status in ('cancelled', 'refused', 'returned') then 1 else 0 end as is_back,
                case when s.order_id is not null then 1 else 0 end as is_shown
            from orders o left join doors d on o.account_id = d.account_id left join kinds k on o.product_id = k.product_id
                left join shown s on o.order_id = s.order_id
            where o.product_id is not null and o.status is not null
        )
        select order_id as entity_id, who, thing, shop, sort, is_back as done, is_shown from ended order by order_id"""
"""Each order with its `who`, `thing`, `shop` and `sort`, and whether it was not kept (`done`) and placed in a live room (`is_shown`), 0 or 1."""

SENT_BACK = Words(
    "{members} buyers at different doors met at {things:thing|things} beyond chance and did not keep {done} of the {deeds} orders they placed there;"
    " {usual:.0%} would already be a lot",
    zh="{members} 个不同住址的买家在 {things} 件商品上反复相遇（远超巧合），所下 {deeds} 单中有 {done} 单取消、拒收或退回；{usual:.0%} 已属偏多",
)

KEPT_BY_OTHERS = Words(
    "dresses come back by the half, and fans buy together; but these send back what other buyers of the same things, and they elsewhere, keep",
    zh="服装退货过半、粉丝结伴购买都很常见；但同样的商品其他买家会留下，这些买家在别处也会留下",
)


def told(batches: Batches, least: float, *, live: bool | None = None) -> Batches:
    """Of rows with `entity_id`, `who`, `thing`, `shop`, `sort` and `done` (0 or 1), those that are done and a crew's.

    Gives `value` (bits), members, things, done, deeds and usual (a share). Crews are looked for at things, and at shops; a deed of several is told once,
    by the most surprising, and crews of fewer than `least` bits are not told. Where `live` is given, rows have `is_shown`, and only crews are told of
    whose done deeds half were so (True), or of whose fewer were (False).
    """
    given = [batch for batch in batches if batch.num_rows]
    if not given:
        return
    rows = pa.Table.from_batches(given)
    who, thing, shop, sort = (_numbered(rows[name]) for name in ("who", "thing", "shop", "sort"))
    done = rows["done"].to_numpy()
    ids, heard = rows["entity_id"], np.zeros(len(done), np.bool_)
    found = [crew for where in (thing, shop) for crew in crews(who, where, done, sort)]
    for crew in sorted(found, key=lambda crew: -crew.bits):
        if len(np.unique(shop[crew.rows])) < SHOPS:
            continue
        named = crew.rows[(done[crew.rows] > 0) & ~heard[crew.rows]]
        if crew.bits < least or not len(named) or (live is not None and live != _is_live(rows, crew.rows[done[crew.rows] > 0])):
            continue
        heard[named] = True
        facts: Mapping[str, float] = {
            "value": crew.bits, "members": crew.members, "things": crew.things, "done": crew.done, "deeds": len(crew.rows), "usual": crew.rate,
        }  # fmt: skip
        columns = {name: pa.array([fact] * len(named)) for name, fact in facts.items()}
        yield from pa.table({"entity_id": ids.take(pa.array(named)), **columns}).to_batches()


def _is_live(rows: pa.Table, places: np.ndarray) -> bool:
    return bool(2 * rows["is_shown"].to_numpy()[places].sum() >= len(places))


def _numbered(names: pa.ChunkedArray) -> Ints:
    """Each name as a number from 0, by its place in the alphabet, so that the order of rows decides nothing."""
    known = names.cast(pa.string()).combine_chunks().fill_null("").dictionary_encode()
    order = pc.sort_indices(known.dictionary).to_numpy()
    numbers = np.empty(len(order), np.int64)
    numbers[order] = np.arange(len(order))
    found: Ints = numbers[known.indices.to_numpy()]
    return found
