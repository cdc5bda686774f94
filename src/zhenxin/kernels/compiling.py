"""How kernels are compiled."""

from collections.abc import Callable
from typing import TypeVar, cast

import numba

_Function = TypeVar("_Function", bound=Callable[..., object])


def compiled(function: _Function) -> _Function:
    """`function` as machine code, kept beside its file from run to run."""
    return cast(_Function, numba.njit(cache=True, nogil=True)(function))
