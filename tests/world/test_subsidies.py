"""Subsidies drawn by shops' own people, beside the subsidies that thousands of honest buyers claim."""

import pytest

from .ask import Ask

FALSE = "(select * from false_orders where behaviour = 'subsidy_brushing' and skill = '{}')"


@pytest.mark.parametrize("skill", ["naive", "skilled"])
def test_every_order_draws_a_subsidy_that_runs_on_its_product(inside: Ask, skill: str) -> None:
    rows = inside(f"""select count(*), count(*) filter (subsidy > 0 and exists (select 1 from campaigns c where c.kind = 'subsidy'
        and c.product_id = f.product_id and f.occurred_at between c.starts_at and c.ends_at)) from {FALSE.format(skill)} f""")
    assert rows[0][0] >= 12
    assert rows[0][0] == rows[0][1]


@pytest.mark.parametrize("skill", ["naive", "skilled"])
def test_orders_accounts_and_shops_are_in_the_key(inside: Ask, skill: str) -> None:
    kinds = {row[0] for row in inside(f"select entity_kind from truth where behaviour = 'subsidy_brushing' and skill = '{skill}'")}
    assert {"order", "account", "merchant"} <= kinds


def test_naive_goods_go_to_few_doors_and_never_leave_the_city_and_skilled_ones_go_home(inside: Ask) -> None:
    doors = "select count(distinct address_hash) / count(distinct account_id) from {}"
    assert inside(doors.format(FALSE.format("naive")))[0][0] < 0.9 * inside(doors.format(FALSE.format("skilled")))[0][0]
    near = "select avg((origin = destination)::int) from {} f join parcels using (order_id)"
    assert inside(near.format(FALSE.format("naive")))[0][0] > 0.8 > inside(near.format(FALSE.format("skilled")))[0][0]


def test_naive_orders_are_paid_by_the_shops_side_and_skilled_ones_by_each_ones_own_card(inside: Ask) -> None:
    cards = """select max(n) / sum(n) from (select count(distinct f.account_id) as n from {} f join payments p using (order_id)
        where p.kind = 'order' group by p.instrument_hash)"""
    assert inside(cards.format(FALSE.format("naive")))[0][0] > 2 * inside(cards.format(FALSE.format("skilled")))[0][0]
    looped = """select avg((exists (select 1 from payments p where p.payee_id = f.account_id and p.payer_id = f.merchant_id
        and p.kind in ('transfer', 'red_packet') and abs(epoch(p.occurred_at) - epoch(f.occurred_at)) < 36000))::int) from {} f"""
    assert inside(looped.format(FALSE.format("naive")))[0][0] > 0.6
    assert inside(looped.format(FALSE.format("skilled")))[0][0] == 0


def test_skilled_goods_are_real_and_many_go_back(inside: Ask) -> None:
    back = "select avg((status = 'returned')::int) from {}"
    assert inside(back.format(FALSE.format("skilled")))[0][0] > 0.1 > inside(back.format(FALSE.format("naive")))[0][0]


def test_honest_buyers_claim_deep_subsidies_too_and_the_platform_pays_for_both(inside: Ask) -> None:
    n, deep = inside("select count(*), avg((subsidy >= 0.16 * (amount + subsidy))::int) from honest_orders where subsidy > 0")[0]
    assert n > 500
    assert deep > 0.2
    paid = """select avg((exists (select 1 from payments p where p.order_id = o.order_id and p.kind = 'subsidy'
        and p.payer_kind = 'platform' and p.amount = o.subsidy))::int) from {} o where subsidy > 0 and status = 'signed'
        and status_at < timestamp '2026-06-20'"""
    assert inside(paid.format("honest_orders")) == [(1.0,)]
    assert inside(paid.format("false_orders")) == [(1.0,)]


def test_new_shops_that_do_well_are_listed_subsidised_and_waved_through_and_sell_to_strangers(inside: Ask) -> None:
    shops = "(select entity_id from truth where entity_kind = 'merchant' and behaviour = 'hard:flash_sale')"
    listed = f"""select count(distinct a.target_id), count(distinct b.target_id) from staff_actions a left join staff_actions b
        on a.target_id = b.target_id and a.staff_id = b.staff_id and b.kind = 'override_alert'
        where a.kind = 'whitelist' and a.target_id in {shops} and a.target_id in (select merchant_id from campaigns
            where kind = 'subsidy' and created_by = a.staff_id)"""
    put_on_the_list, waved_through = inside(listed)[0]
    assert put_on_the_list >= 1
    assert waved_through >= 1
    doors = f"""select count(distinct address_hash) / count(*) from honest_orders where merchant_id in {shops} and subsidy > 0"""
    assert inside(doors)[0][0] > 0.7
