import pytest

from zhenxin.signals.wage_fan import WageFan

from .rows import Row, Values, ago, cases

Tables = dict[str, list[Row]]


def paid(
    workers: int = 12,
    *,
    sum_: float = 0.27,
    jitter: float = 0.0,
    apart: float = 0.3,
    common: int = 0,
    reviewed: bool = False,
    order: str | None = None,
    days: float = 40,
    bought: float | None = None,
    shop: str = "site",
    is_shop: bool = False,
) -> Tables:
    """One payer gives many the same, beside three hundred payments of anything; `common` of those of that sum too.

    Each had `bought` something from `shop` so many days before.
    """
    rows = [("site", f"w{n}", round(sum_ + n * jitter, 2), days + n * apart, order) for n in range(workers)]
    rows += [(f"u{n}", f"v{n % 90}", sum_ if n < common else 1.0 + n * 0.13, days + n * 0.05, None) for n in range(300)]
    return {
        "payments": [
            {"payment_id": f"y{n}", "payer_id": payer, "payee_id": payee, "amount": amount, "kind": "transfer", "order_id": about, "occurred_at": ago(when)}
            for n, (payer, payee, amount, when, about) in enumerate(rows)
        ],
        "reviews": [
            {"review_id": f"r{n}", "account_id": f"w{n}", "merchant_id": "m", "rating": 5, "occurred_at": ago(days + n * apart + 1)}
            for n in range(workers) if reviewed
        ],
        "orders": [
            {"order_id": f"o{n}", "account_id": f"w{n}", "merchant_id": shop, "amount": 99, "occurred_at": ago(days + n * apart + bought)}
            for n in range(workers) if bought is not None
        ],
        "merchants": [{"merchant_id": "site" if is_shop else "another"}],
    }  # fmt: skip


SPEAKS: dict[str, Tables] = {
    "27 cents to a dozen": paid(),
    "33 yuan to a dozen": paid(sum_=33.0),
    "at once": paid(apart=0.001),
    "last year": paid(days=400),
    "to forty": paid(40, apart=0.1),
    "to buyers of a shop that is not the payer's own": paid(sum_=33.0, bought=3, shop="another"),
    "a shop's wages for a week of work": paid(is_shop=True),
    "to who only buys there later": paid(sum_=33.0, bought=-3),
}
SILENT: dict[str, Tables] = {
    "to four": paid(4),
    "deposits of thirty go back": paid(sum_=30.0),
    "each another sum: wages": paid(jitter=1.7),
    "a sum that everybody pays": paid(common=250),
    "a reward for reviews": paid(reviewed=True),
    "more than small change": paid(sum_=800.0),
    "payments of orders": paid(order="o"),
    "one in four days": paid(apart=4.0),
    "a shop gives its buyers a price difference": paid(23, sum_=15.0, apart=0.001, bought=6),
    "a shop gives a price difference to whoever bought in the last weeks": paid(23, sum_=15.0, apart=0.001, bought=20, is_shop=True),
    "a shop gives its buyers odd cents": paid(23, sum_=13.7, apart=0.001, bought=6),
}


@pytest.mark.parametrize("tables", **cases(SPEAKS))
def test_it_speaks_of_equal_small_sums(values: Values, tables: Tables) -> None:
    found = values(WageFan(), **tables)
    assert found
    assert all(account.startswith("w") for account in found)


@pytest.mark.parametrize("tables", **cases(SILENT))
def test_it_is_silent_on_wages_and_rewards(values: Values, tables: Tables) -> None:
    assert values(WageFan(), **tables) == {}
