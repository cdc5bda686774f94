"""The kinds of entity a person may ask for, in one or many, and whether an id could be one of theirs."""

import difflib
import itertools
from collections.abc import Collection

from zhenxin.errors import UsageError
from zhenxin.report.names import NOUNS


def kind_of(word: str) -> str:
    """The kind that `word` names: `account`, `accounts`, `shop`, `店铺`. Raises UsageError with the nearest one."""
    book = {kind: kind for kind in NOUNS}
    for kind, noun in NOUNS.items():
        book |= dict.fromkeys((noun.one, noun.many, noun.zh, f"{kind}s"), kind)
    asked = word.strip().lower()
    if asked in book:
        return book[asked]
    near = difflib.get_close_matches(asked, book, n=1)
    hint = f"did you mean `{book[near[0]]}`?" if near else f"kinds are {', '.join(NOUNS)}"
    raise UsageError(f"`{word}` is no kind of entity", place="KIND", hint=hint)


def looks_like(entity_id: str, known: Collection[str]) -> bool:
    """Whether an id is built as the known ones are: their common beginning, a length and letters that occur among them.

    Result tables name only those with evidence: an honest id is in none of them, nor is a misspelt one. This tells most of them apart.
    """
    if not known:
        return True
    first, last = min(known), max(known)  # what these two begin with, all between them do
    alike = itertools.takewhile(lambda pair: pair[0] == pair[1], zip(first, last, strict=False))
    begin = "".join(letter for letter, _ in alike).rstrip("0123456789")
    lengths = {len(one) for one in known}
    seen = {letter for one in known for letter in one[len(begin) :]}
    if any(letter.isdigit() for letter in seen):
        seen |= set("0123456789")
    fits = min(lengths) <= len(entity_id) <= max(lengths)
    return fits and entity_id.startswith(begin) and set(entity_id[len(begin) :]) <= seen
