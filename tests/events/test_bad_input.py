"""Bad input gets an answer: one clear error, held as a golden text, or quarantined rows with their reasons. Nothing is lost."""

import gzip
import json
from collections.abc import Callable
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from zhenxin import events
from zhenxin.errors import InputError, MappingError

from .folders import HEADER, SETTINGS, Folder, at, column, rows
from .test_load import good_orders, parquet

GOOD = "o1,a1,m1,2024-05-01 10:30:00"


def lines(*rows: str) -> str:
    return "\n".join([HEADER, *rows, ""])


def nothing(_: Folder) -> None:
    """An empty folder."""


def half(content: bytes) -> bytes:
    return content[: len(content) // 2]


ERRORS: list[tuple[str, Callable[[Folder], object]]] = [
    ("empty_folder", nothing),
    ("no_known_table", lambda folder: folder.put("weather.csv", "x,y\n1,2\n")),
    ("near_table_name", lambda folder: (folder.put("order.csv", lines(GOOD)), folder.put("accounts.csv", "account_id\na\n"))),
    ("near_folder_name", lambda folder: (folder.put("ordres/a.csv", lines(GOOD)), folder.put("accounts.csv", "account_id\na\n"))),
    ("format_not_read", lambda folder: (folder.put("orders.xlsx", b"PK"), folder.put("accounts.csv", "account_id\na\n"))),
    ("table_twice", lambda folder: (folder.put("orders.csv", lines(GOOD)), folder.put("orders.parquet", good_orders()))),
    ("empty_table_folder", lambda folder: folder.put("orders/notes.md", "none")),
    ("missing_column_near", lambda folder: folder.put("orders.csv", "orderid,account_id,merchant_id,occurred_at\n")),
    ("missing_columns", lambda folder: folder.put("orders.csv", "order_id,x,y\n")),
    (
        "missing_column_in_json",
        lambda folder: folder.put("orders.jsonl", '{"order_id": 1, "merchant_id": 2, "occurred_at": "2024-05-01"}\n'),
    ),
    ("half_written_parquet", lambda folder: folder.put("orders.parquet", half(good_orders()))),
    ("parquet_of_no_bytes", lambda folder: folder.put("orders.parquet", b"")),
    ("parquet_that_is_text", lambda folder: folder.put("orders.parquet", lines(GOOD))),
    ("gzipped_parquet_cut", lambda folder: folder.put("orders.parquet.gz", half(gzip.compress(good_orders())))),
    ("no_gzip", lambda folder: folder.put("orders.csv.gz", lines(GOOD))),
    ("csv_of_no_bytes", lambda folder: folder.put("orders.csv", b"")),
    ("csv_in_utf16", lambda folder: folder.put("orders.csv", lines(GOOD).encode("utf-16"))),
    ("header_in_gbk", lambda folder: folder.put("orders.csv", "订单号,买家\n1,2\n".encode("gbk"))),
    ("header_names_twice", lambda folder: folder.put("orders.csv", "order_id,account_id,Order_ID\n")),
    ("header_quote_open", lambda folder: folder.put("orders.csv", 'order_id,"account_id\n')),
    ("old_mac_line_ends", lambda folder: folder.put("orders.csv", lines(GOOD).replace("\n", "\r"))),
    ("one_json_array", lambda folder: folder.put("orders.jsonl", '[{"order_id": 1},\n{"order_id": 2}]\n')),
    ("two_tables_wrong", lambda folder: (folder.put("orders.csv", "order_id\n1\n"), folder.put("reviews.parquet", b"PAR1 cut"))),
    ("map_not_toml", lambda folder: folder.put("zhenxin.map.toml", "[orders\n")),
    ("map_unknown_table", lambda folder: folder.put("zhenxin.map.toml", '[order]\nfile = "t.csv"\n')),
    (
        "map_file_absent",
        lambda folder: (folder.put("t_order.csv", ""), folder.put("zhenxin.map.toml", '[orders]\nfile = "t_orders.csv"\n')),
    ),
    ("map_unknown_target", lambda folder: mapped(folder, 'order = "id"')),
    ("map_unknown_column", lambda folder: mapped(folder, 'order_id = "ids"')),
    ("map_unknown_column_in_expression", lambda folder: mapped(folder, "order_id = \"upper(idd) || '-'\"")),
    ("map_no_expression", lambda folder: mapped(folder, 'order_id = "id from x"')),
    ("map_asks_the_clock", lambda folder: mapped(folder, 'occurred_at = "now()"')),
    ("map_subquery", lambda folder: mapped(folder, 'order_id = "(select 1)"')),
    ("map_does_not_fit", lambda folder: mapped(folder, 'order_id = "list_sum(id)"')),
    ("map_is_no_text", lambda folder: mapped(folder, "order_id = 5")),
    ("map_stray_word", lambda folder: folder.put("zhenxin.map.toml", '[orders]\nflie = "t.csv"\n')),
]


def mapped(folder: Folder, text: str) -> None:
    folder.put("t.csv", "id,account_id,merchant_id,occurred_at\n1,a,m,2024-05-01\n")
    folder.put("zhenxin.map.toml", f'[orders]\nfile = "t.csv"\n[orders.columns]\n{text}\n')


@pytest.mark.parametrize(("name", "make"), ERRORS, ids=[name for name, _ in ERRORS])
def test_one_clear_error(folder: Folder, name: str, make: Callable[[Folder], object], golden: Callable[[str, str], None]) -> None:
    make(folder)
    with pytest.raises(InputError) as caught:
        folder.load()
    assert caught.value.exit_code == 2
    assert caught.value.problem[0] in "`0123456789" or caught.value.problem[0].islower()
    assert not caught.value.problem.endswith(".")
    assert isinstance(caught.value, MappingError) == name.startswith("map_")
    golden(f"events/{name}", str(caught.value).replace(str(folder.path), "DATA"))


@pytest.mark.parametrize("name", ["missing", "file.csv"])
def test_no_folder(folder: Folder, name: str, golden: Callable[[str, str], None]) -> None:
    folder.put("file.csv", "x\n")
    with pytest.raises(InputError) as caught:
        events.load(folder.path / name, SETTINGS, folder.base)
    golden(f"events/no_folder_{name.split('.', maxsplit=1)[0]}", str(caught.value).replace(str(folder.base), "BASE"))


def test_a_misspelt_folder_is_suggested(folder: Folder) -> None:
    with pytest.raises(InputError, match="there is no such folder") as caught:
        events.load(folder.base / "dat", SETTINGS, folder.base)
    assert "data" in caught.value.hint


def test_damage_inside_a_parquet_is_told(folder: Folder) -> None:
    content = bytearray(good_orders([f"o{i}" for i in range(500)]))
    content[100:400] = bytes(300)
    folder.put("orders.parquet", bytes(content))
    with pytest.raises(InputError, match=r"`orders\.parquet` is damaged"):
        folder.load()


@pytest.mark.parametrize(
    ("name", "content"),
    [
        pytest.param("orders.csv", HEADER + "\n", id="a-header-alone"),
        pytest.param("orders.jsonl", "", id="json-lines-of-no-bytes"),
        pytest.param("orders.parquet", good_orders(["o"]), id="parquet"),
        pytest.param("orders.jsonl.gz", gzip.compress(b""), id="gzip-of-nothing"),
    ],
)
def test_zero_rows_are_no_error_and_are_said(folder: Folder, name: str, content: str | bytes) -> None:
    path = folder.put(name, content)
    if name.endswith("parquet"):
        pq.write_table(pq.read_table(path).slice(0, 0), path)
    dataset = folder.load()
    assert dataset.tables["orders"].rows == 0
    assert rows(dataset) == []
    assert any("no rows" in note for note in dataset.notes)
    assert all(chinese for chinese in dataset.notes_zh)


ROWS = [
    pytest.param("o2,,m,2024-05-01", "account_id", "", "missing", id="a-missing-bold-value"),
    pytest.param("  ,a,m,2024-05-01", "order_id", "  ", "missing", id="an-id-of-spaces"),
    pytest.param("o2,a,m,soon", "occurred_at", "soon", "not a time", id="a-word-for-a-time"),
    pytest.param("o2,a,m,1969-12-31", "occurred_at", "1969-12-31", "before 1990", id="before-1990"),
    pytest.param("o2,a,m,9999-12-31", "occurred_at", "9999-12-31", "after 2100", id="after-2100"),
    pytest.param("o1,a,m,2024-05-01", "order_id", "o1", "the id is there already: orders.csv:2", id="a-second-row-with-the-id"),
    pytest.param("o2,a,m", "", "", "3/4 cells, more or fewer than the header has columns", id="a-cell-too-few"),
    pytest.param("o2,a,m,2024-05-01,x", "", "", "5/4 cells, more or fewer than the header has columns", id="a-cell-too-many"),
    pytest.param('o2,"a,m,2024-05-01', "", "", "a quote is never closed, or stands where none may", id="a-quote-left-open"),
    pytest.param('o2,"a"b,m,2024-05-01', "", "", "a quote is never closed, or stands where none may", id="a-quote-in-the-middle"),
    pytest.param(b"o2,\xff\xfe,m,2024-05-01", "account_id", "\\xff\\xfe", "not valid UTF-8", id="bytes-that-are-no-utf-8"),
    pytest.param(b"o2,a\0b,m,2024-05-01", "account_id", "a\\x00b", "holds a NUL byte", id="a-nul-byte"),
]


@pytest.mark.parametrize(("line", "where", "value", "reason"), ROWS)
def test_a_bad_row_is_set_aside_and_the_good_ones_go_on(folder: Folder, line: str | bytes, where: str, value: str, reason: str) -> None:
    bad = line.encode() if isinstance(line, str) else line
    folder.put("orders.csv", f"{HEADER}\n{GOOD}\n".encode() + bad + b"\no9,a,m,2024-05-02\n")
    dataset = folder.load()
    assert column(dataset, "order_id") == ["o1", "o9"]
    assert dataset.tables["orders"].set_aside == 1
    (told,) = folder.quarantine(dataset)
    assert (told["file"], told["line"], told["column"], told["value"], told["reason"]) == ("orders.csv", "3", where, value, reason)
    assert told["outcome"] == "set aside"
    assert told["reason_zh"]
    assert isinstance(json.loads(told["row"]), dict)


EMPTIED = [
    pytest.param("orders", "amount", "-5", "below 0", id="a-negative-amount"),
    pytest.param("orders", "amount", "1e40", "too large for an amount of money", id="a-huge-amount"),
    pytest.param("orders", "amount", "a lot", "not an amount of money", id="a-word-for-an-amount"),
    pytest.param("orders", "quantity", "1.5", "not a whole number", id="half-a-piece"),
    pytest.param("orders", "status_at", "1980-01-01", "before 1990", id="a-status-before-1990"),
    pytest.param("reviews", "likes", "-1", "below 0", id="negative-likes"),
    pytest.param("reviews", "photo_hashes", "{}", "not a list", id="an-object-for-a-list"),
]


@pytest.mark.parametrize(("table", "where", "value", "reason"), EMPTIED)
def test_a_bad_value_elsewhere_is_emptied_and_counted(folder: Folder, table: str, where: str, value: str, reason: str) -> None:
    bold = {"orders": lines(GOOD), "reviews": "review_id,account_id,occurred_at,rating\nr1,a,2024-05-01,5\n"}[table].strip().split("\n")
    folder.put(f"{table}.csv", f"{bold[0]},{where}\n{bold[1]},{value}\n")
    dataset = folder.load()
    assert column(dataset, where, table) == [None]
    assert dataset.tables[table].emptied == {where: 1}
    assert dataset.tables[table].set_aside == 0
    (told,) = folder.quarantine(dataset, table)
    assert (told["line"], told["column"], told["value"], told["reason"], told["outcome"]) == ("2", where, value, reason, "emptied")


@pytest.mark.parametrize("rating", ["0", "6", "-1", "4.5", "five", ""])
def test_a_rating_outside_one_to_five_sets_the_row_aside(folder: Folder, rating: str) -> None:
    folder.put("reviews.csv", f"review_id,account_id,occurred_at,rating\nr1,a,2024-05-01,5\nr2,a,2024-05-01,{rating}\n")
    dataset = folder.load()
    assert column(dataset, "rating", "reviews") == [5]
    assert [told["column"] for told in folder.quarantine(dataset, "reviews")] == ["rating"]


class TestParquet:
    def test_bad_values_are_told_with_their_row(self, folder: Folder) -> None:
        when = pa.array([at("2024-05-01"), None, at("1970-01-01")], pa.timestamp("us"))
        folder.put(
            "orders.parquet",
            parquet(order_id=["o1", "o2", "o3"], account_id=["a"] * 3, merchant_id=["m"] * 3, occurred_at=when, amount=[1.0, -2.0, -3.0]),
        )
        dataset = folder.load()
        assert column(dataset, "order_id") == ["o1"]
        told = folder.quarantine(dataset)
        assert [(each["line"], each["column"], each["reason"]) for each in told] == [
            ("2", "occurred_at", "missing"),
            ("3", "occurred_at", "before 1990"),
        ]
        assert json.loads(told[0]["row"])["amount"] == -2.0

    def test_text_that_is_none_harms_its_own_cell_only(self, folder: Folder) -> None:
        text = pa.array([b"good", b"\xff\xfe", None]).cast(pa.binary()).view(pa.string())
        folder.put("orders.parquet", good_orders(["o1", "o2", "o3"], region=text))
        dataset = folder.load()
        assert column(dataset, "region") == ["good", None, None]
        assert dataset.tables["orders"].emptied == {"region": 1}
        assert folder.quarantine(dataset)[0]["value"] == "\\xff\\xfe"

    def test_an_id_that_is_no_text_sets_its_row_aside(self, folder: Folder) -> None:
        ids = pa.array([b"o1", b"\xff"]).view(pa.string())
        when = pa.array([at("2024-05-01")] * 2, pa.timestamp("us"))
        folder.put("orders.parquet", parquet(order_id=ids, account_id=["a"] * 2, merchant_id=["m"] * 2, occurred_at=when))
        dataset = folder.load()
        assert column(dataset, "order_id") == ["o1"]
        assert dataset.tables["orders"].set_aside == 1

    def test_a_column_of_nulls_only_is_absent(self, folder: Folder) -> None:
        folder.put("orders.parquet", good_orders(region=pa.nulls(2)))
        assert "region" not in folder.load().tables["orders"].filled


class TestGzip:
    def test_cut_short_keeps_the_rows_before_the_cut_and_says_so(self, folder: Folder) -> None:
        many = [f"o{i},a{i},m,2024-05-01" for i in range(5000)]
        packed = gzip.compress(lines(*many).encode())
        folder.put("orders.csv.gz", packed[: len(packed) * 2 // 3])
        dataset = folder.load()
        kept = dataset.tables["orders"].rows
        assert 500 < kept < 5000
        assert any("breaks off after line" in note for note in dataset.notes)
        told = folder.quarantine(dataset)
        assert [each["reason"] for each in told if not each["column"]][-1] == "the gzip file breaks off here"

    def test_damaged_in_the_middle_is_the_same(self, folder: Folder) -> None:
        packed = bytearray(gzip.compress(lines(*(f"o{i},a{i},m,2024-05-01" for i in range(50_000))).encode()))
        packed[len(packed) // 2 : len(packed) // 2 + 50] = bytes(50)
        folder.put("orders.csv.gz", bytes(packed))
        dataset = folder.load()
        assert dataset.tables["orders"].rows > 0
        assert any("breaks off" in note for note in dataset.notes)


class TestLongLines:
    def test_a_line_of_100_mb_is_passed_over(self, folder: Folder) -> None:
        with folder.put("orders.csv", "").open("wb") as stream:
            stream.write(f"{HEADER}\n{GOOD}\no2,".encode())
            for _ in range(100):
                stream.write(b"x" * 1_000_000)
            stream.write(b",m,2024-05-01\no3,a,m,2024-05-02\n")
        dataset = folder.load()
        assert column(dataset, "order_id") == ["o1", "o3"]
        (told,) = folder.quarantine(dataset)
        assert told["line"] == "3"
        assert told["reason"] == "a line of 100000017 bytes, longer than 16 MB"
        assert len(told["row"]) < 1000

    def test_a_long_text_below_the_limit_is_kept(self, folder: Folder) -> None:
        folder.orders(f'{GOOD},"{"x" * 1_000_000}\n{"y" * 1_000_000}"', more=",note")
        assert len(column(folder.load(), "note")[0]) == 2_000_001


class TestQuotes:
    def test_a_quoted_cell_may_hold_marks_lines_and_quotes(self, folder: Folder) -> None:
        folder.orders(f'{GOOD},"a, ""b""\nc"', "o2,a,m,2024-05-02,d", more=",note")
        assert column(folder.load(), "note") == ['a, "b"\nc', "d"]

    def test_one_stray_quote_costs_one_line(self, folder: Folder) -> None:
        folder.orders(*(f"o{i},a,m,2024-05-01" if i != 3 else 'o3,"a,m,2024-05-01' for i in range(3000)))
        dataset = folder.load()
        assert dataset.tables["orders"].rows == 2999
        assert dataset.tables["orders"].set_aside == 1

    def test_two_stray_quotes_cost_two_lines(self, folder: Folder) -> None:
        folder.orders(*(f"o{i},a,m,2024-05-01" if i not in (3, 40) else f'o{i},"a,m,2024-05-01' for i in range(60)))
        dataset = folder.load()
        assert dataset.tables["orders"].rows == 58
        assert [told["line"] for told in folder.quarantine(dataset)] == ["5", "42"]

    def test_an_inch_mark_in_an_open_cell_is_a_mark(self, folder: Folder) -> None:
        folder.orders(f'{GOOD},5" screen', more=",note")
        assert column(folder.load(), "note") == ['5" screen']


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        pytest.param('{"order_id": "o2", "acc', "not valid JSON", id="cut-off"),
        pytest.param("[1, 2]", "not a JSON object", id="a-list"),
        pytest.param("[" * 100_000, "not valid JSON", id="nested-too-deep"),
        pytest.param(
            '{"order_id": "o2", "account_id": "\\ud800", "merchant_id": "m", "occurred_at": "2024-05-01"}',
            "not valid UTF-8",
            id="half-a-pair",
        ),
    ],
)
def test_a_bad_json_line_is_set_aside(folder: Folder, line: str, reason: str) -> None:
    good = (
        '{"order_id": "o1", "account_id": "a", "merchant_id": "m", "occurred_at": "2024-05-01", "amount": 1.50, "n": 12345678901234567890}'
    )
    folder.put("orders.jsonl", f"{good}\n{line}\n\n")
    dataset = folder.load()
    assert column(dataset, "order_id") == ["o1"]
    assert column(dataset, "n") == ["12345678901234567890"]
    assert [told["reason"] for told in folder.quarantine(dataset)] == [reason]


def test_a_file_in_another_encoding_is_said(folder: Folder) -> None:
    folder.put("orders.csv", (HEADER + ",region\n").encode() + "o1,a,m,2024-05-01,广东\no2,a,m,2024-05-01,\n".encode("gbk"))
    dataset = folder.load()
    assert dataset.tables["orders"].emptied == {"region": 1}
    assert dataset.notes == ("`orders.csv` has 1 rows with text that is not UTF-8; if it is GB 18030, convert it",)


def test_an_unknown_account_stays(folder: Folder) -> None:
    folder.orders("o1,nobody,m,2024-05-01")
    folder.put("accounts.csv", "account_id\na\n")
    assert column(folder.load(), "account_id") == ["nobody"]


def test_later_than_as_of_is_listed_up_to_a_thousand(folder: Folder) -> None:
    folder.orders(*(f"o{i},a,m,2024-05-02" for i in range(1, 1201)), "o0,a,m,2024-05-01")
    dataset = folder.load(as_of=at("2024-05-01 12:00"))
    assert dataset.tables["orders"].later == 1200
    told = folder.quarantine(dataset)
    assert len(told) == 1000
    assert told[0]["reason"] == "later than as_of 2024-05-01 12:00:00"


def test_two_loads_write_the_same_quarantine(folder: Folder, tmp_path: Path) -> None:
    folder.orders("o1,a,m,soon,-1", "o1,,m,2024-05-01,x", "o3,a,m,2024-05-01,-1", "o3,a,m,2024-05-01,1", '"', more=",amount")
    written = []
    for name in ("one", "two"):
        events.write_quarantine(folder.load(), tmp_path / name)
        written.append((tmp_path / name / "quarantine" / "orders.csv").read_bytes())
    assert written[0] == written[1]
    assert written[0].count(b"\n") == 6


def test_good_data_leave_an_empty_quarantine(folder: Folder, tmp_path: Path) -> None:
    folder.orders(GOOD)
    events.write_quarantine(folder.load(), tmp_path / "out")
    assert list((tmp_path / "out" / "quarantine").iterdir()) == []
