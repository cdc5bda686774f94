"""What speaks about each entity: its own signals, and those of what it hangs on (an order's parcel, buyer and review; a page's numbers)."""

from collections.abc import Mapping
from types import MappingProxyType

import pyarrow as pa

from zhenxin.engine import Engine
from zhenxin.events.codes import COMPANY, TAPS
from zhenxin.events.meals import EATEN, MAY_BE_MEAL, SERVED, has_words
from zhenxin.events.ties import TIED_NEEDS
from zhenxin.scores.hypothesis import Trait

NEEDS: Mapping[str, frozenset[str]] = MappingProxyType(
    {
        "orders": frozenset(
            {"order_id", "account_id", "merchant_id", "product_id", "occurred_at", "amount", "device_id", "status", "status_at"}
        ),
        "products": frozenset({"product_id", "category", "merchant_id"}),
        "payments": TIED_NEEDS["payments"],
        "accounts": TIED_NEEDS["accounts"],
        "reviews": frozenset({"review_id", "account_id", "merchant_id", "order_id", "product_id", "occurred_at", "rating", "text"}),
        "claims": frozenset({"order_id", "approver_id"}),
        "staff_actions": frozenset({"staff_id", "kind", "target_id"}),
        "campaigns": frozenset({"campaign_id", "merchant_id"}),
        "parcels": frozenset({"order_id", "sender_hash"}),
        "merchants": frozenset({"merchant_id", "category"}),
        "sightings": TIED_NEEDS["sightings"],
        "visits": TIED_NEEDS["visits"] | {"occurred_at", "dwell_s"},
        "pages": frozenset({"url", "site", "text"}),
        "page_facts": frozenset({"url", "fact", "value", "position"}),
        "registered_numbers": frozenset({"number"}),
    }
)
"""The columns of the cut tables that this stage reads."""

MANY_NUMBERS = 6
"""A page of so many numbers, none of which stands three times as often as they usually do, lists them and stands for none."""
WIDELY = 0.4
"""Of the pages that push a number, the share that must say a thing before it is the number's. Of 37 platforms and agents with such pages the most had
36 %, of 22 campaigns the least 36 % and all but one more than half (worlds of the recipe hotline, seeds 3100 to 3104)."""

LOOK = 3.0
"""Seconds for which somebody looks at a thing; less is a glance (see taps_per_view)."""

_SAID = "s.signal, s.level, s.value, s.reason, s.reason_zh, s.query_id, s.args"


def _route(via: str, kind: str, entity: str, join: str) -> str:
    """What is said of a `via` passed on to `entity` of another kind."""
    return f"union all select '{kind}' as entity_kind, {entity} as entity_id, {_SAID}, '{via}' as via from own s {join} where s.entity_kind = '{via}'"


def _deeds_of(via: str, column: str) -> str:
    """What is said of a buyer or a shop passed on to those of its orders and reviews that something else speaks of too."""
    return "\n        ".join(
        _route(
            via,
            kind,
            f"t.{kind}_id",
            f"join cut_{kind}s t on s.entity_id = t.{column} join deeds d on d.entity_kind = '{kind}' and d.entity_id = t.{kind}_id",
        )
        for kind in ("order", "review")
    )


_ROUTES = "\n        ".join(
    (
        _route("review", "order", "r.order_id", "join cut_reviews r on s.entity_id = r.review_id and r.order_id is not null"),
        _route("order", "review", "r.review_id", "join cut_reviews r on s.entity_id = r.order_id"),
        _route(
            "sender",
            "order",
            "p.order_id",
            "join cut_parcels p on s.entity_id = p.sender_hash join deeds d on d.entity_kind = 'order' and d.entity_id = p.order_id",
        ),
        _deeds_of("account", "account_id"),
        _deeds_of("merchant", "merchant_id"),
        _route("product", "account", "v.account_id", "join tapped v on s.entity_id = v.product_id"),
        _route("number", "page", "f.url", "join pushed_numbers f on s.entity_id = f.number and not f.is_listed"),
        _route(
            "page",
            "number",
            "w.number",
            "join widely_said w on s.signal = w.signal join pushed_numbers f on s.entity_id = f.url and w.number = f.number and not f.is_listed",
        ),
        _route(
            "number",
            "page",
            "f.url",
            "join mostly_of w on s.signal = w.signal join listed_numbers f on s.entity_id = f.number and w.url = f.url",
        ),
        _route(
            "page",
            "number",
            "f.number",
            "join mostly_on w on s.signal = w.signal join listed_numbers f on s.entity_id = f.url and w.number = f.number",
        ),
    )
)

