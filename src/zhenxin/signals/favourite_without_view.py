"""Whether an account favours, carts or likes things that it never looked at."""

from zhenxin.signals._base import Signal, Words, dataclass, days


@dataclass(frozen=True, kw_only=True)
class FavouriteWithoutView(Signal):
    """Bits of surprise at how many things the account put in its favourites or cart, liked or shared without having looked at them.

    Looked at means a view or a comparison of the product within the window. Expected is what taps of the same kinds give, by anybody, twofold:
    people tap in lists and live rooms without a look, and a cart seldom so.
    """

    entity = "account"
    window = days(60)
    evidence = "conduct"
    act = True
    levels = (4, 8, 16)
    speaks_for = ("fake_engagement", "coattail_clicks", "batch_accounts")
    silent_on = ("influencer", "fan_club", "flash_sale", "any_review_reward")
    label = Words("taps without a look", zh="未浏览即收藏加购")
    innocent = Words(
        "people tap in lists and live rooms without opening the product; compared with how often everybody does",
        zh="在列表和直播间里不点开商品也能收藏加购；与所有人的发生率比较",
    )
    source = "domain.md §2 row 12: favourites and carts without a view; Su et al. WWW 2018"
    reason = Words(
        "{blind} of {taps} taps (favourite, cart, like, share) were on things it never looked at; {expected:.1f} would be usual",
        zh="{taps} 次收藏、加购、点赞、分享中有 {blind} 次从未浏览过该商品；正常水平约为 {expected:.1f} 次",
    )
    sql = """
        with tapped as (
            select distinct account_id, product_id, kind from visits where kind in ('favourite', 'cart', 'like', 'share') and product_id is not null
        ),
        looked as (select distinct account_id, product_id from visits where kind in ('view', 'compare') and product_id is not null),
        marked as (
            select t.account_id, t.kind, case when l.product_id is null then 1 else 0 end as blind
            from tapped t left join looked l on t.account_id = l.account_id and t.product_id = l.product_id
        ),
        usual as (select kind, cast(sum(blind) as double) / nullif(cast(count(*) as double), 0) as share from marked group by kind),
        hands as (
            select m.account_id, count(*) as taps, cast(sum(m.blind) as bigint) as blind, dsum(u.share) as expected
            from marked m join usual u on m.kind = u.kind group by m.account_id
        )
        select account_id as entity_id, taps, blind, expected, surprise(blind, 2.0 * expected + 0.2) as value from hands where blind >= 3"""
