"""Single numbers: what the domain study or a sample says, and what a world shows."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from .samples import Ask


@dataclass(frozen=True)
class Fact:
    """A figure, where it comes from, and how a world is asked for it."""

    title: str
    told: str
    source: str
    low: float
    high: float
    """Between which the world's figure is to lie."""
    made: Callable[[Ask], float]
    form: str = "{:.1%}"


def _one(sql: str) -> Callable[[Ask], float]:
    return lambda ask: float(ask(f"select ({sql}) as x")["x"][0])


def between(ask: Ask, sql: str = "select merchant_id as shop, rating as x from reviews") -> float:
    """What part of the variance of stars lies between shops with five reviews and more."""
    found = ask(sql)
    _, shop = np.unique(np.asarray(found["shop"], dtype=str), return_inverse=True)
    kept = np.bincount(shop)[shop] >= 5
    _, shop = np.unique(shop[kept], return_inverse=True)
    stars, n = np.asarray(found["x"], dtype=np.float64)[kept], np.bincount(shop)
    mean = np.bincount(shop, weights=stars) / n
    inside = ((stars - mean[shop]) ** 2).sum() / (len(stars) - len(n))
    outside = (n * (mean - stars.mean()) ** 2).sum() / (len(n) - 1)
    excess = (outside - inside) / ((len(stars) - (n**2).sum() / len(stars)) / (len(n) - 1))
    return float(excess / (excess + inside))


_RETURNED = (
    "select avg(if(status = 'returned', 1.0, 0.0)) from orders {} where status in ('signed', 'returned') and occurred_at < '2026-06-10'"
)
_OLD = "shipped_at < '2026-06-20'"

FACTS = (
    Fact("Returned, of what was received", "about 18.6 %", "§3.3 return rate (graded C)", 0.165, 0.205, _one(_RETURNED.format(""))),
    Fact(
        "Returned, women's wear", "50 to 60 %", "§3.3 return rate (graded C)", 0.48, 0.60,
        _one(_RETURNED.format("join (select product_id, category from raw_products) using (product_id)") + " and category = '女装'"),
    ),
    Fact(
        "Called off after payment", "1.24 %", "Olist: 625 canceled and 609 unavailable of 99,441", 0.010, 0.0145,
        _one("select avg(if(status = 'cancelled' and abs(date_diff('millisecond', occurred_at, status_at) - 1800000) > 2, 1.0, 0.0)) from orders"),
    ),
    Fact(
        "Mean time in a session, live rooms apart", "2 to 3 min (2:57 over 130 million sessions)", "§3.3 session length; UCI's 20 min are not taken", 120, 180,
        _one("select avg(s) from (select sum(dwell_s) as s from raw_visits where not starts_with(kind, 'live') group by session_id)"), "{:.0f} s",
    ),
    Fact(
        "Log sigma of time in a session", "about 1 (UCI: 1.4)", "§3.3 session length", 1.0, 1.45,
        _one("select stddev(ln(seconds)) from sessions where seconds > 0"), "{:.2f}",
    ),
    Fact(
        "Sessions at the weekend", "more than the even 28.6 %", "§3.3 views peak at the weekend; UCI's 23.3 % are not taken", 0.275, 0.32,
        _one("select avg(if(weekend, 1.0, 0.0)) from sessions where not buys"),
    ),
    Fact("Parcels on the way for one to three days", "most", "§3.3 track", 0.6, 0.9, _one(
        "select avg(if(date_diff('hour', fetched_at, brought_at) between 20 and 72, 1.0, 0.0)) from parcels"
    )),
    Fact("Scans of a parcel, median", "4 to 8", "§3.3 track", 4, 8, _one(
        f"select median(n) from (select count(*) as n from raw_scans join raw_parcels using (parcel_id) where {_OLD} group by parcel_id)"
    ), "{:.0f}"),
    Fact("Accounts a device", "1.0 to 1.3", "§3.3 device to accounts", 1.0, 1.3, _one(
        "select avg(n) from (select count(distinct account_id) as n from raw_logins where account_id in (select account_id from orders)"
        " group by device_id)"
    ), "{:.2f}"),
    Fact(
        "Orders a week of the active (the busier half of buyers)", "0.3 to 1", "§3.3 orders per account", 0.3, 1.0,
        _one("select avg(n) / 25.9 from (select count(*) as n from orders group by account_id) where n >= 4"), "{:.2f}",
    ),
    Fact("Orders with a review", "low", "§3.3 review share of orders", 0.15, 0.30, _one(
        "select count(distinct r.order_id) / (select count(*) from orders where status in ('signed', 'returned')) from reviews r"
    )),
    Fact("Variance of stars that lies between shops", "3.0 %", "Olist, sellers with five reviews and more", 0.015, 0.055, between),
    Fact(
        "Looks for each order", "119 (Retailrocket), 45 (Taobao)", "§3.3 views→cart→buy: not reached, the log keeps a sample of the looks", 3, 12,
        _one("select count(*) filter (kind in ('view', 'compare')) / (select count(*) from raw_orders) from raw_visits"), "{:.1f}",
    ),
    Fact(
        "Carts for each order", "at least near one; 3.1 with all looks", "§3.3 views→cart→buy", 0.7, 3.1,
        _one("select count(*) filter (kind = 'cart') / (select count(*) from raw_orders) from raw_visits"), "{:.2f}",
    ),
)  # fmt: skip
