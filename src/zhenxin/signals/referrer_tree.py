"""How many accounts one referrer brought within a day that were opened on shared devices."""

from zhenxin.signals._base import Signal, Words, dataclass, days


@dataclass(frozen=True, kw_only=True)
class ReferrerTree(Signal):
    """Accounts that one referrer brought within a day of this one and that were opened on a device of the referrer or of another of them.

    An influencer or a link that goes round brings hundreds in a day, each on a phone of their own; a family opens two or three on one.
    """

    entity = "account"
    window = days(90)
    evidence = "identity"
    act = False
    levels = (3, 6, 12)
    speaks_for = ("batch_accounts", "device_farm")
    silent_on = ("influencer", "dormitory", "family_phone")
    label = Words("brought by one referrer", zh="同一邀请人批量带来")
    innocent = Words(
        "a link that goes round brings many people, each with a phone of their own",
        zh="热门邀请链接会带来许多人，但各用自己的手机",
    )
    source = "domain.md §2 row 9: accounts raised in batches; row 11: entry from a group short link"
    reason = Words(
        "one of {value:.0f} accounts that one referrer brought within a day and that were opened on shared devices; a family opens 2 or 3",
        zh="同一邀请人一天之内带来 {value:.0f} 个在共用设备上注册的账号，本账号为其一；一家人通常为 2 到 3 个",
    )
    sql = """
        with brought as (
            select account_id, referrer_id, registered_at, register_device_id as device_id from accounts
            where referrer_id is not null and registered_at is not null and register_device_id is not null
        ),
        family as (
            select referrer_id, account_id, device_id from brought
            union all
            select r.referrer_id, a.account_id, a.register_device_id as device_id
            from (select distinct referrer_id from brought) r join accounts a on r.referrer_id = a.account_id where a.register_device_id is not null
        ),
        shared as (select referrer_id, device_id from family group by referrer_id, device_id having count(distinct account_id) >= 2),
        alike as (
            select b.account_id, b.referrer_id, b.registered_at from brought b
                join shared s on b.referrer_id = s.referrer_id and b.device_id = s.device_id
        ),
        counted as (
            select account_id, count(*) over (
                partition by referrer_id order by registered_at range between interval 1 day preceding and interval 1 day following) as siblings
            from alike
        )
        select account_id as entity_id, cast(siblings as double) as value from counted where siblings >= 3"""
