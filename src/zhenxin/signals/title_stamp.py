"""How many marks of a made-up title a page bears: a date or `updated`, signs at its head, a number, the same words twice."""

from zhenxin.signals._base import Signal, Words, dataclass, days
from zhenxin.signals._pages import NUMBERS, REGISTERED


@dataclass(frozen=True, kw_only=True)
class TitleStamp(Signal):
    """Marks in the title of a page that gives a service number: freshness, signs at the head, the number, round the clock, nation-wide, a second title.

    Titles of doorway pages are made by the thousand and stamped so that each looks new. Each mark is found in honest titles too, one or two in one:
    a circumstance.
    """

    entity = "page"
    window = days(365)
    evidence = "text"
    act = False
    levels = (3, 4, 5)
    speaks_for = ("hotline_spam",)
    silent_on = ("true_hotline", "honest_places")
    label = Words("stamped title", zh="标题盖戳")
    innocent = Words(
        "honest titles bear a year or “updated” now and then; three marks in one are rare",
        zh="正常标题偶尔也带年份或“已更新”；一个标题带三种以上的很少",
    )
    source = "domain.md §4.1 and §4.3 (8): years, `updated`, minute stamps, leading punctuation"
    reason = Words(
        "its title bears {value:mark|marks} of titles made by the thousand: “{title}”",
        zh="标题带有 {value:.0f} 处批量生成的痕迹：“{title}”",
    )
    sql = f"""
        with {NUMBERS},
        {REGISTERED},
        titled as (
            select p.url, left(p.title, 60) as title,
                case when regexp_matches(p.title, '20[0-9][0-9]|更新|上线|发布|今日|刚刚|[0-9]{{1,2}}[:：][0-9]{{2}}|分钟前') then 1 else 0 end
                + case when regexp_matches(p.title, '^[^0-9A-Za-z一-鿿《【(（“]') then 1 else 0 end
                + case when regexp_matches(p.title, '[48]00[- ]?[0-9]|[0-9]{{7}}') then 1 else 0 end
                + case when regexp_matches(p.title, '24小时|二十四小时|24h') then 1 else 0 end
                + case when regexp_matches(p.title, '全国|各市区|各区|附近|就近|各点') then 1 else 0 end
                + case when regexp_matches(p.title, '热线|电话|专线|客服') and regexp_matches(p.title, '维修|报修|售后|服务') then 1 else 0 end
                + case when regexp_matches(p.title, '[/|_~]') and regexp_matches(p.title, '(?:电话|热线)[^\\n]*(?:电话|热线|中心|网点)') then 1 else 0 end
                as marks
            from pages p where p.title is not null
        )
        select t.url as entity_id, cast(t.marks as double) as value, t.title
        from titled t join numbers n on t.url = n.url and n.place = 1 left join registered r on n.value = r.number
        where r.number is null and t.marks >= 2"""
