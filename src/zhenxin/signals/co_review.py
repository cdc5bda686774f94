"""Whether an account reviewed the same rare things as another one, more of them than chance gives."""

from zhenxin.signals._base import Signal, Words, dataclass, days


@dataclass(frozen=True, kw_only=True)
class CoReview(Signal):
    """Bits of surprise at the rarely reviewed products that an account shares with others who share at least three with it, in one tone.

    Rare is a product with at most 25 reviewers in the window. Expected is what the two accounts' numbers of reviews and the reach of such products
    would give by chance in their category (Poisson), so that people of one taste, who review much of one kind, stay silent. The best partner counts,
    and only where there are at least two such partners: two friends shop together.
    """

    entity = "account"
    window = days(90)
    evidence = "conduct"
    act = False
    levels = (10, 15, 30)
    speaks_for = ("written_reviews", "crowd_ring", "paid_real_buyer", "quota_dining", "task_brushing")
    silent_on = ("taste_community", "heavy_reviewer", "family_phone", "fan_club")
    can_do_without = ("products.category",)
    label = Words("reviews in company", zh="结伴评价")
    innocent = Words(
        "people of one taste review the same kind of things, but many different ones of it",
        zh="趣味相投的人会评价同类商品，但具体商品各不相同",
    )
    source = "He et al. PNAS 2022 (products clustered by common reviewers); algorithms.md §4: pair test with a Poisson tail"
    reason = Words(
        "reviewed {shared} rarely reviewed products that another account reviewed too; {partners} accounts share three and more with it;"
        " {expected:.2f} would be usual",
        zh="与另一账号共同评价了 {shared} 件少有人评的商品，且有 {partners} 个账号与其共同评价三件以上；正常水平约为 {expected:.2f} 件",
    )
    sql = """
        with given as (
            select distinct r.account_id, r.product_id, coalesce(p.category, '') as category, case when r.rating >= 4 then 1 else 0 end as tone
            from reviews r left join products p on r.product_id = p.product_id where r.product_id is not null
        ),
        rare as (
            select product_id, tone, category, count(*) as reach from given group by product_id, tone, category having count(*) between 2 and 25
        ),
        held as (select g.account_id, g.product_id, g.tone, g.category from given g join rare r on g.product_id = r.product_id and g.tone = r.tone),
        pairs as (
            select a.account_id, b.account_id as other_id, a.category, count(*) as shared
            from held a join held b on a.product_id = b.product_id and a.tone = b.tone and a.account_id <> b.account_id
            group by a.account_id, b.account_id, a.category
        ),
        whole as (
            select * from (
                select account_id, other_id, cast(sum(shared) as bigint) as met from pairs group by account_id, other_id
            ) as summed where met >= 3
        ),
        own as (select account_id, category, count(*) as things from held group by account_id, category),
        meets as (
            select category, cast(sum(reach * (reach - 1)) as double) as meetings, cast(sum(reach) as double) as held from rare group by category
        ),
        chances as (
            select w.account_id, w.other_id, w.met, dsum(a.things * b.things * m.meetings / nullif(m.held * m.held, 0)) as chance
            from whole w join own a on w.account_id = a.account_id join own b on w.other_id = b.account_id and a.category = b.category
                join meets m on a.category = m.category
            group by w.account_id, w.other_id, w.met
        ),
        partners as (select account_id, count(*) as partners from whole group by account_id having count(*) >= 2),
        judged as (
            select c.account_id, c.other_id, c.met, c.chance + 0.02 as expected, p.partners, surprise(c.met, c.chance + 0.02) as bits
            from chances c join partners p on c.account_id = p.account_id
        ),
        ranked as (select *, row_number() over (partition by account_id order by bits desc, other_id) as place from judged)
        select account_id as entity_id, bits as value, met as shared, partners, expected from ranked where place = 1"""
