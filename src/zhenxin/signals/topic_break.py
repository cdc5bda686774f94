"""How long an article on something else is pasted into a page that advertises a service number."""

from zhenxin.signals._base import Signal, Words, dataclass, days
from zhenxin.signals._pages import NUMBERS, REGISTERED


@dataclass(frozen=True, kw_only=True)
class TopicBreak(Signal):
    """Letters of the longest stretch of a page that shares nothing with the rest: no brand, number, service words, and few pairs of letters.

    Doorway pages carry a news article so that search engines take them for news. Levels: the shortest stretch that can be told from a long
    footer, a tenth more, a whole article. A page without a service number, or that gives a registered one, is silent: news sites carry
    advertisements, and brands print stories.
    """

    entity = "page"
    window = days(365)
    evidence = "text"
    act = True
    levels = (300, 330, 900)
    speaks_for = ("hotline_spam",)
    silent_on = ("true_hotline", "honest_places")
    label = Words("pasted article", zh="夹带无关文章")
    innocent = Words(
        "a news page may carry a firm’s advertisement; alone this accuses nobody",
        zh="新闻网页也会刊登企业广告；仅凭此项不会认定任何人",
    )
    source = "domain.md §4.1: 39 % of the sample page is a pasted news article; §4.3 (7)"
    reason = Words(
        "{value:.0f} letters of it are an article on something else, beginning “{beginning}”",
        zh="其中 {value:.0f} 个字是无关文章，开头为“{beginning}”",
    )
    sql = f"""
        with {NUMBERS},
        {REGISTERED}
        select f.url as entity_id, max(cast(f.value as double)) as value, min(f.printed) as beginning
        from page_facts f join numbers n on f.url = n.url and n.place = 1 left join registered r on n.value = r.number
        where f.fact = 'break' and r.number is null group by f.url"""
