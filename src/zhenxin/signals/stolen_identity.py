"""How many accounts are registered on one person's telephone, or under one name that comes up again and again within days."""

from zhenxin.signals._base import Signal, Words, dataclass, days


@dataclass(frozen=True, kw_only=True)
class StolenIdentity(Signal):
    """Bits of surprise at the accounts that share this account's telephone or, by name, were registered within the same month.

    People have a second account now and then, and many people have one name: expected by telephone is one in twenty accounts that share,
    by name what the name's accounts give when they are spread over the whole time in which accounts were made, twofold.
    """

    entity = "account"
    window = days(30)
    evidence = "identity"
    act = True
    levels = (5, 10, 20)
    speaks_for = ("stolen_identity", "batch_accounts")
    silent_on = ("family_phone", "second_hand_phone", "dormitory")
    can_do_without = ("accounts.phone_hash",)
    label = Words("one person, many accounts", zh="一人多号")
    innocent = Words(
        "a second account, and namesakes: common names are spread over the years, not over a month",
        zh="有人会有第二个账号，也有同名者；常见姓名的注册时间分散在多年，而非集中在一个月",
    )
    source = "domain.md §2 row 9 and DESIGN §6: accounts in other people's names; 反电信网络诈骗法 arts. 31, 44"
    reason = Words(
        "{crowd} accounts share its {what}; {expected:.2f} would be usual",
        zh="{crowd} 个账号与其{what_zh}相同；正常水平约为 {expected:.2f} 个",
    )
    sql = """
        with known as (select account_id, phone_hash, name_hash, micros(registered_at) / 86400000000e0 as born from accounts where registered_at is not null),
        span as (select greatest(max(born) - min(born), 60.0) as days from known),
        by_phone as (
            select phone_hash, count(*) as crowd from known where phone_hash is not null group by phone_hash having count(*) >= 3
        ),
        named as (
            select account_id, name_hash,
                count(*) over (partition by name_hash order by born range between 15 preceding and 15 following) as crowd,
                count(*) over (partition by name_hash) as whole
            from known where name_hash is not null
        ),
        told as (
            select k.account_id, 'telephone' as what, p.crowd, 1.05 as expected, surprise(p.crowd - 1, 0.05) as bits
            from known k join by_phone p on k.phone_hash = p.phone_hash
            union all
            select n.account_id, 'name' as what, n.crowd, 1.0 + n.whole * 30.0 / nullif(s.days, 0) as expected,
                surprise(n.crowd - 1, 2.0 * n.whole * 30.0 / nullif(s.days, 0) + 0.02) as bits
            from named n cross join span s where n.crowd >= 3
        ),
        ranked as (select *, row_number() over (partition by account_id order by bits desc, what) as choice from told)
        select account_id as entity_id, bits as value, crowd, expected, what, case when what = 'name' then '姓名' else '手机号' end as what_zh
        from ranked where choice = 1"""
