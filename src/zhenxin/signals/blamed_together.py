"""Whether authors who meet at rare things beyond chance blame what they write of there more often than others do, and than they do elsewhere."""

from zhenxin.signals._base import Batches, Signal, Words, dataclass, days
from zhenxin.signals._crews import told


@dataclass(frozen=True, kw_only=True)
class BlamedTogether(Signal):
    """Bits of surprise at the blame (two stars and less) that a crew wrote of its things.

    A crew is five authors and more who wrote of several things together beyond chance (`kernels/crews.py`); that alone says nothing. Expected is the
    most of what others there, anybody in the category, and the members elsewhere blame, a quarter as much again and a twentieth; the busiest member
    does not count. Whoever was served badly at one shop is angry at that shop, and meets the same others at no second one.
    """

    entity = "review"
    window = days(120)
    evidence = "conduct"
    act = True
    together = True
    levels = (4, 8, 16)
    speaks_for = ("hired_negative", "review_extortion")
    silent_on = ("angry_buyer", "heavy_reviewer", "taste_community", "fan_club", "high_return")
    can_do_without = ("products", "products.category", "reviews.product_id")
    label = Words("blame in company", zh="结伴差评")
    innocent = Words(
        "a bad batch makes many angry at one thing; they do not meet again at others, and others there are angry too",
        zh="一批次品会惹恼许多买家，但他们不会在其他商品上再次相遇，而且同一商品的其他买家也会不满",
    )
    source = "domain.md §2 row 21: hired blame at several rivals; pair test: algorithms.md §4"
    reason = Words(
        "{members} authors met at {things:thing|things} beyond chance and blamed in {done} of the {deeds} reviews they wrote there;"
        " {usual:.0%} would already be a lot",
        zh="{members} 个评价者在 {things} 件商品上反复相遇（远超巧合），所写 {deeds} 条评价中有 {done} 条差评；{usual:.0%} 已属偏多",
    )
    sql = """
        with kinds as (select product_id, coalesce(category, '') as category from products)
        select r.review_id as entity_id, r.account_id as who, coalesce(r.product_id, r.merchant_id) as thing, coalesce(r.merchant_id, r.product_id) as shop,
            coalesce(k.category, '') as sort,
            case when r.rating <= 2 then 1 else 0 end as done
        from reviews r left join kinds k on r.product_id = k.product_id where coalesce(r.product_id, r.merchant_id) is not null
        order by r.review_id"""

    def kernel(self, batches: Batches) -> Batches:
        """Find the crews and name the reviews by which they blame."""
        yield from told(batches, self.floor)
