"""Options and fixtures of all tests."""

import pytest

pytest_plugins = ["engines"]


def pytest_addoption(parser: pytest.Parser) -> None:
    """Words of our own on the command line."""
    parser.addoption("--spark-whole", action="store_true", help="run every Spark test, not only those marked spark_smoke")
    parser.addoption("--write-golden", action="store_true", help="write the expected texts in tests/golden anew")
