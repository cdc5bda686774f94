import pytest

from zhenxin.signals.review_taken_back import ReviewTakenBack

from .rows import Row, Values, ago, cases

Tables = dict[str, list[Row]]


def written(bad: int = 6, back: int = 5, *, stars: int = 1, by: str | None = "author", usual: int = 10, days: float = 40) -> Tables:
    """One account's bad reviews, of which it took some back, among two hundred of others of which `usual` were."""
    rows = [(f"x'{n}", "taker", stars, n < back) for n in range(bad)] + [(f"u{n}", f"u{n}", 1, n < usual) for n in range(200)]
    return {
        "reviews": [
            {"review_id": review, "account_id": account, "merchant_id": "m", "rating": given, "occurred_at": ago(days),
             "deleted_at": ago(days - 2) if gone else None, "deleted_by": by if gone else None}
            for review, account, given, gone in rows
        ]
    }  # fmt: skip


SPEAKS: dict[str, Tables] = {
    "five of six": written(),
    "two stars": written(stars=2),
    "nobody told who deleted": written(by=None),
    "last year": written(days=400),
}
SILENT: dict[str, Tables] = {
    "once": written(6, 1),
    "left standing": written(6, 0),
    "deleted by the platform": written(by="platform"),
    "good reviews": written(stars=5),
    "most bad reviews end so here": written(usual=150),
}


@pytest.mark.parametrize("tables", **cases(SPEAKS))
def test_it_speaks_of_who_takes_back_again_and_again(values: Values, tables: Tables) -> None:
    assert values(ReviewTakenBack(), **tables).keys() == {f"x'{n}" for n in range(6)}


@pytest.mark.parametrize("tables", **cases(SILENT))
def test_it_is_silent_on_who_is_appeased(values: Values, tables: Tables) -> None:
    assert values(ReviewTakenBack(), **tables) == {}
