"""Meals for stars: what is judged, tables of experienced reviewers, pictures of one pack, the meal paid back, and honest guests beside them."""

import numpy as np
import pytest

from .ask import Ask

MEALS = """orders o join reviews r using (order_id) join truth t on t.entity_kind = 'review' and t.entity_id = r.review_id
    and t.behaviour = 'quota_dining' and t.skill = '{}'"""


@pytest.mark.parametrize("skill", ["naive", "skilled"])
def test_reviews_and_restaurants_are_false_and_the_meals_are_real(city: Ask, skill: str) -> None:
    kinds = {row[0] for row in city(f"select distinct entity_kind from truth where behaviour = 'quota_dining' and skill = '{skill}'")}
    assert {"review", "merchant"} <= kinds
    assert "order" not in kinds
    assert city(
        f"select count(*) from {MEALS.format(skill)} join products p on p.product_id = o.product_id where category <> '到店餐饮'"
    ) == [(0,)]


def test_naive_groups_let_in_high_levels_and_come_a_table_at_a_time(city: Ask) -> None:
    level = f"select avg(a.level::int) from {MEALS.format('naive')} join accounts a on a.account_id = o.account_id"
    everybody = city("select avg(level::int) from accounts")[0][0]
    assert city(level)[0][0] > everybody + 1
    table = """select max(n) from (select count(*) as n from {} group by o.merchant_id, o.occurred_at::date)"""
    assert city(table.format(MEALS.format("naive")))[0][0] >= 4
    assert city(table.format(MEALS.format("skilled")))[0][0] <= 4


def test_naive_meals_are_paid_back_on_the_day_to_the_cent(city: Ask) -> None:
    sql = """select avg((exists (select 1 from payments p where p.payee_id = o.account_id and p.amount = o.amount
        and p.kind in ('transfer', 'red_packet') and p.occurred_at between o.occurred_at and o.occurred_at + interval 3 days))::int) from {}"""
    assert city(sql.format(MEALS.format("naive")))[0][0] > 0.4
    assert city(sql.format(MEALS.format("skilled")))[0][0] < 0.3


def test_pictures_of_a_group_come_from_one_pack(city: Ask) -> None:
    rows = city(f"select unnest(r.photo_hashes) from {MEALS.format('naive')}")
    codes = np.array([int(row[0], 16) for row in rows], dtype=np.uint64)
    apart = np.bitwise_count(codes[:, None] ^ codes[None, :]).astype(np.float64)
    np.fill_diagonal(apart, 64)
    assert np.quantile(apart.min(axis=1), 0.25) <= 5


def test_honest_guests_eat_and_write_at_restaurants_too(city: Ask) -> None:
    honest = """select count(*), count(distinct r.merchant_id) from reviews r join products p using (product_id) anti join truth t
        on t.entity_kind = 'review' and t.entity_id = r.review_id where p.category = '到店餐饮'"""
    reviews, places = city(honest)[0]
    assert reviews > 50
    assert places > 5
