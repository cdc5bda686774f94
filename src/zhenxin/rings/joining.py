"""Who belongs together once it is known who is accused: communities of accused accounts, and of the rings that were found already."""

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

import networkx as nx

from zhenxin.events.codes import ATTACKS

FEWEST = 5
"""So many accounts are a ring at the least."""
MOST_HOLDERS = 2000
"""What more accused accounts than this have in common ties nobody in particular."""
FAR_APART = 0.7
"""Communities are groups of their own where they are so much as far apart as they could be: two crowds with a thin tie are, the halves of one crowd are not."""
MUCH = 0.3
"""Who joins a ring has so much of all that ties him in common with it."""
TELLING: Mapping[str, float] = {"sender": 3.0}
"""Who sends the parcels is the ring's own choice; whoever pays may buy from several rings."""

OF_EACH = 0.3
"""One hand pays so much of each of two groups where they are one."""

Thing = tuple[str, str]
"""Kind and name of what accounts have in common; a shop once for those who hurt it and once for those who serve it."""


@dataclass
class Settled:
    """Accounts of one ring by now, with the accused deeds that tie them, by shop."""

    accounts: set[str] = field(default_factory=set)
    merchants: set[str] = field(default_factory=set)
    deeds: list[Mapping[str, Any]] = field(default_factory=list)
    ties: set[tuple[str, str, str]] = field(default_factory=set)
    """Account, kind and id of what ties it to the others, where that is no shop."""

    def count(self, kind: str) -> int:
        """How many of its deeds are orders, or reviews."""
        return sum(deed["entity_kind"] == kind for deed in self.deeds)

    @property
    def amount(self) -> float:
        """What was paid for its orders."""
        return math.fsum(deed["amount"] or 0.0 for deed in self.deeds)


def held_by(deeds: Iterable[Mapping[str, Any]], ties: Iterable[tuple[str, str, str]]) -> dict[Thing, set[str]]:
    """Each thing with the accused accounts that have it: shops by their accused deeds there, and `ties` (account, kind, name)."""
    held: dict[Thing, set[str]] = defaultdict(set)
    for deed in deeds:
        if deed["merchant_id"] is not None:
            held["hurt" if deed["behaviour"] in ATTACKS else "shop", deed["merchant_id"]].add(deed["account_id"])
    for account, kind, name in ties:
        held[kind, name].add(account)
    return held


def communities(held: Mapping[Thing, set[str]], ring_of: Mapping[str, str]) -> list[dict[str, str | None]]:
    """The communities of those who have something in common.

    Given are the free accounts of each, with the ring of their community to which each is tied most, or None where there is none.

    `ring_of` has the ring of every account that lies in one: such a ring is one node, all its members' ties together. Sorted; the same on every run.
    """
    weights = _weights(held, ring_of)
    nodes = sorted({node for pair in weights for node in pair})
    place = {node: number for number, node in enumerate(nodes)}
    graph = nx.Graph()
    graph.add_nodes_from(range(len(nodes)))
    graph.add_weighted_edges_from((place[left], place[right], weights[left, right]) for left, right in sorted(weights))
    whole: dict[Thing, float] = defaultdict(float)
    for left, right in sorted(weights):
        for node in {left, right}:
            whole[node] += weights[left, right]
    found = []
    for part in sorted(sorted(one) for one in _parts(graph)):
        names = [nodes[number] for number in part]
        rings = {name for kind, name in names if kind == "ring"}
        found.append({name: _nearest(name, rings, weights, whole["account", name]) for kind, name in names if kind == "account"})
    return found


def _parts(graph: nx.Graph) -> list[list[int]]:
    """Who hangs together, cut into communities (Louvain, Blondel et al. 2008) as long as these are clearly apart: what is far away changes no cut."""
    waiting = [sorted(one) for one in nx.connected_components(graph)]
    whole = []
    while waiting:
        part = waiting.pop()
        inside = graph.subgraph(part)
        cut = nx.community.louvain_communities(inside, weight="weight", seed=0) if len(part) >= 2 * FEWEST else [set(part)]
        if len(cut) > 1 and _apart(inside, cut) >= FAR_APART:
            waiting += [sorted(one) for one in cut]
        else:
            whole.append(part)
    return whole


def _apart(graph: nx.Graph, cut: Sequence[set[int]]) -> float:
    """How far apart communities are: modularity by the most that communities of these sizes could have (Newman 2003, assortativity by kind); 1 at best."""
    degrees = dict(graph.degree(weight="weight"))
    whole = sum(degrees.values())
    most = 1 - sum((sum(degrees[node] for node in sorted(one)) / whole) ** 2 for one in cut)
    return float(nx.community.modularity(graph, cut, weight="weight") / most) if most > 0 else 0.0


