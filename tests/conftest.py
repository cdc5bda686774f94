"""What all tests share: the texts held as golden files, and the options of the run."""

from collections.abc import Callable
from pathlib import Path

import pytest

GOLDEN = Path(__file__).parent / "golden"


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--write-golden", action="store_true", help="write the golden texts anew; look at the difference before committing")
    parser.addoption("--spark-whole", action="store_true", help="run every signal on Spark, not only what an engine can break")


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
