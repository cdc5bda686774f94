"""How many accounts left the same text, or nearly the same, at one shop, against how common it is elsewhere."""

import pyarrow as pa

from zhenxin.kernels.repeated import repeated
from zhenxin.signals._base import Batches, Signal, Words, dataclass, days
from zhenxin.signals._worded import WORDED


@dataclass(frozen=True, kw_only=True)
class ReviewCopies(Signal):
    """Bits of surprise at the accounts that left one text, or near copies of it, at one shop; at most 4 bits an account.

    Texts are compared as they read (widths, traditional letters, spellings by sound and signs put between taken
    away, one number as good as another, and one product's name as good as another's). Near copies share seven tenths
    of their three-letter shingles; all that hang together by them are one text. Texts of fewer than eight shingles say nothing. Expected is
    what the text's share of all other shops' reviews would give, threefold, or its share in the shop's category where that is more: a phrase that
    people everywhere use, or that a platform suggests, is as common here as there. Shops where a text is piled up are left out of what the others are
    held to, and texts that are piled up at the same shops are one hand's: a template sold to twenty shops is rare at all the rest.
    Phrases by which fans speak of a person are left out. Someone who repeats himself is one account. Two accounts speak only where they wrote the same but for
    emoji: two texts that are nearly one may be set phrases in another order.
    """

    entity = "review"
    window = days(90)
    evidence = "text"
    act = True
    levels = (6, 14, 28)
    speaks_for = ("written_reviews", "task_brushing", "device_farm", "conditional_cashback", "hired_negative", "staff_brushing")
    silent_on = ("default_praise", "heavy_reviewer", "fan_club")
    can_do_without = ("reviews.product_id", "products", "products.title", "products.category", "merchants", "merchants.category")
    label = Words("copied reviews", zh="雷同评价")
    innocent = Words(
        "default praise and short phrases are everybody’s; they are as common at other shops",
        zh="默认好评和短语人人都用，在其他店铺同样常见",
    )
    source = "domain.md §2 row 1; Mukherjee et al. 2013; exact set-similarity join: Xiao et al. 2008"
    reason = Words(
        "{here} accounts at this shop wrote after {forms:pattern|patterns}, such as “{words}”; the same is piled up at {alike:other shop|other shops},"
        " and {elsewhere:account has|accounts have} it at all the rest",
        zh="本店有 {here} 个账号按 {forms} 种相同或近似的写法评价，如“{words}”；另有 {alike} 家店铺同样扎堆，其余店铺共 {elsewhere} 个账号",
    )
    sql = WORDED

    def kernel(self, batches: Batches) -> Batches:
        """Put near copies together, count accounts a shop, and quote what a review has in common with another of its shop."""
        given = list(batches)
        if sum(batch.num_rows for batch in given):
            yield from repeated(pa.Table.from_batches(given), float(self.levels[0])).to_batches()
