"""Company of accounts: who else bears an act of the same behaviour at the same place (device, network, payroll, product, shop, invitation), or meets again."""

import json
from collections.abc import Iterable, Mapping
from types import MappingProxyType

import pyarrow as pa

from zhenxin.engine import Engine
from zhenxin.events.codes import TAPS
from zhenxin.events.ties import TIED, TIED_BY
from zhenxin.scores.company import MOST_BITS
from zhenxin.scores.hypothesis import LEAST_BITS, Part, Spoken, Trait, counts_for

FEWEST = 3
LEAST_SHARE = 0.3
"""So many accounts with an act are company at a place, and so much of all that it serves."""

WORDS: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "payer": ("paid by the same hand", "由同一付款人付款"), "device": ("on the same device", "使用同一设备"),
        "network": ("on the same network", "使用同一网络"), "product": ("tapping the same product", "点赞或收藏同一商品"),
        "shop": ("buying at the same shop", "在同一店铺购买"), "referrer": ("invited by the same account", "由同一账号邀请"),
        "person": ("in the same name", "以同一姓名注册"), "phone": ("with the same telephone number", "使用同一手机号"),
    }
)  # fmt: skip

BY_LINK = frozenset({"payer", "product", "shop"})
"""Who follows one affiliate's link goes one way, buys at one shop and is paid one commission: for what people do on a page these are no places."""

ROOM, SHOWN = "room_id", frozenset({"product", "shop"})
"""Whatever reads this tells of a crowd in a live room: what its host shows they like, and at his shop they buy. That is no second thing in common."""

_PLACES = f"""
    with tied as ({TIED}),
    ours as (select distinct a.behaviour, t.kind, t.name, t.account_id from tied t join acting_accounts a on t.account_id = a.account_id and t.kind = a.kind),
    counts as (select behaviour, kind, name, count(*) as acting from ours group by behaviour, kind, name having count(*) >= :fewest),
    wanted as (select distinct kind, name from counts),
    sizes as (select t.kind, t.name, count(*) as everybody from tied t join wanted w on t.kind = w.kind and t.name = w.name group by t.kind, t.name),
    ranked as (
        select o.account_id, o.behaviour, o.kind, c.acting, s.everybody,
            row_number() over (partition by o.account_id, o.behaviour order by c.acting desc, s.everybody, o.kind, o.name) as place
        from ours o join counts c on o.behaviour = c.behaviour and o.kind = c.kind and o.name = c.name join sizes s on o.kind = s.kind and o.name = s.name
        where c.acting >= :share * s.everybody
    )
    select account_id, behaviour, kind, acting, everybody from ranked where place = 1 order by account_id, behaviour
"""


AGAIN, AGAIN_SHARE, AGAIN_BITS, CROWD = 2, 0.2, 6.0, 2000
"""Accounts that an act found together at one product are company to those whom they meet at products of so many shops: among all who want each there are so
many of them, and by so many bits more than three times their share of the market would give. What more of them want is everybody's."""


def _wants(but: str = "") -> str:
    """CTEs: who `wants` which product, by a tap (save what `but` leaves out) or an order, and how many such wants there are in all."""
    return f"""
    wants as (
        select account_id, product_id from cut_visits where product_id is not null and kind in ({TAPS}){but}
        union select account_id, product_id from cut_orders where product_id is not null
    ),
    whole as (select cast(count(*) as double) as n from wants)"""