# a page stands or falls with the number it pushes: the commonest, the first of equals; others are only mentioned, and a page that warns pushes none;
# a number answers for what WIDELY and more of its pages say: one loud page in ten is an advertiser's, nine in ten are a campaign's;
# what is said of a product's taps is said of who tapped blindly, or did another act of the same kind: others looked and liked what they saw;
# a page that lists numbers stands or falls with them all, and they with the pages that list them: what half of either bear is the other's;
# circumstance alone is passed on only to deeds that something else speaks about too, or every order of a dormitory would get a row
_PASSED = f"""
    with own as (select entity_kind, entity_id, signal, level, value, reason, reason_zh, query_id, args from signal_values),
    deeds as (
        select entity_kind, entity_id from own where entity_kind in ('order', 'review')
        union select kind as entity_kind, deed_id as entity_id from ring_deeds
        union select 'order' as entity_kind, r.order_id as entity_id from own s join cut_reviews r on s.entity_id = r.review_id
            where s.entity_kind = 'review' and r.order_id is not null
        union select 'review' as entity_kind, r.review_id as entity_id from own s join cut_reviews r on s.entity_id = r.order_id
            where s.entity_kind = 'order'
    ),
    speaking as (select distinct entity_id as account_id from own where entity_kind = 'account'),
    pushing as (select number, count(*) as pages from pushed_numbers group by number),
    widely_said as (
        select f.number, s.signal from own s join pushed_numbers f on s.entity_kind = 'page' and s.entity_id = f.url join pushing p on f.number = p.number
        group by f.number, s.signal, p.pages having count(*) >= :widely * p.pages
    ),
    mostly_of as (
        select f.url, s.signal from own s join listed_numbers f on s.entity_kind = 'number' and s.entity_id = f.number
        group by f.url, s.signal, f.numbers having 2 * count(*) >= f.numbers
    ),
    mostly_on as (
        select f.number, s.signal from own s join listed_numbers f on s.entity_kind = 'page' and s.entity_id = f.url
        group by f.number, s.signal, f.pages having 2 * count(*) >= f.pages
    ),
    taps as (
        select v.account_id, v.product_id, min(case when v.kind in ({TAPS}) then v.occurred_at end) as tapped_at,
            min(case when v.kind in ('view', 'compare') and coalesce(v.dwell_s, :look) >= :look then v.occurred_at end) as looked_at
        from cut_visits v join (select distinct entity_id from own where entity_kind = 'product') s on v.product_id = s.entity_id
            join speaking a on v.account_id = a.account_id
        group by v.account_id, v.product_id
    ),
    tapped as (
        select account_id, product_id from taps where tapped_at < looked_at or (tapped_at is not null and looked_at is null)
        union
        select t.account_id, t.product_id from taps t join own p on p.entity_kind = 'product' and t.product_id = p.entity_id
            join speaks_for x on p.signal = x.signal join own d on d.entity_kind = 'account' and t.account_id = d.entity_id
            join speaks_for y on d.signal = y.signal and x.behaviour = y.behaviour
        where t.tapped_at is not null and y.is_act
    ),
    passed as (
        select entity_kind, entity_id, signal, level, value, reason, reason_zh, query_id, args, 'own' as via from own
        {_ROUTES}
    ),
    ranked as (
        select *, row_number() over (partition by entity_kind, entity_id, signal order by level desc, value desc, via, reason) as choice from passed
    )
    select entity_kind, entity_id, signal, level, value, reason, reason_zh, query_id, args, via from ranked where choice = 1
    order by entity_kind, entity_id, signal
"""

_PUSHED = f"""
    with thirds as (select distinct url from cut_page_facts where fact = 'claim' and value = 'third_party'),
    warnings as (select distinct url from cut_page_facts where fact = 'claim' and value = 'warning'),
    ranked as (
        select f.url, f.value, row_number() over (partition by f.url order by count(*) desc, min(f.position), f.value) as place,
            count(*) as times, count(*) over (partition by f.url) as numbers, avg(count(*)) over (partition by f.url) as usual
        from cut_page_facts f left join warnings w on f.url = w.url
        where f.fact = 'number' and length(f.value) >= 7 and w.url is null group by f.url, f.value
    )
    select r.url, r.value as number, p.site, n.number is not null as is_registered, r.numbers >= :many and r.times < 3 * r.usual as is_listed,
        t.url is not null or regexp_matches(coalesce(p.text, ''), {COMPANY}) as is_named
    from ranked r join cut_pages p on r.url = p.url left join thirds t on r.url = t.url
        left join (select distinct number from cut_registered_numbers) n on r.value = n.number
    where r.place = 1
"""

