"""The platform's own people: who works there, and what they do all day."""

from __future__ import annotations

import numpy as np

from strangers.arrays import Objs, choose, objs, words
from strangers.browsing import strollers
from strangers.cart import transfer
from strangers.clock import DAY, HOUR
from strangers.world import World

_NOTES = words(
    "已核实|按活动方案调整|已核实物流正常|复核无异常|商家提供发票，解除|KA商家白名单同步|业务需要|"
    "客户情绪激动，同意|物流异常|重复告警|误报|活动期间正常放量|低风险|材料齐全|按SOP处理|同意|"
    "转二线|符合规则|正常大促|地址正常|驳回"
)


def hire(w: World, team: str, joined: float = -400) -> tuple[str, str]:
    """Hire one more, and give the staff id and the bank card."""
    ids, card = w.ids("staff", 1), w.one_hash()
    w.book.add("staff", 1, staff_id=ids, team=team, joined_at=w.days(joined - float(w.rng.uniform(0, 300))), phone_hash=w.one_hash(),
        instrument_hash=card,
               device_id=w.ids("d", 1)[0])  # fmt: skip
    _pay(w, ids, objs(card, 1))
    return str(ids[0]), card


def honest_staff(w: World) -> None:
    """Service, risk, promotion and merchant teams with their daily work."""
    if not w.book.has("staff"):
        return
    rng, service, n = w.rng, w.desk, len(w.desk)
    other = w.ids("staff", 12)
    teams = objs(["客服"] * n + ["风控"] * 5 + ["招商运营"] * 4 + ["活动"] * 3)
    everyone = objs([*service, *other])
    joined = w.days(0) - rng.gamma(1.5, 300, len(everyone)) * DAY
    left = np.where(w.chance(0.1, len(everyone)), w.days(w.clock.days * 0.8), np.nan)
    cards = w.hashes(len(everyone))
    w.book.add("staff", len(everyone), staff_id=everyone, team=teams, joined_at=joined, left_at=left, phone_hash=w.hashes(len(everyone)),
               instrument_hash=cards, device_id=w.ids("d", len(everyone)))  # fmt: skip
    _pay(w, everyone, cards)
    k = w.orders // 60
    who = everyone[n + rng.integers(0, 5, k)]
    busy = other[0]
    who = np.where(w.chance(0.3, k), busy, who)
    kind = np.where(who == busy, rng.choice(["dismiss_alert", "override_alert"], k, p=[0.8, 0.2]),
                    rng.choice(["confirm_alert", "dismiss_alert", "override_alert"], k, p=[0.33, 0.55, 0.12]))  # fmt: skip
    target = rng.integers(0, len(w.shops), k)
    _act(w, objs(who), kind, objs(["merchant"] * k), objs(w.shops["id"][target]), alert=True)
    w.key.hard("staff", [str(busy), str(other[1])], "busy_agent")
    m = w.orders // 250
    shops = rng.integers(0, len(w.shops), m)
    doers = everyone[n + 5 + rng.integers(0, 7, m)]
    _act(
        w,
        objs(doers),
        rng.choice(["set_subsidy", "whitelist", "change_rule"], m, p=[0.6, 0.25, 0.15]),
        objs(["merchant"] * m),
        objs(w.shops["id"][shops]),
    )


def _pay(w: World, everyone: Objs, card: Objs) -> None:
    """Wages from the platform; friends and second jobs pay staff too."""
    n = len(everyone)
    for month in range(w.clock.days // 30):
        transfer(
            w,
            w.days(30 * month + 10) + w.rng.uniform(9, 11, n) * HOUR,
            "platform",
            everyone,
            w.lags(n, 8200, 0.25),
            "payout",
            kinds=("platform", "staff"),
            purse=card,
        )
    k = w.rng.integers(0, n, n * 2)
    payers, at = strollers(w, len(k))
    k = k[: len(payers)]
    far = w.chance(0.4, len(k))
    who = choose(far, np.asarray([f"ext{int(v):012d}" for v in w.rng.integers(10**9, 10**12, len(k))], dtype=object), w.accounts(payers))
    for kind in ("outside", "account"):
        some = far if kind == "outside" else ~far
        transfer(
            w,
            at[some],
            who[some],
            everyone[k[some]],
            w.lags(int(some.sum()), 160, 1.3),
            "transfer",
            kinds=(kind, "staff"),
            purse=card[k[some]],
        )


def platform_campaigns(w: World) -> None:
    """The platform's own sales and subsidies, and shops' ordinary promotions."""
    rng = w.rng
    for day, length, strength in w.market.feasts:
        for kind in ("promotion", "subsidy", "subsidy") if strength > 1 else ("promotion",):
            w.book.add("campaigns", 1, campaign_id=w.ids("z", 1), kind=kind, starts_at=w.days(day), ends_at=w.days(day + length),
                category=w.pen.pick(w.market.goods),
                       budget=float(rng.integers(20, 400)) * 1000, created_by=str(w.desk[0]) if len(w.desk) else "platform")  # fmt: skip
    n = max(6, w.orders // 900)
    shops = rng.integers(0, len(w.shops), n)
    start = np.maximum(w.clock.moments(rng, n, kind=3), w.shops["opened"][shops] + DAY)
    w.book.add("campaigns", n, campaign_id=w.ids("z", n), kind=objs(list(rng.choice(["promotion", "influencer", "trial"], n,
        p=[0.75, 0.18, 0.07]))), starts_at=start,
               ends_at=start + rng.integers(1, 12, n) * DAY, merchant_id=w.shops["id"][shops],
               product_id=w.products["id"][w.shops["p0"][shops]],
               category=w.shops["cat"][shops], budget=rng.integers(200, 9000, n).astype(np.float64),
               created_by=w.shops["id"][shops])  # fmt: skip


def _act(w: World, who: object, kind: object, target_kind: object, target: object, *, alert: bool = False) -> None:
    staff = np.asarray(who, dtype=object)
    n = len(staff)
    before = objs([w.pen.pick(["0.05", "0.08", "0.10", "false", "0"]) for _ in range(n)]) if not alert else None
    after = objs([w.pen.pick(["0.10", "0.12", "0.15", "true", "1"]) for _ in range(n)]) if not alert else None
    w.book.add("staff_actions", n, action_id=w.ids("x", n), staff_id=staff, occurred_at=w.clock.moments(w.rng, n, kind=3),
        kind=objs(list(np.asarray(kind))),
               alert_id=objs([f"al{int(i)}" for i in w.rng.integers(10**8, 10**9, n)]) if alert else None, target_kind=target_kind,
               target_id=target,
               value_before=before, value_after=after, note=objs([w.pen.pick(_NOTES) for _ in range(n)]))  # fmt: skip
