"""The table `damage` over a world, without the rest of the flow: from scores that a run gave, or from the answer key (what a perfect eye would see)."""

import tempfile
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from zhenxin import events, figures, signals
from zhenxin.engine import open_engine
from zhenxin.events.codes import ATTACKS
from zhenxin.events.results import RESULTS
from zhenxin.settings import Settings

SURE = 0.98
"""How sure the perfect eye is."""


def reckon(folder: Path, scores: pa.Table) -> pa.Table:
    """The table `damage` of the world in `folder`, under `scores`."""
    settings = Settings(memory="1GB")
    with tempfile.TemporaryDirectory() as scratch:
        dataset = events.load(folder, settings, Path(scratch))
        engine = open_engine(settings)
        try:
            for name, table in dataset.tables.items():
                engine.read(name, table.files)
            signals.cut_tables(engine, figures.NEEDS, {name: table.select for name, table in dataset.tables.items()}, dataset.as_of)
            return figures.damage_done(engine, scores, figures.clean_figures(engine, scores), dataset.as_of)
        finally:
            engine.close()


def perfect(folder: Path) -> pa.Table:
    """The table `scores` as the answer key has it."""
    rows: dict[tuple[str, str], dict[str, object]] = {}
    for row in pq.read_table(folder / "truth.parquet").to_pylist():
        key, behaviour = (row["entity_kind"], row["entity_id"]), row["behaviour"]
        if row["entity_kind"] in ("order", "review", "merchant") and not behaviour.startswith("hard:"):
            told = {"probability": SURE, "ring_id": row["ring_id"], "behaviour": behaviour, "standing": "suspect"}
            if key not in rows or rows[key]["behaviour"] in ATTACKS:
                rows[key] = {"entity_kind": key[0], "entity_id": key[1], **told}
        elif behaviour == "hard:under_attack" and row["entity_kind"] == "merchant" and key not in rows:
            rows[key] = {"entity_kind": key[0], "entity_id": key[1], "probability": 0.0, "standing": "under_attack"}
    table = pa.Table.from_pylist(list(rows.values()), RESULTS["scores"].schema)
    return RESULTS["scores"].shaped(table)
