"""How sure we are, and why: bits of evidence that add up to each probability."""

import statistics
from collections import defaultdict
from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from types import MappingProxyType
from typing import Any

import pyarrow as pa

from zhenxin.engine import Engine
from zhenxin.events.results import RESULTS
from zhenxin.scores.actors import judge_accounts, judge_merchants, judge_tools
from zhenxin.scores.attacked import NEEDS as ATTACKED_NEEDS
from zhenxin.scores.attacked import Traces, attacked, traces_of
from zhenxin.scores.combine import Account, Key, probability
from zhenxin.scores.conduct import is_harm
from zhenxin.scores.decided import NEEDS as DECIDED_NEEDS
from zhenxin.scores.decided import apply, decided, verdicts_in
from zhenxin.scores.deeds import DEEDS, judge_deeds, spoken_of
from zhenxin.scores.evidence import NEEDS as EVIDENCE_NEEDS
from zhenxin.scores.evidence import gather
from zhenxin.scores.hypothesis import Part, Spoken, Trait
from zhenxin.scores.innocent import needs as innocent_needs
from zhenxin.scores.innocent import try_innocence
from zhenxin.scores.learning import Learned, Said, learned
from zhenxin.scores.payers import NEEDS as PAYERS_NEEDS
from zhenxin.scores.payers import hands, judge_payers, paid_beside
from zhenxin.scores.phones import NEEDS as PHONES_NEEDS
from zhenxin.scores.phones import carried_about, judge_racks
from zhenxin.scores.places import account_company
from zhenxin.scores.products import judge_beside
from zhenxin.scores.reviewed import judge_reviewed
from zhenxin.scores.same_person import judge_own_accounts
from zhenxin.scores.sites import judge_neighbours, judge_pushers, judge_sites
from zhenxin.scores.sizes import sizes, sold
from zhenxin.scores.users import users_of
from zhenxin.scores.verdict_lessons import taught

__all__ = ["NEEDS", "Scores", "Trait", "innocent_needs", "placed", "score", "try_innocence"]

UNLABELLED = True
"""Whether the market itself moves weights, without labels: no precision is lost by it (`docs/4-scores.md`)."""
_ACTORS = ("account", "merchant", "device")
NEEDS: Mapping[str, frozenset[str]] = MappingProxyType(
    {
        table: frozenset().union(
            *(needs.get(table, frozenset()) for needs in (EVIDENCE_NEEDS, ATTACKED_NEEDS, DECIDED_NEEDS, PAYERS_NEEDS, PHONES_NEEDS))
        )
        for table in sorted({*EVIDENCE_NEEDS, *ATTACKED_NEEDS, *DECIDED_NEEDS, *PAYERS_NEEDS, *PHONES_NEEDS})
    }
)
"""The columns of the cut tables that this stage reads."""


@dataclass(frozen=True)
class Scores:
    """What the stage gives: the tables of DESIGN §5."""

    scores: pa.Table
    parts: pa.Table
    accused: pa.Table
    """Accused orders, reviews and accounts: entity_kind, entity_id, account_id, merchant_id, behaviour, probability, occurred_at, amount; sorted."""
    learned: tuple[Said, ...] = ()
    """What the weights learned from this market, for run.json."""


def score(engine: Engine, *, traits: Mapping[str, Trait], rings: pa.Table, members: pa.Table, as_of: datetime, seed: int = 0) -> Scores:
    """Judge every entity that has any evidence. `rings` and `members` are the ring stage's tables; the engine holds what NEEDS names.

    Verdicts are a part of the scores of those that they name, and move the weights of all; `seed` draws the entities that learning holds out.
    """
    by_id = {
        row["ring_id"]: row for row in rings.to_pylist() if row["probability"] >= 0.5
    }  # a group in which no act is enriched convicts nobody
    found, facts_table = gather(engine, traits)
    evidence, people = found.to_pylist(), members.to_pylist()
    told = {(row["entity_kind"], row["entity_id"]) for row in evidence}
    facts = [row for row in facts_table.to_pylist() if row["ring_id"] in by_id or (row["entity_kind"], row["entity_id"]) in told]
    market = _Market(
        engine, evidence, facts, people, by_id, sold(engine), decided(engine, as_of), users_of(engine), traces_of(engine),
        engine.rows("select * from pushed_numbers order by url", step="numbers that pages push").to_pylist(),
        engine.rows("select url, site from cut_pages", step="pages of sites").to_pylist(),
    )  # fmt: skip
    verdicts = verdicts_in(market.known)
    lesson = learned(evidence, traits, sizes(engine), verdicts, seed) if UNLABELLED else Learned({}, ())
    said, traits = lesson.said, lesson.taught(traits)
    sums, victims = _judged(market, traits)
    lesson = taught(sums, evidence, traits, verdicts)
    if lesson.weights:
        traits, before = lesson.taught(traits), sums
        sums, victims = _judged(market, traits)
        sums |= {key: before[key] for key in verdicts if key in before}  # a verdict counts once: no weight that it moved counts with it
    where = {(row["entity_kind"], row["entity_id"]): row["ring_id"] for row in people + facts if row["ring_id"] in by_id}
    tables = _tables(sums, where, by_id, traits, victims, as_of)
    return Scores(*tables, _accused(sums, facts, where, by_id), (*said, *lesson.said))


