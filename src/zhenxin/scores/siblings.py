"""Accounts opened on one phone within a day by one invitation with others that were found to be of a batch: whoever opens a batch opens all of it."""

from collections.abc import Container, Mapping
from types import MappingProxyType

import pyarrow as pa

from zhenxin.engine import Engine
from zhenxin.scores.actors import FARMED
from zhenxin.scores.combine import Account, Key
from zhenxin.scores.hypothesis import Part

NEEDS: Mapping[str, frozenset[str]] = MappingProxyType(
    {"accounts": frozenset({"account_id", "registered_at", "register_device_id", "referrer_id"})}
)
"""The columns of the cut tables that are read here."""

FEWEST = 2
"""So many of those opened there must have been found false."""
LEAST_SHARE = 0.5
"""And so much of all that were."""
WHOLE = 2.0
"""Bits at which a sibling stands: four in five. A family whose link went round keeps one phone each."""
PART = "siblings"

_SIBLINGS = """
    with found as (
        select a.account_id, a.register_device_id, a.referrer_id, a.registered_at
        from cut_accounts a join batch_accounts_found f on a.account_id = f.account_id
        where a.register_device_id is not null and a.referrer_id is not null and a.registered_at is not null
    ),
    near as (
        select a.account_id, b.account_id as other_id, case when g.account_id is null then 0 else 1 end as is_false
        from cut_accounts a join (select distinct register_device_id, referrer_id from found) f
                on a.register_device_id = f.register_device_id and a.referrer_id = f.referrer_id
            join cut_accounts b on a.register_device_id = b.register_device_id and a.referrer_id = b.referrer_id and a.account_id <> b.account_id
                and b.registered_at between a.registered_at - interval 1 day and a.registered_at + interval 1 day
            left join found g on b.account_id = g.account_id
    )
    select account_id, count(*) as everybody, cast(sum(is_false) as bigint) as found from near group by account_id
    having sum(is_false) >= :fewest and sum(is_false) >= :share * count(*) order by account_id
"""


def judge_siblings(engine: Engine, sums: dict[Key, Account], known: Container[Key]) -> None:
    """Raise to WHOLE bits each account that bears something itself and was opened beside FEWEST and more of a batch; who is `known` stays as decided."""
    accused = sorted(key[1] for key, total in sums.items() if key[0] == "account" and total.bits >= 0 and total.behaviour in FARMED)
    if not accused:
        return
    engine.put("batch_accounts_found", pa.table({"account_id": pa.array(accused, pa.string())}))
    rows = engine.rows(_SIBLINGS, {"fewest": FEWEST, "share": LEAST_SHARE}, step="accounts opened beside a batch").to_pylist()
    for row in rows:
        key = ("account", row["account_id"])
        if key in sums and key not in known and sums[key].bits < 0:
            sums[key].behaviour = "batch_accounts"
            sums[key].add(_part(row["found"], row["everybody"], WHOLE - sums[key].bits))


def _part(found: int, everybody: int, weight: float) -> Part:
    return Part(
        PART,
        "network",
        weight,
        f"{found} of the {everybody} other accounts that one referrer brought and that were opened on the same phone within a day were found false",
        f"同一邀请人前后一天内带来、在同一台手机上注册的另外 {everybody} 个账号中，有 {found} 个被判为虚假",
    )
