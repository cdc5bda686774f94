"""Nothing in any world comes before what it hangs on: accounts, goods, shops, orders and reviews are there first."""

import pytest

from zhenxin.events.schema import TABLES

from .ask import Ask

WORLDS = ("city", "null", "crowded", "inside", "screens", "market")
CAUSES = {
    "accounts": ("account_id", "registered_at", ("account_id", "payer_id", "payee_id", "sender_id", "recipient_id", "complainant_id")),
    "merchants": ("merchant_id", "opened_at", ("merchant_id",)),
    "products": ("product_id", "listed_at", ("product_id",)),
    "orders": ("order_id", "occurred_at", ("order_id",)),
    "reviews": ("review_id", "occurred_at", ("review_id",)),
}
LINKS = [
    (table, column, cause)
    for cause, (_, _, columns) in CAUSES.items()
    for table, kind in TABLES.items()
    for column in columns
    if table != cause and kind.when == "occurred_at" and column in kind.by_name
]


@pytest.fixture(scope="module", params=WORLDS)
def world(request: pytest.FixtureRequest) -> Ask:
    found: Ask = request.getfixturevalue(request.param)
    return found


def test_the_links_are_those_of_the_schema() -> None:
    assert len(LINKS) >= 20


@pytest.mark.parametrize(("table", "column", "cause"), LINKS, ids=lambda value: value)
def test_nothing_comes_before_what_it_hangs_on(world: Ask, table: str, column: str, cause: str) -> None:
    key, when, _ = CAUSES[cause]
    early = f"select count(*) from {table} t join {cause} c on t.{column} = c.{key} where t.occurred_at < c.{when}"
    assert world(early) == [(0,)]
