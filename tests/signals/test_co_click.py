import pytest

from zhenxin.signals.co_click import CoClick

from .rows import Row, Values, ago, cases

Tables = dict[str, list[Row]]


def clicked(
    crowd: int = 12,
    *,
    shelf: bool = False,
    by_itself: int = 0,
    session: bool = True,
    category: str | None = "c1",
    pushed: str | None = "as others",
    shop: str = "h",
    days: float = 10,
) -> Tables:
    """`crowd` accounts look at the hit and at one thing in a session; three hundred look at the hit, or (on one `shelf`) at both.

    The hit is sold by the `shop`, all else by m; `pushed` is the category of the one thing.
    """
    views: list[tuple[str, str, str | None]] = []
    for n in range(crowd):
        views += [(f"w'{n}", "hit", f"s{n}"), (f"w'{n}", "pushed", f"s{n}")]
    views += [(f"v{n}", "pushed", f"v{n}") for n in range(by_itself)]
    for n in range(300):
        views += [(f"u{n}", "hit", f"h{n}"), (f"u{n}", f"p{n % 40}", f"h{n}" if shelf else f"t{n}")]
    goods = ["hit", "pushed", *(f"p{n}" for n in range(40))]
    return {
        "visits": [
            {"account_id": account, "kind": "view", "product_id": thing, "session_id": where if session else None, "occurred_at": ago(days)}
            for account, thing, where in views
        ],
        "products": [
            {"product_id": thing, "merchant_id": shop if thing == "hit" else "m",
             "category": "hits" if thing == "hit" and category else pushed if thing == "pushed" and pushed != "as others" else category}
            for thing in goods
        ],
    }  # fmt: skip


SPEAKS: dict[str, Tables] = {
    "twelve look at the hit and at it": clicked(),
    "some others find it by themselves": clicked(by_itself=10),
    "nobody told any category": clicked(category=None),
    "last year": clicked(days=400),
}
SILENT: dict[str, Tables] = {
    "three do": clicked(3),
    "things of a shelf that all look at with the hit": clicked(shelf=True),
    "a thing that more people find by themselves than the hit": clicked(by_itself=400),
    "two things of one shop": clicked(shop="m"),
    "a thing that stands on no shelf": clicked(pushed=None),
    "nobody knows what was one session": clicked(session=False),
}


@pytest.mark.parametrize("tables", **cases(SPEAKS))
def test_it_speaks_of_clicks_in_a_hits_slipstream(values: Values, tables: Tables) -> None:
    assert values(CoClick(), **tables).keys() == {f"w'{n}" for n in range(12)}


@pytest.mark.parametrize("tables", **cases(SILENT))
def test_it_is_silent_on_what_is_looked_at_together(values: Values, tables: Tables) -> None:
    assert values(CoClick(), **tables) == {}
