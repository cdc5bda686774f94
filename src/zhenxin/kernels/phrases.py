"""Texts put together from one stock of phrases: which phrases are piled up at the same shops, and how much of a text is made of them."""

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import accumulate, groupby
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from zhenxin.kernels.chance import surprise
from zhenxin.kernels.folding import normalise
from zhenxin.kernels.own_words import NAMED, without_own_words
from zhenxin.kernels.repeated import QUOTED, by_hands
from zhenxin.kernels.slogans import BREAK, is_slogan
from zhenxin.kernels.wording import normal_form

LEAST, LEAST_TWO, MOST, LETTER_BITS = 6, 8, 30, 2.0
"""Letters of a phrase, and of two in a row, that are looked at; phrases of a text; the most bits that a letter of a phrase gives."""
MEETING, LIKE, COMES_BACK = 8.0, 20.0, 0.03
"""Bits by which a stock's authors meet again; with so many accounts, of which this share comes back to a second shop, are those compared who do not use it."""
_HERE = ("here", "elsewhere", "alike", "forms", "value")
_NUMBER = re.compile("[0-9]+")


def chains(said: pa.Table, least: float) -> pa.Table:
    """Rows of `said` (entity_id, account_id, merchant_id, text, title, category) made of phrases that are piled up at several shops.

    A phrase is what stands between two signs, or two such in a row. Phrases piled up at the same shops are one stock (`piles`). `value` is the surprise
    at the accounts `here` that use it, where it is piled up at two other shops, or at one and has two phrases here; and no more than LETTER_BITS
    for each of the `letters` of the text that are from it: honest people have short phrases in common. `alike` are the other shops where it is
    piled up, `forms` its phrases here, `words` the longest of them in the text.
    """
    pieces, judged = by_hands(_pieces(said.sort_by("entity_id")))
    several = pc.or_(
        pc.greater_equal(judged["alike"], 2), pc.and_(pc.greater_equal(judged["alike"], 1), pc.greater_equal(judged["forms"], 2))
    )
    loud = judged.filter(pc.and_(judged["is_piled"], several))
    loud = loud.filter(pc.greater_equal(loud["value"], least)).select(["hand", "merchant_id", *_HERE])
    loud = loud.join(_written_by_few(pieces, loud), "hand", join_type="inner")
    found = pieces.join(loud, ["hand", "merchant_id"], join_type="inner")
    best: dict[str, dict[str, Any]] = {}
    for row in _told(found.sort_by([(name, "ascending") for name in ("entity_id", "hand", "begin", "end")])):
        if row["value"] >= max(least, best.get(row["entity_id"], row)["value"]):
            best[row["entity_id"]] = row
    names = {"entity_id": pa.string(), "value": pa.float64(), "here": pa.int64(), "elsewhere": pa.int64(), "alike": pa.int64(), "forms": pa.int64(),
             "letters": pa.int64(), "words": pa.string()}  # fmt: skip
    return pa.table({name: pa.array([row[name] for row in best.values()], kind) for name, kind in names.items()})


def _written_by_few(pieces: pa.Table, loud: pa.Table) -> pa.Table:
    """The hands in `loud` whose authors meet again: MEETING bits more of them use the stock at two of its shops than others who write there come back.

    Where a platform suggests phrases for one kind of goods, those who tap them are customers like the others.
    """
    there = pieces.select(["account_id", "merchant_id"]).group_by(["account_id", "merchant_id"]).aggregate([])
    there = there.join(loud.select(["hand", "merchant_id"]), "merchant_id", join_type="inner")
    using = pieces.join(loud.select(["hand", "merchant_id"]), ["hand", "merchant_id"], join_type="inner")
    used = (
        using.group_by(["hand", "account_id"]).aggregate([("merchant_id", "count_distinct")]).rename_columns(["hand", "account_id", "used"])
    )
    came = there.group_by(["hand", "account_id"]).aggregate([("merchant_id", "count")]).rename_columns(["hand", "account_id", "came"])
    both = came.join(used, ["hand", "account_id"])
    hands, hand = np.unique(both["hand"].to_numpy(), return_inverse=True)
    shops, of_stock = both["came"].to_numpy(), pc.fill_null(both["used"], 0).to_numpy()
    authors, twice, others, back = (
        np.bincount(hand, chosen, len(hands)) for chosen in (of_stock > 0, of_stock > 1, of_stock == 0, (of_stock == 0) & (shops > 1))
    )
    usual = (back + LIKE * COMES_BACK) / (others + LIKE)
    return pa.table({"hand": hands[surprise(twice, 3.0 * usual * authors) >= MEETING]})


