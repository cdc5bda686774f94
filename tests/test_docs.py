"""The docs are held to the code: what they name exists, what exists is named, and what is generated is fresh."""

import dataclasses
import importlib.util
import re
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
import typer

from zhenxin import signals
from zhenxin.cli import app
from zhenxin.events.results import RESULTS
from zhenxin.events.schema import DERIVED, TABLES
from zhenxin.settings import Settings

ROOT = Path(__file__).parents[1]
DOCS = ROOT / "docs"
READMES = (ROOT / "README.md", ROOT / "README.zh-CN.md")
PAGES = sorted([*ROOT.glob("*.md"), *DOCS.rglob("*.md")])
WRITTEN = [page for page in PAGES if not page.read_text(encoding="utf-8").startswith("<!-- Written by")]


def text_of(page: Path) -> str:
    return page.read_text(encoding="utf-8")


def name_of(page: Path) -> str:
    return str(page.relative_to(ROOT))


def generator() -> ModuleType:
    spec = importlib.util.spec_from_file_location("generate", DOCS / "generate.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def generated() -> dict[str, str]:
    return generator().pages()


@pytest.fixture(scope="module")
def commands() -> dict[str, set[str]]:
    """Each command with the options it takes."""
    group: Any = typer.main.get_command(app)
    return {name: {option for one in command.params for option in one.opts} | {"--help"} for name, command in group.commands.items()}


# --- what is generated -------------------------------------------------------------------------------------------------------------


def test_generated_pages_are_fresh(generated: dict[str, str]) -> None:
    stale = [name for name, text in generated.items() if not (DOCS / name).is_file() or text_of(DOCS / name) != text]
    assert not stale, "run `make docs`"


def test_a_signal_that_is_gone_has_no_page(generated: dict[str, str]) -> None:
    assert {f"signals/{page.name}" for page in (DOCS / "signals").iterdir()} == {name for name in generated if name.startswith("signals/")}


def test_a_page_of_a_signal_holds_both_sentences_and_the_sql(generated: dict[str, str]) -> None:
    for signal in signals.find():
        page = generated[f"signals/{signal.name}.md"]
        assert signal.reason.en in page
        assert signal.reason.zh in page
        assert signal.sql.split()[-1] in page
        assert all(f"`{code}`" in page for code in (*signal.speaks_for, *signal.silent_on))


def test_every_command_has_its_heading(commands: dict[str, set[str]]) -> None:
    headings = re.findall(r"^## zhenxin (\w+)$", text_of(DOCS / "cli.md"), re.MULTILINE)
    assert sorted(headings) == sorted(commands)


def test_every_setting_has_its_heading_and_is_told() -> None:
    page = text_of(DOCS / "settings.md")
    for field in dataclasses.fields(Settings):
        assert re.search(rf"^## {field.name}\n\n\S.+\n\nEnvironment: `ZHENXIN_{field.name.upper()}`", page, re.MULTILINE)


# --- tables ------------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("table", [*TABLES, *DERIVED])
def test_every_event_table_is_told_with_its_columns(table: str) -> None:
    page = text_of(DOCS / "1-events.md")
    assert f"`{table}`" in page or f"| {table} |" in page
    missing = [column.name for column in (TABLES | DERIVED)[table].columns if not re.search(rf"\b{column.name}\b", page)]
    assert not missing


@pytest.mark.parametrize("table", RESULTS)
def test_every_result_table_is_told(table: str) -> None:
    page = text_of(DOCS / "results.md")
    section = re.search(rf"^## {table}\n(.*?)(?=^## |\Z)", page, re.MULTILINE | re.DOTALL)
    if section is None:
        assert f"`{table}`" in page.partition("## Not filled yet")[2]
        return
    assert f"[{', '.join(RESULTS[table].keys)}]" in section[1]
    assert re.findall(r"`(\w+)`", "\n".join(re.findall(r"^\| (`.*?`) \|", section[1], re.MULTILINE))) == RESULTS[table].schema.names


# --- commands, words, links --------------------------------------------------------------------------------------------------------


def typed(text: str) -> list[str]:
    """What a page tells people to type: the lines of its code blocks, and its inline code."""
    blocks = re.findall(r"^```\w*\n(.*?)^```", text, re.MULTILINE | re.DOTALL)
    lines = [line for block in blocks for line in block.splitlines()] + re.findall(r"^ {4}(\S.*)$", text, re.MULTILINE)
    return [*lines, *re.findall(r"`([^`\n]+)`", text)]


def calls(text: str) -> Iterator[tuple[str, list[str]]]:
    """Each command that a page tells people to type, and the options given with it."""
    for line in typed(text):
        for word, rest in re.findall(r"(?:^|[\s=]|/)zhenxin ([a-z]+)((?: [^#|`;]*)?)", line):
            yield word, re.findall(r"(?<!\S)-{1,2}[a-z][a-z-]*", rest)


def wrong_calls(text: str, commands: dict[str, set[str]]) -> list[str]:
    wrong = []
    for word, options in calls(text):
        wrong += [word] if word not in commands else [f"{word} {option}" for option in options if option not in commands[word]]
    return wrong


def make_words(text: str) -> set[str]:
    return {word for line in typed(text) for words in re.findall(r"^make ((?:[a-z]+ ?)+)", line) for word in words.split()}


def makefile_words() -> set[str]:
    return set(re.findall(r"^([a-z]+):", text_of(ROOT / "Makefile"), re.MULTILINE))


@pytest.mark.parametrize("page", WRITTEN, ids=name_of)
def test_every_command_that_a_page_shows_exists(page: Path, commands: dict[str, set[str]]) -> None:
    assert wrong_calls(text_of(page), commands) == []


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        pytest.param("    zhenxin run DATA -o out --seed 3", [], id="a command with its options is right"),
        pytest.param("    zhenxin fly DATA", ["fly"], id="a command that is none is found"),
        pytest.param("say `zhenxin top out --colour`", ["top --colour"], id="an option that is none is found"),
        pytest.param("zhenxin flies over prose", [], id="prose is left alone"),
        pytest.param("```\nX=1 .venv/bin/zhenxin soar\n```", ["soar"], id="a fenced block is read"),
    ],
)
def test_a_wrong_command_would_be_found(text: str, wrong: list[str], commands: dict[str, set[str]]) -> None:
    assert wrong_calls(text, commands) == wrong


