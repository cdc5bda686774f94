"""How many accounts one referrer brought within a day that were opened on shared devices."""

from zhenxin.signals._base import Signal, Words, dataclass, days


@dataclass(frozen=True, kw_only=True)
class ReferrerTree(Signal):
    """Accounts that one referrer brought within a day of this one and that were opened on a device of the referrer or of another of them.

    An influencer or a link that goes round brings hundreds in a day, each on a phone of their own; a family opens two or three on one. Whoever signs
    customers up at a stand may do it for twenty of them on one tablet: they go home and use phones of their own. So a device counts where two of
    the accounts were seen on it again, a day and more after they were opened. Somebody keeps these accounts, which is an act.
    """

    entity = "account"
    window = days(90)
    evidence = "identity"
    act = True
    levels = (3, 6, 12)
    speaks_for = ("batch_accounts", "device_farm", "subsidy_brushing")
    silent_on = ("influencer", "dormitory", "family_phone")
    label = Words("brought by one referrer", zh="同一邀请人批量带来")
    innocent = Words(
        "a link that goes round brings many people, each with a phone of their own; who signed up on a stand's tablet does not come back to it",
        zh="热门邀请链接会带来许多人，但各用自己的手机；在地推摊位的平板上注册的人，之后不会再用那台平板",
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
        back as (
            select distinct a.account_id, a.register_device_id as device_id from accounts a
                join sightings s on a.account_id = s.account_id and a.register_device_id = s.device_id
            where s.occurred_at > a.registered_at + interval 1 day
        ),
        shared as (
            select f.referrer_id, f.device_id from family f left join back b on f.account_id = b.account_id and f.device_id = b.device_id
            group by f.referrer_id, f.device_id
            having count(distinct b.account_id) >= 2 and 2 * count(distinct b.account_id) >= count(distinct f.account_id)
        ),
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
