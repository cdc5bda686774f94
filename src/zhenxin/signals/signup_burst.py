"""Whether many accounts were registered within a day on one device, or with one picture on one network or in one block of numbers."""

from zhenxin.signals._base import Signal, Words, dataclass, days


@dataclass(frozen=True, kw_only=True)
class SignupBurst(Signal):
    """Bits of surprise at the accounts of one day that share a device with this one, or its picture and its network or number block.

    Expected is what the registrations of that day on the same network (or in the same block) give by the other thing's share of all
    accounts, threefold. A campus fills up within a day in September, on one network and with numbers of one block, but each with a
    picture of his own. Days are of 24 hours around each registration, not of the calendar.
    """

    entity = "account"
    window = days(1)
    evidence = "time"
    act = True
    levels = (8, 16, 32)
    speaks_for = ("batch_accounts", "device_farm", "stolen_identity")
    silent_on = ("dormitory", "family_phone", "carrier_nat")
    can_do_without = (
        "accounts.phone_prefix", "accounts.avatar_hash", "accounts.register_device_id", "accounts.register_net_hash",
    )  # fmt: skip
    label = Words("registered in a batch", zh="批量注册")
    innocent = Words(
        "a campaign brings many on one day; their numbers, pictures and networks are as mixed as ever",
        zh="活动会带来集中注册，但号段、头像和网络仍像平时一样分散",
    )
    source = "domain.md §2 row 9: same hour, virtual-number prefixes, profile defaults"
    reason = Words(
        "{crowd} accounts were registered within a day on the same {what}; {expected:.2f} would be usual",
        zh="一天之内有 {crowd} 个账号以相同的{what_zh}注册；正常水平约为 {expected:.2f} 个",
    )
    sql = """
        with born as (
            select account_id, micros(registered_at) / 3600000000.0 as hour, phone_prefix, avatar_hash, register_device_id,
                register_net_hash as net
            from accounts where registered_at is not null
        ),
        tokens as (
            select account_id, hour, 'device' as what, '' as place, register_device_id as trait from born where register_device_id is not null
            union all
            select account_id, hour, 'network and picture' as what, net as place, avatar_hash as trait
            from born where net is not null and avatar_hash is not null
            union all
            select account_id, hour, 'number block and picture' as what, phone_prefix as place, avatar_hash as trait
            from born where phone_prefix is not null and avatar_hash is not null
        ),
        crowds as (
            select account_id, what,
                count(*) over (partition by what, place, trait order by hour range between 12 preceding and 12 following) as crowd,
                count(*) over (partition by what, place order by hour range between 12 preceding and 12 following) as there,
                count(*) over (partition by what, trait) as whole,
                count(*) over (partition by what) as everybody
            from tokens
        ),
        judged as (
            select account_id, what, crowd, there * cast(greatest(whole - crowd, 1) as double) / nullif(everybody, 0) as expected
            from crowds where crowd >= 3
        ),
        surprised as (select *, surprise(crowd, 3.0 * expected + 0.3) as bits from judged),
        ranked as (select *, row_number() over (partition by account_id order by bits desc, what) as choice from surprised)
        select account_id as entity_id, bits as value, crowd, expected, what,
            case what when 'device' then '设备' when 'network and picture' then '网络和头像' else '号段和头像' end as what_zh
        from ranked where choice = 1"""
