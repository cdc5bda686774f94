"""Reverse brushing and malicious refusal: a rival has a shop ordered from to harm it, and the shop is keyed as attacked, never as false."""

import pytest

from .ask import Ask

ATTACKS = ("reverse_brushing", "malicious_refusal")


def shops(city: Ask, where: str) -> set[str]:
    return {row[0] for row in city(f"select entity_id from truth where entity_kind = 'merchant' and {where}")}


@pytest.mark.parametrize("behaviour", ATTACKS)
@pytest.mark.parametrize("skill", ["naive", "skilled"])
def test_orders_and_accounts_are_false_in_both_forms_and_so_is_the_shop_that_pays(city: Ask, behaviour: str, skill: str) -> None:
    kinds = {row[0] for row in city(f"select distinct entity_kind from truth where behaviour = '{behaviour}' and skill = '{skill}'")}
    assert {"order", "account", "merchant", "payee"} <= kinds


@pytest.mark.parametrize("behaviour", ATTACKS)
def test_the_shop_that_is_ordered_from_is_attacked_and_no_party(city: Ask, behaviour: str) -> None:
    ordered_from = {row[0] for row in city(f"select distinct merchant_id from false_orders where behaviour = '{behaviour}'")}
    assert ordered_from
    assert not ordered_from & shops(city, f"behaviour = '{behaviour}'")
    assert ordered_from <= shops(city, "behaviour = 'hard:under_attack'") | shops(city, "not starts_with(behaviour, 'hard:')")


def test_refused_orders_end_badly_and_naive_ones_are_bulky(city: Ask) -> None:
    sql = """select avg((status in ('cancelled', 'refused', 'returned'))::int), avg(quantity) from {} {}"""
    kind = "where behaviour = 'malicious_refusal' and skill = '{}'"
    naive, skilled = (city(sql.format("false_orders", kind.format(skill)))[0] for skill in ("naive", "skilled"))
    honest = city(sql.format("honest_orders", ""))[0]
    assert naive[0] > 0.75
    assert skilled[0] > 0.5 > 2 * honest[0]
    assert naive[1] > 2 * skilled[1]


def test_refusal_has_a_history_in_more_than_one_shop(city: Ask) -> None:
    sql = """select count(distinct merchant_id) from false_orders where behaviour = 'malicious_refusal' and skill = '{}'"""
    assert city(sql.format("naive"))[0][0] >= 2
    assert city(sql.format("skilled"))[0][0] >= 2


def test_reverse_brushing_is_few_accounts_where_naive_and_many_where_skilled(city: Ask) -> None:
    sql = """select count(*) / count(distinct account_id), date_diff('day', min(occurred_at), max(occurred_at))
        from false_orders where behaviour = 'reverse_brushing' and skill = '{}' group by ring_id order by count(*) desc limit 1"""
    naive, skilled = city(sql.format("naive"))[0], city(sql.format("skilled"))[0]
    assert naive[0] >= 5 > 3 >= skilled[0]
    assert naive[1] <= 12


def test_whoever_is_brushed_by_a_rival_is_reported_for_it_soon_after(city: Ask) -> None:
    sql = """select count(*) from complaints c join (select merchant_id, min(occurred_at) as began, max(occurred_at) as ended
        from false_orders where behaviour = 'reverse_brushing' group by 1) f on c.entity_id = f.merchant_id and c.kind = 'fake_sales'
        where c.occurred_at between began and ended + interval 20 days"""
    assert city(sql)[0][0] >= 1
    out_of_the_blue = """select count(*) from verdicts v where measure in ('search_demotion', 'points_deducted', 'sales_removed')
        and entity_id in (select merchant_id from false_orders where behaviour = 'reverse_brushing') and not exists (select 1
        from complaints c where c.entity_id = v.entity_id and c.occurred_at < v.occurred_at)"""
    assert city(out_of_the_blue) == [(0,)]
