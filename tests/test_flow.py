"""The whole run over a small town and over next to nothing: what is written, and that it is the same again."""

import json
import shutil
import sys
import textwrap
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
import pytest

from runs import HEADER, SETTINGS, contents, hold_to_the_contract, read, run, told
from town import AS_OF, RING, Town, town
from zhenxin import flow, signals
from zhenxin.events.results import RESULTS
from zhenxin.events.schema import TABLES

# the tables of the contract


def test_every_result_table_is_there_as_the_contract_has_it(town_out: Path) -> None:
    hold_to_the_contract(town_out)


def test_every_result_table_is_there_where_nothing_was_found(nothing: Path, tmp_path: Path) -> None:
    run(nothing, tmp_path / "out")
    hold_to_the_contract(tmp_path / "out")
    found = {name: read(tmp_path / "out", name) for name in RESULTS}
    everybody = {"clean_products", "clean_merchants", "credit"}  # whoever sold something has figures, and every shop its credit
    assert {name for name, rows in found.items() if rows} == everybody
    assert all(row["clean_orders"] == row["orders"] for row in found["clean_products"])
    assert {row["credit"] for row in found["credit"]} == {1000.0}


def test_lists_are_lists_of_text(town_out: Path) -> None:
    for name, result in RESULTS.items():
        schema = pq.read_schema(town_out / f"{name}.parquet")
        assert all(schema.field(field.name).type.value_type == pa.string() for field in result.schema if pa.types.is_list(field.type))


def test_the_ring_is_in_the_tables(town_out: Path) -> None:
    (ring,) = read(town_out, "rings")
    assert ring["probability"] >= 0.5
    members = {row["entity_id"] for row in read(town_out, "ring_members") if row["role"] == "brusher"}
    assert members == set(RING)
    accused = {row["entity_id"] for row in read(town_out, "scores") if row["entity_kind"] == "account" and row["probability"] >= 0.5}
    assert accused == set(RING)


def test_a_ring_goes_on_by_the_id_that_it_had(town_data: Path, town_out: Path, tmp_path: Path) -> None:
    """A run of somebody else's names the same ring by another id: it goes on by that, wherever it is named."""
    former = tmp_path / "former"
    shutil.copytree(town_out, former)
    (own,) = (row["ring_id"] for row in read(town_out, "rings"))
    for name in ("rings", "ring_members"):
        table = pq.read_table(former / f"{name}.parquet")
        given = pa.array(["R0123456789"] * table.num_rows, pa.string())
        pq.write_table(table.set_column(table.schema.get_field_index("ring_id"), "ring_id", given), former / f"{name}.parquet")
    run(town_data, tmp_path / "out", previous=former)
    hold_to_the_contract(tmp_path / "out")
    tables = {
        name: read(tmp_path / "out", name) for name in ("rings", "ring_members", "ring_links", "explanations", "scores", "score_parts")
    }
    assert "R0123456789" in str(tables["rings"])
    assert not [name for name, rows in tables.items() if own in str(rows)]
    assert {row["ring_id"] for row in tables["scores"]} == {None, "R0123456789"}
    assert told(tmp_path / "out")["previous"]["data"] == town_data.name


def test_a_run_that_follows_itself_is_the_same(town_data: Path, town_out: Path, tmp_path: Path) -> None:
    run(town_data, tmp_path / "out", previous=town_out)
    former, now = contents(town_out), contents(tmp_path / "out")
    assert {name for name in now if now[name] != former.get(name)} == {"run.json"}


def test_every_finding_names_a_query_that_is_there(town_out: Path) -> None:
    queries = {row["query_id"] for row in read(town_out, "queries")}
    named = {row["query_id"] for row in read(town_out, "score_parts")} - {None}
    assert named
    assert named <= queries


