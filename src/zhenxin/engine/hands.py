"""Work shared out among processes of our own."""

import sys
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from multiprocessing import get_context
from types import ModuleType


@contextmanager
def hands(count: int, *, tasks_each: int | None = None) -> Iterator[ProcessPoolExecutor]:
    """`count` fresh processes, each ended after `tasks_each` tasks where that is given; what they are told to do must be importable.

    A fresh process runs the script again that called us, and one without `if __name__ == "__main__"` would start them without end. So
    meanwhile `__main__` is an empty module.
    """
    main = sys.modules["__main__"]
    sys.modules["__main__"] = ModuleType("__main__")
    try:
        with ProcessPoolExecutor(count, mp_context=get_context("spawn"), max_tasks_per_child=tasks_each) as pool:
            yield pool
    finally:
        sys.modules["__main__"] = main
