"""Businesses that send parcels, and the warehouses and gifts that look like them."""

import numpy as np
import pytest

from .ask import Ask

CODES = ("empty_parcel", "gift_parcel", "swapped_goods")
SENT = """from false_orders f join parcels p using (order_id) join products g on g.product_id = f.product_id
    join merchants m on m.merchant_id = f.merchant_id
    where behaviour = '{}' and skill = '{}' and p.sender_hash in (select entity_id from truth where entity_kind = 'sender')"""
OFF = "abs(p.weight_g / (g.spec_weight_g * f.quantity) - 1)"


@pytest.mark.parametrize("skill", ["naive", "skilled"])
@pytest.mark.parametrize("code", CODES)
def test_orders_senders_people_and_clients_are_in_the_key(crowded: Ask, code: str, skill: str) -> None:
    kinds = {row[0] for row in crowded(f"select distinct entity_kind from truth where behaviour = '{code}' and skill = '{skill}'")}
    assert {"order", "sender", "account", "merchant", "payee"} <= kinds


@pytest.mark.parametrize("code", CODES)
def test_one_sender_serves_unrelated_shops_with_a_few_orders_each_from_far_away(crowded: Ask, code: str) -> None:
    sql = "select count(distinct m.legal_entity_id), count(*), avg((p.origin <> m.region)::int) "
    shops, orders, far = crowded(sql + SENT.format(code, "naive"))[0]
    assert shops >= 3
    assert orders / shops <= 12
    assert far > 0.7
    own = f"""select count(distinct p.sender_hash) from orders o join parcels p using (order_id)
        where o.merchant_id in (select merchant_id from false_orders where behaviour = '{code}')"""
    assert crowded(own)[0][0] > shops


@pytest.mark.parametrize("code", CODES)
def test_careful_businesses_have_several_senders_in_turn_and_trickle(crowded: Ask, code: str) -> None:
    senders = "select count(distinct p.sender_hash) "
    assert crowded(senders + SENT.format(code, "skilled"))[0][0] >= 2
    a_day = """select avg(n) from (select count(*) as n from false_orders where behaviour = '{}' and skill = '{}'
        group by merchant_id, date_trunc('day', occurred_at))"""
    assert crowded(a_day.format(code, "skilled"))[0][0] < 1.5 < crowded(a_day.format(code, "naive"))[0][0]


@pytest.mark.parametrize("code", CODES)
def test_parcels_go_to_strangers(crowded: Ask, code: str) -> None:
    sql = """select count(distinct receiver_hash), avg((own <> receiver_hash)::int) from {} join
        (select account_id, mode(receiver_hash) as own from honest_orders group by 1) using (account_id) {}"""
    receivers, strange = crowded(sql.format("false_orders", f"where behaviour = '{code}' and skill = 'naive'"))[0]
    assert strange > 0.4
    assert receivers >= 10
    assert crowded(sql.format("honest_orders", ""))[0][1] < 0.15
    victims = "select count(*) from truth where entity_kind = 'address' and behaviour = 'hard:victim'"
    assert crowded(victims)[0][0] > 10


def test_empty_parcels_weigh_next_to_nothing_are_scanned_twice_or_made_to_match(crowded: Ask) -> None:
    facts = "select median(p.weight_g), avg((select count(*) from scans s where s.parcel_id = p.parcel_id)), median(" + OFF + ") "
    weight, scans, off = crowded(facts + SENT.format("empty_parcel", "naive"))[0]
    assert weight < 60
    assert scans < 3.5
    assert off > 0.5
    _, scans, off = crowded(facts + SENT.format("empty_parcel", "skilled"))[0]
    assert scans > 4
    assert off <= 0.011


def test_gifts_weigh_the_same_whatever_was_ordered_or_too_exactly_what_the_catalogue_says(crowded: Ask) -> None:
    same = "select max(n) / sum(n), count(*) from (select p.weight_g, count(*) as n {} group by 1)"
    assert crowded(same.format(SENT.format("gift_parcel", "naive")))[0][0] > 0.4
    assert crowded(same.format(SENT.format("gift_parcel", "skilled")))[0][0] < 0.4
    assert crowded(f"select median({OFF}) " + SENT.format("gift_parcel", "skilled"))[0][0] <= 0.011


def test_swapped_goods_weigh_something_else_unless_they_were_chosen_with_care(crowded: Ask) -> None:
    off = f"select median({OFF}) "
    assert crowded(off + SENT.format("swapped_goods", "naive"))[0][0] > 0.35
    assert crowded(off + SENT.format("swapped_goods", "skilled"))[0][0] < 0.35


def test_honest_warehouses_too_write_one_weight_on_many_small_parcels(crowded: Ask) -> None:
    sql = """select max(share) from (select max(n) / sum(n) as share, sum(n) as much, sum(shops) as shops from
        (select sender_hash, weight_g, count(*) as n, count(distinct merchant_id) as shops from parcels join orders using (order_id)
            where sender_hash in (select entity_id from truth where entity_kind = 'sender' and behaviour = 'hard:shared_warehouse')
            group by all) group by sender_hash) where much > 50 and shops > 5"""
    assert crowded(sql)[0][0] > 0.3


def test_pictures_under_different_products_show_the_one_thing_that_came(crowded: Ask) -> None:
    rows = crowded("""select r.product_id, unnest(photo_hashes) from reviews r join truth t on t.entity_kind = 'review'
        and t.entity_id = r.review_id and t.behaviour = 'swapped_goods' and t.skill = 'naive'""")
    codes = np.array([int(code, 16) for _, code in rows], dtype=np.uint64)
    product = np.unique([item for item, _ in rows], return_inverse=True)[1]
    near = (np.bitwise_count(codes[:, None] ^ codes[None, :]) <= 6) & (product[:, None] != product[None, :])
    assert near.any(axis=1).mean() > 0.1
