"""Whether a review speaks of another kind of thing than the product it stands under."""

import math

import numpy as np
import pyarrow as pa

from zhenxin.kernels.other_topic import other_topic
from zhenxin.signals._base import Batches, Signal, Words, dataclass, days


@dataclass(frozen=True, kw_only=True)
class OffTopic(Signal):
    """Bits by which the letters of a review fit another category of the market better than its product's own, and than the market as a whole.

    What each category's reviews sound like is learned from the data themselves (pairs of letters, naive Bayes), and what the review itself added is
    taken out. Praise that fits anything says nothing, nor do texts of fewer than six letters and categories of fewer than sixty different reviews.
    """

    entity = "review"
    window = days(180)
    evidence = "text"
    act = False
    levels = (16, 24, math.inf)
    speaks_for = ("review_laundering", "swapped_goods", "written_reviews")
    silent_on = ("default_praise", "angry_buyer", "any_review_reward")
    label = Words("speaks of another thing", zh="评价与商品不符")
    innocent = Words(
        "people mention other things they bought, and kinds of goods overlap",
        zh="买家会顺带提到别的商品，品类之间也有交叉",
    )
    source = "domain.md §2 rows 4 and 16: the text describes another thing; McCallum and Nigam 1998"
    reason = Words(
        "the words of this review fit “{other}” better than its product’s category “{own}”: {quote}",
        zh="评价用语更像“{other}”而非该商品所属的“{own}”：{quote}",
    )
    sql = """
        select r.review_id as entity_id, r.text, p.category from reviews r join products p on r.product_id = p.product_id
        where r.text is not null and p.category is not null and r.rating >= 4"""

    def kernel(self, batches: Batches) -> Batches:
        """Learn the categories from all texts, then judge each text."""
        given = list(batches)
        if not sum(batch.num_rows for batch in given):
            return
        rows = pa.Table.from_batches(given).sort_by("entity_id")
        coded = rows["category"].combine_chunks().dictionary_encode()
        names = coded.dictionary.to_pylist()
        order = np.argsort(np.array(names, dtype=object))
        rank = np.empty(len(names), np.int64)
        rank[order] = np.arange(len(names))
        kinds = rank[coded.indices.to_numpy()]
        topics = other_topic(rows["text"].to_pylist(), kinds.tolist())
        loud = np.flatnonzero(topics.bits >= float(self.levels[0]))
        texts = rows["text"].take(pa.array(loud)).to_pylist()
        yield pa.record_batch(
            {
                "entity_id": rows["entity_id"].take(pa.array(loud)).combine_chunks(), "value": topics.bits[loud],
                "own": pa.array([names[order[kind]] for kind in kinds[loud]], pa.string()),
                "other": pa.array([names[order[kind]] for kind in topics.kind[loud]], pa.string()),
                "quote": pa.array([" ".join(text.split())[:40] for text in texts], pa.string()),
            }
        )  # fmt: skip
