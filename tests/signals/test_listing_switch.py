import pytest

from zhenxin.signals.listing_switch import ListingSwitch

from .rows import Row, Values, ago, cases

Tables = dict[str, list[Row]]
COAT, POLISHED, KETTLE = "羊毛大衣女冬季加厚中长款", "新款羊毛大衣女冬季加厚中长款包邮", "不锈钢电热水壶家用"


def turned(
    old: str | None = COAT,
    new: str = KETTLE,
    *,
    category: str | None = "杯壶",
    review_days: float = 60,
    back: bool = False,
    rating: int = 5,
) -> Tables:
    """A page that was one thing until thirty days ago and is another since; a review of that time."""
    versions: list[Row] = [
        {"product_id": "p'1", "title": old, "category": "女装" if category else None, "occurred_at": ago(200)},
        {"product_id": "p'1", "title": new, "category": category, "occurred_at": ago(30)},
    ]
    versions += [{"product_id": "p'1", "title": old, "category": "女装", "occurred_at": ago(10)}] * back
    return {
        "listings": versions,
        "reviews": [
            {
                "review_id": "r'1",
                "account_id": "a",
                "merchant_id": "m",
                "product_id": "p'1",
                "rating": rating,
                "occurred_at": ago(review_days),
            }
        ],
    }


SPEAKS: dict[str, tuple[Tables, float]] = {
    "a coat became a kettle": (turned(), 150),
    "in the same category": (turned(category="女装"), 100),
    "nobody told the category": (turned(category=None), 100),
    "long ago": (turned(review_days=190), 150),
}
SILENT: dict[str, Tables] = {
    "a polished title": turned(new=POLISHED, category="女装"),
    "a review of the new thing": turned(review_days=5),
    "the page was turned back": turned(back=True),
    "blame, for which nobody keeps a page": turned(rating=2),
    "no title is known": turned(old=None),
    "the same title": turned(new=COAT, category="女装"),
}


@pytest.mark.parametrize(("tables", "value"), **cases(SPEAKS))
def test_it_says_how_unlike_the_page_has_become(values: Values, tables: Tables, value: float) -> None:
    assert values(ListingSwitch(), **tables) == pytest.approx({"r'1": value})


@pytest.mark.parametrize("tables", **cases(SILENT))
def test_it_is_silent_on_polished_titles(values: Values, tables: Tables) -> None:
    assert values(ListingSwitch(), **tables) == {}
