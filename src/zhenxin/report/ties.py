"""Who is tied to whom: a ring's links as a small graph that fits one picture, like members drawn as one where they are too many."""

import math
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from zhenxin.report.records import Link, Member

Key = tuple[str, str]
Row = tuple[Key, Key, str, float, int]

ON_RIM = frozenset({"account", "order", "review", "claim", "message", "page"})
"""Those who act stand on the rim; what they share stands inside it."""
BEHIND = frozenset({"organiser", "staff"})
"""Roles of those who act too, but through the others: they stand inside, and a ring's number of accounts is without them."""
_CHORDS = 1.5  # up to this many lines a head can be followed by eye
_ALIASES = {"merchant": "shop", "orders": "shop", "order": "shop", "money": "payer"}
_UNDRAWN = frozenset({"order", "review", "claim", "message"})  # without links these are what happened, not who did it
_OWN = frozenset({"device", "instrument", "address", "network"})  # of these everybody has some of his own
RIM_MOST = 96
INSIDE_MOST = 36
_RIM_BUNDLED = 60
_COMMON = (0.8, 0.65, 0.5, 0.4, 0.3, 0.2)


@dataclass
class Node:
    """One thing in the picture, or a bundle of like things."""

    kind: str
    ids: list[str]
    role: str = ""
    accused: int = 0
    on_rim: bool = False
    x: float = 0.0
    y: float = 0.0
    angle: float = 0.0

    @property
    def count(self) -> int:
        """How many entities it stands for."""
        return len(self.ids)


@dataclass
class Tie:
    """What two nodes share; `links` is how many links it stands for, `bits` the strongest of them."""

    left: Key
    right: Key
    shared: str
    bits: float
    links: int = 1


@dataclass
class Ties:
    """The graph of one ring."""

    nodes: dict[Key, Node] = field(default_factory=dict)
    ties: list[Tie] = field(default_factory=list)
    undrawn: dict[str, int] = field(default_factory=dict)
    """Things tied to one member only, by kind: nobody shares them, so they are counted and left out."""

    def neighbours(self) -> dict[Key, set[tuple[Key, str]]]:
        """For each node, whom it is tied to and by what."""
        found: dict[Key, set[tuple[Key, str]]] = {key: set() for key in self.nodes}
        for tie in self.ties:
            found[tie.left].add((tie.right, tie.shared))
            found[tie.right].add((tie.left, tie.shared))
        return found


def ties_of(members: Iterable[Member], links: Collection[Link], accused: Collection[Key]) -> Ties:
    """The graph of a ring; where more than `RIM_MOST` nodes would stand on the rim or `INSIDE_MOST` inside, like is bundled with like.

    First those of one kind and role with the very same ties, then those with ever less in common, at last all but the most tied.
    """
    roles = {(member.entity_kind, member.entity_id): member.role for member in members}
    keys = {end for link in links for end in link.ends} | {key for key in roles if key[0] not in _UNDRAWN}
    rim_kinds = _rim_kinds(key[0] for key in sorted(keys))
    graph = Ties()
    for key in sorted(keys):
        role = roles.get(key, "")
        graph.nodes[key] = Node(key[0], [key[1]], role, int(key in accused), key[0] in rim_kinds and role not in BEHIND)
    _gather(graph, _summed(row for link in links for row in _told_apart(link, roles)))
    _leave_out_unshared(graph)
    for inside, most, wanted in ((False, RIM_MOST, _RIM_BUNDLED), (True, INSIDE_MOST, INSIDE_MOST)):
        if _count(graph, inside) > most:
            for grouping in (_alike, _likest, _the_rest):
                if _count(graph, inside) > wanted:
                    graph = _bundled(graph, grouping(graph, inside=inside, most=wanted))
    return graph


def _count(graph: Ties, inside: bool) -> int:
    return sum(node.on_rim != inside for node in graph.nodes.values())


def _told_apart(link: Link, roles: Mapping[Key, str]) -> Iterator[Row]:
    """One tie for each thing that a link says is shared: `device ×1, text ×4` is two."""
    left, right = sorted(link.ends)
    if left == right:
        return
    behind = roles.get(left) in BEHIND or roles.get(right) in BEHIND
    for said in link.shared.split(", "):
        shared, _, times = said.partition(" ×")
        code = "payer" if behind and shared in {"account", "payee", "merchant"} else _ALIASES.get(shared, shared)
        yield left, right, code, link.bits, int(times) if times.isdecimal() else 1


def _gather(graph: Ties, ties: Iterable[Tie]) -> None:
    """Keep the ties; where many of the rim share one kind of thing with each other and the thing has no name, put one node for it inside.

    What is drawn as a thing of its own (a device, a shop) is not drawn a second time between those who share it.
    """
    between: dict[str, list[Tie]] = defaultdict(list)
    for tie in ties:
        if graph.nodes[tie.left].on_rim and graph.nodes[tie.right].on_rim:
            between[tie.shared].append(tie)
        else:
            graph.ties.append(tie)
    drawn = {tie.shared for tie in graph.ties}
    for shared, chords in sorted(between.items()):
        for group in _connected(chords) if shared not in drawn else ():
            people = sorted({end for tie in group for end in (tie.left, tie.right)})
            if len(group) <= _CHORDS * len(people):
                graph.ties += group
                continue
            thing = (f"shared {shared}", people[0][1])
            graph.nodes[thing] = Node(thing[0], [""], accused=1)
            for one in people:
                own = [tie for tie in group if one in (tie.left, tie.right)]
                graph.ties.append(Tie(one, thing, shared, max(tie.bits for tie in own), max(tie.links for tie in own)))
    graph.ties.sort(key=lambda tie: (tie.left, tie.right, tie.shared))


