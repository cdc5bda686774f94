"""The rules of the house, held by reading the code: sizes, docstrings, names, imports, errors and their wording."""

import ast
import inspect
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

import pytest

from zhenxin import errors
from zhenxin.errors import ZhenxinError

ROOT = Path(__file__).parents[1]
SOURCE = ROOT / "src" / "zhenxin"
MODULES = sorted(SOURCE.rglob("*.py"))
PROPER_NAMES = ("DuckDB", "Spark", "Sail", "Java", "Parquet", "CSV", "JSON", "SQL", "Arrow", "Wi-Fi")


@cache
def parsed(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def place(path: Path, node: ast.AST | None = None) -> str:
    return f"{path.relative_to(ROOT)}:{getattr(node, 'lineno', 1)}"


def named(path: Path) -> str:
    return str(path.relative_to(SOURCE))


# sizes, docstrings, names


@pytest.mark.parametrize("path", MODULES, ids=named)
def test_a_module_stays_under_three_hundred_lines(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) <= 300


@pytest.mark.parametrize("path", MODULES, ids=named)
def test_a_module_opens_with_a_sentence(path: Path) -> None:
    told = ast.get_docstring(parsed(path))
    assert told, "what is it?"
    assert told.splitlines()[0].endswith((".", ":", "?")), told.splitlines()[0]


def public(path: Path) -> Iterator[ast.FunctionDef | ast.ClassDef]:
    """Public classes and functions of a module, and public methods of its public classes."""
    for node in parsed(path).body:
        if isinstance(node, (ast.FunctionDef, ast.ClassDef)) and not node.name.startswith("_"):
            yield node
            if isinstance(node, ast.ClassDef):
                yield from (one for one in node.body if isinstance(one, ast.FunctionDef) and not one.name.startswith("_"))


def test_everything_public_has_a_docstring() -> None:
    bare = [f"{place(path, node)} {node.name}" for path in MODULES for node in public(path) if not ast.get_docstring(node)]
    assert not bare
    assert sum(1 for path in MODULES for _ in public(path)) > 200


def test_functions_stay_short() -> None:
    long = [
        f"{place(path, node)} {node.name}: {_length(node)} lines"
        for path in MODULES
        for node in ast.walk(parsed(path))
        if isinstance(node, ast.FunctionDef) and _length(node) > 60
    ]
    assert not long


def _length(node: ast.FunctionDef) -> int:
    return (node.end_lineno or node.lineno) - node.lineno + 1


def test_nothing_is_called_utils_helpers_manager_or_handler() -> None:
    names = [(path, path.stem) for path in MODULES] + [(path.parent, path.parent.name) for path in MODULES]
    names += [(path, node.name) for path in MODULES for node in ast.walk(parsed(path)) if isinstance(node, (ast.ClassDef, ast.FunctionDef))]
    words = re.compile(r"(?i)(^|_|(?<=[a-z]))(utils?|helpers?|managers?|handlers?|misc|common)(?=_|$|[A-Z])")
    assert not [f"{place(path)} {name}" for path, name in names if words.search(name)]


def test_library_code_neither_asserts_nor_prints() -> None:
    asserts = [place(path, node) for path in MODULES for node in ast.walk(parsed(path)) if isinstance(node, ast.Assert)]
    prints = [
        place(path, node)
        for path in MODULES
        for node in ast.walk(parsed(path))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "print" and "cli" not in path.parts
    ]
    assert not asserts + prints


def test_nothing_reads_the_clock_or_the_dice() -> None:
    clocks = re.compile(
        r"\b(datetime\.(now|utcnow|today)|date\.today|time\.(time|time_ns|localtime|gmtime)|random\.(random|seed)|np\.random\.(seed|rand))\b"
    )
    found = [
        f"{place(path, node)} {ast.unparse(node.func)}"
        for path in MODULES
        for node in ast.walk(parsed(path))
        if isinstance(node, ast.Call)
        and (clocks.search(ast.unparse(node.func)) or (ast.unparse(node.func).endswith("default_rng") and not node.args))
    ]
    assert not found


def test_no_file_names_a_place_of_this_machine() -> None:
    texts = [
        *MODULES,
        *ROOT.glob("tests/**/*.py"),
        *ROOT.glob("docs/**/*.md"),
        *ROOT.glob("*.md"),
        ROOT / "pyproject.toml",
        ROOT / "Makefile",
    ]
    found = [place(path) for path in texts if re.search(r"(?<![\w.])/(?:work|root|home/\w+)/", path.read_text(encoding="utf-8"))]
    assert not found


# imports


def lint_imports(folder: Path) -> subprocess.CompletedProcess[str]:
    """import-linter, as `make imports` calls it, over the package in `folder`."""
    linter = Path(sys.executable).parent / "lint-imports"
    environment = {**os.environ, "PYTHONPATH": str(folder / "src"), "PYTHONWARNINGS": "default"}
    return subprocess.run([linter, "--no-cache"], cwd=folder, capture_output=True, text=True, check=False, env=environment)


def test_imports_go_down_only() -> None:
    told = lint_imports(ROOT)
    assert told.returncode == 0, told.stdout


PLANTED = {
    "a lower layer imports an upper one": ("engine/base.py", "import zhenxin.flow", "The flow runs one way"),
    "a stage imports its sibling": ("rings/links.py", "from zhenxin import scores", "The flow runs one way"),
    "the flow imports the commands": ("flow/__init__.py", "import zhenxin.cli", "The flow runs one way"),
    "a signal knows another signal": (
        "signals/empty_parcel.py",
        "from zhenxin.signals import order_burst",
        "No signal knows another signal",
    ),
    "a signal names a database": ("signals/empty_parcel.py", "import duckdb", "Only the engine names a database"),
    "the report names a database": ("report/tables.py", "import duckdb", "Only the engine names a database"),
}


@pytest.fixture(scope="module")
def copied(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The code and its contracts in another place."""
    folder = tmp_path_factory.mktemp("house")
    shutil.copytree(SOURCE, folder / "src" / "zhenxin", ignore=shutil.ignore_patterns("__pycache__", "data", "*.css", "*.js"))
    shutil.copy(ROOT / "pyproject.toml", folder)
    return folder


@pytest.mark.parametrize(("name", "line", "contract"), PLANTED.values(), ids=PLANTED)
def test_a_wrong_import_breaks_its_contract(copied: Path, name: str, line: str, contract: str) -> None:
    path = copied / "src" / "zhenxin" / name
    before = path.read_text(encoding="utf-8")
    path.write_text(f"{before}\n\n{line}\n", encoding="utf-8")
    told = lint_imports(copied)
    path.write_text(before, encoding="utf-8")
    assert told.returncode == 1
    assert re.search(rf"{contract} BROKEN", told.stdout), told.stdout


# errors


def family(error: type[ZhenxinError] = ZhenxinError) -> Iterator[type[ZhenxinError]]:
    yield error
    for heir in error.__subclasses__():
        yield from family(heir)


def test_every_error_is_drawn_in_the_tree_with_its_parent_and_exit_code() -> None:
    drawn = re.findall(r"^ {4}([│ ├└─]*)(\w+Error)\b(.*)$", inspect.getdoc(errors) or "", re.MULTILINE)
    assert [name for _, name, _ in drawn] == [error.__name__ for error in family()]
    for (lines, name, rest), error in zip(drawn, family(), strict=True):
        assert len(lines) // 4 == len(error.__mro__) - len(ZhenxinError.__mro__), f"{name} hangs under another"
        assert [int(code) for code in re.findall(r"exit (\d)", rest)] in ([], [error.exit_code]), name
        assert error.__module__ == errors.__name__
    assert sum("exit" in rest for _, _, rest in drawn) >= 6


TOLD_BY_CODE = {"ValueError", "TypeError"}
"""Raised where the code itself is wrong, never for what a user brings."""


def test_errors_raised_on_purpose_are_those_of_the_tree() -> None:
    ours = {error.__name__ for error in family()} | {"Exit"}
    raised = [
        (place(path, node), _name(node.exc.func))
        for path in MODULES
        for node in ast.walk(parsed(path))
        if isinstance(node, ast.Raise) and isinstance(node.exc, ast.Call) and re.match(r"[A-Z]", _name(node.exc.func))
    ]
    strange = [f"{where} {name}" for where, name in raised if name not in ours | TOLD_BY_CODE]
    assert not strange
    assert sum(name in TOLD_BY_CODE for _, name in raised) <= 2


def _name(node: ast.expr) -> str:
    return node.attr if isinstance(node, ast.Attribute) else node.id if isinstance(node, ast.Name) else ""


def sites() -> Iterator[tuple[str, ast.Call, Callable[[ast.expr], str | None]]]:
    """Where an error of ours is made: the place, the call, and what makes text of an argument (a value becomes `…`)."""
    ours = {error.__name__ for error in family()}
    for path in MODULES:
        for function in [parsed(path), *(one for one in ast.walk(parsed(path)) if isinstance(one, ast.FunctionDef))]:
            known = {
                target.id: node.value
                for node in ast.walk(function)
                if isinstance(node, ast.Assign)
                for target in node.targets
                if isinstance(target, ast.Name)
            }
            for node in _own(function):
                if isinstance(node, ast.Call) and _name(node.func) in ours:
                    yield place(path, node), node, lambda argument, known=known: _text(argument, known)


def _own(function: ast.AST) -> Iterator[ast.AST]:
    """The nodes of a function without those of functions inside of it."""
    for node in ast.iter_child_nodes(function):
        if not isinstance(node, ast.FunctionDef):
            yield node
            yield from _own(node)


def _text(node: ast.expr, known: dict[str, ast.expr]) -> str | None:
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return node.value
    if isinstance(node, ast.JoinedStr):
        return "".join(part.value if isinstance(part, ast.Constant) else "…" for part in node.values)
    if isinstance(node, ast.IfExp):
        return _text(node.body, known)
    return _text(known[node.id], {}) if isinstance(node, ast.Name) and node.id in known else None


def problems() -> list[tuple[str, str]]:
    return [(where, told) for where, call, text in sites() if call.args and (told := text(call.args[0]))]


def test_a_problem_is_lower_case_without_a_full_stop() -> None:
    told = problems()
    assert len(told) > 60
    loud = [f"{where}: {text}" for where, text in told if text[0].isupper() and not text.startswith(PROPER_NAMES)]
    assert not loud
    assert not [f"{where}: {text}" for where, text in told if text.rstrip().endswith((".", "!", "。"))]


def test_a_problem_does_not_scold() -> None:
    assert not [
        f"{where}: {text}"
        for where, text in problems()
        if re.search(r"(?i)\b(illegal|invalid|fatal|oops|sorry|bad input|you must)\b", text)
    ]


def test_every_error_says_what_to_do() -> None:
    mute = [where for where, call, _ in sites() if not any(word.arg in {"hint", None} for word in call.keywords)]
    assert not mute
    empty = [where for where, call, text in sites() for word in call.keywords if word.arg == "hint" and text(word.value) == ""]
    assert not empty


def test_a_hint_begins_small_and_has_no_full_stop() -> None:
    hints = [(where, told) for where, call, text in sites() for word in call.keywords if word.arg == "hint" and (told := text(word.value))]
    assert len(hints) > 60
    assert not [f"{where}: {told}" for where, told in hints if told[0].isupper() and not told.startswith(PROPER_NAMES)]
    assert not [f"{where}: {told}" for where, told in hints if told.endswith(".")]


def test_an_error_has_three_lines_at_the_most() -> None:
    whole = str(ZhenxinError("it is so", place="here", hint="do that"))
    assert whole == "error: it is so\n  --> here\n  hint: do that"
    assert str(ZhenxinError("it is so")) == "error: it is so"


def test_the_wording_is_held_in_the_golden_texts_too() -> None:
    texts = sorted((ROOT / "tests" / "golden").rglob("*.txt"))
    assert texts
    for path in texts:
        for told in re.findall(r"^error: (.*)$", path.read_text(encoding="utf-8"), re.MULTILINE):
            assert not told.endswith("."), path.name
            assert told[0] in "`…'\"" or not told[0].isupper() or told.startswith(PROPER_NAMES), path.name
