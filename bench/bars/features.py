"""What the oracle sees of an entity: the same signals and links that the flow has, of itself and of all that it hangs together with."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb
import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from bars.measure import place
from zhenxin import signals
from zhenxin.evaluate.read import read_key

Real = npt.NDArray[np.float32]
KINDS = ("order", "review", "account", "merchant")
_SILENT = -1.0
"""The value of a signal that says nothing: below all that it may say. A column of NaN alone is more than the model takes."""
_RELATED = {
    "order": """select o.order_id as self, any_value(o.account_id) as account, any_value(o.merchant_id) as merchant,
        any_value(o.product_id) as product, any_value(o.device_id) as device, min(p.sender_hash) as sender, min(r.review_id) as review
        from orders o left join parcels p on p.order_id = o.order_id left join reviews r on r.order_id = o.order_id
        group by o.order_id order by o.order_id""",
    "review": """select r.review_id as self, r.account_id as account, coalesce(r.merchant_id, p.merchant_id) as merchant, r.product_id as product,
        r.order_id as "order" from reviews r left join products p on p.product_id = r.product_id order by r.review_id""",
    "account": "select account_id as self from accounts order by account_id",
    "merchant": "select merchant_id as self from merchants order by merchant_id",
}
"""The entities of each kind, and what each hangs together with."""
_BELOW = {"account": ("order", "review"), "merchant": ("order", "review", "product")}
"""Kinds of which an account or a shop has many: of each signal the highest level, and the mean one. Its orders and reviews see the same of both."""
_OWNERS = "select {kind}_id as id, {owner}_id as owner from {kind}s where {owner}_id is not null order by id"
_RINGED = """select m.entity_kind, m.entity_id, max(r.probability) as probability, max(m.links) as links, max(m.share) as share,
    max(r.accounts) as size, max(r.density) as density from members m join rings r using (ring_id) group by 1, 2"""
_BOTH = """select a.entity_id as account, s.entity_id as merchant, max(r.probability) as probability from members a join members s using (ring_id)
    join rings r using (ring_id) where a.entity_kind = 'account' and s.entity_kind = 'merchant' group by 1, 2"""


@dataclass(frozen=True)
class Features:
    """Rows of one kind of entity of one world: what is seen, whether it is false, and which rows are skilled in which behaviour."""

    x: Real
    y: npt.NDArray[np.bool_]
    skilled: Mapping[str, npt.NDArray[np.int64]]

    def write(self, path: Path) -> None:
        """Keep it as a file."""
        with path.open("wb") as stream:
            kept: dict[str, Any] = {"x": self.x, "y": self.y} | {f"skilled {code}": rows for code, rows in self.skilled.items()}
            np.savez_compressed(stream, **kept)

    @classmethod
    def read(cls, path: Path) -> "Features":
        """What was kept."""
        with np.load(path) as kept:
            skilled = {name.removeprefix("skilled "): kept[name] for name in kept.files if name.startswith("skilled ")}
            return cls(kept["x"], kept["y"], skilled)


class Seen:
    """One world and one run over it, as the oracle sees them."""

    def __init__(self, world: Path, out: Path) -> None:
        self._db = duckdb.connect(config={"threads": 2, "memory_limit": "4GB"})
        for name in ("orders", "parcels", "reviews", "products", "accounts", "merchants"):
            path = place(world, name)
            self._db.execute(f"create view {name} as from '{path}{'/*.parquet' if path.is_dir() else ''}'")
        for name, file in (("members", "ring_members"), ("rings", "rings")):
            self._db.execute(f"create view {name} as from '{out / file}.parquet'")
        self._key = read_key(world)
        values = pq.read_table(out / "signal_values.parquet", columns=["entity_kind", "entity_id", "signal", "value", "level"])
        self._said = {kind: _Said(kind, values) for kind in ("order", "review", "account", "merchant", "product", "device", "sender")}
        ringed = self._table(_RINGED)
        self._ringed = {kind: ringed.filter(pc.equal(ringed["entity_kind"], kind)) for kind in self._said}
        self._both = self._table(_BOTH)

    def of(self, kind: str) -> Features:
        """All entities of one kind, in the order of their ids."""
        entities = self._table(_RELATED[kind])
        ids = entities["self"]
        blocks = [self._said[kind].levels(ids), self._said[kind].values(ids), self._in_rings(kind, ids)]
        for other in entities.column_names[1:]:
            blocks += [
                self._said[other].levels(entities[other]),
                self._in_rings(other, entities[other]),
                *self._company(other, entities[other]),
            ]
        if {"account", "merchant"} <= set(entities.column_names):
            blocks.append(self._in_one_ring(entities))
        blocks += [self._of_many(kind, other, ids) for other in _BELOW.get(kind, ())]
        own = self._key.false.filter(pc.equal(self._key.false["entity_kind"], kind))
        y = pc.is_in(ids, own["entity_id"].combine_chunks()).to_numpy(zero_copy_only=False)
        skilled = own.filter(pc.equal(own["skill"], "skilled"))
        rows = pc.fill_null(pc.index_in(skilled["entity_id"], ids.combine_chunks()), -1).to_numpy().astype(np.int64)
        codes = np.array(skilled["behaviour"].to_pylist(), dtype=object)
        return Features(
            np.hstack(blocks), y, {code: np.unique(rows[(codes == code) & (rows >= 0)]) for code in sorted(set(codes.tolist()))}
        )

    def _table(self, sql: str) -> pa.Table:
        return self._db.sql(sql).to_arrow_table()

    def _in_rings(self, kind: str, ids: pa.ChunkedArray) -> Real:
        rows = self._ringed[kind]
        held = np.stack([rows[name].to_numpy().astype(np.float32) for name in rows.column_names[2:]], axis=1)
        return _looked_up(ids, rows["entity_id"].combine_chunks(), held)

    def _in_one_ring(self, entities: pa.Table) -> Real:
        """The surest ring that holds both the account and the shop."""
        pairs = pc.binary_join_element_wise(self._both["account"], self._both["merchant"], "\x1f")
        asked = pc.binary_join_element_wise(entities["account"], entities["merchant"], "\x1f")
        held = self._both["probability"].to_numpy().astype(np.float32)[:, None]
        return _looked_up(asked, pairs.combine_chunks(), held)

    def _company(self, owner: str, ids: pa.ChunkedArray) -> Iterator[Real]:
        """What is seen of all that the account or the shop of each entity does besides."""
        if owner in _BELOW:
            owners = pc.unique(ids.drop_null())
            for kind in _BELOW[owner]:
                yield _looked_up(ids, owners, self._of_many(owner, kind, owners))

    def _of_many(self, owner: str, kind: str, ids: pa.ChunkedArray) -> Real:
        """Of all entities of `kind` that an owner has: how many, and of each signal the highest level and the mean one."""
        many = self._table(_OWNERS.format(kind=kind, owner=owner))
        place = pc.fill_null(pc.index_in(many["owner"], _whole(ids)), -1).to_numpy().astype(np.int64)
        level = self._said[kind].levels(many["id"])[place >= 0]
        place = place[place >= 0]
        count = np.bincount(place, minlength=len(ids)).astype(np.float32)[:, None]
        highest, total = np.zeros((2, len(ids), level.shape[1]), dtype=np.float32)
        heard = level.any(axis=1)
        np.maximum.at(highest, place[heard], level[heard])
        np.add.at(total, place[heard], level[heard])
        return np.hstack([count, highest, total / np.maximum(count, 1)])


class _Said:
    """What the signals said of one kind of entity; silence is level 0 and a value of its own."""

    def __init__(self, kind: str, values: pa.Table) -> None:
        own = values.filter(pc.equal(values["entity_kind"], kind))
        names = sorted(signal.name for signal in signals.find() if signal.entity == kind)
        self._ids = pc.unique(own["entity_id"])
        row = pc.index_in(own["entity_id"], self._ids).to_numpy()
        column = pc.fill_null(pc.index_in(own["signal"], pa.array(names, pa.string())), -1).to_numpy()
        shape, known = (len(self._ids), len(names)), column >= 0
        self._level, self._value = np.zeros(shape, dtype=np.float32), np.full(shape, _SILENT, dtype=np.float32)
        self._level[row[known], column[known]] = own["level"].to_numpy()[known]
        self._value[row[known], column[known]] = own["value"].to_numpy()[known]

    def levels(self, ids: pa.ChunkedArray) -> Real:
        return _looked_up(ids, self._ids, self._level)

    def values(self, ids: pa.ChunkedArray) -> Real:
        return _looked_up(ids, self._ids, self._value, absent=_SILENT)


def _looked_up(ids: Any, known: pa.Array, held: Real, absent: float = 0.0) -> Real:
    """The row of `held` for each id; `absent` where it is not `known`, or NULL."""
    place = pc.fill_null(pc.index_in(ids, known), len(known)).to_numpy().astype(np.int64)
    found: Real = np.vstack([held, np.full((1, held.shape[1]), absent, dtype=np.float32)])[place]
    return found


def _whole(ids: Any) -> pa.Array:
    return ids.combine_chunks() if isinstance(ids, pa.ChunkedArray) else ids
