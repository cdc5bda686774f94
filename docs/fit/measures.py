"""What is compared: each measure is asked of a real sample and of a world in the same way."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np

from .samples import Ask
from .shapes import Shape, ranks, shares, spread

_HOURS = [str(hour) for hour in range(24)]
_WEEKDAYS = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]
_SELLERS, _PRODUCTS, _ITEMS = 3095, 32951, 5914
"""Olist's sellers and products, and the items of delivered orders in the sample."""


@dataclass(frozen=True)
class Measure:
    """One thing that is measured on both sides."""

    name: str
    title: str
    sample: str
    real: Callable[[Ask], Shape]
    made: Callable[[Ask, Shape], Shape]
    """It sees the real shape too, to read a world as thinly as the sample is."""
    unit: str = ""
    note: str = ""


def _hours(sql: str) -> Callable[..., Shape]:
    return lambda ask, _=None: _labelled(ask(sql), _HOURS)


def _weekdays(sql: str) -> Callable[..., Shape]:
    return lambda ask, _=None: _labelled(ask(sql), _WEEKDAYS)


def _labelled(found: dict[str, Any], labels: list[str]) -> Shape:
    return shares(labels, found["x"], found.get("w"))


def _spread(sql: str, level: str = "as it is") -> Callable[..., Shape]:
    return lambda ask, _=None: _weighed(ask(sql), level)


def _weighed(found: dict[str, Any], level: str) -> Shape:
    return spread(found["x"], found.get("w"), level=level)


def _within(sql: str) -> Callable[..., Shape]:
    """Spread around the median of each category, every category of the same weight."""
    return lambda ask, _=None: _around(ask(sql))


def _around(found: dict[str, Any]) -> Shape:
    _, place = np.unique(np.asarray(found["ours"], dtype=str), return_inverse=True)
    value = np.asarray(found["x"], dtype=np.float64)
    medians = np.array([np.median(value[place == code]) for code in range(place.max() + 1)])
    return spread(value / medians[place], 1.0 / np.bincount(place)[place])


def _held(sql: str, holders: int) -> Callable[[Ask], Shape]:
    return lambda ask: ranks(ask(sql)["n"], holders)


def _all_held(ask: Ask, sql: str) -> Shape:
    """Where every row is a holder."""
    counts = ask(sql)["n"]
    return ranks(counts, len(counts))


def _made_held(sql: str, holders: str) -> Callable[[Ask, Shape], Shape]:
    return lambda ask, real: ranks(ask(sql)["n"], int(ask(f"select count(*) as n from {holders}")["n"][0]), thinned_to=real.mean)


def _made_shelves(ask: Ask, _: Shape) -> Shape:
    """Products sold of each shop, where so few items are looked at that a shop has sold as much as in the sample."""
    found = ask("select merchant_id, product_id from orders order by order_id")
    shop, product = (np.unique(found[name], return_inverse=True)[1] for name in ("merchant_id", "product_id"))
    holders = int(ask("select count(*) as n from raw_merchants")["n"][0])
    order = np.random.default_rng(1).permutation(len(shop))[: round(_ITEMS / _SELLERS * holders)]
    _, first = np.unique(product[order], return_index=True)
    return ranks(np.bincount(shop[order][first]), holders)


def _around_the_peak(ask: Ask, _: Shape | None = None, *, table: str = "orders", at: str = "occurred_at", weight: str = "1.0") -> Shape:
    """Orders a day from three days before the greatest promotion to seven after, as parts of all eleven."""
    found = ask(f"select date_trunc('day', {at}) as day, sum({weight}) as n from {table} group by 1 order by 1")
    day = found["day"].astype("datetime64[D]").astype(np.int64)
    count = np.zeros(day.max() - day.min() + 12)
    count[day - day.min()] = found["n"]
    peak = int(np.argmax(count))
    labels = [f"{step:+d}" if step else "0" for step in range(-3, 8)]
    return shares(labels, np.arange(11), count[peak - 3 : peak + 8])


_DELIVERED = "orders where order_status = 'delivered'"
_LATE = 1 / 24
"""Reviews within the hour are left out: Olist asks by mail, the next morning."""

