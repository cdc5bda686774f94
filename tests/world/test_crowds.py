"""Crowds, agencies of real buyers, shops' own people; and honest people who look like them."""

import pytest

from .ask import Ask

MEMBERS = "(select entity_id from truth where entity_kind = '{}' and behaviour = '{}' and skill = '{}')"


@pytest.mark.parametrize("skill", ["naive", "skilled"])
@pytest.mark.parametrize("code", ["crowd_ring", "paid_real_buyer", "staff_brushing"])
def test_each_is_there_in_both_forms_with_all_it_is_judged_on(crowded: Ask, code: str, skill: str) -> None:
    kinds = {row[0] for row in crowded(f"select distinct entity_kind from truth where behaviour = '{code}' and skill = '{skill}'")}
    assert {"order", "review", "account", "merchant"} <= kinds


@pytest.mark.parametrize("code", ["crowd_ring", "paid_real_buyer"])
def test_people_of_their_own_phones_buy_a_few_times_from_unrelated_shops(crowded: Ask, code: str) -> None:
    sql = """select max(shops), max(n) from (select count(distinct m.legal_entity_id) as shops, count(*) as n from false_orders
        join merchants m using (merchant_id) where behaviour = '{}' group by account_id)"""
    shops, orders = crowded(sql.format(code))[0]
    assert shops >= 3
    assert orders <= 16
    phones = f"select max(n) from (select count(distinct account_id) as n from false_orders where behaviour = '{code}' group by device_id)"
    assert crowded(phones)[0][0] <= 2


def test_a_crowd_pays_to_join_and_whoever_brought_others_gets_a_part(crowded: Ask) -> None:
    naive = MEMBERS.format("account", "crowd_ring", "naive")
    fees = f"""select count(distinct payer_id) from payments where amount in (99, 199, 699, 2999) and kind = 'transfer'
        and payer_id in {naive} and payee_id in {naive}"""
    assert crowded(fees)[0][0] >= 3
    parts = f"select count(*) from payments where kind = 'red_packet' and payer_id in {naive} and payee_id in {naive}"
    assert crowded(parts)[0][0] >= 1


def test_a_plain_crowd_comes_by_the_link_of_its_group_and_a_careful_one_does_not(crowded: Ask) -> None:
    sql = """select avg((exists (select 1 from visits v where v.session_id = f.session_id and v.source in ('share', 'campaign')))::int)
        from false_orders f where behaviour = 'crowd_ring' and skill = '{}'"""
    assert crowded(sql.format("naive"))[0][0] > 0.65
    assert crowded(sql.format("skilled"))[0][0] < 0.6


def test_a_careful_crowd_leaves_hardly_any_parcel_trace(crowded: Ask) -> None:
    sql = """select avg((p.sender_hash in (select entity_id from truth where entity_kind = 'sender' and behaviour = 'crowd_ring'))::int)
        from false_orders join parcels p using (order_id) where behaviour = 'crowd_ring' and skill = '{}'"""
    assert crowded(sql.format("naive"))[0][0] > 0.2 > crowded(sql.format("skilled"))[0][0]


def test_tasks_are_posted_in_groups_and_honest_people_write_in_groups_too(crowded: Ask) -> None:
    hosts = "select entity_id from truth where entity_kind = 'account' and behaviour in ('crowd_ring', 'paid_real_buyer')"
    posts = f"select count(*), count(distinct group_id) from messages where channel = 'group' and sender_id in ({hosts})"
    lines, groups = crowded(posts)[0]
    assert lines >= 5
    assert groups >= 2
    honest = """select count(distinct group_id), count(*) from messages m anti join truth t on t.entity_kind = 'account'
        and t.entity_id = m.sender_id and not starts_with(t.behaviour, 'hard:') where channel = 'group'"""
    assert crowded(honest)[0][0] >= 10
    assert crowded(honest)[0][1] > lines


