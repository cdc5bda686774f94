"""Whether a picture in a review stands in reviews of other accounts too."""

from zhenxin.signals._base import Signal, Words, dataclass, days


@dataclass(frozen=True, kw_only=True)
class PhotoReuse(Signal):
    """Bits of surprise at the accounts that show one picture (perceptual hash) at one shop, and at the shops where it is shown.

    Expected is what all pictures give: how many accounts beyond one a picture has on average, threefold. A picture that more than one account
    in a hundred shows is the platform's own, and is left out.
    """

    entity = "review"
    window = days(180)
    evidence = "goods"
    act = True
    together = True
    levels = (4, 8, 16)
    speaks_for = ("written_reviews", "task_brushing", "quota_dining", "conditional_cashback", "hired_negative", "device_farm")
    silent_on = ("default_praise", "heavy_reviewer", "influencer")
    label = Words("pictures used again", zh="晒图重复使用")
    innocent = Words(
        "the platform's own pictures are everywhere; nobody else takes the same picture twice",
        zh="平台自带图片随处可见；除此之外没有人会拍出同一张照片",
    )
    source = "domain.md §2 rows 7, 15: same angle, stock photos, perceptual hash"
    reason = Words(
        "shown by {accounts} accounts, shops: {shops}; {expected:.2f} accounts would be usual",
        zh="{accounts} 个账号在 {shops} 家店铺使用同一张图片；正常水平约为 {expected:.2f} 个",
    )
    sql = """
        with shown as (
            select review_id, account_id, merchant_id, unnest(photo_hashes) as photo from reviews where photo_hashes is not null
        ),
        crowds as (
            select photo, count(distinct account_id) as accounts, count(distinct merchant_id) as shops from shown where photo is not null group by photo
        ),
        whole as (select cast(count(distinct account_id) as double) as accounts from shown),
        usual as (
            select cast(sum(c.accounts) as double) / nullif(cast(count(*) as double), 0) as accounts
            from crowds c cross join whole w where c.accounts <= greatest(0.01 * w.accounts, 20.0)
        ),
        judged as (
            select c.photo, c.accounts, c.shops, u.accounts as expected, surprise(c.accounts - 1, 3.0 * (u.accounts - 1.0) + 0.05) as bits
            from crowds c cross join usual u cross join whole w where c.accounts >= 2 and c.accounts <= greatest(0.01 * w.accounts, 20.0)
        ),
        ranked as (
            select s.review_id, j.accounts, j.shops, j.expected, j.bits,
                row_number() over (partition by s.review_id order by j.bits desc, j.photo) as choice
            from shown s join judged j on s.photo = j.photo
        )
        select review_id as entity_id, bits as value, accounts, shops, expected from ranked where choice = 1"""
