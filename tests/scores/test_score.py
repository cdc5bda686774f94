"""The scores of a small town: parts that add up, the ring's doings accused, everybody else's clear."""

import math
from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import Any

import pyarrow as pa
import pytest

from town import AS_OF, RING, RING_SHOPS, Town, acts, shuffled, signal_values, town
from zhenxin import signals
from zhenxin.engine import DuckDBEngine, Engine
from zhenxin.events.codes import BEHAVIOURS, JUDGED_ON
from zhenxin.events.results import RESULTS
from zhenxin.rings import Rings, find_rings
from zhenxin.scores import Scores, Trait, score
from zhenxin.scores.combine import UNCORROBORATED
from zhenxin.settings import Settings

TRAITS = {one.name: Trait(one.evidence, one.act, one.speaks_for) for one in signals.find()}
Key = tuple[str, str]


def scored(engine: Engine, tables: Mapping[str, pa.Table], values: pa.Table) -> tuple[Rings, Scores]:
    for name, table in tables.items():
        engine.put(f"cut_{name}", table)
    engine.put("signal_values", values)
    rings = find_rings(engine, acts=acts(), as_of=AS_OF)
    return rings, score(engine, traits=TRAITS, rings=rings.rings, members=rings.members, as_of=AS_OF)


@pytest.fixture(scope="module")
def engine() -> Iterator[Engine]:
    opened = DuckDBEngine(Settings(memory="1GB"))
    yield opened
    opened.close()


@pytest.fixture
def single() -> Iterator[Engine]:
    """An engine of one thread."""
    opened = DuckDBEngine(Settings(memory="1GB", threads=1))
    yield opened
    opened.close()


@pytest.fixture(scope="module")
def judged(engine: Engine) -> Scores:
    return scored(engine, town().typed(), signal_values())[1]


@pytest.fixture(scope="module")
def rows(judged: Scores) -> Mapping[Key, dict[str, Any]]:
    return {(row["entity_kind"], row["entity_id"]): row for row in judged.scores.to_pylist()}


@pytest.fixture(scope="module")
def parts(judged: Scores) -> Mapping[Key, list[dict[str, Any]]]:
    found = defaultdict(list)
    for row in judged.parts.to_pylist():
        found[row["entity_kind"], row["entity_id"]].append(row)
    return found


def test_the_parts_of_every_entity_add_up_to_its_bits(
    rows: Mapping[Key, dict[str, Any]], parts: Mapping[Key, list[dict[str, Any]]]
) -> None:
    assert rows.keys() == parts.keys()
    for key, row in rows.items():
        assert math.isclose(sum(part["bits"] for part in parts[key]), row["bits"], rel_tol=1e-9, abs_tol=1e-9), key


def test_probability_follows_from_the_bits(rows: Mapping[Key, dict[str, Any]]) -> None:
    for key, row in rows.items():
        assert row["probability"] == pytest.approx(1 / (1 + 2 ** -row["bits"]), rel=1e-8), key
        assert (row["standing"] == "suspect") == (row["probability"] >= 0.5), key


def test_every_sum_has_its_prior_and_every_part_both_sentences(parts: Mapping[Key, list[dict[str, Any]]]) -> None:
    for key, told in parts.items():
        assert "prior" in {part["part"] for part in told}, key
        assert all(part["sentence"] and part["sentence_zh"] for part in told), key
        assert len({part["part"] for part in told}) == len(told), key


def ring_orders(made: Town) -> set[str]:
    return {row["order_id"] for row in made.orders_of(RING) if row["merchant_id"] in RING_SHOPS}


def test_the_rings_orders_and_reviews_are_accused_and_no_others(rows: Mapping[Key, dict[str, Any]]) -> None:
    accused = {key for key, row in rows.items() if row["probability"] >= 0.5}
    orders = ring_orders(town())
    assert {name for kind, name in accused if kind == "order"} == orders
    assert {name for kind, name in accused if kind == "review"} == {f"r {order}" for order in orders}


def test_its_people_shops_and_sender_are_accused_and_no_others(rows: Mapping[Key, dict[str, Any]]) -> None:
    accused = {key for key, row in rows.items() if row["probability"] >= 0.5 and key[0] not in {"order", "review"}}
    expected = {("account", name) for name in RING} | {("merchant", shop) for shop in RING_SHOPS} | {("sender", "hub")}
    assert accused == expected


def test_private_orders_of_a_brusher_stay_clean(rows: Mapping[Key, dict[str, Any]]) -> None:
    private = {row["order_id"] for row in town().orders_of(RING)} - ring_orders(town())
    assert len(private) >= 12
    assert all(rows[key]["probability"] < 0.5 and rows[key]["ring_id"] is None for key in rows if key[1] in private)


def test_two_signals_of_one_kind_of_evidence_are_never_added(parts: Mapping[Key, list[dict[str, Any]]]) -> None:
    for key, told in parts.items():
        kinds = [part["evidence"] for part in told if part["part"] in TRAITS]
        assert len(kinds) == len(set(kinds)), key


def test_nobody_outside_of_rings_is_accused_without_an_act_that_something_agrees_with(
    rows: Mapping[Key, dict[str, Any]], parts: Mapping[Key, list[dict[str, Any]]]
) -> None:
    for key, row in rows.items():
        said = [part for part in parts[key] if part["part"] in TRAITS]
        alone = len(said) == len(parts[key]) - 1 and (len(said) < 2 or not any(TRAITS[part["part"]].act for part in said))
        assert not alone or row["bits"] <= UNCORROBORATED, key


