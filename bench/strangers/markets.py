"""The four markets: their goods, habits, calendars, tables and falsehoods.

What the skilled leave, where a market has few tables:
`village` has no visits, parcels or devices table: the same people at several unrelated shops in the weeks of a ring,
money from the same outside payer (before the order where a voucher is drawn, after it elsewhere), wages and cards of
shops among their buyers, ordered selling points and shared photographs, bad stars taken down after a payment, accounts
whose orders nearly all come back, log-ins through one proxy network.
`regulator` has accounts, shops, goods, orders, reviews and two thirds of the payments, no network, device or visit:
crews that meet again at unrelated shops, sums of price and fee from few outside payers, days of opening and waking of
accounts, stars that jump at a shop followed by equal small sums, reviews whose order or words are for another thing,
machine prose, one-star reviews that vanish after a compensation.
`live` has no scans, states or inspections: viewers who meet in unrelated rooms and send back what they ordered, one
hand in the staff's log behind young shops and money to it, gift senders behind unrelated shops, phones that lie still.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from strangers.schema import TABLES

ALL_TABLES: Final = frozenset(TABLES)


@dataclass(frozen=True, kw_only=True)
class Market:
    """Everything that makes one market unlike another; falsehood is in units per thousand orders."""

    name: str
    salt: int
    start: str
    days: int
    growth: float
    feasts: tuple[tuple[int, int, float], ...]
    goods: tuple[str, ...]
    tables: frozenset[str]
    falsehood: Mapping[str, float]
    without: frozenset[str] = field(default_factory=frozenset)
    skilled: float = 0.5
    ring_scale: float = 1.0
    ring_spread: float = 0.35
    people_per_order: float = 0.3
    shops_per_order: float = 0.022
    goods_per_shop: int = 5
    shop_tail: float = 1.05
    households: tuple[float, ...] = (0.45, 0.27, 0.16, 0.08, 0.04)
    at_home: float = 0.84
    at_campus: float = 0.1
    at_office: float = 0.06
    home_cities: tuple[int, ...] = ()
    local: bool = False
    loyalty: float = 0.16
    lines: tuple[float, ...] = (0.86, 0.09, 0.03, 0.02)
    return_factor: float = 1.0
    talk: float = 0.85
    default_praise: float = 0.12
    subsidised: float = 0.4
    payouts: bool = True
    service_staff: int = 14
    live_share: float = 0.0
    idle: float = 1.0
    lookalike_scale: float = 1.0
    repeats: Mapping[str, int] = field(default_factory=dict)
    crowd_depth: float = 3.0
    reuse: float = 0.25
    payments_seen: float = 1.0


PARCELS: Final = Market(
    name="parcels",
    salt=11,
    start="2025-08-20",
    days=140,
    growth=0.12,
    feasts=((20, 3, 1.5), (42, 8, 0.75), (72, 3, 2.2), (79, 5, 3.4), (113, 3, 1.9)),
    goods=(
        "女装",
        "男装",
        "童装",
        "鞋靴",
        "数码配件",
        "小家电",
        "手机",
        "家居",
        "厨具",
        "美妆",
        "洗护",
        "零食",
        "茶酒",
        "生鲜",
        "母婴",
        "玩具",
        "文具贴纸",
        "花种",
        "图书",
        "虚拟充值",
        "正餐",
        "家政维修",
    ),
    tables=ALL_TABLES,
    live_share=0.0006,
    repeats={"flash_sale": 2, "group_buy": 2, "company_order": 2, "influencer": 2, "angry_buyer": 2},
    falsehood={
        "task_brushing": 4.3,
        "empty_parcel": 3.2,
        "gift_parcel": 2.9,
        "swapped_goods": 2.0,
        "paid_real_buyer": 2.9,
        "conditional_cashback": 3.0,
        "quota_dining": 2.2,
        "staff_brushing": 1.7,
        "batch_accounts": 1.8,
        "device_farm": 2.9,
        "crowd_ring": 3.3,
        "fake_engagement": 2.2,
        "coattail_clicks": 1.8,
        "live_inflation": 2.0,
        "written_reviews": 2.2,
        "review_laundering": 1.6,
        "scalping": 1.6,
        "reverse_brushing": 1.8,
        "malicious_refusal": 1.6,
        "review_extortion": 1.3,
        "hired_negative": 1.3,
        "subsidy_brushing": 2.2,
        "insider_collusion": 2.1,
        "compensation_abuse": 1.4,
        "advance_payment_scam": 2.0,
        "hotline_spam": 1.4,
        "stolen_identity": 1.4,
        "data_scraping": 0.7,
    },
)

VILLAGE: Final = Market(
    name="village",
    salt=23,
    start="2026-01-03",
    days=118,
    growth=0.05,
    feasts=((30, 12, 1.8), (44, 9, 0.5), (58, 2, 1.3), (91, 3, 1.3), (115, 3, 1.4)),
    goods=("食材", "特产", "糕点", "正餐", "奶茶小吃", "美发", "家政维修", "课程"),
    tables=frozenset(
        {"accounts", "merchants", "products", "orders", "payments", "reviews", "messages", "claims", "campaigns", "logins", "complaints"}
    ),
    falsehood={
        "task_brushing": 2.6,
        "paid_real_buyer": 3.0,
        "conditional_cashback": 3.2,
        "quota_dining": 4.0,
        "staff_brushing": 2.6,
        "crowd_ring": 2.6,
        "written_reviews": 2.0,
        "subsidy_brushing": 3.1,
        "malicious_refusal": 1.3,
        "review_extortion": 1.3,
        "hired_negative": 1.3,
        "reverse_brushing": 1.6,
        "stolen_identity": 1.2,
        "advance_payment_scam": 1.4,
    },
    skilled=0.45,
    ring_scale=0.6,
    people_per_order=0.11,
    shops_per_order=0.02,
    goods_per_shop=9,
    shop_tail=1.7,
    households=(0.2, 0.28, 0.26, 0.16, 0.1),
    at_home=0.94,
    at_campus=0.02,
    at_office=0.04,
    home_cities=(46, 44, 38),
    local=True,
    loyalty=0.5,
    lines=(0.68, 0.18, 0.09, 0.05),
    return_factor=0.6,
    talk=0.6,
    default_praise=0.2,
    subsidised=0.15,
    lookalike_scale=0.8,
    payouts=False,
    repeats={"group_buy": 6, "family_phone": 4, "new_shop_friends": 4, "consumables": 3, "taste_community": 2, "local_parcel": 2},
)

REGULATOR: Final = Market(
    name="regulator",
    salt=37,
    start="2025-03-03",
    days=260,
    growth=0.2,
    feasts=((58, 5, 1.2), (89, 18, 1.6), (180, 5, 1.2), (212, 8, 0.8), (240, 12, 2.4)),
    goods=("农资", "五金", "汽配", "保健", "家居", "洗护", "零食", "女装", "小家电", "童装"),
    tables=frozenset({"accounts", "merchants", "products", "orders", "reviews", "payments"}),
    without=frozenset(
        {f"orders.{c}" for c in ("device_id", "ip", "ip_country", "ip_kind", "session_id", "basket_id", "coupon")}
        | {f"accounts.{c}" for c in ("register_device_id", "register_ip", "avatar_hash", "register_source", "level")}
        | {"payments.instrument_hash", "reviews.photo_hashes", "reviews.likes"}
    ),
    falsehood={
        "task_brushing": 2.2,
        "paid_real_buyer": 1.5,
        "staff_brushing": 0.8,
        "crowd_ring": 3.6,
        "written_reviews": 0.8,
        "batch_accounts": 0.8,
        "reverse_brushing": 0.6,
        "hired_negative": 0.5,
        "review_extortion": 0.5,
        "conditional_cashback": 1.0,
        "review_laundering": 0.8,
    },
    skilled=0.55,
    ring_scale=0.55,
    ring_spread=1.15,
    people_per_order=0.42,
    shops_per_order=0.022,
    shop_tail=0.95,
    loyalty=0.1,
    talk=0.7,
    default_praise=0.25,
    return_factor=0.9,
    lookalike_scale=0.7,
    payouts=False,
    crowd_depth=1.4,
    payments_seen=0.65,
    repeats={"company_order": 4, "high_return": 2, "angry_buyer": 2, "any_review_reward": 2},
)

LIVE: Final = Market(
    name="live",
    salt=53,
    start="2026-03-02",
    days=112,
    growth=0.25,
    feasts=((5, 3, 1.7), (47, 3, 1.3), (60, 5, 1.2), (79, 4, 2.2), (104, 4, 2.6)),
    goods=("连衣裙直播", "上装直播", "鞋包直播", "饰品直播", "美妆直播", "零食直播", "家纺直播", "数码直播"),
    tables=frozenset(
        {
            "accounts",
            "merchants",
            "products",
            "campaigns",
            "devices",
            "logins",
            "visits",
            "orders",
            "payments",
            "parcels",
            "reviews",
            "claims",
            "staff",
            "staff_actions",
            "messages",
        }
    ),
    falsehood={
        "live_inflation": 11.5,
        "task_brushing": 5.5,
        "paid_real_buyer": 5.5,
        "crowd_ring": 7.0,
        "gift_parcel": 4.0,
        "swapped_goods": 3.0,
        "device_farm": 5.0,
        "insider_collusion": 6.0,
        "subsidy_brushing": 5.0,
        "written_reviews": 4.0,
        "fake_engagement": 3.0,
        "scalping": 3.0,
        "reverse_brushing": 2.0,
        "malicious_refusal": 1.5,
        "conditional_cashback": 3.0,
        "batch_accounts": 1.5,
    },
    skilled=0.78,
    ring_scale=1.3,
    ring_spread=0.5,
    people_per_order=0.34,
    shops_per_order=0.016,
    goods_per_shop=16,
    shop_tail=0.8,
    at_campus=0.16,
    at_home=0.78,
    loyalty=0.28,
    return_factor=1.0,
    talk=0.55,
    default_praise=0.08,
    subsidised=0.8,
    live_share=0.004,
    idle=0.8,
    service_staff=22,
    reuse=0.6,
    repeats={"flash_sale": 5, "influencer": 6, "high_return": 3, "fan_club": 3, "commission": 4, "platform_trial": 2},
)

MARKETS: Final = {m.name: m for m in (PARCELS, VILLAGE, REGULATOR, LIVE)}
