"""Our own functions, held to solvers of another make."""

import hashlib
import math
from datetime import UTC, datetime, timedelta

import numpy as np
import pyarrow as pa
import pytest
from scipy.stats import binom, poisson

from zhenxin.engine import Engine
from zhenxin.engine.macros import MACROS

from .goods import with_goods
from .test_portable import GRIDS


def test_surprise_never_says_more_than_the_poisson_tail(engine: Engine) -> None:
    counts = [(n, m) for n in (1, 2, 3, 7, 20, 400) for m in (0.001, 0.5, 2.0, 6.9, 150.0)]
    engine.put("counts", pa.table({"n": [n for n, _ in counts], "m": [m for _, m in counts]}))
    rows = engine.rows("select n, m, surprise(n, m) as bits from counts order by n, m", step="surprise").to_pylist()
    for row in rows:
        true = -poisson.logsf(row["n"] - 1, row["m"]) / math.log(2)
        assert row["bits"] <= true + 1e-9
        assert row["bits"] == pytest.approx(max(0.0, _chernoff(row["n"], row["m"])), rel=1e-9)


def _chernoff(n: int, m: float) -> float:
    return (n * math.log(n / m) - n + m) / math.log(2) if n > m else 0.0


def test_surprise_is_nothing_where_nothing_is_out_of_the_way(engine: Engine) -> None:
    rows = engine.rows(
        "select surprise(2, 2) as same, surprise(1, 5) as less, surprise(0, 5) as none, surprise(4, 0) as unknown", step="surprise"
    )
    assert rows.to_pylist() == [{"same": 0.0, "less": 0.0, "none": 0.0, "unknown": 0.0}]


def test_surprise_of_never_says_more_than_the_binomial_tail(engine: Engine) -> None:
    counts = [(n, total, share) for total in (5, 40, 300) for n in (1, 3, total // 2, total - 1, total) for share in (0.02, 0.3, 0.5, 0.97)]
    engine.put(
        "counts",
        pa.table({"n": [n for n, _, _ in counts], "total": [total for _, total, _ in counts], "share": [share for *_, share in counts]}),
    )
    rows = engine.rows("select n, total, share, surprise_of(n, total, share) as bits from counts", step="surprise of").to_pylist()
    assert len(rows) == len(counts)
    for row in rows:
        true = -binom.logsf(row["n"] - 1, row["total"], row["share"]) / math.log(2)
        assert 0.0 <= row["bits"] <= true + 1e-9
        assert row["bits"] == pytest.approx(_binomial(row["n"], row["total"], row["share"]), rel=1e-9, abs=1e-12)


def _binomial(n: int, total: int, share: float) -> float:
    if n <= total * share:
        return 0.0
    left = (total - n) * math.log((total - n) / (total * (1 - share))) if n < total else 0.0
    return (n * math.log(n / (total * share)) + left) / math.log(2)


def test_surprise_of_is_nothing_where_chance_is_all_or_none(engine: Engine) -> None:
    rows = engine.rows(
        "select surprise_of(3, 9, 0.0) as never, surprise_of(3, 9, 1.0) as always, surprise_of(0, 0, 0.5) as empty", step="surprise of"
    )
    assert rows.to_pylist() == [{"never": 0.0, "always": 0.0, "empty": 0.0}]


def test_h60_is_the_first_sixty_bits_of_md5(engine: Engine) -> None:
    with_goods(engine)
    rows = engine.rows("select s, h60(s) as h from goods order by id", step="hash").to_pylist()
    for row in rows:
        assert row["h"] == (None if row["s"] is None else int(hashlib.md5(row["s"].encode(), usedforsecurity=False).hexdigest()[:15], 16))


def test_seconds_later_micros_and_weekday_agree_with_python(engine: Engine) -> None:
    with_goods(engine)
    columns = "t, seconds(t, :to) as s, later(t, 0.000001) as l, micros(t) as m, iso_weekday(t) as w"
    sql = f"select {columns} from goods where t is not null order by id"
    to = datetime(2024, 3, 1, 0, 0, 0, 500_000)  # noqa: DTZ001  times without a zone are UTC
    for row in engine.rows(sql, {"to": to}, step="times").to_pylist():
        assert row["s"] == pytest.approx((to - row["t"]).total_seconds(), abs=1e-6)
        assert row["l"] == row["t"] + timedelta(microseconds=1)
        assert row["m"] == (row["t"].replace(tzinfo=UTC) - datetime(1970, 1, 1, tzinfo=UTC)) // timedelta(microseconds=1)
        assert row["w"] == row["t"].isoweekday()


def test_rounded_sends_halves_away_from_zero(engine: Engine) -> None:
    values = {0.125: 0.13, -0.125: -0.13, 2.5: 2.5, 0.1249: 0.12, 1e9 + 0.005: 1e9 + 0.01}
    engine.put("numbers", pa.table({"x": list(values)}))
    rows = engine.rows("select x, rounded(x, 2) as r from numbers", step="rounded").to_pylist()
    assert {row["x"]: row["r"] for row in rows} == values


def test_dsum_is_the_sum_of_nine_places(engine: Engine) -> None:
    numbers = np.random.default_rng(2).lognormal(0, 4, 1000)
    engine.put("numbers", pa.table({"x": numbers}))
    total = engine.rows("select dsum(x) as v, dsum(x) filter (where x < 0) as none from numbers", step="sum").to_pylist()[0]
    assert total["v"] == pytest.approx(math.fsum(numbers), rel=1e-12, abs=1e-6)
    assert total["none"] is None


def test_list_of_is_distinct_sorted_and_without_null(engine: Engine) -> None:
    engine.put("words", pa.table({"k": ["a", "a", "a", "a", "b"], "w": ["好", "b", None, "b", None]}))
    rows = engine.rows("select k, list_of(w) as words from words group by k order by k", step="words")
    assert rows.to_pylist() == [{"k": "a", "words": ["b", "好"]}, {"k": "b", "words": None}]


def test_every_macro_is_run_on_every_engine_and_says_what_it_gives() -> None:
    run = " ".join(sql for sql, _ in GRIDS.values())
    assert [name for name in MACROS if f"{name}(" not in run] == []
    assert all(macro.gives and macro.arguments and set(macro.text) == {"duckdb", "spark"} for macro in MACROS.values())
