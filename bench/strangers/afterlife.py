"""What else goes on.

Notices, wages, payouts, money among friends, inspections, complaints, verdicts, live evenings, a search engine's
reader.
"""

from __future__ import annotations

import numpy as np

from strangers.arrays import Ints, objs, words
from strangers.browsing import say, see, strollers
from strangers.cart import make_cart, transfer
from strangers.clock import DAY, HOUR
from strangers.people import new_people
from strangers.shopping import sell
from strangers.shops import owner_of
from strangers.traffic import AFTER, CHEERS
from strangers.world import World


def everyday_money(w: World) -> None:
    """Gifts at feasts, shared bills, wages of shops, weekly payouts of the platform."""
    rng, n = w.rng, w.orders // 16
    acc, at = strollers(w, n)
    n = len(acc)
    other = acc.copy()
    house = w.people["house"]
    order = np.argsort(house, kind="stable")
    place = np.searchsorted(house[order], house[acc])
    other = order[np.minimum(place + rng.integers(0, 3, n), len(order) - 1)]
    far = (other == acc) | w.chance(0.4, n)
    other = np.where(far, rng.integers(0, len(w.people), n), other)
    fine = (other != acc) & (w.people["born"][other] < at)
    sums = np.where(w.chance(0.4, n), rng.choice([1.88, 5.2, 6.66, 8.88, 18.88, 20, 50, 66, 88, 100, 200], n), w.lags(n, 55, 1.1))
    acc, other, at, sums = acc[fine], other[fine], at[fine], sums[fine]
    for kind, share in (("red_packet", 0.45), ("transfer", 1.0)):
        k = w.chance(share, len(acc)) & (at > 0)
        transfer(
            w,
            at[k],
            w.accounts(acc[k]),
            w.accounts(other[k]),
            sums[k],
            kind,
            card=objs(w.people["card"][acc[k]]),
            purse=objs(w.people["card"][other[k]]),
        )
        at = np.where(k, -1.0, at)
    _outside_money(w)
    shops = rng.permutation(len(w.shops))[: max(5, len(w.shops) // 8)]
    for shop in shops.tolist():
        _wages(w, shop)
    for week in range(1, w.clock.days // 7):
        if w.market.payouts:
            pay = np.flatnonzero((w.shops["pop"] > 0.2) & (w.shops["opened"] < w.days(week * 7)))
            transfer(w, w.days(week * 7) + 10 * HOUR + rng.random(len(pay)) * 900, "platform", objs(w.shops["id"][pay]),
                w.lags(len(pay), 900, 0.9) * w.shops["pop"][pay].clip(0.2, 20),
                     "payout", kinds=("platform", "merchant"), purse=objs(w.shops["payout"][pay]))  # fmt: skip


def _outside_money(w: World) -> None:
    """Employers, gig firms and relatives elsewhere pay people; people pay landlords and schools elsewhere."""
    rng = w.rng
    for _ in range(max(4, w.orders // 2500)):  # employers and gig firms: one payer, many people, regularly
        gig = rng.random() < 0.5
        who = np.unique(strollers(w, int(rng.integers(8, 60)))[0])
        payer = f"ext{int(rng.integers(10**9, 10**12)):012d}"
        for k in range(int(w.clock.days // (7 if gig else 30))):
            here = who[w.chance(0.5 if gig else 0.97, len(who))]
            at = w.days(k * (7 if gig else 30) + 5) + rng.uniform(9, 20, len(here)) * HOUR
            here, at = here[w.people["born"][here] < at], at[w.people["born"][here] < at]
            sums = w.lags(len(here), 90 if gig else 4800, 0.7 if gig else 0.3)
            transfer(w, at, payer, w.accounts(here), sums, "transfer", kinds=("outside", "account"), purse=objs(w.people["card"][here]))
        w.key.hard("account", w.accounts(who[:12]), "commission")
    acc, at = strollers(w, w.orders // 30)
    far = objs([f"ext{v:012d}" for v in (10**9 + rng.zipf(1.35, len(acc)) * 7919 % 10**11).tolist()])
    out = w.chance(0.5, len(acc))
    sums = np.where(w.chance(0.5, len(acc)), rng.choice([10, 20, 50, 66, 88, 100, 200, 500], len(acc)), w.lags(len(acc), 80, 1.1))
    kind = objs(np.where(w.chance(0.3, len(acc)), "red_packet", "transfer"))
    for what in ("red_packet", "transfer"):
        a, b = ~out & (kind == what), out & (kind == what)
        transfer(w, at[a], far[a], w.accounts(acc[a]), sums[a], what, kinds=("outside", "account"), purse=objs(w.people["card"][acc[a]]))
        transfer(w, at[b], w.accounts(acc[b]), far[b], sums[b], what, kinds=("account", "outside"), card=objs(w.people["card"][acc[b]]))


def _wages(w: World, shop: int) -> None:
    clerks = w.rng.integers(0, len(w.people), int(w.rng.integers(1, 5)))
    for month in range(w.clock.days // 30):
        at = w.days(30 * month + 14) + w.rng.uniform(9, 18, len(clerks)) * HOUR
        fine = (w.people["born"][clerks] < at) & (w.shops["opened"][shop] < at)
        transfer(w, at[fine], str(w.shops["id"][shop]), w.accounts(clerks[fine]), w.lags(int(fine.sum()), 4200, 0.2), "transfer",
            kinds=("merchant", "account"),
                 card=objs(w.shops["payout"][shop], int(fine.sum())), purse=objs(w.people["card"][clerks[fine]]))  # fmt: skip


NOTICES = {
    "sms": words(
        "【菜鸟】您的包裹已到{p}，取件码{a}-{b}|【平台】您关注的商品降价了，回T退订|【{s}】双节福利，"
        "领券满99减10，拒收回R|【丰巢】取件码{a}{b}，18小时内免费|"
        "【{s}】会员日提醒：积分可抵现|快递放{p}了，记得拿|【平台】退款已原路返回，预计1-3天到账"
    ),
    "chat": words(
        "您好，您的快件因天气原因稍有延迟，敬请谅解|亲，您拍的宝贝已发出，满意记得给个评价哦，有问题随时联系客服~|亲~核对下地址，没问题这边安排发货|"
        "退款已处理，原路返回1-3天|在的亲|亲亲，这边给您补发一个哈|不好意思让您久等了，给您退5元运费|预售的亲，{a}号前发"
    ),
    "parcel_insert": words(
        "感谢惠顾！如有质量问题请联系我们，我们负责到底|扫码关注公众号，查说明书和保修|{s}售后卡：七天无理由，一年质保|会员扫码领5元券，下单即用|"
        "食用说明：冷藏保存，三日内食用|温馨提示：签收前请验货"
    ),
}


def _notice(w: World, kind: str, shop: str) -> str:
    station = w.pen.pick(["菜鸟驿站", "幸福里驿站", "东门快递点"])
    return w.pen.pick(NOTICES[kind]).format(p=station, a=int(w.rng.integers(1, 20)), b=int(w.rng.integers(1000, 9999)), s=shop)


def notices(w: World) -> None:
    """Couriers' texts, shops' greetings, honest slips in the parcels, talk in neighbourhood groups."""
    if not w.book.has("messages"):
        return
    acc, at = strollers(w, w.orders // 6)
    n = len(acc)
    shops = w.rng.integers(0, len(w.shops), n)
    channel = objs(list(w.rng.choice(["sms", "chat", "parcel_insert"], n, p=[0.5, 0.35, 0.15])))
    text = objs([_notice(w, str(kind), str(w.shops["name"][s])) for kind, s in zip(channel, shops, strict=True)])
    ids = objs(w.shops["id"][shops])
    _by_channel(w, at, text, ids, acc, channel)
    groups = [f"grp{w.one_hash()[:8]}" for _ in range(max(4, w.orders // 2000))]
    for group in groups:
        who = w.rng.integers(0, len(w.people), 25)
        k = int(w.rng.integers(10, 50))
        speaker = w.rng.choice(who, k)
        when = w.clock.moments(w.rng, k)
        fine = when > w.people["born"][speaker]
        words = objs([w.pen.pick(GOSSIP) for _ in range(k)])
        say(w, when[fine], words[fine], w.accounts(speaker[fine]), None, channel="group", group=group)


GOSSIP = (
    (
        "今天菜到了吗|接龙 {x}|我要两份|谁家的猫在楼下|团长土鸡蛋还有没|快递站几点关门|好吃，上次那个糕|"
        "停水通知大家看了没|孩子发烧哪家药店开着|有没有人拼车去市里|收到，谢谢团长|苹果有点小啊这次|+1|"
        "已付|"
        "团长什么时候开团|求推荐靠谱修空调的|小区门口招保洁 日结|新品试用报名啦 真实评价就行 好坏都写|"
        "刷单返利都是骗人的，我姨刚被骗|好评返现是真的吗|兼职发传单120一天 有人吗|红包雨来了|明天降温"
    )
    .replace("{x}", "3号楼")
    .split("|")
)


def _by_channel(w: World, at: object, text: object, shop: object, acc: Ints, channel: object) -> None:
    kinds = np.asarray(channel, dtype=object)
    for kind in ("sms", "chat", "parcel_insert"):
        k = np.flatnonzero(kinds == kind)
        say(w, np.asarray(at)[k], np.asarray(text, dtype=object)[k], np.asarray(shop, dtype=object)[k], w.accounts(acc[k]), channel=kind,
            merchant=np.asarray(shop, dtype=object)[k])  # fmt: skip


def office_work(w: World) -> None:
    """Inspections of all sorts of shops, complaints of all sorts of people."""
    rng, n = w.rng, max(20, w.orders // 180)
    shops = rng.integers(0, len(w.shops), n)
    at = w.clock.moments(rng, n, kind=3)
    fine = at > w.shops["opened"][shops] + 3 * DAY
    shops, at = shops[fine], at[fine]
    n = len(shops)
    result = rng.choice(["pass", "minor", "fail"], n, p=[0.8, 0.15, 0.05])
    note = objs(
        [
            w.pen.pick(["资质齐全", "抽检合格", "标签不规范，已整改", "进货台账缺失", "现场整洁", "公示信息未更新", "样品送检"])
            for _ in range(n)
        ]
    )
    w.book.add("inspections", n, inspection_id=w.ids("i", n), merchant_id=w.shops["id"][shops], occurred_at=at,
               product_id=w.products["id"][w.shops["p0"][shops]], inspector=objs([f"insp{int(k)}" for k in rng.integers(1, 9, n)]),
               kind=objs(list(rng.choice(["qualification", "quality", "purchase_test"], n, p=[0.5, 0.35, 0.15]))),
               result=objs(list(result)), note=note)  # fmt: skip
    acc, at = strollers(w, max(30, w.orders // 120))
    n = len(acc)
    weights = w.shops["pop"].clip(0, 30) + 0.02
    shops = rng.choice(len(w.shops), n, p=weights / weights.sum())
    text = objs([w.pen.blame(w.category(int(w.shops["p0"][s]))) for s in shops])
    w.book.add("complaints", n, complaint_id=w.ids("q", n), occurred_at=at, entity_kind="merchant", entity_id=w.shops["id"][shops],
               kind=objs(list(rng.choice(["quality", "late", "refund", "service", "false_ad"], n))), complainant_id=w.accounts(acc),
               status=objs(list(rng.choice(["open", "upheld", "rejected"], n, p=[0.3, 0.35, 0.35]))), text=text)  # fmt: skip
    _false_alarms(w, max(6, w.orders // 2500))


def _false_alarms(w: World, n: int) -> None:
    """Shops that believe a rival is behind a bad week; most are wrong."""
    shops = w.rng.integers(0, len(w.shops), n)
    words = ["这周差评多，怀疑同行", "有人拍了不付款，请处理", "这个客户恶意退货", "突然好多单是不是有人害我", "买家威胁差评"]
    ids = objs(w.shops["id"][shops])
    w.book.add("complaints", n, complaint_id=w.ids("q", n), occurred_at=w.clock.moments(w.rng, n, w.days(30), kind=3),
        entity_kind="merchant", entity_id=ids,
               kind="merchant_report", complainant_id=ids, status=objs(list(w.rng.choice(["open", "rejected", "upheld"], n,
               p=[0.5, 0.4, 0.1]))),
               text=objs([w.pen.pick(words) for _ in range(n)]))  # fmt: skip


def verdicts(w: World, rows: list[tuple[str, str, bool]]) -> None:
    """What people decided so far: some true, a few wrong, a few overturned; and who is known to be good."""
    n = len(rows)
    at = w.clock.moments(w.rng, n, w.days(w.clock.days * 0.6))
    wrong = w.chance(0.04, n)
    over = np.where(wrong & w.chance(0.6, n), at + 5 * DAY, np.nan)
    w.book.add("verdicts", n, entity_kind=objs([r[0] for r in rows]), entity_id=objs([r[1] for r in rows]), occurred_at=at,
               is_fraud=np.asarray([r[2] for r in rows]) ^ wrong,
               decided_by=objs([w.pen.pick(["analyst1", "analyst2", "committee"]) for _ in rows]),
               measure=objs([w.pen.pick(["warn", "restrict", "none", "remove"]) if r[2] else "none" for r in rows]),
               overturned_at=over)  # fmt: skip


def known_good(w: World, senders: list[str]) -> None:
    """Warehouses and test accounts that somebody vouches for."""
    test = new_people(w, 2, activity=0.0)
    rows = [("sender", s, "平台云仓") for s in senders] + [("account", str(i), "测试账号") for i in w.accounts(test)]
    w.book.add("known", len(rows), entity_kind=objs([r[0] for r in rows]), entity_id=objs([r[1] for r in rows]),
        reason=objs([r[2] for r in rows]),
               decided_by="ops", until_at=w.clock.end + 90 * DAY)  # fmt: skip


def live_evenings(w: World, n: int) -> None:
    """Honest live rooms: a crowd that comes and goes, talks and looks."""
    if not w.book.has("visits"):
        return
    shops = w.rng.choice(len(w.shops), n, p=w.shops["pop"] / w.shops["pop"].sum())
    for shop in shops.tolist():
        crowd = int(np.clip(w.rng.lognormal(3.6, 0.7), 8, 400))
        acc, _ = strollers(w, crowd)
        fans = np.flatnonzero((w.people["fav"] == shop) & (w.people["activity"] > 0.02))
        acc = np.unique(np.concatenate([acc, fans[w.chance(0.5, len(fans))][:60]]))
        night = w.days(int(w.rng.integers(2, w.clock.days - 2))) + w.rng.uniform(18.5, 21.5) * HOUR
        acc = acc[w.people["born"][acc] < night - HOUR]
        k, room, session = len(acc), f"room{w.shops['id'][shop]}", w.ids("v", len(acc))
        join, stay = night + w.rng.beta(1.3, 2, k) * 2.5 * HOUR, w.lags(k, 260, 1.2)
        see(w, acc, join, "live_join", None, session, room_id=room, source="live")
        see(w, acc, join + stay, "live_leave", None, session, room_id=room, dwell_s=stay.round(1), source="live")
        talk = np.flatnonzero(w.chance(0.14, k))
        words = objs(
            [w.pen.pick(CHEERS) + w.pen.pick(AFTER) if w.rng.random() < 0.5 else w.pen.chat(w.noun(int(w.shops["p0"][shop]))) for _ in talk]
        )
        see(w, acc[talk], join[talk] + stay[talk] * 0.5, "live_comment", None, session[talk], room_id=room, text=words, source="live")
        look = np.flatnonzero(w.chance(0.4, k))
        prod = w.rng.choice(w.shop_products(shop), len(look))
        see(
            w,
            acc[look],
            join[look] + stay[look] * w.rng.random(len(look)),
            "view",
            prod,
            session[look],
            dwell_s=w.lags(len(look), 30, 1).round(1),
            source="live",
        )
        buy = look[w.chance(0.3, len(look))]
        goods = w.rng.choice(w.shop_products(shop)[:4], len(buy))
        listed = w.products["listed"][goods] < join[buy]
        cart = make_cart(w, acc[buy][listed], goods[listed], (join + stay * 0.8)[buy][listed])
        cart.coupon = (cart.price * 0.15).round(2)
        sell(w, cart)


def search_engine(w: World) -> None:
    """A search engine's reader: it says who it is, reads slowly and all day."""
    if not w.book.has("visits"):
        return
    who = new_people(w, 1, activity=0.0, since=w.clock.start - 300 * DAY)
    n = min(len(w.products), w.orders // 60)
    goods = w.rng.permutation(len(w.products))[:n]
    at = np.maximum(w.clock.start + np.sort(w.rng.random(n)) * w.clock.days * DAY, w.products["listed"][goods] + DAY)
    see(
        w,
        np.resize(who, n),
        at,
        "view",
        goods,
        objs([f"v{int((t - w.clock.start) // DAY):010d}" for t in at]),
        dwell_s=np.full(n, 0.5),
        source="spider",
    )
    k = w.clock.days
    w.book.add("logins", k, account_id=w.accounts(np.resize(who, k)), occurred_at=w.days(0) + np.arange(k) * DAY + 60, device_id=None,
               ip=objs([f"66.249.66.{int(i)}" for i in w.rng.integers(2, 60, k)]), ip_country="CN", ip_kind="hosting",
               client="spider")  # fmt: skip
    owner_of(w, w.rng.integers(0, len(w.shops), 3))
