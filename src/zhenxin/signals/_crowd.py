"""A small random crowd in which every trace occurs: what signals are checked on, built-in ones and your own alike."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from functools import lru_cache

import numpy as np
import pyarrow as pa

from zhenxin.events.schema import typed_tables

AS_OF = datetime(2026, 6, 30)  # noqa: DTZ001  times are UTC without a zone
_ACCOUNTS, _SHOPS, _PRODUCTS, _ORDERS = 1000, 20, 60, 5000
Crowd = Mapping[str, pa.Table]
Columns = Mapping[str, Sequence[object]]


@lru_cache(maxsize=8)
def crowd(seed: int, *, end: datetime = AS_OF, span_days: float = 50.0) -> Crowd:
    """Every event table with random rows in the `span_days` before `end`; ids hold a quote and an emoji; a part of what happens is staged."""
    dice = np.random.default_rng(seed)
    tables = _market(dice, seed, end, span_days)
    tables |= _pages(dice, end)
    return {name: typed(name, columns) for name, columns in tables.items()}


def typed(name: str, columns: Columns) -> pa.Table:
    """A table of the typed schema from some of its columns; the others are NULL."""
    size = len(next(iter(columns.values()))) if columns else 0
    arrow = {"TIMESTAMP": pa.timestamp("us"), "DECIMAL(18,2)": pa.decimal128(18, 2), "INTEGER": pa.int32(), "DOUBLE": pa.float64(),
             "BOOLEAN": pa.bool_(), "VARCHAR[]": pa.list_(pa.string()), "VARCHAR": pa.string()}  # fmt: skip
    arrays = {}
    for column in typed_tables()[name].columns:
        kind = arrow[column.sql_type]
        values = pa.array(columns[column.name]) if column.name in columns else pa.nulls(size)
        arrays[column.name] = (
            values.cast(pa.float64()).cast(kind) if pa.types.is_decimal(kind) and column.name in columns else values.cast(kind)
        )
    return pa.table(arrays)


def _market(dice: np.random.Generator, seed: int, end: datetime, span_days: float) -> dict[str, Columns]:
    workers = 30 + seed % 7 * 4  # crowds of two seeds differ in size, so that later ones would be heard
    staged = dice.random(_ORDERS) < 0.04 + 0.01 * (seed % 7)
    account = np.where(staged, dice.integers(0, workers, _ORDERS), dice.integers(0, _ACCOUNTS, _ORDERS))
    product = np.where(staged, dice.integers(0, 5, _ORDERS) * 7, dice.integers(0, _PRODUCTS, _ORDERS))
    days = np.where(staged, span_days * (0.5 + 0.01 * product + 0.002 * dice.random(_ORDERS)), dice.random(_ORDERS) * span_days)
    when = [end - timedelta(days=span_days) + timedelta(days=float(day) * 0.8) for day in days]
    price = np.round(30 + product * 11.3 + 0.9, 2)
    orders = [f"o'{n}🛒" for n in range(_ORDERS)]
    buyers, goods = [f"a'{n}" for n in account], [f"p{n}" for n in product]
    shops = [f"m{n % _SHOPS}" for n in product]
    phones = [f"d{n % 3}" if is_staged else f"own{n}" for n, is_staged in zip(account, staged, strict=True)]
    later = dice.exponential(2.0, _ORDERS)
    weight = np.where(staged, 20 + dice.random(_ORDERS) * 20, 400 + dice.random(_ORDERS) * 200)
    reviewed = [when[n] + timedelta(days=0.2 if staged[n] else 3 + float(later[n])) for n in range(_ORDERS)]
    signed = [when[n] + timedelta(days=0.4 if staged[n] else 2.0) for n in range(_ORDERS)]
    dwell = np.where(staged, 340 + dice.random(_ORDERS) * 5, np.exp(dice.normal(4, 1, _ORDERS)))
    place = np.where(staged, 70 + dice.integers(0, 5, _ORDERS), dice.integers(1, 10, _ORDERS))
    query = [f"词{n}很少见" if is_staged else f"词{int(dice.integers(0, 400))}" for n, is_staged in zip(product, staged, strict=True)]
    praise = [f"这款商品真的非常好用值得大家购买第{product[n]}次" if staged[n] else f"收到了还可以第{n}回" for n in range(_ORDERS)]
    paid = [n for n in range(_ORDERS) if staged[n] or n % 40 == 0]
    return {
        "accounts": {"account_id": [f"a'{n}" for n in range(_ACCOUNTS)], "registered_at": [end - timedelta(days=400)] * _ACCOUNTS},
        "merchants": {"merchant_id": [f"m{n}" for n in range(_SHOPS)], "legal_entity_id": [f"e{n}" for n in range(_SHOPS)]},
        "products": {"product_id": [f"p{n}" for n in range(_PRODUCTS)], "merchant_id": [f"m{n % _SHOPS}" for n in range(_PRODUCTS)],
                     "spec_weight_g": [500.0] * _PRODUCTS, "category": ["c"] * _PRODUCTS},
        "campaigns": {"campaign_id": ["k"], "kind": ["promotion"], "starts_at": [end - timedelta(days=900)], "ends_at": [end - timedelta(days=899)],
                      "product_id": ["p1"], "merchant_id": ["m1"]},
        "orders": {"order_id": orders, "account_id": buyers, "merchant_id": shops, "product_id": goods, "occurred_at": when, "quantity": [1] * _ORDERS,
                   "amount": price.tolist(), "device_id": phones, "status": ["signed"] * _ORDERS, "status_at": signed},
        "sightings": {"account_id": buyers, "occurred_at": when, "device_id": phones, "source": ["orders"] * _ORDERS},
        "payments": {"payment_id": [f"y{n}" for n in paid], "occurred_at": [when[n] + timedelta(days=0.005 if staged[n] else 1) for n in paid],
                     "payer_id": ["boss" if staged[n] else f"friend{n}" for n in paid], "payee_id": [buyers[n] for n in paid],
                     "amount": [float(price[n]) + 5 for n in paid], "kind": ["transfer"] * len(paid)},
        "parcels": {"parcel_id": [f"k{n}" for n in range(_ORDERS)], "order_id": orders, "weight_g": weight.tolist(), "shipped_at": when,
                    "sender_hash": ["hub" if is_staged else f"s{shop}" for is_staged, shop in zip(staged, shops, strict=True)]},
        "scans": {"parcel_id": [f"k{n}" for n in range(_ORDERS)] * 2, "occurred_at": [t + timedelta(hours=1) for t in when] + signed,
                  "kind": ["collected"] * _ORDERS + ["signed"] * _ORDERS},
        "order_states": {"order_id": orders, "occurred_at": signed, "status": ["signed"] * _ORDERS},
        "claims": {"claim_id": ["c0"], "order_id": [orders[0]], "account_id": [buyers[0]], "occurred_at": [when[0]], "kind": ["return"]},
        "reviews": {"review_id": [f"r{n}" for n in range(_ORDERS)], "account_id": buyers, "occurred_at": reviewed, "rating": [5] * _ORDERS,
                    "order_id": orders, "product_id": goods, "merchant_id": shops, "text": praise},
        "visits": {"account_id": buyers * 2, "occurred_at": [t - timedelta(minutes=9) for t in when] + [t - timedelta(minutes=8) for t in when],
                   "kind": ["search"] * _ORDERS + ["view"] * _ORDERS, "session_id": [f"v{n}" for n in range(_ORDERS)] * 2,
                   "product_id": [*[None] * _ORDERS, *goods], "search_query": [*query, *([None] * _ORDERS)],
                   "list_position": [*[None] * _ORDERS, *place.tolist()], "dwell_s": [*[None] * _ORDERS, *dwell.tolist()]},
    }  # fmt: skip


def _pages(dice: np.random.Generator, end: datetime) -> dict[str, Columns]:
    """Doorway pages of six brands with one number and heaps of places, and as many plain ones."""
    urls, when, facts, values, positions = [], [], [], [], []
    makers = ["".join(chr(0x4E00 + int(letter)) for letter in dice.integers(0, 5000, 2)) for _ in range(6)]
    for page in range(24):
        doorway = page < 12
        made = [("number", "4001112223" if doorway else f"40055566{page:02d}")] * (8 if doorway else 1)
        made += [("brand", f"{makers[page % 6]}空调" if doorway else f"别牌{page}")] * (10 if doorway else 2)
        made += [("claim", "official")]
        made += [("place", f"{1101 + n % 60}{n // 60:02d}") for n in dice.integers(0, 900, 220 if doorway else 3).tolist()]
        for position, (fact, value) in enumerate(made):
            urls.append(f"https://{'d' if doorway else 'h'}{page}.example/x")
            when.append(end - timedelta(days=28 - page))
            facts.append(fact)
            values.append(value)
            positions.append(position * 7)
    distinct = sorted(set(zip(urls, when, strict=True)))
    return {
        "page_facts": {"url": urls, "occurred_at": when, "fact": facts, "value": values, "printed": values, "position": positions},
        "pages": {"url": [u for u, _ in distinct], "occurred_at": [t for _, t in distinct], "text": ["某牌全国服务区域" * 120] * len(distinct),
                  "site": [u.split("/")[2] for u, _ in distinct]},
    }  # fmt: skip