@dataclass(frozen=True)
class _Market:
    """What every judging reads, whatever the weights."""

    engine: Engine
    evidence: list[dict[str, Any]]
    facts: list[dict[str, Any]]
    people: list[dict[str, Any]]
    rings: Mapping[str, Mapping[str, Any]]
    sold: Mapping[str, tuple[int, int]]
    known: Mapping[Key, list[Part]]
    users: list[dict[str, Any]]
    traces: Traces
    pushed: list[dict[str, Any]]
    """The number that each page pushes."""
    sites: list[dict[str, Any]]
    """The site of each page."""


def _judged(market: _Market, traits: Mapping[str, Trait]) -> tuple[dict[Key, Account], set[str]]:
    """The sums of all entities, and the shops under attack."""
    facts, people, by_id, known, engine = market.facts, market.people, market.rings, market.known, market.engine
    deeds = [row for row in market.evidence if row["entity_kind"] not in _ACTORS]
    sums = judge_deeds(deeds, facts, by_id, _firmness(people), market.sold, traits, known, market.traces.left)
    judge_reviewed(sums, facts, known)
    spoken: dict[Key, list[Spoken]] = defaultdict(list)
    for row in market.evidence:
        if row["entity_kind"] in _ACTORS:
            spoken[row["entity_kind"], row["entity_id"]].append(spoken_of(row))
    company = account_company(engine, {entity: said for (kind, entity), said in spoken.items() if kind == "account"}, traits)
    judge_accounts(sums, facts, people, by_id, spoken, traits, company)
    apply(sums, known, {"account"})
    paying = hands(engine, sums)
    beside = {account: part for account, part in paid_beside(paying).items() if ("account", account) in spoken}
    if beside:  # once more, now that it is known whom else their payer pays
        ours, roles = ([row for row in rows if row[column] in beside] for rows, column in ((facts, "account_id"), (people, "entity_id")))
        heard = {key: said for key, said in spoken.items() if key[0] == "account" and key[1] in beside}
        more = {account: _every(beside[account], heard["account", account], traits) | dict(company.get(account, {})) for account in beside}
        judge_accounts(sums, ours, roles, by_id, heard, traits, more)
        apply(sums, {key: parts for key, parts in known.items() if key[1] in beside}, {"account"})
    hit = attacked(market.traces, sums, facts, by_id, market.sold)
    victims = judge_merchants(sums, facts, market.sold, spoken, traits, by_id, hit)
    doers = {row["account_id"] for row in facts if sums[row["entity_kind"], row["entity_id"]].bits >= 0}
    judge_racks(sums, market.users, spoken, traits)
    judge_tools(sums, market.users, people, by_id, doers, carried_about(engine, people))
    judge_payers(sums, paying)
    apply(sums, known, {kind for kind, _ in known} - {*DEEDS, "account"})
    judge_own_accounts(engine, sums, known)
    turned = {merchant: attack.rings for merchant, attack in hit.items()}
    accused = [(row, (row["entity_kind"], row["entity_id"])) for row in facts]
    judge_beside(engine, sums, {key for row, key in accused if sums[key].bits >= 0 and not is_harm(row, sums[key], by_id, turned)})
    judge_neighbours(sums, market.pushed, known)
    judge_pushers(sums, market.pushed, known)
    judge_sites(sums, market.sites)
    return sums, victims


def _every(part: Part, said: Iterable[Spoken], traits: Mapping[str, Trait]) -> dict[str, Part]:
    """`part` for each behaviour that is spoken for."""
    return {behaviour: part for one in said for behaviour in traits[one.signal].speaks_for}


def placed(scored: Scores, members: pa.Table, rings: pa.Table) -> Scores:
    """The scores with the rings of those that were settled afterwards: members that had none, and accused deeds of a member at one of its ring's shops."""
    sure = {row["ring_id"]: row["probability"] for row in rings.to_pylist()}
    ring_of: dict[Key, str] = {}
    shops: dict[str, set[str]] = defaultdict(set)
    for row in members.to_pylist():
        key = (row["entity_kind"], row["entity_id"])
        if key not in ring_of or sure[row["ring_id"]] > sure[ring_of[key]]:
            ring_of[key] = row["ring_id"]
        if row["entity_kind"] == "merchant":
            shops[row["ring_id"]].add(row["entity_id"])
    for row in scored.accused.to_pylist():
        ring_id = ring_of.get(("account", row["account_id"]))
        if ring_id is not None and row["merchant_id"] in shops[ring_id]:
            ring_of[row["entity_kind"], row["entity_id"]] = ring_id
    told = [
        row["ring_id"] or ring_of.get((row["entity_kind"], row["entity_id"]))
        for row in scored.scores.select(["entity_kind", "entity_id", "ring_id"]).to_pylist()
    ]
    place = scored.scores.schema.get_field_index("ring_id")
    return replace(scored, scores=scored.scores.set_column(place, scored.scores.schema.field("ring_id"), pa.array(told, pa.string())))


