"""How sure we are, and why: bits of evidence that add up to each probability."""

import statistics
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from types import MappingProxyType
from typing import Any

import pyarrow as pa

from zhenxin.engine import Engine
from zhenxin.events.results import RESULTS
from zhenxin.scores.actors import judge_accounts, judge_merchants, judge_tools
from zhenxin.scores.attacked import NEEDS as ATTACKED_NEEDS
from zhenxin.scores.attacked import Attack, Traces, attacked, traces_of
from zhenxin.scores.combine import Account, Key
from zhenxin.scores.conduct import is_harm
from zhenxin.scores.decided import NEEDS as DECIDED_NEEDS
from zhenxin.scores.decided import apply, decided, verdicts_in
from zhenxin.scores.deeds import DEEDS, judge_deeds, spoken_of
from zhenxin.scores.evidence import NEEDS as EVIDENCE_NEEDS
from zhenxin.scores.evidence import gather
from zhenxin.scores.hypothesis import Part, Spoken, Trait, counts_for
from zhenxin.scores.innocent import needs as innocent_needs
from zhenxin.scores.innocent import try_innocence
from zhenxin.scores.learning import Learned, Said, learned
from zhenxin.scores.payers import NEEDS as PAYERS_NEEDS
from zhenxin.scores.payers import hands, judge_payers, paid_beside
from zhenxin.scores.phones import NEEDS as PHONES_NEEDS
from zhenxin.scores.phones import carried_about, judge_carried, judge_racks
from zhenxin.scores.places import account_company
from zhenxin.scores.private import expected_private
from zhenxin.scores.products import judge_beside
from zhenxin.scores.reviewed import judge_reviewed, name_blamed
from zhenxin.scores.same_person import judge_own_accounts
from zhenxin.scores.settled import NEEDS as SETTLED_NEEDS
from zhenxin.scores.settled import InRing, deeds_of_members
from zhenxin.scores.siblings import NEEDS as SIBLINGS_NEEDS
from zhenxin.scores.siblings import judge_siblings
from zhenxin.scores.sites import judge_neighbours, judge_pushers, judge_sites
from zhenxin.scores.sizes import sizes, sold
from zhenxin.scores.tempted import judge_tempted
from zhenxin.scores.told import accused_of, tables_of
from zhenxin.scores.users import users_of
from zhenxin.scores.verdict_lessons import taught

__all__ = ["NEEDS", "Scores", "Trait", "innocent_needs", "placed", "score", "try_innocence"]

UNLABELLED = True
"""Whether the market itself moves weights, without labels: no precision is lost by it (`docs/4-scores.md`)."""
_ACTORS = ("account", "merchant", "device")
NEEDS: Mapping[str, frozenset[str]] = MappingProxyType(
    {
        table: frozenset().union(
            *(
                needs.get(table, frozenset())
                for needs in (EVIDENCE_NEEDS, ATTACKED_NEEDS, DECIDED_NEEDS, PAYERS_NEEDS, PHONES_NEEDS, SETTLED_NEEDS, SIBLINGS_NEEDS)
            )
        )
        for table in sorted(
            {*EVIDENCE_NEEDS, *ATTACKED_NEEDS, *DECIDED_NEEDS, *PAYERS_NEEDS, *PHONES_NEEDS, *SETTLED_NEEDS, *SIBLINGS_NEEDS}
        )
    }
)
"""The columns of the cut tables that this stage reads."""


