"""What comes of judging a page or a number: the figures, the verdict, the reasons; as lines for people and as JSON."""

from dataclasses import dataclass
from typing import Any

from zhenxin.events.registry import Entry
from zhenxin.hotline import words
from zhenxin.hotline.words import Said


@dataclass(frozen=True, kw_only=True)
class NumberFound:
    """One number of a page and whose it is."""

    digits: str
    written: str
    """As most often printed on the page, in plain characters."""
    count: int
    first_line: int
    status: str
    """official (registered for the brand of the page), other_brand, registered (the page speaks for no brand), not_in_registry."""
    owners: tuple[Entry, ...] = ()

    def as_json(self) -> dict[str, Any]:
        """The number as plain data."""
        return {
            "number": self.digits,
            "written": self.written,
            "count": self.count,
            "first_line": self.first_line,
            "status": self.status,
            "registered_to": [_entry(owner) for owner in self.owners],
        }


@dataclass(frozen=True, kw_only=True)
class PlacesFound:
    """The places a page names, outside any pasted article."""

    count: int
    distinct: int
    former: tuple[str, ...]
    unlisted: tuple[str, ...]
    share: float
    """Of the characters of the text."""


@dataclass(frozen=True, kw_only=True)
class PageJudgement:
    """A page judged."""

    file: str
    title: str
    verdict: str
    """official, other_brand, registered, not_in_registry or no_number: of its main number."""
    looks_like_impersonation: bool
    numbers: tuple[NumberFound, ...]
    """The main one first."""
    brand: str
    """What the page speaks for; empty where nothing tells."""
    brand_count: int
    brands: dict[str, int]
    registered: tuple[Entry, ...]
    """The registered numbers of that brand."""
    places: PlacesFound
    claims: dict[str, int]
    pasted: tuple[int, int] | None
    """First and last line of a pasted article."""
    reasons: tuple[Said, ...]

    def lines(self, lang: str = "en") -> list[str]:
        """What to print, in English or (`zh`) Chinese; ends with what to do."""
        return words.page_lines(self, lang)

    def as_json(self) -> dict[str, Any]:
        """The judgement as plain data."""
        return {
            "file": self.file,
            "title": self.title,
            "verdict": words.verdict(self, "en"),
            "verdict_zh": words.verdict(self, "zh"),
            "registry": self.verdict,
            "looks_like_impersonation": self.looks_like_impersonation,
            "numbers": [number.as_json() for number in self.numbers],
            "brand": {
                "name": self.brand,
                "count": self.brand_count,
                "registered_numbers": [_entry(entry) for entry in self.registered],
            },
            "brands": self.brands,
            "places": {
                "count": self.places.count,
                "distinct": self.places.distinct,
                "no_longer_listed": list(self.places.former),
                "unknown": list(self.places.unlisted),
                "share_of_text": round(self.places.share, 3),
            },
            "claims": self.claims,
            "pasted_article": {"from_line": self.pasted[0], "to_line": self.pasted[1]} if self.pasted else None,
            "reasons": [said.en for said in self.reasons],
            "reasons_zh": [said.zh for said in self.reasons],
            "what_to_do": [said.en for said in words.advice(self.brand)],
            "what_to_do_zh": [said.zh for said in words.advice(self.brand)],
        }


@dataclass(frozen=True, kw_only=True)
class NumberJudgement:
    """A number looked up."""

    text: str
    """As it was given."""
    digits: str
    kind: str
    verdict: str
    """registered or not_in_registry."""
    looks_like_impersonation: bool
    owners: tuple[Entry, ...]
    near: tuple[tuple[Entry, int], ...]
    """Registered numbers it could be taken for, with the number of slips between."""
    brands: tuple[str, ...]
    sites: tuple[str, ...]
    """Of the pages of the data set that show it."""
    reasons: tuple[Said, ...]

    def lines(self, lang: str = "en") -> list[str]:
        """What to print, in English or (`zh`) Chinese; ends with what to do."""
        return words.number_lines(self, lang)

    def as_json(self) -> dict[str, Any]:
        """The judgement as plain data."""
        return {
            "given": self.text,
            "number": self.digits,
            "kind": self.kind,
            "verdict": words.number_verdict(self, "en"),
            "verdict_zh": words.number_verdict(self, "zh"),
            "registry": self.verdict,
            "looks_like_impersonation": self.looks_like_impersonation,
            "registered_to": [_entry(owner) for owner in self.owners],
            "near": [{**_entry(entry), "slips": slips} for entry, slips in self.near],
            "brands": list(self.brands),
            "sites": list(self.sites),
            "reasons": [said.en for said in self.reasons],
            "reasons_zh": [said.zh for said in self.reasons],
            "what_to_do": [said.en for said in words.advice("")],
            "what_to_do_zh": [said.zh for said in words.advice("")],
        }


def _entry(entry: Entry) -> dict[str, str]:
    return {"brand": entry.brand, "number": entry.number, "source": entry.source, "checked_at": entry.checked_at}
