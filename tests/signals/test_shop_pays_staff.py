import pytest

from zhenxin.signals.shop_pays_staff import ShopPaysStaff

from .rows import Row, Values, ago, cases

Tables = dict[str, list[Row]]


def office(
    helped: int = 4,
    paid: int = 4,
    *,
    others: int = 0,
    waved: int = 0,
    by: str = "whitelist",
    to: Row | None = None,
    kind: str = "transfer",
    amount: float = 3000.0,
    bought: float = 0.0,
    order_id: str | None = None,
    after: float = 12.0,
    payer: str = "",
    days: float = 60,
) -> Tables:
    """A member of staff helps so many shops of two hundred, and waves so many more through; so many of the helped and so many others pay."""
    tables: Tables = {
        "merchants": [{"merchant_id": f"m{n}", "opened_at": ago(days + 9)} for n in range(200)],
        "staff": [{"staff_id": "s'", "instrument_hash": "card", "joined_at": ago(900)}, {"staff_id": "t", "instrument_hash": "other"}],
        "staff_actions": [
            {"action_id": f"a{n}", "staff_id": "s'", "kind": by if n < helped else "override_alert", "occurred_at": ago(days, minutes=n),
             "target_kind": "merchant", "target_id": f"m{n}"}
            for n in range(helped + waved)
        ],
        "payments": [
            {"payment_id": f"z{n}", "payer_id": f"u{n}", "payee_id": f"m{n}", "amount": 60.0, "kind": "order", "order_id": f"x{n}",
             "occurred_at": ago(days - 2, minutes=n)}
            for n in range(200)
        ],
    }  # fmt: skip
    for n in [*range(paid), *range(150, 150 + others)]:
        tables["payments"].append(
            {"payment_id": f"p{n}", "payer_id": payer or f"m{n}", "payee_id": "s'", "amount": amount, "kind": kind, "order_id": order_id,
             "payer_kind": "merchant", "occurred_at": ago(days - after, minutes=n), **(to or {})}
        )  # fmt: skip
        if bought:
            tables["payments"].append(
                {"payment_id": f"b{n}", "payer_id": "u", "payee_id": f"m{n}", "amount": bought, "kind": "order", "order_id": f"o{n}",
                 "instrument_hash": "card", "occurred_at": ago(days - 1, minutes=n)}
            )  # fmt: skip
    return tables


SPEAKS: dict[str, Tables] = {
    "four of four": office(),
    "one of one": office(1, 1),
    "to the person's card": office(to={"payee_id": "u7", "payee_instrument_hash": "card"}),
    "subsidies": office(by="set_subsidy"),
    "only alerts waved through": office(by="override_alert"),
    "in red packets": office(kind="red_packet"),
    "far beyond what was bought": office(bought=80.0),
    "before the help": office(after=-10),
    "some of them": office(6, 3, others=1),
    "last year": office(days=400),
}
SILENT: dict[str, Tables] = {
    "nobody pays": office(paid=0),
    "wages come from the platform": office(payer="platform"),
    "whoever pays was never helped": office(paid=0, others=4),
    "a refund": office(kind="refund", order_id="o1"),
    "commission on an order": office(order_id="o1"),
    "what was bought there comes back": office(amount=80, bought=80),
    "a payout": office(kind="payout"),
    "a queue of half of all shops": office(0, 1, waved=100),
    "many shops pay and one was helped": office(4, 1, others=20),
    "to somebody else's card": office(to={"payee_id": "u7", "payee_instrument_hash": "his own"}),
}


@pytest.mark.parametrize("tables", **cases(SPEAKS))
def test_it_speaks_of_money_from_shops_that_were_helped(values: Values, tables: Tables) -> None:
    assert values(ShopPaysStaff(), **tables).keys() == {"s'"}


@pytest.mark.parametrize("tables", **cases(SILENT))
def test_it_is_silent_on_what_staff_get_like_everybody(values: Values, tables: Tables) -> None:
    assert values(ShopPaysStaff(), **tables) == {}
