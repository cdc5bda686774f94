"""Whether a bad review was taken back by its author soon after money or a message from the shop."""

from zhenxin.signals._base import Signal, Words, dataclass, days


@dataclass(frozen=True, kw_only=True)
class DeleteAfterPay(Signal):
    """Bits of surprise at how many of the account's one- and two-star reviews it took back within days of a payment from the shop's side.

    The shop's side is the shop, and whoever pays for it from outside: any transfer, red packet or compensation to the author between the review
    and a day before its end counts. Expected is how many bad reviews of all authors end so, threefold. One review that a goodwill payment mends
    is what everybody does now and then; the hand that does it again and again lives by it.
    """

    entity = "review"
    window = days(180)
    evidence = "money"
    act = True
    levels = (3, 5, 10)
    speaks_for = ("review_extortion",)
    silent_on = ("angry_buyer", "truthful_claimant", "small_refund")
    can_do_without = ("reviews.deleted_by",)
    label = Words("taken back for money", zh="收钱删评")
    innocent = Words(
        "a shop makes good and the buyer takes his words back: once, as most buyers complain once",
        zh="商家补偿后买家删评，多数人一生难得一次",
    )
    source = "domain.md §2 row 20 and §3.3: 100 to 200 yuan a shop; 刑法 274"
    reason = Words(
        "{paid} of {bad} bad reviews of this account were taken back within days of a payment; {expected:.1f} would be usual",
        zh="该账号 {bad} 条差评中有 {paid} 条在收款后数日内删除；正常水平约为 {expected:.1f} 条",
    )
    sql = """
        with bad as (
            select review_id, account_id, merchant_id, occurred_at, case when coalesce(deleted_by, 'author') = 'author' then deleted_at end as deleted_at
            from reviews where rating <= 2
        ),
        money as (
            select payee_id, occurred_at from payments where kind in ('transfer', 'red_packet', 'compensation', 'other') and payer_id <> payee_id
        ),
        bought as (
            select distinct b.review_id from bad b join money m on b.account_id = m.payee_id
            where b.deleted_at is not null and m.occurred_at > b.occurred_at - interval 2 day and m.occurred_at <= b.deleted_at + interval 1 day
                and m.occurred_at > b.deleted_at - interval 10 day
        ),
        marked as (select b.*, case when g.review_id is null then 0 else 1 end as paid from bad b left join bought g on b.review_id = g.review_id),
        usual as (select (cast(sum(paid) as double) + 0.5) / nullif(cast(count(*) as double) + 10.0, 0) as share from marked),
        hands as (select account_id, count(*) as bad, cast(sum(paid) as bigint) as paid from marked group by account_id)
        select m.review_id as entity_id, h.bad, h.paid, h.bad * u.share as expected, surprise(h.paid, least(3.0 * u.share, 0.5) * h.bad + 0.05) as value
        from marked m join hands h on m.account_id = h.account_id cross join usual u where h.paid >= 2 and (m.paid = 1 or h.paid >= 3)"""
