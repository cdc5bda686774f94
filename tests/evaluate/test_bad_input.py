"""Bad input of an evaluation gets one clear error, held as a golden text."""

from collections.abc import Callable
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from zhenxin.errors import InputError
from zhenxin.evaluate import evaluate

from .test_evaluate import KEY_COLUMNS, false, write, write_run

Spoil = Callable[[Path], object]
SCORES = ("entity_kind", "entity_id", "probability")


def scores(base: Path, *rows: tuple[object, ...], reals: tuple[str, ...] = ("probability",)) -> None:
    write(base / "OUT" / "scores.parquet", SCORES, list(rows), reals)


def key(base: Path, text: str) -> None:
    (base / "truth.parquet").unlink()
    (base / "truth.csv").write_text(text, encoding="utf-8")


ERRORS: list[tuple[str, Spoil]] = [
    ("scores_absent", lambda base: (base / "OUT" / "scores.parquet").unlink()),
    ("scores_cut", lambda base: (base / "OUT" / "scores.parquet").write_bytes(b"PAR1 half")),
    ("scores_lack_a_column", lambda base: write(base / "OUT" / "scores.parquet", SCORES[:2], [])),
    ("scores_without_id", lambda base: scores(base, ("order", None, 0.5))),
    ("probability_too_large", lambda base: scores(base, ("order", "o", 51.0))),
    ("probability_no_number", lambda base: scores(base, ("order", "o", "high"), reals=())),
    ("run_json_broken", lambda base: (base / "OUT" / "run.json").write_text("{")),
    ("key_absent", lambda base: (base / "truth.parquet").unlink()),
    ("key_lacks_a_column", lambda base: key(base, "entity_kind,entity_id,behavior\norder,o,task_brushing\n")),
    ("key_of_lists", lambda base: pq.write_table(pa.table({name: [["order"]] for name in KEY_COLUMNS}), base / "truth.parquet")),
    ("key_of_no_bytes", lambda base: key(base, "")),
    ("key_without_id", lambda base: write(base / "truth.parquet", KEY_COLUMNS, [("order", None, "task_brushing", None, None)])),
    ("key_with_empty_cell", lambda base: key(base, "entity_kind,entity_id,behaviour\norder,,task_brushing\n")),
]


@pytest.mark.parametrize(("name", "spoil"), ERRORS, ids=[name for name, _ in ERRORS])
def test_one_clear_error(tmp_path: Path, name: str, spoil: Spoil, golden: Callable[[str, str], None]) -> None:
    write(tmp_path / "truth.parquet", KEY_COLUMNS, [false("order", "a")])
    write_run(tmp_path / "OUT", [], [], [])
    spoil(tmp_path)
    with pytest.raises(InputError) as caught:
        evaluate(tmp_path / "OUT", tmp_path)
    golden(f"evaluate/{name}", str(caught.value).replace(str(tmp_path), "BASE"))


@pytest.mark.parametrize(
    ("name", "out", "truth"),
    [("out_absent", "nowhere", "truth.parquet"), ("key_file_absent", "OUT", "key.parquet"), ("key_of_another_kind", "OUT", "notes.txt")],
)
def test_one_clear_error_for_a_wrong_name(tmp_path: Path, name: str, out: str, truth: str, golden: Callable[[str, str], None]) -> None:
    write(tmp_path / "truth.parquet", KEY_COLUMNS, [])
    write_run(tmp_path / "OUT", [], [], [])
    (tmp_path / "notes.txt").write_text("no key")
    with pytest.raises(InputError) as caught:
        evaluate(tmp_path / out, tmp_path / truth)
    golden(f"evaluate/{name}", str(caught.value).replace(str(tmp_path), "BASE"))


def test_a_probability_that_is_absent_is_zero(tmp_path: Path) -> None:
    write(tmp_path / "truth.parquet", KEY_COLUMNS, [false("order", "a")])
    write_run(tmp_path / "OUT", [], [], [])
    scores(tmp_path, ("order", "a", None))
    assert evaluate(tmp_path / "OUT", tmp_path).kinds[0].accused == 0