def test_what_the_run_says_of_itself(town_data: Path, town_out: Path, town_outcome: flow.Outcome) -> None:
    facts = told(town_out)
    assert facts == json.loads(json.dumps(town_outcome.facts, default=str))
    assert (facts["as_of"], facts["as_of_given"], facts["seed"]) == (_latest(town()).isoformat(), False, 0)
    assert set(facts["inputs"]) == {path.name for path in town_data.iterdir()}
    assert all(len(digest) == 64 for digest in facts["inputs"].values())
    assert facts["tables"]["orders"]["rows"] == len(town().rows["orders"])
    assert facts["rings"] == 1
    counts = [row["entity_kind"] for row in read(town_out, "scores") if row["probability"] >= 0.5]
    assert facts["accused"] == {kind: counts.count(kind) for kind in sorted(set(counts))}
    assert facts["public_key"] is True
    assert any("ZHENXIN_KEY" in note for note in facts["notes"])
    assert len(facts["notes"]) == len(facts["notes_zh"])


def _latest(made: Town) -> datetime:
    times = [row["occurred_at"] for rows in made.rows.values() for row in rows if "occurred_at" in row]
    return max(times)


def test_timings_tell_the_steps_in_seconds(town_out: Path) -> None:
    timings = json.loads((town_out / "timings.json").read_text(encoding="utf-8"))
    assert {"events", "cut", "signal order_burst", "rings", "scores"} <= set(timings)
    assert all(seconds >= 0 for seconds in timings.values())


def test_each_step_is_told_in_both_languages(few: Path, tmp_path: Path) -> None:
    heard: list[tuple[str, str]] = []
    flow.run(flow.Run(data=few, out=tmp_path / "out", settings=SETTINGS), lambda english, chinese: heard.append((english, chinese)))
    assert len(heard) >= 5
    assert all(english.isascii() and not chinese.isascii() for english, chinese in heard)


# the same again


def test_a_second_run_with_other_threads_gives_the_same_bytes(town_data: Path, town_out: Path, tmp_path: Path) -> None:
    run(town_data, tmp_path / "again", settings=replace(SETTINGS, threads=1))
    assert contents(tmp_path / "again") == contents(town_out)


def test_shuffled_files_give_the_same_findings(town_out: Path, tmp_path: Path) -> None:
    mixed = Town({name: rows[::-1] for name, rows in town().rows.items()})
    run(mixed.write(tmp_path / "mixed"), tmp_path / "out")
    findings = set(RESULTS) - {"queries"}
    assert {name: read(tmp_path / "out", name) for name in findings} == {name: read(town_out, name) for name in findings}


@pytest.mark.sail
def test_another_engine_gives_the_same_to_nine_digits(town_data: Path, tmp_path: Path) -> None:
    late = AS_OF - timedelta(days=14)  # a walk over all of it takes twice as long
    here = run(town_data, tmp_path / "here", since=late)
    there = run(town_data, tmp_path / "there", since=late, settings=replace(SETTINGS, engine="spark", master="sail"))
    assert here.tables["rings"].num_rows == 1
    for name, table in here.tables.items():
        expected, given = table.to_pylist(), there.tables[name].to_pylist()
        assert len(given) == len(expected), name
        for one, other in zip(expected, given, strict=True):
            assert other == {key: pytest.approx(value, rel=1e-9) if isinstance(value, float) else value for key, value in one.items()}


# time


def test_a_run_at_an_earlier_time_knows_nothing_of_what_came_later(town_data: Path, tmp_path: Path) -> None:
    until = AS_OF - timedelta(days=17)
    before = Town({name: [row for row in rows if _when(name, row) <= until] for name, rows in town().rows.items()})
    run(town_data, tmp_path / "cut", as_of=until)
    run(before.write(tmp_path / "before"), tmp_path / "then", as_of=until)
    findings = set(RESULTS) - {"queries"}
    assert {name: read(tmp_path / "cut", name) for name in findings} == {name: read(tmp_path / "then", name) for name in findings}
    assert read(tmp_path / "cut", "signal_values")
    assert told(tmp_path / "cut")["as_of_given"] is True
    assert told(tmp_path / "cut")["tables"]["orders"]["later_than_as_of"] == len(town().rows["orders"]) - len(before.rows["orders"])


def _when(table: str, row: Mapping[str, Any]) -> datetime:
    moment = row.get(TABLES[table].when)
    return moment if moment is not None else AS_OF - timedelta(days=9999)


