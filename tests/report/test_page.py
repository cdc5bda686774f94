"""The page opens from disk, asks nothing of the network, says the same twice, and cannot be spoilt by ids."""

import base64
import hashlib
import json
import re
from collections.abc import Callable
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from selectolax.lexbor import LexborHTMLParser, LexborNode

from zhenxin.errors import OutputError, UsageError
from zhenxin.report import write_report

from .markets import BURST, HUB, Market

Page = Callable[[Path], str]
HOSTILE = (
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    'o\'brien "the" & co',
    "👩‍👧买家",
    "\u202egnp\x00\x1b[31m",
    "</style><b>",
)


def _parsed(page: str) -> LexborHTMLParser:
    return LexborHTMLParser(page)


def _texts(page: LexborHTMLParser, css: str) -> list[str]:
    return [node.text() for node in page.css(css)]


def test_the_page_is_one_file_beside_the_results(out: Path) -> None:
    before = {path.name for path in out.iterdir()}
    assert write_report(out) == out / "report.html"
    assert {path.name for path in out.iterdir()} == before | {"report.html"}


def test_the_same_results_give_the_same_bytes(out: Path, tmp_path: Path) -> None:
    one, other = write_report(out, tmp_path / "a.html"), write_report(out, tmp_path / "b.html")
    assert one.read_bytes() == other.read_bytes()


def test_nothing_comes_from_elsewhere(out: Path, page: Page) -> None:
    text = page(out)
    assert not re.search(r"(?:https?:)?//[a-z]|@import|url\(", text, re.IGNORECASE)
    assert not _parsed(text).css("link, img, iframe, object, embed, base, form")


def test_only_our_own_style_and_script_may_run(out: Path, page: Page) -> None:
    parsed = _parsed(page(out))
    policy = parsed.css("meta[http-equiv]")[0].attributes["content"] or ""
    for element in ("style", "script"):
        (node,) = parsed.css(element)
        digest = base64.b64encode(hashlib.sha256(node.text(deep=True).encode()).digest()).decode()
        assert f"{element}-src 'sha256-{digest}'" in policy
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy


def test_there_are_no_styles_or_handlers_that_the_policy_would_refuse(out: Path, page: Page) -> None:
    def attributes(node: LexborNode) -> set[str]:
        return set(node.attributes)

    found = set().union(*(attributes(node) for node in _parsed(page(out)).css("*")))
    assert not {name for name in found if name == "style" or name.startswith("on")}


def test_hostile_ids_are_shown_and_make_no_element(tmp_path: Path, page: Page) -> None:
    market, plain = Market(), Market()
    for target, ids in ((market, HOSTILE), (plain, [f"u{at}" for at in range(len(HOSTILE))])):
        for one, other in zip(ids, (*ids[1:], ids[0]), strict=True):
            for kind in ("account", "order", "device"):
                target.score(kind, one, ("order_burst", one, 9.0, f"reason {one}", f"理由 {one}"), ring_id=ids[0], behaviour=one)
                target.add("explanations", entity_kind=kind, entity_id=one, lookalike=one, fits=0.5, sentence=one)
            target.member(ids[0], "account", one, one)
            target.link(ids[0], ("account", one), ("device", other), f"{one} ×2", 1.0)
        said = {"kind": ids[1], "state": ids[2], "parents": [ids[3]], "summary": ids[0], "summary_zh": ids[0]}
        target.add("rings", ring_id=ids[0], accounts=6, probability=0.9, **said)
        target.add("queries", query_id="q_order_burst", signal="order_burst", sql=f"select '{ids[0]}'\n-- {ids[1]}")
        target.run |= {"data": ids[0], "notes": [ids[1]], "signals_not_run": [{"signal": ids[0], "lacks": [ids[1]], "reason": ids[0]}]}
    hostile, innocent = _parsed(page(market.write(tmp_path / "h"))), _parsed(page(plain.write(tmp_path / "p")))
    assert len(hostile.css("script")) == len(hostile.css("style")) == 1
    assert not hostile.css("img, b[onclick]")
    # the same page but for its words: as many elements of every sort, whatever the ids hold
    for css in ("script", "td", "tr", "li", "bdi", "path", "use", "section", "details"):
        assert len(hostile.css(css)) == len(innocent.css(css)), css
    text = hostile.body.text()  # type: ignore[union-attr]
    for shown in ("<script>alert(1)</script>", '"><img src=x onerror=alert(1)>', "👩‍👧买家", "⟨U+202E⟩gnp⟨U+0000⟩"):
        assert shown in text


def test_every_english_text_has_its_chinese_beside_it(out: Path, page: Page) -> None:
    body = _parsed(page(out)).css("main")[0]
    english, chinese = body.css("[lang=en]"), body.css("[lang=zh]")
    assert len(english) == len(chinese) > 300
    assert all(node.next is not None and node.next.attributes.get("lang") == "zh" for node in english)
    assert not [node.text() for node in english if re.search(r"[一-鿿]", node.text())]


def test_the_chinese_says_something_in_chinese(out: Path, page: Page) -> None:
    chinese = _texts(_parsed(page(out)), ", ".join(f"main {place} [lang=zh]" for place in ("h1", "h2", "dt", "th")))
    assert len(chinese) > 30
    assert all(re.search(r"[一-鿿]", text) for text in chinese)


def test_the_page_never_says_that_anything_is_illegal(out: Path, empty: Path, page: Page) -> None:
    for folder in (out, empty):
        text = _parsed(page(folder)).css("main")[0].text()
        assert not re.search(r"illegal|criminal|犯罪|guilty|诈骗", text)


