"""How often each signal speaks of whom: signal × behaviour in both forms, signal × innocent lookalike, and signal × the honest."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from zhenxin.evaluate.read import HARD, Key
from zhenxin.events.codes import BEHAVIOURS
from zhenxin.signals import Signal

ALONE = frozenset({"hotline_spam", "malicious_refusal", "review_laundering", "data_scraping"})
"""Behaviours of which one kind of evidence can be seen; of all others two must be."""
NAIVE, SKILLED, LOUDEST, NULL = 0.5, 0.2, 0.002, 1 / 2000
"""The bars: shares of false entities at level 2 and up, of a lookalike's at level 3 where the signal says it is silent, of all at level 3 in a null world."""
BINS = 24

_IDS = {
    "account": ("accounts", "account_id"), "order": ("orders", "order_id"), "review": ("reviews", "review_id"),
    "merchant": ("merchants", "merchant_id"), "product": ("products", "product_id"), "staff": ("staff", "staff_id"),
    "device": ("sightings", "device_id"), "sender": ("parcels", "sender_hash"), "payee": ("payments", "payee_id"),
    "claim": ("claims", "claim_id"), "message": ("messages", "message_id"), "group": ("messages", "group_id"),
    "room": ("visits", "room_id"), "instrument": ("payments", "instrument_hash"), "address": ("orders", "address_hash"),
    "network": ("sightings", "net_hash"), "page": ("pages", "url"), "site": ("pages", "site"), "number": ("page_facts", "value"),
}  # fmt: skip
"""Where the event tables name every entity of a kind; a `ring` has no place there."""
_SOME = {"number": " where fact = 'number'"}


def everybody(kind: str) -> tuple[str, str]:
    """The table that names all entities of `kind`, and SQL that gives `n`, how many it names; no table and 0 of a kind that none names."""
    if kind not in _IDS:
        return "", "select 0 as n"
    table, column = _IDS[kind]
    return table, f"select count(distinct {column}) as n from {table}{_SOME.get(kind, '')}"


@dataclass(frozen=True, kw_only=True)
class Heard:
    """Of `of` entities, how many a signal speaks of at level 1, 2 and 3 or more."""

    of: int
    levels: tuple[int, int, int]

    def share(self, level: int) -> float:
        """The share at `level` and up; 0 of nobody."""
        return self.levels[level - 1] / self.of if self.of else 0.0


@dataclass(frozen=True, kw_only=True)
class Spoken:
    """Whom one signal spoke of. `codes` has a behaviour and its skill, or `hard:<code>` and nothing, in the kind of entity of the signal."""

    signal: str
    entity: str
    evidence: str
    speaks_for: tuple[str, ...]
    silent_on: tuple[str, ...]
    everybody: Heard
    honest: Heard
    codes: Mapping[tuple[str, str], Heard]
    edges: tuple[float, ...]
    """Edges of the bins of values, evenly spaced on a logarithmic scale from the least value to the largest."""
    false_values: tuple[int, ...]
    honest_values: tuple[int, ...]


def spoken(signal: Signal, rows: pa.Table, key: Key, population: int) -> Spoken:
    """Whom `rows` (entity_id, value, level) of `signal` speak of, by the answer `key`; `population`: entities of its kind."""
    levels = dict(zip(rows["entity_id"].to_pylist(), rows["level"].to_pylist(), strict=True))
    own = key.false.filter(pc.equal(key.false["entity_kind"], signal.entity)).to_pylist()
    false, aimed = ({row["entity_id"] for row in own if everyone or row["behaviour"] in signal.speaks_for} for everyone in (True, False))
    members: dict[tuple[str, str], set[str]] = {}
    for row in own:
        members.setdefault((row["behaviour"], row["skill"]), set()).add(row["entity_id"])
    for row in key.hard.filter(pc.equal(key.hard["entity_kind"], signal.entity)).to_pylist():
        if row["entity_id"] not in false:  # who is false too is no innocent
            members.setdefault((f"{HARD}{row['behaviour']}", ""), set()).add(row["entity_id"])
    is_false, is_aimed = (np.array([one in group for one in levels], dtype=np.bool_) for group in (false, aimed))
    values, level = rows["value"].to_numpy(), np.array(list(levels.values()), dtype=np.int64)
    edges = _edges(values)
    return Spoken(
        signal=signal.name, entity=signal.entity, evidence=signal.evidence, speaks_for=signal.speaks_for,
        silent_on=signal.silent_on,
        everybody=_heard(level, population), honest=_heard(level[~is_false], population - len(false)),
        codes={
            code: _heard(np.array([levels.get(one, 0) for one in ids], dtype=np.int64), len(ids)) for code, ids in sorted(members.items())
        },
        edges=tuple(edges.tolist()), false_values=_counted(values[is_aimed], edges), honest_values=_counted(values[~is_false], edges),
    )  # fmt: skip


def misses(found: Iterable[Spoken], *, null: Iterable[Spoken] = ()) -> Iterator[str]:
    """Every bar that is missed: behaviours not heard, lookalikes accused, a null world not silent."""
    heard = list(found)
    for behaviour in BEHAVIOURS if heard else ():
        for skill, bar, wanted in (("naive", NAIVE, 1 if behaviour in ALONE else 2), ("skilled", SKILLED, 1)):
            shares = sorted(
                ((one.codes[behaviour, skill].share(2), one.evidence, one.signal) for one in heard if (behaviour, skill) in one.codes),
                reverse=True,
            )
            kinds = {evidence for share, evidence, _ in shares if share >= bar}
            if len(kinds) < wanted:
                best = ", ".join(f"{name} {share:.2f}" for share, _, name in shares[:3])
                yield f"{behaviour} {skill}: {len(kinds)} of {wanted} kinds of evidence at level 2 on {bar:.0%}; best: {best or 'nothing'}"
    for one in heard:
        for code in one.silent_on:
            spoken_of = one.codes.get((f"{HARD}{code}", ""))
            if spoken_of and spoken_of.share(3) > LOUDEST:
                yield f"{one.signal} is strong on {spoken_of.levels[2]} of {spoken_of.of} of {code}, on which it should be silent"
    for one in null:
        if one.everybody.share(3) > NULL:
            yield f"{one.signal} is strong on {one.everybody.levels[2]} of {one.everybody.of} where nothing is false"


def _heard(level: npt.NDArray[np.int64], of: int) -> Heard:
    return Heard(of=of, levels=(int((level >= 1).sum()), int((level >= 2).sum()), int((level >= 3).sum())))


def _edges(values: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    if not len(values):
        return np.zeros(0)
    least = max(float(values.min()), 1e-9)
    return np.geomspace(least, max(float(values.max()), least * 1.01) * (1 + 1e-9), BINS + 1)


def _counted(values: npt.NDArray[np.float64], edges: npt.NDArray[np.float64]) -> tuple[int, ...]:
    return tuple(np.histogram(np.maximum(values, edges[0]), edges)[0].tolist()) if len(edges) else ()