def test_rings_are_found_months_after_their_last_order(town_out: Path, tmp_path: Path) -> None:
    later = Town({name: list(rows) for name, rows in town().rows.items()})
    later.add("logins", account_id="a0", occurred_at=AS_OF + timedelta(days=75), device_id="phone of a0", ip="10.1.1.1")
    run(later.write(tmp_path / "later"), tmp_path / "out")
    (ring,), (then,) = read(tmp_path / "out", "rings"), read(town_out, "rings")
    assert told(tmp_path / "out")["as_of"] == (AS_OF + timedelta(days=75)).isoformat()
    assert ring.pop("state") == "resting"
    assert then.pop("state") == "active"
    assert ring == then


def test_since_leaves_out_what_came_before(few: Path, tmp_path: Path) -> None:
    until = datetime.fromisoformat("2026-07-10")
    run(few, tmp_path / "all", as_of=until)
    run(few, tmp_path / "late", as_of=until, since=datetime.fromisoformat("2026-06-26"))
    assert len(read(tmp_path / "all", "signal_values")) == 40
    assert read(tmp_path / "late", "signal_values") == []
    assert told(tmp_path / "late")["since"] == "2026-06-26T00:00:00"


# whoever doubts a number


def again(data: Path, out: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[int, set[str]]:
    """Run every query in a bare DuckDB in the data's folder; how many values it gave again, and of which signals.

    The query of a signal with a kernel gives the rows that the kernel is given.
    """
    known = {one.name: one for one in signals.find()}
    monkeypatch.chdir(data)
    values = {(row["signal"], row["entity_id"], row["to_at"]): row["value"] for row in read(out, "signal_values")}
    checked, heard = 0, set()
    for query in read(out, "queries"):
        bare = duckdb.connect()
        found = bare.sql(query["sql"]).to_arrow_table()
        bare.close()
        if known[query["signal"]].has_kernel:
            found = pa.Table.from_batches(list(known[query["signal"]].kernel(iter(found.to_batches()))))
        given = dict(zip(found["entity_id"].to_pylist(), found["value"].to_pylist(), strict=True))
        for (name, entity, to_at), value in values.items():
            if signals.query_id(name, to_at) == query["query_id"]:
                assert given[entity] == pytest.approx(value, rel=1e-8), (name, entity)
                checked += 1
                heard.add(name)
    assert checked == len(values)
    return checked, heard


def test_the_queries_give_every_value_again(town_data: Path, town_out: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    checked, heard = again(town_data, town_out, monkeypatch)
    assert checked > 200
    assert {"cashback_return", "empty_parcel", "guided_visit", "review_copies", "sender_hub", "order_burst"} <= heard


def test_the_queries_read_text_files_too(few: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    run(few, tmp_path / "out")
    assert again(few, tmp_path / "out", monkeypatch) == (40, {"order_burst"})


# what is missing


def test_a_signal_whose_tables_are_missing_is_named_with_what_it_lacks(town_data: Path, town_out: Path, tmp_path: Path) -> None:
    data = town().write(tmp_path / "data", leave_out=("payments", "visits", "parcels"))
    run(data, tmp_path / "out")
    facts = told(tmp_path / "out")
    lacking = {row["signal"]: row["lacks"] for row in facts["signals_not_run"]}
    assert lacking["cashback_return"] == ["payments"]
    assert lacking["guided_visit"] == ["visits"]
    assert {"sender_hub", "empty_parcel"} <= set(lacking)
    assert set(facts["signals_run"]) | set(lacking) == {one.name for one in signals.find()}
    assert not set(facts["signals_run"]) & set(lacking)
    assert all(name in row["reason"] and name in row["reason_zh"] for row in facts["signals_not_run"] for name in row["lacks"])
    whole = [row for row in read(town_out, "signal_values") if row["signal"] in facts["signals_run"]]
    assert read(tmp_path / "out", "signal_values") == whole


def test_a_column_that_is_wholly_empty_is_as_one_that_is_not_there(few: Path, tmp_path: Path) -> None:
    lines = (few / "orders.csv").read_text(encoding="utf-8").replace(",p,", ",,")
    (few / "orders.csv").write_text(lines, encoding="utf-8")
    run(few, tmp_path / "out")
    lacking = {row["signal"]: row["lacks"] for row in told(tmp_path / "out")["signals_not_run"]}
    assert lacking["order_burst"] == ["orders.product_id"]


def test_orders_only_are_enough(few: Path, tmp_path: Path) -> None:
    outcome = run(few, tmp_path / "out")
    assert set(outcome.facts["signals_run"]) == {"heap_of_one", "machine_pace", "merchant_surge", "order_burst"}
    assert outcome.tables["signal_values"].num_rows == 40
    assert pc.max(outcome.tables["scores"]["probability"]).as_py() < 0.5


def test_no_rows_at_all_are_no_fault(tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "orders.csv").write_text(HEADER)
    run(tmp_path / "data", tmp_path / "out")
    hold_to_the_contract(tmp_path / "out")
    assert told(tmp_path / "out")["tables"]["orders"]["rows"] == 0


def test_bad_rows_are_set_aside_and_the_good_ones_judged(few: Path, tmp_path: Path) -> None:
    with (few / "orders.csv").open("a", encoding="utf-8") as file:
        file.write("bad,a,m,p,yesterday\nu1,a,m,p,2026-06-02\n")
    run(few, tmp_path / "out")
    facts = told(tmp_path / "out")
    assert facts["quarantine_rows"] == facts["tables"]["orders"]["set_aside"] == 2
    aside = (tmp_path / "out" / "quarantine" / "orders.csv").read_text(encoding="utf-8")
    assert "yesterday" in aside
    assert len(read(tmp_path / "out", "signal_values")) == 40


def test_the_answer_key_is_not_read(few: Path, tmp_path: Path) -> None:
    run(few, tmp_path / "blind")
    truth = {"entity_kind": ["order"], "entity_id": ["u1"], "behaviour": ["task_brushing"], "ring_id": ["x"], "skill": [None]}
    pq.write_table(pa.table(truth), few / "truth.parquet")
    run(few, tmp_path / "seeing")
    seen, blind = contents(tmp_path / "seeing"), contents(tmp_path / "blind")
    assert {name: seen[name] for name in seen if name != "run.json"} == {name: blind[name] for name in blind if name != "run.json"}
    assert "truth" not in told(tmp_path / "seeing")["tables"]


def test_a_key_of_ones_own_is_never_written(few: Path, tmp_path: Path) -> None:
    lines = (few / "orders.csv").read_text(encoding="utf-8").splitlines()
    raw = [lines[0] + ",address,receiver", *(f"{line},Lane {n},Uncle {n}" for n, line in enumerate(lines[1:]))]
    (few / "orders.csv").write_text("\n".join(raw) + "\n", encoding="utf-8")
    secret = "hush-hush-my-key"
    run(few, tmp_path / "out", settings=replace(SETTINGS, key=secret))
    assert told(tmp_path / "out")["public_key"] is False
    assert not [name for name, data in contents(tmp_path / "out").items() if secret.encode() in data or b"Uncle" in data]


def test_a_signal_of_ones_own_is_run_and_weighed(few: Path, tmp_path: Path) -> None:
    own = tmp_path / "own"
    own.mkdir()
    (own / "early_bird.py").write_text(textwrap.dedent(OWN), encoding="utf-8")
    outcome = run(few, tmp_path / "out", settings=replace(SETTINGS, signals=str(own)))
    assert "early_bird" in outcome.facts["signals_run"]
    parts = [row for row in read(tmp_path / "out", "score_parts") if row["part"] == "early_bird"]
    assert len(parts) == 20
    assert {row["sentence"] for row in parts} == {"an order at 3 o'clock at night"}
    sys.modules.pop("zhenxin_own_signals.early_bird", None)
    shutil.rmtree(own)


OWN = '''
    """Orders in the small hours."""

    from zhenxin.signals import Signal, Words, days
    from dataclasses import dataclass


    @dataclass(frozen=True, kw_only=True)
    class EarlyBird(Signal):
        """1 where an order was placed between three and four at night."""

        entity = "order"
        window = days(1)
        evidence = "time"
        act = False
        levels = (1, 2, 3)
        speaks_for = ("task_brushing",)
        silent_on = ()
        reason = Words("an order at {night} o'clock at night", zh="凌晨 {night} 点下单")
        sql = "select order_id as entity_id, cast(1 as double) as value, hour(occurred_at) as night from orders where hour(occurred_at) = 3"
'''
