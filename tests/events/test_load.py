"""Files of every format to typed tables."""

import gzip
import hashlib
import io
import json
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from zhenxin.engine import parse
from zhenxin.events.schema import typed_tables

from .folders import HEADER, Folder, at, column, rows

WHEN = at("2024-05-01 10:30")

ORDERS = [
    {"order_id": "o1", "account_id": "a1", "merchant_id": "m1", "occurred_at": "2024-05-01 10:30:00", "amount": "12.50", "quantity": "1"},
    {"order_id": "o2", "account_id": "a2", "merchant_id": "m1", "occurred_at": "2024-05-02 08:00:00", "amount": "7.00", "quantity": "2"},
]


def as_csv(mark: str = ",") -> str:
    return "\n".join([mark.join(ORDERS[0]), *(mark.join(row.values()) for row in ORDERS), ""])


def as_jsonl() -> str:
    return "".join(json.dumps(row) + "\n" for row in ORDERS)


def parquet(**columns: Any) -> bytes:
    stream = io.BytesIO()
    pq.write_table(pa.table(columns), stream)
    return stream.getvalue()


def good_orders(ids: list[str] | None = None, **more: Any) -> bytes:
    ids = ids or ["o1", "o2"]
    return parquet(
        order_id=ids,
        account_id=[f"a{i}" for i in range(len(ids))],
        merchant_id=["m"] * len(ids),
        occurred_at=pa.array([WHEN] * len(ids), pa.timestamp("us")),
        **more,
    )


@pytest.mark.parametrize(
    ("name", "content"),
    [
        pytest.param("orders.csv", as_csv().encode(), id="comma-separated"),
        pytest.param("orders.csv", as_csv(";").encode(), id="separated-by-semicolons"),
        pytest.param("orders.tsv", as_csv("\t").encode(), id="tab-separated"),
        pytest.param("orders.jsonl", as_jsonl().encode(), id="json-lines"),
        pytest.param("orders.ndjson", as_jsonl().encode(), id="json-lines-under-their-other-name"),
        pytest.param("orders.csv.gz", gzip.compress(as_csv().encode()), id="comma-separated-and-gzipped"),
        pytest.param("orders.jsonl.gz", gzip.compress(as_jsonl().encode()), id="json-lines-gzipped"),
        pytest.param("Orders.CSV", as_csv().encode(), id="in-capital-letters"),
        pytest.param("orders.csv", b"\xef\xbb\xbf" + as_csv().encode(), id="with-a-byte-order-mark"),
        pytest.param("orders.csv", as_csv().replace("\n", "\r\n").encode(), id="with-the-line-ends-of-windows"),
        pytest.param("orders.csv", as_csv().replace("order_id", " Order_ID ").encode(), id="with-a-sloppy-header"),
        pytest.param("orders/2024/part-0.csv", as_csv().encode(), id="in-a-folder-of-folders"),
        pytest.param("orders.parquet", parquet(**{name: [row[name] for row in ORDERS] for name in ORDERS[0]}), id="parquet-of-text"),
        pytest.param(
            "orders.parquet.gz",
            gzip.compress(parquet(**{name: [row[name] for row in ORDERS] for name in ORDERS[0]})),
            id="parquet-gzipped",
        ),
    ],
)
def test_every_format_gives_the_same_rows(folder: Folder, name: str, content: bytes) -> None:
    folder.put(name, content)
    dataset = folder.load()
    found = rows(dataset)
    assert [row["order_id"] for row in found] == ["o1", "o2"]
    assert found[0]["occurred_at"] == WHEN
    assert [row["amount"] for row in found] == [Decimal("12.50"), Decimal("7.00")]
    assert [row["quantity"] for row in found] == [1, 2]
    assert dataset.tables["orders"].set_aside == 0


def test_a_folder_may_mix_formats_and_columns(folder: Folder) -> None:
    folder.put("orders/a.csv", as_csv())
    folder.put("orders/b.parquet", good_orders(["o3"], coupon=pa.array([Decimal("1.00")], pa.decimal128(18, 2))))
    folder.put("orders/_SUCCESS", "")
    folder.put("orders/.hidden.csv", "nonsense")
    found = rows(folder.load())
    assert [(row["order_id"], row["coupon"]) for row in found] == [("o1", None), ("o2", None), ("o3", Decimal("1.00"))]


