"""Every error a user can meet, drawn as a tree; each has a problem, a place and a hint.

    ZhenxinError
    ├── UsageError          the words of the command do not fit                  exit 2
    ├── SettingsError       zhenxin.toml or an environment variable is wrong     exit 2
    ├── InputError          the data cannot be read as a data set                exit 2
    │   └── MappingError    zhenxin.map.toml does not fit the files              exit 2
    ├── OutputError         the result cannot be written where it was asked for  exit 2
    ├── SignalError         a signal is declared wrongly                         exit 2
    └── EngineError         the engine refused or failed a step                  exit 1
        └── DialectError    a step's SQL uses a form that differs between engines

Wording, held by tests: `problem` is lower case without a full stop, names stand in backticks; `hint` says what to do.
"""

from typing import ClassVar


class ZhenxinError(Exception):
    """Something a person can act on: what is wrong, where, and what to do."""

    exit_code: ClassVar[int] = 2

    def __init__(self, problem: str, *, place: str = "", hint: str = "") -> None:
        super().__init__(problem)
        self.problem = problem
        self.place = place
        self.hint = hint

    def __str__(self) -> str:
        """Three lines at the most: the problem, the place, the hint."""
        lines = [f"error: {self.problem}"]
        if self.place:
            lines.append(f"  --> {self.place}")
        if self.hint:
            lines.append(f"  hint: {self.hint}")
        return "\n".join(lines)


class UsageError(ZhenxinError):
    """The words of the command do not fit."""


class SettingsError(ZhenxinError):
    """`zhenxin.toml` or an environment variable holds something it must not."""


class InputError(ZhenxinError):
    """The data cannot be read as a data set."""


class MappingError(InputError):
    """`zhenxin.map.toml` does not fit the files beside it."""


class OutputError(ZhenxinError):
    """The result cannot be written where it was asked for."""


class SignalError(ZhenxinError):
    """A signal is declared wrongly; found when it is loaded, not when it runs."""


class EngineError(ZhenxinError):
    """The engine refused or failed a step; `place` names the step and `sql` is what it ran."""

    exit_code: ClassVar[int] = 1

    def __init__(self, problem: str, *, place: str = "", hint: str = "", sql: str = "") -> None:
        super().__init__(problem, place=place, hint=hint)
        self.sql = sql


class DialectError(EngineError):
    """A step's SQL uses a form that gives different results on different engines."""