def _pieces(said: pa.Table) -> pa.Table:
    """One row a phrase of each text: `group` and `hand` (its number), where it begins and ends among the letters, and what columns of `said` it has."""
    coded, titles = (pc.fill_null(said[name], "").combine_chunks().dictionary_encode() for name in ("text", "title"))
    pairs, which = np.unique(
        coded.indices.to_numpy().astype(np.int64) * len(titles.dictionary) + titles.indices.to_numpy(), return_inverse=True
    )
    texts, names = coded.dictionary.to_pylist(), titles.dictionary.to_pylist()
    numbers: dict[str, int] = {}
    cut = [_cut(texts[pair // len(names)], names[pair % len(names)]) for pair in pairs]
    begins, ends, groups = (
        np.array([value(piece) for pieces in cut for piece in pieces], np.int64)
        for value in (lambda piece: piece[0], lambda piece: piece[1], lambda piece: numbers.setdefault(piece[2], len(numbers)))
    )
    sizes = np.array([len(pieces) for pieces in cut], np.int64)
    first = np.cumsum(sizes) - sizes
    rows = np.repeat(np.arange(len(which)), sizes[which])
    within = np.arange(len(rows)) - np.repeat(np.cumsum(sizes[which]) - sizes[which], sizes[which])
    at = first[which][rows] + within
    kept = said.select(["entity_id", "account_id", "merchant_id", "category", "text"]).take(pa.array(rows))
    for name, column in (("begin", begins[at]), ("end", ends[at]), ("group", groups[at]), ("hand", groups[at])):
        kept = kept.append_column(name, pa.array(column))
    return kept.append_column("letters", pa.array(list(numbers), pa.string()).take(pa.array(groups[at])))


def _cut(text: str, title: str) -> list[tuple[int, int, str]]:
    """The phrases of a text: where each begins and ends among its letters, and how it reads; each reading once. What fans say of a person is none."""
    parts = [_read(part) for part in BREAK.split(text)]
    forms = without_own_words([form for form, _ in parts], [title] * len(parts))
    told = [(form, fans) for form, (_, fans) in zip(forms, parts, strict=True) if form][:MOST]
    ends = list(accumulate(len(form) for form, _ in told))
    found: dict[str, tuple[int, int, str]] = {}
    for place, (form, fans) in enumerate(told):
        begin, after = ends[place] - len(form), told[place + 1] if place + 1 < len(told) else ("", True)
        if len(form) >= LEAST and not fans:
            found.setdefault(form, (begin, ends[place], form))
        if not (fans or after[1]) and len(two := form + after[0]) >= LEAST_TWO:
            found.setdefault(two, (begin, ends[place + 1], two))
    return list(found.values())


@lru_cache(maxsize=262_144)
def _read(part: str) -> tuple[str, bool]:
    """How what stands between two signs reads, and whether fans say so of a person; most of it is said in many texts."""
    form = normalise(_NUMBER.sub("0", normal_form(part)))
    return form, is_slogan(form)


def _told(found: pa.Table) -> Iterator[dict[str, Any]]:
    """For each text and stock, what it has of it: `letters` in all, its longest phrase in `words`, and the `value` that so many letters bear."""
    rows = found.select(["entity_id", "hand", "begin", "end", "letters", *_HERE]).to_pylist()
    for (entity, _), group in groupby(rows, key=lambda row: (row["entity_id"], row["hand"])):
        phrases = list(group)
        covered = len({place for row in phrases for place in range(row["begin"], row["end"])})
        yield {
            **{name: phrases[0][name] for name in _HERE}, "entity_id": entity, "letters": covered,
            "words": max((row["letters"] for row in phrases), key=len)[:QUOTED].replace(NAMED, "…"),
            "value": min(phrases[0]["value"], LETTER_BITS * covered),
        }  # fmt: skip