_LISTED = """
    with shown as (
        select distinct f.url, f.value as number, p.is_listed from cut_page_facts f join pushed_numbers p on f.url = p.url
        where f.fact = 'number' and length(f.value) >= 7
    ),
    told as (
        select url, number, is_listed, count(*) over (partition by url) as numbers, count(*) over (partition by number) as pages from shown
    )
    select t.url, t.number, t.numbers, t.pages from told t left join (select distinct number from cut_registered_numbers) r on t.number = r.number
    where t.is_listed and r.number is null
"""

_FACTS = f"""
    select 'order' as entity_kind, o.order_id as entity_id, o.account_id, o.merchant_id, o.product_id, o.occurred_at,
        cast(o.amount as double) as amount, d.ring_id,
        p.order_id is null and {has_words("coalesce(i.category, m.category)", EATEN)} as is_eaten,
        p.order_id is null and {has_words("coalesce(i.category, m.category)", SERVED)} as is_served, w.order_id is not null as is_praised,
        false as is_of_meal, coalesce(o.status in ('cancelled', 'refused', 'returned'), false) as is_back, cast(null as integer) as rating,
        cast(null as varchar) as order_id
    from cut_orders o join scored s on s.entity_kind = 'order' and s.entity_id = o.order_id
        left join ring_deeds d on d.kind = 'order' and d.deed_id = o.order_id
        left join cut_products i on o.product_id = i.product_id left join cut_merchants m on o.merchant_id = m.merchant_id
        left join (select distinct order_id from cut_parcels) p on o.order_id = p.order_id
        left join (select distinct order_id from cut_reviews where rating >= 4 and length(text) >= 8) w on o.order_id = w.order_id
    union all
    select 'review' as entity_kind, r.review_id as entity_id, r.account_id, r.merchant_id, r.product_id, r.occurred_at,
        cast(null as double) as amount, d.ring_id,
        false as is_eaten, false as is_served, false as is_praised,
        o.order_id is not null and {MAY_BE_MEAL} as is_of_meal, coalesce(o.status in ('cancelled', 'refused', 'returned'), false) as is_back,
        cast(r.rating as integer) as rating, r.order_id
    from cut_reviews r join scored s on s.entity_kind = 'review' and s.entity_id = r.review_id
        left join ring_deeds d on d.kind = 'review' and d.deed_id = r.review_id
        left join cut_orders o on r.order_id = o.order_id
        left join cut_products i on o.product_id = i.product_id left join cut_merchants m on o.merchant_id = m.merchant_id
        left join (select distinct order_id from cut_parcels) p on o.order_id = p.order_id
    order by 1, 2
"""


def gather(engine: Engine, traits: Mapping[str, Trait]) -> tuple[pa.Table, pa.Table]:
    """The evidence (entity_kind, entity_id, signal, level, value, reason, reason_zh, query_id, args, via) and the facts of each order and review in it.

    Facts: entity_kind, entity_id, account_id, merchant_id, product_id, occurred_at, amount, ring_id (NULL outside of rings), is_eaten, is_served (may be a
    meal), is_praised (has a review in words of four stars and more), is_of_meal (a review of what may be a meal), is_back (an order, or
    a review's, that was not kept), rating and order_id (of reviews).
    One row an entity and signal, the strongest; both sorted.
    The engine holds the cut tables of NEEDS, `signal_values` and `ring_deeds`.
    Keeps `pushed_numbers` (url, number, site, is_registered, is_listed, is_named), and what signals speak for as `speaks_for`.
    """
    engine.materialize("pushed_numbers", _PUSHED, {"many": MANY_NUMBERS}, step="the number that each page pushes")
    engine.materialize("listed_numbers", _LISTED, step="numbers that pages list")
    spoken = [(name, behaviour, trait.act) for name, trait in sorted(traits.items()) for behaviour in trait.speaks_for]
    columns = [pa.array([row[n] for row in spoken], kind) for n, kind in enumerate((pa.string(), pa.string(), pa.bool_()))]
    engine.put("speaks_for", pa.table(columns, ["signal", "behaviour", "is_act"]))
    engine.materialize("passed_on", _PASSED, {"widely": WIDELY, "look": LOOK}, step="evidence passed on")
    engine.materialize(
        "scored",
        """select distinct entity_kind, entity_id from passed_on where entity_kind in ('order', 'review')
        union select kind as entity_kind, deed_id as entity_id from ring_deeds""",
        step="entities to score",
    )
    return engine.rows("select * from passed_on order by entity_kind, entity_id, signal", step="evidence"), engine.rows(
        _FACTS, step="facts"
    )
