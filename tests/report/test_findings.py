"""The result tables as they are asked for."""

from datetime import datetime
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from zhenxin.errors import InputError, UsageError
from zhenxin.report.findings import Findings

from .markets import Market


def test_the_accused_rings_come_first_and_then_the_heaviest(out: Path) -> None:
    assert [ring.ring_id for ring in Findings.load(out).rings] == ["R001", "R002", "R003"]


def test_a_large_unlikely_ring_does_not_pass_an_accused_one(tmp_path: Path) -> None:
    market = Market()
    market.add("rings", ring_id="huge", probability=0.4, orders=9_000, accounts=900)
    market.add("rings", ring_id="small", probability=0.9, orders=3, accounts=3)
    assert [ring.ring_id for ring in Findings.load(market.write(tmp_path / "o")).rings] == ["small", "huge"]


def test_accused_and_innocent_are_counted_by_the_probabilities_of_the_list(tmp_path: Path) -> None:
    market = Market()
    for at, chance in enumerate((0.9, 0.6, 0.5, 0.49)):
        market.add("scores", entity_kind="account", entity_id=f"u{at}", probability=chance, bits=0.0)
    count = Findings.load(market.write(tmp_path / "o")).kind("account")
    assert (count.scored, count.accused) == (4, 3)
    assert count.innocent == pytest.approx(0.1 + 0.4 + 0.5)


def test_a_kind_without_scores_counts_nothing(out: Path) -> None:
    count = Findings.load(out).kind("page")
    assert (count.scored, count.accused, count.innocent) == (0, 0, 0.0)


def test_the_worst_come_by_bits_then_by_id(tmp_path: Path) -> None:
    market = Market()
    for name, bits in (("b", 2.0), ("a", 2.0), ("c", 9.0), ("d", -1.0)):
        market.add("scores", entity_kind="order", entity_id=name, probability=1 / (1 + 2**-bits), bits=bits)
    findings = Findings.load(market.write(tmp_path / "o"))
    assert [score.entity_id for score in findings.worst("order")] == ["c", "a", "b", "d"]
    assert [score.entity_id for score in findings.worst("order", 3, accused=True)] == ["c", "a", "b"]


def test_parts_stand_as_the_waterfall_runs(tmp_path: Path) -> None:
    market = Market()
    for part, bits in (("calibration", 8.0), ("light", 1.0), ("heavy", 5.0), ("good", -3.0), ("prior", -6.6)):
        market.add("score_parts", entity_kind="order", entity_id="o", part=part, bits=bits)
    parts = Findings.load(market.write(tmp_path / "o")).parts("order", {"o"})["o"]
    assert [part.part for part in parts] == ["prior", "heavy", "good", "light", "calibration"]


def test_links_are_turned_so_that_the_one_asked_for_stands_left(tmp_path: Path) -> None:
    market = Market()
    market.link("R", ("account", "a"), ("account", "b"), "device ×1", 2.0)
    market.link("R", ("account", "b"), ("merchant", "m"), "merchant ×2", 3.0)
    links = Findings.load(market.write(tmp_path / "o")).links_of("account", "b")
    assert [(link.left_id, link.right_id) for link in links] == [("b", "m"), ("b", "a")]


def test_orders_of_a_ring_are_its_members_and_those_whose_score_names_it(tmp_path: Path) -> None:
    market = Market()
    market.member("R", "order", "o1", "")
    market.add("scores", entity_kind="order", entity_id="o2", ring_id="R", probability=0.9, bits=3.0)
    market.add("scores", entity_kind="order", entity_id="o3", ring_id="S", probability=0.9, bits=3.0)
    market.add("scores", entity_kind="account", entity_id="u", ring_id="R", probability=0.9, bits=3.0)
    assert Findings.load(market.write(tmp_path / "o")).deeds("R") == {"order": {"o1", "o2"}}


@pytest.mark.parametrize(
    ("asked", "near"),
    [pytest.param("R01", "`R001`", id="a slip of the pen"), pytest.param("r002", "`R002`", id="small letters")],
)
def test_an_unknown_ring_is_refused_with_the_nearest(out: Path, asked: str, near: str) -> None:
    with pytest.raises(UsageError) as caught:
        Findings.load(out).ring(asked)
    assert near in caught.value.hint


def test_ids_of_shops_include_those_with_nothing_against_them(out: Path) -> None:
    assert {"m_0412", "m_3001", "m_5555"} <= Findings.load(out).ids("merchant")


def test_missing_files_and_columns_read_as_empty(tmp_path: Path) -> None:
    (tmp_path / "run.json").write_text("{}", encoding="utf-8")
    pq.write_table(pa.table({"ring_id": ["R"]}), tmp_path / "rings.parquet")
    pq.write_table(pa.table({"entity_id": ["u"]}), tmp_path / "scores.parquet")
    findings = Findings.load(tmp_path)
    assert [(ring.ring_id, ring.accounts, ring.probability, ring.first_at) for ring in findings.rings] == [("R", 0, 0.0, None)]
    assert (findings.worst("account"), findings.members("R"), findings.ids("account")) == ([], [], set())


def test_times_with_a_zone_are_read_as_utc(tmp_path: Path) -> None:
    (tmp_path / "run.json").write_text("{}", encoding="utf-8")
    moment = pa.array([datetime.fromisoformat("2025-01-01T12:00:00")], pa.timestamp("us", tz="UTC"))
    pq.write_table(pa.table({"ring_id": ["R"], "first_at": moment}), tmp_path / "rings.parquet")
    pq.write_table(pa.table({}), tmp_path / "scores.parquet")
    assert Findings.load(tmp_path).ring("R").first_at == datetime.fromisoformat("2025-01-01T12:00:00")


@pytest.mark.parametrize("there", ["nothing", "an empty folder", "a file"])
def test_what_is_no_result_folder_is_refused_with_a_hint(tmp_path: Path, there: str) -> None:
    if there == "an empty folder":
        (tmp_path / "o").mkdir()
    elif there == "a file":
        (tmp_path / "o").write_text("x", encoding="utf-8")
    with pytest.raises(UsageError) as caught:
        Findings.load(tmp_path / "o")
    assert "zhenxin run" in caught.value.hint


@pytest.mark.parametrize("table", ["scores", "rings"])
def test_a_folder_without_scores_or_rings_does_not_pass_for_nothing_found(out: Path, table: str) -> None:
    (out / f"{table}.parquet").unlink()
    with pytest.raises(UsageError, match=rf"half a folder of results: it has no {table}\.parquet"):
        Findings.load(out)


def test_a_half_written_table_is_refused_by_name(out: Path) -> None:
    whole = (out / "scores.parquet").read_bytes()
    (out / "scores.parquet").write_bytes(whole[: len(whole) // 2])
    with pytest.raises(InputError, match=r"scores\.parquet"):
        Findings.load(out).worst("account")