_AGAIN = f"""
    with {_wants()},
    ours as (select a.behaviour, w.product_id, w.account_id from wants w join acting_at_once a on w.account_id = a.account_id),
    each as (select behaviour, cast(count(*) as double) as n from ours group by behaviour),
    counts as (select behaviour, product_id, count(*) as acting from ours group by behaviour, product_id having count(*) between :fewest and :crowd),
    wanted as (select distinct product_id from counts),
    sizes as (select w.product_id, count(*) as everybody from wants w join wanted n on w.product_id = n.product_id group by w.product_id),
    meeting as (
        select c.behaviour, c.product_id, p.merchant_id from counts c join sizes s on c.product_id = s.product_id
            join cut_products p on c.product_id = p.product_id join each e on c.behaviour = e.behaviour cross join whole x
        where c.acting >= :share * s.everybody and p.merchant_id is not null
            and surprise(c.acting, 3.0 * s.everybody * (e.n - c.acting) / nullif(x.n, 0) + 0.3) >= :bits
    ),
    met as (
        select o.behaviour, o.account_id, o.product_id, m.merchant_id from ours o join meeting m on o.behaviour = m.behaviour and o.product_id = m.product_id
    ),
    pairs as (
        select l.behaviour, l.account_id, r.account_id as other_id, count(distinct l.merchant_id) as shops
        from met l join met r on l.behaviour = r.behaviour and l.product_id = r.product_id and l.account_id <> r.account_id
        group by l.behaviour, l.account_id, r.account_id having count(distinct l.merchant_id) >= :shops
    )
    select account_id, behaviour, count(*) as others from pairs group by account_id, behaviour having count(*) >= :fewest - 1 order by account_id, behaviour
"""


HIRED_BITS = 10.0
"""Whom one hand pays for small work are company where so many of them want one thing that it surprises by so many bits, against three times their share of
all that is wanted: the pay and what it was for are two things. Affiliates share what they
are paid for, and that is no want of theirs."""

_HIRED = f"""
    with {_wants(" and kind <> 'share'")},
    ours as (select a.behaviour, a.payer_id, w.product_id, w.account_id from wants w join acting_for_pay a on w.account_id = a.account_id),
    each as (select behaviour, payer_id, cast(count(*) as double) as n from ours group by behaviour, payer_id),
    counts as (
        select behaviour, payer_id, product_id, count(*) as acting from ours group by behaviour, payer_id, product_id
        having count(*) between :fewest and :crowd
    ),
    wanted as (select distinct product_id from counts),
    sizes as (select w.product_id, count(*) as everybody from wants w join wanted n on w.product_id = n.product_id group by w.product_id),
    meeting as (
        select c.behaviour, c.payer_id, c.product_id, c.acting from counts c join sizes s on c.product_id = s.product_id
            join each e on c.behaviour = e.behaviour and c.payer_id = e.payer_id cross join whole x
        where surprise(c.acting, 3.0 * s.everybody * e.n / nullif(x.n, 0) + 0.3) >= :bits
    )
    select o.account_id, o.behaviour, max(m.acting) - 1 as others from ours o
        join meeting m on o.behaviour = m.behaviour and o.payer_id = m.payer_id and o.product_id = m.product_id
    group by o.account_id, o.behaviour order by o.account_id, o.behaviour
"""


def account_company(
    engine: Engine, spoken: Mapping[str, Iterable[Spoken]], traits: Mapping[str, Trait]
) -> Mapping[str, Mapping[str, Part]]:
    """By account and behaviour, the company of those who bear a clear act of it; `spoken` has what speaks about each account.

    A tie that the act's own signal reads is none: who is paid one wage is paid by one hand. `engine` holds what TIED reads.
    """
    acting = sorted(
        {
            (account, behaviour, kind)
            for account, said in spoken.items()
            for one in said
            if _is_clear_act(one, traits)
            for behaviour in traits[one.signal].speaks_for
            if counts_for(behaviour, "account")
            for kind, columns in TIED_BY.items()
            if not columns & traits[one.signal].reads and not (traits[one.signal].evidence == "conduct" and kind in BY_LINK)
            if not (kind in SHOWN and ROOM in traits[one.signal].reads)
        }
    )
    found = _again(engine, spoken, traits)
    for account, parts in _for_pay(engine, spoken, traits).items():
        found.setdefault(account, {}).update(parts)
    if not acting:
        return found
    table = [pa.array([row[place] for row in acting], pa.string()) for place in range(3)]
    engine.put("acting_accounts", pa.table(table, ["account_id", "behaviour", "kind"]))
    for row in engine.rows(_PLACES, {"fewest": FEWEST, "share": LEAST_SHARE}, step="where acting accounts meet").to_pylist():
        found.setdefault(row["account_id"], {})[row["behaviour"]] = _part(row["kind"], row["acting"], row["everybody"])
    return found


