"""Payees that are accounts of the market: one person, so what convicts the payee convicts the account."""

from collections.abc import Container

import pyarrow as pa

from zhenxin.engine import Engine
from zhenxin.scores.combine import Account, Key, prior
from zhenxin.scores.hypothesis import Part


def judge_own_accounts(engine: Engine, sums: dict[Key, Account], known: Container[Key]) -> None:
    """Add to an account whatever it lacks to be as doubtful as the payee of its id, where that payee is accused; who is `known` stays as decided."""
    accused = sorted(key[1] for key, total in sums.items() if key[0] == "payee" and total.bits >= 0)
    if not accused:
        return
    engine.put("accused_payees", pa.table({"account_id": pa.array(accused, pa.string())}))
    rows = engine.rows(
        "select distinct p.account_id from accused_payees p join cut_accounts a on p.account_id = a.account_id order by p.account_id",
        step="accused payees that are accounts",
    )
    for account in rows["account_id"].to_pylist():
        payee = sums["payee", account]
        total = sums.setdefault(("account", account), Account([prior()]))
        if total.bits < payee.bits and ("account", account) not in known:
            total.behaviour = payee.behaviour or total.behaviour
            total.add(_payee(payee.bits - total.bits))


def _payee(weight: float) -> Part:
    return Part(
        "payee",
        "money",
        weight,
        "it was found false as a payee: account and payee are one",
        "其作为收款人已被判为涉假：该账号与收款人为同一主体",
    )
