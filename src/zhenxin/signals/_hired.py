"""Whom one payer pays for having been in a live room."""

HIRED = """
        given as (
            select p.payment_id, p.payer_id, p.payee_id, p.occurred_at from payments p left join merchants m on p.payer_id = m.merchant_id
            where p.kind in ('transfer', 'red_packet', 'other') and p.order_id is null and p.amount > 0 and p.amount <= 50 and m.merchant_id is null
                and coalesce(p.payer_kind, 'outside') in ('outside', 'account', 'other')
        ),
        busy as (select payer_id from given group by payer_id having count(distinct payee_id) >= 5),
        watched as (
            select account_id, room_id, date_trunc('day', occurred_at) as night, min(occurred_at) as came from visits
            where kind = 'live_join' and room_id is not null group by account_id, room_id, date_trunc('day', occurred_at)
        ),
        shows as (select room_id, night, min(came) as began, count(*) as viewers from watched group by room_id, night),
        market as (select count(distinct account_id) as viewers from watched),
        latest as (
            select g.payment_id, g.payer_id, g.payee_id, w.room_id, w.night,
                row_number() over (partition by g.payment_id order by w.came desc, w.room_id) as place
            from given g join busy b on g.payer_id = b.payer_id join watched w
                on g.payee_id = w.account_id and g.occurred_at > w.came and g.occurred_at <= w.came + interval 36 hour
        ),
        met as (select distinct payer_id, payee_id, room_id, night from latest where place = 1),
        crowds as (select payer_id, room_id, night, count(*) as crowd from met group by payer_id, room_id, night having count(*) >= 5),
        paid as (
            select c.payer_id, c.room_id, c.night, max(s.viewers) as viewers, count(distinct g.payee_id) as receivers
            from crowds c join shows s on c.room_id = s.room_id and c.night = s.night join given g
                on c.payer_id = g.payer_id and g.occurred_at > s.began and g.occurred_at <= s.began + interval 36 hour
            group by c.payer_id, c.room_id, c.night
        ),
        judged as (
            select c.payer_id, c.room_id, c.night, c.crowd, p.receivers, p.receivers * cast(p.viewers as double) / nullif(m.viewers, 0) as expected,
                least(2.0 * c.crowd, surprise(c.crowd, 3.0 * p.receivers * p.viewers / nullif(m.viewers, 0) + 0.5)) as bits
            from crowds c join paid p on c.payer_id = p.payer_id and c.room_id = p.room_id and c.night = p.night cross join market m
            where c.crowd * 2 >= p.receivers
        ),
        faithful as (
            select m.payer_id, m.payee_id, count(distinct m.night) as nights from met m join judged j
                on m.payer_id = j.payer_id and m.room_id = j.room_id and m.night = j.night group by m.payer_id, m.payee_id
        ),
        cores as (select payer_id from faithful where nights >= 2 group by payer_id having count(*) >= 5)"""
"""CTEs: `met` has payer_id, payee_id, room_id and night of who watched and got at most 50 yuan within the 36 hours after,
each payment counted for the room that its receiver was in last; `judged` how far each payer's crowd of a
night outdoes chance; `cores` the payers who paid five and more of them after two nights and more each."""
