"""The field of an evaluation: every entity of the key and of the scores as numbers in arrays, and what is resampled together."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from zhenxin.evaluate.read import Key, Run

Whole = npt.NDArray[np.int64]
Real = npt.NDArray[np.float64]
Yes = npt.NDArray[np.bool_]
_BETWEEN = "\x1f"
_MAIN = ("order", "review", "account", "merchant")


@dataclass(frozen=True)
class Units:
    """What is drawn as one: true rings, false entities without a ring, found rings with the innocents in them, other innocents; each kind apart."""

    true_rings: tuple[str, ...]
    false_singles: int
    found_rings: tuple[str, ...]
    singles: int

    @property
    def strata(self) -> tuple[int, int, int, int]:
        """How many of each there are, in the order in which they are numbered."""
        return len(self.true_rings), self.false_singles, len(self.found_rings), self.singles

    @property
    def first_found(self) -> int:
        """The number of the first found ring."""
        return len(self.true_rings) + self.false_singles

    def draw(self, dice: np.random.Generator) -> Real:
        """How often each unit is in one resample: as many of each stratum as there are, with replacement."""
        return np.concatenate([np.bincount(dice.integers(0, size, size), minlength=size) if size else np.zeros(0) for size in self.strata])


@dataclass(frozen=True, kw_only=True)
class Rows:
    """Rows of the key: the entity, its code (`behaviour` or lookalike), its skill, and the unit the row is drawn with."""

    entity: Whole
    code: Whole
    codes: tuple[str, ...]
    skill: Whole
    skills: tuple[str, ...]
    unit: Whole


@dataclass(frozen=True, kw_only=True)
class Field:
    """Entities sorted by kind and id; all arrays run along them, those of `false_rows` and `hard_rows` along the key."""

    kinds: tuple[str, ...]
    kind: Whole
    ids: pa.Array
    said: Real
    """The probability, 0 where there is no score."""
    scored: Yes
    false: Yes
    unit: Whole
    units: Units
    false_rows: Rows
    hard_rows: Rows
    """Rows of those who are false too are left out."""
    judged: Yes
    """Whether the key judges the entity's kind: some of it is false, or nothing in the key is and all are innocent."""

    def places(self, table: pa.Table) -> Whole:
        """Where the entities of `table` stand in the field; -1 for one that is not in it."""
        kinds = pa.array(self.kinds, pa.string()).take(pa.array(self.kind))
        own = pc.binary_join_element_wise(kinds, self.ids, _BETWEEN)
        place: Whole = pc.fill_null(pc.index_in(_named(table), own), -1).to_numpy().astype(np.int64)
        return place

    def ordered_kinds(self, accused: Yes) -> list[int]:
        """Judged kinds with something false or somebody accused, the main ones first."""
        found = [number for number in range(len(self.kinds)) if ((self.kind == number) & self.judged & (self.false | accused)).any()]
        return sorted(found, key=lambda number: (_MAIN.index(kind) if (kind := self.kinds[number]) in _MAIN else len(_MAIN), kind))


def lay_out(key: Key, run: Run) -> Field:
    """Bring the key and the scores of a run together."""
    parts = (run.scores, key.false, key.hard)
    names = pa.concat_arrays([_named(part) for part in parts]).dictionary_encode()
    order = pc.sort_indices(names.dictionary)
    place = np.empty(len(order), dtype=np.int64)
    place[order.to_numpy()] = np.arange(len(order))
    entity = place[names.indices.to_numpy()]
    at, false_at, hard_at = np.split(entity, np.cumsum([part.num_rows for part in parts])[:-1])
    split = pc.split_pattern(names.dictionary.take(order), _BETWEEN, max_splits=1)
    kinds = pc.list_element(split, 0).dictionary_encode() if len(order) else pa.array([], pa.string()).dictionary_encode()
    ids = pc.list_element(split, 1) if len(order) else pa.array([], pa.string())

    said, false, scored = np.zeros(len(order)), np.zeros(len(order), dtype=np.bool_), np.zeros(len(order), dtype=np.bool_)
    said[at] = run.scores.column("probability").to_numpy()
    scored[at] = True
    false[false_at] = True
    units, unit, rows_of_ring = _units(key, run, at, false_at, false)
    kind = kinds.indices.to_numpy().astype(np.int64)
    judged = np.isin(kind, kind[false]) if false.any() else np.ones(len(order), dtype=np.bool_)
    spared = ~false[hard_at]
    return Field(
        kinds=tuple(kinds.dictionary.to_pylist()), kind=kind, ids=ids, said=said, scored=scored, false=false, unit=unit, units=units, judged=judged,
        false_rows=_rows(key.false, false_at, np.where(rows_of_ring >= 0, rows_of_ring, unit[false_at])),
        hard_rows=_rows(key.hard.filter(pa.array(spared)), hard_at[spared], unit[hard_at[spared]]),
    )  # fmt: skip


def _named(table: pa.Table) -> pa.Array:
    """Kind and id as one text; an entity is both."""
    named = pc.binary_join_element_wise(table.column("entity_kind"), table.column("entity_id"), _BETWEEN)
    return named.combine_chunks() if isinstance(named, pa.ChunkedArray) else named


def _rows(table: pa.Table, entity: Whole, unit: Whole) -> Rows:
    code, codes = _coded(table.column("behaviour"))
    skill, skills = _coded(table.column("skill"))
    return Rows(entity=entity, code=code, codes=codes, skill=skill, skills=skills, unit=unit)


def _coded(column: pa.ChunkedArray) -> tuple[Whole, tuple[str, ...]]:
    """Numbers for words, in the order of the alphabet; the empty word and NULL are a word like others."""
    words = sorted(pc.unique(pc.fill_null(column, "")).to_pylist())
    return pc.index_in(pc.fill_null(column, ""), pa.array(words, pa.string())).to_numpy().astype(np.int64), tuple(words)


def _units(key: Key, run: Run, at: Whole, false_at: Whole, false: Yes) -> tuple[Units, Whole, Whole]:
    """The units, the one of each entity, and that of each false row of the key (-1 where its row names no ring)."""
    ring, true_rings = _coded(key.false.column("ring_id"))
    if true_rings[:1] == ("",):
        ring, true_rings = ring - 1, true_rings[1:]
    many = len(false)
    first = np.full(many, len(true_rings), dtype=np.int64)  # an entity of several rings is drawn with the first of them
    np.minimum.at(first, false_at[ring >= 0], ring[ring >= 0])
    found, found_rings = _found_units(run)
    placed = np.full(many, -1, dtype=np.int64)
    placed[at] = found
    alone_false, alone = false & (first == len(true_rings)), ~false & (placed < 0)
    units = Units(true_rings, int(alone_false.sum()), found_rings, int(alone.sum()))
    unit = np.where(false, first, placed + units.first_found)
    unit[alone_false] = len(true_rings) + np.arange(units.false_singles)
    unit[alone] = units.first_found + len(found_rings) + np.arange(units.singles)
    return units, unit, ring


def _found_units(run: Run) -> tuple[Whole, tuple[str, ...]]:
    """The found ring of each score, -1 where it has none; every ring that the run stands by is one, whoever is in it."""
    column = pc.fill_null(run.scores.column("ring_id"), "")
    names = sorted({*pc.unique(column).to_pylist(), *run.rings} - {""})
    place = pc.fill_null(pc.index_in(column, pa.array(names, pa.string())), -1)
    return place.to_numpy().astype(np.int64), tuple(names)
