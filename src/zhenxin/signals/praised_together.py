"""Whether buyers who meet at rare things beyond chance praise what they buy there more often than others do, and than they do elsewhere."""

from zhenxin.signals._base import Batches, Signal, Words, dataclass, days
from zhenxin.signals._crews import DOORS, GIFTS, told


@dataclass(frozen=True, kw_only=True)
class PraisedTogether(Signal):
    """Bits of surprise at the praise (four stars and more) that a crew wrote of what it bought at its things.

    A crew is five buyers and more, at different doors, who bought several things together beyond chance (`kernels/crews.py`); that alone says
    nothing, since people of one taste, fans and neighbours meet so too. But these praise as others who bought the same do, and as they do
    elsewhere. Expected is the most of what others there, anybody in the category, and the members elsewhere praise, a quarter as much again and a
    twentieth; the busiest member does not count. What a trial gave out, or a shop that rewards any review sold, is left out.
    """

    entity = "review"
    window = days(120)
    evidence = "conduct"
    act = True
    together = True
    levels = (10, 14, 28)
    speaks_for = ("written_reviews", "task_brushing", "paid_real_buyer", "crowd_ring", "conditional_cashback", "device_farm")
    silent_on = ("taste_community", "fan_club", "group_buy", "platform_trial", "heavy_reviewer", "any_review_reward", "family_phone")
    can_do_without = (
        "campaigns", "orders.address_hash", "products", "products.category",
    )  # fmt: skip
    label = Words("praise in company", zh="结伴好评")
    innocent = Words(
        "people of one taste or one idol buy the same things, but praise them no more often than other buyers, or than they do elsewhere",
        zh="趣味相投的人或同一偶像的粉丝常买同样的商品，但好评比例与其他买家、与自己在别处的习惯并无不同",
    )
    source = "domain.md §2 rows 1, 5, 15; pair test: algorithms.md §4; He et al. PNAS 2022 (products clustered by common reviewers)"
    reason = Words(
        "{members} buyers at different doors met at {things:thing|things} beyond chance and praised {done} of the {deeds} orders they placed there;"
        " {usual:.0%} would already be a lot",
        zh="{members} 个不同住址的买家在 {things} 件商品上反复相遇（远超巧合），所下 {deeds} 单中有 {done} 单给出好评；{usual:.0%} 已属偏多",
    )
    sql = f"""
        with {DOORS}, {GIFTS},
        kinds as (select product_id, coalesce(category, '') as category from products),
        placed as (
            select o.order_id, o.account_id, o.product_id, o.merchant_id from orders o left join given g on o.product_id = g.product_id
                left join giving s on o.merchant_id = s.merchant_id
            where o.product_id is not null and g.product_id is null and s.merchant_id is null
        ),
        written as (
            select order_id, min(review_id) as review_id, max(rating) as rating from reviews where order_id is not null group by order_id
        )
        select coalesce(w.review_id, p.order_id) as entity_id, coalesce(d.door, p.account_id) as who, p.product_id as thing, p.merchant_id as shop,
            coalesce(k.category, '') as sort, case when w.rating >= 4 then 1 else 0 end as done
        from placed p left join written w on p.order_id = w.order_id left join doors d on p.account_id = d.account_id
            left join kinds k on p.product_id = k.product_id
        order by p.order_id"""

    def kernel(self, batches: Batches) -> Batches:
        """Find the crews and name the reviews by which they praise."""
        yield from told(batches, self.floor)
