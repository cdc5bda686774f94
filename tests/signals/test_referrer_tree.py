import pytest

from zhenxin.signals.referrer_tree import ReferrerTree

from .rows import Row, Values, ago, cases

Tables = dict[str, list[Row]]


def brought(
    accounts: int = 9, *, phones: int = 3, apart: float = 0.1, referrers: int = 1, days: float = 30, again: float = 4.0, who: int = 99
) -> Tables:
    """Accounts that one referrer brought, hours apart, opened on so many phones; among fifty that came by themselves.

    `who` of them were seen on the phone `again` so many days later.
    """
    rows = [(f"x'{n}", f"ref{n % referrers}", f"d{n % phones}", days - n * apart) for n in range(accounts)]
    rows += [(f"u{n}", f"ref{n}" if n % 5 == 0 else None, f"own{n}", days - n * 0.3) for n in range(50)]
    return {
        "accounts": [
            {"account_id": account, "referrer_id": by, "register_device_id": phone, "registered_at": ago(when)} for account, by, phone, when in rows
        ],
        "sightings": [
            {"account_id": account, "device_id": phone, "occurred_at": ago(when - again)} for n, (account, _, phone, when) in enumerate(rows) if n < who
        ],
    }  # fmt: skip


SPEAKS: dict[str, Tables] = {
    "nine on three phones": brought(),
    "all on one": brought(phones=1),
    "within minutes": brought(apart=0.002),
    "last year": brought(days=400),
}
SILENT: dict[str, Tables] = {
    "a link that goes round: a phone each": brought(phones=9),
    "two children on one tablet": brought(2, phones=1),
    "by as many referrers": brought(referrers=9),
    "a stand's tablet, to which nobody comes back": brought(phones=1, again=0.3),
    "a stand's tablet that one of them bought": brought(phones=1, who=1),
    "a stand's tablet that two of nine work at": brought(phones=1, who=2),
    "over two months": brought(apart=6.0, days=80),
}


@pytest.mark.parametrize("tables", **cases(SPEAKS))
def test_it_speaks_of_accounts_opened_on_shared_phones(values: Values, tables: Tables) -> None:
    found = values(ReferrerTree(), **tables)
    assert found
    assert all(account.startswith("x'") for account in found)


@pytest.mark.parametrize("tables", **cases(SILENT))
def test_it_is_silent_on_links_that_go_round(values: Values, tables: Tables) -> None:
    assert values(ReferrerTree(), **tables) == {}
