"""How many accounts used one text, or nearly the same, at one shop, against how common it is elsewhere; and what they have in common."""

import re
from collections.abc import Mapping
from dataclasses import fields
from difflib import SequenceMatcher

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from zhenxin.kernels.folding import normalise
from zhenxin.kernels.near_copies import LEAST, near_copies
from zhenxin.kernels.own_words import without_own_words
from zhenxin.kernels.piles import Places, drawn, joined, standing
from zhenxin.kernels.slogans import without_slogans
from zhenxin.kernels.wording import normal_form

QUOTED, READ = 24, 400
"""The most letters of a quote, and of a text that is read for one."""
_NUMBER = re.compile("[0-9]+")


def repeated(said: pa.Table, least: float) -> pa.Table:
    """Rows of `said` (`entity_id`, `account_id`, `merchant_id`, `text`) whose text is repeated at its shop: `value`, `here`, `elsewhere`, `words`.

    `value` is the surprise in bits, at least `least`; `here` and `elsewhere` are accounts, `words` what a text shares with another one of its shop.
    Two accounts speak only where they wrote the same but for emoji: two texts that are nearly one may be set phrases in another order. Texts of fewer
    than LEAST shingles count for nothing. One number is as good as another: `my 3rd order` and `my 14th order` are one form that people
    fill in. What fans say of a person is left out.

    Where `said` has `title` and `category`, templates are looked for that are sold to many shops: what a text takes from its title is one word as good
    as another; people say of cat food what nobody says of shoes, so the category has its own rate; shops where a text is piled up are no measure for
    each other (`piles.standing`), and texts piled up at the same shops are one hand's. `alike` is at how many other shops they are, `forms` how many
    texts there are of the hand at this shop.
    """
    grouped = _grouped(said.sort_by("entity_id"))
    grouped, judged = by_hands(grouped) if "category" in said.column_names else (grouped, _judged(grouped, _shops(grouped), peel=False))
    heard = grouped.join(judged.filter(judged["speaks"]), ["hand", "merchant_id"], join_type="inner").sort_by("entity_id")
    heard = heard.filter(pc.greater_equal(heard["value"], least))
    return heard.append_column("words", pa.array(_quotes(heard), pa.string())).select(
        ["entity_id", "value", "here", "elsewhere", "alike", "forms", "words"]
    )


def by_hands(grouped: pa.Table) -> tuple[pa.Table, pa.Table]:
    """`grouped` with each group's `hand` (see `piles`), and what is judged of each hand at each shop.

    `grouped` has entity_id, account_id, merchant_id, category, the `letters` of each text, its `group` (-1 for none) and `hand`, which are the same.
    """
    shops = _shops(grouped)
    judged = _judged(grouped, shops, peel=True)
    for hands in (joined, drawn):
        grouped = _renamed(grouped, hands(_places(judged), judged["is_piled"].to_numpy()))
        judged = _judged(grouped, shops, peel=True)
    return grouped, judged


