"""Bits against chance are those of the SQL macro."""

import numpy as np
import pytest

from zhenxin.engine import DuckDBEngine
from zhenxin.kernels.chance import surprise
from zhenxin.settings import Settings


def test_it_gives_what_the_macro_gives() -> None:
    engine = DuckDBEngine(Settings(memory="1GB"))
    for seen, expected in [(5, 0.3), (3, 3), (1, 2.5), (200, 17.25), (0, 0.0), (4, 0.0)]:
        told = engine.rows(f"select surprise({seen}, {expected}) as bits from (select 1 as x) as t", step="bits")["bits"][0].as_py()
        assert surprise(seen, expected) == pytest.approx(told)
    engine.close()


def test_arrays_meet_numbers() -> None:
    assert surprise(np.array([1, 8]), 1.0).tolist() == [0.0, pytest.approx((8 * np.log(8) - 7) / np.log(2))]
