"""One hypothesis a behaviour: what speaks for it, and whether that is more than one coincidence."""

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from zhenxin.events.codes import JUDGED_ON
from zhenxin.scores.weights import bits

LEAST_BITS = 3.5
"""Of which weight evidence of another kind must be to agree with an act: a shop's good season agrees with anything."""

SHOP_RATE = "shop_rate"
"""Name of the part that says what else was found false at the same shop (see `shops.py`); it is given only to what bears something weighty itself."""
TRACE = "trace"
"""Name of the part that says that the buyer left a trace of an attacker at the shop; it is given only to what heavily bears of its own (see `company.py`)."""
FOR_REVIEW = "for_review"
"""Name of the part of an order that is false only because false praise was written of it (see `reviewed.py`)."""
HEAVY = 8.0
"""Of which weight a circumstance must be to stand in the place of an act."""
MANY_SIDED = frozenset({"order", "review", "account", "merchant"})
"""Kinds that a dozen behaviours and more are judged on."""
ITSELF = frozenset({"own"})
OWN: Mapping[str, frozenset[str]] = {
    "review": frozenset({"own", "order"}),
    "page": frozenset({"own", "number"}),
    "number": frozenset({"own", "page"}),
}
"""Whose acts count as an entity's own: a review stands on its order and a page on its number; an order may be honest though its review was bought."""
WITH_REVIEW = frozenset({"review_extortion"})
"""Behaviours by which an order is placed for its review: an act on the review is the order's own."""
WEIGHTY = 7.0
ADDRESSED = frozenset({"money", "text", "identity"})
"""Kinds of acts that are done to one person: of this weight they are clear at any level. What people do on a page, a link that is handed on makes alike."""
SEASONAL = frozenset({"time", "record"})
"""Kinds of evidence that a sale gives a whole shop at once: unless strong they agree with nothing, and a busy time never with what the shop sends."""
STARS = "rating"
"""What reads the stars of reviews tells of opinion, which no sale makes: it agrees with what was done to one person."""
BY_BUYER = frozenset({"live_inflation", "scalping", "fake_engagement", "batch_accounts", "subsidy_brushing"})
"""Behaviours of accounts made for it: an act of the buyer is the order's own where the order itself bears weighty evidence of the behaviour."""


@dataclass(frozen=True)
class Trait:
    """What a stage above knows of a signal: its kind of evidence, whether it is an act, what it speaks for, and its bits where they are given."""

    evidence: str
    act: bool
    speaks_for: tuple[str, ...]
    bits: tuple[float, float, float] | None = None
    """At levels 1, 2 and 3, in the place of those that the table of weights has."""
    reads: frozenset[str] = frozenset()
    """The columns that it reads: what comes from one of them is no evidence of another kind."""
    silent_on: tuple[str, ...] = ()
    """The innocent lookalikes that it must not speak of: what to try where it speaks."""
    together: bool = False
    """Whether it is measured of people who meet beyond chance, and so tells of what they share as well."""

    def at(self, signal: str, level: int) -> float:
        """What `signal` at `level` gives."""
        return bits(signal, level) if self.bits is None else self.bits[level - 1]


@dataclass(frozen=True)
class Spoken:
    """One signal that speaks about an entity; not `is_own` where it speaks of something that the entity only hangs on, `via` which."""

    signal: str
    level: int
    reason: str
    reason_zh: str
    query_id: str | None = None
    args: str = "{}"
    is_own: bool = True
    via: str = "own"


@dataclass(frozen=True)
class Part:
    """One term of a score."""

    name: str
    evidence: str
    bits: float
    sentence: str
    sentence_zh: str
    query_id: str | None = None
    args: str = "{}"


