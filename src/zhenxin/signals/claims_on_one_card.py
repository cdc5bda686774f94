"""Whether the compensation for an order went to a card on which several people, at different doors, are compensated again and again."""

from zhenxin.signals._base import Signal, Words, dataclass, days


@dataclass(frozen=True, kw_only=True)
class ClaimsOnOneCard(Signal):
    """Bits of surprise at the claimants, at different doors, who got money for two checkouts and more at two shops on the card that was paid for this order.

    Claims are those for money without a return; a payment belongs to the claim whose order it names, or to one of its sum made in the fortnight before.
    An account's door is the address that it has things sent to most. Expected is how many doors the other cards serve beyond one, threefold, of twenty
    cards at the least. A family or a firm shares a card and a door; three doors and more are named. One card is one cause, at however many shops: it is
    never more than weak, and needs evidence of another kind.
    """

    entity = "order"
    window = days(180)
    evidence = "money"
    act = True
    levels = (6, 500, 1000)
    speaks_for = ("compensation_abuse",)
    silent_on = ("company_card", "family_phone", "company_order", "truthful_claimant", "small_refund")
    can_do_without = ("orders.basket_id", "orders.address_hash", "payments.order_id", "claims.amount")
    label = Words("claims paid on one card", zh="赔付归集到一张卡")
    innocent = Words(
        "a family shares a card and lives at one door; children far away are one or two, and do not claim again and again",
        zh="家人共用一张卡通常住在一处；在外的子女不过一两人，也不会反复索赔",
    )
    source = "domain.md §2 row 24: one bank card for many claimants (扬州 2022, 380,000 yuan)"
    reason = Words(
        "the compensation went to a card on which {doors} claimants at different doors are paid, for {claims} claims; {expected:.1f} would be usual",
        zh="该笔赔付打入的卡共为 {doors} 个地址各异的索赔人收款，涉及 {claims} 次索赔；正常水平约为 {expected:.1f} 个",
    )
    sql = """
        with asked as (
            select c.order_id, coalesce(o.basket_id, o.order_id) as basket, c.account_id, o.merchant_id, c.amount, c.occurred_at
            from claims c join orders o on c.order_id = o.order_id where c.kind <> 'return'
        ),
        got as (
            select payee_id, payee_instrument_hash as card, order_id, amount, occurred_at from payments
            where kind = 'compensation' and payee_instrument_hash is not null
        ),
        paid as (
            select a.order_id, a.basket, a.account_id, a.merchant_id, g.card from asked a join got g on a.account_id = g.payee_id and a.order_id = g.order_id
            union
            select a.order_id, a.basket, a.account_id, a.merchant_id, g.card from asked a join got g on a.account_id = g.payee_id and a.amount = g.amount
            where g.order_id is null and g.occurred_at >= a.occurred_at and g.occurred_at <= a.occurred_at + interval 14 day
        ),
        used as (
            select o.account_id, o.address_hash, row_number() over (partition by o.account_id order by count(*) desc, o.address_hash) as place
            from orders o join (select distinct account_id from paid) p on o.account_id = p.account_id
            where o.address_hash is not null group by o.account_id, o.address_hash
        ),
        hands as (
            select p.card, p.account_id, count(distinct p.basket) as claims, count(distinct p.merchant_id) as shops,
                coalesce(min(u.address_hash), p.account_id) as door
            from paid p left join used u on p.account_id = u.account_id and u.place = 1 group by p.card, p.account_id
        ),
        cards as (
            select card, count(distinct door) as everybody, count(distinct case when claims >= 2 and shops >= 2 then door end) as doors,
                cast(sum(claims) as bigint) as claims
            from hands group by card
        ),
        whole as (select cast(sum(everybody) as double) as doors, cast(count(*) as double) as cards from cards),
        judged as (
            select c.card, c.doors, c.claims, (w.doors - c.everybody + 20.0) / nullif(w.cards - 1.0 + 20.0, 0) as expected
            from cards c cross join whole w where c.doors >= 3
        )
        select p.order_id as entity_id, max(surprise(j.doors - 1, 3.0 * (j.expected - 1.0) + 0.05)) as value, max(j.doors) as doors,
            max(j.claims) as claims, max(j.expected) as expected
        from paid p join judged j on p.card = j.card group by p.order_id"""