def _grouped(said: pa.Table) -> pa.Table:
    """`said` with the `letters` of each text (no emoji) and the `group` of its near copies; -1 for texts too short to say anything."""
    coded = said["text"].combine_chunks().dictionary_encode()
    printed = [_NUMBER.sub("0", normal_form(without_slogans(text))) for text in coded.dictionary.to_pylist()]
    letters = pa.array([normalise(form) for form in printed], pa.string()).take(coded.indices)
    forms, places = printed, coded.indices.to_numpy()
    if "title" in said.column_names:
        titles = pc.fill_null(said["title"], "").combine_chunks().dictionary_encode()
        pairs, places = np.unique(places.astype(np.int64) * len(titles.dictionary) + titles.indices.to_numpy(), return_inverse=True)
        names = titles.dictionary.to_pylist()
        forms = without_own_words([printed[pair // len(names)] for pair in pairs], [names[pair % len(names)] for pair in pairs])
    copies = near_copies(forms)
    nodes = copies.nodes[places]
    groups = np.where(copies.shingles[nodes] >= LEAST, copies.groups[nodes], -1)
    return said.append_column("letters", letters).append_column("group", pa.array(groups)).append_column("hand", pa.array(groups))


def _accounts(rows: pa.Table, by: list[str], name: str) -> pa.Table:
    """How many accounts there are in each group of `rows`."""
    return rows.group_by(by).aggregate([("account_id", "count_distinct")]).rename_columns({"account_id_count_distinct": name})


def _renamed(grouped: pa.Table, hands: Mapping[int, int]) -> pa.Table:
    """`grouped` with each hand in `hands` named as it says there."""
    found, place = np.unique(grouped["hand"].to_numpy(), return_inverse=True)
    named = np.array([hands.get(int(hand), hand) for hand in found], np.int64)[place]
    return grouped.set_column(grouped.column_names.index("hand"), "hand", pa.array(named))


def _judged(grouped: pa.Table, shops: pa.Table, *, peel: bool) -> pa.Table:
    """For each hand of two accounts or more and each shop `here`, `elsewhere`, `alike`, `forms`, the `value`, and whether it `speaks`."""
    place, long = ["hand", "merchant_id"], grouped.filter(pc.greater_equal(grouped["group"], 0))
    several = _accounts(long, ["hand"], "accounts")
    long = long.join(several.filter(pc.greater(several["accounts"], 1)), "hand", join_type="inner")
    same = _accounts(long, [*place, "letters"], "same").group_by(place).aggregate([("same", "max")])
    forms = long.group_by(place).aggregate([("group", "count_distinct")]).rename_columns([*place, "forms"])
    spread = _accounts(long, place, "here").join(same, place).join(forms, place).join(shops, "merchant_id")
    spread = spread.sort_by([("hand", "ascending"), ("merchant_id", "ascending")])
    for name, column in standing(_places(spread), peel=peel).items():
        spread = spread.append_column(name, pa.array(column))
    enough = pc.or_(pc.greater_equal(spread["here"], 3), pc.greater_equal(spread["same_max"], 2))
    return spread.append_column("speaks", pc.and_(pc.greater_equal(spread["here"], 2), enough)).drop_columns(["same_max"])


def _places(spread: pa.Table) -> Places:
    return Places(**{field.name: spread[field.name].to_numpy() for field in fields(Places)})


def _shops(grouped: pa.Table) -> pa.Table:
    """For each shop its number, `own` accounts, the `kind` that most of its texts stand under, as a number, and the accounts `of_kind` and of `everybody`."""
    own = _accounts(grouped, ["merchant_id"], "own")
    if "category" in grouped.column_names:
        named = grouped.set_column(grouped.column_names.index("category"), "category", pc.fill_null(grouped["category"], ""))
        counted = named.group_by(["merchant_id", "category"]).aggregate([("entity_id", "count")])
        ranked = counted.sort_by([("merchant_id", "ascending"), ("entity_id_count", "descending"), ("category", "ascending")])
        first = np.unique(ranked["merchant_id"].combine_chunks().dictionary_encode().indices.to_numpy(), return_index=True)[1]
        own = own.join(ranked.take(pa.array(np.sort(first))).select(["merchant_id", "category"]), "merchant_id").sort_by("merchant_id")
        kinds = own["category"].combine_chunks().dictionary_encode().indices.to_numpy().astype(np.int64)
    else:
        own, kinds = own.sort_by("merchant_id"), np.zeros(own.num_rows, np.int64)
    accounts = own["own"].to_numpy().astype(np.float64)
    return pa.table(
        {
            "merchant_id": own["merchant_id"], "shop": np.arange(len(accounts)), "own": accounts, "kind": kinds,
            "of_kind": np.bincount(kinds, accounts, 1)[kinds], "everybody": np.full(len(accounts), accounts.sum()),
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
