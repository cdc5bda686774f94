"""A ring in words: what ties it, what it did, how large it is, and how far along."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from types import MappingProxyType

RESTING_AFTER = timedelta(days=30)
FORMING_WITHIN = timedelta(days=14)

KIND_WORDS: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "device": ("devices", "设备"), "instrument": ("payment instruments", "支付账户"), "wifi": ("Wi-Fi", "Wi-Fi"), "network": ("networks", "网络"),
        "receiver": ("receivers", "收件人"), "address": ("addresses", "地址"), "sender": ("parcel senders", "发件人"), "payer": ("payers", "付款人"),
        "query": ("search words", "搜索词"), "text": ("review texts", "评价文字"), "shop": ("shops", "店铺"),
    }
)  # fmt: skip

_BEHAVIOUR_WORDS: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "task_brushing": ("orders placed to be counted", "疑似刷单"),
        "device_farm": ("one hand behind many accounts", "疑似群控账号"),
        "written_reviews": ("reviews written to order", "疑似代写评价"),
    }
)


def state(first_at: datetime | None, last_at: datetime | None, as_of: datetime) -> str:
    """Resting after a month without deeds, forming within two weeks of the first one, else active."""
    if last_at is None or first_at is None or as_of - last_at > RESTING_AFTER:
        return "resting"
    return "forming" if as_of - first_at <= FORMING_WITHIN else "active"


def kind_of(own: Mapping[str, float], orders: int, reviews: int, acts: Mapping[str, int], behaviours: Mapping[str, tuple[str, ...]]) -> str:
    """The likeliest behaviour: one place or phone for half of the members is a farm, else each act speaks for its behaviours by its marks.

    `own` is the share of members that hold something of a kind that is the ring's own; `behaviours` is what each act signal speaks for,
    in the order it names them.
    """
    if max((own.get(kind, 0.0) for kind in ("device", "wifi", "network")), default=0.0) >= 0.5:
        return "device_farm"
    votes: dict[str, float] = dict.fromkeys(("task_brushing", "written_reviews"), 0.0)
    for signal, marked in acts.items():
        for place, behaviour in enumerate(behaviours.get(signal, ())):
            if behaviour in votes:
                votes[behaviour] += marked / (1 + place)
    if orders < 0.6 * reviews:  # people paid to write need not have bought here
        votes["written_reviews"] += sum(votes.values()) or 1.0
    return max(sorted(votes), key=lambda behaviour: votes[behaviour])


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
