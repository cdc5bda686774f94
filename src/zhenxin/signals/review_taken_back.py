"""Whether an account writes bad reviews and takes them back, again and again."""

from zhenxin.signals._base import Signal, Words, dataclass, days


@dataclass(frozen=True, kw_only=True)
class ReviewTakenBack(Signal):
    """Bits of surprise at how many of the account's one- and two-star reviews it deleted itself.

    Expected is how many bad reviews of all authors end so, a quarter more: people are appeased now and then. Money that was paid for it off the platform
    leaves no other trace. All bad reviews of such a hand are named, those that still stand too.
    """

    entity = "review"
    window = days(180)
    evidence = "record"
    act = True
    levels = (2, 3.2, 8)
    speaks_for = ("review_extortion",)
    silent_on = ("angry_buyer", "truthful_claimant", "heavy_reviewer")
    can_do_without = ("reviews.deleted_by",)
    label = Words("bad reviews taken back", zh="反复删除差评")
    innocent = Words(
        "an angry buyer is appeased and takes his words back: once",
        zh="生气的买家得到安抚后会删评，但难得有第二次",
    )
    source = "domain.md §2 row 20: reviews deleted after payment, rate an account"
    reason = Words(
        "this account took back {back} of its {bad} bad reviews; {expected:.1f} would be usual",
        zh="该账号的 {bad} 条差评中有 {back} 条被其自行删除；正常水平约为 {expected:.1f} 条",
    )
    sql = """
        with bad as (
            select review_id, account_id, case when deleted_at is not null and coalesce(deleted_by, 'author') = 'author' then 1 else 0 end as back
            from reviews where rating <= 2
        ),
        usual as (select (cast(sum(back) as double) + 0.5) / nullif(cast(count(*) as double) + 10.0, 0) as share from bad),
        hands as (select account_id, count(*) as bad, cast(sum(back) as bigint) as back from bad group by account_id)
        select b.review_id as entity_id, h.bad, h.back, h.bad * u.share as expected, surprise(h.back, least(1.25 * u.share, 0.7) * h.bad + 0.1) as value
        from bad b join hands h on b.account_id = h.account_id cross join usual u where h.back >= 2"""
