"""Options and fixtures of all tests."""

from collections.abc import Callable
from pathlib import Path

import pytest

pytest_plugins = ["engines", "town", "runs", "commands"]

GOLDEN = Path(__file__).parent / "golden"


def pytest_addoption(parser: pytest.Parser) -> None:
    """Words of our own on the command line."""
    parser.addoption("--spark-whole", action="store_true", help="run every Spark test, not only those marked spark_smoke")
    parser.addoption("--write-golden", action="store_true", help="write the expected texts in tests/golden anew")


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Callable[[str, str], None]:
    """Hold a text to the golden file of that name; `--write-golden` writes it anew."""

    def hold(name: str, text: str) -> None:
        path = GOLDEN / f"{name}.txt"
        text = text.rstrip("\n") + "\n"
        if request.config.getoption("--write-golden"):
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        assert path.is_file(), f"there is no golden text `{name}`; run pytest --write-golden, and read what it wrote"
        assert text == path.read_text(encoding="utf-8")

    return hold
