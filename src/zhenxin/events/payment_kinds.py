"""What kind of payment a row is, and who pays and is paid, told from the rows where the data does not say; what is given stays."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from zhenxin.engine.cells import quoted
from zhenxin.engine.checking import parquet
from zhenxin.engine.ingest import Ingest
from zhenxin.events.dataset import LoadedTable, Said
from zhenxin.events.telling import missing, staged

TOLD = ("kind", "payer_kind", "payee_kind")
"""The columns of `payments` that the rows themselves can tell."""

_SIDES = {
    "account": (("accounts", "account_id"), ("orders", "account_id")),
    "merchant": (("merchants", "merchant_id"), ("orders", "merchant_id"), ("products", "merchant_id")),
    "staff": (("staff", "staff_id"), ("staff_actions", "staff_id")),
}
"""Who has an id, and the tables that say so."""
_ZH = {
    "order": "订单付款", "refund": "退款", "transfer": "转账", "subsidy": "补贴", "payout": "结算", "compensation": "赔付",
    "account": "账号", "merchant": "商家", "staff": "员工", "platform": "平台", "outside": "站外",
}  # fmt: skip


_TOLD = """
        with paid as ({paid}),
        ids as ({ids}),
        sides as (select id, case when count(*) = 1 then min(side) end as side from ids group by id),
        bought as (select order_id, account_id, merchant_id from ({bought}) as all_orders),
        shops as (
            select p.payer_id, p.payee_id, max(case when r.id is null then 1 else 0 end) as outside
            from paid p join sides s on p.payee_id = s.id left join sides r on p.payer_id = r.id where s.side = 'merchant'
            group by p.payer_id, p.payee_id
        ),
        every as (select count(distinct payee_id) as shops from shops),
        houses as (
            select h.payer_id from (select payer_id, count(*) as shops from shops where outside = 1 group by payer_id) h cross join every e
            where h.shops >= 10 and 3 * h.shops >= e.shops
        ),
        placed as (
            select p.*, o.account_id as buyer,
                case when o.account_id <> o.merchant_id and p.payer_id = o.account_id and p.payee_id = o.merchant_id then 1
                    when o.account_id <> o.merchant_id and p.payer_id = o.merchant_id and p.payee_id = o.account_id then 2 else 0 end as way,
                case when a.id is not null then a.side when h.payer_id is not null then 'platform' else {stranger} end as payer_side,
                case when b.id is not null then b.side when g.payer_id is not null then 'platform' else {stranger} end as payee_side
            from paid p left join bought o on p.order_id = o.order_id
                left join sides a on p.payer_id = a.id left join sides b on p.payee_id = b.id
                left join houses h on p.payer_id = h.payer_id left join houses g on p.payee_id = g.payer_id
        ),
        sided as (
            select p.*,
                coalesce(p.payer_kind, case when p.way = 1 then 'account' when p.way = 2 then 'merchant' else p.payer_side end) as told_payer_kind,
                coalesce(p.payee_kind, case when p.way = 1 then 'merchant' when p.way = 2 then 'account' else p.payee_side end) as told_payee_kind
            from placed p
        ),
        habits as (
            select max(case when told_payer_kind = 'account' and told_payee_kind = 'merchant' and order_id is not null then 1 else 0 end) as names_orders,
                max(case when told_payer_kind = 'merchant' and told_payee_kind = 'account' and order_id is not null then 1 else 0 end) as names_refunds
            from sided
        ),
        told as (
            select s.*, coalesce(s.kind, case
                when s.told_payer_kind is null or s.told_payee_kind is null then cast(null as varchar)
                when s.order_id is not null then case
                    when s.told_payer_kind = 'account' and s.told_payee_kind = 'merchant' then 'order'
                    when s.told_payer_kind = 'platform' and s.told_payee_kind = 'merchant' then 'subsidy'
                    when s.told_payee_kind <> 'account' or (s.buyer is not null and s.buyer <> s.payee_id) then cast(null as varchar)
                    when s.told_payer_kind in ('merchant', 'platform') then 'refund'
                    when s.told_payer_kind = 'outside' then 'compensation' end
                when s.told_payer_kind = 'platform' then 'payout'
                when s.told_payee_kind = 'platform' or (s.told_payer_kind = 'outside' and s.told_payee_kind = 'merchant') then cast(null as varchar)
                when s.told_payer_kind = 'account' and s.told_payee_kind = 'merchant' and h.names_orders = 0 then 'order'
                when s.told_payer_kind = 'merchant' and s.told_payee_kind = 'account' and h.names_refunds = 0 then cast(null as varchar)
                else 'transfer' end) as told_kind
            from sided s cross join habits h
        )
        select {given} from told t"""


def told_sql(tables: Mapping[str, str], columns: tuple[str, ...]) -> str:
    """SQL of `payments` with kind, payer_kind and payee_kind filled where they are NULL and the rows can tell; SQL of each table comes in `tables`.

    A side is whose id it is; an id that two kinds have is told by the order it pays for, else not at all. The platform is who is none of them and pays a
    third of all shops that are paid, and at least ten. With an order_id, what goes to the shop is the order and what comes back to the buyer a refund, or
    compensation where somebody outside pays; without one it is a transfer between people and shops, or the platform's payout. Where no money that comes
    back bears an order_id, a refund and a transfer look alike, and none is told.
    """
    known = " union ".join(
        f"select {column} as id, '{side}' as side from ({tables[table]}) as {side}_{table} where {column} is not null"
        for side, places in _SIDES.items()
        for table, column in places
        if table in tables
    )
    bought = tables.get("orders", "select order_id, payer_id as account_id, payee_id as merchant_id from paid where 1 = 0")
    stranger = "'outside'" if {"accounts", "merchants"} <= set(tables) else "cast(null as varchar)"
    given = ", ".join(f"t.{quoted(name)}" if name not in TOLD else f"t.told_{name} as {name}" for name in columns)
    return _TOLD.format(
        paid=tables["payments"],
        ids=known or "select payer_id as id, 'account' as side from paid where 1 = 0",
        bought=bought,
        stranger=stranger,
        given=given,
    )


def tell(ingest: Ingest, tables: Mapping[str, LoadedTable], scratch: Path) -> tuple[LoadedTable | None, tuple[Said, ...]]:
    """The table `payments` with what its rows tell, and what to say of it; None where nothing is missing or nothing can be told."""
    given = tables.get("payments")
    if given is None or not given.rows or not any(missing(given, name) for name in TOLD):
        return None, ()
    made = staged(ingest, tables, "payments", _READ, told_sql, scratch, step="tell kinds of payments")
    said = tuple(_said(ingest, given, made, name) for name in TOLD if missing(given, name) > missing(made, name))
    return (made, said) if said else (None, ())


_READ = frozenset({"payments", *(table for places in _SIDES.values() for table, _ in places)})


def _said(ingest: Ingest, given: LoadedTable, made: LoadedTable, name: str) -> Said:
    """How many values of a column were told, and of which kind they are, the commonest first; those that were given are no part of it."""
    before, left = missing(given, name), missing(made, name)

    def counts(table: LoadedTable) -> dict[str, int]:
        sql = f"select {name} as k, count(*) as n from ({table.over(parquet(table.files))}) where {name} is not null group by 1"
        rows: list[dict[str, Any]] = ingest.rows(sql, step=f"count `payments.{name}`").to_pylist()
        return {row["k"]: row["n"] for row in rows}

    had = counts(given)
    told = {kind: n - had.get(kind, 0) for kind, n in counts(made).items() if n > had.get(kind, 0)}
    ranked = sorted(told.items(), key=lambda item: (-item[1], item[0]))
    english = ", ".join(f"{kind} {n:,}" for kind, n in ranked)
    chinese = "、".join(f"{_ZH.get(kind, kind)} {n:,}" for kind, n in ranked)
    return (
        f"`payments.{name}` is missing in {before:,} of {made.rows:,} rows; {before - left:,} were told from payer, payee and order: {english}",
        f"`payments.{name}` 在 {made.rows:,} 行中有 {before:,} 行缺失；已根据付款方、收款方和订单判断出 {before - left:,} 行：{chinese}",
    )
