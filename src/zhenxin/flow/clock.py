"""What a run says at each step, and how long each took."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

Say = Callable[[str, str], None]
"""Told at each step, in English and in Chinese."""


def silent(_english: str, _chinese: str) -> None:
    """Say nothing."""


class Clock:
    """Seconds a step took; they go to timings.json and nowhere else."""

    def __init__(self, say: Say = silent) -> None:
        self.seconds: dict[str, float] = {}
        self._say = say

    @contextmanager
    def step(self, name: str, english: str, chinese: str) -> Iterator[None]:
        """Say what is done, and take its time."""
        self._say(english, chinese)
        began = time.perf_counter()
        yield
        self.seconds[name] = time.perf_counter() - began
