"""A ring in words: what ties it, what it did, how large it is, and how far along."""

from collections import defaultdict
from collections.abc import Mapping
from datetime import datetime, timedelta
from types import MappingProxyType

from zhenxin.events.codes import ATTACKS, BLAME, PRAISE

RESTING_AFTER = timedelta(days=30)
FORMING_WITHIN = timedelta(days=14)
MOSTLY_OWN = 0.5
"""A ring half of whose orders come from the shop's own side is its own people."""
MOSTLY_MEALS, MOST_TABLES = 0.8, 5
"""Share of a ring's reviews from which on they are of meals; at more shops it works for them."""
OFFERED = "conditional_cashback"
GIVEN = frozenset({"text", "photo", "shop", "query"})
"""What all customers of one shop may have in common: its dictated words, its pictures, and how they found it."""
FEW = 0.3
LOW, HIGH = 2.5, 4.0
"""Mean stars of a ring's reviews up to which they blame, and from which on they praise."""

KIND_WORDS: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "device": ("devices", "设备"), "instrument": ("payment instruments", "支付账户"), "wifi": ("Wi-Fi", "Wi-Fi"), "network": ("networks", "网络"),
        "receiver": ("receivers", "收件人"), "address": ("addresses", "地址"), "sender": ("parcel senders", "发件人"), "payer": ("payers", "付款人"),
        "query": ("search words", "搜索词"), "text": ("review texts", "评价文字"), "photo": ("photos", "照片"),
        "shop": ("shops", "店铺"), "product": ("products", "商品"),
        "referrer": ("invitations", "邀请人"), "person": ("names", "姓名"), "phone": ("telephone numbers", "手机号"),
    }
)  # fmt: skip

_BEHAVIOUR_WORDS: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "task_brushing": ("orders placed to be counted", "疑似刷单"), "device_farm": ("one hand behind many accounts", "疑似群控账号"),
        "written_reviews": ("reviews written to order", "疑似代写评价"), "empty_parcel": ("parcels with nothing in them", "疑似空包"),
        "gift_parcel": ("a trifle in the place of the goods", "疑似礼品代发"), "swapped_goods": ("other goods than were ordered", "疑似以次充好发货"),
        "paid_real_buyer": ("real buyers who were paid", "疑似真人补单"), "conditional_cashback": ("money for good reviews", "疑似好评返现"),
        "quota_dining": ("meals for reviews", "疑似霸王餐换好评"), "staff_brushing": ("a shop's own people buying from it", "疑似内部人员刷单"),
        "batch_accounts": ("accounts made in batches", "疑似批量注册账号"), "crowd_ring": ("a crowd that buys for pay", "疑似众包刷单"),
        "fake_engagement": ("likes and follows that were bought", "疑似买赞买关注"),
        "coattail_clicks": ("clicks that ride on a hit", "疑似蹭流量点击"),
        "live_inflation": ("a live room filled for show", "疑似直播间造势"), "review_laundering": ("reviews moved to another article", "疑似评价移植"),
        "scalping": ("goods bought up by one hand", "疑似黄牛囤货"), "reverse_brushing": ("orders meant to harm the shop", "疑似反向刷单"),
        "malicious_refusal": ("orders placed to be refused", "疑似恶意拒收"), "review_extortion": ("bad reviews held as a threat", "疑似差评勒索"),
        "hired_negative": ("bad reviews that were paid for", "疑似雇佣差评"), "subsidy_brushing": ("orders placed to draw a subsidy", "疑似套取补贴"),
        "insider_collusion": ("help from inside", "疑似内外勾结"), "compensation_abuse": ("claims made up for compensation", "疑似骗赔"),
        "advance_payment_scam": ("tasks that ask for payment first", "疑似垫付诈骗"), "stolen_identity": ("accounts in other people's names", "疑似冒用身份"),
        "data_scraping": ("pages read by machines", "疑似数据爬取"), "hotline_spam": ("false service numbers", "疑似虚假客服号码"),
    }
)  # fmt: skip