def test_a_folder_of_spark_is_a_table(folder: Folder) -> None:
    folder.put("orders.parquet/part-00000.snappy.parquet", good_orders(["o1"]))
    folder.put("orders.parquet/part-00001.snappy.parquet", good_orders(["o2"]))
    folder.put("orders.parquet/_SUCCESS", "")
    loaded = folder.load().tables["orders"]
    assert (loaded.rows, loaded.in_place) == (2, True)


def test_a_part_of_the_path_may_be_a_column(folder: Folder) -> None:
    folder.put("orders/region=Hebei/a.parquet", good_orders(["o1"]))
    folder.put("orders/region=Hunan/a.parquet", good_orders(["o2"]))
    assert [row["region"] for row in rows(folder.load())] == ["Hebei", "Hunan"]


@pytest.mark.parametrize("name", ["a [1] 'x'*?", "订单 数据"])
def test_a_folder_may_have_any_name(tmp_path: Path, name: str) -> None:
    (tmp_path / name).mkdir()
    folder = Folder(tmp_path / name)
    folder.put("orders/b [2].csv", as_csv())
    folder.put("orders/a*.parquet", good_orders(["o3"]))
    dataset = folder.load()
    assert dataset.tables["orders"].rows == 3
    assert set(dataset.inputs) == {"orders/b [2].csv", "orders/a*.parquet"}


def test_a_table_has_all_its_columns_in_order_then_the_extra_ones(folder: Folder) -> None:
    folder.orders("o1,a1,m1,2024-05-01,blue", more=",colour")
    loaded = folder.load().tables["orders"]
    wanted = typed_tables()["orders"].columns
    assert loaded.columns == (*(column.name for column in wanted), "colour")
    described = duckdb.sql(f"describe {loaded.over(f'read_parquet({str(loaded.files[0])!r})')}").fetchall()
    assert [row[:2] for row in described] == [*((column.name, column.sql_type) for column in wanted), ("colour", "VARCHAR")]
    assert loaded.filled == {"order_id", "account_id", "merchant_id", "occurred_at", "colour"}


class TestInPlace:
    def test_good_parquet_is_read_where_it_lies(self, folder: Folder) -> None:
        path = folder.put("orders.parquet", good_orders(extra=[1, 2]))
        loaded = folder.load().tables["orders"]
        assert loaded.in_place
        assert loaded.files == (path,)
        read = duckdb.sql(loaded.over(f"read_parquet({str(path)!r})"))
        assert read.columns == [*(column.name for column in typed_tables()["orders"].columns), "extra"]
        assert [row[0] for row in read.fetchall()] == ["o1", "o2"]

    def test_its_select_is_of_the_dialect_of_every_engine(self, folder: Folder) -> None:
        folder.put("orders.parquet", good_orders(extra=[1, 2], order=[1, 2]))
        query = parse(folder.load().tables["orders"].select, "orders")
        assert query.tables == ("orders",)

    @pytest.mark.parametrize(
        "more",
        [
            pytest.param({"amount": [1.0, 2.0]}, id="money-as-a-double"),
            pytest.param({"quantity": pa.array([1, 2], pa.int64())}, id="a-wider-integer"),
            pytest.param({"device_id": ["d1", ""]}, id="an-empty-id"),
            pytest.param({"status": ["paid", "Paid"]}, id="a-status-in-capitals"),
            pytest.param({"status": ["paid", "lost"]}, id="a-status-not-listed"),
            pytest.param({"ip": ["1.2.3.4", None]}, id="a-raw-address"),
            pytest.param({"receiver": ["Li", None]}, id="a-raw-name"),
            pytest.param({"status_at": pa.array([WHEN, at("1970-01-01")], pa.timestamp("us"))}, id="a-time-before-1990"),
            pytest.param({"status_at": pa.array([WHEN, WHEN], pa.timestamp("us", "Asia/Shanghai"))}, id="a-time-with-a-zone"),
            pytest.param({"quantity": pa.array([1, -2], pa.int32())}, id="a-negative-quantity"),
            pytest.param({"region": ["x\0y", "z"]}, id="a-nul-byte"),
            pytest.param({"filename": ["x", "y"]}, id="a-column-named-as-the-reader-names-the-place"),
        ],
    )
    def test_what_has_to_change_is_staged(self, folder: Folder, more: dict[str, Any]) -> None:
        folder.put("orders.parquet", good_orders(**more))
        loaded = folder.load().tables["orders"]
        assert not loaded.in_place
        assert loaded.rows == 2


