"""The page of a planting: self-contained, in both languages, with the limit drawn where it is."""

import re
from pathlib import Path
from typing import Any

import pytest
from selectolax.lexbor import LexborHTMLParser

from zhenxin.errors import OutputError
from zhenxin.report import write_planting
from zhenxin.report.heat import Spot, heat, shade
from zhenxin.report.markup import Both
from zhenxin.report.planting import render_planting

HOSTILE = '<img src=x onerror="alert(1)">'


def cell(workers: int, orders_each: int, accused: int, **other: Any) -> dict[str, Any]:
    orders = workers * orders_each
    whole = {
        "behaviour": "task_brushing", "skill": "skilled", "workers": workers, "orders_each": orders_each, "shops": 2, "weeks": 2.0, "planted": 1,
        "found": int(2 * accused >= orders), "matched": 0, "orders": orders, "orders_accused": accused, "accounts": workers, "accounts_accused": 0,
    }  # fmt: skip
    return whole | other


def limits(**other: Any) -> dict[str, Any]:
    """A small answer; `other` stands in the place of some of it."""
    cells = [cell(8, 3, 0), cell(20, 3, 24), cell(8, 8, 40), cell(20, 8, 150)]
    told = {"behaviour": "task_brushing", "skill": "skilled", "smallest": cells[2], "missed": cells[1], "slowest": None}
    whole = {
        "data": "shop data", "orders": 7606, "days": 180.6, "seed": 4, "rounds": 3, "cells": cells, "limits": [told], "found_at": 0.5,
        "accused_before": {"account": 6}, "wronged": {"order": 1234}, "in_rings": {"account": 3}, "innocents": {"account": 8016, "order": 7606},
        "run": ["order_burst"], "not_run": {"empty_parcel": ["parcels.weight_g"]},
        "left_out": [{"behaviour": "crowd_ring", "workers": 5, "orders_each": 1, "shops": 2, "weeks": 1.0}],
    }  # fmt: skip
    return whole | other


def parsed(**other: Any) -> LexborHTMLParser:
    return LexborHTMLParser(render_planting(limits(**other)))


def test_nothing_comes_from_elsewhere_and_nothing_is_styled_in_place() -> None:
    page = render_planting(limits())
    assert not re.search(r"(?:https?:)?//[a-z]|@import|url\(", page, re.IGNORECASE)
    assert not LexborHTMLParser(page).css("link, img, iframe, object, embed, base, form, [style]")
    assert "default-src 'none'" in (LexborHTMLParser(page).css("meta[http-equiv]")[0].attributes["content"] or "")


@pytest.mark.parametrize(
    ("en", "zh"),
    [
        ("The limit", "检出极限"), ("Who was wronged", "冤枉了谁"), ("8 people, 8 orders each, 2 shops, 2 weeks", "8 人，每人 8 单，2 家店铺，2 周"),
        ("no size that was tried", "试过的规模中没有"), ("1 of 2 signals can run on these data", "这份数据上 2 个信号中有 1 个能运行"),
        ("5 people, 1 order each, 2 shops, 1 week", "5 人，每人 1 单，2 家店铺，1 周"), ("the last 181 days judged", "判断最近 181 天"),
    ],
)  # fmt: skip
def test_both_languages_are_there(en: str, zh: str) -> None:
    page = parsed()
    for lang, words in (("en", en), ("zh", zh)):
        said = " ".join(node.text() for node in page.css(f"[lang={lang}]"))
        assert words in said or words in said.replace("No size", "no size")


def test_a_cell_says_how_many_rings_were_found_and_what_share_was_accused() -> None:
    told = [tuple(text.text() for text in group.css("text")) for group in parsed().css("svg.heat g")]
    assert sorted(told) == sorted([("0/1", "0%"), ("0/1", "40%"), ("1/1", "62%"), ("1/1", "94%")])


def test_panels_have_the_same_axes_and_a_size_that_was_not_tried_stays_open() -> None:
    page = parsed(cells=[*limits()["cells"], cell(20, 3, 60, weeks=8.0)])
    first, second = page.css("svg.heat")
    assert [text.text() for text in first.css("text.end")] == [text.text() for text in second.css("text.end")] == ["8", "20"]
    assert len(first.css("g.untried")) == 0
    assert len(second.css("g.untried")) == 3


def test_repeated_rings_are_not_called_one_throw_of_the_dice() -> None:
    assert "--repeats" in render_planting(limits())
    assert "--repeats" not in render_planting(limits(cells=[cell(8, 3, 0, planted=3)]))


def test_hostile_names_stay_text() -> None:
    page = render_planting(limits(data=HOSTILE, not_run={HOSTILE: [HOSTILE]}))
    assert "<img" not in page


def test_data_that_lack_nothing_say_so() -> None:
    page = render_planting(limits(not_run={}, left_out=[]))
    assert "All 1 signals can run on these data." in page
    assert "Not tried" not in page


def test_it_is_written_to_a_file_or_into_a_folder(tmp_path: Path) -> None:
    assert write_planting(limits(), tmp_path) == tmp_path / "plant.html"
    with pytest.raises(OutputError):
        write_planting(limits(), tmp_path / "nowhere" / "page.html")


def test_the_line_runs_around_what_is_found_every_time() -> None:
    def spot(share: float) -> Spot:
        return Spot(share, share >= 0.5, "", "")

    names = (Both("a", "甲"), Both("b", "乙"))
    alone = heat([1, 2], [1, 2], {(1, 1): spot(0), (2, 1): spot(0), (1, 2): spot(0), (2, 2): spot(1)}, names=names, label=names[0])
    assert limit(alone).count("M") == 4
    whole = heat([1, 2], [1, 2], {(x, y): spot(1) for x in (1, 2) for y in (1, 2)}, names=names, label=names[0])
    assert limit(whole).count("M") == 8  # two edges a side, none within
    nothing = heat([1], [1], {(1, 1): spot(0.49)}, names=names, label=names[0])
    assert limit(nothing) == ""


def limit(drawing: str) -> str:
    return LexborHTMLParser(drawing).css("path.limit")[0].attributes["d"] or ""


def test_shades_begin_where_they_say() -> None:
    assert [shade(share) for share in (0.0, 0.1, 0.49, 0.5, 0.75, 1.0)] == ["h0", "h1", "h2", "h3", "h4", "h4"]
