"""A world as a whole: its tables, its ids, its bytes, where it may be written, and how much of it is false."""

import hashlib
import shutil
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from zhenxin.errors import OutputError, UsageError
from zhenxin.events import load
from zhenxin.events.schema import TABLES
from zhenxin.settings import Settings
from zhenxin.world import build, make

from .ask import ORDERS, Ask

MADE = set(TABLES)
REFERENCES = [
    ("orders", "account_id", "accounts", "account_id"),
    ("orders", "product_id", "products", "product_id"),
    ("orders", "merchant_id", "merchants", "merchant_id"),
    ("orders", "device_id", "devices", "device_id"),
    ("products", "merchant_id", "merchants", "merchant_id"),
    ("logins", "account_id", "accounts", "account_id"),
    ("logins", "device_id", "devices", "device_id"),
    ("visits", "account_id", "accounts", "account_id"),
    ("visits", "product_id", "products", "product_id"),
    ("parcels", "order_id", "orders", "order_id"),
    ("scans", "parcel_id", "parcels", "parcel_id"),
    ("reviews", "account_id", "accounts", "account_id"),
    ("reviews", "order_id", "orders", "order_id"),
    ("payments", "order_id", "orders", "order_id"),
    ("messages", "merchant_id", "merchants", "merchant_id"),
]


def digest(folder: Path) -> dict[str, str]:
    return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in sorted(folder.iterdir())}


def test_exactly_the_orders_asked_for_false_ones_included(city: Ask) -> None:
    assert city("select count(*) from orders") == [(ORDERS,)]
    assert city("select count(*) from false_orders")[0][0] > 0


def test_every_table_has_the_columns_and_types_of_the_event_schema(city_folder: Path) -> None:
    assert {path.stem for path in city_folder.iterdir()} == MADE | {"truth"}
    arrow = {
        "TIMESTAMP": pa.timestamp("us"),
        "DECIMAL(18,2)": pa.decimal128(18, 2),
        "INTEGER": pa.int32(),
        "DOUBLE": pa.float64(),
        "BOOLEAN": pa.bool_(),
    }
    for name in MADE:
        known = TABLES[name].by_name
        for field in pq.read_schema(city_folder / f"{name}.parquet"):
            expected = pa.list_(pa.string()) if known[field.name].type == "list" else arrow.get(known[field.name].sql_type, pa.string())
            assert (name, field.name, field.type) == (name, field.name, expected)
        assert set(TABLES[name].required) <= set(pq.read_schema(city_folder / f"{name}.parquet").names)


@pytest.mark.parametrize("name", sorted(name for name in MADE if TABLES[name].key))
def test_ids_are_there_and_no_two_alike(city: Ask, name: str) -> None:
    key = TABLES[name].key
    assert city(f"select count(*) - count(distinct {key}) from {name}") == [(0,)]


@pytest.mark.parametrize(("table", "column", "to", "key"), REFERENCES, ids=lambda value: value)
def test_what_a_row_names_exists(city: Ask, table: str, column: str, to: str, key: str) -> None:
    sql = f"""select count(*) from (select distinct {column} as id from {table} where {column} is not null) t anti
        join {to} on t.id = {to}.{key}"""
    assert city(sql) == [(0,)]


@pytest.mark.parametrize("name", sorted(name for name in MADE if TABLES[name].when))
def test_rows_stand_in_the_order_of_time_within_the_half_year(city: Ask, name: str) -> None:
    when = TABLES[name].when
    assert city(
        f"""select count(*) from (select {when} < lag({when}) over (order by rn) as back
            from (select {when}, row_number() over () as rn from {name})) where back"""
    ) == [(0,)]
    assert city(f"select count(*) from {name} where {when} >= timestamp '2026-07-01'") == [(0,)]


