"""What the signals of one device that orders through several accounts ask, as parts of SQL: which orders these are, who else ordered then, what was kept."""

ONE_DEVICE = """placed as (
            select order_id, account_id, product_id, device_id, occurred_at, case when status in ('refused', 'placed') then 1 else 0 end as lost
            from orders where product_id is not null
        ),
        whole as (select count(*) as orders, cast(sum(lost) as bigint) as lost from placed),
        shared as (
            select device_id, product_id, count(distinct account_id) as crowd, count(*) as orders, cast(sum(lost) as bigint) as lost
            from placed where device_id is not null group by device_id, product_id having count(distinct account_id) >= 2
        ),
        crowds as (
            select s.device_id, s.product_id, s.crowd, s.lost * 2 >= s.orders
                and surprise_of(s.lost, s.orders, least(0.9, 0.05 + 2.0 * (w.lost - s.lost) / nullif(w.orders - s.orders + 1.0, 0))) >= 4 as is_lost
            from shared s cross join whole w
        ),
        marked as (
            select p.order_id, p.product_id, p.occurred_at, c.crowd, c.is_lost
            from placed p left join crowds c on p.device_id = c.device_id and p.product_id = c.product_id
        ),
        timed as (
            select order_id, crowd, is_lost,
                count(*) over (
                    partition by product_id order by occurred_at range between interval 1 hour preceding and interval 1 hour following
                ) as near,
                count(crowd) over (
                    partition by product_id order by occurred_at range between interval 1 hour preceding and interval 1 hour following
                ) as together
            from marked
        ),
        ours as (
            select order_id, crowd, is_lost, near, together, near - together >= 20 and (near - together) * 2 >= together as is_rush
            from timed where crowd is not null
        )"""
"""Each order (`ours`) of a product that at least two accounts ordered on its device: by how many (`crowd`); how many orders the product had within an hour on
either side (`near`), how many of them of such devices (`together`); whether twenty and more, a third at least, were others' (`is_rush`); and whether
half of what was ordered so was refused at the door or never paid, hardly what twice the rate of all others gives (`is_lost`)."""
