"""Whom a signal speaks of, and which bars are missed."""

import dataclasses

import pyarrow as pa
import pyarrow.compute as pc

from zhenxin.engine import DuckDBEngine
from zhenxin.evaluate.read import NO_KEY, Key
from zhenxin.evaluate.spoken import Spoken, everybody, misses, spoken
from zhenxin.events.schema import ENTITY_KINDS
from zhenxin.settings import Settings
from zhenxin.signals._crowd import crowd
from zhenxin.signals.shared_device import SharedDevice

FALSE = [{"entity_kind": "account", "entity_id": f"f{n}", "behaviour": "device_farm", "ring_id": "", "skill": "naive"} for n in range(10)]
FALSE += [{"entity_kind": "order", "entity_id": "f0", "behaviour": "task_brushing", "ring_id": "", "skill": "naive"}]
HARD = [
    {"entity_kind": "account", "entity_id": who, "behaviour": "family_phone", "ring_id": "", "skill": ""}
    for who in [*(f"h{n}" for n in range(1000)), "f9"]
]
KEY = Key(pa.Table.from_pylist(FALSE), pa.Table.from_pylist(HARD))


def heard(levels: dict[str, int]) -> Spoken:
    rows = pa.table({"entity_id": list(levels), "value": [4.0 + level for level in levels.values()], "level": list(levels.values())})
    return spoken(SharedDevice(), rows, KEY, 5000)


def test_shares_are_of_those_of_its_own_kind_of_entity() -> None:
    one = heard({"f0": 3, "f1": 2, "f2": 1, "h0": 1, "x": 2})
    assert set(one.codes) == {("device_farm", "naive"), ("hard:family_phone", "")}
    assert one.codes["device_farm", "naive"].of == 10
    assert one.codes["device_farm", "naive"].levels == (3, 2, 1)
    assert one.codes["hard:family_phone", ""].levels == (1, 0, 0)
    assert (one.everybody.of, one.everybody.levels) == (5000, (5, 3, 1))
    assert (one.honest.of, one.honest.levels) == (4990, (2, 1, 0))
    assert (sum(one.false_values), sum(one.honest_values)) == (3, 2)


def test_a_behaviour_wants_two_kinds_of_evidence() -> None:
    one = heard({f"f{n}": 2 for n in range(5)})
    other = dataclasses.replace(one, signal="other", evidence="network")
    twin = dataclasses.replace(one, signal="twin")
    assert any(miss.startswith("device_farm naive: 1 of 2") for miss in misses([one, twin]))
    assert not any(miss.startswith("device_farm naive") for miss in misses([one, other]))
    less = dataclasses.replace(other, codes={("device_farm", "naive"): heard({f"f{n}": 2 for n in range(4)}).codes["device_farm", "naive"]})
    assert any(miss.startswith("device_farm naive: 1 of 2") for miss in misses([one, less]))


def test_a_strong_word_about_a_lookalike_that_it_names_is_a_miss() -> None:
    said = [miss for miss in misses([heard({f"h{n}": 3 for n in range(3)})]) if "family_phone" in miss]
    assert said == ["shared_device is strong on 3 of 1000 of family_phone, on which it should be silent"]
    assert not [miss for miss in misses([heard({f"h{n}": 3 for n in range(2)})]) if "strong" in miss]


def test_a_null_world_is_to_be_silent() -> None:
    loud, quiet = heard({f"x{n}": 3 for n in range(3)}), heard({f"x{n}": 3 for n in range(2)})
    assert [miss for miss in misses([], null=[loud]) if "nothing is false" in miss]
    assert not [miss for miss in misses([], null=[quiet]) if "nothing is false" in miss]


def test_without_a_key_everybody_is_honest() -> None:
    rows = pa.table({"entity_id": ["f0"], "value": [9.0], "level": [2]})
    one = spoken(SharedDevice(), rows, NO_KEY, 7)
    assert (one.codes, one.honest, one.everybody.of) == ({}, one.everybody, 7)


def test_everybody_of_a_kind_is_counted_where_the_tables_name_them() -> None:
    engine = DuckDBEngine(Settings(memory="1GB"))
    found = {}
    for kind in sorted(ENTITY_KINDS):
        table, sql = everybody(kind)
        if table:
            engine.put(table, crowd(7)[table])
        found[kind] = engine.rows(sql, step="everybody")["n"][0].as_py()
    engine.close()
    named = set(crowd(7)["page_facts"].filter(pc.equal(crowd(7)["page_facts"]["fact"], "number"))["value"].to_pylist())
    assert found["number"] == len(named)
    assert found["order"] == crowd(7)["orders"].num_rows
    assert found["ring"] == 0
