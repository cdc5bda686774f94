"""One frozen object of settings, from `zhenxin.toml` and the environment; an unknown key is an error."""

import dataclasses
import difflib
import os
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from zhenxin.errors import SettingsError

FILE_NAME = "zhenxin.toml"
PREFIX = "ZHENXIN_"
PUBLIC_KEY = "zhenxin-public-key"  # used only where no key is given, and the run says so


@dataclass(frozen=True, kw_only=True)
class Settings:
    """What a user may set. Every field is also the environment variable `ZHENXIN_<FIELD>`."""

    key: str = dataclasses.field(default=PUBLIC_KEY, repr=False)
    """The hashing key for personal values; secret, never printed."""
    engine: str = "duckdb"
    """Where tables are worked on: `duckdb` or `spark`."""
    master: str = "local[*]"
    """The Spark master URL; `sail` starts Sail in its place."""
    memory: str = "8GB"
    """The most memory DuckDB takes before it spills to disk."""
    threads: int = 2
    """How many threads DuckDB uses, and processes that read pages; results do not depend on it."""
    scratch: str = ""
    """Folder for spilled and intermediate data; empty means the system's temporary folder."""
    signals: str = ""
    """A folder of your own signals, walked beside the built-in ones."""
    seed: int = 0
    """The one source of randomness of a run."""
    language: str = ""
    """What the terminal speaks: `en` or `zh`; empty means as the system does."""

    @property
    def has_own_key(self) -> bool:
        """Whether a hashing key was given; the fixed public one protects nobody."""
        return self.key != PUBLIC_KEY


def load(folder: Path | None = None, environment: Mapping[str, str] = os.environ) -> Settings:
    """Read settings from `folder`/zhenxin.toml (the working folder by default), then from the environment, which wins.

    Raises SettingsError for an unknown key or a value of the wrong type.
    """
    path = (folder or Path()) / FILE_NAME
    given: dict[str, object] = {}
    if path.is_file():
        try:
            given = tomllib.loads(path.read_text(encoding="utf-8"))
        except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
            raise SettingsError("the settings file is not valid TOML", place=f"{path}: {error}", hint="mend the line named above") from None
    values = {name: _checked(name, value, place=str(path)) for name, value in given.items()}
    for variable, text in environment.items():
        name = variable.removeprefix(PREFIX).lower()
        if variable.startswith(PREFIX) and name in _FIELDS:
            values[name] = _checked(name, text, place=f"environment variable {variable}")
    return dataclasses.replace(Settings(), **values)  # type: ignore[arg-type]


_FIELDS = {field.name: field for field in dataclasses.fields(Settings)}


def _checked(name: str, value: object, *, place: str) -> str | int:
    if name not in _FIELDS:
        near = difflib.get_close_matches(name, _FIELDS, n=1)
        hint = f"did you mean `{near[0]}`?" if near else f"known keys: {', '.join(sorted(_FIELDS))}"
        raise SettingsError(f"unknown setting `{name}`", place=place, hint=hint)
    if _FIELDS[name].type is int:
        try:
            number = int(str(value))
        except ValueError:
            raise SettingsError(f"`{name}` must be a whole number", place=place, hint=f"for example {name} = 2") from None
        if number < (1 if name == "threads" else 0):
            raise SettingsError(f"`{name}` is too small: {number}", place=place, hint=f"for example {name} = 2")
        return number
    if not isinstance(value, str):
        raise SettingsError(f"`{name}` must be text in quotes", place=place, hint=f'for example {name} = "…"')
    return value
