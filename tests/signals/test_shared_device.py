import pytest

from zhenxin.signals.shared_device import SharedDevice

from .rows import Row, Values, ago, cases


def seen(device: str | None, *accounts: str, days: float = 3, apart: float = 0) -> list[Row]:
    """Each account on one device, `apart` days one after the other."""
    return [
        {"account_id": account, "occurred_at": ago(days + place * apart), "device_id": device, "source": "logins"}
        for place, account in enumerate(accounts)
    ]


FIVE = ("a", "b", "c", "d'", "e📱")
SPEAKS: dict[str, tuple[list[Row], dict[str, float]]] = {
    "five accounts on one phone": (seen("phone", *FIVE), dict.fromkeys(FIVE, 5)),
    "four accounts are the least": (seen("it's 📱", *FIVE[:4]), dict.fromkeys(FIVE[:4], 4)),
    "seen often counts once": (seen("phone", *FIVE, *FIVE, *FIVE), dict.fromkeys(FIVE, 5)),
    "the most crowded phone counts": (
        [*seen("phone", *FIVE), *seen("tablet", "a", "x"), *seen("own", "b")], dict.fromkeys(FIVE, 5)
    ),
    "two weeks from first to last": (seen("phone", *FIVE, apart=3), dict.fromkeys(FIVE, 5)),
    "long ago": (seen("phone", *FIVE, days=300), dict.fromkeys(FIVE, 5)),
    "two phones of five, one account on both": (
        [*seen("phone", *FIVE), *seen("tablet", "a", "v", "w", "x", "y", "z")],
        {**dict.fromkeys(FIVE, 5), **dict.fromkeys("avwxyz", 6)},
    ),
}  # fmt: skip
SILENT: dict[str, list[Row]] = {
    "a family of three on one phone": seen("phone", "mother", "father", "child"),
    "everybody on a phone of their own": [row for account in FIVE for row in seen(f"phone of {account}", account)],
    "one account on many phones": [row for place in range(9) for row in seen(f"phone {place}", "a")],
    "a phone sold on from owner to owner, three months each": seen("phone", *FIVE, apart=90),
    "four by four, a month apart": [*seen("phone", "a", "b", "c", days=3), *seen("phone", "d", "e", "f", days=60)],
    "no device is known": seen(None, *FIVE),
    "phones whose names differ by a letter only": [row for place, account in enumerate(FIVE) for row in seen("phone"[place:], account)],
}


@pytest.mark.parametrize(("sightings", "expected"), **cases(SPEAKS))
def test_it_counts_the_accounts_of_the_most_crowded_device(values: Values, sightings: list[Row], expected: dict[str, float]) -> None:
    assert values(SharedDevice(), sightings=sightings) == expected


@pytest.mark.parametrize("sightings", **cases(SILENT))
def test_it_is_silent_where_few_share(values: Values, sightings: list[Row]) -> None:
    assert values(SharedDevice(), sightings=sightings) == {}
