"""Who is hit wrongly: by region, age of the account and size of the shop, looked up in the data set beside the key."""

from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from zhenxin.errors import InputError
from zhenxin.evaluate import evaluate, lines
from zhenxin.evaluate.figures import Figures, HitFigures
from zhenxin.evaluate.innocents import UNKNOWN, province

from .test_evaluate import KEY_COLUMNS, false, hard, write, write_run

AS_OF = datetime.fromisoformat("2026-06-30")
Town = Callable[..., Path]


def table(path: Path, rows: list[dict[str, object]]) -> None:
    pq.write_table(pa.Table.from_pylist(rows), path)


@pytest.fixture
def town(tmp_path: Path) -> Town:
    """Twenty accounts: ten of 四川省 registered 10 days ago, ten of 浙江省 five years ago; each orders once at the big shop, s0 to s4 at the small one."""

    def made(**absent: tuple[str, ...]) -> Path:
        accounts = [
            {"account_id": f"{place}{at}", "registered_at": AS_OF - timedelta(days=days), "region": region}
            for place, days, region in (("s", 10, "四川省成都市"), ("z", 1900, "浙江省杭州市"))
            for at in range(10)
        ]
        orders = [
            {"order_id": f"o{row['account_id']}", "account_id": row["account_id"], "merchant_id": "big", "occurred_at": AS_OF}
            for row in accounts
        ]
        orders += [{"order_id": f"p{at}", "account_id": f"s{at}", "merchant_id": "small", "occurred_at": AS_OF} for at in range(5)]
        for name, rows in (("accounts", accounts), ("orders", orders)):
            kept = [{column: value for column, value in row.items() if column not in absent.get(name, ())} for row in rows]
            table(tmp_path / f"{name}.parquet", kept)
        write(tmp_path / "truth.parquet", KEY_COLUMNS, [false("account", "z0"), false("order", "oz0"), hard("account", "s0", "dormitory")])
        scores = [("account", name, 0.9) for name in ("s0", "s1", "s2", "z0", "z1")] + [("order", "p0", 0.8), ("order", "oz0", 0.8)]
        write_run(tmp_path / "out", scores, [], [])
        return tmp_path

    return made


def hit(figures: Figures, kind: str, by: str) -> dict[str, HitFigures]:
    return {row.group: row for row in figures.hit if (row.kind, row.by) == (kind, by)}


def test_innocents_are_counted_by_group_and_the_false_left_out(town: Town) -> None:
    folder = town()
    regions = hit(evaluate(folder / "out", folder), "account", "region")
    assert {name: (row.innocent, row.accused) for name, row in regions.items()} == {"四川省": (10, 3), "浙江省": (9, 1)}
    # 3 of 10 against 4 of 19
    assert regions["四川省"].lift == pytest.approx(0.3 / (4 / 19))
    assert (regions["四川省"].share_of_innocents, regions["四川省"].share_of_accused) == (pytest.approx(10 / 19), 0.75)


def test_age_is_counted_from_registration_to_as_of_and_size_in_orders(town: Town) -> None:
    folder = town()
    figures = evaluate(folder / "out", folder)
    assert {name: (row.innocent, row.accused) for name, row in hit(figures, "account", "age").items()} == {"<30d": (10, 3), "3y+": (9, 1)}
    assert {name: (row.innocent, row.accused) for name, row in hit(figures, "order", "size").items()} == {"<10": (5, 1), "10-49": (19, 0)}
    assert {name: row.innocent for name, row in hit(figures, "order", "age").items()} == {"<30d": 15, "3y+": 9}


def test_a_group_with_one_in_it_or_nobody_has_an_interval_all_the_same(town: Town) -> None:
    folder = town()
    figures = evaluate(folder / "out", folder)
    spared = hit(figures, "order", "size")["10-49"].intervals["rate"]
    assert spared == (0.0, pytest.approx(1 - 0.05 ** (1 / 19)))
    low, high = hit(figures, "account", "region")["四川省"].intervals["rate"] or (1.0, 0.0)
    assert low < 0.3 < high


def test_absent_columns_are_said_not_guessed(town: Town) -> None:
    folder = town(accounts=("region", "registered_at"))
    figures = evaluate(folder / "out", folder)
    assert {row.by for row in figures.hit} == {"size"}
    english, chinese = zip(*figures.notes, strict=True)
    assert [text for text in english if "the data lack accounts.registered_at" in text]
    assert [text for text in chinese if "数据缺少 accounts.registered_at" in text]
    assert figures.notes[0][0] in lines(figures)


def test_a_key_without_a_data_set_beside_it_says_so(town: Town, tmp_path: Path) -> None:
    folder = town()
    alone = tmp_path / "alone"
    alone.mkdir()
    (folder / "truth.parquet").rename(alone / "truth.parquet")
    figures = evaluate(folder / "out", alone / "truth.parquet")
    assert figures.hit == ()
    assert "--data" in figures.notes[0][0]
    assert hit(evaluate(folder / "out", alone, data=folder), "account", "region")["四川省"].accused == 3


def test_a_data_set_that_is_asked_for_and_not_there_is_an_error(town: Town) -> None:
    folder = town()
    with pytest.raises(InputError) as caught:
        evaluate(folder / "out", folder, data=folder / "nowhere")
    assert caught.value.problem == "there is no such folder"


def test_unknown_values_are_a_group_of_their_own(town: Town) -> None:
    folder = town()
    rows = pq.read_table(folder / "accounts.parquet").to_pylist()
    table(folder / "accounts.parquet", [row | ({"region": None} if row["account_id"] == "s1" else {}) for row in rows])
    regions = hit(evaluate(folder / "out", folder), "account", "region")
    assert (regions[UNKNOWN].innocent, regions[UNKNOWN].accused) == (1, 1)
    assert any(line.endswith("not known") for line in lines(evaluate(folder / "out", folder)))


@pytest.mark.parametrize(
    ("region", "told"),
    [
        ("四川省成都市", "四川省"),
        ("510100", "四川省"),
        ("广西南宁", "广西壮族自治区"),
        ("São Paulo", "São Paulo"),
        ("SP", "SP"),
        ("99x", "99x"),
    ],
)
def test_regions_are_told_by_province(region: str, told: str) -> None:
    assert province(region) == told
