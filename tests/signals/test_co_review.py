import pytest

from zhenxin.signals.co_review import CoReview

from .rows import Row, Values, ago, cases

Tables = dict[str, list[Row]]


def company(members: int = 6, things: int = 5, *, crowd: int = 0, kinds: int = 1, tone: int = 5, days: float = 40) -> Tables:
    """Members of a company review the same rare things, among a thousand reviews of two hundred things by six hundred people."""
    rows = [(f"x'{n}", f"rare{thing}", f"c{thing % kinds}", tone) for n in range(members) for thing in range(things)]
    rows += [(f"f{n}-{thing}", f"rare{thing}", "c0", tone) for thing in range(things) for n in range(crowd)]
    rows += [(f"u{(n * 7) % 600}", f"p{(n * 13 + n // 200) % 200}", f"c{n % 3}", 5) for n in range(1000)]
    return {
        "reviews": [
            {"review_id": f"r{n}", "account_id": account, "merchant_id": "m", "product_id": thing, "rating": stars, "occurred_at": ago(days, minutes=n)}
            for n, (account, thing, _, stars) in enumerate(rows)
        ],
        "products": [{"product_id": thing, "merchant_id": "m", "category": kind} for thing, kind in sorted({row[1]: row[2] for row in rows}.items())],
    }  # fmt: skip


SPEAKS: dict[str, Tables] = {
    "six at five things": company(),
    "three at six": company(3, 6),
    "blame": company(tone=1),
    "of several kinds": company(kinds=3),
    "last year": company(days=400),
}
SILENT: dict[str, Tables] = {
    "two friends": company(2, 6),
    "two things": company(6, 2),
    "things that everybody reviews": company(crowd=60),
    "one of them": company(1),
}


@pytest.mark.parametrize("tables", **cases(SPEAKS))
def test_it_speaks_of_a_company_of_authors(values: Values, tables: Tables) -> None:
    found = values(CoReview(), **tables)
    assert found
    assert all(account.startswith("x'") for account in found)


@pytest.mark.parametrize("tables", **cases(SILENT))
def test_it_is_silent_on_friends(values: Values, tables: Tables) -> None:
    assert not [one for one in values(CoReview(), **tables) if one.startswith("x'")]
