"""The rows of a run's result tables as a reader meets them; columns as in DESIGN §5, NULL text read as empty."""

import dataclasses
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any, TypeVar

from zhenxin.report.markup import Both

Number = float | Decimal | None
ACCUSED = 0.5
_HARMED = frozenset({"under_attack", "victim"})


@dataclass(frozen=True, kw_only=True)
class Ring:
    """One row of `rings`."""

    ring_id: str = ""
    kind: str = ""
    state: str = ""
    parents: tuple[str, ...] = ()
    accounts: int = 0
    merchants: int = 0
    orders: int = 0
    reviews: int = 0
    amount: Number = None
    money_in: Number = None
    money_out: Number = None
    first_at: datetime | None = None
    last_at: datetime | None = None
    density: Number = None
    probability: float = 0.0
    summary: str = ""
    summary_zh: str = ""

    @property
    def told(self) -> Both:
        """The ring in a sentence."""
        return Both(self.summary, self.summary_zh)

    @property
    def order(self) -> tuple[Any, ...]:
        """Sorts the worst first: the accused, then by how many false orders and reviews are to be expected of it."""
        weight = self.probability * (self.orders + self.reviews + self.accounts)
        return (self.probability < ACCUSED, -weight, -self.probability, self.ring_id)


@dataclass(frozen=True, kw_only=True)
class Member:
    """One row of `ring_members`."""

    ring_id: str = ""
    entity_kind: str = ""
    entity_id: str = ""
    role: str = ""
    links: int = 0
    share: Number = None


@dataclass(frozen=True, kw_only=True)
class Link:
    """One row of `ring_links`."""

    ring_id: str = ""
    left_kind: str = ""
    left_id: str = ""
    right_kind: str = ""
    right_id: str = ""
    shared: str = ""
    bits: float = 0.0

    @property
    def ends(self) -> tuple[tuple[str, str], tuple[str, str]]:
        """Both ends as (kind, id)."""
        return (self.left_kind, self.left_id), (self.right_kind, self.right_id)


@dataclass(frozen=True, kw_only=True)
class Score:
    """One row of `scores`."""

    entity_kind: str = ""
    entity_id: str = ""
    probability: float = 0.0
    bits: float = 0.0
    ring_id: str = ""
    behaviour: str = ""
    standing: str = ""

    @property
    def accused_of(self) -> str:
        """The likeliest behaviour, where the entity is accused; below one half nothing is laid at its door."""
        return self.behaviour if self.probability >= ACCUSED or self.standing in _HARMED else ""


@dataclass(frozen=True, kw_only=True)
class Part:
    """One row of `score_parts`."""

    entity_kind: str = ""
    entity_id: str = ""
    part: str = ""
    evidence: str = ""
    bits: float = 0.0
    sentence: str = ""
    sentence_zh: str = ""
    query_id: str = ""
    args: str = ""

    @property
    def told(self) -> Both:
        """The part in a sentence."""
        return Both(self.sentence, self.sentence_zh)

    @property
    def order(self) -> tuple[Any, ...]:
        """Sorts as a waterfall runs: where it starts, the heaviest parts, what was put right at the end."""
        place = {"prior": 0, "calibration": 2}.get(self.part, 1)
        return (place, -abs(self.bits), self.part)

    def facts(self) -> dict[str, Any]:
        """`args` as a mapping; empty where it is absent or not a JSON object."""
        try:
            read = json.loads(self.args) if self.args else {}
        except ValueError:
            return {}
        return read if isinstance(read, dict) else {}


@dataclass(frozen=True, kw_only=True)
class Explanation:
    """One row of `explanations`: an innocent explanation that was tried."""

    entity_kind: str = ""
    entity_id: str = ""
    lookalike: str = ""
    fits: float | None = None
    """0 to 1; None where it could not be tried."""
    sentence: str = ""
    sentence_zh: str = ""

    @property
    def told(self) -> Both:
        """The explanation in a sentence."""
        return Both(self.sentence, self.sentence_zh)

    @property
    def fit(self) -> Both:
        """How far it fits, in words."""
        if self.fits is None:
            return Both("not tried", "未能验证")
        share = f"{max(0.0, min(self.fits, 1.0)):.0%}"
        return Both(f"fits {share}", f"符合 {share}")


@dataclass(frozen=True, kw_only=True)
class SignalValue:
    """One row of `signal_values`."""

    entity_kind: str = ""
    entity_id: str = ""
    signal: str = ""
    value: float = 0.0
    level: int = 0
    reason: str = ""
    reason_zh: str = ""
    from_at: datetime | None = None
    to_at: datetime | None = None

    @property
    def told(self) -> Both:
        """The value in a sentence."""
        return Both(self.reason, self.reason_zh)


@dataclass(frozen=True, kw_only=True)
class Query:
    """One row of `queries`."""

    query_id: str = ""
    signal: str = ""
    sql: str = ""


Record = TypeVar("Record", Ring, Member, Link, Score, Part, Explanation, SignalValue, Query)


def records(kind: type[Record], rows: Iterable[Mapping[str, Any]]) -> list[Record]:
    """Rows as records of `kind`; a NULL or absent column takes the record's own default."""
    names = [field.name for field in dataclasses.fields(kind)]
    return [kind(**{name: _plain(row[name]) for name in names if row.get(name) is not None}) for row in rows]


def _plain(value: Any) -> Any:
    return tuple(value) if isinstance(value, list) else value


def waterfall(parts: Iterable[Part]) -> list[Part]:
    """Parts in the order a waterfall shows them."""
    return sorted(parts, key=lambda part: part.order)
