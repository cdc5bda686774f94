"""Whether many accounts were registered within a day on one device, or with one picture, or with resold numbers, on one network."""

from zhenxin.signals._base import Signal, Words, dataclass, days


@dataclass(frozen=True, kw_only=True)
class SignupBurst(Signal):
    """Bits of surprise at the accounts of one day that share a device with this one, or its picture and its network or number block.

    Expected is what the registrations of that day on the same network (or in the same block) give by the other thing's share of all
    accounts, threefold. A campus fills up within a day in September, on one network and with numbers of one block, but each with a
    picture of his own. Days are of 24 hours around each registration, not of the calendar.

    Resold numbers tell as much as a picture: those of the blocks of virtual operators (162, 165, 167, 170 and 171 in the numbering
    plan), against their share of all accounts and of the network's own on other days. A reseller's stand at a fair or in a street gives a crowd numbers of
    a block or two, so the commonest one is taken off twice; who deals in numbers has all of them. Where these blocks are as common as any, they say nothing.
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
                register_net_hash as net, case when substr(phone_prefix, 1, 3) in ('162', '165', '167', '170', '171')
                    then substr(phone_prefix, 1, 3) end as resold
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
        numbered as (
            select account_id, hour, net, resold,
                count(*) over (partition by net order by hour range between 12 preceding and 12 following) as there,
                count(resold) over (partition by net order by hour range between 12 preceding and 12 following) as crowd,
                count(case when resold is null then null else account_id end) over (
                    partition by net, resold order by hour range between 12 preceding and 12 following) as same,
                count(resold) over (partition by net) as on_net, count(*) over (partition by net) as net_size,
                count(resold) over (partition by 1) as whole, count(*) over (partition by 1) as everybody
            from born where net is not null and phone_prefix is not null
        ),
        blocks as (
            select *, max(same) over (partition by net order by hour range between 12 preceding and 12 following) as largest from numbered
        ),
        judged as (
            select account_id, what, crowd, there * cast(greatest(whole - crowd, 1) as double) / nullif(everybody, 0) as expected
            from crowds where crowd >= 3
            union all
            select account_id, 'network with resold numbers, those of two blocks left out' as what, crowd - 2 * largest as crowd,
                there * greatest(cast(greatest(whole - crowd, 1) as double) / greatest(everybody - there, 1),
                    cast(on_net - crowd as double) / greatest(net_size - there, 1)) as expected
            from blocks where resold is not null and crowd - 2 * largest >= 3
        ),
        surprised as (select *, surprise(crowd, 3.0 * expected + 0.3) as bits from judged),
        ranked as (select *, row_number() over (partition by account_id order by bits desc, what) as choice from surprised)
        select account_id as entity_id, bits as value, crowd, expected, what,
            case what when 'device' then '设备' when 'network and picture' then '网络和头像' when 'number block and picture' then '号段和头像'
                else '网络（转售号段，已扣除两个号段的数量）' end as what_zh
        from ranked where choice = 1"""
