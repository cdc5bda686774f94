"""Rings of a small town: the planted one is found with its roles; a fan club, a dormitory and heavy buyers are none."""

from collections.abc import Iterator, Mapping
from datetime import timedelta
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import pytest

from engines import OTHERS
from town import AS_OF, DORMITORY, FANS, HEAVY, RING, RING_SHOPS, acts, shuffled, town
from zhenxin.engine import DuckDBEngine, Engine
from zhenxin.engine.spark_engine import SparkEngine
from zhenxin.events.codes import LOOKALIKES
from zhenxin.events.results import RESULTS
from zhenxin.events.schema import typed_tables
from zhenxin.rings import NEEDS, Rings, find_rings
from zhenxin.rings.links import link_accounts
from zhenxin.rings.tokens import gather
from zhenxin.settings import Settings
from zhenxin.signals._run import SIGNAL_VALUES

from .conftest import with_town

Tables = Mapping[str, pa.Table]


TOLD = {"rings": "rings", "members": "ring_members", "links": "ring_links", "explanations": "explanations"}
"""What the stage gives, and the result tables it becomes."""


def found(engine: Engine) -> Rings:
    return find_rings(engine, acts=acts(), as_of=AS_OF)


@pytest.fixture(scope="module")
def town_rings(town_tables: Tables, town_values: pa.Table) -> Iterator[Rings]:
    engine = DuckDBEngine(Settings(memory="1GB", threads=1))
    yield found(with_town(engine, town_tables, town_values))
    engine.close()


def said_of(accounts: list[str], signal: str, *, orders: bool = False, level: int = 3) -> pa.Table:
    """Rows of signal values that speak of these accounts, or of all their orders."""
    ids = [row["order_id"] for row in town().orders_of(accounts)] if orders else accounts
    kind = "order" if orders else "account"
    rows = [{"entity_kind": kind, "entity_id": one, "signal": signal, "value": 99.0, "level": level, "as_of": AS_OF} for one in ids]
    return pa.Table.from_pylist(rows, SIGNAL_VALUES)


def test_the_planted_ring_is_found_and_no_other(town_rings: Rings) -> None:
    (ring,) = town_rings.rings.to_pylist()
    assert ring["probability"] >= 0.9
    assert (ring["kind"], ring["state"]) == ("task_brushing", "active")
    assert (ring["accounts"], ring["merchants"], ring["orders"], ring["reviews"]) == (12, 3, 48, 48)
    assert ring["amount"] == ring["money_in"] == pytest.approx(sum(row["amount"] for row in _deeds()))
    assert ring["money_out"] == pytest.approx(ring["amount"] + 6 * 48)
    assert ring["first_at"] == min(row["occurred_at"] for row in _deeds())
    assert ring["density"] == 1.0


def _deeds() -> list[dict[str, object]]:
    return [row for row in town().orders_of(RING) if row["merchant_id"] in RING_SHOPS]


def test_everybody_has_the_role_they_play(town_rings: Rings) -> None:
    roles = {(row["entity_kind"], row["entity_id"]): row["role"] for row in town_rings.members.to_pylist()}
    assert {key for key, role in roles.items() if role == "brusher"} == {("account", name) for name in RING}
    assert {key for key, role in roles.items() if role == "merchant"} == {("merchant", shop) for shop in RING_SHOPS}
    assert roles["payee", "boss"] == "organiser"
    assert roles["sender", "hub"] == "sender"


def test_the_share_is_the_rings_part_of_what_each_did(town_rings: Rings) -> None:
    made = town()
    shares = {row["entity_id"]: row["share"] for row in town_rings.members.to_pylist()}
    for name in RING:
        every = len(made.orders_of([name])) + sum(row["account_id"] == name for row in made.rows["reviews"])
        assert shares[name] == pytest.approx(8 / every)
    assert shares["hub"] == shares["boss"] == 1.0


def test_links_tell_what_is_shared(town_rings: Rings) -> None:
    links = town_rings.links.to_pylist()
    between = [row for row in links if row["right_kind"] == "account"]
    assert len(between) == 12 * 11 / 2
    assert all(row["left_id"] < row["right_id"] and row["bits"] > 0 for row in between)
    assert all("payer ×1" in row["shared"] and "text ×" in row["shared"] for row in between)
    tied = {(row["right_kind"], row["right_id"]) for row in links if row["right_kind"] != "account"}
    assert {("merchant", shop) for shop in RING_SHOPS} | {("sender", "hub"), ("payee", "boss")} <= tied


def test_innocent_explanations_are_tried_and_told_in_both_languages(town_rings: Rings) -> None:
    tried = {row["lookalike"]: row for row in town_rings.explanations.to_pylist()}
    assert set(tried) == {"dormitory", "group_buy", "flash_sale", "fan_club"} <= set(LOOKALIKES)
    assert {code: row["fits"] for code, row in tried.items()} == pytest.approx(
        {"dormitory": 0, "group_buy": 4 / 48, "flash_sale": 12 / 48, "fan_club": 0}
    )
    assert all(0 <= row["fits"] <= 1 and row["sentence"].isascii() and not row["sentence_zh"].isascii() for row in tried.values())


