"""What both signals of one device that orders through several accounts ask, as parts of SQL: which orders these are, and who else ordered then."""

ONE_DEVICE = """placed as (
            select order_id, account_id, product_id, device_id, occurred_at from orders where product_id is not null
        ),
        crowds as (
            select device_id, product_id, count(distinct account_id) as crowd from placed where device_id is not null
            group by device_id, product_id having count(distinct account_id) >= 2
        ),
        marked as (
            select p.order_id, p.product_id, p.occurred_at, c.crowd
            from placed p left join crowds c on p.device_id = c.device_id and p.product_id = c.product_id
        ),
        timed as (
            select order_id, crowd,
                count(*) over (
                    partition by product_id order by occurred_at range between interval 1 hour preceding and interval 1 hour following
                ) as near,
                count(crowd) over (
                    partition by product_id order by occurred_at range between interval 1 hour preceding and interval 1 hour following
                ) as together
            from marked
        ),
        ours as (
            select order_id, crowd, near, together, near - together >= 20 and (near - together) * 2 >= together as is_rush
            from timed where crowd is not null
        )"""
"""Each order (`ours`) of a product that at least two accounts ordered on its device: by how many (`crowd`); how many orders the product had within an hour on
either side (`near`), how many of them of such devices (`together`); and whether twenty and more, a third at least, were others' (`is_rush`)."""
