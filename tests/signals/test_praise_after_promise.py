import pytest

from zhenxin.signals.praise_after_promise import PraiseAfterPromise

from .rows import Row, Values, ago, cases

Tables = dict[str, list[Row]]
CARD = "收到货五星好评，截图发客服领5元红包"


def sold(
    text: str = CARD,
    *,
    told: int = 40,
    praised: int = 30,
    own: int = 20,
    own_praised: int = 4,
    late: bool = False,
    rating: int = 5,
    days: float = 40,
) -> Tables:
    """A shop sends a text with so many orders, of which some get five stars; other orders of its own; a market in which one order in five does."""
    rows: list[tuple[str, str, bool, int, str | None]] = [(f"x'{n}", "m", n < praised, rating, text) for n in range(told)]
    rows += [(f"y{n}", "m", n < own_praised, 5, None) for n in range(own)]
    rows += [(f"o{n}", f"m{n % 30}", n % 5 == 0, 5, "亲，今天发货，五星好评是我们的动力" if n % 9 == 0 else None) for n in range(900)]
    return {
        "orders": [
            {"order_id": order, "account_id": f"u{n}", "merchant_id": shop, "occurred_at": ago(days + 9, minutes=n), "status": "signed"}
            for n, (order, shop, _, _, _) in enumerate(rows)
        ],
        "reviews": [
            {"review_id": f"r{order}", "account_id": f"u{n}", "merchant_id": shop, "order_id": order, "rating": stars, "occurred_at": ago(days, minutes=n)}
            for n, (order, shop, is_praised, stars, _) in enumerate(rows) if is_praised
        ],
        "messages": [
            {"message_id": f"g{order}", "merchant_id": shop, "sender_id": shop, "order_id": order, "text": words, "channel": "parcel_insert",
             "occurred_at": ago(days - 1 if late else days + 5, minutes=n)}
            for n, (order, shop, _, _, words) in enumerate(rows) if words
        ],
    }  # fmt: skip


SPEAKS: dict[str, Tables] = {
    "three in four, where one in five is usual": sold(),
    "spelt to hide": sold("好 坪 返.陷 3元，加薇❤信"),
    "weakly": sold(praised=20),
    "last year": sold(days=500),
}
SILENT: dict[str, Tables] = {
    "the cards change nothing": sold(praised=9),
    "its other buyers praise as much": sold(own=60, own_praised=45),
    "a reward for any stars": sold("晒图就送5元红包，几星都行，好评差评都一样"),
    "four stars": sold(rating=4),
    "promised after they had written": sold(late=True),
    "a few": sold(told=3, praised=3),
}


@pytest.mark.parametrize("tables", **cases(SPEAKS))
def test_it_speaks_of_praise_that_was_asked_for(values: Values, tables: Tables) -> None:
    assert values(PraiseAfterPromise(), **tables).keys() == {"m"}


@pytest.mark.parametrize("tables", **cases(SILENT))
def test_it_is_silent_on_praise_that_comes_by_itself(values: Values, tables: Tables) -> None:
    assert values(PraiseAfterPromise(), **tables) == {}
