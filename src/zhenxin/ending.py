"""How a command ends: every error in a sentence, an exit code and, where it was our fault, a log."""

import logging
import os
import signal
import sys
import tempfile
import traceback
from collections.abc import Callable
from typing import NoReturn

from rich.console import Console

from zhenxin.errors import EngineError, ZhenxinError


def end(command: Callable[[], object]) -> NoReturn:
    """Run `command` and leave with its exit code."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # so that half-written folders are cleared away
    errors = Console(stderr=True, soft_wrap=True, highlight=False)
    try:
        command()
    except EngineError as error:
        errors.print(f"{error}\n  log: {_log(error)}", markup=False)
        sys.exit(error.exit_code)
    except ZhenxinError as error:
        errors.print(str(error), markup=False)
        sys.exit(error.exit_code)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(1)
    except Exception as error:
        errors.print(f"error: this is our fault: {type(error).__name__}: {str(error).splitlines()[0] if str(error) else ''}", markup=False)
        errors.print(f"  log: {_log(error)}\n  hint: please report it with the log", markup=False)
        sys.exit(1)
    sys.exit(0)


def _log(error: Exception) -> str:
    """Write what happened to a file of its own; SQL of a failed step goes there too, settings and keys never do."""
    with tempfile.NamedTemporaryFile("w", prefix="zhenxin-", suffix=".log", delete=False, encoding="utf-8") as log:
        log.write("".join(traceback.format_exception(error)))
        log.write(getattr(error, "sql", ""))
    logging.getLogger("zhenxin").debug("logged to %s", log.name)
    return log.name
