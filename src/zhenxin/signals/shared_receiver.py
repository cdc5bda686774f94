"""How many accounts have things sent to one receiver, each on its own."""

from zhenxin.signals._base import Signal, Words, dataclass, days


@dataclass(frozen=True, kw_only=True)
class SharedReceiver(Signal):
    """Accounts whose parcels go to one receiver, those left out that only ever ordered along with at least two others.

    The members of a group purchase have their parcels sent to whoever hands them out, all of one thing on one day; so does an office. Where most of what
    goes to a receiver is ordered so, it is an agent's, as in a village, who hands out what his neighbours order besides. Families
    share a receiver by twos and threes. Addresses are not asked: a parcel station is one for thousands.
    """

    entity = "account"
    window = days(60)
    evidence = "identity"
    act = False
    levels = (4, 6, 12)
    speaks_for = ("subsidy_brushing", "insider_collusion", "scalping", "batch_accounts", "device_farm")
    silent_on = ("family_phone", "group_buy", "parcel_station")
    label = Words("shared receiver", zh="收货人相同")
    innocent = Words(
        "families and group purchases share a receiver; few accounts, or one thing at once",
        zh="家庭和团购会共用收货人；前者账号少，后者同时购买同一商品",
    )
    source = "domain.md §2 row 22 (same consignee), §5.3: many people on one phone or address (投诉举报办法 art. 17)"
    reason = Words(
        "{value:.0f} accounts had parcels sent to this account’s receiver within {window}, each on its own; families are 2 or 3",
        zh="{window}内有 {value:.0f} 个账号各自把包裹寄给本账号使用的收货人；家人共用通常为 2 到 3 个",
    )
    sql = """
        with sent as (
            select receiver_hash, account_id, coalesce(product_id, merchant_id) as thing, cast(occurred_at as date) as day
            from orders where receiver_hash is not null
        ),
        joint as (
            select receiver_hash, thing, day, count(distinct account_id) as together from sent group by receiver_hash, thing, day
        ),
        single as (
            select s.receiver_hash, s.account_id, max(case when j.together < 3 then 1 else 0 end) as alone,
                count(*) as parcels, cast(sum(case when j.together < 3 then 1 else 0 end) as bigint) as own_parcels
            from sent s join joint j on s.receiver_hash = j.receiver_hash and s.thing = j.thing and s.day = j.day group by s.receiver_hash, s.account_id
        ),
        crowds as (
            select receiver_hash, cast(sum(alone) as bigint) as apart from single group by receiver_hash having 2 * sum(own_parcels) >= sum(parcels)
        ),
        ranked as (
            select s.account_id, c.apart, row_number() over (partition by s.account_id order by c.apart desc, s.receiver_hash) as place
            from single s join crowds c on s.receiver_hash = c.receiver_hash where s.alone = 1 and c.apart >= 3
        )
        select account_id as entity_id, cast(apart as double) as value from ranked where place = 1"""