@pytest.mark.parametrize("page", WRITTEN, ids=name_of)
def test_every_word_of_make_that_a_page_shows_exists(page: Path) -> None:
    assert make_words(text_of(page)) <= makefile_words()


def test_both_readmes_name_the_same_commands() -> None:
    english, chinese = (text_of(page) for page in READMES)
    assert list(calls(english)) == list(calls(chinese))
    assert make_words(english) == make_words(chinese) >= {"demo", "test"}


def test_the_readmes_show_the_first_real_run_in_order() -> None:
    words = [word for word, _ in calls(text_of(READMES[0]))]
    assert words[:6] == ["map", "check", "run", "top", "show", "report"]


def slug(heading: str) -> str:
    return re.sub(r"[^\w\- ]", "", heading.strip().lower()).replace(" ", "-")


def dead_links(page: Path, text: str) -> list[str]:
    dead = []
    for target in re.findall(r"\]\(([^)\s]+)\)", re.sub(r"^```.*?^```", "", text, flags=re.MULTILINE | re.DOTALL)):
        if re.match(r"https?:", target):
            continue
        name, _, anchor = target.partition("#")
        file = (page.parent / name).resolve() if name else page
        headings = re.findall(r"^#+ (.+)$", text_of(file), re.MULTILINE) if file.suffix == ".md" and file.is_file() else []
        if not file.exists() or (anchor and anchor not in map(slug, headings)):
            dead.append(target)
    return dead


