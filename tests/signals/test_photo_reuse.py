from typing import Any

import pytest

from zhenxin.signals.photo_reuse import PhotoReuse

from .rows import Row, Values, ago, cases

Tables = dict[str, list[Row]]


def shown(
    crowd: int = 6, *, photo: str | None = "f0f0", same: bool = False, repeats: int = 0, others: int = 200, days: float = 20, **more: Any
) -> Tables:
    """Reviews with one picture, among others with pictures of their own, of which `repeats` pairs share one."""
    rows: list[Row] = [
        {
            "review_id": f"x'{n}",
            "account_id": "one" if same else f"w{n}",
            "merchant_id": f"m{n % 3}",
            "photo_hashes": [photo] if photo else None,
            **more,
        }
        for n in range(crowd)
    ]
    rows += [
        {
            "review_id": f"r{n}",
            "account_id": f"u{n}",
            "merchant_id": f"m{n % 9}",
            "photo_hashes": [f"{(n // 2 if n < 2 * repeats else n):016x}"],
        }
        for n in range(others)
    ]
    return {"reviews": [{**row, "rating": 5, "occurred_at": ago(days)} for row in rows]}


SPEAKS: dict[str, Tables] = {
    "six accounts, one picture": shown(),
    "beside a picture of their own": shown(photo_hashes=["f0f0", "0001"]),
    "some pairs share a picture here": shown(repeats=5),
    "last year": shown(days=400),
}
SILENT: dict[str, Tables] = {
    "one account again and again": shown(same=True),
    "no pictures": shown(photo=None),
    "the platform's own picture": shown(60),
    "two, where many pairs share one": shown(2, repeats=90),
}


@pytest.mark.parametrize("tables", **cases(SPEAKS))
def test_it_speaks_of_a_picture_that_goes_round(values: Values, tables: Tables) -> None:
    assert {f"x'{n}" for n in range(6)} <= values(PhotoReuse(), **tables).keys()


@pytest.mark.parametrize("tables", **cases(SILENT))
def test_it_is_silent_on_pictures_that_may_be_alike(values: Values, tables: Tables) -> None:
    assert not [review for review in values(PhotoReuse(), **tables) if review.startswith("x'")]
