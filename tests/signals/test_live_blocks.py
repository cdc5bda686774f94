import pytest

from zhenxin.signals.live_blocks import LiveBlocks

from .rows import Row, Values, ago, cases

Tables = dict[str, list[Row]]


def watched(
    block: int = 8, *, together: float = 60, minutes: float = 70, prize: bool = False, closing: bool = False, left: bool = True, viewers: int = 120,
    days: float = 10,
) -> Tables:  # fmt: skip
    """A block comes and goes together; other viewers come and go over two hours, come for a prize, or go when it closes."""
    rows: list[Row] = []
    stays = [(f"w'{n}", 30 * 60 + together * n / block, (30 + minutes) * 60 + together * n / block) for n in range(block)]
    for n in range(viewers):
        came = 30 * 60.0 + n % 60 if prize else n * 60.0
        stays.append((f"u{n}", came, 130 * 60.0 + n % 60 if closing else came + 240 + (n * 37 % 90) * 30))
    for account, came, went in stays:
        rows.append({"account_id": account, "kind": "live_join", "room_id": "r'播", "occurred_at": ago(days, seconds=-came)})
        rows += [{"account_id": account, "kind": "live_leave", "room_id": "r'播", "occurred_at": ago(days, seconds=-went)}] * left
    return {"visits": rows}


SPEAKS: dict[str, Tables] = {
    "eight come and go together": watched(),
    "within a minute and a half": watched(together=85),
    "last year": watched(days=400),
    "twenty": watched(20),
}
SILENT: dict[str, Tables] = {
    "two": watched(2),
    "eight over an hour": watched(together=3600),
    "for two minutes": watched(minutes=2),
    "a prize brings many, who go as they like": watched(0, prize=True),
    "the end sends all away": watched(0, closing=True),
    "nobody knows when they went": watched(left=False),
}


@pytest.mark.parametrize("tables", **cases(SPEAKS))
def test_it_speaks_of_viewers_who_come_and_go_as_one(values: Values, tables: Tables) -> None:
    found = values(LiveBlocks(), **tables)
    assert found
    assert all(account.startswith("w'") for account in found)


@pytest.mark.parametrize("tables", **cases(SILENT))
def test_it_is_silent_on_crowds_with_a_cause(values: Values, tables: Tables) -> None:
    assert values(LiveBlocks(), **tables) == {}