@dataclass(frozen=True)
class Scores:
    """What the stage gives: the tables of DESIGN §5."""

    scores: pa.Table
    parts: pa.Table
    accused: pa.Table
    """What rings are settled by: see `accused_of`."""
    learned: tuple[Said, ...] = ()
    """What the weights learned from this market, for run.json."""
    judged: "_Judged | None" = field(default=None, repr=False, compare=False)
    """What the tables were made of."""


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
    facts = [
        row for row in facts_table.to_pylist()
        if (row["entity_kind"], row["entity_id"]) in told
        or (row["ring_id"] in by_id and counts_for(by_id[row["ring_id"]]["kind"], row["entity_kind"]))
    ]  # fmt: skip
    market = _Market(
        engine, evidence, facts, people, by_id, sold(engine), decided(engine, as_of), users_of(engine), traces_of(engine),
        engine.rows("select * from pushed_numbers order by url", step="numbers that pages push").to_pylist(),
        engine.rows("select url, site from cut_pages", step="pages of sites").to_pylist(),
        expected_private(engine, "ring_of", "ring_deeds") if by_id else {},
    )  # fmt: skip
    verdicts = verdicts_in(market.known)
    lesson = learned(evidence, traits, sizes(engine), verdicts, seed) if UNLABELLED else Learned({}, ())
    said, traits = lesson.said, lesson.taught(traits)
    judged = _judged(market, traits)
    lesson = taught(judged.sums, evidence, traits, verdicts)
    if lesson.weights:
        traits, before = lesson.taught(traits), judged.sums
        judged = _judged(market, traits)
        # a verdict counts once: no weight that it moved counts with it
        judged.sums.update({key: before[key] for key in verdicts if key in before})
    where = {(row["entity_kind"], row["entity_id"]): row["ring_id"] for row in people + facts if row["ring_id"] in by_id}
    tables = tables_of(judged.sums, where, by_id, traits, judged.victims, as_of)
    return Scores(*tables, accused_of(judged.sums, facts, where, by_id), (*said, *lesson.said), judged)


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
    private: Mapping[Key, float]
    """By ring and kind of deed, how many of its deeds members would do for themselves."""


@dataclass(frozen=True)
class _Judged:
    """The sums of all entities, with what they were made of, and the shops under attack."""

    market: _Market
    traits: Mapping[str, Trait]
    spoken: Mapping[Key, list[Spoken]]
    """What is said of accounts, shops and devices."""
    sums: dict[Key, Account]
    victims: set[str]
    hit: Mapping[str, Attack]

    def with_deeds(
        self, deeds: Mapping[Key, InRing], rings: Mapping[str, Mapping[str, Any]], ring_of: Mapping[Key, str]
    ) -> dict[Key, Account]:
        """The sums of these deeds, and of the shops that they make more doubtful; nobody else is judged anew.

        `ring_of` has the settled ring of each member, by which what others of the ring did at these shops is told too.
        """
        sums = self.sums | {key: one.total for key, one in deeds.items()}
        more = {one.row["merchant_id"] for one in deeds.values() if one.total.bits >= 0} - self.victims
        facts = [
            {**row, "ring_id": row["ring_id"] if row["ring_id"] in rings else ring_of.get(("account", row["account_id"]))}
            if row["merchant_id"] in more else row
            for row in self.market.facts if (row["entity_kind"], row["entity_id"]) not in deeds
        ]  # fmt: skip
        facts += [dict(one.row) for _, one in sorted(deeds.items())]
        judge_merchants(sums, facts, self.market.sold, self.spoken, self.traits, rings, self.hit, more)
        apply(sums, {key: parts for key, parts in self.market.known.items() if key[1] in more}, {"merchant"})
        shops = {("merchant", shop) for shop in more} & set(sums)
        worse = {key for key in shops if key not in self.sums or sums[key].bits > self.sums[key].bits}
        return {key: sums[key] for key in sorted(worse | set(deeds))}


