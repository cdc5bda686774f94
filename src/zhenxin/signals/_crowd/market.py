"""People who buy, and among them workers who do it to a script."""

from datetime import timedelta

import numpy as np

from zhenxin.signals._crowd.tables import Columns, Staging

_PRAISE = ("用了半个月一直很稳定值得大家放心购买", "颜色和图片上完全一样家里老人也夸好看", "客服态度耐心安装师傅第二天就上门了",
           "包装特别结实一点磕碰都没有发货神速", "性价比超高同事看见了都来问我要链接")  # fmt: skip
_ACCOUNTS, _SHOPS, _PRODUCTS, _ORDERS = 1000, 20, 60, 5000


def stage(staging: Staging) -> dict[str, Columns]:
    """Five thousand orders with their visits, parcels, payments and reviews; one in ten is done by a few workers to one script."""
    dice, seed, end, span_days = staging.dice, staging.seed, staging.end, staging.span_days
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
    praise = [_PRAISE[product[n] // 7] if staged[n] else f"收到了还可以第{n}回" for n in range(_ORDERS)]
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
