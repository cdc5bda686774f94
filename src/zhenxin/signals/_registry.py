"""Finds every signal by walking a folder; refuses strays, twins and wrong declarations when they are loaded, not when they run."""

import importlib
import importlib.util
import inspect
import math
import sys
from collections.abc import Iterable
from pathlib import Path
from types import ModuleType

from sqlglot import exp

from zhenxin.errors import DialectError, SignalError, ZhenxinError
from zhenxin.events.codes import BEHAVIOURS, EVIDENCE, LOOKALIKES
from zhenxin.events.schema import ENTITY_KINDS
from zhenxin.signals._base import Signal, Surprise

_HERE = Path(__file__).parent


def find(own_folder: str = "") -> tuple[Signal, ...]:
    """All signals, by name: the built-in ones and those of `own_folder`. Raises SignalError for the first thing that does not fit."""
    found = _walk(_HERE)
    if own_folder:
        folder = Path(own_folder)
        if not folder.is_dir():
            raise SignalError(
                f"the folder of your own signals is not there: `{own_folder}`", place="signals", hint="mend `signals` in zhenxin.toml"
            )
        found += _walk(folder)
    names: dict[str, Signal] = {}
    for signal in found:
        if signal.name in names:
            raise SignalError(
                f"there are two signals named `{signal.name}`", place=_place(signal), hint="rename one of the files and its class"
            )
        names[signal.name] = signal
    return tuple(names[name] for name in sorted(names))


def load_file(path: Path) -> Signal:
    """The one signal in `path`, which need not lie in a package. Raises SignalError where there is none, or more than one."""
    if not path.is_file() or path.suffix != ".py":
        raise SignalError(f"`{path}` is not a Python file", place=str(path), hint="name the file of one signal")
    inside = path.resolve().parent == _HERE
    return _only_signal(importlib.import_module(f"zhenxin.signals.{path.stem}") if inside else _imported(path), path)


def _walk(folder: Path) -> list[Signal]:
    files = sorted(entry for entry in folder.iterdir() if not entry.name.startswith(("_", ".")))
    for stray in files:
        if stray.suffix != ".py":
            raise SignalError(
                f"a stray among the signals: `{stray.name}`", place=str(stray), hint="only signal files live here: one file, one signal"
            )
    return [load_file(file) for file in files]


def _imported(path: Path) -> ModuleType:
    name = f"zhenxin_own_signals.{path.stem}"
    spec = importlib.util.spec_from_file_location(name, path)
    if spec is None or spec.loader is None:
        raise SignalError(f"`{path}` cannot be loaded", place=str(path), hint="is it a Python file?")
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    try:
        spec.loader.exec_module(module)
    except ZhenxinError:
        raise
    except Exception as error:  # a stranger's file may raise anything; it is told, not thrown
        raise SignalError(
            f"`{path.name}` fails when it is loaded: {type(error).__name__}: {error}", place=str(path), hint="mend the file"
        ) from None
    return module


def _only_signal(module: ModuleType, path: Path) -> Signal:
    own = [
        value
        for value in vars(module).values()
        if inspect.isclass(value) and issubclass(value, Signal) and value is not Signal and value.__module__ == module.__name__
    ]
    wanted = "".join(part.capitalize() for part in path.stem.split("_"))
    if len(own) != 1 or own[0].__name__ != wanted:
        names = ", ".join(f"`{cls.__name__}`" for cls in own) or "none"
        raise SignalError(
            f"`{path.name}` must hold exactly one signal, named `{wanted}`; it holds {names}", place=str(path), hint="one file, one signal"
        )
    signal: Signal = own[0]()
    try:
        problems = list(_problems(signal))
    except DialectError as error:
        raise SignalError(f"signal `{signal.name}`: {error.problem}", place=str(path), hint=error.hint) from None
    if problems:
        raise SignalError(f"signal `{signal.name}`: {'; '.join(problems)}", place=str(path), hint="docs/2-signals.md has the contract")
    return signal


def _problems(signal: Signal) -> Iterable[str]:
    """Everything wrong with a declaration, told at once."""
    missing = [name for name in Signal.__annotations__ if not hasattr(signal, name)]
    if missing:
        yield f"it does not declare {', '.join(f'`{name}`' for name in missing)}"
        return
    if signal.entity not in ENTITY_KINDS:
        yield f"`{signal.entity}` is not a kind of entity"
    if signal.evidence not in EVIDENCE:
        yield f"`{signal.evidence}` is not a kind of evidence"
    if not isinstance(signal.levels, Surprise) and not _rise(signal.levels):
        yield "`levels` must be three rising numbers, or `surprise(…)`"
    yield from (f"`{code}` in speaks_for is not a behaviour" for code in signal.speaks_for if code not in BEHAVIOURS)
    yield from (f"`{code}` in silent_on is not a lookalike" for code in signal.silent_on if code not in LOOKALIKES)
    if not signal.speaks_for:
        yield "`speaks_for` is empty"
    if not inspect.getdoc(sys.modules[type(signal).__module__]) or not type(signal).__doc__:
        yield "the file and the class need a docstring"
    tree = signal.query.tree
    given = [name.lower() for name in tree.named_selects] if isinstance(tree, exp.Query) else []
    if not signal.has_kernel and "*" not in given and not {"entity_id", "value"} <= set(given):
        yield f"its SQL returns {', '.join(f'`{name}`' for name in given)}, not `entity_id` and `value`"
    if not signal.has_kernel and "*" not in given and isinstance(signal.levels, Surprise) and signal.levels.peers not in {"", *given}:
        yield f"`levels` compares peers by `{signal.levels.peers}`, which its SQL does not return"


def _rise(levels: tuple[float, float, float]) -> bool:
    """Three numbers that rise; those that are never reached come last."""
    reached = [level for level in levels if level < math.inf]
    return len(levels) == 3 and bool(reached) and reached == sorted(set(reached)) and list(levels[: len(reached)]) == reached


def _place(signal: Signal) -> str:
    return str(inspect.getfile(type(signal)))
