"""A data set of a test's own."""

from pathlib import Path

import pytest

from .folders import Folder


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    return Folder(tmp_path)
