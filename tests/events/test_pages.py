import time
from datetime import datetime
from pathlib import Path

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhenxin.errors import InputError
from zhenxin.events.pages import DEEPEST, FACT_SCHEMA, Page, decoded, facts_of, page_facts, parse_page, read_page
from zhenxin.events.registry import Registry, shipped_registry
from zhenxin.events.schema import DERIVED

EMPTY = Registry(())
HTML = """<!DOCTYPE html><html><head><meta charset="{charset}"><title>岚桥壁挂炉 售后电话</title>
<style>p {{ color: red }}</style><script>var phone = "138-0013-8000";</script></head>
<body><h1>岚桥壁挂炉<b>官方</b>
售后</h1><p>电话：400<b>-0210-</b>377&nbsp;</p><p>服务<br>热线</p>
<table><tr><td>成都市</td><td>010-62345678</td></tr></table>
<a href="tel:4000210388">点击咨询</a><a href="tel:400-0210-377">400-0210-377</a><!-- 400-0210-399 -->
<noscript>400-0210-366</noscript>尾<div>甲</div>乙</body></html>"""


@pytest.mark.parametrize("charset", ["utf-8", "gb18030", "gbk", "gb2312", "big5"])
def test_a_saved_page_is_read_in_the_encoding_it_declares(tmp_path: Path, charset: str) -> None:
    text = (
        HTML.format(charset=charset)
        if charset != "big5"
        else HTML.format(charset=charset).translate(str.maketrans("岚桥电询热线尾后务", "山橋電詢熱線尾後務"))
    )
    (tmp_path / "page.html").write_bytes(text.encode(charset, errors="replace"))
    page = read_page(tmp_path / "page.html")
    assert page.encoding in {charset, "gb2312", "gbk"}
    assert "400-0210-377" in page.text
    assert "壁挂炉" in page.title or charset == "big5"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "gb18030"])
def test_plain_text_is_read_in_any_usual_encoding(tmp_path: Path, encoding: str) -> None:
    (tmp_path / "page.txt").write_bytes("岚桥壁挂炉售后电话 400-0210-377\r\n第二行".encode(encoding))
    assert read_page(tmp_path / "page.txt").text == "岚桥壁挂炉售后电话 400-0210-377\n第二行"


def test_html_gives_what_a_reader_sees_a_line_a_block() -> None:
    page = parse_page(HTML.format(charset="utf-8"))
    assert page.title == "岚桥壁挂炉 售后电话"
    assert page.text.split("\n")[:4] == ["岚桥壁挂炉官方 售后", "电话：400-0210-377", "服务", "热线"]
    assert page.text.split("\n")[-3:] == ["尾", "甲", "乙"] or page.text.endswith("尾\n甲\n乙")
    assert "138" not in page.text
    assert "399" not in page.text


def test_a_number_behind_a_link_to_dial_is_seen_once() -> None:
    numbers = [number.digits for number in facts_of(parse_page(HTML.format(charset="utf-8")), EMPTY).numbers]
    assert numbers == ["4000210377", "01062345678", "4000210388", "4000210377"]


def test_line_ends_stay_where_the_page_keeps_them() -> None:
    assert parse_page("<html><body><pre>甲\n乙</pre><p>丙\n丁</p></body></html>").text == "甲\n乙\n丙 丁"


def test_text_with_angle_brackets_is_no_markup() -> None:
    text = "价格 < 500 元，a<b 且 b>c\n电话 400-0210-377"
    assert parse_page(text) == Page(text)


BAD = {"nothing": b"", "blanks": b" \n \n", "a picture": b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 40, "zeros": b"\x00" * 500}


@pytest.mark.parametrize("data", BAD.values(), ids=BAD)
def test_what_is_no_text_is_an_input_error_with_a_hint(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "x.html").write_bytes(data)
    with pytest.raises(InputError) as caught:
        read_page(tmp_path / "x.html")
    assert "save the page" in caught.value.hint


def test_a_folder_and_a_missing_file_are_input_errors(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="cannot be read") as caught:
        read_page(tmp_path)
    assert caught.value.hint == "name a file, not a folder"
    with pytest.raises(InputError, match="no such file"):
        read_page(tmp_path / "none.html")


def pages(*rows: dict[str, object]) -> pa.Table:
    whole = [{"url": f"u{at}", "occurred_at": datetime.fromisoformat("2026-01-02"), **row} for at, row in enumerate(rows)]
    return pa.Table.from_pylist(whole)


def test_the_fact_table_has_the_columns_of_the_schema() -> None:
    assert tuple(FACT_SCHEMA.names) == tuple(column.name for column in DERIVED["page_facts"].columns)
    empty = page_facts(pages({"text": "x"}).slice(0, 0), EMPTY)
    assert (empty.num_rows, empty.schema) == (0, FACT_SCHEMA)


