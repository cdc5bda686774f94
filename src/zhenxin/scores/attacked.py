"""Shops under attack: traces that several accounts left at one shop, beyond what a shop of its size gets by chance, though none of them can be accused."""

import math
from collections import defaultdict
from collections.abc import Collection, Container, Iterable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

from zhenxin.engine import Engine
from zhenxin.events.codes import ATTACKS
from zhenxin.kernels.chance import surprise
from zhenxin.scores.combine import Account, Key, probability
from zhenxin.scores.conduct import conduct
from zhenxin.scores.hypothesis import Part

NEEDS: Mapping[str, frozenset[str]] = MappingProxyType(
    {
        "orders": frozenset({"order_id", "account_id", "merchant_id", "product_id", "status", "basket_id"}),
        "products": frozenset({"product_id", "category"}),
        "reviews": frozenset({"review_id", "account_id", "merchant_id", "order_id", "product_id", "rating"}),
        "complaints": frozenset({"entity_kind", "entity_id", "kind", "complainant_id"}),
    }
)
"""The columns of the cut tables that this module reads."""

PART = "attacked"
LEAST_ACCOUNTS = 2
"""One account is no attack: it may have its reasons."""
SELDOM = 0.01
"""And two shops of which fewer customers send something back to both."""
LEAST_BEYOND = 4.0
"""By which all traces together must outdo chance."""
SHIELD = -1.0
"""Who is attacked looks worse than it is: where it is not accused, its odds are halved at least, and what only warns of it counts for nothing."""
RARE = 0.1
"""Two shops are near each other that have fewer customers in common by chance."""
SPARE = 0.03
"""So many accounts with a trace that the market hardly knows are expected at any shop; of deeds ten times as many."""

# aimed: who sends back nearly all they order, and sent back here. Near: two shops at which one of these sent back, and that would hardly have a customer in
# common by chance (configuration model: every account keeps its number of shops)
_NEAR = """
    with refusers as (select entity_id as account_id from signal_values where entity_kind = 'account' and signal = 'mass_refusal'),
    aimed as (select b.account_id, b.merchant_id from buyers b join refusers r on b.account_id = r.account_id where b.refused = 1),
    customers as (select merchant_id, cast(count(*) as double) as n from buyers group by merchant_id),
    each as (select account_id, cast(count(*) as double) as n from buyers group by account_id),
    whole as (select dsum(n * (n - 1)) / nullif(dsum(n) * dsum(n), 0) as chance from each)
    select x.account_id, x.merchant_id, y.merchant_id as other_id, a.n * b.n * w.chance as expected
    from aimed x left join aimed y on x.account_id = y.account_id and x.merchant_id <> y.merchant_id
        join customers a on x.merchant_id = a.merchant_id left join customers b on y.merchant_id = b.merchant_id cross join whole w
"""
_BUYERS = """
    select account_id, merchant_id, count(distinct coalesce(basket_id, order_id)) as orders,
        max(case when status in ('refused', 'cancelled') then 1 else 0 end) as refused,
        max(case when status in ('refused', 'cancelled', 'returned') then 1 else 0 end) as back,
        min(case when status in ('refused', 'cancelled') then coalesce(basket_id, order_id) end) as first_cart,
        max(case when status in ('refused', 'cancelled') then coalesce(basket_id, order_id) end) as last_cart
    from cut_orders group by account_id, merchant_id
"""