class TestIds:
    @pytest.mark.parametrize(
        ("values", "expected"),
        [
            pytest.param(pa.array([1, 2], pa.int64()), ["1", "2"], id="whole-numbers"),
            pytest.param(pa.array([1.0, 2.0]), ["1", "2"], id="decimals-that-are-whole"),
            pytest.param(pa.array([Decimal("1.00"), Decimal("2.50")]), ["1", "2.50"], id="exact-decimals"),
            pytest.param(pa.array([1.5, 2.0]), ["1.5", "2"], id="a-decimal-that-is-none"),
            pytest.param(pa.array(["1", "2"]).dictionary_encode(), ["1", "2"], id="dictionary-encoded"),
            pytest.param(pa.array([b"x", b"y"]), ["x", "y"], id="bytes"),
            pytest.param(pa.array(["O'Hara", '"q"']), ["O'Hara", '"q"'], id="quotes"),
            pytest.param(pa.array(["😀", "订单"]), ["😀", "订单"], id="an-emoji-and-chinese"),
            pytest.param(pa.array([" 1", "01"]), [" 1", "01"], id="spaces-and-zeros-are-part-of-an-id"),
        ],
    )
    def test_any_type_becomes_text(self, folder: Folder, values: pa.Array, expected: list[str]) -> None:
        when = pa.array([WHEN, WHEN], pa.timestamp("us"))
        folder.put("orders.parquet", parquet(order_id=values, account_id=["a", "a"], merchant_id=["m", "m"], occurred_at=when))
        assert column(folder.load(), "order_id") == expected

    def test_one_id_is_one_in_every_format(self, folder: Folder) -> None:
        folder.put("accounts.jsonl", '{"account_id": 7}\n{"account_id": 8.0}\n')
        folder.put("orders.csv", f"{HEADER}\no1,7.0,m,2024-05-01\no2,8.0,m,2024-05-01\n")
        dataset = folder.load()
        assert column(dataset, "account_id", "accounts") == ["7", "8"]
        assert column(dataset, "account_id") == ["7", "8"]

    def test_an_id_with_a_point_stays_where_not_all_have_one(self, folder: Folder) -> None:
        folder.orders("o1,1.0,m,2024-05-01", "o2,2.1,m,2024-05-01")
        assert column(folder.load(), "account_id") == ["1.0", "2.1"]


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        pytest.param("2024-05-01 10:30:00", WHEN, id="iso-with-a-space"),
        pytest.param("2024-05-01T10:30:00.000000", WHEN, id="iso-with-a-t"),
        pytest.param("2024-05-01T10:30:00Z", WHEN, id="utc"),
        pytest.param("2024-05-01T18:30:00+08:00", WHEN, id="china-converted"),
        pytest.param("2024-05-01T18:30:00+0800", WHEN, id="china-without-a-colon"),
        pytest.param("2024-05-01 18:30:00 Asia/Shanghai", WHEN, id="china-by-name"),
        pytest.param("2024/05/01 10:30", WHEN, id="slashes-without-seconds"),
        pytest.param("2024/5/1 10:30:00", WHEN, id="slashes-and-short-numbers"),
        pytest.param("20240501103000", WHEN, id="fourteen-digits"),
        pytest.param("2024年5月1日 10:30", WHEN, id="chinese"),
        pytest.param(" 2024-05-01 10:30 ", WHEN, id="spaces-around"),
        pytest.param("2024-05-01", at("2024-05-01"), id="a-date"),
        pytest.param("2024-13-01", None, id="no-such-month-is-bad"),
        pytest.param("yesterday", None, id="a-word-is-bad"),
        pytest.param("1989-12-31", None, id="before-1990-is-bad"),
        pytest.param("2101-01-01", None, id="after-2100-is-bad"),
        pytest.param("infinity", None, id="infinity-is-bad"),
        pytest.param("1714559400", None, id="bare-seconds-are-bad"),
    ],
)
def test_times_in_text(folder: Folder, written: str, expected: datetime | None) -> None:
    folder.orders(f"o1,a,m,{written}", "o2,a,m,2024-01-01")
    found = {row["order_id"]: row["occurred_at"] for row in rows(folder.load())}
    assert found.get("o1") == expected