def state(first_at: datetime | None, last_at: datetime | None, as_of: datetime) -> str:
    """Resting after a month without deeds, forming within two weeks of the first one, else active."""
    if last_at is None or first_at is None or as_of - last_at > RESTING_AFTER:
        return "resting"
    return "forming" if as_of - first_at <= FORMING_WITHIN else "active"


def kind_of(
    own: Mapping[str, float], orders: int, reviews: int, acts: Mapping[str, int], behaviours: Mapping[str, tuple[str, ...]], rating: float | None = None,
    own_people: float = 0.0, shops: int = 2, meals: float = 0.0,
) -> str:  # fmt: skip
    """The likeliest behaviour: each act speaks for its behaviours by its marks; who works for shops from one place or phone is a farm.

    `own` is the share of members that hold something of a kind that is the ring's own; `behaviours` is what each act signal speaks for,
    in the order it names them; `rating` is the mean of the ring's reviews: who gives one star does not praise; `own_people` is the share of its orders
    that the shop's own side placed: their phones are no farm's. Who praises `meals`, nearly all its reviews, and placed hardly an order to be counted, is a
    guest. Those who praise one of `shops` alone, with only its words and pictures in common, are
    customers who took what it offered.
    """
    votes: dict[str, float] = defaultdict(float)
    ruled_out = PRAISE if rating is not None and rating <= LOW else BLAME if rating is not None and rating >= HIGH else frozenset()
    for signal, marked in acts.items():
        for place, behaviour in enumerate(behaviours.get(signal, ())):
            if behaviour not in ruled_out:
                votes[behaviour] += marked / (1 + place)
    if orders < 0.6 * reviews and votes.get("hired_negative", 0.0) <= votes.get(
        "written_reviews", 0.0
    ):  # who is paid to write need not have bought here
        votes["written_reviews"] += sum(votes.values()) or 1.0
    likeliest = max(sorted(votes), key=lambda behaviour: votes[behaviour]) if votes else "task_brushing"
    is_farm = max((own.get(kind, 0.0) for kind in ("device", "wifi", "network")), default=0.0) >= 0.5
    if likeliest in ATTACKS:
        return likeliest
    if meals >= MOSTLY_MEALS and likeliest in PRAISE and orders < 0.6 * reviews and shops <= MOST_TABLES and not is_farm:
        return "quota_dining"
    if shops == 1 and likeliest in PRAISE and _is_offered(own, acts, behaviours):
        return OFFERED
    return "staff_brushing" if own_people >= MOSTLY_OWN else "device_farm" if is_farm else likeliest


def _is_offered(own: Mapping[str, float], acts: Mapping[str, int], behaviours: Mapping[str, tuple[str, ...]]) -> bool:
    """Whether a card in the parcel explains what a ring has in common, and nearly all that marks it."""
    other = sum(marked for signal, marked in acts.items() if OFFERED not in behaviours.get(signal, ()))
    return max((share for kind, share in own.items() if kind not in GIVEN), default=0.0) < FEW and other <= FEW * sum(acts.values())


def summary(
    kind: str, *, accounts: int, merchants: int, orders: int, reviews: int, marked: float, shared: Mapping[str, float]
) -> tuple[str, str]:
    """One sentence in both languages; `marked` is the share of deeds with an act on them, `shared` the share of links by kind."""
    english, chinese = _BEHAVIOUR_WORDS.get(kind, (kind, kind))
    top = sorted((name for name in shared if shared[name] >= 0.2), key=lambda name: (-shared[name], name))[:3]
    ties = ", ".join(KIND_WORDS[name][0] for name in top) or "what they share"
    ties_zh = "、".join(KIND_WORDS[name][1] for name in top) or "共同特征"
    at = f"{accounts} accounts at {merchants} shop{'s' if merchants != 1 else ''}"
    deeds = f"{orders} order{'s' if orders != 1 else ''} and {reviews} review{'s' if reviews != 1 else ''}"
    return (
        f"{at}, tied by {ties}: {deeds}, {marked:.0%} of them with marks of {english}",
        f"{accounts} 个账号围绕 {merchants} 家店铺，由{ties_zh}相连：{orders} 笔订单、{reviews} 条评价，其中 {marked:.0%} 带有{chinese}的痕迹",
    )