def _judged(market: _Market, traits: Mapping[str, Trait]) -> _Judged:
    """The sums of all entities."""
    facts, people, by_id, known, engine = market.facts, market.people, market.rings, market.known, market.engine
    deeds = [row for row in market.evidence if row["entity_kind"] not in _ACTORS]
    sums = judge_deeds(deeds, facts, by_id, _firmness(people), market.sold, traits, known, market.traces.left, market.private)
    judge_tempted(sums, facts)
    judge_reviewed(sums, facts, known)
    name_blamed(sums, facts, by_id)
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
    judge_siblings(engine, sums, known)
    hit = attacked(market.traces, sums, facts, by_id, market.sold)
    victims = judge_merchants(sums, facts, market.sold, spoken, traits, by_id, hit)
    doers = {row["account_id"] for row in facts if sums[row["entity_kind"], row["entity_id"]].bits >= 0}
    judge_racks(sums, market.users, spoken, traits)
    judge_tools(sums, market.users, people, by_id, doers, carried_about(engine, people))
    judge_carried(engine, sums)
    judge_payers(sums, paying)
    apply(sums, known, {kind for kind, _ in known} - {*DEEDS, "account"})
    judge_own_accounts(engine, sums, known)
    turned = {merchant: attack.rings for merchant, attack in hit.items()}
    accused = [(row, (row["entity_kind"], row["entity_id"])) for row in facts]
    judge_beside(engine, sums, {key for row, key in accused if sums[key].bits >= 0 and not is_harm(row, sums[key], by_id, turned)})
    judge_neighbours(sums, market.pushed, known)
    judge_pushers(sums, market.pushed, known)
    judge_sites(sums, market.sites, market.pushed)
    return _Judged(market, traits, spoken, sums, victims, hit)


def _every(part: Part, said: Iterable[Spoken], traits: Mapping[str, Trait]) -> dict[str, Part]:
    """`part` for each behaviour that is spoken for."""
    return {behaviour: part for one in said for behaviour in traits[one.signal].speaks_for}


def placed(scored: Scores, members: pa.Table, rings: pa.Table, as_of: datetime) -> Scores:
    """The scores once rings are settled: members that had no ring get theirs, and what members did at their ring's shops is judged by it.

    `rings` and `members` are the settled tables.
    """
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
    if scored.judged is not None:
        judged = scored.judged
        by_id = {row["ring_id"]: row for row in rings.to_pylist() if row["probability"] >= 0.5}
        found = deeds_of_members(judged.market.engine, judged.sums, by_id, members, judged.traits)
        again = judged.with_deeds(found, dict(judged.market.rings) | by_id, ring_of)
        ring_of |= {key: one.row["ring_id"] for key, one in found.items() if one.total.bits >= 0}
        scored = _with(scored, tables_of(again, ring_of, by_id, judged.traits, judged.victims, as_of))
    told = [
        row["ring_id"] or ring_of.get((row["entity_kind"], row["entity_id"]))
        for row in scored.scores.select(["entity_kind", "entity_id", "ring_id"]).to_pylist()
    ]
    place = scored.scores.schema.get_field_index("ring_id")
    return replace(scored, scores=scored.scores.set_column(place, scored.scores.schema.field("ring_id"), pa.array(told, pa.string())))


def _with(scored: Scores, fresh: tuple[pa.Table, pa.Table]) -> Scores:
    """The scores with the rows of `fresh` (scores, parts) in the place of those of the same entities."""
    now = set(zip(fresh[0]["entity_kind"].to_pylist(), fresh[0]["entity_id"].to_pylist(), strict=True))
    kept = []
    for name, table, more in (("scores", scored.scores, fresh[0]), ("score_parts", scored.parts, fresh[1])):
        of = zip(table["entity_kind"].to_pylist(), table["entity_id"].to_pylist(), strict=True)
        here = table.filter(pa.array([key not in now for key in of], pa.bool_()))
        kept.append(RESULTS[name].shaped(pa.concat_tables([here, more])))
    return replace(scored, scores=kept[0], parts=kept[1])


def _firmness(members: list[dict[str, Any]]) -> dict[Key, float]:
    """By ring and account: a brusher's or attacker's number of links over the median of its ring."""
    links: dict[str, list[int]] = defaultdict(list)
    brushers = [row for row in members if row["role"] in {"brusher", "attacker"}]
    for row in brushers:
        links[row["ring_id"]].append(row["links"])
    usual = {ring: statistics.median(counts) for ring, counts in links.items()}
    return {(row["ring_id"], row["entity_id"]): row["links"] / max(usual[row["ring_id"]], 1) for row in brushers}
