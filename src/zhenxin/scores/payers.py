"""Hands that pay those who were found false and hardly anybody else: what that says of the hand, and of whoever else it pays."""

import math
from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

import pyarrow as pa

from zhenxin.engine import Engine
from zhenxin.scores.combine import Account, Key, prior
from zhenxin.scores.company import MOST_BITS
from zhenxin.scores.hypothesis import Part

RANSOMED = frozenset({"advance_payment_scam", "review_extortion", "scalping", "compensation_abuse"})
"""Behaviours whose doers are paid by those whom they cheat, or by their customers: who pays them hires nobody."""
FEWEST = 3
MOSTLY = 0.5
"""So many found false, and so much of all whom a hand pays, make it an organiser's."""
MOST = 5.4
"""The most bits beyond even odds: who pays is told by whom he pays alone."""
PAYEE_MOST = -0.2
"""The same of outside parties: DESIGN §6 judges payees for what they were paid by those whom they cheat. Who hires is named in its ring, as organiser."""

NEEDS: Mapping[str, frozenset[str]] = MappingProxyType(
    {
        "payments": frozenset({"payer_id", "payee_id", "kind", "payer_kind"}),
        "merchants": frozenset({"merchant_id"}),
        "staff": frozenset({"staff_id"}),
        "accounts": frozenset({"account_id"}),
    }
)
"""The columns of the cut tables that are read here."""

# shops pay refunds and rewards, the platform and its staff pay what they owe: none of them is somebody's hand
_HANDS = """
    with paid as (
        select distinct p.payer_id, p.payee_id from cut_payments p left join cut_merchants m on p.payer_id = m.merchant_id
            left join cut_staff s on p.payer_id = s.staff_id
        where p.kind in ('transfer', 'red_packet', 'other') and coalesce(p.payer_kind, 'outside') in ('account', 'outside')
            and m.merchant_id is null and s.staff_id is null and p.payer_id <> p.payee_id
    ),
    counts as (
        select p.payer_id, count(*) as paid, count(w.account_id) as false_ones from paid p left join false_accounts w on p.payee_id = w.account_id
        group by p.payer_id having count(w.account_id) >= :fewest
    )
    select c.payer_id, c.paid, c.false_ones, a.account_id is not null as is_account, p.payee_id, w.account_id is not null as is_false
    from counts c join paid p on c.payer_id = p.payer_id left join false_accounts w on p.payee_id = w.account_id
        left join (select distinct account_id from cut_accounts) a on c.payer_id = a.account_id
    where c.false_ones >= :mostly * (c.paid - 1)
    order by c.payer_id, p.payee_id
"""


def hands(engine: Engine, sums: Mapping[Key, Account]) -> list[dict[str, Any]]:
    """Payers who pay false accounts, three at the least and half of all they pay but one: payer_id, paid, false_ones, is_account, payee_id, is_false."""
    wrong = sorted(key[1] for key, total in sums.items() if key[0] == "account" and total.bits >= 0 and total.behaviour not in RANSOMED)
    if len(wrong) < FEWEST:
        return []
    engine.put("false_accounts", pa.table({"account_id": pa.array(wrong, pa.string())}))
    rows: list[dict[str, Any]] = engine.rows(_HANDS, {"fewest": FEWEST, "mostly": MOSTLY}, step="who pays those found false").to_pylist()
    return rows


def paid_beside(rows: list[dict[str, Any]]) -> dict[str, Part]:
    """By account, what it says that the others whom the same hand pays were found false: company for its own acts."""
    best: dict[str, tuple[int, int]] = {}
    for row in rows:
        false, others = row["false_ones"] - row["is_false"], row["paid"] - 1
        if false >= FEWEST and false >= MOSTLY * others:
            best[row["payee_id"]] = max(best.get(row["payee_id"], (0, 0)), (false, others))
    return {account: _beside(*best[account]) for account in sorted(best)}


def judge_payers(sums: dict[Key, Account], rows: list[dict[str, Any]]) -> None:
    """Add payers, and those of them that are accounts as accounts too: even odds at half, surer with more and where hardly anybody else is paid."""
    told: dict[str, tuple[int, int, bool]] = {row["payer_id"]: (row["false_ones"], row["paid"], row["is_account"]) for row in rows}
    for payer in sorted(told):
        false, paid, is_account = told[payer]
        share = false / paid
        if share < MOSTLY:
            continue
        wanted = min(MOST, 2 * math.log2(false) * (share - MOSTLY) * 2)
        for key in (("payee", payer), *((("account", payer),) if is_account else ())):
            total = sums.setdefault(key, Account([prior()]))
            total.add(_pays(false, paid, max(0.0, min(wanted, PAYEE_MOST if key[0] == "payee" else MOST) - total.bits)))


def _pays(false: int, paid: int, weight: float) -> Part:
    english = f"{false} of the {paid} whom it pays were found false"
    return Part("pays", "money", weight, english, f"其付款的 {paid} 人中有 {false} 人被判为虚假")


def _beside(false: int, others: int) -> Part:
    english = f"{false} of the {others} others whom the same hand pays were found false, by what they did themselves"
    return Part("company", "network", MOST_BITS, english, f"同一付款人付款的另外 {others} 人中有 {false} 人因自身行为被判为虚假")