def _weights(held: Mapping[Thing, set[str]], ring_of: Mapping[str, str]) -> dict[tuple[Thing, Thing], float]:
    """How much ties each pair of nodes: of each thing, every holder has the same in all, shared among the other holders."""
    weights: dict[tuple[Thing, Thing], float] = defaultdict(float)
    for thing in sorted(held):
        size = len(held[thing])
        if not 2 <= size <= MOST_HOLDERS:
            continue
        each = TELLING.get(thing[0], 1.0) / (size - 1)
        counts = Counter(("ring", ring_of[account]) if account in ring_of else ("account", account) for account in held[thing])
        inside = sorted(counts)
        for number, left in enumerate(inside):
            if counts[left] > 1:
                weights[left, left] += each * counts[left] * (counts[left] - 1) / 2
            for right in inside[number + 1 :]:
                weights[left, right] += each * counts[left] * counts[right]
    return weights


def _nearest(account: str, rings: Iterable[str], weights: Mapping[tuple[Thing, Thing], float], whole: float) -> str | None:
    """The ring to which the account is tied most, the first by name of equals; None where that is too little of the `whole` of its ties."""
    tied = {ring: weights.get((("account", account), ("ring", ring)), 0.0) for ring in sorted(rings)}
    nearest = max(tied, key=lambda ring: tied[ring], default=None)
    return nearest if nearest is not None and tied[nearest] >= MUCH * whole else None


def of_one_hand(groups: Sequence[set[str]], ties: Mapping[str, Iterable[tuple[str, str]]]) -> list[set[str]]:
    """The groups, those as one of each of which one payer pays three accounts and OF_EACH: a crowd that one hand hires is one, at however many shops it works.

    `ties` has kind and name of each account's ties. In the order of each one's first group.
    """
    paid: dict[str, dict[int, int]] = defaultdict(lambda: defaultdict(int))
    for number, group in enumerate(groups):
        for account in sorted(group):
            for kind, name in ties.get(account, ()):
                if kind == "payer":
                    paid[name][number] += 1
    hired = nx.Graph()
    hired.add_nodes_from(range(len(groups)))
    for payer in sorted(paid):
        of = [number for number, accounts in sorted(paid[payer].items()) if accounts >= max(3, OF_EACH * len(groups[number]))]
        hired.add_edges_from(pairwise(of))
    parts = sorted(sorted(part) for part in nx.connected_components(hired))
    return [set().union(*(groups[number] for number in part)) for part in parts]


def inherited(groups: Sequence[set[str]], loose: Mapping[str, set[str]]) -> dict[int, str]:
    """Which group goes on as which loose ring: that with most of its members, at least half of either; each once. By the group's position."""
    shared = sorted(
        (-len(group & members), ring_id, number)
        for number, group in enumerate(groups)
        for ring_id, members in loose.items()
        if len(group) >= FEWEST and 2 * len(group & members) >= min(len(group), len(members))
    )
    heirs: dict[int, str] = {}
    for _, ring_id, number in shared:
        if number not in heirs and ring_id not in heirs.values():
            heirs[number] = ring_id
    return heirs


def settled(
    accounts: Iterable[str], kind: str, deeds: Mapping[str, list[Mapping[str, Any]]], ties: Mapping[str, Iterable[tuple[str, str]]]
) -> Settled:
    """These accounts with what they did in the way of `kind` (to shops, or for them) and what ties them.

    `deeds` and `ties` are by account. A shop is the ring's where two of them served it, or where one hurt it.
    """
    members = set(accounts)
    done = [deed for account in sorted(members) for deed in deeds.get(account, ()) if (deed["behaviour"] in ATTACKS) == (kind in ATTACKS)]
    served: dict[str, set[str]] = defaultdict(set)
    for deed in done:
        if deed["merchant_id"] is not None:
            served[deed["merchant_id"]].add(deed["account_id"])
    shops = {shop for shop, customers in served.items() if len(customers) >= (1 if kind in ATTACKS else 2)}
    holders = Counter(tie for account in members for tie in ties.get(account, ()))
    shared = {(account, *tie) for account in members for tie in ties.get(account, ()) if holders[tie] >= 2}
    return Settled(members, shops, [deed for deed in done if deed["merchant_id"] in shops], shared)


def likeliest(accounts: Iterable[str], deeds: Mapping[str, list[Mapping[str, Any]]], behaviours: Mapping[str, str | None]) -> str | None:
    """The behaviour of most of what these accounts were accused of doing, or, where they did nothing, of most of themselves; the first of equals."""
    members = sorted(accounts)
    done = Counter(deed["behaviour"] for account in members for deed in deeds.get(account, ()) if deed["behaviour"])
    told = done or Counter(behaviours[account] for account in members if behaviours.get(account))
    return min(told, key=lambda one: (-told[one], one)) if told else None