def test_an_explanation_that_no_order_tells_of_is_not_tried(town_engine: Engine, town_tables: Tables, town_values: pa.Table) -> None:
    orders = town_tables["orders"]
    place = orders.schema.get_field_index("address_hash")
    bare = dict(town_tables) | {"orders": orders.set_column(place, "address_hash", pa.nulls(orders.num_rows, pa.string()))}
    tried = {row["lookalike"]: row for row in found(with_town(town_engine, bare, town_values)).explanations.to_pylist()}
    assert tried["group_buy"]["fits"] is None
    assert tried["group_buy"]["sentence"] == "could not be tried: the data have no `orders.address_hash`"
    assert tried["flash_sale"]["fits"] == pytest.approx(12 / 48)


@pytest.mark.parametrize("name", TOLD)
def test_tables_have_the_columns_of_the_contract_sorted_by_key(town_rings: Rings, name: str) -> None:
    table = getattr(town_rings, name)
    contract = RESULTS[TOLD[name]]
    assert table.schema.equals(contract.schema)
    assert table.equals(table.sort_by([(key, "ascending") for key in contract.keys]))
    keys = table.select(contract.keys).to_pylist()
    assert len({tuple(row.values()) for row in keys}) == len(keys)


# who is no ring

INNOCENT: dict[str, tuple[list[str], str]] = {
    "a fan club that buys in step": (FANS, "order_burst"),
    "a dormitory": (DORMITORY, "shared_device"),
    "heavy buyers": (HEAVY, "shared_device"),
    "everybody of whom something is said": ([*FANS, *DORMITORY, *HEAVY], "order_burst"),
}


@pytest.mark.parametrize(("accounts", "signal"), INNOCENT.values(), ids=INNOCENT)
def test_a_group_without_acts_is_no_ring(town_engine: Engine, accounts: list[str], signal: str) -> None:
    values = [said_of(accounts, signal), said_of(accounts, signal, orders=True)]
    town_engine.put("signal_values", pa.concat_tables(values))
    assert all(row["probability"] < 0.5 for row in found(town_engine).rings.to_pylist())


@pytest.mark.parametrize(("accounts", "at_shops"), [(FANS, {"m4", "m5", "m6"}), (RING, set(RING_SHOPS))], ids=["fans", "brushers"])
def test_a_group_is_seen_and_not_convicted_without_acts(town_engine: Engine, accounts: list[str], at_shops: set[str]) -> None:
    town_engine.put("signal_values", said_of(accounts, "order_burst", orders=True))
    rings = found(town_engine)
    (ring,) = rings.rings.to_pylist()
    assert ring["probability"] < 0.5
    assert [row["fits"] for row in rings.explanations.to_pylist() if row["lookalike"] == "fan_club"] == [1.0]
    assert {row["entity_id"] for row in rings.members.to_pylist() if row["role"] == "brusher"} == set(accounts)
    assert {row["entity_id"] for row in rings.members.to_pylist() if row["role"] == "merchant"} <= at_shops


@pytest.mark.parametrize(
    ("category", "convicted"), [("cards", False), ("lamps", True)], ids=["of their own kind of goods", "of nothing special"]
)
def test_acts_that_are_usual_for_goods_of_the_kind_convict_nobody(
    own_engine: Engine, town_tables: Tables, category: str, convicted: bool
) -> None:
    shops = [f"m{n}" for n in range(4, 10)]  # the fans' three, and three more at which hardly a fan buys
    goods = town_tables["products"]
    kinds = [category if shop in shops else "lamps" for shop in goods["merchant_id"].to_pylist()]
    own_engine.put("cut_products", goods.set_column(goods.schema.get_field_index("category"), "category", pa.array(kinds)))
    told = [
        {"entity_kind": "order", "entity_id": row["order_id"], "signal": "cashback_return", "value": 9.0, "level": 3, "reason": row["order_id"], "as_of": AS_OF}
        for row in town().rows["orders"] if row["merchant_id"] in shops
    ]  # fmt: skip
    own_engine.put("signal_values", pa.Table.from_pylist(told, SIGNAL_VALUES))
    rings = found(own_engine)
    at_fans = {row["ring_id"] for row in rings.members.to_pylist() if row["entity_id"] in FANS}
    assert any(row["probability"] >= 0.5 for row in rings.rings.to_pylist() if row["ring_id"] in at_fans) is convicted


def test_what_a_member_writes_against_the_ring_is_its_own(own_engine: Engine, town_tables: Tables) -> None:
    reviews = town_tables["reviews"].to_pylist()
    bad = next(row for row in reviews if row["account_id"] == RING[0] and row["merchant_id"] in RING_SHOPS)
    changed = [{**row, "rating": 1} if row is bad else row for row in reviews]
    own_engine.put("cut_reviews", pa.Table.from_pylist(changed, town_tables["reviews"].schema))
    (ring,) = found(own_engine).rings.to_pylist()
    assert (ring["accounts"], ring["orders"], ring["reviews"]) == (12, 47, 47)
    deeds = own_engine.rows("select deed_id from ring_deeds", step="deeds")["deed_id"].to_pylist()
    assert not {bad["review_id"], bad["order_id"]} & set(deeds)


