"""Whatever bytes come in, rows or reasons come out, and every line is accounted for."""

import gzip
import json
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from zhenxin.errors import InputError
from zhenxin.events.discover import DataFile
from zhenxin.events.lines import Reject
from zhenxin.events.records import Record, delimited, json_lines

from .folders import HEADER, Folder

QUIET = settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture], derandomize=True)
FEW = settings(QUIET, max_examples=25)

GOOD = "o{i},a,m,2024-05-01"
garbage = st.binary(max_size=30).map(lambda text: text.replace(b"\n", b"").replace(b"\r", b""))


def read(path: Path, content: bytes, format_: str = "csv") -> list[Record | Reject]:
    path.write_bytes(content)
    file = DataFile(path=path, name=path.name, format=format_, gzipped=path.suffix == ".gz")
    return list(json_lines(file) if format_ == "jsonl" else delimited(file)[2])


def blank(line: bytes) -> bool:
    return not line.decode("utf-8", "surrogateescape").strip("\r\n ")


@QUIET
@given(st.lists(st.one_of(st.just(b""), garbage.map(lambda text: text.replace(b'"', b"")))))
@example([b"\xff,a,m,t", b"\0", b" ", b",,,", b",,,,"])
def test_without_quotes_a_line_is_a_row_or_a_reason(tmp_path: Path, lines: list[bytes]) -> None:
    found = read(tmp_path / "x.csv", b"\n".join([HEADER.encode(), *lines]))
    assert [each.line for each in found] == [number for number, line in enumerate(lines, 2) if not blank(line)]


@QUIET
@given(st.lists(st.one_of(st.just(b"good"), garbage), max_size=20))
@example([b'"', b"good", b'"', b"good"])
@example([b'o1,"a', b"good", b'm",x,y', b"good", b'""'])
def test_with_quotes_no_good_row_is_lost(tmp_path: Path, lines: list[bytes]) -> None:
    written = [f"o{i:04d},a,m,2024-05-01".encode() if line == b"good" else line for i, line in enumerate(lines)]
    found = read(tmp_path / "x.csv", b"\n".join([HEADER.encode(), *written]))
    told = "".join(each.text if isinstance(each, Reject) else json.dumps(each.cells) for each in found)
    assert all(f"o{i:04d}" in told for i, line in enumerate(lines) if line == b"good")
    numbers = [each.line for each in found]
    assert numbers == sorted(set(numbers))


@QUIET
@given(st.lists(st.one_of(garbage, st.dictionaries(st.text(max_size=5), st.none() | st.booleans() | st.floats() | st.text(max_size=5)))))
def test_a_json_line_is_a_row_or_a_reason(tmp_path: Path, lines: list[bytes | dict[str, object]]) -> None:
    written = [b"{}", *(line if isinstance(line, bytes) else json.dumps(line).encode() for line in lines)]
    found = read(tmp_path / "x.jsonl", b"\n".join(written), "jsonl")
    assert [each.line for each in found] == [n for n, line in enumerate(written, 1) if line.decode("utf-8", "surrogateescape").strip()]
    kept = [each for each in found if isinstance(each, Record)]
    assert len(kept) > sum(isinstance(line, dict) for line in lines)


@QUIET
@given(st.integers(0, 400), st.one_of(st.just(b""), st.binary(max_size=8)))
def test_a_damaged_gzip_gives_what_came_before(tmp_path: Path, cut: int, noise: bytes) -> None:
    packed = gzip.compress("\n".join([HEADER, *(GOOD.format(i=i) for i in range(200))]).encode(), 1)
    try:
        found = read(tmp_path / "x.csv.gz", packed[:cut] + noise)
    except InputError:
        return
    good = [each.line for each in found if isinstance(each, Record)]
    assert good == sorted(set(good))
    assert noise or good == list(range(2, 2 + len(good)))
    assert len(good) == 200 or isinstance(found[-1], Reject)


@FEW
@given(
    st.lists(st.one_of(st.just(b"good"), garbage), min_size=1, max_size=12), st.sampled_from(["orders.csv", "orders.tsv", "orders.jsonl"])
)
def test_rows_found_are_rows_kept_and_rows_set_aside(tmp_path_factory: pytest.TempPathFactory, lines: list[bytes], name: str) -> None:
    folder = Folder(tmp_path_factory.mktemp("fuzz"))
    mark = "\t" if name.endswith("tsv") else ","
    if name.endswith("jsonl"):
        good = [json.dumps({"order_id": f"o{i}", "account_id": "a", "merchant_id": "m", "occurred_at": "2024-05-01"}) for i in range(99)]
        content = [good[-1].encode()]
    else:
        good = [GOOD.format(i=i).replace(",", mark) for i in range(99)]
        content = [HEADER.replace(",", mark).encode()]
    content += [good[i].encode() if line == b"good" else line for i, line in enumerate(lines)]
    path = folder.put(name, b"\n".join(content))
    found = read(path, path.read_bytes(), name.split(".")[1])
    dataset = folder.load()
    loaded = dataset.tables["orders"]
    assert loaded.rows + loaded.set_aside == len(found)
    lines_told = {each["line"] for each in folder.quarantine(dataset) if each["outcome"] == "set aside"}
    assert len(lines_told) == loaded.set_aside


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        pytest.param("a;b\n1;2\n", {"a": "1", "b": "2"}, id="semicolons"),
        pytest.param("a|b\n1|2\n", {"a": "1", "b": "2"}, id="upright-bars"),
        pytest.param("a\tb\n1\t2\n", {"a": "1", "b": "2"}, id="tabs-in-a-file-named-csv"),
        pytest.param("a,b\n1,2,\n", {"a": "1", "b": "2"}, id="a-comma-at-the-end-of-the-line"),
        pytest.param("a,,c\n1,2,3\n", {"a": "1", "column_2": "2", "c": "3"}, id="a-column-without-a-name"),
        pytest.param("_a,b\n1,2\n", {"x_a": "1", "b": "2"}, id="a-name-with-an-underscore-in-front"),
        pytest.param("\n\na,b\n1,2\n", {"a": "1", "b": "2"}, id="empty-lines-before-the-header"),
        pytest.param('"a","b"\n"1, x",2\n', {"a": "1, x", "b": "2"}, id="quotes"),
        pytest.param("a\n1\n", {"a": "1"}, id="one-column"),
    ],
)
def test_shapes_of_delimited_text(tmp_path: Path, content: str, expected: dict[str, str]) -> None:
    (found,) = read(tmp_path / "x.csv", content.encode())
    assert isinstance(found, Record)
    assert found.cells == expected


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        pytest.param("1", "1", id="a-whole-number"),
        pytest.param("1.0", "1", id="a-whole-number-with-a-point"),
        pytest.param("1.50", "1.50", id="a-decimal-as-it-was-written"),
        pytest.param("1e3", "1000", id="an-exponent"),
        pytest.param("123456789012345678901234567890", "123456789012345678901234567890", id="a-very-long-number"),
        pytest.param("true", "true", id="true"),
        pytest.param("null", None, id="null"),
        pytest.param('"\\ud83d\\ude00"', "😀", id="an-escaped-emoji"),
        pytest.param('["a", 1]', '["a", "1"]', id="a-list"),
        pytest.param("NaN", "NaN", id="no-number"),
    ],
)
def test_json_values_as_text(tmp_path: Path, written: str, expected: str | None) -> None:
    (found,) = read(tmp_path / "x.jsonl", f'{{"x": {written}}}'.encode(), "jsonl")
    assert isinstance(found, Record)
    assert found.cells["x"] == expected
