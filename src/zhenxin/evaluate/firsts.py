"""When each entity of a data set first appears: its first event in the tables that hold it."""

from collections.abc import Mapping
from datetime import datetime

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from zhenxin import events
from zhenxin.engine import Engine, open_engine
from zhenxin.evaluate.field import Field
from zhenxin.settings import Settings

Moments = npt.NDArray[np.datetime64]
NEVER = np.datetime64("NaT", "us")

_SEEN: Mapping[str, tuple[tuple[str, str, str], ...]] = {
    "order": (("orders", "order_id", "occurred_at"),),
    "review": (("reviews", "review_id", "occurred_at"),),
    "claim": (("claims", "claim_id", "occurred_at"),),
    "message": (("messages", "message_id", "occurred_at"),),
    "account": tuple((table, "account_id", "occurred_at") for table in ("logins", "orders", "reviews", "visits", "claims")),
    "merchant": tuple((table, "merchant_id", "occurred_at") for table in ("orders", "reviews", "visits")),
    "product": tuple((table, "product_id", "occurred_at") for table in ("orders", "reviews", "visits")),
    "device": tuple((table, "device_id", "occurred_at") for table in ("logins", "orders")),
    "sender": (("parcels", "sender_hash", "shipped_at"),),
    "payee": (("payments", "payee_id", "occurred_at"),),
    "instrument": (("payments", "instrument_hash", "occurred_at"),),
    "address": (("orders", "address_hash", "occurred_at"),),
    "staff": (("staff_actions", "staff_id", "occurred_at"),),
    "room": (("visits", "room_id", "occurred_at"),),
    "group": (("messages", "group_id", "occurred_at"),),
    "page": (("pages", "url", "occurred_at"),),
    "site": (("pages", "site", "occurred_at"),),
}
_NOTHING = (
    """select cast(null as varchar) as entity_kind, cast(null as varchar) as entity_id, cast(null as timestamp) as seen_at where false"""
)
_NUMBERS = (
    """select f.value as entity_id, p.occurred_at as seen_at from page_facts f join pages p on f.url = p.url where f.fact = 'number'"""
)


class Firsts:
    """The first event of every entity of a data set, kept in an engine of its own until it is closed."""

    def __init__(self, dataset: events.Dataset, settings: Settings) -> None:
        self._engine: Engine = open_engine(settings)
        for name, table in dataset.tables.items():
            self._engine.read(name, table.files)
        parts = [part for kind in (*_SEEN, "number") for part in _parts(kind, dataset)]
        seen = " union all ".join(parts) or _NOTHING
        self._engine.materialize(
            "firsts",
            f"""select entity_kind, entity_id, min(seen_at) as first_at from ({seen}) as seen where entity_id is not null and seen_at is not null
            group by entity_kind, entity_id""",
            step="first events",
        )

    def along(self, field: Field) -> Moments:
        """The moments along `field`; NaT where the data tell none."""
        kinds = pa.array(field.kinds, pa.string()).take(pa.array(field.kind))
        self._engine.put("asked", pa.table({"entity_kind": kinds, "entity_id": field.ids, "place": pa.array(np.arange(len(field.kind)))}))
        found = self._engine.rows(
            "select a.place, f.first_at from asked a join firsts f on a.entity_kind = f.entity_kind and a.entity_id = f.entity_id",
            step="first events asked for",
        )
        moments = np.full(len(field.kind), NEVER)
        moments[found.column("place").to_numpy()] = found.column("first_at").cast(pa.timestamp("us")).to_numpy().astype("datetime64[us]")
        return moments

    def before(self, moment: datetime) -> dict[str, int]:
        """How many entities of each kind first appear before a moment."""
        rows = self._engine.rows(
            "select entity_kind, count(*) as n from firsts where first_at < :moment group by entity_kind order by entity_kind",
            {"moment": moment},
            step="entities before a moment",
        )
        return {row["entity_kind"]: row["n"] for row in rows.to_pylist()}

    def close(self) -> None:
        """Give back what the engine holds."""
        self._engine.close()


def _parts(kind: str, dataset: events.Dataset) -> list[str]:
    """SELECT of every sighting of a kind, a table each."""
    tables = dataset.tables
    if kind == "number" and {"pages", "page_facts"} <= set(tables):
        facts = _NUMBERS.replace("page_facts f", f"({tables['page_facts'].select}) as f").replace(
            "pages p", f"({tables['pages'].select}) as p"
        )
        return [f"select '{kind}' as entity_kind, entity_id, seen_at from ({facts}) as numbers"]
    return [
        f"select '{kind}' as entity_kind, {column} as entity_id, min({when}) as seen_at from ({tables[table].select}) as {table} group by {column}"
        for table, column, when in _SEEN.get(kind, ())
        if table in tables and column in tables[table].filled
    ]
