"""The page of figures: self-contained, in both languages, with pictures that hold what the figures say."""

import re
from pathlib import Path
from typing import Any

import pytest
from selectolax.lexbor import LexborHTMLParser

from zhenxin.errors import OutputError
from zhenxin.report import write_figures
from zhenxin.report.markup import Both
from zhenxin.report.plots import Point, Row, curve, dots
from zhenxin.report.yardstick import render_figures

SPAN = [0.2, 0.7]
HOSTILE = '<img src=x onerror="alert(1)">'


def figures(**other: Any) -> dict[str, Any]:
    """Small figures of every section; `other` stands in the place of some."""
    rings = {
        "true": 2,
        "found": 1,
        "matched": 1,
        "precision": 1.0,
        "recall": 0.5,
        "uncompared": 0,
        "unmatched": [],
        "intervals": {"recall": SPAN, "precision": None},
        "matches": [
            {
                "ring_id": "lost-ring",
                "behaviours": ["task_brushing", "empty_parcel"],
                "size": 12,
                "found_id": "",
                "likeness": 0.0,
                "matched": False,
            },
            {"ring_id": "seen-ring", "behaviours": ["task_brushing"], "size": 12, "found_id": "R1", "likeness": 0.9, "matched": True},
        ],
        "sizes": [
            {
                "least": 100,
                "most": None,
                "true": 2,
                "true_matched": 1,
                "found": 0,
                "found_matched": 0,
                "precision": None,
                "recall": 0.5,
                "intervals": {"recall": SPAN, "precision": None},
            }
        ],
    }
    kind = {
        "kind": "order",
        "false": 10,
        "accused": 8,
        "caught": 6,
        "precision": 0.75,
        "recall": 0.6,
        "f1": 0.667,
        "average_precision": 0.7,
        "brier": 0.1,
        "intervals": {"precision": SPAN},
        "curve": [
            {"threshold": 0.9 - at / 5, "precision": 1 - at / 4, "recall": at / 3, "intervals": {"precision": None, "recall": None}}
            for at in range(4)
        ],
    }
    behaviours = [
        {
            "behaviour": "task_brushing",
            "skill": skill,
            "kind": "order",
            "false": 5,
            "caught": caught,
            "rings": 2,
            "recall": caught / 5,
            "intervals": {"recall": SPAN},
        }
        for skill, caught in (("naive", 4), ("skilled", 2))
    ]
    lookalikes = [
        {"lookalike": code, "kind": "account", "innocent": 50, "accused": accused, "rate": accused / 50, "intervals": {"rate": [0.0, 0.08]}}
        for code, accused in (("dormitory", 2), ("company_card", 0))
    ]
    hit = [
        {
            "kind": "account",
            "by": by,
            "group": group,
            "innocent": 40,
            "accused": accused,
            "rate": accused / 40,
            "share_of_innocents": 0.5,
            "share_of_accused": 0.5,
            "lift": lift,
            "intervals": {"lift": None, "rate": None},
        }
        for by, group, accused, lift in (("age", "<30d", 3, 2.0), ("age", "3y+", 0, 0.0), ("region", "四川省", 0, None))
    ]
    calibration = [{"low": 0.9, "high": 1.0, "entities": 7, "said": 0.95, "false_share": 0.86, "intervals": {"false_share": SPAN}}]
    whole = {
        "threshold": 0.5,
        "kinds": [kind],
        "behaviours": behaviours,
        "lookalikes": lookalikes,
        "rings": rings,
        "calibration": calibration,
        "brier": 0.04,
        "left_out": {"page": 3},
        "hit": hit,
        "notes": [["absent columns", "缺少的列"]],
        "intervals": {"brier": None},
        "level": 0.9,
        "seed": 7,
        "resamples": 200,
    }
    return {**whole, **other}


def parsed(page: str) -> LexborHTMLParser:
    return LexborHTMLParser(page)


def test_nothing_comes_from_elsewhere() -> None:
    page = render_figures(figures())
    assert not re.search(r"(?:https?:)?//[a-z]|@import|url\(", page, re.IGNORECASE)
    assert not parsed(page).css("link, img, iframe, object, embed, base, form")
    assert "default-src 'none'" in (parsed(page).css("meta[http-equiv]")[0].attributes["content"] or "")
    found = set().union(*(set(node.attributes) for node in parsed(page).css("*")))
    assert not {name for name in found if name == "style" or name.startswith("on")}


@pytest.mark.parametrize(
    "words",
    [
        ("What was missed", "漏掉了什么"),
        ("naive", "粗糙"),
        ("skilled", "老练"),
        ("Task brushing", "任务刷单"),
        ("A dormitory", "宿舍"),
        ("under 30 days", "不到 30 天"),
        ("100 and more members", "100 名及以上成员"),
        ("average precision", "平均精确率"),
        ("share that is false", "实际虚假的比例"),
        ("absent columns", "缺少的列"),
        ("3 web pages", "3 个网页"),
    ],
)
def test_both_languages_are_there(words: tuple[str, str]) -> None:
    page = parsed(render_figures(figures()))
    for lang, text in zip(("en", "zh"), words, strict=True):
        assert any(text in node.text() for node in page.css(f"[lang={lang}]"))