def test_real_buyers_get_the_real_thing_and_a_plain_agency_wants_three_pictures(crowded: Ask) -> None:
    off = """select median(abs(p.weight_g / (g.spec_weight_g * f.quantity) - 1)) from false_orders f join parcels p using (order_id)
        join products g using (product_id) where behaviour = 'paid_real_buyer'"""
    assert 0.01 < crowded(off)[0][0] < 0.4
    pictures = """select avg((len(photo_hashes) = 3)::int) from reviews join truth on entity_kind = 'review' and entity_id = review_id
        and behaviour = 'paid_real_buyer' and skill = '{}'"""
    assert crowded(pictures.format("naive"))[0][0] > 0.75
    assert crowded(pictures.format("skilled"))[0][0] < 0.4


def test_money_of_a_plain_agency_comes_back_with_a_fee_and_that_of_a_careful_one_seldom_shows(crowded: Ask) -> None:
    sql = """select avg((exists (select 1 from payments p where p.payee_id = f.account_id and p.kind in ('transfer', 'red_packet')
        and p.amount - f.amount between 3 and 15 and (p.amount - f.amount) % 1 = 0
        and p.occurred_at between f.occurred_at and f.occurred_at + interval 10 days))::int)
        from false_orders f where behaviour = 'paid_real_buyer' and skill = '{}'"""
    assert crowded(sql.format("naive"))[0][0] > 0.2 + crowded(sql.format("skilled"))[0][0]


CONSOLE = """(select l.ip, l.wifi_hash from logins l where l.merchant_id = f.merchant_id and l.ip_kind = 'home')"""


def test_a_shops_own_people_order_from_its_line_on_its_card_and_careful_ones_from_mobile_data(crowded: Ask) -> None:
    sql = f"""select avg((f.ip in (select ip from {CONSOLE}))::int), avg((f.ip_kind = 'mobile')::int)
        from false_orders f where behaviour = 'staff_brushing' and skill = '{{}}'"""
    door = """select avg(share) from (select max(n) / sum(n) as share from (select merchant_id, count(*) as n from false_orders
        where behaviour = 'staff_brushing' and skill = '{}' group by merchant_id, address_hash) group by merchant_id)"""
    assert crowded(door.format("naive"))[0][0] > 0.35 > crowded(door.format("skilled"))[0][0]
    office, _ = crowded(sql.format("naive"))[0]
    assert office > 0.35
    office, mobile = crowded(sql.format("skilled"))[0]
    assert office < 0.3
    assert mobile > 0.45
    cards = """select count(distinct p.instrument_hash) / count(distinct f.account_id) from false_orders f join payments p using (order_id)
        where behaviour = 'staff_brushing' and skill = '{}' and p.kind = 'order'"""
    assert crowded(cards.format("naive"))[0][0] < 1.3


def test_honest_people_too_buy_from_an_office_line_and_for_kin(crowded: Ask) -> None:
    elsewhere = """select count(*) from honest_orders o join (select distinct ip, account_id, merchant_id as shop from logins
        where merchant_id is not null and ip_kind = 'home') l on l.account_id = o.account_id and l.ip = o.ip and l.shop <> o.merchant_id"""
    assert crowded(elsewhere)[0][0] >= 15
    same = """select count(*) from honest_orders o where o.ip in (select ip from logins l where l.merchant_id = o.merchant_id
        and l.ip_kind = 'home')"""
    assert crowded(same)[0][0] >= 3


def test_several_people_look_after_a_console_and_get_wages(crowded: Ask) -> None:
    assert (
        crowded(
            "select max(n) from (select count(distinct account_id) as n from logins where merchant_id is not null group by merchant_id)"
        )[0][0]
        >= 3
    )
    wages = "select count(*) from payments where payer_kind = 'merchant' and payee_kind = 'account' and kind = 'transfer' and amount > 2000"
    assert crowded(wages)[0][0] > 50


def test_a_plain_task_ring_posts_its_phrase_and_its_people_type_it(city: Ask) -> None:
    sql = """select count(*) from messages m join truth t on t.entity_kind = 'account' and t.entity_id = m.sender_id
        and t.behaviour = 'task_brushing' and t.skill = 'naive' where channel = 'group' and exists (select 1 from false_orders f
        join visits v using (session_id) where f.ring_id = t.ring_id and contains(m.text, v.search_query))"""
    assert city(sql)[0][0] >= 1
