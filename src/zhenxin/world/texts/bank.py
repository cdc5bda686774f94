"""The phrases that reviews are put together from, read from `bank.toml`; honest people and rings draw from the same bank."""

import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from zhenxin.world.texts.rules import Choice, Grammar, every

_BANK: dict[str, Any] = tomllib.loads((Path(__file__).parent / "bank.toml").read_text(encoding="utf-8"))
_GRAMMAR = Grammar({}, "bank.toml")


@dataclass(frozen=True, eq=False)
class Aspect:
    """One thing people write about, with ways to praise it and ways to complain, the commonest first."""

    name: str
    praise: tuple[str, ...]
    blame: tuple[str, ...]
    goods: bool
    """Whether it is a trait of the thing itself, so that a writer may name the thing before it."""


def _every(texts: list[str]) -> tuple[str, ...]:
    return tuple(every(_GRAMMAR.choice(texts)))


def _aspects(rows: list[dict[str, Any]], *, goods: bool) -> tuple[Aspect, ...]:
    return tuple(Aspect(row["name"], _every(row["praise"]), _every(row["blame"]), goods or row.get("goods", False)) for row in rows)


def _pairs(name: str) -> tuple[tuple[str, str], ...]:
    return tuple((left, right) for left, right in _BANK[name])


def _words(name: str) -> tuple[str, ...]:
    return tuple(_BANK[name])


def _fitting(texts: tuple[str, ...], category: str) -> tuple[str, ...]:
    wrong = [word for group in _BANK["unfit"] if category not in group["but"] for word in group["words"]]
    return tuple(text for text in texts if not any(word in text for word in wrong))


@dataclass(frozen=True)
class Words:
    """What fits a category: nobody calls a phone charge tasty, or unpacks a dinner."""

    pool: tuple[Aspect, ...]
    """What people write about; the category's own aspects stand in it several times."""
    openers: tuple[str, ...]
    closers: tuple[str, ...]
    short: tuple[str, ...]
    phrases: tuple[str, ...]
    stories: tuple[Choice, ...]
    later: tuple[str, ...]
    universal: tuple[str, ...]


def _fitted(category: str, own: tuple[Aspect, ...]) -> Words:
    shared = _BANK["common_of"].get(category)
    return Words(
        pool=own * max(2, 12 // len(own)) + tuple(item for item in COMMON if shared is None or item.name in shared),
        openers=_fitting(OPENERS, category),
        closers=_fitting(CLOSERS, category),
        short=tuple(dict.fromkeys((*_BANK["own_short"].get(category, ()), *_fitting(SHORT, category)))),
        phrases=(*_BANK["own_phrases"].get(category, ()), *_fitting(PHRASES, category)),
        stories=tuple(_GRAMMAR.choice([text]) for text in _fitting(_words("stories"), category)),
        later=_fitting(_words("later"), category),
        universal=_fitting(_words("universal"), category),
    )


COMMON = _aspects(_BANK["common"], goods=False)
GOODS = tuple(aspect for aspect in COMMON if aspect.goods)
OF_CATEGORY = {category: _aspects(rows, goods=True) for category, rows in _BANK["category"].items()}
OPENERS, CLOSERS, SOUR = _every(_BANK["openers"]), _every(_BANK["closers"]), _every(_BANK["sour"])
EMOJI, SOUR_EMOJI, MARKS = _words("emoji"), _words("sour_emoji"), _words("marks")
HEDGES, LINKS, SOUR_LINKS = _words("hedges"), _words("links"), _words("sour_links")
SHORT, SHORT_SOUR, DEFAULT, PHRASES = _words("short"), _words("short_sour"), _words("default"), _words("phrases")
WORDS = {category: _fitted(category, own) for category, own in OF_CATEGORY.items()}
FILLERS = _words("fillers")
POLISHED: tuple[tuple[Choice, str, str, Choice], ...] = tuple(
    (_GRAMMAR.choice([lead]), first, second, _GRAMMAR.choice([end])) for lead, first, second, end in _BANK["polished"]
)
DIALECT, TYPOS = _pairs("dialect"), _pairs("typos")
