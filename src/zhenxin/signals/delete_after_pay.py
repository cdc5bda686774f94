"""Whether a bad review was taken back by its author soon after money or a message from the shop."""

from zhenxin.signals._base import Signal, Words, dataclass, days


@dataclass(frozen=True, kw_only=True)
class DeleteAfterPay(Signal):
    """Bits of surprise at the shops that paid the account, of those it gave one or two stars, within a day of its taking the review back.

    Paid is who blames a shop and gets a transfer, red packet or compensation from that shop, or from who runs it: its console's accounts, or the card it is
    paid out to. Expected is how often bad reviews of all other authors end so, threefold, and half a shop; each author counts once there, or those
    who live by it would make themselves usual. What was more than the goods had cost, and nobody had claimed, counts once more by itself: goodwill
    makes good what was lost. The larger surprise stays. One shop's goodwill is what everybody meets now and then: two shops and more are named.
    """

    entity = "review"
    window = days(180)
    evidence = "money"
    act = True
    levels = (5, 8, 14)
    speaks_for = ("review_extortion",)
    silent_on = ("angry_buyer", "truthful_claimant", "small_refund")
    can_do_without = (
        "reviews.deleted_by",
        "reviews.order_id",
        "orders",
        "logins",
        "merchants",
        "claims",
        "payments.kind",
        "payments.instrument_hash",
    )
    label = Words("taken back for money", zh="收钱删评")
    innocent = Words(
        "a shop makes good and the buyer takes his words back: once, as most buyers complain once",
        zh="商家补偿后买家删评，多数人一生难得一次",
    )
    source = "domain.md §2 row 20 and §3.3: 100 to 200 yuan a shop; 刑法 274"
    reason = Words(
        "{paid} of {bad} shops that this account gave bad reviews paid it within a day of its deleting them; {expected:.1f} would be usual",
        zh="该账号给过差评的 {bad} 家店铺中有 {paid} 家在其删评前后一日内向其付款；正常水平约为 {expected:.1f} 家",
    )
    sql = """
        with bad as (
            select r.review_id, r.account_id, r.merchant_id, r.occurred_at, r.order_id, o.amount as price,
                case when coalesce(r.deleted_by, 'author') = 'author' then r.deleted_at end as deleted_at
            from reviews r left join orders o on r.order_id = o.order_id where r.rating <= 2 and r.merchant_id is not null
        ),
        sides as (
            select distinct merchant_id, merchant_id as payer_id from bad
            union select distinct merchant_id, account_id as payer_id from logins where merchant_id is not null
            union select distinct m.merchant_id, p.payer_id from merchants m join payments p on m.payout_instrument_hash = p.instrument_hash
        ),
        money as (
            select payer_id, payee_id, occurred_at, amount, kind from payments
            where coalesce(kind, 'transfer') in ('transfer', 'red_packet', 'compensation', 'other') and payer_id <> payee_id
        ),
        claimed as (select distinct order_id from claims where kind <> 'return'),
        bought as (
            select b.review_id, max(case when m.amount > b.price and c.order_id is null then 1 else 0 end) as dear
            from bad b join sides s on b.merchant_id = s.merchant_id join money m on s.payer_id = m.payer_id and b.account_id = m.payee_id
                left join claimed c on b.order_id = c.order_id
            where b.deleted_at is not null and m.occurred_at > b.occurred_at - interval 2 day and m.occurred_at > b.deleted_at - interval 1 day
                and m.occurred_at <= b.deleted_at + interval 1 day and (m.kind is not null or b.price is null or m.amount <> b.price)
            group by b.review_id
        ),
        marked as (
            select b.review_id, b.account_id, b.merchant_id, case when g.review_id is null then 0 else 1 end as paid, coalesce(g.dear, 0) as dear
            from bad b left join bought g on b.review_id = g.review_id
        ),
        hands as (
            select account_id, count(distinct merchant_id) as bad, count(distinct case when paid = 1 then merchant_id end) as paid,
                count(distinct case when dear = 1 then merchant_id end) as dear
            from marked group by account_id
        ),
        market as (
            select cast(sum(bad) as double) as bad, cast(sum(least(paid, 1)) as double) as paid, cast(sum(least(dear, 1)) as double) as dear from hands
        ),
        rates as (
            select h.account_id, h.bad, h.paid, h.dear, (m.paid - 1.0 + 0.5) / nullif(m.bad - h.bad + 10.0, 0) as usual,
                (m.dear - least(h.dear, 1) + 0.5) / nullif(m.bad - h.bad + 10.0, 0) as usual_dear
            from hands h cross join market m where h.paid >= 2
        ),
        judged as (
            select account_id, bad, paid, bad * usual as expected, greatest(
                surprise_of(paid, bad, least(0.95, 3.0 * usual + 0.5 / nullif(bad, 0))),
                surprise_of(dear, bad, least(0.95, 3.0 * usual_dear + 0.3 / nullif(bad, 0)))) as bits
            from rates
        )
        select m.review_id as entity_id, j.bits as value, j.bad, j.paid, j.expected
        from marked m join judged j on m.account_id = j.account_id where m.paid = 1 or j.paid >= 3"""