def test_every_fact_says_where_it_stands_in_the_text() -> None:
    text = "岚桥壁挂炉官方售后 ４００－０２１０－３７７\n岚桥壁挂炉维修 成都市金牛区、北京、上海"
    table = page_facts(pages({"text": text, "title": "岚桥壁挂炉客服热线", "claimed_brand": None}), EMPTY)
    rows = table.to_pylist()
    assert {row["fact"] for row in rows} == {"number", "brand", "place", "claim"}
    assert [row["value"] for row in rows if row["fact"] == "number"] == ["4000210377"]
    assert [row["value"] for row in rows if row["fact"] == "place"] == ["510106", "11", "31"]
    for row in rows:
        assert text[row["position"] :].startswith(row["printed"])


def test_what_only_the_title_or_the_claimed_brand_says_has_no_position() -> None:
    table = page_facts(pages({"text": "欢迎光临", "title": "电话 400-0210-377", "claimed_brand": "岚桥"}), EMPTY)
    assert [(row["fact"], row["value"], row["position"]) for row in table.to_pylist()] == [
        ("number", "4000210377", None),
        ("brand", "岚桥", None),
    ]


def test_a_page_without_optional_columns_or_text_gives_what_it_has() -> None:
    table = page_facts(pages({"text": "拨打12315"}, {"text": None}, {"text": ""}), EMPTY)
    assert [(row["url"], row["value"]) for row in table.to_pylist()] == [("u0", "12315")]


def test_registered_brands_and_numbers_are_known_without_other_signs() -> None:
    facts = facts_of(Page("见 95588，中国工商银行"), shipped_registry())
    assert [number.digits for number in facts.numbers] == ["95588"]
    assert [brand.value for brand in facts.brands] == ["中国工商银行"]
    assert facts_of(Page("见 95588，中国工商银行"), EMPTY).numbers == ()


MARKUP = st.sampled_from(
    ["<p>", "</p>", "<script>", "</script>", "<div", ">", "<title>", "</title>", "<a href='tel:", "'>", "&nbsp;", "&#x", "<!--", "-->"]
)


@given(
    st.lists(
        st.one_of(MARKUP, st.text(max_size=12), st.sampled_from(["400-0210-377", "岚桥空调售后", "成都市", "官方", "\n"])), max_size=25
    )
)
def test_any_page_is_parsed_without_a_fault_and_facts_lie_within_its_text(pieces: list[str]) -> None:
    page = parse_page("<html><body>" + "".join(pieces))
    facts = facts_of(page, EMPTY)
    for fact in (*facts.numbers, *facts.brands, *facts.places, *facts.claims):
        assert page.text[fact.start : fact.end] == fact.printed


@given(st.binary(max_size=200))
def test_any_bytes_are_decoded_without_a_fault(data: bytes) -> None:
    text, encoding = decoded(data)
    assert isinstance(text, str)
    assert encoding


def test_many_pages_are_read_by_several_processes_and_say_the_same() -> None:
    texts = [f"岚桥空调售后电话 400-123-{n:04d}，岚桥空调客服热线" for n in range(3100)]
    many = pages(*({"text": text} for text in texts))
    one, two = (page_facts(many, shipped_registry(), processes) for processes in (1, 2))
    assert one.equals(two)
    assert one.num_rows >= 3100


@pytest.mark.parametrize("closed", [False, True], ids=["never closed", "closed again"])
def test_elements_without_end_inside_each_other_are_read_as_text_at_once(closed: bool) -> None:
    depth = DEEPEST * 20
    page = parse_page("<div>" * depth + "岚桥售后&#52;00-836-5315" + "</div>" * depth * closed)
    assert page.text == "岚桥售后400-836-5315"
    flat = parse_page("<p>岚桥<br>" * DEEPEST)
    assert flat.text.count("岚桥") == DEEPEST


def test_a_tag_that_never_ends_takes_time_in_proportion() -> None:
    def seconds(letters: int) -> float:
        start = time.process_time()
        parse_page("<html>" + "<" * DEEPEST + "<" + "a" * letters)
        return time.process_time() - start

    assert seconds(200_000) < 40 * seconds(20_000) + 1


def test_a_long_page_of_numbers_takes_time_in_proportion() -> None:
    """Sixteen times the lines took 85 times as long when every number was held against all before it."""
    registry = shipped_registry()

    def seconds(lines: int) -> float:
        text = "".join(f"岚桥空调售后维修电话400-{800 + n // 10_000}-{n % 10_000:04d}，北京、上海、广州\n" for n in range(lines))
        start = time.process_time()
        assert len(facts_of(Page(text), registry).numbers) == lines
        return time.process_time() - start

    seconds(100)
    assert min(seconds(16_000) for _ in range(2)) < 32 * min(seconds(1_000) for _ in range(5))