MEASURES = (
    Measure(
        "hours", "Orders by hour of the day", "Olist",
        _hours("select hour(order_purchase_timestamp) as x, weight as w from orders"), _hours("select hour(occurred_at) as x from orders"),
        "local hour", "20:00 stands out in the world: flash sales open then",
    ),
    Measure(
        "weekdays", "Orders by weekday", "Olist",
        _weekdays("select isodow(order_purchase_timestamp) - 1 as x, weight as w from orders"),
        _weekdays("select isodow(occurred_at) - 1 as x from orders"),
    ),
    Measure(
        "promotion", "Orders around the greatest promotion", "Olist",
        lambda ask: _around_the_peak(ask, at="order_purchase_timestamp", weight="weight"), _around_the_peak,
        "days from it", "Black Friday 2017 against 18 June, which warms up for three days",
    ),
    Measure(
        "sellers", "Items by shop", "Olist",
        _held("select count(*) as n from items join orders using (order_id) where order_status = 'delivered' group by seller_id", _SELLERS),
        _made_held("select count(*) as n from orders group by merchant_id", "raw_merchants"), "part of the shops, greatest first",
    ),
    Measure(
        "products", "Items by product", "Olist",
        _held("select count(*) as n from items join orders using (order_id) where order_status = 'delivered' group by product_id", _PRODUCTS),
        _made_held("select count(*) as n from orders group by product_id", "raw_products"), "part of the products, greatest first",
    ),
    Measure(
        "shelves", "Different products sold by shop", "Olist",
        _held(
            "select count(distinct product_id) as n from items join orders using (order_id) where order_status = 'delivered' group by seller_id",
            _SELLERS,
        ),
        _made_shelves, "part of the shops, greatest first",
    ),
    Measure(
        "prices", "Price of a product, over its category's median", "Olist",
        _within("select ours, price as x from sold join (select product_id, median(price) as price from items group by 1) using (product_id)"),
        _within("select ours, price::double as x from products"), "times the median",
    ),
    Measure(
        "weights", "Weight of a product, over its category's median", "Olist",
        _within("select ours, product_weight_g as x from goods where product_weight_g > 0"),
        _within("select ours, spec_weight_g as x from products where spec_weight_g > 0"), "times the median",
    ),
    Measure(
        "baskets", "Value of a checkout, over the median", "Olist",
        _spread("select sum(price) as x, any_value(weight) as w from items join orders using (order_id) group by order_id", "median"),
        _spread("select sum(amount)::double as x from orders group by basket_id", "median"), "times the median",
    ),
    Measure(
        "pieces", "Pieces in a checkout", "Olist",
        lambda ask: _labelled(
            ask("select least(count(*), 5) - 1 as x, any_value(weight) as w from items join orders using (order_id) group by order_id"),
            ["1", "2", "3", "4", "5+"],
        ),
        lambda ask, _: _labelled(ask("select least(sum(quantity), 5) - 1 as x from orders group by basket_id"), ["1", "2", "3", "4", "5+"]),
    ),
    Measure(
        "stars", "Stars", "Olist",
        lambda ask: _labelled(ask("select review_score - 1 as x, weight as w from answers"), ["1", "2", "3", "4", "5"]),
        lambda ask, _: _labelled(ask("select rating - 1 as x from reviews"), ["1", "2", "3", "4", "5"]),
        "", "the world adds what Olist has not: the platform's own praise, one review in six, always five stars",
    ),
    Measure(
        "review-delay", "Days from delivery to the review", "Olist",
        _spread(
            "select date_diff('second', review_creation_date, review_answer_timestamp) / 86400 as x from answers where order_status = 'delivered'"
        ),
        _spread(
            "select date_diff('second', brought_at, occurred_at) / 86400 as x from reviews join parcels using (order_id)"
            f" where date_diff('second', brought_at, occurred_at) / 86400 > {_LATE}"
        ),
        "days", "Olist from the day its survey goes out; reviews within the hour, one in ten here, are left out",
    ),
    Measure(
        "fetched", "Parcels fetched by hour of the day", "Olist",
        _hours(f"select hour(order_delivered_carrier_date) as x from {_DELIVERED} and order_delivered_carrier_date is not null"),
        _hours("select hour(fetched_at) as x from parcels"), "local hour",
    ),
    Measure(
        "brought", "Parcels signed for by hour of the day", "Olist",
        _hours(f"select hour(order_delivered_customer_date) as x from {_DELIVERED} and order_delivered_customer_date is not null"),
        _hours("select hour(brought_at) as x from parcels where brought_at is not null"), "local hour",
    ),
    Measure(
        "delivery", "Time from order to delivery, over the median", "Olist",
        _spread(f"select date_diff('second', order_purchase_timestamp, order_delivered_customer_date) as x from {_DELIVERED}", "median"),
        _spread("select date_diff('second', ordered_at, brought_at) as x from parcels where brought_at is not null", "median"),
        "times the median", "Brazil's post needs 10.3 days, at times months; China's couriers one to three (§3.3), and their spread is less",
    ),
    Measure(
        "pages", "Product pages by session", "UCI",
        lambda ask: _all_held(ask, "select ProductRelated::int as n from shoppers where ProductRelated::int > 0"),
        lambda ask, _: _all_held(ask, "select pages as n from sessions where pages > 0"),
        "part of the sessions, longest first", "only how unequal sessions are; how long they are says §3.3",
    ),
    Measure(
        "sessions", "Time on product pages, over the median session", "UCI",
        _spread("select ProductRelated_Duration::double as x from shoppers", "median"),
        _spread("select seconds as x from sessions", "median"), "times the median", "its level: see the facts",
    ),
    Measure(
        "dwell", "Seconds on a product page, mean of each session", "UCI",
        _spread("select ProductRelated_Duration::double / ProductRelated::double as x from shoppers where ProductRelated::int > 0"),
        _spread("select seconds / pages as x from sessions where pages > 0"), "seconds",
        "the world keeps honest long looks, one in twelve over five minutes, as the false alarm of guided tasks",
    ),
    Measure(
        "texts", "Length of a review's text, over the median", "Olist",
        _spread("select length(review_comment_message) as x, weight as w from answers where review_comment_message is not null", "median"),
        _spread("select length(text) as x from reviews", "median"), "times the median",
        "Olist's form cuts at 208 characters and lets the text be left out; ASAP's Chinese reviews were picked for their length (all over 200)",
    ),
)  # fmt: skip
