"""Why a ring is suspected, gathered from what is said of its members."""

from pathlib import Path

from zhenxin.report.findings import Findings
from zhenxin.report.reasons import reasons_of, weightiest
from zhenxin.report.records import Part

from .markets import BACK, BURST, LIGHT, OLD, TIED, Market


def test_each_reason_is_told_of_those_who_carry_it_most_often(tmp_path: Path) -> None:
    market = Market()
    for at in range(5):
        market.score("order", f"o{at}", BACK, *((LIGHT,) if at < 2 else ()), OLD, TIED, ring_id="R")
    market.member("R", "account", "u")
    market.score("account", "u", BACK)
    found = {
        reason.part: (reason.kind, reason.carriers, reason.of) for reason in reasons_of(Findings.load(market.write(tmp_path / "o")), "R")
    }
    assert found == {"cashback_return": ("order", 5, 5), "empty_parcel": ("order", 2, 5)}


def test_what_many_carry_comes_before_what_few_do(tmp_path: Path) -> None:
    market = Market()
    for at in range(10):
        market.score("order", f"o{at}", *((LIGHT,) if at < 1 else (BURST,)), ring_id="R")
    assert [reason.part for reason in reasons_of(Findings.load(market.write(tmp_path / "o")), "R")] == ["order_burst", "empty_parcel"]


def test_a_ring_of_which_nothing_is_said_has_no_reasons(tmp_path: Path) -> None:
    assert reasons_of(Findings.load(Market().write(tmp_path / "o")), "R") == []


def test_what_only_passes_on_is_told_where_nothing_else_is() -> None:
    prior, ring, own, good = (
        Part(part=name, bits=bits, sentence=name) for name, bits in (("prior", 9.0), ("ring", 8.0), ("order_burst", 2.0), ("x", -4.0))
    )
    assert [said.en for said in weightiest([prior, ring, own, good], most=2)] == ["Order_burst"]
    assert [said.en for said in weightiest([prior, ring, good], most=2)] == ["Ring"]
    assert weightiest([prior, good], most=2) == []
