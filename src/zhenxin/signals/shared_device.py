"""How many accounts use a device that this account uses."""

from zhenxin.signals._base import Signal, Words, dataclass, days


@dataclass(frozen=True, kw_only=True)
class SharedDevice(Signal):
    """The most accounts seen on one device of the account, itself included; silent where at most two share."""

    entity = "account"
    window = days(30)
    evidence = "identity"
    act = False
    levels = (3.5, 4, 8)  # a family of three is silent; four on one device are one in a thousand
    speaks_for = ("device_farm", "batch_accounts", "stolen_identity", "fake_engagement", "scalping")
    silent_on = ("family_phone", "second_hand_phone")
    label = Words("shared device", zh="共用设备")
    innocent = Words(
        "flatmates, families and second-hand phones share a device too; alone it convicts nobody",
        zh="合租室友、家人和二手手机也会共用设备；仅凭此项不定性",
    )
    source = "domain.md §3.3: 太原 2024, 70 phones for 200 accounts; families 1.0 to 1.3"
    reason = Words(
        "{value:.0f} accounts used one device within {window}; 999 in 1,000 devices serve at most 3",
        zh="{window}内有 {value:.0f} 个账号用过同一台设备；一千台设备中有 999 台至多由 3 个账号使用",
    )
    sql = """
        with pairs as (select distinct device_id, account_id from sightings where device_id is not null),
        crowds as (select device_id, count(*) as crowd from pairs group by device_id having count(*) > 1)
        select p.account_id as entity_id, cast(max(c.crowd) as double) as value
        from pairs p join crowds c on p.device_id = c.device_id
        group by p.account_id"""
