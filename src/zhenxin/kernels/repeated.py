"""How many accounts used one text, or nearly the same, at one shop, against how common it is elsewhere; and what they have in common."""

import re
from difflib import SequenceMatcher

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from zhenxin.kernels.chance import surprise
from zhenxin.kernels.folding import normalise
from zhenxin.kernels.near_copies import LEAST, near_copies
from zhenxin.kernels.wording import normal_form

TOLERANCE, BITS_EACH, QUOTED, READ = 3.0, 4.0, 24, 400
"""How many times as common as elsewhere is still usual; the most bits an account gives; the most letters of a quote, and of a text that is read for one."""
_NUMBER = re.compile("[0-9]+")


def repeated(said: pa.Table, least: float) -> pa.Table:
    """Rows of `said` (`entity_id`, `account_id`, `merchant_id`, `text`) whose text is repeated at its shop: `value`, `here`, `elsewhere`, `words`.

    `value` is the surprise in bits, at least `least`; `here` and `elsewhere` are accounts, `words` what a text shares with another one of its shop.
    Two accounts speak only where they wrote the same but for emoji: two texts that are nearly one may be set phrases in another order. Texts of fewer
    than LEAST shingles count for nothing. One number is as good as another: `my 3rd order` and `my 14th order` are one form that people fill in.
    """
    grouped = _grouped(said.sort_by("entity_id"))
    heard = grouped.join(_judged(grouped), ["group", "merchant_id"], join_type="inner").sort_by("entity_id")
    heard = heard.filter(pc.greater_equal(heard["value"], least))
    return heard.append_column("words", pa.array(_quotes(heard), pa.string())).select(["entity_id", "value", "here", "elsewhere", "words"])


def _grouped(said: pa.Table) -> pa.Table:
    """`said` with the `letters` of each text (no emoji) and the `group` of its near copies; -1 for texts too short to say anything."""
    coded = said["text"].combine_chunks().dictionary_encode()
    forms = [_NUMBER.sub("0", normal_form(text)) for text in coded.dictionary.to_pylist()]
    copies = near_copies(forms)
    nodes = copies.nodes[coded.indices.to_numpy()]
    groups = np.where(copies.shingles[nodes] >= LEAST, copies.groups[nodes], -1)
    letters = pa.array([normalise(form) for form in forms], pa.string()).take(coded.indices)
    return said.append_column("letters", letters).append_column("group", pa.array(groups))


def _accounts(rows: pa.Table, by: list[str], name: str) -> pa.Table:
    """How many accounts there are in each group of `rows`."""
    return rows.group_by(by).aggregate([("account_id", "count_distinct")]).rename_columns({"account_id_count_distinct": name})


def _judged(grouped: pa.Table) -> pa.Table:
    """For each group and shop that speaks: `here`, `elsewhere` and the `value`."""
    place, long = ["group", "merchant_id"], grouped.filter(pc.greater_equal(grouped["group"], 0))
    shops = _accounts(grouped, ["merchant_id"], "own")
    spread = _accounts(long, place, "here")
    whole = spread.group_by("group").aggregate([("here", "sum")])
    same = _accounts(long, [*place, "letters"], "same").group_by(place).aggregate([("same", "max")])
    several = spread.filter(pc.greater_equal(spread["here"], 2)).join(same, place).join(whole, "group").join(shops, "merchant_id")
    several = several.filter(pc.or_(pc.greater_equal(several["here"], 3), pc.greater_equal(several["same_max"], 2)))
    here, own = (several[name].to_numpy().astype(np.float64) for name in ("here", "own"))
    elsewhere = several["here_sum"].to_numpy() - here
    everybody = float(pc.sum(shops["own"]).as_py() or 0)
    expected = TOLERANCE * (elsewhere + 0.5) * own / (everybody - own + 1.0)
    return pa.table(
        {
            "group": several["group"], "merchant_id": several["merchant_id"], "here": several["here"],
            "elsewhere": elsewhere.astype(np.int64), "value": np.minimum(surprise(here, expected), BITS_EACH * here),
        }
    )  # fmt: skip


def _quotes(heard: pa.Table) -> list[str]:
    """For each row the longest run of letters that it shares with another text of its group and shop; with its own, where there is no other."""
    texts, places = (
        [" ".join(text[:READ].split()) for text in heard["text"].to_pylist()],
        list(zip(heard["group"].to_pylist(), heard["merchant_id"].to_pylist(), strict=True)),
    )
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
            known[pair] = text[run.a : run.a + min(run.size, QUOTED)]
        quotes.append(known[pair])
    return quotes