def _again(engine: Engine, spoken: Mapping[str, Iterable[Spoken]], traits: Mapping[str, Trait]) -> dict[str, dict[str, Part]]:
    """The company of accounts that went for one thing at one time, as an act of theirs says, and meet the same others at another shop's things too."""
    acting = sorted(
        {
            (account, behaviour)
            for account, said in spoken.items()
            for one in said
            if _is_clear_act(one, traits) and traits[one.signal].evidence == "time" and "product_id" in traits[one.signal].reads
            for behaviour in traits[one.signal].speaks_for
            if counts_for(behaviour, "account")
        }
    )
    found: dict[str, dict[str, Part]] = {}
    if acting:
        columns = [pa.array([row[place] for row in acting], pa.string()) for place in range(2)]
        engine.put("acting_at_once", pa.table(columns, ["account_id", "behaviour"]))
        limits = {"fewest": FEWEST, "share": AGAIN_SHARE, "shops": AGAIN, "bits": AGAIN_BITS, "crowd": CROWD}
        for row in engine.rows(_AGAIN, limits, step="where accounts of one moment meet again").to_pylist():
            found.setdefault(row["account_id"], {})[row["behaviour"]] = _met_again(row["others"])
    return found


def _for_pay(engine: Engine, spoken: Mapping[str, Iterable[Spoken]], traits: Mapping[str, Trait]) -> dict[str, dict[str, Part]]:
    """The company of accounts that one hand pays, as a clear act of money says, and that want one thing far more often than their share of the market."""
    acting = sorted(
        {
            (account, behaviour, payer)
            for account, said in spoken.items()
            for one in said
            if _is_clear_act(one, traits) and traits[one.signal].evidence == "money" and (payer := json.loads(one.args).get("payer_id"))
            for behaviour in traits[one.signal].speaks_for
            if counts_for(behaviour, "account")
        }
    )
    found: dict[str, dict[str, Part]] = {}
    if acting:
        columns = [pa.array([row[place] for row in acting], pa.string()) for place in range(3)]
        engine.put("acting_for_pay", pa.table(columns, ["account_id", "behaviour", "payer_id"]))
        limits = {"fewest": FEWEST, "bits": HIRED_BITS, "crowd": CROWD}
        for row in engine.rows(_HIRED, limits, step="what people of one payroll want").to_pylist():
            found.setdefault(row["account_id"], {})[row["behaviour"]] = _paid_for(row["others"])
    return found


def _paid_for(others: int) -> Part:
    english = f"{others} others whom the same hand pays went for the same thing, far beyond their share of the market"
    return Part("company", "network", MOST_BITS, english, f"同一付款人付款的另外 {others} 个账号也集中在同一商品上，远超其在市场中的比例")


def _met_again(others: int) -> Part:
    english = f"it met the same {others} others who bear an act of this behaviour at products of {AGAIN} shops and more"
    return Part("company", "network", MOST_BITS, english, f"先后在 {AGAIN} 家以上店铺的商品上与同样 {others} 个带有同类行为的账号一同出现")


def _is_clear_act(one: Spoken, traits: Mapping[str, Trait]) -> bool:
    trait = traits[one.signal]
    return one.is_own and trait.act and one.level >= 2 and trait.at(one.signal, one.level) >= LEAST_BITS


def _part(kind: str, acting: int, everybody: int) -> Part:
    english, chinese = WORDS[kind]
    return Part(
        "company",
        "network",
        MOST_BITS,
        f"{acting - 1} other accounts {english} bear an act of this behaviour, {everybody} accounts being there in all",
        f"另有 {acting - 1} 个{chinese}的账号带有同类行为（此处共 {everybody} 个账号）",
    )
