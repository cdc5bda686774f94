import pytest

from zhenxin.signals.same_audience import SameAudience

from .rows import Row, Values, ago, cases

Tables = dict[str, list[Row]]


def watched(
    crew: int = 20,
    *,
    nights: int = 2,
    owners: int = 2,
    one_room: bool = False,
    everybody: bool = False,
    days: float = 40,
    together: bool = False,
) -> Tables:
    """A crew is in the rooms of two shops, so many `nights` each, among forty others a night, of two thousand who watch here and there.

    The shops have so many `owners`, or one host with `one_room`; `everybody` else comes to both shops every night as well; or both rooms are full on the
    same nights, `together`.
    """
    joins: list[tuple[str, str, str, float]] = []
    for turn in range(2 * nights):
        shop, room = f"m{turn % 2}", "r'播" if one_room else f"r{turn}'播"
        at = days - (turn // 2 if together else turn) * 3
        joins += [(f"w'{n}", shop, room, at) for n in range(crew)]
        joins += [(f"u{n if everybody else (n + turn * 40) % 2000}", shop, room, days - turn * 3) for n in range(40)]
    joins += [(f"u{n}", f"n{n % 7}", f"q{n % 7}", days - n % 20) for n in range(2000) if not everybody]
    return {
        "visits": [
            {"account_id": a, "kind": "live_join", "room_id": room, "merchant_id": shop, "occurred_at": ago(at)}
            for a, shop, room, at in joins
        ],
        "merchants": [{"merchant_id": f"m{n}", "legal_entity_id": f"e{n % owners}"} for n in range(2)],
    }


SPEAKS: dict[str, Tables] = {
    "twenty at two shops, two nights each": watched(),
    "three nights each": watched(nights=3),
    "last year": watched(days=400),
}
SILENT: dict[str, Tables] = {
    "four": watched(4),
    "one night each": watched(nights=1),
    "two evenings in both rooms": watched(together=True),
    "two shops of one owner": watched(owners=1),
    "a host who sells for both": watched(one_room=True),
    "rooms that all watch": watched(everybody=True),
}


@pytest.mark.parametrize("tables", **cases(SPEAKS))
def test_it_speaks_of_one_audience_for_two_shops(values: Values, tables: Tables) -> None:
    assert values(SameAudience(), **tables).keys() == {f"w'{n}" for n in range(20)}


@pytest.mark.parametrize("tables", **cases(SILENT))
def test_it_is_silent_on_hosts_and_their_followers(values: Values, tables: Tables) -> None:
    assert not [one for one in values(SameAudience(), **tables) if one.startswith("w'")]
