"""What both signals of prices that come back leave out: a draw, or a recall, gives bare prices back in one evening."""

DRAWN = """drawing as (
            select payer_id from bare group by payer_id
            having count(distinct payee_id) >= 3 and max(paid_at) <= min(paid_at) + interval 1 day and (max(bought_at) >= min(bought_at) + interval 2 day
                or seconds(min(bought_at), max(bought_at)) >= greatest(72000.0, 10.0 * seconds(min(paid_at), max(paid_at))))
        ),
        drawn as (select distinct b.payment_id from bare b join drawing d on b.payer_id = d.payer_id)"""
"""Of `bare` (payment_id, payer_id, payee_id, paid_at, bought_at: payments of just what an order had cost) those of payers who made them to three accounts and
more within one day and on no other, for orders two days apart, or of a day and a night and ten times as long as the paying took."""
