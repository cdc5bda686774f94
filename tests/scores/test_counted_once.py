"""Nothing counts twice: a signal under a second name, and an honest account that only sits on a ring's Wi-Fi."""

from collections.abc import Mapping
from datetime import timedelta
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc

from town import AS_OF, RING, Town, acts, signal_values, town
from zhenxin import flow, signals
from zhenxin.engine import Engine
from zhenxin.rings import find_rings
from zhenxin.scores import Trait, score
from zhenxin.scores.weights import weights
from zhenxin.settings import Settings

TRAITS = {one.name: Trait(one.evidence, one.act, one.speaks_for, weights().get(one.name)) for one in signals.find()}


def probabilities(
    engine: Engine, values: pa.Table, traits: Mapping[str, Trait], told: Mapping[str, tuple[str, ...]]
) -> dict[tuple[str, str], float]:
    for name, table in town().typed().items():
        engine.put(f"cut_{name}", table)
    engine.put("signal_values", values)
    rings = find_rings(engine, acts=told, as_of=AS_OF)
    rows = score(engine, traits=traits, rings=rings.rings, members=rings.members, as_of=AS_OF).scores.to_pylist()
    return {(row["entity_kind"], row["entity_id"]): row["probability"] for row in rows}


def test_a_signal_under_a_second_name_moves_no_probability(engine: Engine) -> None:
    values = signal_values()
    once = probabilities(engine, values, TRAITS, acts())
    spoken = sorted(set(values["signal"].to_pylist()))
    assert len(spoken) > 10
    moved = {}
    for name in spoken:
        own = values.filter(pc.equal(values["signal"], name))
        again = own.set_column(
            own.schema.get_field_index("signal"), "signal", pa.array([f"{name}_again"] * own.num_rows, own["signal"].type)
        )
        told = acts() | ({f"{name}_again": acts()[name]} if name in acts() else {})
        twice = probabilities(engine, pa.concat_tables([values, again]), TRAITS | {f"{name}_again": TRAITS[name]}, told)
        for key in once.keys() | twice.keys():
            if abs(once.get(key, 0.0) - twice.get(key, 0.0)) > 0.02:
                moved[name, key] = (once.get(key, 0.0), twice.get(key, 0.0))
    assert moved == {}


def test_an_honest_account_on_a_ring_s_network_and_phone_is_not_accused(tmp_path: Path) -> None:
    made = Town({name: list(rows) for name, rows in town().rows.items()})
    guest = next(str(row["account_id"]) for row in made.rows["orders"] if row["account_id"] not in RING)
    used = [row for row in made.rows["logins"] if row["account_id"] == RING[0]]
    assert used
    for row in used:
        made.add("logins", **(row | {"account_id": guest, "occurred_at": row["occurred_at"] + timedelta(minutes=3)}))
    out = flow.run(flow.Run(data=made.write(tmp_path / "data"), out=tmp_path / "out", settings=Settings(memory="1GB")))
    likely = {(row["entity_kind"], row["entity_id"]): row["probability"] for row in out.tables["scores"].to_pylist()}
    assert likely.get(("account", guest), 0.0) < 0.5
    assert max(likely.get(("account", one), 0.0) for one in RING) > 0.9
