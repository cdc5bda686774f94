"""Writes the pages of docs/ that come from the code: commands, settings, codes, and one page a signal. `make docs` calls it."""

import ast
import csv
import dataclasses
import inspect
import math
import sys
import textwrap
from collections.abc import Iterable, Iterator, Mapping
from importlib import resources
from itertools import pairwise
from pathlib import Path
from typing import Any

import typer

from zhenxin import settings, signals
from zhenxin.cli import app
from zhenxin.events import codes
from zhenxin.report import names
from zhenxin.report.markup import Both
from zhenxin.scores.weights import bits
from zhenxin.signals._levels import CHANCES
from zhenxin.world import sources

sys.path.insert(0, str(Path(__file__).parent))
from spoken import draw, page
from spoken.kept import kept

DOCS = Path(__file__).parent
MARK = "<!-- Written by docs/generate.py: change the code, then run `make docs`. -->\n"
WIDTH = 100
LEVELS = ("weak", "clear", "strong")


def pages() -> dict[str, str]:
    """Every generated page: its path within docs/ and its text."""
    found = signals.find()
    written = {"cli.md": _commands(), "settings.md": _settings(), "codes.md": _named_codes(), "signals/README.md": _catalogue(found)}
    written["world-parameters.md"] = _world()
    written["spoken.md"] = page.whole(MARK, _table)
    written |= {f"pictures/signals/{signal.name}.svg": text for signal in found if (text := _picture(signal))}
    return written | {f"signals/{signal.name}.md": _signal(signal) for signal in found}


def main() -> None:
    """Write every page; a signal that is gone loses its page."""
    written = pages()
    for folder in ("signals", "pictures/signals"):
        (DOCS / folder).mkdir(exist_ok=True)
        for file in (DOCS / folder).iterdir():
            if f"{folder}/{file.name}" not in written:
                file.unlink()
    for name, text in written.items():
        (DOCS / name).write_text(text, encoding="utf-8")


def _world() -> str:
    parts = [
        MARK,
        "# The numbers of the make-believe market\n",
        "§ names the section or the table row of the domain study that a default comes from; `assumed` says that nothing better was found.",
        "Ranges are drawn once for each ring, group or world. What the market is: [world.md](world.md).\n",
    ]
    for heading, table in sources.tables().items():
        parts += [f"## {heading}\n", f"{table}\n"]
    return "\n".join(parts)


def _commands() -> str:
    group: Any = typer.main.get_command(app)
    parts = [
        MARK,
        "# Commands\n",
        "What `--help` says, command by command. Exit codes: 0 done; 2 the words, the settings or the data are at fault;",
        "1 our fault, with one line and the path of a log. What a command says of itself is in English; what it finds is told in English",
        "or Chinese, as the system is or as the setting [`language`](settings.md#language) says.\n",
        _block("text", _help(group, "zhenxin")),
    ]
    for name, command in group.commands.items():
        parts += [f"## zhenxin {name}\n", _block("text", _help(command, f"zhenxin {name}"))]
    return "\n".join(parts)


def _help(command: Any, name: str) -> str:
    """The help as plain text: no colours, no frames, the same on every terminal."""
    command.rich_markup_mode = None
    return str(command.get_help(typer.Context(command, info_name=name, terminal_width=WIDTH)))


def _settings() -> str:
    parts = [
        MARK,
        "# Settings\n",
        f"Settings stand in `{settings.FILE_NAME}` in the working folder, or in the environment, which wins. An unknown key in the file",
        "is an error that names the near one. Options of a command (`--engine`, `--master`, `--seed`) win over both.\n",
        _block("toml", '# zhenxin.toml\nmemory = "4GB"\nlanguage = "zh"'),
    ]
    told = dict(_told(settings.Settings))
    for field in dataclasses.fields(settings.Settings):
        default = "a fixed public key" if field.name == "key" else f"`{_toml(field.default)}`"
        variable = f"{settings.PREFIX}{field.name.upper()}"
        parts += [f"## {field.name}\n", f"{told[field.name]}\n", f"Environment: `{variable}`. Default: {default}.\n"]
    return "\n".join(parts)


def _named_codes() -> str:
    books = (
        ("Behaviours", "What somebody does on purpose.", codes.BEHAVIOURS, names.BEHAVIOURS),
        (
            "Lookalikes",
            "Innocent people whose doings look alike; `hard:` and the code in an answer key.",
            codes.LOOKALIKES,
            names.LOOKALIKES,
        ),
        ("Roles", "What a member does in a ring.", codes.ROLES, names.ROLES),
        ("Evidence", "Kinds of evidence.", codes.EVIDENCE, names.EVIDENCE),
        ("Entities", "What can be judged: `entity_kind`.", tuple(names.NOUNS), {kind: names.noun(kind) for kind in names.NOUNS}),
    )
    parts = [MARK, "# Codes\n", "The closed lists of codes, with their names. Not every code is found yet; the README says what is.\n"]
    for title, told, listed, book in books:
        parts += [f"## {title}\n", f"{told}\n", _table(("code", "name", "中文"), ((f"`{code}`", *_both(book[code])) for code in listed))]
    return "\n".join(parts)


def _both(words: Both) -> tuple[str, str]:
    return words.en, words.zh


def _told(cls: type) -> Iterator[tuple[str, str]]:
    """Each field of a class with the string that stands below it."""
    body = ast.parse(textwrap.dedent(inspect.getsource(cls))).body[0].body  # type: ignore[attr-defined]
    for field, told in pairwise(body):
        if isinstance(field, ast.AnnAssign) and isinstance(told, ast.Expr) and isinstance(told.value, ast.Constant):
            yield field.target.id, " ".join(str(told.value.value).split())  # type: ignore[union-attr]


