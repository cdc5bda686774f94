"""Scalpers at the opening of sales, and honest crowds that hold, try again and sell on."""

from .ask import Ask

ORDERS = "false_orders where behaviour = 'scalping' and skill = '{}'"
PEOPLE = "(select entity_id from truth where entity_kind = 'account' and behaviour = 'scalping' and skill = '{}')"
FLASH = "(select entity_id from truth where entity_kind = 'order' and behaviour = 'hard:flash_sale')"


def test_orders_and_accounts_are_judged_and_the_shop_is_the_victim(screens: Ask) -> None:
    for skill in ("naive", "skilled"):
        kinds = {row[0] for row in screens(f"select distinct entity_kind from truth where behaviour = 'scalping' and skill = '{skill}'")}
        assert {"order", "account"} <= kinds
        assert "merchant" not in kinds
        spared = f"""select count(*) from {ORDERS.format(skill)} and merchant_id not in
            (select entity_id from truth where entity_kind = 'merchant' and behaviour = 'hard:victim')"""
        assert screens(spared) == [(0,)]


def test_naive_orders_come_within_seconds_and_skilled_ones_within_minutes_at_several_sales(screens: Ask) -> None:
    spread = """select quantile_cont(s, 0.8) from (select date_diff('second', min(occurred_at) over (partition by product_id,
        date_trunc('day', occurred_at)), occurred_at) as s from {})"""
    naive, skilled = (screens(spread.format(ORDERS.format(skill)))[0][0] for skill in ("naive", "skilled"))
    assert naive < 240 < skilled < 3600
    sales = "select count(distinct (product_id, date_trunc('day', occurred_at))) from {}"
    assert screens(sales.format(ORDERS.format("skilled")))[0][0] >= screens(sales.format(ORDERS.format("naive")))[0][0]


def test_naive_scalpers_hold_and_never_pay_and_skilled_ones_pay(screens: Ask) -> None:
    unpaid = "select avg((not exists (select 1 from payments p where p.order_id = f.order_id))::int) from (select * from {}) f"
    assert screens(unpaid.format(ORDERS.format("naive")))[0][0] > 0.45
    assert screens(unpaid.format(ORDERS.format("skilled")))[0][0] < 0.2


def test_naive_parcels_go_to_one_person_by_many_addresses(screens: Ask) -> None:
    doors = (
        "select count(distinct address_hash), count(distinct receiver_hash), count(distinct account_id), count(distinct device_id) from {}"
    )
    addresses, receivers, accounts, devices = screens(doors.format(ORDERS.format("naive")))[0]
    assert receivers <= 2
    assert addresses > receivers
    assert devices < accounts
    addresses, receivers, accounts, devices = screens(doors.format(ORDERS.format("skilled")))[0]
    assert receivers > 0.4 * accounts
    assert devices >= 0.85 * accounts


def test_goods_are_sold_on_dearer_to_the_scalper(screens: Ask) -> None:
    sold = """select count(*), count(distinct payer_id) from payments where payer_kind = 'account' and payee_id in
        (select entity_id from truth where entity_kind = 'payee' and behaviour = 'scalping' and skill = '{}') and kind in ('transfer', 'red_packet')"""
    for skill in ("naive", "skilled"):
        payments, payers = screens(sold.format(skill))[0]
        assert payments >= 5
        assert payers >= 5


def test_honest_buyers_of_a_sale_fail_to_pay_try_again_and_sell_on_too(screens: Ask) -> None:
    unpaid = f"""select count(*) from orders o where order_id in {FLASH} and status = 'cancelled'
        and not exists (select 1 from payments p where p.order_id = o.order_id)"""
    assert screens(unpaid)[0][0] >= 15
    again = f"select max(n) from (select count(*) as n from orders where order_id in {FLASH} group by account_id, product_id)"
    assert screens(again)[0][0] >= 2
    doors = f"""select max(n) from (select count(distinct address_hash) as n from orders where order_id in {FLASH} group by account_id, product_id)"""
    assert screens(doors)[0][0] >= 2
    resold = f"""select count(*) from orders o join payments p on p.payee_id = o.account_id and p.payer_kind = 'account'
        and p.occurred_at > o.occurred_at and p.amount between 0.75 * o.amount and 1.3 * o.amount where o.order_id in {FLASH}"""
    assert screens(resold)[0][0] >= 5
