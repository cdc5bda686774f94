"""What a run found: the result tables of OUT, asked for a few rows at a time."""

import difflib
from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from zhenxin.errors import InputError, UsageError
from zhenxin.report.markup import shown
from zhenxin.report.records import (
    ACCUSED,
    Explanation,
    Link,
    Member,
    Part,
    Query,
    Ring,
    Score,
    SignalValue,
    records,
    waterfall,
)
from zhenxin.report.run_facts import Run, read_run

Entity = tuple[str, str]

_RUN_FIRST = "run `zhenxin run DATA -o OUT` first"
_RUN_AGAIN = "run `zhenxin run DATA -o OUT` again"
_WITHOUT_THESE_NOTHING = ("scores", "rings")  # an absent one would read as nothing found against anybody
_ID_TABLES = ("scores", "signal_values", "ring_members")
_EVERYONE = {"product": ("clean_products", "product_id"), "merchant": ("clean_merchants", "merchant_id")}


@dataclass(frozen=True)
class KindCount:
    """How many entities of a kind have evidence, how many are accused, and how many of those are expected to be innocent."""

    kind: str
    scored: int
    accused: int
    innocent: float


@dataclass(frozen=True)
class Findings:
    """A result folder. Tables are read when first asked for; an absent table or column reads as empty."""

    out: Path
    run: Run

    @classmethod
    def load(cls, out: Path) -> "Findings":
        """The findings in folder `out`.

        Raises UsageError where `out` is not a result folder, InputError where a file in it cannot be read.
        """
        if out.is_file():
            raise UsageError(f"`{out.name}` is a file, not a folder of results", place=str(out), hint=_RUN_FIRST)
        if not out.is_dir():
            raise UsageError(f"there is no folder `{out.name}`", place=str(out), hint=_RUN_FIRST)
        if not (out / "run.json").is_file():
            raise UsageError(f"`{out.name}` is not a folder of results: it has no run.json", place=str(out), hint=_RUN_FIRST)
        for name in _WITHOUT_THESE_NOTHING:
            if not (out / f"{name}.parquet").exists():
                raise UsageError(f"`{out.name}` is half a folder of results: it has no {name}.parquet", place=str(out), hint=_RUN_AGAIN)
        return cls(out, read_run(out / "run.json"))

    @cached_property
    def _tables(self) -> dict[str, pa.Table]:
        return {}

    def table(self, name: str) -> pa.Table:
        """One result table, whole; no rows and no columns where the file is absent."""
        if name not in self._tables:
            path = self.out / f"{name}.parquet"
            try:
                self._tables[name] = _naive(pq.read_table(path)) if path.is_file() else pa.table({})
            except (pa.ArrowException, OSError) as error:
                problem = f"`{name}.parquet` cannot be read"
                raise InputError(problem, place=f"{path}: {str(error).splitlines()[0]}", hint=_RUN_AGAIN) from None
        return self._tables[name]

    def _where(self, name: str, **wanted: str | Collection[str]) -> list[dict[str, Any]]:
        table = self.table(name)
        for column, value in wanted.items():
            if column not in table.column_names:
                return []
            values = [value] if isinstance(value, str) else sorted(value)
            table = table.filter(pc.is_in(table[column], pa.array(values, table[column].type)))
        return table.to_pylist()  # type: ignore[no-any-return]

    @cached_property
    def rings(self) -> list[Ring]:
        """All rings, the worst first."""
        return sorted(records(Ring, self.table("rings").to_pylist()), key=lambda ring: ring.order)

    def ring(self, ring_id: str) -> Ring:
        """One ring. Raises UsageError with the nearest ids where there is none of that id."""
        for ring in self.rings:
            if ring.ring_id == ring_id:
                return ring
        raise self.unknown("ring", ring_id)

    def members(self, ring_id: str) -> list[Member]:
        """A ring's members, those with most links first."""
        found = records(Member, self._where("ring_members", ring_id=ring_id))
        return sorted(found, key=lambda member: (member.entity_kind, -member.links, member.entity_id))

    def memberships(self, kind: str, entity_id: str) -> list[Member]:
        """The rings an entity is a member of."""
        found = records(Member, self._where("ring_members", entity_kind=kind, entity_id=entity_id))
        return sorted(found, key=lambda member: member.ring_id)

    def links(self, ring_id: str) -> list[Link]:
        """A ring's links, the strongest first."""
        found = records(Link, self._where("ring_links", ring_id=ring_id))
        return sorted(found, key=lambda link: (-link.bits, link.ends, link.shared))

    def links_of(self, kind: str, entity_id: str) -> list[Link]:
        """Links with the entity at either end, turned so that it stands on the left; the strongest first."""
        left = records(Link, self._where("ring_links", left_kind=kind, left_id=entity_id))
        right = records(Link, self._where("ring_links", right_kind=kind, right_id=entity_id))
        turned = [
            Link(
                ring_id=link.ring_id,
                left_kind=link.right_kind,
                left_id=link.right_id,
                right_kind=link.left_kind,
                right_id=link.left_id,
                shared=link.shared,
                bits=link.bits,
            )
            for link in right
        ]
        return sorted({*left, *turned}, key=lambda link: (-link.bits, link.shared, link.right_kind, link.right_id, link.ring_id))

    @cached_property
    def kinds(self) -> list[KindCount]:
        """Every kind with scored entities, most accused first; rings count by their own probability."""
        chances: dict[str, list[float]] = {}
        scores = self.table("scores")
        if {"entity_kind", "probability"} <= set(scores.column_names):
            for kind, chance in zip(scores["entity_kind"].to_pylist(), scores["probability"].to_pylist(), strict=True):
                chances.setdefault(kind, []).append(chance or 0.0)
        if self.rings:
            chances["ring"] = [ring.probability for ring in self.rings]
        counts = [_counted(kind, found) for kind, found in chances.items()]
        return sorted(counts, key=lambda count: (-count.accused, -count.scored, count.kind))

    def kind(self, kind: str) -> KindCount:
        """The counts of one kind; zeros where nothing of it was scored."""
        return next((count for count in self.kinds if count.kind == kind), KindCount(kind, 0, 0, 0.0))

    def worst(self, kind: str, limit: int | None = None, *, accused: bool = False) -> list[Score]:
        """The scored entities of a kind, the worst first; only those with probability >= 0.5 where `accused`."""
        table = self.table("scores")
        if not {"entity_kind", "entity_id", "bits", "probability"} <= set(table.column_names):
            return []
        table = table.filter(pc.equal(table["entity_kind"], kind))
        if accused:
            table = table.filter(pc.greater_equal(table["probability"], ACCUSED))
        table = table.sort_by([("bits", "descending"), ("probability", "descending"), ("entity_id", "ascending")])
        return records(Score, (table if limit is None else table.slice(0, limit)).to_pylist())

    def score(self, kind: str, entity_id: str) -> Score | None:
        """An entity's score; None means nothing against it."""
        return next(iter(records(Score, self._where("scores", entity_kind=kind, entity_id=entity_id))), None)

    def scores(self, kind: str, ids: Collection[str]) -> list[Score]:
        """The scores of some entities of one kind; those without one have nothing against them."""
        return records(Score, self._where("scores", entity_kind=kind, entity_id=ids))

    def deeds(self, ring_id: str) -> dict[str, set[str]]:
        """The ids of a ring's orders and reviews, by kind: its members of these kinds, and those whose score names the ring."""
        found: dict[str, set[str]] = {}
        for table in ("ring_members", "scores"):
            for row in self._where(table, ring_id=ring_id, entity_kind=("order", "review")):
                found.setdefault(row["entity_kind"], set()).add(row["entity_id"])
        return found

    def standing(self, *standings: str) -> list[Score]:
        """The entities of a standing, by kind and id."""
        found = records(Score, self._where("scores", standing=standings))
        return sorted(found, key=lambda score: (score.entity_kind, score.entity_id))

    def parts(self, kind: str, ids: Collection[str]) -> dict[str, list[Part]]:
        """The parts of the scores of some entities of one kind, by id, in the order of a waterfall."""
        found: dict[str, list[Part]] = {}
        for part in records(Part, self._where("score_parts", entity_kind=kind, entity_id=ids)):
            found.setdefault(part.entity_id, []).append(part)
        return {entity_id: waterfall(parts) for entity_id, parts in sorted(found.items())}

    def explanations(self, kind: str, entity_id: str) -> list[Explanation]:
        """The innocent explanations tried for an entity, the best fitting first, those that could not be tried last."""
        found = records(Explanation, self._where("explanations", entity_kind=kind, entity_id=entity_id))
        return sorted(found, key=lambda tried: (-1.0 if tried.fits is None else -tried.fits - 2.0, tried.lookalike))

    def values(self, kind: str, ids: Collection[str]) -> list[SignalValue]:
        """The signal values of some entities of one kind, in the order of time."""
        found = records(SignalValue, self._where("signal_values", entity_kind=kind, entity_id=ids))
        return sorted(found, key=lambda value: (str(value.from_at or value.to_at or "9"), value.signal, value.entity_id))

    def figures(self, kind: str, entity_id: str) -> dict[str, Any] | None:
        """The clean figures of a product or merchant: the row of the table of DESIGN §5; None where it sold nothing or is of another kind."""
        table, column = _EVERYONE.get(kind, ("", ""))
        return next(iter(self._where(table, **{column: entity_id})), None) if table else None

    def most_moved(self, kind: str, limit: int) -> list[dict[str, Any]]:
        """The clean figures of the products or merchants whose sales (or orders, where nothing has a price) shrink most, the most first."""
        table = self.table(_EVERYONE[kind][0])
        if not table.num_rows or not {"sales", "clean_sales", "clean_rating_low", "clean_rank"} <= set(table.column_names):
            return []
        name = "sales" if table["sales"].null_count < table.num_rows else "orders"
        lost = pc.subtract(table[name].cast(pa.float64()), table[f"clean_{name}"])
        order = pc.select_k_unstable(
            pa.table({"lost": pc.fill_null(lost, 0.0), "id": table[_EVERYONE[kind][1]]}),
            limit,
            [("lost", "descending"), ("id", "ascending")],
        )
        return [row for row in table.take(order).to_pylist() if (row[name] or 0) - (row[f"clean_{name}"] or 0) > 0.5]

    def credit(self, merchant_id: str) -> tuple[dict[str, Any] | None, list[dict[str, Any]]]:
        """A merchant's credit, and its ledger, the oldest change first."""
        return next(iter(self._where("credit", merchant_id=merchant_id)), None), self._where("credit_ledger", merchant_id=merchant_id)

    def worst_credit(self, limit: int) -> list[dict[str, Any]]:
        """The merchants of least credit, the least first; none that has all its points."""
        table = self.table("credit")
        if not table.num_rows:
            return []
        order = pc.select_k_unstable(table, limit, [("credit", "ascending"), ("merchant_id", "ascending")])
        return [row for row in table.take(order).to_pylist() if row["credit"] < 1000]

    def damage(self, head: str, limit: int) -> list[dict[str, Any]]:
        """The largest rows of one head of damage."""
        return sorted(self._where("damage", head=head), key=lambda row: (-row["base"], row["merchant_id"], row["ring_id"]))[:limit]

    def queries(self, ids: Iterable[str]) -> list[Query]:
        """The queries of those ids, by id."""
        return sorted(records(Query, self._where("queries", query_id=set(ids))), key=lambda query: query.query_id)

    def ids(self, kind: str) -> set[str]:
        """Every id of a kind that any result table names."""
        if kind == "ring":
            return {ring.ring_id for ring in self.rings}
        named = {row["entity_id"] for table in _ID_TABLES for row in self._where(table, entity_kind=kind)}
        table, column = _EVERYONE.get(kind, ("", ""))
        if table and column in self.table(table).column_names:
            named |= set(self.table(table)[column].to_pylist())
        return named - {None}

    def unknown(self, kind: str, entity_id: str) -> UsageError:
        """The error for an id that no result table names, with the nearest ids that one does."""
        ids = self.ids(kind)
        near = ", ".join(f"`{shown(one)}`" for one in _nearest(entity_id, ids))
        spelt = "" if kind == "ring" else "if the id is spelt right, nothing speaks against it; "
        return UsageError(
            f"this run has no finding on {kind} `{shown(_cut(entity_id))}`",
            place=str(self.out),
            hint=(f"the nearest: {near}; " if near else "") + f"{spelt}`zhenxin top {self.out} {kind}` lists the findings",
        )


def _counted(kind: str, chances: list[float]) -> KindCount:
    accused = [chance for chance in chances if chance >= ACCUSED]
    return KindCount(kind, len(chances), len(accused), sum(1.0 - chance for chance in accused))


def _nearest(entity_id: str, ids: set[str], most: int = 3) -> list[str]:
    # difflib is quadratic in an id's length: where there are many ids, only those that share letters with the one asked for are compared.
    letters = Counter(entity_id)

    def unlike(one: str) -> tuple[int, str]:
        return abs(len(one) - len(entity_id)) - (Counter(one) & letters).total(), one

    ranked = sorted(ids, key=unlike)
    return difflib.get_close_matches(entity_id, ranked[:500], n=most, cutoff=0.0)


def _cut(entity_id: str, most: int = 80) -> str:
    return entity_id if len(entity_id) <= most else f"{entity_id[:most]}… ({len(entity_id):,} letters)"


def _naive(table: pa.Table) -> pa.Table:
    for place, field in enumerate(table.schema):
        if pa.types.is_timestamp(field.type):
            table = table.set_column(place, field.name, table[field.name].cast(pa.timestamp("us")))
    return table
