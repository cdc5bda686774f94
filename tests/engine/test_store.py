"""A result folder appears whole or not at all, and never over anything that is not ours."""

import tempfile
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from zhenxin.engine.store import bring, refuse_foreign, whole_folder, write_json, write_table
from zhenxin.errors import OutputError

ALLOWED = ("run.json", "rings.parquet", "report.html")


def _earlier(folder: Path, *names: str) -> Path:
    folder.mkdir()
    for name in names:
        (folder / name).write_text("earlier")
    return folder


@pytest.mark.parametrize("names", [(), ("run.json",), ("run.json", "rings.parquet")])
def test_a_free_folder_or_an_earlier_result_may_be_written(names: tuple[str, ...], tmp_path: Path) -> None:
    refuse_foreign(_earlier(tmp_path / "out", *names), mark="run.json", allowed=ALLOWED, never=[tmp_path / "data"])
    refuse_foreign(tmp_path / "new", mark="run.json", allowed=ALLOWED)


@pytest.mark.parametrize(
    ("names", "problem"),
    [
        pytest.param(("run.json", "letter.txt"), "it holds `letter.txt`", id="something of somebody else's"),
        pytest.param(("rings.parquet",), "it has no `run.json`", id="our names without our mark"),
    ],
)
def test_anything_else_is_refused_and_left_alone(names: tuple[str, ...], problem: str, tmp_path: Path) -> None:
    out = _earlier(tmp_path / "out", *names)
    with pytest.raises(OutputError, match=problem):
        refuse_foreign(out, mark="run.json", allowed=ALLOWED)
    assert sorted(file.name for file in out.iterdir()) == sorted(names)


def test_a_file_or_the_input_itself_is_refused(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(OutputError, match="a file of that name is there"):
        refuse_foreign(tmp_path / "file", mark="run.json", allowed=ALLOWED)
    data = _earlier(tmp_path / "data")
    with pytest.raises(OutputError, match="overwrite its own input"):
        refuse_foreign(tmp_path / "data" / ".." / "data", mark="run.json", allowed=ALLOWED, never=[data])


def test_a_block_that_ends_well_leaves_the_new_folder(tmp_path: Path) -> None:
    out = _earlier(tmp_path / "out", "run.json")
    with whole_folder(out) as folder:
        write_json({"名": 1, "b": [2]}, folder / "run.json")
        write_table(pa.table({"a": [1]}), folder / "rings.parquet")
    assert sorted(file.name for file in out.iterdir()) == ["rings.parquet", "run.json"]
    assert "名" in (out / "run.json").read_text(encoding="utf-8")
    assert pq.read_table(out / "rings.parquet").to_pylist() == [{"a": 1}]
    assert [file.name for file in tmp_path.iterdir()] == ["out"]


def test_a_block_that_fails_leaves_what_was_there(tmp_path: Path) -> None:
    out = _earlier(tmp_path / "out", "run.json")
    with pytest.raises(TypeError), whole_folder(out) as folder:
        write_json({("no", "key"): 1}, folder / "run.json")
    assert (out / "run.json").read_text() == "earlier"
    assert [file.name for file in tmp_path.iterdir()] == ["out"]


def test_what_a_killed_run_left_is_cleared_away(tmp_path: Path) -> None:
    _earlier(tmp_path / ".out.partial", "half.parquet")
    with whole_folder(tmp_path / "out") as folder:
        assert list(folder.iterdir()) == []
    assert [file.name for file in tmp_path.iterdir()] == ["out"]


def test_a_place_that_cannot_be_written_is_told() -> None:
    with pytest.raises(OutputError, match="the folder cannot be made"), whole_folder(Path("/dev/null/out")):
        pass


def test_the_same_table_gives_the_same_bytes(tmp_path: Path) -> None:
    for name in ("one", "two"):
        write_table(pa.table({"a": [1, None], "b": ["x", "y"]}), tmp_path / name)
    assert (tmp_path / "one").read_bytes() == (tmp_path / "two").read_bytes()


def test_a_file_is_brought_under_one_more_name(tmp_path: Path) -> None:
    (tmp_path / "from").mkdir()
    (tmp_path / "to").mkdir()
    (tmp_path / "from" / "a").write_bytes(b"counts")
    bring(tmp_path / "from" / "a", tmp_path / "to")
    (tmp_path / "from" / "a").unlink()
    assert (tmp_path / "to" / "a").read_bytes() == b"counts"


SHARED_MEMORY = Path("/dev/shm")


def test_a_file_of_another_disk_is_copied(tmp_path: Path) -> None:
    if not SHARED_MEMORY.is_dir() or SHARED_MEMORY.stat().st_dev == tmp_path.stat().st_dev:
        pytest.skip("there is no other disk here")
    with tempfile.TemporaryDirectory(dir=SHARED_MEMORY) as other:
        (Path(other) / "a").write_bytes(b"counts")
        bring(Path(other) / "a", tmp_path)
    assert (tmp_path / "a").read_bytes() == b"counts"