_ACCUSED = pa.schema(
    [("entity_kind", pa.string()), ("entity_id", pa.string()), ("account_id", pa.string()), ("merchant_id", pa.string()), ("behaviour", pa.string()),
     ("probability", pa.float64()), ("occurred_at", pa.timestamp("us")), ("amount", pa.float64())]
)  # fmt: skip


def _accused(
    sums: Mapping[Key, Account], facts: list[dict[str, Any]], where: Mapping[Key, str], rings: Mapping[str, Mapping[str, Any]]
) -> pa.Table:
    rows = []
    deeds = {(row["entity_kind"], row["entity_id"]): row for row in facts}
    for key, total in sorted(sums.items()):
        if total.bits < 0 or key[0] not in {"order", "review", "account"}:
            continue
        deed = deeds.get(key, {"account_id": key[1], "merchant_id": None, "occurred_at": None, "amount": None})
        behaviour = rings[where[key]]["kind"] if where.get(key) in rings else total.behaviour
        rows.append(
            {"entity_kind": key[0], "entity_id": key[1], "behaviour": behaviour, "probability": probability(total.bits),
             **{name: deed[name] for name in ("account_id", "merchant_id", "occurred_at", "amount")}}
        )  # fmt: skip
    return pa.Table.from_pylist(rows, _ACCUSED)


def _firmness(members: list[dict[str, Any]]) -> dict[Key, float]:
    """By ring and account: a brusher's or attacker's number of links over the median of its ring."""
    links: dict[str, list[int]] = defaultdict(list)
    brushers = [row for row in members if row["role"] in {"brusher", "attacker"}]
    for row in brushers:
        links[row["ring_id"]].append(row["links"])
    usual = {ring: statistics.median(counts) for ring, counts in links.items()}
    return {(row["ring_id"], row["entity_id"]): row["links"] / max(usual[row["ring_id"]], 1) for row in brushers}


def _behaviour(total: Account, ring: Mapping[str, Any] | None, traits: Mapping[str, Trait]) -> str | None:
    """The likeliest: the ring's kind, else that of the entity's own sum, else what the parts speak for, by their bits, the first named counting most."""
    if ring is not None:
        return str(ring["kind"])
    if total.behaviour:
        return total.behaviour
    votes: dict[str, float] = defaultdict(float)
    for part in total.parts:
        for place, behaviour in enumerate(traits[part.name].speaks_for if part.name in traits else ()):
            votes[behaviour] += max(part.bits, 0.0) / (1 + place)
    return max(sorted(votes), key=lambda name: votes[name]) if votes else None


def _standing(kind: str, entity: str, bits: float, victims: Container[str]) -> str:
    if kind == "merchant" and entity in victims and bits < 0:
        return "under_attack"
    return "suspect" if bits >= 0 else "clear"


def _tables(
    sums: Mapping[Key, Account],
    where: Mapping[Key, str],
    rings: Mapping[str, Mapping[str, Any]],
    traits: Mapping[str, Trait],
    victims: Container[str],
    as_of: datetime,
) -> tuple[pa.Table, pa.Table]:
    scores, parts = [], []
    for (kind, entity), total in sorted(sums.items()):
        ring = where.get((kind, entity))
        # the sum is taken over the parts as written, so that what a reader adds up is what stands there
        rounded = [float(f"{part.bits:.9g}") for part in total.parts]
        whole = float(f"{sum(rounded):.9g}")
        scores.append(
            {"entity_kind": kind, "entity_id": entity, "probability": float(f"{probability(whole):.9g}"), "bits": whole, "ring_id": ring,
             "behaviour": _behaviour(total, rings.get(ring) if ring else None, traits), "standing": _standing(kind, entity, whole, victims), "as_of": as_of}
        )  # fmt: skip
        for part, weight in zip(total.parts, rounded, strict=True):
            parts.append(
                {"entity_kind": kind, "entity_id": entity, "part": part.name, "evidence": part.evidence, "bits": weight, "sentence": part.sentence,
                 "sentence_zh": part.sentence_zh, "query_id": part.query_id, "args": part.args}
            )  # fmt: skip
    return RESULTS["scores"].shaped(pa.Table.from_pylist(scores, RESULTS["scores"].schema)), RESULTS["score_parts"].shaped(
        pa.Table.from_pylist(parts, RESULTS["score_parts"].schema)
    )
