"""Shops under attack: traces that several accounts left at one shop, beyond what a shop of its size gets by chance, though none of them can be accused."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

from zhenxin.engine import Engine
from zhenxin.events.codes import ATTACKS
from zhenxin.kernels.chance import surprise
from zhenxin.scores.combine import Account, Part, prior, probability
from zhenxin.scores.deeds import Key

NEEDS: Mapping[str, frozenset[str]] = MappingProxyType(
    {
        "orders": frozenset({"order_id", "account_id", "merchant_id", "product_id", "status"}),
        "products": frozenset({"product_id", "category"}),
        "reviews": frozenset({"review_id", "account_id", "merchant_id", "order_id", "product_id", "rating"}),
        "complaints": frozenset({"entity_kind", "entity_id", "kind", "complainant_id"}),
    }
)
"""The columns of the cut tables that this module reads."""

LEAST_ACCOUNTS = 2
"""One account is no attack: it may have its reasons."""
LEAST_BITS = 8.0
"""Beyond chance, of all traces together."""
SHIELD = -1.0
"""What is found at a shop under attack is halved: some of it was done to it."""
SPARE = 0.03
"""Of a trace that the market hardly knows so many are expected at any shop."""

_REFUSERS = "select entity_id as account_id from signal_values where entity_kind = 'account' and signal = 'mass_refusal'"

# refuser: sends back nearly all it orders, and sent back here. companion: not one of these itself; it met one of them here and at another shop where that
# one sent back, and sent something back at one of the two. Blame: one or two stars by somebody who orders nothing else of the category. Reporter: reports
# for false sales the shop where it bought itself, and more than once.
_TRACES = f"""
    with refusers as ({_REFUSERS}),
    bought as (
        select account_id, merchant_id, count(*) as orders, max(case when status in ('refused', 'cancelled') then 1 else 0 end) as refused,
            max(case when status in ('refused', 'cancelled', 'returned') then 1 else 0 end) as back
        from cut_orders group by account_id, merchant_id
    ),
    aimed as (select b.account_id, b.merchant_id from bought b join refusers r on b.account_id = r.account_id where b.refused = 1),
    wants as (
        select o.account_id, coalesce(p.category, '') as category, count(*) as orders
        from cut_orders o left join cut_products p on o.product_id = p.product_id group by o.account_id, coalesce(p.category, '')
    ),
    blamed as (
        select r.account_id, r.merchant_id, coalesce(p.category, '') as category, case when r.order_id is null then 0 else 1 end as own
        from cut_reviews r left join cut_products p on r.product_id = p.product_id where r.rating <= 2 and r.merchant_id is not null
    )
    select merchant_id, account_id, 'refuser' as trace from aimed
    union select b.merchant_id, b.account_id, 'companion' as trace
    from aimed x join aimed y on x.account_id = y.account_id and x.merchant_id <> y.merchant_id
        join bought b on b.merchant_id = x.merchant_id and b.account_id <> x.account_id
        join bought c on c.merchant_id = y.merchant_id and c.account_id = b.account_id
        left join aimed z on z.merchant_id = b.merchant_id and z.account_id = b.account_id
    where b.back + c.back > 0 and z.account_id is null
    union select r.merchant_id, r.account_id, 'blame' as trace
    from blamed r left join wants w on r.account_id = w.account_id and r.category = w.category where coalesce(w.orders, 0) <= r.own
    union select c.entity_id as merchant_id, c.complainant_id as account_id, 'reporter' as trace
    from cut_complaints c join bought b on c.entity_id = b.merchant_id and c.complainant_id = b.account_id
    where c.entity_kind = 'merchant' and c.kind = 'fake_sales' and b.orders >= 2
    order by 1, 2, 3
