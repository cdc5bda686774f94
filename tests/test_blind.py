"""Markets that somebody else made: the product reads them without a complaint, their keys name what is there, and a seed gives the same bytes."""

import sys
from pathlib import Path

import pytest

BENCH = Path(__file__).parents[1] / "bench"
sys.path.insert(0, str(BENCH))
from blind import Judged, hurt, page, table  # noqa: E402
from strangers.build import build, write  # noqa: E402
from strangers.check import problems  # noqa: E402
from strangers.markets import MARKETS  # noqa: E402

from zhenxin import events  # noqa: E402
from zhenxin.settings import Settings  # noqa: E402


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("regulator")
    write(build(MARKETS["regulator"], 20_000, 5), folder)
    return folder


def test_the_product_reads_such_a_market_without_a_complaint(made: Path, tmp_path: Path) -> None:
    dataset = events.load(made / "market", Settings(memory="1GB"), tmp_path)
    assert {"accounts", "merchants", "products", "orders", "reviews", "payments"} <= set(dataset.tables)
    assert not dataset.quarantine
    assert not any(table.set_aside or table.emptied or table.other for table in dataset.tables.values())


def test_its_own_check_finds_no_fault(made: Path) -> None:
    assert problems(made) == []


def test_a_seed_gives_the_same_bytes(made: Path, tmp_path: Path) -> None:
    write(build(MARKETS["regulator"], 20_000, 5), tmp_path)
    for path in sorted(made.rglob("*.parquet")):
        assert path.read_bytes() == (tmp_path / path.relative_to(made)).read_bytes()


def test_what_was_judged_is_told_with_the_seed_and_whom_it_hurt() -> None:
    one = Judged("live", 7, {"order": (20, 10, 0.9, 0.45, None)}, {"under_attack, merchant": (1, 9), "victim, account": (0, 3)})
    assert table([one])[2] == "| live | 7 | order | 20 | 10 | 0.900 | 0.450 | – |"
    assert hurt([one]) == ["- live, under_attack, merchant: 1 of 9"]
    assert "- nobody" in page([], 40_000, "abc")