# refuser: one of the aimed. Companion: none of these itself; it met one of them here and at a shop near it, and sent something back at one of the two.
# Blame: one or two stars by somebody who orders nothing else of the category. Reporter: reports for false sales a shop where it bought more than once.
_TRACES = """
    with wants as (
        select o.account_id, coalesce(p.category, '') as category, count(*) as orders
        from cut_orders o left join cut_products p on o.product_id = p.product_id group by o.account_id, coalesce(p.category, '')
    ),
    blamed as (
        select r.account_id, r.merchant_id, coalesce(p.category, '') as category, case when r.order_id is null then 0 else 1 end as own
        from cut_reviews r left join cut_products p on r.product_id = p.product_id where r.rating <= 2 and r.merchant_id is not null
    )
    select merchant_id, account_id, 'refuser' as trace from near
    union select n.merchant_id, b.account_id, 'companion' as trace
    from near n join buyers b on n.merchant_id = b.merchant_id and n.account_id <> b.account_id
        join buyers c on n.other_id = c.merchant_id and b.account_id = c.account_id
        left join near z on b.merchant_id = z.merchant_id and b.account_id = z.account_id
    where n.expected < :rare and b.back + c.back > 0 and z.account_id is null
    union select r.merchant_id, r.account_id, 'blame' as trace
    from blamed r left join wants w on r.account_id = w.account_id and r.category = w.category where coalesce(w.orders, 0) <= r.own
    union select c.entity_id as merchant_id, c.complainant_id as account_id, 'reporter' as trace
    from cut_complaints c join buyers b on c.entity_id = b.merchant_id and c.complainant_id = b.account_id
    where c.entity_kind = 'merchant' and c.kind = 'fake_sales' and b.orders >= 2
    order by 1, 2, 3
"""
# what two accounts and more sent back at two shops, not as one checkout, where chance gives less than a hundredth of an account that does
_TOGETHER = """
    with refused as (select account_id, merchant_id, first_cart, last_cart from buyers where refused = 1),
    shops as (select merchant_id, cast(count(*) as double) as n from refused group by merchant_id),
    each as (select account_id, cast(count(*) as double) as n from refused group by account_id),
    whole as (select dsum(n * (n - 1)) / nullif(dsum(n) * dsum(n), 0) as chance from each),
    pairs as (
        select a.merchant_id, b.merchant_id as other_id, count(*) as n
        from refused a join refused b on a.account_id = b.account_id and a.merchant_id <> b.merchant_id
        where greatest(a.last_cart, b.last_cart) <> least(a.first_cart, b.first_cart)
        group by a.merchant_id, b.merchant_id having count(*) >= 2
    ),
    told as (
        select p.merchant_id, p.other_id
        from pairs p join shops a on p.merchant_id = a.merchant_id join shops b on p.other_id = b.merchant_id cross join whole w
        where a.n * b.n * w.chance < :least
    )
    select distinct t.merchant_id, a.account_id, 'together' as trace
    from told t join refused a on t.merchant_id = a.merchant_id join refused b on t.other_id = b.merchant_id and a.account_id = b.account_id
    order by 1, 2
"""
_MEETINGS = """
    with pairs as (select distinct merchant_id, other_id, expected from near where expected < :rare)
    select merchant_id, dsum(expected) as expected from pairs group by merchant_id order by 1
"""


ORDER_TRACES = ("refuser", "reporter")
WORDS: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "refuser": ("{n} sent goods back here that send back nearly all they order", "{n} 个几乎逢单必退的账号在此拒收或取消"),
        "companion": ("{n} met one of these here and at another small shop", "{n} 个账号与其在此店及另一家小店同时出现"),
        "together": ("{n} sent goods back both here and at another shop, the same for several", "{n} 个账号在此店及同一家他店均拒收或取消"),
        "blame": ("{n} gave one or two stars that order nothing else of its kind", "{n} 个从不购买此类商品的账号给出一星或二星"),
        "reporter": ("{n} reported the sales as false that they had made themselves", "{n} 个账号举报了自己刷出的销量"),
        "deed": ("{n} did what looks like an attack", "{n} 个账号的行为疑似恶意攻击"),
    }
)
"""What each trace says, of so many accounts."""


@dataclass(frozen=True)
class Traces:
    """What attackers left, whatever the weights: shop, account and trace of each; and by shop how many companions chance gives."""

    left: tuple[tuple[str, str, str], ...]
    meetings: Mapping[str, float]


@dataclass(frozen=True)
class Attack:
    """That a shop is under attack: the part that says so, and the rings that did it, whatever they look like."""

    part: Part
    rings: frozenset[str]


@dataclass
class _Shop:
    """What was found at one shop: by trace the accounts, and the probable deeds of attackers."""

    accounts: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    deeds: dict[str, float] = field(default_factory=lambda: defaultdict(float))

    @property
    def everybody(self) -> set[str]:
        """All accounts, each once."""
        return set().union(*self.accounts.values())


def traces_of(engine: Engine) -> Traces:
    """The traces at all shops. `engine` holds the cut tables of NEEDS and `signal_values`; keeps `buyers` and `near`."""
    engine.materialize("buyers", _BUYERS, step="buyers of every shop")
    engine.materialize("near", _NEAR, step="shops at which one account sends back")
    rows = engine.rows(_TRACES, {"rare": RARE}, step="traces of attackers").to_pylist()
    rows += engine.rows(_TOGETHER, {"least": SELDOM}, step="what was sent back together").to_pylist()
    met = engine.rows(_MEETINGS, {"rare": RARE}, step="customers in common by chance").to_pylist()
    left = tuple((row["merchant_id"], row["account_id"], row["trace"]) for row in rows)
    return Traces(left, {row["merchant_id"]: row["expected"] for row in met})


