"""What would change our mind: the reasons that carry an accusation, and the evidence that would clear it."""

from pathlib import Path

import pytest

from zhenxin.report.findings import Findings
from zhenxin.report.records import Part, Score
from zhenxin.report.turning import turns, what_would_change
from zhenxin.report.turning_words import CLEARS, CLEARS_KIND, CLEARS_PART
from zhenxin.scores.combine import probability

from .markets import Market


def scored(kind: str, **bits: float) -> tuple[Score, list[Part]]:
    """An entity with these parts, each a kind of evidence of its own, and the prior."""
    kinds = {
        "cashback_return": "money",
        "empty_parcel": "goods",
        "guided_visit": "conduct",
        "shared_device": "identity",
        "order_burst": "time",
    }
    parts = [
        Part(entity_kind=kind, entity_id="x", part=name, evidence=kinds.get(name, "ring"), bits=weight) for name, weight in bits.items()
    ]
    whole = sum(bits.values())
    return Score(entity_kind=kind, entity_id="x", probability=probability(whole), bits=whole), parts


def carried(kind: str, **bits: float) -> list[tuple[set[str], float]]:
    return [({part.part for part in turn.reasons}, round(turn.left, 3)) for turn in turns(*scored(kind, **bits))]


def test_one_reason_that_carries_it_all_is_named_with_what_is_left() -> None:
    assert carried("merchant", prior=-6.6, false_orders=12.0) == [({"false_orders"}, 0.01)]


def test_of_two_acts_either_would_do_since_the_other_alone_only_warns() -> None:
    found = carried("order", prior=-10.0, cashback_return=9.9, empty_parcel=9.9)
    assert found == [({"cashback_return"}, 0.398), ({"empty_parcel"}, 0.398)]


def test_company_bears_out_an_act_of_its_own_and_nothing_else() -> None:
    found = carried("order", prior=-10.0, cashback_return=9.9, solicitation=6.5, company=3.9)
    assert found == [({"cashback_return"}, 0.398)]


def test_three_acts_bear_each_other_out_so_that_two_have_to_go() -> None:
    found = carried("order", prior=-10.0, cashback_return=9.9, empty_parcel=9.9, guided_visit=9.9)
    assert [reasons for reasons, _ in found] == [
        {"cashback_return", "empty_parcel"},
        {"cashback_return", "guided_visit"},
        {"empty_parcel", "guided_visit"},
    ]


def test_beside_a_ring_an_act_needs_nobody_to_bear_it_out_but_without_the_ring_it_only_warns() -> None:
    assert carried("order", prior=-6.6, ring=11.0, cashback_return=9.9) == [({"ring"}, 0.398)]


def test_what_is_topped_up_does_not_fall_with_the_signals_below_it() -> None:
    """Without its own signals an account would still be as doubtful as its deeds."""
    assert carried("account", prior=-10.0, shared_device=4.0, deeds=17.0) == [({"deeds"}, 0.015)]


def test_who_is_not_accused_is_carried_by_nothing() -> None:
    assert carried("order", prior=-10.0, cashback_return=9.9, uncorroborated=-0.5) == []


@pytest.fixture
def told(tmp_path: Path) -> Findings:
    market = Market()
    back = ("cashback_return", "money", 9.0, "Money came back", "钱转了回来")
    light = ("empty_parcel", "goods", 8.0, "Too light", "太轻")
    market.score("order", "o1", back, light, behaviour="task_brushing")
    market.score("order", "o2", back, ("uncorroborated", "record", -3.0, "a warning", "提示"), behaviour="task_brushing")
    market.score("order", "o3", ("order_burst", "time", 2.0, "a burst", "集中"))
    market.run["signals_run"] = ["cashback_return", "empty_parcel", "guided_visit"]
    market.run["signals_not_run"] = [{"signal": "order_burst", "lacks": ["visits"], "reason": "", "reason_zh": ""}]
    return Findings.load(market.write(tmp_path / "out"))


def said(findings: Findings, one: str) -> list[tuple[str, str]]:
    score = findings.score("order", one)
    assert score
    return [(both.en, both.zh) for both in what_would_change(findings, score, findings.parts("order", {one})[one])]


def test_the_sentences_name_reason_evidence_and_what_was_not_seen(told: Findings) -> None:
    lines = said(told, "o1")
    assert lines[0] == ("Without “money back” the probability would be about 39.8%.", "若没有“付款后返还”，概率约为 39.8%。")
    english = "\n".join(line for line, _ in lines)
    assert "a contract, an invoice" in english
    assert "A receipt from the carrier with the parcel's weight" in english
    assert "Looked for and not found: guided visit" in english
    assert all(chinese and not chinese.isascii() for _, chinese in lines)


def test_what_the_data_lack_is_named_with_what_it_would_have_shown(told: Findings) -> None:
    lines = said(told, "o1")
    assert any("the data have no `visits`" in english and "数据缺少 visits" in chinese for english, chinese in lines)


def test_one_below_one_half_is_told_what_it_is_short_of(told: Findings) -> None:
    assert said(told, "o2")[0][0] == "It is 0.6 bits short of one half: evidence of another kind would have to agree."


def test_nothing_is_said_of_somebody_who_is_hardly_suspected(told: Findings) -> None:
    assert said(told, "o3") == []


def test_every_word_of_evidence_is_in_both_languages_and_blames_nobody() -> None:
    for both in (*CLEARS.values(), *CLEARS_KIND.values(), *CLEARS_PART.values()):
        assert both.en.isascii()
        assert not both.zh.isascii()
        assert both.en.endswith(".")
        assert both.zh.endswith("。")
