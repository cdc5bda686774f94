import pytest

from zhenxin.signals.review_pay import ReviewPay

from .rows import Row, Values, ago, cases

Tables = dict[str, list[Row]]


def written(
    authors: int = 16,
    *,
    stars: int = 5,
    critics: int = 0,
    paid_after: float = 1.0,
    by: int = 1,
    usual: float = 0.75,
    announced: bool = False,
    by_shop: bool = False,
    days: float = 40,
) -> Tables:
    """Authors of one shop's reviews whom few hands paid, among four hundred reviews of thirty shops by others."""
    rows = [(f"x'{n}", f"w{n}", "shop", stars, days + n * 0.2) for n in range(authors)]
    rows += [(f"c{n}", f"c{n}", "shop", 1, days + n * 0.2) for n in range(critics)]
    own = [(account, when) for _, account, _, _, when in rows]
    rows += [(f"r{n}", f"u{n % 200}", f"m{n % 30}", 5 if n % 100 < 100 * usual else 1, days + (n % 40) * 0.5) for n in range(400)]
    return {
        "reviews": [
            {"review_id": review, "account_id": account, "merchant_id": shop, "rating": given,
             "occurred_at": ago(when)} for review, account, shop, given, when in rows
        ],
        "payments": [
            {"payment_id": f"y{n}", "kind": "red_packet",
             "payer_id": "shop" if by_shop else f"hand{n % by}", "payee_id": account, "amount": 5, "occurred_at": ago(when - paid_after)}
            for n, (account, when) in enumerate(own)

                ],
        "campaigns": [{"campaign_id": "c", "kind": "review_reward", "starts_at": ago(days + 90),
                "merchant_id": "shop", "any_rating": True}] if announced else [],
    }  # fmt: skip


SPEAKS: dict[str, Tables] = {
    "praise paid the day after": written(),
    "blame paid": written(8, stars=1),
    "praise where most are harsh": written(usual=0.3),
    "last year": written(days=400),
    "forty": written(40),
    "two hands": written(32, by=2),
    "a shop that pays for praise": written(by_shop=True),
}
SILENT: dict[str, Tables] = {
    "critics are paid as well": written(16, critics=6),
    "three": written(3),
    "a shop that makes good to whoever blames it": written(8, stars=1, by_shop=True),
    "everybody is kind here": written(usual=1.0),
    "a reward for any rating": written(announced=True),
    "paid before they wrote": written(paid_after=-2.0),
    "paid a month later": written(paid_after=30.0),
    "each by somebody else": written(by=16),
}


@pytest.mark.parametrize("tables", **cases(SPEAKS))
def test_it_speaks_of_pay_for_one_tone(values: Values, tables: Tables) -> None:
    found = values(ReviewPay(), **tables)
    assert found
    assert all(review.startswith("x'") for review in found)


@pytest.mark.parametrize("tables", **cases(SILENT))
def test_it_is_silent_on_rewards_for_any_tone(values: Values, tables: Tables) -> None:
    assert values(ReviewPay(), **tables) == {}
