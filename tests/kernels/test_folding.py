import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhenxin.kernels.folding import Lines, fold, normalise

SAME = {
    "full-width letters and digits": ("ＡＢＣ１２３", "abc123"),
    "circled digits": ("质量①②③", "质量123"),
    "case": ("VERY Good", "very good"),
    "blanks and line ends": ("很 好\n用\u3000的", "很好用的"),
    "punctuation": ("很好,用!!!的……", "很好用的"),
    "symbols put between letters": ("好★评♥返~现", "好评返现"),
    "emoji with a variation selector and a joiner": ("好评👍🏽❤️👨‍👩‍👧", "好评"),
    "zero-width characters": ("好\u200b评\u200d返\ufeff现\u2060", "好评返现"),
    "an accent typed in two strokes": ("cafe\u0301", "café"),
    "a keycap digit": ("1️⃣个", "1个"),
    "a blank that Unicode calls a letter": ("好\u3164评", "好评"),
    "German sharp s": ("STRASSE", "straße"),
}
DIFFERENT = {
    "another number": ("第1次买", "第2次买"),
    "another word": ("很好用", "很难用"),
    "a vowel sign of Thai": ("ดี", "ดา"),
    "an accent": ("peche", "pêche"),
}


@pytest.mark.parametrize(("left", "right"), SAME.values(), ids=SAME)
def test_texts_that_read_the_same_have_one_form(left: str, right: str) -> None:
    assert normalise(left) == normalise(right)
    assert normalise(left)


@pytest.mark.parametrize(("left", "right"), DIFFERENT.values(), ids=DIFFERENT)
def test_texts_that_read_differently_keep_their_own_forms(left: str, right: str) -> None:
    assert normalise(left) != normalise(right)


@pytest.mark.parametrize("text", ["", "  ", "!!!", "👍👍👍", "★★★★★", "\u200b"])
def test_a_text_of_nothing_but_symbols_has_an_empty_form(text: str) -> None:
    assert normalise(text) == ""


@given(st.text())
def test_normalising_twice_changes_nothing_more(text: str) -> None:
    once = normalise(text)
    assert normalise(once) == once


@given(st.text())
def test_every_folded_character_knows_where_it_was_printed(text: str) -> None:
    folded = fold(text)
    assert len(folded.origins) == len(folded.text) + 1
    assert list(folded.origins) == sorted(folded.origins)
    assert folded.origins[-1] == len(text)
    for place in range(len(folded.text)):
        assert folded.as_printed(place, place + 1) == text[folded.origins[place]]


def test_folding_gives_plain_characters_and_the_way_back() -> None:
    folded = fold("电话：４００\u200b－①  ②")
    assert folded.text == "电话:400-1  2"
    start = folded.text.index("400")
    assert folded.as_printed(start, len(folded.text)) == "４００\u200b－①  ②"


def test_lines_are_counted_from_one() -> None:
    lines = Lines.of("a\nbc\n\nd")
    assert [lines.number(place) for place in range(7)] == [1, 1, 2, 2, 2, 3, 4]
