import pytest

from zhenxin.signals.attack_spike import AttackSpike

from .rows import Row, Values, ago, cases

Tables = dict[str, list[Row]]


def hit(
    accounts: int = 3,
    each: int = 8,
    *,
    back: float = 0.5,
    apart: float = 1.0,
    usual: int = 0,
    doors: int = 0,
    days: float = 40,
    elsewhere: float = 0.0,
) -> Tables:
    """Accounts that order one thing day after day and send a part of it back, among six hundred orders of thirty things, `elsewhere` of them back."""
    rows = [
        (
            f"x'{n}-{turn}",
            f"w{n}",
            "p'",
            days - turn * apart,
            "returned" if (turn * 7 % 10) < 10 * back else "signed",
            f"door{n % doors}" if doors else f"at{n}",
        )
        for n in range(accounts)
        for turn in range(each)
    ]
    rows += [
        (f"o{n}", f"u{n}", f"p{n % 30}", days - (n % 20) * 0.3, "returned" if n % 100 < 100 * elsewhere else "signed", f"home{n}")
        for n in range(600)
    ]
    rows += [(f"a{n}-{turn}", f"a{n}", f"p{n % 30}", days - turn, "returned", f"in{n}") for n in range(usual) for turn in range(4)]
    return {
        "orders": [
            {"order_id": order, "account_id": account, "merchant_id": "m", "product_id": thing, "occurred_at": ago(when), "status": state,
             "status_at": ago(when - 0.5), "address_hash": door}
            for order, account, thing, when, state, door in rows
        ],
        "products": [{"product_id": thing, "merchant_id": "m", "category": "c"} for thing in ["p'", *(f"p{n}" for n in range(30))]],
    }  # fmt: skip


SPEAKS: dict[str, Tables] = {
    "three accounts for eight days": hit(),
    "ten accounts": hit(10, 4),
    "thirty accounts": hit(30, 4),
    "a dozen times in three days": hit(8, 12, apart=0.25),
    "all sent back": hit(back=1.0),
    "last year": hit(days=400),
}
SILENT: dict[str, Tables] = {
    "one company": hit(1, 20, apart=0.5),
    "a company with several accounts": hit(doors=1),
    "they keep it": hit(back=0.0),
    "goods half of which everybody sends back": hit(elsewhere=0.5),
    "tries in a sale, on one day": hit(apart=0.01),
    "a hundred people who order again": hit(60, 3),
    "such things are ordered again and sent back": hit(3, 4, usual=200),
}


@pytest.mark.parametrize("tables", **cases(SPEAKS))
def test_it_speaks_of_orders_that_hurt(values: Values, tables: Tables) -> None:
    found = values(AttackSpike(), **tables)
    assert found
    assert all(order.startswith("x'") for order in found)


@pytest.mark.parametrize("tables", **cases(SILENT))
def test_it_is_silent_on_companies_and_sizes(values: Values, tables: Tables) -> None:
    assert not [one for one in values(AttackSpike(), **tables) if one.startswith("x'")]
