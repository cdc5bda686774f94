import pytest

from zhenxin.signals.promise_kept import PromiseKept

from .rows import Row, Values, ago, cases

Tables = dict[str, list[Row]]
CARD = "收到货五星好评，截图发客服领5元红包"


def sold(
    text: str = CARD,
    *,
    told: int = 20,
    praised: int = 8,
    paid: int = 8,
    unasked: int = 0,
    rating: int = 5,
    named: bool = True,
    payer: str = "m",
    kind: str = "red_packet",
    after: float = 0.5,
    days: float = 40,
) -> Tables:
    """A shop promises something to so many buyers; so many praise, and of these, and of the others, so many are paid."""
    tables: Tables = {"orders": [], "reviews": [], "messages": [], "payments": []}
    for n in range(told):
        order, account = f"x'{n}", f"u{n}"
        tables["orders"].append(
            {"order_id": order, "account_id": account, "merchant_id": "m", "occurred_at": ago(days + 9, minutes=n), "status": "signed"}
        )
        tables["messages"].append(
            {"message_id": f"g{n}", "merchant_id": "m", "sender_id": "m", "order_id": order if named else None, "recipient_id": account,
             "text": text, "channel": "parcel_insert" if named else "chat", "occurred_at": ago(days + 5, minutes=n)}
        )  # fmt: skip
        if n < praised:
            tables["reviews"].append(
                {
                    "review_id": f"r{order}",
                    "account_id": account,
                    "merchant_id": "m",
                    "order_id": order,
                    "rating": rating,
                    "occurred_at": ago(days, minutes=n),
                }
            )
        if n < paid or praised <= n < praised + unasked:
            tables["payments"].append(
                {
                    "payment_id": f"p{n}",
                    "payer_id": payer,
                    "payee_id": account,
                    "amount": 5,
                    "kind": kind,
                    "occurred_at": ago(days - after, minutes=n),
                }
            )
    tables["payments"].append(
        {"payment_id": "z", "payer_id": "f", "payee_id": "u0", "amount": 8, "kind": "red_packet", "occurred_at": ago(days - 2)}
    )
    return tables


SPEAKS: dict[str, Tables] = {
    "who praised was paid, who did not was not": sold(),
    "in a chat that names no order": sold(named=False),
    "by a hand that is not the shop's": sold(payer="kefu"),
    "some of them": sold(praised=12, paid=6),
    "two of two": sold(praised=2, paid=2),
    "four stars": sold(rating=4),
    "last year": sold(days=400),
}
SILENT: dict[str, Tables] = {
    "a reward for any stars": sold("晒图就送5元红包，几星都行，好评差评都一样"),
    "everybody is paid": sold(unasked=12),
    "one payment may be anything": sold(praised=1, paid=1),
    "nobody was paid": sold(paid=0),
    "paid as a refund of the order": sold(kind="refund"),
    "who complained was paid": sold(rating=1),
    "weeks later": sold(after=20),
    "paid before they wrote": sold(after=-3),
}


@pytest.mark.parametrize("tables", **cases(SPEAKS))
def test_it_speaks_of_praise_that_was_paid_for(values: Values, tables: Tables) -> None:
    paid = sum(row["payer_id"] != "f" for row in tables["payments"])
    assert values(PromiseKept(), **tables).keys() == {f"rx'{n}" for n in range(paid)}


@pytest.mark.parametrize("tables", **cases(SILENT))
def test_it_is_silent_on_praise_that_nobody_paid(values: Values, tables: Tables) -> None:
    assert values(PromiseKept(), **tables) == {}
