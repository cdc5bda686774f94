"""Sums of bits: of an entity's hypotheses, each with its prior, acts, strongest circumstance and company, the likeliest stands, and the others share."""

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from zhenxin.events.codes import BLAME, PRAISE
from zhenxin.scores.hypothesis import MANY_SIDED, Hypothesis, Part, Spoken, Trait, counts_for, hypotheses
from zhenxin.scores.weights import BEHAVIOUR_PRIOR_BITS, PRIOR_BITS

Key = tuple[str, str]
"""Kind and id of an entity."""
RING_CAP = 11.0
RING_LIFT = 5.0
"""An order of a member at a shop of a ring that is as likely as not is itself as likely as one in three."""
NEAR = 3.0
"""Behaviours whose sums differ by so little are told apart by what their signals name first: the sum itself is shared by all."""
UNCORROBORATED = -0.6
"""Where nothing corroborates, the sum is held here: a warning, never an accusation."""
HELD: Mapping[str, float] = MappingProxyType({"order": -2.2, "review": -1.2})
"""Of these it is held lower: of orders that one signal marks 16 to 22 % were false, of reviews 23 to 51 % (two cities, eight markets of a stranger)."""
OF_REVIEW = -3.4
"""An order of which nothing speaks but its review, still lower: who is paid for a review bought the thing, one time in eight for the payment."""
FAINT = -4.0
"""From here on up to UNCORROBORATED sums are drawn together below what is held."""


@dataclass
class Account:
    """The sum of an entity's parts, kept open while they are added, and the behaviour it is likeliest to be."""

    parts: list[Part] = field(default_factory=list)
    behaviour: str | None = None

    @property
    def bits(self) -> float:
        """The log-odds in bits."""
        return math.fsum(part.bits for part in self.parts)

    def add(self, part: Part) -> None:
        """Add a part; one of no weight is left out."""
        if part.bits != 0:
            self.parts.append(part)


@dataclass(frozen=True)
class Beside:
    """What agrees with an entity's own acts from outside: its ring, and by behaviour how much company its acts have (see `company.py`)."""

    ring: Part | None = None
    company: Mapping[str, Part] = field(default_factory=dict)
    rating: int | None = None
    """Of a review: what praises is no blame, and the other way round."""

    def rules_out(self, behaviour: str) -> bool:
        """Whether the stars say that it was not this behaviour."""
        return self.rating is not None and behaviour in (PRAISE if self.rating <= 2 else BLAME if self.rating >= 4 else ())


def probability(total: float) -> float:
    """1 / (1 + 2^-bits)."""
    return 1.0 / (1.0 + math.exp2(-max(min(total, 500.0), -500.0)))


def prior() -> Part:
    """Where the sum of a shop, a device or whatever is judged by its users begins, and that of a ring's deeds."""
    return Part("prior", "prior", PRIOR_BITS, "before anything is known: about 1 in 100", "未看证据之前：约百分之一")


def behaviour_prior(kind: str) -> Part:
    """Where the sum of one behaviour begins: of what is judged by few behaviours, where any other sum does."""
    if kind not in MANY_SIDED or kind == "merchant":  # a shop is judged by what was sold there
        return prior()
    chance = round(2**-BEHAVIOUR_PRIOR_BITS, -2)
    return Part(
        "prior",
        "prior",
        BEHAVIOUR_PRIOR_BITS,
        f"before anything is known: about 1 in {chance:,.0f} for each behaviour",
        f"未看证据之前：每种行为约 {chance:,.0f} 分之一",
    )


def from_signals(spoken: Iterable[Spoken], traits: Mapping[str, Trait], kind: str, beside: Beside | None = None) -> Account:
    """The account of one entity of `kind`: the parts of its likeliest behaviour, then what the other behaviours add or take.

    A behaviour by which an entity of this kind stays honest (a meal that was eaten, whose review was paid for) competes and takes. Circumstance has
    made the ring's links already, so beside a ring only acts give bits of their own.
    """
    beside = beside or Beside()
    judged: list[Hypothesis] = []
    honest: list[Hypothesis] = []
    for one in hypotheses(spoken, traits, kind, beside.company):
        if beside.rules_out(one.behaviour):
            continue
        (judged if counts_for(one.behaviour, kind) else honest).append(one)
    start = behaviour_prior(kind)
    against = math.fsum(math.exp2(start.bits + one.bits) for one in honest)
    if beside.ring is not None:
        return _in_ring(judged, traits, beside.ring)
    first = _likeliest(judged)
    sums = Account([start], first.behaviour if first else None)
    if first is None:
        return sums
    for said, weight in first.chosen:
        sums.add(_part(said, weight, traits))
    if first.company is not None:
        sums.add(first.company)
    if not first.is_corroborated:
        if sums.bits > FAINT:
            of_review = kind == "order" and all(said.via == "review" for said, _ in first.chosen)
            sums.add(_alone(_held(sums.bits, OF_REVIEW if of_review else HELD.get(kind, UNCORROBORATED)) - sums.bits))
        return sums
    others = math.fsum(math.exp2(start.bits + one.bits) for one in judged if one is not first and one.is_corroborated)
    whole = math.exp2(sums.bits)
    sums.add(_others(math.log2((whole + others) / (whole * (1 + against)))))
    return sums


def _held(total: float, highest: float) -> float:
    """Where a sum that nothing corroborates is held, at the `highest`; more evidence still stands higher."""
    share = (highest - FAINT) / (UNCORROBORATED - FAINT)
    return FAINT + share * (min(total, UNCORROBORATED) - FAINT)


def _likeliest(judged: Iterable[Hypothesis]) -> Hypothesis | None:
    """The one that its signals name first, of those that come within NEAR bits of the best; what corroborates goes before what does not."""
    ranked = sorted(judged, key=lambda one: (one.is_corroborated, round(one.bits, 6), one.aptness, one.behaviour), reverse=True)
    near = [one for one in ranked if (one.is_corroborated, one.bits + NEAR) >= (ranked[0].is_corroborated, ranked[0].bits)]
    return max(near, key=lambda one: (one.aptness, round(one.bits, 6), one.behaviour), default=None)


def _in_ring(judged: list[Hypothesis], traits: Mapping[str, Trait], ring: Part) -> Account:
    first = max(judged, key=lambda one: (math.fsum(weight for _, weight in one.acts), one.behaviour), default=None)
    sums = Account([prior()], first.behaviour if first else None)
    for said, weight in first.acts if first else ():
        sums.add(_part(said, weight, traits))
    sums.add(ring)
    return sums


def _part(said: Spoken, weight: float, traits: Mapping[str, Trait]) -> Part:
    return Part(said.signal, traits[said.signal].evidence, weight, said.reason, said.reason_zh, said.query_id, said.args)


def _others(weight: float) -> Part:
    english = "what other behaviours would explain as well" if weight < 0 else "other behaviours that the evidence speaks for too"
    chinese = "其他行为也能作出同样解释" if weight < 0 else "证据同时指向的其他行为"
    return Part("other_behaviours", "record", 0.0 if abs(weight) < 1e-9 else weight, english, chinese)


def _alone(weight: float) -> Part:
    return Part(
        "uncorroborated",
        "record",
        weight,
        "none of its own signals is borne out by evidence of another kind: by themselves they only warn",
        "自身的信号没有其他种类的证据印证：单凭这些只作提示",
    )
