"""Whether reviews at several shops are put together from one stock of phrases that hardly anybody else uses."""

import pyarrow as pa

from zhenxin.kernels.phrases import chains
from zhenxin.signals._base import Batches, Signal, Words, dataclass, days
from zhenxin.signals._worded import WORDED


@dataclass(frozen=True, kw_only=True)
class PhraseStock(Signal):
    """Bits of surprise at the accounts of one shop whose reviews have phrases from one stock; two bits a letter of the review's own at the most.

    A phrase is what stands between two signs, of six letters or more, or two in a row, with one product's name as good as another's. It is piled
    up where three accounts use it at one shop, four bits beyond three times what its share elsewhere and in the category gives. Phrases piled up at
    the same shops are one stock. Only stocks are heard that are piled up at three shops, or at two with two phrases: a shop may have a saying, and
    `size 2 fits` may be said at two. Its authors must meet again, eight bits more of them at two of its shops than of those who write there without
    it, threefold: where a platform suggests phrases for one kind of goods, customers tap them who come once. What people say everywhere, or of one
    kind of goods, is piled up nowhere, and phrases by which fans speak of a person are left out. Levels: four letters, eight and sixteen of a stock that
    surprises as much.
    """

    entity = "review"
    window = days(90)
    evidence = "text"
    act = True
    levels = (8, 16, 32)
    speaks_for = ("written_reviews", "task_brushing", "device_farm", "conditional_cashback", "hired_negative", "staff_brushing")
    silent_on = ("default_praise", "heavy_reviewer", "taste_community", "fan_club")
    can_do_without = ("reviews.product_id", "products", "products.title", "products.category", "merchants", "merchants.category")
    label = Words("phrases from one stock", zh="评价用语同出一套")
    innocent = Words(
        "people share sayings, and tap what a platform suggests; but the same people do not meet at shop after shop with them",
        zh="人们会共用一些短语，也会点选平台推荐的评语，但不会是同一批人带着同样的话出现在一家又一家店铺",
    )
    source = "domain.md §2 row 1: briefs handed to writers; Mukherjee et al. 2013; judgement on fragments"
    reason = Words(
        "{letters} letters of this review are from a stock of {forms:phrase|phrases} that {here} accounts use at this shop, such as “{words}”; it is piled up"
        " at {alike:other shop|other shops}, and {elsewhere:account uses|accounts use} it at all the rest",
        zh="该评价有 {letters} 个字出自一套共 {forms} 句的用语，如“{words}”，本店有 {here} 个账号使用；"
        "另有 {alike} 家店铺同样扎堆，其余店铺共 {elsewhere} 个账号",
    )
    sql = WORDED

    def kernel(self, batches: Batches) -> Batches:
        """Cut reviews into phrases, find the stocks, and count what each review has of them."""
        given = list(batches)
        if sum(batch.num_rows for batch in given):
            yield from chains(pa.Table.from_batches(given), float(self.levels[0])).to_batches()