def test_nothing_happens_before_its_cause(city: Ask) -> None:
    assert city("select count(*) from orders o join accounts a using (account_id) where o.occurred_at < a.registered_at") == [(0,)]
    assert city("select count(*) from orders o join products p using (product_id) where o.occurred_at < p.listed_at") == [(0,)]
    assert city("select count(*) from parcels p join orders o using (order_id) where p.shipped_at < o.occurred_at") == [(0,)]
    assert city("select count(*) from reviews r join orders o using (order_id) where r.occurred_at < o.occurred_at") == [(0,)]
    assert city("select count(*) from reviews r join accounts a using (account_id) where r.occurred_at < a.registered_at") == [(0,)]


def test_the_same_seed_gives_the_same_bytes_and_another_seed_others(tmp_path: Path) -> None:
    for name, seed in (("a", 3), ("b", 3), ("c", 4)):
        make(tmp_path / name, orders=3_000, seed=seed)
    first, again, other = (digest(tmp_path / name) for name in "abc")
    assert first == again
    filled = [name for name in first if name in ("orders.parquet", "reviews.parquet", "visits.parquet", "truth.parquet")]
    assert len(filled) == 4
    assert all(first[name] != other[name] for name in filled)


@pytest.mark.parametrize("threads", [1, 4])
def test_the_bytes_do_not_depend_on_the_threads(tmp_path: Path, city_folder: Path, threads: int) -> None:
    before = pa.cpu_count()
    pa.set_cpu_count(threads)
    try:
        make(tmp_path / "w", orders=ORDERS, seed=5)
    finally:
        pa.set_cpu_count(before)
    assert digest(tmp_path / "w") == digest(city_folder)


def test_an_earlier_world_is_replaced_and_nothing_is_left_beside_it(tmp_path: Path) -> None:
    make(tmp_path / "w", orders=1_000, seed=1)
    make(tmp_path / "w", orders=2_000, seed=1)
    assert pq.read_metadata(tmp_path / "w" / "orders.parquet").num_rows == 2_000
    assert [path.name for path in tmp_path.iterdir()] == ["w"]


@pytest.mark.parametrize("name", ["notes.txt", "orders.parquet"])
def test_a_folder_with_anything_else_in_it_is_refused_and_left_alone(tmp_path: Path, name: str) -> None:
    pq.write_table(pa.table({"a": [1]}), tmp_path / name)
    before = digest(tmp_path)
    with pytest.raises(OutputError) as caught:
        make(tmp_path, orders=1_000, seed=1)
    assert "earlier world" in caught.value.hint
    assert digest(tmp_path) == before