@pytest.mark.parametrize("coincidences", [1, 2])
def test_weak_acts_of_one_coincidence_or_two_convict_nobody(town_engine: Engine, coincidences: int) -> None:
    weak = said_of(RING, "cashback_return", orders=True, level=1).to_pylist()
    told = [{**row, "reason": f"coincidence {n % coincidences}"} for n, row in enumerate(weak)]
    town_engine.put("signal_values", pa.Table.from_pylist(told, SIGNAL_VALUES))
    assert all(row["probability"] < 0.5 for row in found(town_engine).rings.to_pylist())


def test_acts_of_people_who_share_nothing_make_no_ring(town_engine: Engine) -> None:
    apart = [f"a{n}" for n in range(0, 360, 30)]
    town_engine.put("signal_values", said_of(apart, "cashback_return", orders=True))
    assert found(town_engine).rings.num_rows == 0


def test_a_member_whom_no_signal_speaks_of_is_taken_in(town_engine: Engine, town_values: pa.Table) -> None:
    own = [row["order_id"] for row in town().orders_of(["w5"])]
    spoken = pc.is_in(town_values["entity_id"], value_set=pa.array([*own, *(f"r {order}" for order in own)]))
    town_engine.put("signal_values", town_values.filter(pc.invert(spoken)))
    members = found(town_engine).members.to_pylist()
    assert {row["entity_id"] for row in members if row["role"] == "brusher"} == set(RING)


# the empty and the odd

EMPTY = {
    "no events at all": (set(typed_tables()), True),
    "events of which nothing is said": (set(), True),
    "things said of whom no table knows": ({"orders", "reviews"}, False),
}


@pytest.mark.parametrize(("emptied", "silent"), EMPTY.values(), ids=EMPTY)
def test_nothing_is_found_in_nothing(
    own_engine: Engine, town_tables: Tables, town_values: pa.Table, emptied: set[str], silent: bool
) -> None:
    for name in emptied:
        own_engine.put(f"cut_{name}", town_tables[name].slice(0, 0))
    if silent:
        own_engine.put("signal_values", town_values.slice(0, 0))
    rings = found(own_engine)
    assert {name: getattr(rings, name).num_rows for name in TOLD} == dict.fromkeys(TOLD, 0)


@pytest.mark.parametrize("seed", [1, 2])
def test_row_order_and_threads_change_nothing(
    town_rings: Rings, town_tables: Tables, town_values: pa.Table, own_engine: Engine, seed: int
) -> None:
    mixed = dict(shuffled({**town_tables, "signal_values": town_values}, seed))
    values = mixed.pop("signal_values")
    assert found(with_town(own_engine, mixed, values)) == town_rings


@pytest.fixture(params=OTHERS)
def there(request: pytest.FixtureRequest) -> Iterator[Engine]:
    started: SparkEngine = request.getfixturevalue(request.param)
    yield started
    for table in started.tables:
        started.drop(table)


@pytest.mark.spark_smoke
def test_another_engine_links_the_same(town_tables: Tables, town_values: pa.Table, town_engine: Engine, there: Engine) -> None:
    needed = {name: town_tables[name] for name in NEEDS}
    expected, given = (
        link_accounts(engine, gather(engine, AS_OF)).to_pylist() for engine in (town_engine, with_town(there, needed, town_values))
    )
    assert len(expected) >= 66 * 3
    assert given == [near(row) for row in expected]


@pytest.mark.spark
def test_spark_finds_the_same(town_rings: Rings, town_tables: Tables, town_values: pa.Table, spark: SparkEngine) -> None:
    again = found(with_town(spark, town_tables, town_values))
    for name in TOLD:
        assert getattr(again, name).to_pylist() == [near(row) for row in getattr(town_rings, name).to_pylist()]


def near(row: dict[str, Any]) -> dict[str, Any]:
    """The row, its numbers to 1e-9."""
    return {name: pytest.approx(value, rel=1e-9) if isinstance(value, float) else value for name, value in row.items()}


def test_what_is_known_to_be_good_ties_nobody(own_engine: Engine) -> None:
    """The ring's parcel sender on the list of known warehouses, and again once the entry has run out."""
    for until, is_tied in ((AS_OF + timedelta(days=1), False), (AS_OF - timedelta(days=1), True)):
        listed = [{"entity_kind": "sender", "entity_id": "hub", "reason": "warehouse", "until_at": until}]
        own_engine.put("cut_known", pa.Table.from_pylist(listed))
        gather(own_engine, AS_OF)
        senders = own_engine.rows("select token from ring_tokens where kind = 'sender' and token = 'hub'", step="the sender").num_rows
        assert (senders > 0) is is_tied
