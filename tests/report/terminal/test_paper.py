"""Paragraphs that fit the terminal, in either script, in colour or without."""

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from rich.console import Console

from zhenxin.report.markup import Both
from zhenxin.report.terminal.paper import Paper, command, wrapped

_TEXT = st.text(st.sampled_from("ab ，。（）“”账号x1-%"), max_size=200)


@given(_TEXT, st.integers(8, 60), st.integers(0, 4))
def test_no_line_is_wider_than_the_paper_and_no_letter_is_lost(text: str, width: int, hang: int) -> None:
    lines = wrapped(text, width, hang)
    assert all(cell_len(line) <= width for line in lines)
    assert "".join("".join(lines).split()) == "".join(text.split())


def test_chinese_breaks_between_characters_but_no_line_begins_with_a_full_stop() -> None:
    lines = wrapped("十五笔订单中有十四笔付款后钱又转回。", 18)
    assert len(lines) == 2
    assert not any(line.startswith(("，", "。")) for line in lines)
    assert wrapped("一二三四。", 8) == ["一二三", "四。"]


def test_latin_words_stay_whole_where_they_fit() -> None:
    assert wrapped("money came back", 10) == ["money came", "back"]


def test_a_word_longer_than_a_line_is_cut() -> None:
    assert wrapped("abcdefghij", 4) == ["abcd", "efgh", "ij"]


def _paper(lang: str = "en", *, width: int = 80, encoding: str = "utf-8") -> tuple[Paper, io.TextIOWrapper]:
    screen = io.TextIOWrapper(io.BytesIO(), encoding=encoding)
    return Paper(Console(file=screen, width=width), lang), screen


def _printed(screen: io.TextIOWrapper) -> str:
    screen.flush()
    return screen.buffer.getvalue().decode(screen.encoding)  # type: ignore[attr-defined]


@pytest.mark.parametrize(("lang", "said"), [("en", "a shop"), ("zh", "店铺"), ("fr", "a shop")])
def test_words_are_told_in_the_language_asked_for(lang: str, said: str) -> None:
    paper, screen = _paper(lang)
    paper.say(Both("a shop", "店铺"))
    assert _printed(screen) == f"{said}\n"


def test_square_brackets_in_ids_are_no_markup() -> None:
    paper, screen = _paper()
    paper.say("[bold]u1[/bold] :smile:")
    assert _printed(screen) == "[bold]u1[/bold] :smile:\n"


def test_a_terminal_of_ascii_gets_ascii() -> None:
    paper, screen = _paper(encoding="ascii")
    paper.say("−6.6 ░░█ “x” 账")
    assert _printed(screen) == '-6.6 ..# "x" \\u8d26\n'


def test_columns_line_up_in_chinese_too() -> None:
    paper, screen = _paper("zh")
    paper.columns([("账号", "一"), ("店", "二")])
    assert _printed(screen) == "  账号  一\n  店    二\n"


def test_commands_are_never_broken_over_two_lines() -> None:
    paper, screen = _paper(width=40)
    long = command("show", "out folder", "account", "u" * 60)
    paper.commands([(long, Both("every reason", "全部理由"))])
    assert f"  {long}\n" in _printed(screen)


def test_what_a_shell_would_split_is_quoted() -> None:
    assert command("show", "my out", "ring", "R;1") == "zhenxin show 'my out' ring 'R;1'"
