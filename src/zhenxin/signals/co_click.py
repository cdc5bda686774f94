"""Whether the same accounts look at a hot thing and then at one that has nothing to do with it."""

from zhenxin.signals._base import Signal, Words, dataclass, days


@dataclass(frozen=True, kw_only=True)
class CoClick(Signal):
    """Bits of surprise at the accounts that looked at one hot product and at this one within a session.

    Hot are the products with the most viewers, one in a hundred. Expected is how often those who look at anything of the category look at the
    hot product too, for as many viewers as this one has, threefold: what lies on one shelf is looked at together. Who does it by chance is one
    of few; who is sent is one of many. What the hit's own shop sells is seen from the hit's page, and a product that stands on no shelf, where
    others do, can be compared with nothing: neither counts.
    """

    entity = "account"
    window = days(28)
    evidence = "conduct"
    act = True
    levels = (6, 12, 25)
    speaks_for = ("coattail_clicks",)
    silent_on = ("taste_community", "fan_club", "influencer")
    can_do_without = ("products.category",)
    label = Words("clicks in a hit's slipstream", zh="傍爆款点击")
    innocent = Words(
        "things of one shelf or one shop are looked at together; compared with how often viewers of the category look at the hit",
        zh="同类目或同店铺的商品常被一起浏览；与该类目浏览者点开爆款的比例比较",
    )
    source = "domain.md §2 row 13; RICD (Alibaba, ICDE 2021): ride item's coattails"
    reason = Words(
        "{crowd} accounts looked at a hit and at this one product in one session, {viewers} looked at it in all; {expected:.1f} would be usual",
        zh="{crowd} 个账号在同一次访问中先后浏览某爆款与该商品（该商品浏览者共 {viewers} 个）；正常水平约为 {expected:.1f} 个",
    )
    sql = """
        with seen as (
            select distinct v.session_id, v.account_id, v.product_id, coalesce(p.category, '') as category, coalesce(p.merchant_id, '') as shop
            from visits v left join products p on v.product_id = p.product_id
            where v.kind = 'view' and v.product_id is not null and v.session_id is not null
        ),
        crowds as (select product_id, category, count(distinct account_id) as viewers from seen group by product_id, category),
        ranked as (select product_id, category, viewers, percent_rank() over (order by viewers) as place from crowds),
        hits as (select product_id from ranked where place >= 0.99 and viewers >= 20),
        hot as (select distinct s.session_id, s.account_id, s.product_id as hit, s.shop as hit_shop from seen s join hits h on s.product_id = h.product_id),
        kinds as (select category, count(distinct account_id) as viewers from seen group by category),
        beside as (
            select h.hit, s.product_id, s.category, s.account_id from hot h join seen s on h.session_id = s.session_id
            where h.hit <> s.product_id and (h.hit_shop <> s.shop or s.shop = '')
        ),
        of_kind as (select hit, category, count(distinct account_id) as viewers from beside group by hit, category),
        pairs as (
            select hit, product_id, category, count(distinct account_id) as crowd from beside group by hit, product_id, category
            having count(distinct account_id) >= 4
        ),
        judged as (
            select p.hit, p.product_id, p.crowd, r.viewers,
                r.viewers * greatest(k.viewers - p.crowd, 1) / nullif(greatest(a.viewers - r.viewers, 1), 0) as expected
            from pairs p join ranked r on p.product_id = r.product_id join of_kind k on p.hit = k.hit and p.category = k.category
                join kinds a on p.category = a.category
            where r.place < 0.99 and (p.category <> '' or (select count(*) from kinds) = 1)
        ),
        loud as (select *, surprise(crowd, 3.0 * expected + 0.5) as bits from judged where crowd > 3.0 * expected + 0.5),
        told as (
            select b.account_id, l.crowd, l.viewers, l.expected, l.bits,
                row_number() over (partition by b.account_id order by l.bits desc, l.product_id, l.hit) as choice
            from beside b join loud l on b.hit = l.hit and b.product_id = l.product_id
        )
        select account_id as entity_id, bits as value, crowd, viewers, expected from told where choice = 1"""