def _toml(value: object) -> str:
    return f'"{value}"' if isinstance(value, str) else str(value)


def _catalogue(found: Iterable[signals.Signal]) -> str:
    rows = [
        (f"[{signal.name}]({signal.name}.md)", signal.entity, signal.evidence, _cause(signal), signal.title.removesuffix("."))
        for signal in found
    ]
    return "\n".join(
        [
            MARK,
            "# Signals\n",
            "What each of them measures, by name. [2-signals.md](../2-signals.md) says what a signal is and how to add one.\n",
            _table(("signal", "entity", "evidence", "", "measures"), rows),
        ]
    )


def _signal(signal: signals.Signal) -> str:
    english, chinese = names.part(signal.name)
    return "\n".join(
        [
            MARK,
            f"# {signal.name}\n",
            f"{english} · {chinese}\n",
            f"{signal.title}\n",
            "## Why it tells something\n",
            f"{_paragraphs(signal)}\n",
            *([f"Source: {signal.source}.\n"] if signal.source else []),
            "## What it is\n",
            _table(("", ""), _facts(signal)),
            "## Levels\n",
            _levels(signal),
            "## Sentence\n",
            f"> {signal.reason.en}\n>\n> {signal.reason.zh}\n",
            "## Speaks for\n",
            _codes(signal.speaks_for, names.BEHAVIOURS),
            "## Silent on\n",
            _codes(signal.silent_on, names.LOOKALIKES),
            *_innocent(signal),
            "## How often it speaks\n",
            page.section(signal, _table),
            "## SQL\n",
            "Tables of events hold the rows of one window, all tables are cut at `as_of`."
            + (" The rows then pass through the signal's kernel." * signal.has_kernel),
            "",
            _block("sql", textwrap.dedent(signal.sql).strip("\n")),
        ]
    )


def _picture(signal: signals.Signal) -> str:
    one = kept("city").get(signal.name)
    levels = () if isinstance(signal.levels, signals.Surprise) else [level for level in signal.levels if level < math.inf]
    return draw.picture(signal.name, one, levels) if one and one.row["edges"] else ""


def _facts(signal: signals.Signal) -> list[tuple[str, str]]:
    reads = "; ".join(f"`{table}` ({', '.join(columns)})" for table, columns in signal.query.reads)
    days = signal.window.total_seconds() / 86400
    return [
        ("entity", signal.entity),
        ("evidence", signal.evidence),
        ("act or circumstance", _cause(signal)),
        ("window", f"{days:g} days"),
        ("reads", reads),
        ("can do without", ", ".join(f"`{name}`" for name in signal.can_do_without) or "nothing"),
    ]


def _innocent(signal: signals.Signal) -> list[str]:
    return ["What harmless may lie behind it:\n", f"> {signal.innocent.en}\n>\n> {signal.innocent.zh}\n"] if signal.innocent else []


def _levels(signal: signals.Signal) -> str:
    if isinstance(signal.levels, signals.Surprise):
        rows = [(f"{place} {word}", f"1 in {1 / chance:,.0f} of its peers", f"{bits(signal.name, place):+.1f}")
                for place, (word, chance) in enumerate(zip(LEVELS, CHANCES, strict=True), start=1)]  # fmt: skip
        among = f"Its peers are those of one `{signal.levels.peers}`" if signal.levels.peers else "Its peers are all of them"
        least = ", ".join(f"{one:g}" for one in sorted(set(signal.levels.floors)))
        told = f"{among}; never below {least}. [How levels travel](../2-signals.md#levels)."
        return f"{_table(('level', 'from a value that is reached by', 'bits'), rows)}\n{told} The bits: {_source(signal.name)}.\n"
    rows = [
        (f"{place} {word}", f"{limit:g}", f"{bits(signal.name, place):+.1f}") if limit < math.inf else (f"{place} {word}", "never", "")
        for place, (word, limit) in enumerate(zip(LEVELS, signal.levels, strict=True), start=1)
    ]
    return f"{_table(('level', 'from value', 'bits'), rows)}\nThe bits: {_source(signal.name)}.\n"


def _source(name: str) -> str:
    """Where the bits of a signal come from, as the table of weights says."""
    text = resources.files("zhenxin.scores").joinpath("weights.csv").read_text(encoding="utf-8")
    found = [row for row in csv.DictReader(text.splitlines()) if row["signal"] == name]
    return f"{found[0]['source']} ({found[0]['since']})" if found else "those of a signal that the table of weights does not name"


def _codes(codes: Iterable[str], book: Mapping[str, Both]) -> str:
    return "".join(f"- `{code}`: {book[code].en} · {book[code].zh}\n" for code in codes)


def _cause(signal: signals.Signal) -> str:
    return "act" if signal.act else "circumstance"


def _paragraphs(signal: signals.Signal) -> str:
    told = inspect.cleandoc(type(signal).__doc__ or "")
    return "\n\n".join(" ".join(paragraph.split()) for paragraph in told.split("\n\n"))


def _table(head: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    lines = [" | ".join(head), " | ".join("---" for _ in head), *(" | ".join(row) for row in rows)]
    return "".join(f"| {line} |\n" for line in lines)


def _block(language: str, text: str) -> str:
    return f"```{language}\n{text}\n```\n"


if __name__ == "__main__":
    main()