def test_rings_are_pictures_with_a_title_and_the_accused_are_told_from_the_rest(out: Path, page: Page) -> None:
    parsed = _parsed(page(out))
    pictures = parsed.css("svg.ties-picture")
    assert len(pictures) == 2  # the third ring is below one half
    assert "Task brushing · 任务刷单" in _texts(parsed, "svg.ties-picture > title")
    first = pictures[0]
    assert len(first.css("g.node > use")) == 42 + 3 + 2 + 1 + 6
    assert len(first.css("g.node.accused use")) == 40 + 3 + 2 + 1
    assert len(pictures[1].css("g.node.victim > use")) == 1


def test_a_shop_under_attack_is_told_apart(out: Path, page: Page) -> None:
    (row,) = _parsed(page(out)).css("#harmed tbody tr")
    assert "m_3001" in row.text()


def test_tables_hold_the_first_two_hundred_and_count_the_rest(tmp_path: Path, page: Page) -> None:
    market = Market()
    for at in range(230):
        market.score("order", f"o{at:04}", ("order_burst", "time", 9.0, "many at once", "集中下单"))
    parsed = _parsed(page(market.write(tmp_path / "o")))
    assert len(parsed.css("#panel-0 tbody tr")) == 200
    assert "And 30 more" in parsed.css("#panel-0")[0].text()
    assert "230 orders accused; of these, expect about 37 innocent" in parsed.css("#panel-0")[0].text()


def test_an_empty_run_says_so_and_what_was_not_judged(empty: Path, page: Page) -> None:
    text = _parsed(page(empty)).css("main")[0].text()
    assert "Nothing found" in text
    assert "没有发现" in text
    assert "guided visit" in text
    assert "pages.text" in text
    assert not _parsed(page(empty)).css("#rings, #reasons, #tables")


def test_a_run_with_empty_scores_and_rings_and_no_other_table_has_a_page(tmp_path: Path, page: Page) -> None:
    (tmp_path / "o").mkdir()
    (tmp_path / "o" / "run.json").write_text("{}", encoding="utf-8")
    for name in ("scores", "rings"):
        pq.write_table(pa.table({}), tmp_path / "o" / f"{name}.parquet")
    assert "Nothing found" in page(tmp_path / "o")


def test_low_scores_accuse_nobody_and_the_nearest_is_called_that(tmp_path: Path, page: Page) -> None:
    market = Market()
    market.score("account", "u1", BURST, behaviour="task_brushing")
    text = _parsed(page(market.write(tmp_path / "o"))).css("main")[0].text()
    assert "Nothing found" in text
    assert "Nobody of this kind reaches one in two" in text
    assert "0 accused of 1 account with any evidence" in text
    assert "task brushing" not in text.lower()


@pytest.mark.parametrize("public", [True, False], ids=["public key", "own key"])
def test_a_public_hashing_key_is_warned_of(market: Market, tmp_path: Path, page: Page, public: bool) -> None:
    market.run["public_key"] = public
    assert ("ZHENXIN_KEY" in page(market.write(tmp_path / "o"))) is public


def test_a_large_run_stays_small_enough_to_mail(tmp_path: Path) -> None:
    market = Market()
    of = {"behaviour": "task_brushing"}
    long = (*HUB[:3], "21 accounts searched the same words and clicked this product at place 73 of the list " * 2, HUB[4] * 6)
    for kind in ("account", "merchant", "order", "review", "device", "sender", "payee", "page"):
        for at in range(400):
            market.score(kind, f"{kind}-{at:016x}", long, BURST, ring_id=f"R{at % 40}", **of)
    for ring in (f"R{at}" for at in range(40)):
        told = {"kind": "task_brushing", "state": "active", "summary": long[3], "summary_zh": long[4]}
        market.add("rings", ring_id=ring, accounts=250, probability=0.99, **told)
        for at in range(250):
            me = ("account", f"account-{at:016x}")
            market.member(ring, *me, "brusher")
            for device in range(3):
                market.link(ring, me, ("device", f"device-{(at * 7 + device) % 60:016x}"), "device ×1")
    path = write_report(market.write(tmp_path / "o"), tmp_path / "page.html")
    assert path.stat().st_size < 2_000_000


def test_a_folder_as_target_takes_the_page(out: Path, tmp_path: Path) -> None:
    (tmp_path / "mail").mkdir()
    assert write_report(out, tmp_path / "mail") == tmp_path / "mail" / "report.html"


def test_a_target_that_cannot_be_written_is_refused_with_a_hint_and_leaves_nothing(out: Path, tmp_path: Path) -> None:
    with pytest.raises(OutputError) as caught:
        write_report(out, tmp_path / "absent" / "page.html")
    assert caught.value.hint
    assert not (tmp_path / "absent").exists()


def test_a_folder_without_results_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UsageError):
        write_report(tmp_path)


def test_the_queries_behind_the_waterfalls_can_be_copied(out: Path, page: Page) -> None:
    queries = _texts(_parsed(page(out)), "#queries pre")
    assert len(queries) == 2
    assert queries[0].startswith("select account_id, count(*) as value\nfrom read_parquet('orders.parquet')")


def test_secrets_of_the_settings_do_not_reach_the_page(market: Market, tmp_path: Path, page: Page) -> None:
    market.run["settings"] = {"key": "very-secret", "scratch": "/private"}
    assert "very-secret" not in page(market.write(tmp_path / "o"))
    assert json.dumps("/private") not in page(tmp_path / "o")
