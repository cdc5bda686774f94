"""Whether accounts come one after another on one device."""

from zhenxin.signals._base import Signal, Words, dataclass, days


@dataclass(frozen=True, kw_only=True)
class LoginTrain(Signal):
    """The most accounts seen one after another on one device, no two of them more than an hour apart.

    A family hands a tablet round, two or three of them in an evening; nobody but who works through a list uses four accounts in a row. That
    is a fact of how many people sit round one phone, not of a market: 99.9 % of honest devices serve at most three accounts at all.
    """

    entity = "account"
    window = days(7)
    evidence = "time"
    act = False
    levels = (3, 4, 6)
    speaks_for = ("batch_accounts", "device_farm", "stolen_identity", "fake_engagement", "scalping", "live_inflation")
    silent_on = ("family_phone", "second_hand_phone", "dormitory")
    label = Words("one after another", zh="轮流登录")
    innocent = Words(
        "a family hands a tablet round; a phone changes hands once and for good",
        zh="家人会轮流用平板；手机转手只发生一次",
    )
    source = "domain.md §3.3: 1.0 to 1.3 accounts a device; 太原 2024: 70 phones for 200 accounts"
    reason = Words(
        "{value:.0f} accounts were used one after another on one device within {hours:.1f} hours; 999 in 1,000 devices serve at most 3 at all",
        zh="{hours:.1f} 小时内，{value:.0f} 个账号在同一台设备上轮流使用；一千台设备中有 999 台总共至多由 3 个账号使用",
    )
    sql = """
        with seen as (select device_id, account_id, occurred_at from sightings where device_id is not null),
        shared as (select device_id from seen group by device_id having count(distinct account_id) >= 3),
        rows_of as (
            select s.device_id, s.account_id, s.occurred_at,
                seconds(lag(s.occurred_at) over (partition by s.device_id order by s.occurred_at, s.account_id), s.occurred_at) as gap
            from seen s join shared d on s.device_id = d.device_id
        ),
        trains as (
            select *, cast(sum(case when gap <= 3600 then 0 else 1 end) over (
                partition by device_id order by occurred_at, account_id rows unbounded preceding) as bigint) as train
            from rows_of
        ),
        lengths as (
            select device_id, train, count(distinct account_id) as accounts, seconds(min(occurred_at), max(occurred_at)) / 3600.0 as hours
            from trains group by device_id, train having count(distinct account_id) >= 3
        ),
        ranked as (
            select t.account_id, l.accounts, l.hours,
                row_number() over (partition by t.account_id order by l.accounts desc, l.hours, l.device_id, l.train) as choice
            from trains t join lengths l on t.device_id = l.device_id and t.train = l.train
        )
        select account_id as entity_id, cast(accounts as double) as value, hours from ranked where choice = 1"""
