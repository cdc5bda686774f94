import pytest

from zhenxin.signals.fresh_merchant_subsidy import FreshMerchantSubsidy

from .rows import Row, Values, ago, cases

Tables = dict[str, list[Row]]


def drawn(
    draws: int = 12,
    buyers: int = 4,
    *,
    age: float = 20.0,
    plain: int = 2,
    usual: int = 0,
    subsidy: float = 30.0,
    days: float = 40,
    one_checkout: bool = False,
) -> Tables:
    """A shop's subsidised orders by few buyers, among four hundred orders of old shops with one subsidy a buyer."""
    rows = [(f"w{n % buyers}", "x'", subsidy, days - n * 0.3) for n in range(draws)] + [
        (f"c{n}", "x'", 0.0, days - n * 0.3) for n in range(plain)
    ]
    rows += [(f"u{n}", f"m{n % 20}", 10.0 if n % 5 == 0 else 0.0, days - (n % 20) * 0.4) for n in range(400)]
    rows += [(f"a{n % 10}", f"m{n % 20}", 10.0, days - (n % 20) * 0.4) for n in range(usual)]
    return {
        "orders": [
            {"order_id": f"o{n}", "account_id": account, "merchant_id": shop, "amount": 90, "subsidy": paid, "occurred_at": ago(when),
             "basket_id": account if one_checkout else None}
            for n, (account, shop, paid, when) in enumerate(rows)
        ],
        "merchants": [{"merchant_id": "x'", "opened_at": ago(days + age)}, *({"merchant_id": f"m{n}", "opened_at": ago(days + 900)} for n in range(20))],
    }  # fmt: skip


SPEAKS: dict[str, Tables] = {
    "twelve draws by four": drawn(),
    "opened on the day": drawn(age=0.1),
    "by one": drawn(buyers=1),
    "last year": drawn(days=400),
}
SILENT: dict[str, Tables] = {
    "one a buyer: a campaign that goes well": drawn(buyers=12),
    "an old shop": drawn(age=300.0),
    "most orders are not subsidised": drawn(plain=60),
    "three": drawn(3),
    "one checkout each": drawn(one_checkout=True),
    "no subsidies": drawn(subsidy=0.0),
    "everybody draws again here": drawn(usual=400),
}


@pytest.mark.parametrize("tables", **cases(SPEAKS))
def test_it_speaks_of_draws_of_a_few(values: Values, tables: Tables) -> None:
    assert values(FreshMerchantSubsidy(), **tables).keys() == {"x'"}


@pytest.mark.parametrize("tables", **cases(SILENT))
def test_it_is_silent_on_campaigns_that_go_well(values: Values, tables: Tables) -> None:
    assert values(FreshMerchantSubsidy(), **tables) == {}
