"""How many accounts in one name pay with one card."""

from zhenxin.signals._base import Signal, Words, dataclass, days


@dataclass(frozen=True, kw_only=True)
class OneCard(Signal):
    """Accounts registered in this account's name that paid with the same card, wallet or bank account within the window.

    A company's card serves accounts of many names, a family's of two or three; a person has a spare account. Whoever opens accounts in a stranger's
    name pays for all of them from one card.
    """

    entity = "account"
    window = days(120)
    evidence = "money"
    act = False
    levels = (2, 3, 6)
    speaks_for = ("stolen_identity", "batch_accounts")
    silent_on = ("company_card", "company_order", "family_phone")
    label = Words("one name, one card", zh="同名账号共用支付工具")
    innocent = Words(
        "a person may keep a spare account; more than that on one card are few",
        zh="一个人可能有备用账号，同一支付工具下更多同名账号则少见",
    )
    source = "DESIGN §6 stolen_identity; 反电信网络诈骗法 art. 31: internet accounts may not be lent, sold or opened for others"
    reason = Words(
        "{value:.0f} accounts in one name paid with one card or wallet within {window}; a spare account makes 2",
        zh="{window}内有 {value:.0f} 个同名账号使用同一支付工具付款；本人加备用号通常为 2 个",
    )
    sql = """
        with paid as (
            select distinct p.payer_id as account_id, p.instrument_hash, a.name_hash from payments p join accounts a on p.payer_id = a.account_id
            where p.instrument_hash is not null and a.name_hash is not null
        ),
        crowds as (select instrument_hash, name_hash, count(*) as crowd from paid group by instrument_hash, name_hash having count(*) >= 2)
        select p.account_id as entity_id, cast(max(c.crowd) as double) as value
        from paid p join crowds c on p.instrument_hash = c.instrument_hash and p.name_hash = c.name_hash group by p.account_id"""