@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_every_link_leads_somewhere(page: Path) -> None:
    assert dead_links(page, text_of(page)) == []


@pytest.mark.parametrize(
    ("text", "dead"),
    [
        pytest.param("[a](concepts.md) [b](../README.md#try-it)", [], id="pages and headings that are there"),
        pytest.param("[a](nowhere.md)", ["nowhere.md"], id="a page that is not there"),
        pytest.param("[a](concepts.md#nothing)", ["concepts.md#nothing"], id="a heading that is not there"),
    ],
)
def test_a_dead_link_would_be_found(text: str, dead: list[str]) -> None:
    assert dead_links(DOCS / "README.md", text) == dead


def test_every_page_is_reached_from_the_index() -> None:
    seen: set[Path] = set()
    left = [DOCS / "README.md", ROOT / "README.md"]
    while left:
        page = left.pop()
        if page in seen:
            continue
        seen.add(page)
        links = re.findall(r"\]\(([^)\s#]+\.md)(?:#[^)]*)?\)", text_of(page))
        left += [(page.parent / link).resolve() for link in links if not link.startswith("http")]
    assert [name_of(page) for page in PAGES if page not in seen] == []


def test_pages_that_the_code_points_to_are_there() -> None:
    told = {name for file in (ROOT / "src").rglob("*.py") for name in re.findall(r"\bdocs/[\w./-]+\.md", text_of(file))}
    assert [name for name in sorted(told) if not (ROOT / name).is_file()] == []


# --- one name a thing --------------------------------------------------------------------------------------------------------------


def unused_words() -> list[str]:
    """The words that docs/concepts.md says we do not use."""
    table = text_of(DOCS / "concepts.md").partition("## Words we do not use")[2]
    rows = re.findall(r"^\| (.+?) \| .+ \|$", table, re.MULTILINE)
    return [word for row in rows[1:] for word in row.split(", ")]


def wrong_words(text: str, words: list[str]) -> list[str]:
    text = re.sub(r"^```.*?^```|`[^`\n]*`", "", text, flags=re.MULTILINE | re.DOTALL)
    found = []
    for word in words:
        bounded = rf"\b{re.escape(word)}\b" if word.isascii() else re.escape(word)
        found += [word] if re.search(bounded, text, re.IGNORECASE) else []
    return found


def test_the_list_of_unused_words_is_read() -> None:
    words = unused_words()
    assert {"gang", "阈值"} <= set(words)
    assert wrong_words("A Gang of cheaters; 阈值。", words) == ["cheaters", "gang", "阈值"]
    assert wrong_words("gangway, and `gang` as code", words) == []


@pytest.mark.parametrize("page", WRITTEN, ids=name_of)
def test_a_page_uses_one_name_a_thing(page: Path) -> None:
    text = text_of(page)
    if page.name == "concepts.md":
        text = text.partition("## Words we do not use")[0]
    assert wrong_words(text, unused_words()) == []


def test_the_glossary_has_each_name_once_and_in_chinese() -> None:
    rows = re.findall(r"^\| ([^|]+) \| ([^|]+) \| [^|]+ \|$", text_of(DOCS / "concepts.md"), re.MULTILINE)
    told = [(name, chinese) for name, chinese in rows if name not in {"name", "---"}]
    assert len({name for name, _ in told}) == len(told) > 50
    assert all(re.search("[一-鿿]", chinese) for _, chinese in told)


@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_no_page_names_a_machine(page: Path) -> None:
    assert not re.search(r"(?<![\w.])/(?:work|home|tmp|Users|root)/", text_of(page))


def test_the_signal_in_the_docs_passes_every_check(tmp_path: Path) -> None:
    example = re.search(r"```python\n(.*?)```", text_of(DOCS / "2-signals.md"), re.DOTALL)
    assert example is not None
    file = tmp_path / "paid_buyers.py"
    file.write_text(example[1], encoding="utf-8")
    assert [problem for _, problem in signals.check(signals.load_file(file)) if problem] == []
