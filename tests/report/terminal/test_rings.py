"""The rings of the demo, and what a run says when it is done."""

from pathlib import Path

import pytest

from zhenxin.errors import UsageError
from zhenxin.report.terminal import demo, ring_card, told

from ..markets import Market
from .conftest import Typed


def test_a_ring_card_has_chance_id_summary_and_reasons(out: Path) -> None:
    lines = ring_card(out, "R001")
    assert lines[0].split()[:2] == ["99.9%", "R001"]
    assert lines[1] == "42 accounts bought 186 times at three shops; the money came back."
    assert len(lines) == 5
    assert all("for example:" in line for line in lines[2:])
    assert ring_card(out, "R001", lang="zh")[1] == "42 个账号在三家店铺下单 186 笔，货款又转了回来。"


def test_a_card_of_no_ring_is_refused(out: Path) -> None:
    with pytest.raises(UsageError):
        ring_card(out, "R9")


def test_the_demo_prints_at_most_three_rings_the_page_and_three_commands(market: Market, tmp_path: Path, typed: Typed) -> None:
    for at in range(4):
        market.add("rings", ring_id=f"extra{at}", kind="crowd_ring", probability=0.8, accounts=3)
    out = market.write(tmp_path / "out")
    said = typed(demo, tmp_path / "data", out, out / "report.html")
    assert said.count("%  R") + said.count("%  extra") == 3
    assert str((out / "report.html").resolve()) in said.replace("\n", "")
    assert said[said.index("Next") :].count("zhenxin ") == 3


def test_the_demo_of_an_honest_market_says_that_nothing_was_found(empty: Path, tmp_path: Path, typed: Typed) -> None:
    said = typed(demo, tmp_path, empty, empty / "report.html")
    assert "Nothing found" in said
    assert said[said.index("Next") :].count("zhenxin ") == 3


def test_a_run_ends_with_counts_and_a_warning_of_the_public_key(out: Path, typed: Typed) -> None:
    said = typed(told, out)
    assert said.startswith("329,320 rows in 3 tables read\n16 rows set aside")
    assert "2 rings found" in said
    assert "ZHENXIN_KEY" in said


def test_a_run_with_a_key_of_its_own_is_not_warned_of(market: Market, tmp_path: Path, typed: Typed) -> None:
    market.run["public_key"] = False
    assert "ZHENXIN_KEY" not in typed(told, market.write(tmp_path / "o"))