def test_an_empty_folder_is_taken_and_a_file_is_not(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    make(tmp_path / "empty", orders=500, seed=1)
    assert (tmp_path / "empty" / "truth.parquet").is_file()
    (tmp_path / "file").write_text("")
    with pytest.raises(OutputError):
        make(tmp_path / "file", orders=500, seed=1)


@pytest.mark.parametrize(
    ("changes", "problem"),
    [
        ({"recipe": "village"}, "there is no recipe `village`"),
        ({"orders": 99}, "99 orders make no market"),
        ({"seed": -1}, "the seed -1 is below zero"),
    ],
    ids=["a recipe nobody knows", "too few orders", "a seed below zero"],
)
def test_bad_wishes_get_a_clear_answer(tmp_path: Path, changes: dict[str, object], problem: str) -> None:
    wishes: dict = {"orders": 1_000, "seed": 1} | changes
    with pytest.raises(UsageError) as caught:
        make(tmp_path / "w", **wishes)
    assert caught.value.problem == problem
    assert not list(tmp_path.iterdir())


def test_a_step_that_fails_leaves_nothing_behind(tmp_path: Path) -> None:
    def interrupted(step: str) -> None:
        if step.startswith("money"):
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        make(tmp_path / "w", orders=1_000, seed=1, say=interrupted)
    assert not list(tmp_path.iterdir())


def test_progress_is_told_in_words(tmp_path: Path) -> None:
    heard: list[str] = []
    make(tmp_path / "w", orders=500, seed=1, say=heard.append)
    assert len(heard) >= 4


def test_base_rates_are_low_as_in_life(market: Ask) -> None:
    share = """select count(distinct t.entity_id) / (select count(*) from {0}s) from truth t
        where entity_kind = '{0}' and not starts_with(behaviour, 'hard:')"""
    assert 0.02 <= market(share.format("order"))[0][0] <= 0.035
    assert 0.055 <= market(share.format("review"))[0][0] <= 0.085
    assert 0.02 <= market(share.format("merchant"))[0][0] <= 0.055
    assert 0.03 <= market(share.format("account"))[0][0] <= 0.09
    punished = (
        "select count(distinct entity_id) / (select count(*) from merchants) from verdicts where is_fraud and entity_kind = 'merchant'"
    )
    assert 0.004 <= market(punished)[0][0] <= 0.015


def test_a_world_without_fraud_has_lookalikes_and_nothing_false(null: Ask) -> None:
    assert null("select count(*) from truth where not starts_with(behaviour, 'hard:')") == [(0,)]
    assert null("select count(distinct behaviour) from truth")[0][0] > 10
    assert null("select count(*) from orders") == [(6_000,)]


def test_lookalikes_have_twice_their_share_where_there_is_no_fraud(city: Ask, null: Ask) -> None:
    share = """select count(*) filter (behaviour = 'hard:flash_sale' and entity_kind = 'order') / (select count(*)
        from orders) from truth"""
    assert 1.5 < null(share)[0][0] / city(share)[0][0] < 2.6


def test_one_entity_has_one_row_a_behaviour_and_no_false_one_is_called_a_lookalike(city: Ask) -> None:
    assert city("select count(*) - count(distinct (entity_kind, entity_id, behaviour)) from truth") == [(0,)]
    sql = """select count(*) from (select entity_kind, entity_id from truth group by all
        having bool_or(starts_with(behaviour, 'hard:')) and bool_or(not starts_with(behaviour, 'hard:')))"""
    assert city(sql) == [(0,)]
    assert city("""select count(*) from truth where starts_with(behaviour, 'hard:')
        and (ring_id is not null or skill is not null)""") == [(0,)]


@pytest.fixture(scope="module")
def districts(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A world of three districts, small ones for once."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(build, "DISTRICT", 1_500)
        make(tmp_path_factory.mktemp("districts") / "w", orders=4_000, seed=5)
        make(tmp_path_factory.getbasetemp() / "again", orders=4_000, seed=5)
    return next(tmp_path_factory.getbasetemp().glob("districts*/w"))


def parts(folder: Path) -> dict[str, str]:
    return {str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest() for path in sorted(folder.rglob("*.parquet"))}


def test_a_large_world_is_made_district_by_district_into_folders_with_one_answer_key(districts: Path) -> None:
    assert [path.name for path in sorted((districts / "orders").iterdir())] == [f"part-{number:04d}.parquet" for number in range(3)]
    assert (districts / "truth.parquet").is_file()
    assert not [path for path in districts.iterdir() if path.name.startswith("truth-")]
    orders = [pq.read_table(path) for path in sorted((districts / "orders").iterdir())]
    assert sum(part.num_rows for part in orders) == 4_000
    ids = [one for part in orders for one in part["account_id"].unique().to_pylist()]
    assert len(set(ids)) == len(ids)


def test_districts_made_side_by_side_give_the_same_bytes(districts: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    assert parts(districts) == parts(tmp_path_factory.getbasetemp() / "again")


def test_a_world_of_districts_can_be_read_and_replaced(districts: Path, tmp_path: Path) -> None:
    dataset = load(districts, Settings(memory="1GB"), tmp_path)
    assert dataset.tables["orders"].rows == 4_000
    assert not any(table.set_aside for table in dataset.tables.values())
    make(shutil.copytree(districts, tmp_path / "w"), orders=500, seed=1)
    assert pq.read_metadata(tmp_path / "w" / "orders.parquet").num_rows == 500


def test_a_district_that_fails_leaves_nothing_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(build, "DISTRICT", 1_500)

    def interrupted(step: str) -> None:
        if step.startswith("district"):
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        make(tmp_path / "w", orders=4_000, seed=5, say=interrupted)
    assert not list(tmp_path.iterdir())
