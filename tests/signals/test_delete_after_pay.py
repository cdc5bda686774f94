import pytest

from zhenxin.signals.delete_after_pay import DeleteAfterPay

from .rows import Row, Values, ago, cases

Tables = dict[str, list[Row]]


def taken_back(
    times: int = 6, *, stars: int = 1, deleted: bool = True, by: str | None = "author", paid: bool = True, hours: float = 20, usual: int = 5,
    kind: str = "transfer", days: float = 40,
) -> Tables:  # fmt: skip
    """One account takes bad reviews back after money, among two hundred bad reviews of which `usual` end so."""
    rows = [(f"x'{n}", "taker", stars, deleted, paid) for n in range(times)]
    rows += [(f"u{n}", f"u{n}", 1, n < usual, n < usual) for n in range(200)]
    at = {review: ago(days - n % 7) for n, (review, *_) in enumerate(rows)}
    return {
        "reviews": [
            {"review_id": review, "account_id": account, "merchant_id": f"m{n % 9}", "rating": given, "occurred_at": at[review],
             "deleted_at": ago(days - n % 7, hours=-hours - 4) if gone else None, "deleted_by": by if gone else None}
            for n, (review, account, given, gone, _) in enumerate(rows)
        ],
        "payments": [
            {"payment_id": f"y{n}", "payer_id": f"m{n % 9}", "payee_id": account, "amount": 188, "kind": kind,
             "occurred_at": ago(days - n % 7, hours=-hours)}
            for n, (_, account, _, _, money) in enumerate(rows) if money
        ],
    }  # fmt: skip


SPEAKS: dict[str, Tables] = {
    "six times": taken_back(),
    "two stars": taken_back(stars=2),
    "nobody told who deleted": taken_back(by=None),
    "red packets": taken_back(kind="red_packet"),
}
SILENT: dict[str, Tables] = {
    "once": taken_back(1),
    "left standing": taken_back(deleted=False),
    "deleted by the platform": taken_back(by="platform"),
    "no money came": taken_back(paid=False),
    "a refund": taken_back(kind="refund"),
    "five stars": taken_back(stars=5),
    "half of all bad reviews end so here": taken_back(2, usual=100),
}


@pytest.mark.parametrize("tables", **cases(SPEAKS))
def test_it_speaks_of_who_is_paid_to_delete(values: Values, tables: Tables) -> None:
    assert values(DeleteAfterPay(), **tables).keys() == {f"x'{n}" for n in range(6)}


@pytest.mark.parametrize("tables", **cases(SILENT))
def test_it_is_silent_on_goodwill(values: Values, tables: Tables) -> None:
    assert values(DeleteAfterPay(), **tables) == {}