"""

# two shops have so many customers in common by chance (configuration model: every account keeps its number of shops)
_MEETINGS = f"""
    with refusers as ({_REFUSERS}),
    bought as (
        select account_id, merchant_id, max(case when status in ('refused', 'cancelled') then 1 else 0 end) as refused
        from cut_orders group by account_id, merchant_id
    ),
    aimed as (select b.account_id, b.merchant_id from bought b join refusers r on b.account_id = r.account_id where b.refused = 1),
    customers as (select merchant_id, cast(count(*) as double) as n from bought group by merchant_id),
    each as (select account_id, cast(count(*) as double) as n from bought group by account_id),
    whole as (select dsum(n * (n - 1)) / nullif(dsum(n) * dsum(n), 0) as chance from each),
    pairs as (
        select distinct x.merchant_id, y.merchant_id as other_id
        from aimed x join aimed y on x.account_id = y.account_id and x.merchant_id <> y.merchant_id
    )
    select p.merchant_id, dsum(a.n * b.n * w.chance) as expected
    from pairs p join customers a on p.merchant_id = a.merchant_id join customers b on p.other_id = b.merchant_id cross join whole w
    group by p.merchant_id order by 1
"""


@dataclass
class _Traces:
    """What was found at one shop: by trace the accounts, and the probable deeds of attackers."""

    accounts: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    deeds: dict[str, float] = field(default_factory=lambda: defaultdict(float))

    @property
    def everybody(self) -> set[str]:
        return set().union(*self.accounts.values()) if self.accounts else set()


def attacked(
    engine: Engine, sums: Mapping[Key, Account], facts: Iterable[Mapping[str, Any]], rings: Mapping[str, Mapping[str, Any]],
    sold: Mapping[str, tuple[int, int]],
) -> dict[str, Part]:  # fmt: skip
    """By shop under attack the part that says so. `engine` holds the cut tables of NEEDS and `signal_values`."""
    found: dict[str, _Traces] = defaultdict(_Traces)
    for row in engine.rows(_TRACES, step="traces of attackers").to_pylist():
        found[row["merchant_id"]].accounts[row["trace"]].add(row["account_id"])
    meetings = {row["merchant_id"]: row["expected"] for row in engine.rows(_MEETINGS, step="customers in common by chance").to_pylist()}
    for row in facts:
        total = sums[row["entity_kind"], row["entity_id"]]
        kind = rings[row["ring_id"]]["kind"] if row["ring_id"] in rings else total.behaviour
        if kind in ATTACKS and row["merchant_id"] is not None:
            shop = found[row["merchant_id"]]
            shop.accounts["deed"].add(row["account_id"])
            shop.deeds[row["entity_kind"]] += probability(total.bits)
    whole = [max(sum(counts[place] for counts in sold.values()), 1) for place in (0, 1)]
    rates = {
        "refuser": sum(len(one.accounts["refuser"]) for one in found.values()) / whole[0],
        "blame": sum(len(one.accounts["blame"]) for one in found.values()) / whole[1],
        "reporter": sum(len(one.accounts["reporter"]) for one in found.values()) / whole[0],
        "order": sum(one.deeds["order"] for one in found.values()) / whole[0],
        "review": sum(one.deeds["review"] for one in found.values()) / whole[1],
    }
    parts = {}
    for merchant in sorted(found):
        one, (orders, reviews) = found[merchant], sold.get(merchant, (0, 0))
        size = {"refuser": orders, "reporter": orders, "order": orders, "blame": reviews, "review": reviews}
        bits = {}
        for trace, rate in rates.items():
            n = one.deeds[trace] if trace in {"order", "review"} else len(one.accounts[trace])
            bits[trace] = float(surprise(n, 2 * rate * size[trace] + SPARE + (.27 if trace in {"order", "review"} else 0)))
        bits["companion"] = float(surprise(len(one.accounts["companion"]), 2 * meetings.get(merchant, 0.0) + SPARE))
        DEBUG[merchant] = (sum(bits.values()), {k: round(v, 1) for k, v in bits.items() if v}, {k: len(v) for k, v in one.accounts.items() if v}, orders, reviews)
    return parts


DEBUG: dict = {}
