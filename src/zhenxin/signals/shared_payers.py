"""How many of those who pay this payee also pay another one, against chance."""

from zhenxin.signals._base import Signal, Words, dataclass, days


@dataclass(frozen=True, kw_only=True)
class SharedPayers(Signal):
    """Bits of surprise at the people who sent money to this payee and to another one within the window; the best partner counts.

    Payees are people and outside parties, payers people. Expected is what the two payees' numbers of payers would share by chance among all payers,
    threefold. A family and the friends who split bills are few; a firm's customers pay one firm. Who has fewer than three payers in common is not heard.
    """

    entity = "payee"
    window = days(28)
    evidence = "network"
    act = False
    levels = (8, 14, 30)
    speaks_for = ("advance_payment_scam", "crowd_ring")
    silent_on = ("group_buy", "commission", "victim", "small_refund")
    can_do_without = ("payments.payer_kind", "payments.payee_kind")
    label = Words("payees in turn", zh="收款人轮换")
    innocent = Words(
        "people of one group purchase pay one leader; hardly ever the same people to two of them",
        zh="团购成员向同一位团长付款，很少同一批人又一起付给另一人",
    )
    source = "domain.md §2 row 25: transfers to many personal accounts in turn"
    reason = Words(
        "{shared} of the {payers} people who paid this payee also paid one other payee within {window}; {expected:.2f} would be usual",
        zh="{window}内向该收款人付款的 {payers} 人中有 {shared} 人还付给了另一个收款人；正常水平约为 {expected:.2f} 人",
    )
    sql = """
        with handed as (
            select distinct payer_id, payee_id from payments
            where kind in ('transfer', 'other') and amount > 0 and coalesce(payer_kind, 'account') = 'account'
                and coalesce(payee_kind, 'outside') in ('account', 'outside') and payer_id <> payee_id
        ),
        sizes as (select payee_id, count(*) as payers from handed group by payee_id having count(*) between 3 and 2000),
        everybody as (select cast(count(distinct payer_id) as double) as payers from handed),
        spread as (select payer_id, count(*) as payees from handed group by payer_id having count(*) between 2 and 40),
        kept as (select h.payer_id, h.payee_id from handed h join sizes s on h.payee_id = s.payee_id join spread p on h.payer_id = p.payer_id),
        pairs as (
            select a.payee_id, b.payee_id as other_id, count(*) as shared from kept a join kept b on a.payer_id = b.payer_id and a.payee_id <> b.payee_id
            group by a.payee_id, b.payee_id having count(*) >= 3
        ),
        rates as (
            select p.payee_id, p.other_id, p.shared, s.payers, 3.0 * s.payers * o.payers / nullif(e.payers, 0) + 0.1 as expected
            from pairs p join sizes s on p.payee_id = s.payee_id join sizes o on p.other_id = o.payee_id cross join everybody e
        ),
        judged as (select *, surprise(shared, expected) as bits from rates),
        ranked as (select *, row_number() over (partition by payee_id order by bits desc, other_id) as place from judged)
        select payee_id as entity_id, bits as value, shared, payers, expected from ranked where place = 1"""