@dataclass(frozen=True)
class Hypothesis:
    """That an entity is false by one behaviour: the strongest signal of each kind of evidence, whether it is an act, and company."""

    behaviour: str
    evidence: Mapping[str, tuple[Spoken, float, bool]]
    company: Part | None
    aptness: float = 0.0
    """How early its signals name it among what they speak for."""
    opinions: frozenset[str] = frozenset()
    """Kinds of evidence that tell of what people think of the thing, whatever the season."""
    is_many_sided: bool = True
    """Whether the entity is of a kind that many behaviours are judged on, where circumstances may agree by one innocent cause."""

    @property
    def chosen(self) -> list[tuple[Spoken, float]]:
        """What counts: every act; of the circumstances the strongest, since one innocent cause may stand behind all of them.

        A page says what it says: there each kind of evidence counts.
        """
        if not self.is_many_sided:
            return [(one, weight) for one, weight, _ in self.evidence.values()]
        circumstances = [(weight, one.signal, one) for one, weight, is_act in self.evidence.values() if not is_act]
        acts = [(one, weight) for one, weight, is_act in self.evidence.values() if is_act]
        return acts + ([(max(circumstances)[2], max(circumstances)[0])] if circumstances else [])

    @property
    def acts(self) -> list[tuple[Spoken, float]]:
        """The acts alone."""
        return [(one, weight) for one, weight, is_act in self.evidence.values() if is_act]

    @property
    def is_corroborated(self) -> bool:
        """A clear act with weighty evidence of another kind or with company, or two weighty acts: what one coincidence cannot give."""
        if not self.is_many_sided:
            return len(self.evidence) >= 2 and bool(self.acts)
        if self.company is not None and self.company.name in {SHOP_RATE, TRACE}:
            return True
        clear = any(
            is_act and (one.level >= 2 or (weight >= WEIGHTY and kind in ADDRESSED))
            for kind, (one, weight, is_act) in self.evidence.items()
        )
        heavy = sum(weight >= LEAST_BITS and self._agrees(kind) for kind, (_, weight, _) in self.evidence.items())
        return (clear and (heavy >= 2 or self.company is not None)) or sum(weight >= LEAST_BITS for _, weight in self.acts) >= 2

    def _agrees(self, kind: str) -> bool:
        """Whether this evidence can agree with an act: not where one innocent cause gives both.

        A sale gives what is seasonal to a whole shop, unless the act, or this, is the buyer's own; whoever packs for many shops packs all alike.
        """
        one, _, is_act = self.evidence[kind]
        if is_act:
            return True
        sent = all(sort == "goods" for sort, (other, _, acts) in self.evidence.items() if acts and other.level >= 2)
        if one.via == "sender":
            return not sent
        if kind in self.opinions and any(
            acts and sort in ADDRESSED and (other.level >= 2 or weight >= WEIGHTY) for sort, (other, weight, acts) in self.evidence.items()
        ):
            return True
        if (
            kind not in SEASONAL
            or one.via == "account"
            or any(acts and other.via == "account" for other, _, acts in self.evidence.values())
        ):
            return True
        return one.level >= 3 and not (sent and kind == "time")

    @property
    def bits(self) -> float:
        """Evidence and company, without a prior."""
        return math.fsum(weight for _, weight in self.chosen) + (self.company.bits if self.company else 0.0)


TEMPTED = frozenset({"conditional_cashback", "quota_dining", "review_laundering"})
"""Behaviours of a shop by reviews of buyers who only took what was offered, or did nothing at all: DESIGN §6 judges none of them."""


def counts_for(behaviour: str, kind: str) -> bool:
    """Whether an entity of this kind is false where the behaviour is so: DESIGN §6; the review of a false order is, and who did either."""
    judged = JUDGED_ON.get(behaviour, (kind,))
    if kind == "account":
        return kind in judged or (bool({"order", "review"} & set(judged)) and behaviour not in TEMPTED)
    return kind in judged or (kind == "review" and "order" in judged)


def hypotheses(spoken: Iterable[Spoken], traits: Mapping[str, Trait], kind: str, company: Mapping[str, Part]) -> list[Hypothesis]:
    """One for each behaviour that some signal speaks for; of a kind of evidence the strongest act stands, else the strongest, the first by name of equals."""
    found: dict[str, dict[str, tuple[Spoken, float, bool]]] = {}
    aptness: dict[str, float] = {}
    said = sorted(spoken, key=lambda one: one.signal)
    borne = {
        behaviour
        for one in said
        if one.is_own and traits[one.signal].at(one.signal, one.level) >= LEAST_BITS
        for behaviour in traits[one.signal].speaks_for
        if behaviour in BY_BUYER
    }
    for one in said:
        trait = traits[one.signal]
        weight = trait.at(one.signal, one.level)
        for place, behaviour in enumerate(trait.speaks_for or ("",)):
            aptness[behaviour] = aptness.get(behaviour, 0.0) + weight / (1 + place)
            kinds = found.setdefault(behaviour, {})
            is_own = one.is_own or (one.via == "review" and behaviour in WITH_REVIEW) or (one.via == "account" and behaviour in borne)
            is_act = trait.act and is_own
            _, standing, stands = kinds.get(trait.evidence, (one, 0.0, False))
            if (is_act, weight) > (stands, standing):  # a circumstance never stands before an act of its kind
                kinds[trait.evidence] = (one, weight, is_act)
    return [
        Hypothesis(
            behaviour,
            {kind: found[behaviour][kind] for kind in sorted(found[behaviour])},
            company.get(behaviour),
            aptness[behaviour],
            frozenset(
                sort
                for sort, (one, _, _) in found[behaviour].items()
                if kind == "review" and sort in SEASONAL and STARS in traits[one.signal].reads
            ),
            kind in MANY_SIDED,
        )
        for behaviour in sorted(found)
    ]
