import pytest

from zhenxin.signals.login_train import LoginTrain

from .rows import Row, Values, ago, cases

Tables = dict[str, list[Row]]


def seen(accounts: int = 6, *, minutes: float = 10, device: str | None = "d'📱", rounds: int = 1, days: float = 3) -> Tables:
    """Accounts one after another on one device, so many minutes apart."""
    return {
        "sightings": [
            {"account_id": f"a'{n}", "device_id": device, "occurred_at": ago(days, minutes=-minutes * (turn * accounts + n))}
            for turn in range(rounds)
            for n in range(accounts)
        ]
    }


SPEAKS: dict[str, tuple[Tables, float]] = {
    "six in an hour": (seen(), 6),
    "three, a family of three at the most": (seen(3), 3),
    "once more round": (seen(4, rounds=3), 4),
    "half a year ago": (seen(days=180), 6),
}
SILENT: dict[str, Tables] = {
    "two take turns": seen(2, rounds=5),
    "six, but hours apart": seen(minutes=90),
    "nobody knows the device": seen(device=None),
    "one and the same": seen(1, rounds=9),
}


@pytest.mark.parametrize(("tables", "accounts"), **cases(SPEAKS))
def test_it_counts_who_comes_one_after_another(values: Values, tables: Tables, accounts: float) -> None:
    assert values(LoginTrain(), **tables) == {f"a'{n}": accounts for n in range(int(accounts))}


@pytest.mark.parametrize("tables", **cases(SILENT))
def test_it_is_silent_on_a_household(values: Values, tables: Tables) -> None:
    assert values(LoginTrain(), **tables) == {}
