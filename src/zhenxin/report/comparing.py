"""Two runs compared: rings that are new, grown, shrunk, split, merged or gone; who crossed one half, and which part moved them; what else differs."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import pyarrow as pa
import pyarrow.compute as pc

from zhenxin import rings
from zhenxin.events.results import RESULTS
from zhenxin.report.findings import Findings
from zhenxin.report.markup import Both
from zhenxin.report.reasons import told
from zhenxin.report.records import ACCUSED, Part, Ring

CHANGES = ("new", "split", "merged", "grown", "shrunk", "gone")


@dataclass(frozen=True)
class RingChange:
    """What became of one ring: `change` is one of CHANGES; accounts that came and went; the former rings it has accounts of."""

    change: str
    ring: Ring
    came: int = 0
    went: int = 0
    of: tuple[str, ...] = ()


@dataclass(frozen=True)
class Crossing:
    """An entity that is accused in one of the runs only: its probabilities, and the part that moved it most, with by how many bits."""

    kind: str
    entity_id: str
    before: float
    after: float
    part: str
    bits: float
    told: Both


@dataclass(frozen=True)
class Comparison:
    """What differs between two runs."""

    unlike: tuple[Both, ...]
    rings: tuple[RingChange, ...]
    crossings: tuple[Crossing, ...]

    @property
    def is_same(self) -> bool:
        """Whether nothing that is told differs."""
        return not (self.unlike or self.rings or self.crossings)


def compare(before: Findings, after: Findings) -> Comparison:
    """What differs between the run of `before` and that of `after`. Raises InputError where a table cannot be read."""
    return Comparison(tuple(_unlike(before, after)), tuple(_rings(before, after)), tuple(_crossings(before, after)))


def _unlike(before: Findings, after: Findings) -> Iterable[Both]:
    """What the runs were not given alike: such differences may be behind all that follows."""
    one, other = before.run, after.run
    for label, label_zh, left, right in (
        ("data", "数据", one.data, other.data),
        ("as of", "截止时间", one.as_of, other.as_of),
        ("version", "版本", one.version, other.version),
        ("seed", "种子", one.seed, other.seed),
    ):
        if left != right:
            yield Both(f"{label}: {left} and {right}", f"{label_zh}：{left} 与 {right}")
    for here, there, where, where_zh in ((one, other, "first", "前"), (other, one, "second", "后")):
        only = sorted(set(here.signals_run) - set(there.signals_run))
        if only:
            yield Both(f"signals of the {where} run only: {', '.join(only)}", f"仅{where_zh}一次运行了的信号：{'、'.join(only)}")


def _accused_rings(findings: Findings) -> tuple[dict[str, Ring], pa.Table, pa.Table]:
    """The accused rings by id, with their rows of the ring tables in the shape of the contract."""
    accused = {ring.ring_id: ring for ring in findings.rings if ring.probability >= ACCUSED}
    chosen = []
    for name in ("rings", "ring_members"):
        table = RESULTS[name].shaped(findings.table(name))
        chosen.append(table.filter(pc.is_in(table["ring_id"], pa.array(sorted(accused), pa.string()))))
    return accused, chosen[0], chosen[1]


def _rings(before: Findings, after: Findings) -> list[RingChange]:
    then, former, former_members = _accused_rings(before)
    now, current, members = _accused_rings(after)
    succession = rings.follow(current, members, former, former_members)
    old = {ring_id: name if name in then else None for ring_id, name in succession.ids.items()}
    went_on = {name for name in old.values() if name}
    inside = [_accounts(one) for one in (former_members, members)]
    found: list[RingChange] = []
    merged: set[str] = set()
    for ring_id, ring in now.items():
        name = old[ring_id]
        parents = tuple(one for one in succession.parents[succession.ids[ring_id]] if one in then)
        came = inside[1][ring_id] - inside[0][name] if name else inside[1][ring_id]
        went = inside[0][name] - inside[1][ring_id] if name else set()
        lost = tuple(one for one in parents if one not in went_on)
        merged |= set(lost) if name else set()
        change = ("merged" if lost else "grown" if len(came) > len(went) else "shrunk") if name else "split" if parents else "new"
        if not name or came or went or lost:
            found.append(
                RingChange(change, ring, len(came), len(went), lost if change == "merged" else parents if change == "split" else ())
            )
    found += [RingChange("gone", ring, 0, ring.accounts) for name, ring in then.items() if name not in went_on | merged]
    return sorted(found, key=lambda one: (CHANGES.index(one.change), one.ring.order))


def _accounts(members: pa.Table) -> Mapping[str, set[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    for row in members.to_pylist():
        if row["entity_kind"] == "account" and row["role"] != "organiser":
            found[row["ring_id"]].add(row["entity_id"])
    return found


def _crossings(before: Findings, after: Findings) -> list[Crossing]:
    """Who is accused in one of the two runs only, those whose probability moved most first."""
    chances = [_chances(one) for one in (before, after)]
    moved = [
        key
        for key in sorted(set(chances[0]) | set(chances[1]))
        if (chances[0].get(key, 0.0) >= ACCUSED) != (chances[1].get(key, 0.0) >= ACCUSED)
    ]
    by_kind: dict[str, set[str]] = defaultdict(set)
    for kind, entity in moved:
        by_kind[kind].add(entity)
    parts = [{kind: one.parts(kind, ids) for kind, ids in by_kind.items()} for one in (before, after)]
    found = []
    for kind, entity in moved:
        part, bits, said = _mover(*(own[kind].get(entity, []) for own in parts))
        found.append(Crossing(kind, entity, chances[0].get((kind, entity), 0.0), chances[1].get((kind, entity), 0.0), part, bits, said))
    return sorted(found, key=lambda one: (one.after < one.before, -abs(one.after - one.before), one.kind, one.entity_id))


def _chances(findings: Findings) -> dict[tuple[str, str], float]:
    table = findings.table("scores")
    if not {"entity_kind", "entity_id", "probability"} <= set(table.column_names):
        return {}
    return {
        (row["entity_kind"], row["entity_id"]): row["probability"] or 0.0
        for row in table.select(["entity_kind", "entity_id", "probability"]).to_pylist()
    }


def _mover(before: Iterable[Part], after: Iterable[Part]) -> tuple[str, float, Both]:
    """The part whose bits changed most, by how many, and what it says where it weighs most."""
    left, right = ({part.part: part for part in parts} for parts in (before, after))
    changes = {name: (right[name].bits if name in right else 0.0) - (left[name].bits if name in left else 0.0) for name in {*left, *right}}
    changes.pop("prior", None) if len(changes) > 1 else None
    name = max(sorted(changes), key=lambda one: abs(changes[one]), default="")
    if not name:
        return "", 0.0, Both("", "")
    stands = [part for part in (right.get(name), left.get(name)) if part is not None]
    return name, changes[name], told(max(stands, key=lambda part: abs(part.bits)))
