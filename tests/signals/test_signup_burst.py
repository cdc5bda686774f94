from typing import Any

import pytest

from zhenxin.signals.signup_burst import SignupBurst

from .rows import Row, Values, ago, cases

Tables = dict[str, list[Row]]


def registered(crowd: int = 8, *, hours: float = 5, others: int = 200, own: bool = False, **same: Any) -> Tables:
    """`crowd` accounts within so many hours with `same` columns alike, among `others` that come one by one, mixed."""
    rows: list[Row] = [
        {"account_id": f"a'{n}", "avatar_hash": f"own{n}" if own else "egg", "register_net_hash": "net", "phone_prefix": f"13{n % 10}",
         "register_device_id": f"d{n}", "registered_at": ago(50, hours=hours * n / crowd), **same}
        for n in range(crowd)
    ]  # fmt: skip
    rows += [
        {"account_id": f"u{n}", "avatar_hash": "egg" if n % 50 == 0 else f"v{n}", "register_net_hash": f"t{n % 60}", "phone_prefix": f"13{n % 10}",
         "register_device_id": f"e{n}", "registered_at": ago(40 + n * 3)}
        for n in range(others)
    ]  # fmt: skip
    return {"accounts": rows}


RESOLD = ("162", "165", "167", "170", "171")


def numbered(blocks: tuple[str, ...], crowd: int = 20, **same: Any) -> Tables:
    """Twenty with pictures of their own on one network within an hour, whose numbers go round `blocks`."""
    tables = registered(crowd, hours=1, own=True, **same)
    for n, row in enumerate(tables["accounts"][:crowd]):
        row["phone_prefix"] = blocks[n % len(blocks)]
    return tables


SPEAKS: dict[str, Tables] = {
    "one picture on one network": registered(),
    "one device": registered(own=True, register_device_id="rack", register_net_hash=None),
    "one picture in one number block": registered(register_net_hash=None, phone_prefix="170"),
    "nothing is known but the device": registered(avatar_hash=None, register_net_hash=None, phone_prefix=None, register_device_id="rack"),
}
SILENT: dict[str, Tables] = {
    "a stand at a fair sells numbers of two blocks": numbered(("170", "171")),
    "a campus fills up with numbers of all sorts": numbered(("170", "130", "131", "132", "133", "134", "135")),
    "resold numbers, each on a network of its own": numbered(RESOLD, register_net_hash=None),
    "a campus fills up: one network, pictures of their own": registered(40, own=True),
    "one picture, one by one over months": registered(hours=3000),
    "two of them": registered(2),
    "nobody knows when": registered(registered_at=None),
    "nothing in common": registered(own=True, register_net_hash=None),
}


@pytest.mark.parametrize("tables", **cases(SPEAKS))
def test_it_speaks_of_accounts_registered_in_a_batch(values: Values, tables: Tables) -> None:
    assert values(SignupBurst(), **tables).keys() == {f"a'{n}" for n in range(8)}


@pytest.mark.parametrize("tables", **cases(SILENT))
def test_it_is_silent_on_people_who_come_together(values: Values, tables: Tables) -> None:
    assert values(SignupBurst(), **tables) == {}


def test_it_speaks_of_resold_numbers_of_many_blocks_on_one_network(values: Values) -> None:
    found = values(SignupBurst(), **numbered((*RESOLD, "135")))
    assert found.keys() == {f"a'{n}" for n in range(20) if n % 6 < 5}


def test_resold_numbers_that_half_of_all_have_say_nothing(values: Values) -> None:
    tables = numbered(RESOLD)
    for n, row in enumerate(tables["accounts"][20:]):
        row["phone_prefix"] = RESOLD[n % 5] if n % 2 else "135"
    assert values(SignupBurst(), **tables) == {}
