import pytest

from zhenxin.signals.delete_after_pay import DeleteAfterPay

from .rows import Row, Values, ago, cases

Tables = dict[str, list[Row]]


def taken_back(
    times: int = 6, *, stars: int = 1, deleted: bool = True, by: str | None = "author", paid: bool = True, hours: float = 20, usual: int = 5,
    kind: str | None = "transfer", days: float = 40, standing: int = 0, price: float | None = None,
    claimed: bool = False, payer: str = "shop", later: float = 4,
) -> Tables:  # fmt: skip
    """One account takes bad reviews back after money, `standing` others not, among two hundred bad reviews of which `usual` end so.

    It paid `price` for each thing, others 400; a shop pays 188.
    """
    rows = [(f"x'{n}", "taker", stars, deleted, paid) for n in range(times)]
    rows += [(f"u{n}", f"u{n}", 1, n < usual, n < usual) for n in range(200)]
    rows += [(f"k{n}", "taker", stars, False, False) for n in range(standing)]
    at = {review: ago(days - n % 7) for n, (review, *_) in enumerate(rows)}
    return {
        "reviews": [
            {"review_id": review, "order_id": f"o{review}", "account_id": account, "merchant_id": f"m{n % 9}", "rating": given, "occurred_at": at[review],
             "deleted_at": ago(days - n % 7, hours=-hours - later) if gone else None, "deleted_by": by if gone else None}
            for n, (review, account, given, gone, _) in enumerate(rows)
        ],
        "payments": [
            {"payment_id": f"y{n}", "payer_id": f"m{n % 9}" if payer == "shop" else payer, "payee_id": account, "amount": 188, "kind": kind,
             "occurred_at": ago(days - n % 7, hours=-hours)}
            for n, (_, account, _, _, money) in enumerate(rows) if money
        ],
        "orders": [
            {"order_id": f"o{review}", "account_id": account, "merchant_id": f"m{n % 9}", "occurred_at": ago(days + 5),
             "amount": 400 if account != "taker" else price}
            for n, (review, account, *_) in enumerate(rows)
        ],
        "claims": [
            {"claim_id": f"c{n}", "order_id": f"ox'{n}", "account_id": "taker", "kind": "compensation", "occurred_at": ago(days - 1)}
            for n in range(times if claimed else 0)
        ],
        "logins": [{"account_id": "boss", "occurred_at": ago(days), "merchant_id": f"m{n}"} for n in range(9)],
    }  # fmt: skip


SPEAKS: dict[str, Tables] = {
    "six times": taken_back(),
    "two stars": taken_back(stars=2),
    "nobody told who deleted": taken_back(by=None),
    "red packets": taken_back(kind="red_packet"),
    "nobody told what kind of payment": taken_back(kind=None),
    "who runs the shop paid": taken_back(payer="boss"),
    "much more than the goods cost, of half of them": taken_back(price=50, standing=3, usual=40),
}
SILENT: dict[str, Tables] = {
    "once": taken_back(1),
    "two of two": taken_back(2),
    "half of them, for less than the goods cost": taken_back(price=300, standing=3, usual=40),
    "what was claimed": taken_back(price=50, standing=3, usual=40, claimed=True),
    "the price itself, and nobody told what kind of payment": taken_back(kind=None, price=188),
    "a friend paid": taken_back(payer="friend"),
    "a week after the money": taken_back(later=170),
    "left standing": taken_back(deleted=False),
    "deleted by the platform": taken_back(by="platform"),
    "no money came": taken_back(paid=False),
    "a refund": taken_back(kind="refund"),
    "five stars": taken_back(stars=5),
    "half of all bad reviews end so here": taken_back(2, usual=100),
}


@pytest.mark.parametrize("tables", **cases(SPEAKS))
def test_it_speaks_of_who_is_paid_to_delete(values: Values, tables: Tables) -> None:
    found = values(DeleteAfterPay(), **tables)
    assert found.keys() == {row["review_id"] for row in tables["reviews"] if row["account_id"] == "taker"}


@pytest.mark.parametrize("tables", **cases(SILENT))
def test_it_is_silent_on_goodwill(values: Values, tables: Tables) -> None:
    assert values(DeleteAfterPay(), **tables) == {}
