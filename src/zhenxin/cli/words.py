"""What all commands share: the application, the words they take, the settings, and the telling of steps."""

import os
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from zhenxin.errors import UsageError
from zhenxin.settings import Settings, load

app = typer.Typer(
    name="zhenxin", no_args_is_help=True, pretty_exceptions_enable=False, add_completion=False,
    help="甄信 finds what is false in a marketplace, groups it into the rings behind it, and shows the evidence.",
)  # fmt: skip

Data = Annotated[Path, typer.Argument(metavar="DATA", help="folder with one file or one folder of files a table")]
Out = Annotated[Path, typer.Argument(metavar="OUT", help="folder that `zhenxin run` wrote")]
DataOption = Annotated[Path | None, typer.Option("--data", help="a data set whose pages and registry count too")]
AsJson = Annotated[bool, typer.Option("--json", help="machine-readable")]


def language(settings: Settings) -> str:
    """`zh` or `en`: as the settings say, else as the system is."""
    system = os.environ.get("LC_ALL") or os.environ.get("LC_MESSAGES") or os.environ.get("LANG") or ""
    return settings.language or ("zh" if system.lower().startswith("zh") else "en")


def moment(text: str | None, option: str) -> datetime | None:
    """The time that an option gives, UTC. Raises UsageError."""
    if text is None:
        return None
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        raise UsageError(f"`{text}` is not a time", place=option, hint="write 2026-06-30 or 2026-06-30T12:00:00") from None
    return moment.astimezone(UTC).replace(tzinfo=None) if moment.tzinfo else moment


def configured(engine: str | None = None, master: str | None = None, seed: int | None = None) -> Settings:
    """The settings, with what the command line says on top."""
    given = {"ZHENXIN_ENGINE": engine, "ZHENXIN_MASTER": master, "ZHENXIN_SEED": seed}
    return load(environment={**os.environ, **{name: str(value) for name, value in given.items() if value is not None}})


class Teller:
    """Tells each step on standard error, so that standard output stays what was asked for."""

    def __init__(self, settings: Settings) -> None:
        self.chinese = language(settings) == "zh"
        self.console = Console(stderr=True, highlight=False)

    def __call__(self, english: str, chinese: str) -> None:
        """Tell one step."""
        self.console.print(f"  · {chinese if self.chinese else english}", style="dim")
