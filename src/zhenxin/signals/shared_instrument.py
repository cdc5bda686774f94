"""How many accounts are paid compensation to one bank card."""

from zhenxin.signals._base import Signal, Words, dataclass, days


@dataclass(frozen=True, kw_only=True)
class SharedInstrument(Signal):
    """Bits of surprise at the accounts whose compensations go to one card.

    Expected is what all other cards give: how many accounts a card serves beyond one on average, threefold, of twenty cards at the least; where few are
    compensated at all, a ring's card must not be its own measure. Families and firms share a card to pay
    with; few of them stand before the counter for compensation together, and a firm's card is its card for one account or two.
    """

    entity = "account"
    window = days(90)
    evidence = "money"
    act = False
    levels = (5, 10, 20)
    speaks_for = ("compensation_abuse", "review_extortion")
    silent_on = ("company_card", "family_phone", "company_order")
    label = Words("one card, many accounts", zh="一卡多号")
    innocent = Words(
        "families and firms share a card; few of them stand before the counter for compensation together",
        zh="家庭和公司会共用一张卡，但很少会一起领取赔付",
    )
    source = "domain.md §2 row 24: same bank card (扬州, 38万); row 8: pay card"
    reason = Words(
        "{accounts} accounts took compensation on one card; {expected:.1f} would be usual",
        zh="{accounts} 个账号用同一张卡领取赔付；正常水平约为 {expected:.1f} 个",
    )
    sql = """
        with used as (
            select distinct payee_instrument_hash as card, payee_id as account_id from payments
            where kind = 'compensation' and payee_instrument_hash is not null
        ),
        crowds as (select card, count(*) as accounts from used group by card),
        whole as (select cast(sum(accounts) as double) as accounts, cast(count(*) as double) as cards from crowds),
        others as (
            select c.card, c.accounts, (w.accounts - c.accounts + 20.0) / nullif(w.cards - 1.0 + 20.0, 0) as usual from crowds c cross join whole w
            where c.accounts >= 2
        ),
        judged as (
            select card, accounts, usual as expected, surprise(accounts - 1, 3.0 * (usual - 1.0) + 0.05) as bits from others
        ),
        ranked as (
            select u.account_id, j.accounts, j.expected, j.bits, row_number() over (partition by u.account_id order by j.bits desc, j.card) as choice
            from used u join judged j on u.card = j.card
        )
        select account_id as entity_id, bits as value, accounts, expected from ranked where choice = 1"""