def test_who_has_no_evidence_has_no_row(rows: Mapping[Key, dict[str, Any]]) -> None:
    spoken = {row["entity_id"] for row in signal_values().select(["entity_id"]).to_pylist()}
    untouched = (
        {row["account_id"] for row in town().rows["accounts"]}
        - spoken
        - {row["account_id"] for row in town().rows["orders"] if row["order_id"] in spoken}
    )
    assert len(untouched) > 300
    assert not [key for key in rows if key[0] == "account" and key[1] in untouched]


def test_codes_are_those_of_the_contract(judged: Scores, rows: Mapping[Key, dict[str, Any]]) -> None:
    assert judged.scores.schema.equals(RESULTS["scores"].schema)
    assert judged.parts.schema.equals(RESULTS["score_parts"].schema)
    assert {row["behaviour"] for row in rows.values()} - {None} <= set(BEHAVIOURS)
    assert {row["as_of"] for row in rows.values()} == {AS_OF}


def test_numbers_have_nine_digits(judged: Scores) -> None:
    numbers = [*judged.scores["bits"].to_pylist(), *judged.scores["probability"].to_pylist(), *judged.parts["bits"].to_pylist()]
    assert all(number == float(f"{number:.9g}") for number in numbers)


def test_where_nothing_is_said_nothing_is_scored(engine: Engine) -> None:
    _, nothing = scored(engine, town().typed(), signal_values().slice(0, 0))
    assert (nothing.scores.num_rows, nothing.parts.num_rows) == (0, 0)
    assert nothing.scores.schema.equals(RESULTS["scores"].schema)


@pytest.mark.parametrize("signal", ["cashback_return", "shared_device", "empty_parcel", "review_copies"])
def test_a_single_signal_accuses_nobody_however_strong(engine: Engine, signal: str) -> None:
    apart = [row["order_id"] for row in town().orders_of([f"a{n}" for n in range(0, 360, 30)])]
    kind = {"shared_device": "account", "review_copies": "review"}.get(signal, "order")
    values = signal_values().slice(0, 1).to_pylist()
    said = [{**values[0], "entity_kind": kind, "entity_id": one, "signal": signal, "level": 3, "value": 1e6} for one in apart]
    _, alone = scored(engine, town().typed(), pa.Table.from_pylist(said, signal_values().schema))
    assert alone.scores.num_rows > 0
    assert max(alone.scores["probability"].to_pylist()) < 0.5


@pytest.fixture(scope="module")
def unheard() -> Iterator[tuple[Engine, Rings]]:
    """The town's rings, in an engine where nothing but them speaks of anybody."""
    opened = DuckDBEngine(Settings(memory="1GB"))
    for name, table in town().typed().items():
        opened.put(f"cut_{name}", table)
    opened.put("signal_values", signal_values())
    found = find_rings(opened, acts=acts(), as_of=AS_OF)
    opened.put("signal_values", signal_values().slice(0, 0))
    yield opened, found
    opened.close()


@pytest.mark.parametrize("kind", sorted(BEHAVIOURS))
def test_a_ring_may_be_of_any_kind_also_of_one_that_its_orders_are_not_judged_on(unheard: tuple[Engine, Rings], kind: str) -> None:
    engine, found = unheard
    rings = found.rings.set_column(1, "kind", pa.array([kind] * found.rings.num_rows, pa.string()))
    judged = score(engine, traits=TRAITS, rings=rings, members=found.members, as_of=AS_OF)
    kinds = set(judged.scores["entity_kind"].to_pylist())
    assert ("order" in kinds) == ("order" in JUDGED_ON[kind])


def test_row_order_and_threads_change_nothing(judged: Scores, single: Engine) -> None:
    mixed = dict(shuffled({**town().typed(), "signal_values": signal_values()}, seed=4))
    values = mixed.pop("signal_values")
    again = scored(single, mixed, values)[1]
    assert again == judged


def test_verdicts_teach_the_weights_of_others_and_count_once_for_their_own(engine: Engine) -> None:
    orders = [row["order_id"] for row in town().orders_of([f"a{n}" for n in range(0, 360, 3)])][:100]
    told = signal_values().slice(0, 1).to_pylist()[0] | {"entity_kind": "order", "level": 2, "value": 1.0}
    said = [{**told, "entity_id": one, "signal": "empty_parcel" if at % 2 else "guided_visit"} for at, one in enumerate(orders)]
    found = [
        {"entity_kind": "order", "entity_id": one, "occurred_at": AS_OF, "is_fraud": at % 2 == 0} for at, one in enumerate(orders[:40])
    ]
    tables = dict(town().typed())
    tables["verdicts"] = pa.Table.from_pylist(found, tables["verdicts"].schema)
    _, taught = scored(engine, tables, pa.Table.from_pylist(said, signal_values().schema))
    bits = {row["entity_id"]: row["bits"] for row in taught.parts.to_pylist() if row["part"] == "empty_parcel"}
    assert {bits[one] for one in orders[1:40:2]} == {TRAITS["empty_parcel"].at("empty_parcel", 2)}
    assert max(bits[one] for one in orders[41::2]) < TRAITS["empty_parcel"].at("empty_parcel", 2) - 1
    assert [one.english.split(":")[0] for one in taught.learned if "verdicts" in one.english] == ["40 verdicts"]
