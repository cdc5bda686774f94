import pytest

from zhenxin.signals.advance_payments import AdvancePayments

from .rows import Row, Values, ago, cases

Tables = dict[str, list[Row]]


def advanced(
    victims: int = 4,
    *,
    steps: int = 4,
    growth: float = 2.0,
    hours: float = 5,
    payer_kind: str | None = "account",
    kind: str = "transfer",
    days: float = 15,
) -> Tables:
    """Victims who send one payee sums that grow, among five hundred transfers of friends."""
    rows = [(f"v{n}", "x'骗", 100 * growth**step, ago(days - n, hours=-hours * step)) for n in range(victims) for step in range(steps)]
    rows += [(f"f{n % 150}", f"g{n % 60}", 30 + n * 53 % 170, ago(20, hours=-n * 0.7)) for n in range(500)]
    return {
        "payments": [
            {"payment_id": f"y{n:04}", "payer_id": payer, "payee_id": payee, "amount": round(amount, 2), "kind": kind, "payer_kind": payer_kind,
             "occurred_at": when}
            for n, (payer, payee, amount, when) in enumerate(rows)
        ]
    }  # fmt: skip


SPEAKS: dict[str, Tables] = {
    "four people, four sums each": advanced(),
    "one, seven sums": advanced(1, steps=7),
    "nobody told who pays": advanced(payer_kind=None),
    "sums that grow by half": advanced(growth=1.5),
}
SILENT: dict[str, Tables] = {
    "like sums: wages or rent": advanced(growth=1.0),
    "two sums": advanced(steps=2),
    "weeks apart": advanced(hours=200),
    "shops pay more and more": advanced(payer_kind="merchant"),
    "refunds": advanced(kind="refund"),
}


@pytest.mark.parametrize("tables", **cases(SPEAKS))
def test_it_speaks_of_a_payee_of_rising_sums(values: Values, tables: Tables) -> None:
    assert values(AdvancePayments(), **tables).get("x'骗", 0) >= 4


@pytest.mark.parametrize("tables", **cases(SILENT))
def test_it_is_silent_on_friends_and_wages(values: Values, tables: Tables) -> None:
    assert "x'骗" not in values(AdvancePayments(), **tables)


def test_the_victims_are_not_named(values: Values) -> None:
    assert not [name for name in values(AdvancePayments(), **advanced()) if name.startswith("v")]