@pytest.mark.parametrize("unit", ["s", "ms", "us", "ns"])
@pytest.mark.parametrize("zone", [None, "UTC", "Asia/Shanghai"])
def test_times_in_parquet(folder: Folder, unit: str, zone: str | None) -> None:
    when = pa.array([WHEN, WHEN], pa.timestamp(unit, zone))
    folder.put("orders.parquet", parquet(order_id=["o1", "o2"], account_id=["a", "b"], merchant_id=["m", "m"], occurred_at=when))
    assert column(folder.load(), "occurred_at") == [WHEN, WHEN]


@pytest.mark.parametrize(
    ("table", "name", "given", "expected"),
    [
        pytest.param("orders", "amount", "12.345", Decimal("12.35"), id="money-is-rounded-to-cents"),
        pytest.param("orders", "amount", "1e3", Decimal(1000), id="money-with-an-exponent"),
        pytest.param("orders", "amount", "0", Decimal(0), id="nothing-is-an-amount"),
        pytest.param("orders", "amount", "9999999999999999.99", Decimal("9999999999999999.99"), id="the-largest-amount"),
        pytest.param("orders", "amount", "99999999999999999", None, id="a-larger-one-is-bad"),
        pytest.param("orders", "amount", "-0.01", None, id="a-negative-one-is-bad"),
        pytest.param("orders", "amount", "12 yuan", None, id="a-word-in-it-is-bad"),
        pytest.param("orders", "amount", "0x1F", None, id="a-number-of-programmers-is-bad"),
        pytest.param("orders", "quantity", "3.0", 3, id="a-whole-number-with-a-point"),
        pytest.param("orders", "quantity", "3.5", None, id="half-a-piece-is-bad"),
        pytest.param("orders", "quantity", "99999999999", None, id="a-number-beyond-four-bytes-is-bad"),
        pytest.param("devices", "charging_share", "0.25", 0.25, id="a-share"),
        pytest.param("devices", "charging_share", "1.25", None, id="a-share-above-one-is-bad"),
        pytest.param("devices", "charging_share", "inf", None, id="infinity-is-bad"),
        pytest.param("devices", "is_emulator", "是", True, id="yes-in-chinese"),
        pytest.param("devices", "is_emulator", "No", False, id="no-in-english"),
        pytest.param("devices", "is_emulator", "1", True, id="one-is-true"),
        pytest.param("devices", "is_emulator", "maybe", None, id="maybe-is-bad"),
        pytest.param("messages", "photo_hashes", '["ab", 12]', ["ab", "12"], id="a-list-as-json"),
        pytest.param("messages", "photo_hashes", "ab;12", None, id="a-list-of-another-kind-is-bad"),
    ],
)
def test_values_in_text(folder: Folder, table: str, name: str, given: str, expected: object) -> None:
    bold = {"orders": {"order_id": "1", "account_id": "a", "merchant_id": "m", "occurred_at": "2024-01-01"}, "devices": {"device_id": "d"}}
    row = bold.get(table, {"message_id": "1", "occurred_at": "2024-01-01", "text": "hi"}) | {name: given}
    folder.put(f"{table}.jsonl", json.dumps(row) + "\n")
    dataset = folder.load()
    assert column(dataset, name, table) == [expected]
    assert dataset.tables[table].emptied == ({} if expected is not None else {name: 1})


@pytest.mark.parametrize("nothing", ["", "  ", "NULL", "NaN", "None", "\\N"])
def test_how_programs_write_nothing_is_nothing(folder: Folder, nothing: str) -> None:
    folder.orders(f"o1,a,m,2024-05-01,{nothing}", more=",amount")
    dataset = folder.load()
    assert column(dataset, "amount") == [None]
    assert dataset.tables["orders"].emptied == {}


def test_nan_in_parquet_is_nothing(folder: Folder) -> None:
    folder.put("orders.parquet", good_orders(amount=[1.5, float("nan")]))
    dataset = folder.load()
    assert column(dataset, "amount") == [Decimal("1.50"), None]
    assert dataset.tables["orders"].emptied == {}


def test_a_status_not_listed_is_kept_as_other_and_counted(folder: Folder) -> None:
    folder.orders("o1,a,m,2024-05-01,Paid", "o2,a,m,2024-05-01,lost", "o3,a,m,2024-05-01,", more=",status")
    dataset = folder.load()
    assert column(dataset, "status") == ["paid", "other", None]
    assert dataset.tables["orders"].other == {"status": 1}
    assert folder.quarantine(dataset) == []


