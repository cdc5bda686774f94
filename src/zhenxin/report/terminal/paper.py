"""Paper for the terminal: at most 100 columns, wraps with an indent, plain where there is no colour, ASCII where there is nothing else."""

import re
import shlex
from collections.abc import Iterable
from pathlib import Path

from rich.cells import cell_len
from rich.console import Console
from rich.text import Text

from zhenxin.report.markup import Both, shown

WIDEST = 100
_PLAIN = str.maketrans(
    {"−": "-", "–": "-", "…": "...", "·": "-", "█": "#", "░": ".", "│": "|", "●": "o", "×": "x", "“": '"', "”": '"', "’": "'"}
)
_WIDE = "\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef"
# a line may break at a space and beside any Chinese character, but no line begins with a closing sign or ends with an opening one
_PIECE = re.compile(rf"\s+|[“‘（《]*(?:[{_WIDE}]|[^\s{_WIDE}“”‘’（）《》]+)?[，。；：、！？）》”’]*")


class Paper:
    """Where one command writes: a rich console and a language."""

    def __init__(self, console: Console, lang: str) -> None:
        self.console = console
        self.lang = "zh" if lang == "zh" else "en"
        self.width = min(console.width, WIDEST)
        self.ascii = console.options.ascii_only

    def of(self, words: Both | str) -> str:
        """Words in the language of the paper, in letters that the terminal has."""
        text = words.of(self.lang) if isinstance(words, Both) else words
        return text.translate(_PLAIN).encode("ascii", "backslashreplace").decode() if self.ascii else text

    def line(self, text: str = "", style: str = "") -> None:
        """One line as it stands, however long."""
        self.console.print(Text(text.rstrip(), style=style), highlight=False, soft_wrap=True)

    def say(self, words: Both | str = "", *, indent: int = 0, hang: int = 0, style: str = "") -> None:
        """One paragraph, wrapped; `indent` spaces before every line and `hang` more before all but the first."""
        for at, text in enumerate(wrapped(self.of(words), self.width - indent, hang)):
            self.line(" " * (indent + hang * (at > 0)) + text, style)

    def head(self, words: Both | str) -> None:
        """A heading, with a line of space before it."""
        self.line()
        self.say(words, style="bold")

    def columns(self, rows: Iterable[tuple[str, ...]], *, indent: int = 2) -> None:
        """Rows in columns as wide as they need; the last column wraps under itself."""
        table = [tuple(self.of(cell) for cell in row) for row in rows]
        widths = [max(cell_len(row[at]) for row in table) for at in range(len(table[0]) - 1)] if table else []
        for row in table:
            lead = "".join(cell + " " * (width - cell_len(cell) + 2) for cell, width in zip(row, widths, strict=False))
            last = wrapped(row[-1], max(self.width - indent - cell_len(lead), 24), 0)
            for at, text in enumerate(last):
                self.line(" " * indent + (lead if at == 0 else " " * cell_len(lead)) + text)

    def commands(self, commands: Iterable[tuple[str, Both]]) -> None:
        """What to type next; a command is never broken over two lines."""
        self.head(Both("Next", "接下来"))
        rows = [(self.of(command), self.of(told)) for command, told in commands]
        widest = max((cell_len(command) for command, _ in rows), default=0)
        beside = all(widest + cell_len(told) + 5 <= self.width for _, told in rows)
        for command, told in rows:
            self.line("  " + command + (" " * (widest - cell_len(command) + 3) + told if beside else ""))
            if not beside:
                self.say(told, indent=6, style="dim")


def wrapped(text: str, width: int, hang: int = 0) -> list[str]:
    """A text in lines of at most `width` columns, all but the first shorter by `hang`; one empty line for an empty text."""
    lines, line, room = [], "", width
    for found in _PIECE.finditer(text):
        piece = found[0]
        while cell_len(line + piece.rstrip()) > room:
            if not line.strip():  # one piece longer than a line: cut it
                cut = next(at for at in range(len(piece), 0, -1) if cell_len(piece[:at]) <= max(room, 2))
                line, piece = piece[:cut], piece[cut:]
            lines.append(line.rstrip())
            line, piece, room = "", piece.lstrip(), width - hang
        line += piece if line or not lines else piece.lstrip()
    return [*lines, line.rstrip()]


def command(*words: str | Path) -> str:
    """A zhenxin command as one would type it, words with spaces or signs quoted; what cannot be seen is written as bash and zsh read it."""
    return " ".join(["zhenxin", *(_quoted(str(word)) for word in words)])


def _quoted(word: str) -> str:
    if shown(word) == word:
        return shlex.quote(word)
    return "$'" + word.encode("unicode_escape").decode().replace("'", "\\'") + "'"
