"""How many accounts use a device that this account uses."""

from zhenxin.signals._base import Signal, Words, dataclass, days


@dataclass(frozen=True, kw_only=True)
class SharedDevice(Signal):
    """The most accounts seen on one device of the account, itself included; silent where at most two share."""

    entity = "account"
    window = days(30)
    evidence = "identity"
    act = False
    levels = (4, 6, 12)
    speaks_for = ("device_farm", "batch_accounts")
    silent_on = ("family_phone", "second_hand_phone")
    reason = Words("{value:.0f} accounts used one device within {window}", zh="{window}内有 {value:.0f} 个账号用过同一台设备")
    sql = """
        with crowds as (
            select device_id, count(distinct account_id) as crowd from sightings where device_id is not null group by device_id
        )
        select s.account_id as entity_id, cast(max(c.crowd) as double) as value
        from sightings s join crowds c on s.device_id = c.device_id
        where c.crowd > 1
        group by s.account_id"""