def test_what_was_missed_stands_first_and_the_sections_are_linked() -> None:
    page = parsed(render_figures(figures()))
    places = [node.attributes["id"] for node in page.css("main section")]
    assert places == ["missed", "wronged", "hit", "rings", "curves", "calibration"]
    assert [node.attributes["href"] for node in page.css("nav a")] == [f"#{place}" for place in places]


def test_naive_and_skilled_are_drawn_at_their_recall_with_their_interval() -> None:
    (row,) = parsed(render_figures(figures())).css("#missed .dots li:not(.axis)")
    assert [(node.attributes["class"], node.attributes["cx"]) for node in row.css("circle")] == [("b", "79.1%"), ("a", "40.3%")]
    assert {node.attributes["x1"] for node in row.css("line.span")} == {"20.9%"}
    assert "0.80 · 0.40" in row.text()


def test_only_lookalikes_that_were_accused_are_drawn_and_all_are_in_the_table() -> None:
    page = parsed(render_figures(figures()))
    assert len(page.css("#wronged .dots li:not(.axis)")) == 1
    assert len(page.css("#wronged tbody tr")) == 2


def test_missed_rings_are_named() -> None:
    page = parsed(render_figures(figures()))
    assert [node.text() for node in page.css("#rings tbody bdi")] == ["lost-ring"]


def test_figures_that_are_not_there_leave_no_broken_section() -> None:
    rings = {**figures()["rings"], "matches": [], "sizes": [], "precision": None, "recall": None, "true": 0, "found": 0, "matched": 0}
    page = render_figures(
        figures(behaviours=[], lookalikes=[], hit=[], kinds=[], calibration=[], brier=None, rings=rings, left_out={}, notes=[])
    )
    assert "holds nothing false" in page
    assert "names no lookalikes" in page
    assert not parsed(page).css("#hit")


def test_hostile_ids_are_shown_and_make_no_element() -> None:
    rings = figures()["rings"]
    rings["matches"][0]["ring_id"] = HOSTILE
    behaviours = [{**figures()["behaviours"][0], "behaviour": HOSTILE, "skill": HOSTILE, "kind": HOSTILE}]
    hit = [{**figures()["hit"][0], "group": HOSTILE, "by": HOSTILE}]
    page = parsed(render_figures(figures(rings=rings, behaviours=behaviours, hit=hit, left_out={HOSTILE: 1})))
    assert not page.css("img")
    assert sum(HOSTILE in node.text() for node in page.css("main span, main bdi")) >= 3


def test_it_is_written_to_a_file_or_into_a_folder(tmp_path: Path) -> None:
    assert write_figures(figures(), tmp_path) == tmp_path / "evaluate.html"
    other = write_figures(figures(), tmp_path / "other.html")
    assert other.read_bytes() == (tmp_path / "evaluate.html").read_bytes()
    with pytest.raises(OutputError):
        write_figures(figures(), tmp_path / "nowhere" / "x.html")


def test_a_curve_goes_through_its_points_inside_its_band() -> None:
    words = Both("x", "x")
    points = [Point(0.0, 1.0, None), Point(0.5, 0.8, (0.6, 0.9)), Point(1.0, 0.2, (0.1, 0.3))]
    drawn = parsed(curve(points, points[1], across=words, up=words, label=words))
    line, band = drawn.css("path.line")[0].attributes["d"] or "", drawn.css("path.band")[0].attributes["d"] or ""
    assert len(re.findall("[ML]", line)) == 3
    assert len(re.findall("[ML]", band)) == 6
    assert (drawn.css("circle.here")[0].attributes["cx"] or "") in line


def test_dots_beyond_the_scale_stand_at_its_end() -> None:
    drawn = parsed(dots([Row("far", [], "")], [(0.0, "0"), (9.0, "9")], high=4.0, mark=1.0))
    assert [node.attributes["x1"] for node in drawn.css("line.tick")] == ["1.5%", "98.5%"]
    assert drawn.css("line.half")[0].attributes["x1"] == "25.75%"


def test_a_split_in_time_shows_both_weights_side_by_side() -> None:
    sides = {side: figures(kinds=[{**figures()["kinds"][0], "recall": recall}]) for side, recall in (("shipped", 0.25), ("learned", 0.75))}
    weight = {"signal": "cashback_return", "level": 3, "shipped": 6.0, "learned": 7.5, "false": 40, "honest": 2, "rings": 9}
    split = {"moment": "2026-03-25T16:09:40", "weights": [weight], "learned_from": {}, "judged": {}, "without_time": {}, **sides}
    page = parsed(render_figures(figures(split=split)))
    recall = page.css("#split .dots li:not(.axis)")[1]
    assert [(node.attributes["class"], node.attributes["cx"]) for node in recall.css("circle")] == [("b", "25.75%"), ("a", "74.25%")]
    assert "2026-03-25 16:09" in page.css("#split .about")[0].text()
    assert [node.text() for node in page.css("#split tbody td")][2:4] == ["6.0", "7.5"]
    assert not parsed(render_figures(figures())).css("#split")
