"""A terminal that remembers what was printed."""

import io
from collections.abc import Callable

import pytest
from rich.console import Console

Typed = Callable[..., str]


@pytest.fixture
def typed() -> Typed:
    """Run a terminal function on an 80 column console without colour and give what it printed."""

    def run(function: Callable[..., object], *arguments: object, width: int = 80, **named: object) -> str:
        screen = io.StringIO()
        function(Console(file=screen, width=width), *arguments, **named)
        return screen.getvalue()

    return run