def _leave_out_unshared(graph: Ties) -> None:
    alone = {key for key, ties in graph.neighbours().items() if graph.nodes[key].kind in _OWN and len({other for other, _ in ties}) == 1}
    for key in sorted(alone):
        kind = graph.nodes.pop(key).kind
        graph.undrawn[kind] = graph.undrawn.get(kind, 0) + 1
    graph.ties = [tie for tie in graph.ties if not {tie.left, tie.right} & alone]


def _connected(chords: Collection[Tie]) -> list[list[Tie]]:
    """Chords in groups that hang together."""
    root: dict[Key, Key] = {}

    def founder(key: Key) -> Key:
        while root.setdefault(key, key) != key:
            root[key] = key = root[root[key]]
        return key

    for tie in chords:
        one, other = sorted((founder(tie.left), founder(tie.right)))
        root[other] = one
    groups: dict[Key, list[Tie]] = defaultdict(list)
    for tie in chords:
        groups[founder(tie.left)].append(tie)
    return [groups[key] for key in sorted(groups)]


def _rim_kinds(kinds: Iterable[str]) -> set[str]:
    tally: dict[str, int] = defaultdict(int)
    for kind in kinds:
        tally[kind] += 1
    if acting := ON_RIM & tally.keys():
        return set(acting)
    return {max(tally, key=lambda kind: (tally[kind], kind))} if tally else set()


def _summed(rows: Iterable[Row]) -> list[Tie]:
    ties: dict[tuple[Key, Key, str], Tie] = {}
    for left, right, shared, bits, links in rows:
        if known := ties.get((left, right, shared)):
            known.bits, known.links = max(known.bits, bits), known.links + links
        else:
            ties[left, right, shared] = Tie(left, right, shared, bits, links)
    return [ties[key] for key in sorted(ties)]


def _alike(graph: Ties, *, inside: bool, most: int) -> dict[Key, Key]:
    """Nodes of one kind and role that are tied to the same things."""
    del most
    neighbours = graph.neighbours()
    first: dict[tuple[object, ...], Key] = {}
    return {
        key: first.setdefault((node.kind, node.role, node.accused > 0, frozenset(neighbours[key])), key)
        for key, node in graph.nodes.items()
        if node.on_rim != inside
    }


def _likest(graph: Ties, *, inside: bool, most: int) -> dict[Key, Key]:
    """Nodes of one kind and role by how much of what they are tied to they have in common, no more loosely than it takes.

    A leader has as many ties as whoever comes after it, or more: two that have much in common share one of the rarest ties of the later.
    """
    around = {key: {other for other, _ in ties} for key, ties in graph.neighbours().items()}
    side = [key for key, node in graph.nodes.items() if node.on_rim != inside]
    side.sort(key=lambda key: (-len(around[key]), key))
    place = {key: at for at, key in enumerate(side)}
    rarest = {key: sorted(around[key], key=lambda other: (len(around[other]), other)) for key in side}
    into: dict[Key, Key] = {}
    for common in _COMMON:
        leaders: dict[tuple[str, str, Key], list[Key]] = defaultdict(list)
        for key in side:
            kind, role = graph.nodes[key].kind, graph.nodes[key].role
            shared_at_least = math.ceil(2 * common / (1 + common) * len(around[key]) - 1e-9)
            tied = rarest[key][: len(around[key]) - shared_at_least + 1]
            near = {leader for other in tied for leader in leaders[kind, role, other]}
            best = min(near, key=lambda leader: (-_jaccard(around[leader], around[key]), place[leader]), default=key)
            if best != key and _jaccard(around[best], around[key]) >= common:
                into[key] = best
            else:
                into[key] = key
                for other in around[key]:
                    leaders[kind, role, other].append(key)
        if sum(key == leader for key, leader in into.items()) <= most:
            break
    return into


def _jaccard(one: set[Key], other: set[Key]) -> float:
    both = len(one & other)
    return both / (len(one) + len(other) - both)


def _the_rest(graph: Ties, *, inside: bool, most: int) -> dict[Key, Key]:
    """All nodes of a kind but those with most ties."""
    neighbours = graph.neighbours()
    side = [key for key, node in graph.nodes.items() if node.on_rim != inside]
    kinds = {graph.nodes[key].kind for key in side}
    ranked = sorted(side, key=lambda key: (-len(neighbours[key]), key))
    first: dict[str, Key] = {}
    return {key: first.setdefault(graph.nodes[key].kind, key) for key in ranked[max(most - len(kinds), 0) :]}


def _bundled(graph: Ties, into: Mapping[Key, Key]) -> Ties:
    merged = Ties(undrawn=graph.undrawn)
    for key, node in graph.nodes.items():
        target = into.get(key, key)
        if target in merged.nodes:
            known = merged.nodes[target]
            known.ids += node.ids
            known.accused += node.accused
            known.role = known.role if known.role == node.role else ""
        else:
            merged.nodes[target] = Node(node.kind, list(node.ids), node.role, node.accused, node.on_rim)
    moved = ((into.get(tie.left, tie.left), into.get(tie.right, tie.right), tie) for tie in graph.ties)
    merged.ties = _summed(
        (min(left, right), max(left, right), tie.shared, tie.bits, tie.links) for left, right, tie in moved if left != right
    )
    return merged
