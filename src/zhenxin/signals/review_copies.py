"""How many accounts left the same text, or nearly the same, at one shop, against how common it is elsewhere."""

from difflib import SequenceMatcher

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from zhenxin.kernels.chance import surprise
from zhenxin.kernels.near_copies import LEAST, near_copies
from zhenxin.kernels.wording import normal_form
from zhenxin.signals._base import Batches, Signal, Words, dataclass, days

_QUOTED = 24


@dataclass(frozen=True, kw_only=True)
class ReviewCopies(Signal):
    """Bits of surprise at the accounts that left one text, or near copies of it, at one shop; at most 4 bits an account.

    Texts are compared as they read (widths, traditional letters, spellings by sound and signs put between taken away). Near copies share seven tenths
    of their three-letter shingles; all that hang together by them are one text. Texts of fewer than eight shingles say nothing. Expected is
    what the text's share of all other shops' reviews would give, threefold: a phrase that people everywhere use, or that a platform
    suggests, is as common here as there. Someone who repeats himself is one account.
    """

    entity = "review"
    window = days(90)
    evidence = "text"
    act = True
    levels = (6, 14, 28)
    speaks_for = ("written_reviews", "task_brushing", "device_farm", "conditional_cashback", "hired_negative")
    silent_on = ("default_praise", "heavy_reviewer")
    label = Words("copied reviews", zh="雷同评价")
    innocent = Words(
        "default praise and short phrases are everybody’s; they are as common at other shops",
        zh="默认好评和短语人人都用，在其他店铺同样常见",
    )
    source = "domain.md §2 row 1; Mukherjee et al. 2013; exact set-similarity join: Xiao et al. 2008"
    reason = Words(
        "{here} accounts left these words or nearly these at this shop, “{words}”; {elsewhere} at all others",
        zh="本店有 {here} 个账号留下相同或近似的评价，如“{words}”；其他店铺共 {elsewhere} 个",
    )
    sql = """
        select review_id as entity_id, account_id, merchant_id, text from reviews where text is not null and merchant_id is not null"""

    def kernel(self, batches: Batches) -> Batches:
        """Put near copies together, count accounts a shop, and quote what a review has in common with another of its shop."""
        given = list(batches)
        if not sum(batch.num_rows for batch in given):
            return
        grouped = _grouped(pa.Table.from_batches(given).sort_by("entity_id"))
        judged = _judged(grouped)
        heard = grouped.join(judged, ["group", "merchant_id"], join_type="inner").sort_by("entity_id")
        heard = heard.filter(pc.greater_equal(heard["value"], float(self.levels[0])))
        if heard.num_rows:
            yield from (
                heard.append_column("words", pa.array(_quotes(heard)))
                .select(["entity_id", "value", "here", "elsewhere", "words"])
                .to_batches()
            )


def _grouped(said: pa.Table) -> pa.Table:
    """`said` with the `group` of near copies of each text; -1 for texts too short to say anything."""
    coded = said["text"].combine_chunks().dictionary_encode()
    copies = near_copies([normal_form(text) for text in coded.dictionary.to_pylist()])
    nodes = copies.nodes[coded.indices.to_numpy()]
    return said.append_column("group", pa.array(np.where(copies.shingles[nodes] >= LEAST, copies.groups[nodes], -1)))


def _judged(grouped: pa.Table) -> pa.Table:
    """For each group and shop that two accounts or more are in: `here`, `elsewhere` and the `value`."""
    sizes = grouped.group_by("merchant_id").aggregate([("account_id", "count_distinct")])
    spread = (
        grouped.filter(pc.greater_equal(grouped["group"], 0))
        .group_by(["group", "merchant_id"]).aggregate([("account_id", "count_distinct")])
        .rename_columns({"account_id_count_distinct": "here"})
    )  # fmt: skip
    whole = spread.group_by("group").aggregate([("here", "sum")])
    several = spread.filter(pc.greater_equal(spread["here"], 2)).join(whole, "group").join(sizes, "merchant_id")
    here, own = (several[name].to_numpy().astype(np.float64) for name in ("here", "account_id_count_distinct"))
    elsewhere = several["here_sum"].to_numpy() - here
    reviewers = float(pc.sum(sizes["account_id_count_distinct"]).as_py())
    expected = 3.0 * (elsewhere + 0.5) * own / (reviewers - own + 1.0)
    return pa.table(
        {
            "group": several["group"], "merchant_id": several["merchant_id"], "here": several["here"],
            "elsewhere": elsewhere.astype(np.int64), "value": np.minimum(surprise(here, expected), 4.0 * here),
        }
    )  # fmt: skip


def _quotes(heard: pa.Table) -> list[str]:
    """For each review the longest run of letters that it shares with another text of its group and shop; with its own, where there is no other."""
    texts, places = heard["text"].to_pylist(), list(zip(heard["group"].to_pylist(), heard["merchant_id"].to_pylist(), strict=True))
    ends: dict[tuple[int, str], tuple[str, str]] = {}
    for place, text in zip(places, texts, strict=True):
        first, _ = ends.get(place, (text, text))
        ends[place] = (first, text)
    known: dict[tuple[str, str], str] = {}
    quotes = []
    for place, text in zip(places, texts, strict=True):
        first, last = ends[place]
        pair = (text, last if text == first else first)
        if pair not in known:
            run = SequenceMatcher(None, *pair, autojunk=False).find_longest_match()
            known[pair] = text[run.a : run.a + min(run.size, _QUOTED)]
        quotes.append(known[pair])
    return quotes