def attacked(
    traces: Traces, sums: Mapping[Key, Account], facts: Collection[Mapping[str, Any]], rings: Mapping[str, Mapping[str, Any]],
    sold: Mapping[str, tuple[int, int]],
) -> dict[str, Attack]:  # fmt: skip
    """The shops under attack, by id. `traces` is what `traces_of` gave; `sold` has each merchant's orders and reviews.

    A shop is under attack where two accounts at the least left traces, and these together outdo by LEAST_BEYOND twice what the market's rates give a shop
    of its size. Nobody who left them need be accused.
    """
    found: dict[str, _Shop] = defaultdict(_Shop)
    for merchant, account, trace in traces.left:
        found[merchant].accounts[trace].add(account)
    for row in facts:
        total = sums[row["entity_kind"], row["entity_id"]]
        if conduct(row, total, rings) in ATTACKS and row["merchant_id"] is not None:
            found[row["merchant_id"]].accounts["deed"].add(row["account_id"])
            found[row["merchant_id"]].deeds[row["entity_kind"]] += probability(total.bits)
    rates = _rates(found, sold)
    attacks = {}
    turned = _turned(found, facts, rings)
    for merchant in sorted(found):
        one = found[merchant]
        beyond = _beyond(one, rates, sold.get(merchant, (0, 0)), traces.meetings.get(merchant, 0.0))
        if math.fsum(beyond.values()) >= LEAST_BEYOND and len(one.everybody) >= LEAST_ACCOUNTS:
            attacks[merchant] = Attack(_part(one, math.fsum(beyond.values())), frozenset(turned.get(merchant, ())))
    return attacks


def _turned(found: Mapping[str, _Shop], facts: Iterable[Mapping[str, Any]], rings: Container[str]) -> dict[str, set[str]]:
    """By shop the rings of which a member ordered there and then reported it: whatever they look like, they are not the shop's own."""
    turned: dict[str, set[str]] = defaultdict(set)
    for row in facts:
        shop = row["merchant_id"]
        if row["ring_id"] in rings and shop in found and row["account_id"] in found[shop].accounts["reporter"]:
            turned[shop].add(row["ring_id"])
    return turned


def of_accused(accounts: int) -> Part:
    """The part of a shop to which so many accused accounts did harm."""
    english = f"{accounts} accounts were found to have attacked this shop; none of it counts against it"
    return Part(PART, "ring", SHIELD, english, f"{accounts} 个账号被判定攻击该店铺；这些行为均不计入该店铺")


def _rates(found: Mapping[str, _Shop], sold: Mapping[str, tuple[int, int]]) -> dict[str, float]:
    """How often the market has each trace and each kind of deed, by order or review."""
    orders, reviews = (max(sum(counts[place] for counts in sold.values()), 1) for place in (0, 1))
    rates = {trace: sum(len(one.accounts[trace]) for one in found.values()) / orders for trace in ORDER_TRACES}
    rates["blame"] = sum(len(one.accounts["blame"]) for one in found.values()) / reviews
    rates["order"] = math.fsum(one.deeds["order"] for one in found.values()) / orders
    rates["review"] = math.fsum(one.deeds["review"] for one in found.values()) / reviews
    return rates


def _beyond(one: _Shop, rates: Mapping[str, float], sold: tuple[int, int], meetings: float) -> dict[str, float]:
    """By trace and kind of deed, the bits by which a shop that sold so much outdoes twice what chance gives."""
    orders, reviews = sold
    sizes = {"order": orders, "review": reviews, "blame": reviews, **dict.fromkeys(ORDER_TRACES, orders)}
    usual = {name: 2 * rates[name] * size for name, size in sizes.items()} | {"companion": 2 * meetings, "together": 2 * SELDOM}
    seen = {name: one.deeds[name] if name in {"order", "review"} else len(one.accounts[name]) for name in usual}
    return {
        name: float(surprise(seen[name], usual[name] + (10 * SPARE if name in {"order", "review"} else SPARE))) for name in sorted(usual)
    }


def _part(one: _Shop, bits: float) -> Part:
    told = [(WORDS[trace], len(one.accounts[trace])) for trace in WORDS if one.accounts[trace]]
    several = len(one.everybody)
    english = "; ".join(words[0].format(n=n) for words, n in told)
    chinese = "；".join(words[1].format(n=n) for words, n in told)
    return Part(
        PART,
        "ring",
        SHIELD,
        f"{several} accounts left traces of an attack on this shop, {bits:.0f} bits beyond chance: {english}",
        f"{several} 个账号在该店铺留下恶意攻击的痕迹，超出偶然 {bits:.0f} 比特：{chinese}",
    )
