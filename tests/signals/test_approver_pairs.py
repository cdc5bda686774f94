import pytest

from zhenxin.signals.approver_pairs import ApproverPairs

from .rows import Row, Values, ago, cases

Tables = dict[str, list[Row]]


def approved(
    times: int = 8,
    *,
    clerk: str | None = "c0",
    share: int = 10,
    mixed: bool = False,
    kind: str = "compensation",
    days: float = 40,
    friends: int = 1,
    one_checkout: bool = False,
) -> Tables:
    """One account's claims or those of several and who approved them, among three hundred that `share` clerks deal with in turn."""
    rows = [(f"k'{n} {k}", f"friend{k}", f"c{n % share}" if mixed else clerk) for n in range(times) for k in range(friends)]
    rows += [(f"u{n}", f"u{n % 120}", f"c{n % share}") for n in range(300)]
    return {
        "orders": [
            {
                "order_id": claim,
                "account_id": account,
                "merchant_id": "m",
                "basket_id": account if one_checkout else None,
                "occurred_at": ago(days),
            }
            for claim, account, _ in rows
        ],
        "claims": [
            {
                "claim_id": claim,
                "order_id": claim,
                "account_id": account,
                "approver_id": who,
                "kind": kind,
                "amount": 8,
                "occurred_at": ago(days),
            }
            for claim, account, who in rows
        ],
    }


SPEAKS: dict[str, Tables] = {
    "eight by one clerk": approved(),
    "twenty": approved(20),
    "ten times of ten, by whom one account in six is served": approved(10, share=6),
    "eight accounts, with a third of all claims": approved(15, friends=8, share=23),
    "refunds without return": approved(kind="refund_only"),
    "last year": approved(days=400),
}
SILENT: dict[str, Tables] = {
    "once": approved(1),
    "eight lines of one checkout": approved(one_checkout=True),
    "twice": approved(2, share=23),
    "whoever had the turn": approved(mixed=True),
    "one clerk deals with all": approved(share=1),
    "nobody approved": approved(clerk=None),
}


@pytest.mark.parametrize("tables", **cases(SPEAKS))
def test_it_speaks_of_a_clerk_and_his_claimant(values: Values, tables: Tables) -> None:
    found = values(ApproverPairs(), **tables)
    assert len(found) >= 8
    assert all(order.startswith("k'") for order in found)


@pytest.mark.parametrize("tables", **cases(SILENT))
def test_it_is_silent_on_busy_clerks(values: Values, tables: Tables) -> None:
    assert not [order for order in values(ApproverPairs(), **tables) if order.startswith("k'")]
