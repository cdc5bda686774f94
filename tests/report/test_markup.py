"""Data never becomes markup, and what an eye cannot see is written out."""

import html
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhenxin.report.markup import Both, Markup, both, join, name, short, shown, tag


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.text += data


def _read(markup: str) -> _Reader:
    reader = _Reader()
    reader.feed(markup)
    reader.close()
    return reader


@given(st.text())
def test_any_text_comes_back_as_text_and_makes_no_element(text: str) -> None:
    reader = _read(tag("td", text, title=text))
    assert [found for found, _ in reader.tags] == ["td"]
    assert reader.text == shown(text)
    assert html.unescape(reader.tags[0][1]["title"] or "") == text or "\r" in text


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("<script>alert(1)</script>", id="a script"),
        pytest.param('"><img src=x onerror=alert(1)>', id="a broken attribute"),
        pytest.param('O\'Brien & "Sons"', id="quotes and an ampersand"),
        pytest.param("--><!--", id="a comment"),
    ],
)
def test_hostile_text_makes_no_element(text: str) -> None:
    reader = _read(join(name(text), tag("p", Both(text, text + "。"))))
    assert {found for found, _ in reader.tags} == {"bdi", "p", "span"}
    assert reader.text.startswith(text)


def test_markup_is_not_escaped_twice() -> None:
    assert tag("p", tag("b", "a < b")) == "<p><b>a &lt; b</b></p>"


def test_absent_and_false_attributes_are_left_out() -> None:
    assert tag("input", id="x", hidden=None, disabled=False, required=True) == '<input id="x" required/>'


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("user-12", "user-12", id="plain text stays"),
        pytest.param("买家👩‍👧", "买家👩‍👧", id="Chinese and a joined emoji stay whole"),
        pytest.param("a\x00b", "a⟨U+0000⟩b", id="a NUL is shown"),
        pytest.param("\u202egnp.exe", "⟨U+202E⟩gnp.exe", id="reversed writing is shown"),
        pytest.param("a\u200bb", "a⟨U+200B⟩b", id="a zero width space is shown"),
        pytest.param("好\u200d评", "好⟨U+200D⟩评", id="a joiner between letters is shown"),
        pytest.param("好\ufe0f评a\ufe0eb", "好⟨U+FE0F⟩评a⟨U+FE0E⟩b", id="what draws a picture is shown where there is none"),
        pytest.param("1\ufe0f\u20e32\ufe0f3", "1\ufe0f\u20e32⟨U+FE0F⟩3", id="a key keeps its picture, a digit hides none"),
        pytest.param("葛\U000e0100城x\ufe00", "葛\U000e0100城x⟨U+FE00⟩", id="a form of an ideograph is kept"),
        pytest.param("🏴\U000e0067", "🏴⟨U+E0067⟩", id="tags are shown"),
        pytest.param("\u200d👩", "⟨U+200D⟩👩", id="a joiner that joins nothing is shown"),
        pytest.param(
            "👩🏽\u200d🚀❤\ufe0f\u200d🔥🧔\u200d♂\ufe0f",
            "👩🏽\u200d🚀❤\ufe0f\u200d🔥🧔\u200d♂\ufe0f",
            id="joined emoji of all sorts stay whole",
        ),
        pytest.param("a\u3164b", "a⟨U+3164⟩b", id="a letter without a shape is shown"),
        pytest.param("a\nb", "a⟨U+000A⟩b", id="a line end is shown"),
        pytest.param("\x1b[31mred", "⟨U+001B⟩[31mred", id="a terminal sequence is shown"),
    ],
)
def test_what_cannot_be_seen_is_written_out(text: str, expected: str) -> None:
    assert shown(text) == expected


@given(st.text(st.characters(codec="ascii", categories=["L", "N"])), st.integers(3, 40))
def test_a_short_id_keeps_both_ends(text: str, length: int) -> None:
    cut = short(text, length)
    assert len(cut) <= length
    assert cut == text or (text.startswith(cut.split("…")[0]) and text.endswith(cut.split("…")[1]))


def test_a_cut_id_is_whole_in_its_tooltip_and_a_whole_one_has_none() -> None:
    assert 'title="abcdefghijkl"' in name("abcdefghijkl", 6)
    assert "title" not in name("abc", 6)


def test_both_languages_stand_in_the_page_and_like_ones_once() -> None:
    assert both(Both("order", "订单")) == '<span lang="en">order</span><span lang="zh">订单</span>'
    assert both(Both("Wi-Fi", "Wi-Fi")) == "Wi-Fi"
    assert isinstance(both(Both("Wi-Fi", "")), Markup)


def test_a_missing_language_falls_back_to_the_other() -> None:
    assert Both("only English", "").of("zh") == "only English"
    assert Both("", "只有中文").of("en") == "只有中文"
