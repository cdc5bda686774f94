"""One hypothesis a behaviour: prior, acts, the strongest circumstance and company add up; the hypotheses share what is left."""

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from zhenxin.events.codes import BLAME, JUDGED_ON, PRAISE
from zhenxin.scores.weights import BEHAVIOUR_PRIOR_BITS, PRIOR_BITS, bits

Key = tuple[str, str]
"""Kind and id of an entity."""
RING_CAP = 11.0
RING_LIFT = 5.0
"""An order of a member at a shop of a ring that is as likely as not is itself as likely as one in three."""
UNCORROBORATED = -0.6
"""Where nothing corroborates, the sum is held here: a warning, never an accusation."""
LEAST_BITS = 3.5
"""Of which weight evidence of another kind must be to agree with an act: a shop's good season agrees with anything."""

CLEAR_BITS = 7.0
"""An act of this weight is clear at any level: honest people hardly ever reach even its first."""

SHOP_RATE = "shop_rate"
"""Name of the part that says what else was found false at the same shop (see `shops.py`); it is given only to what bears something weighty itself."""
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
SEASONAL = frozenset({"time", "record"})
"""Kinds of evidence that a sale gives a whole shop at once: unless strong they agree with nothing, and a busy time never with what the shop sends."""
BY_BUYER = frozenset({"live_inflation", "scalping", "fake_engagement", "batch_accounts"})
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


@dataclass(frozen=True)
class Hypothesis:
    """That an entity is false by one behaviour: the strongest signal of each kind of evidence, whether it is an act, and company."""

    behaviour: str
    evidence: Mapping[str, tuple[Spoken, float, bool]]
    company: Part | None
    aptness: float = 0.0
    """How early its signals name it among what they speak for."""
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
        only_goods = all(kind == "goods" for kind, (one, _, is_act) in self.evidence.items() if is_act and one.level >= 2)
        heavy = sum(
            weight >= LEAST_BITS and (is_act or kind not in SEASONAL or (one.level >= 3 and not (only_goods and kind == "time")))
            for kind, (one, weight, is_act) in self.evidence.items()
        )
        clear = any(one.level >= 2 or weight >= CLEAR_BITS for one, weight in self.acts)
        if self.company is not None and self.company.name == SHOP_RATE:
            return True
        return (clear and (heavy >= 2 or self.company is not None)) or sum(weight >= LEAST_BITS for _, weight in self.acts) >= 2

    @property
    def bits(self) -> float:
        """Evidence and company, without a prior."""
        return math.fsum(weight for _, weight in self.chosen) + (self.company.bits if self.company else 0.0)


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


TEMPTED = frozenset({"conditional_cashback", "review_laundering"})
"""Behaviours of a shop by reviews of buyers who only took what was offered, or did nothing at all."""


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
            kind in MANY_SIDED,
        )
        for behaviour in sorted(found)
    ]


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
    first = max(judged, key=lambda one: (one.is_corroborated, round(one.bits, 6), one.aptness, one.behaviour), default=None)
    sums = Account([start], first.behaviour if first else None)
    if first is None:
        return sums
    for said, weight in first.chosen:
        sums.add(_part(said, weight, traits))
    if first.company is not None:
        sums.add(first.company)
    if not first.is_corroborated:
        if sums.bits > UNCORROBORATED:
            sums.add(_alone(UNCORROBORATED - sums.bits))
        return sums
    others = math.fsum(math.exp2(start.bits + one.bits) for one in judged if one is not first and one.is_corroborated)
    whole = math.exp2(sums.bits)
    sums.add(_others(math.log2((whole + others) / (whole * (1 + against)))))
    return sums


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
        "nothing of another kind agrees with this: a warning only",
        "没有其他种类的证据相互印证：仅作提示",
    )