def test_counts_by_day(folder: Folder) -> None:
    folder.orders("o1,a,m,2024-05-01 08:00,d", "o2,a,m,2024-05-01 09:00,", "o3,a,m,2024-05-03,d", more=",device_id")
    loaded = folder.load().tables["orders"]
    assert loaded.days == {date(2024, 5, 1): 2, date(2024, 5, 3): 1}
    assert loaded.filled_days["device_id"] == {date(2024, 5, 1): 1, date(2024, 5, 3): 1}
    assert (loaded.first_at, loaded.last_at) == (at("2024-05-01 08:00"), at("2024-05-03"))


class TestAsOf:
    def test_is_the_latest_event_where_none_is_given(self, folder: Folder) -> None:
        folder.orders("o1,a,m,2024-05-01")
        folder.put("reviews.csv", "review_id,account_id,occurred_at,rating\nr,a,2024-09-01 12:00,5\n")
        folder.put("accounts.csv", "account_id,registered_at\na,2025-01-01\n")
        dataset = folder.load()
        assert dataset.as_of == at("2024-09-01 12:00")
        assert not dataset.as_of_given

    def test_is_the_latest_time_of_another_kind_where_nothing_occurred(self, folder: Folder) -> None:
        folder.put("accounts.csv", "account_id,registered_at\na,2025-01-01\n")
        assert folder.load().as_of == at("2025-01-01")

    def test_of_data_without_any_time_is_long_ago(self, folder: Folder) -> None:
        folder.put("devices.csv", "device_id\nd\n")
        assert folder.load().as_of == at("1970-01-01")

    def test_later_rows_are_counted_and_listed_but_stay(self, folder: Folder) -> None:
        folder.orders("o1,a,m,2024-05-01", "o2,a,m,2024-05-03")
        dataset = folder.load(as_of=at("2024-05-02"))
        assert dataset.as_of_given
        assert dataset.tables["orders"].later == 1
        assert dataset.tables["orders"].rows == 2
        (listed,) = folder.quarantine(dataset)
        assert (listed["line"], listed["outcome"]) == ("3", "later than as_of")

    def test_a_zone_is_converted(self, folder: Folder) -> None:
        folder.orders("o1,a,m,2024-05-01")
        assert folder.load(as_of=datetime.fromisoformat("2024-05-02T08:00:00+08:00")).as_of == at("2024-05-02")


def test_inputs_are_hashed_by_name(folder: Folder) -> None:
    path = folder.put("orders/x.csv", as_csv())
    assert folder.load().inputs == {"orders/x.csv": hashlib.sha256(path.read_bytes()).hexdigest()}


def test_the_answer_key_is_never_read(folder: Folder) -> None:
    folder.orders("o1,a,m,2024-05-01")
    folder.put("truth.parquet", b"not even a file of tables")
    folder.put("README.md", "# about")
    dataset = folder.load()
    assert set(dataset.tables) == {"orders"}
    assert set(dataset.inputs) == {"orders.csv"}
    assert dataset.notes == ()


@pytest.mark.parametrize(
    ("name", "content"),
    [
        pytest.param(
            "orders.csv", as_csv() + "o2,a,m,2024-05-01,1,1\n,a,m,2024-05-01,1,1\no3,a,m,2024-05-01T18:30:00+08:00,x,1\n", id="csv"
        ),
        pytest.param("orders.jsonl", as_jsonl() + '{"order_id": 1, "account_id": "a"}\n', id="json-lines"),
        pytest.param("orders.parquet", good_orders(amount=[1.0, -1.0]), id="staged-parquet"),
        pytest.param("orders.parquet", good_orders(), id="parquet-in-place"),
        pytest.param("orders/a.csv", as_csv(), id="a-folder"),
    ],
)
def test_a_table_can_be_made_again_in_a_bare_duckdb(folder: Folder, name: str, content: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    folder.put(name, content)
    dataset = folder.load()
    monkeypatch.chdir(folder.path)
    bare = duckdb.connect()
    bare.execute("set TimeZone = 'America/New_York'")
    again = bare.sql(dataset.tables["orders"].again).to_arrow_table().to_pylist()
    assert sorted(again, key=lambda row: row["order_id"]) == rows(dataset)
