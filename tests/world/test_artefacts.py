"""Whoever knows no answer key cannot tell false from honest by how a row is written down."""

from dataclasses import replace

import pytest

from zhenxin.world.categories import CATEGORIES
from zhenxin.world.texts.bank import OF_CATEGORY

from .artefacts import Sheet, letters_alone, sheet, told_apart, with_characters
from .ask import Ask

MOST = 0.55
"""The area under the curve that a boosted tree may reach by artefacts alone; 0.5 is chance."""


def within(found: Sheet) -> None:
    area, alone = told_apart(found)
    assert area <= MOST, f"{area:.3f}, most of it by {', '.join(f'{name} ({gain:.3f})' for gain, name in alone)}"


@pytest.fixture(scope="module")
def orders(market: Ask) -> Sheet:
    return sheet(market, "order")


@pytest.fixture(scope="module")
def letters(market: Ask, orders: Sheet) -> Sheet:
    return letters_alone(market, orders)


def test_how_an_order_is_written_down_says_nothing(orders: Sheet) -> None:
    within(orders)


@pytest.mark.parametrize("kind", ["account", "review", "merchant"])
def test_how_a_row_is_written_down_says_nothing(market: Ask, kind: str) -> None:
    within(sheet(market, kind))


def test_the_letters_of_a_shops_name_say_nothing(market: Ask) -> None:
    within(with_characters(market, sheet(market, "merchant"), "select merchant_id, name from merchants"))


def test_the_letters_of_what_is_bought_say_nothing(letters: Sheet) -> None:
    within(letters)


def test_the_tree_finds_an_artefact_where_there_is_one(orders: Sheet) -> None:
    found = replace(orders, values=orders.values.copy())
    found.values[found.false, found.names.index("occurred_at_micros")] = 0
    assert told_apart(found)[0] > MOST


def test_the_tree_finds_a_letter_that_only_false_orders_have(letters: Sheet) -> None:
    found = replace(letters, values=letters.values.copy())
    found.values[:, 0] = found.false
    assert told_apart(found)[0] > MOST


def test_every_paid_order_has_its_payment_whoever_placed_it(city: Ask) -> None:
    sql = """select count(*) from {} o where status in ('paid', 'shipped', 'signed', 'returned')
        and not exists (select 1 from payments p where p.order_id = o.order_id and p.kind = 'order')"""
    assert city(sql.format("false_orders")) == [(0,)]
    assert city(sql.format("honest_orders")) == [(0,)]


def test_every_sent_order_with_goods_has_a_parcel_whoever_placed_it(city: Ask) -> None:
    sql = """select count(*) from {} o join products p using (product_id) where status in ('shipped', 'signed') and p.category not in ('充值卡券', '到店餐饮')
        and not exists (select 1 from parcels k where k.order_id = o.order_id)"""
    assert city(sql.format("false_orders")) == [(0,)]
    assert city(sql.format("honest_orders")) == [(0,)]


def test_rings_write_with_the_characters_that_everybody_writes_with(city: Ask) -> None:
    sql = """select unnest(string_split(text, '')) as letter, count(*) from reviews {} join truth t on t.entity_kind = 'review'
        and t.entity_id = review_id and not starts_with(t.behaviour, 'hard:') group by letter"""
    false, honest = (dict(city(sql.format(join))) for join in ("semi", "anti"))
    # a rare thing or fault may by chance be written about by a ring alone; a letter of its own in many reviews would be a mark
    things = {letter for item in CATEGORIES for word in item.nouns for letter in word}
    faults = {letter for aspects in OF_CATEGORY.values() for aspect in aspects for word in aspect.blame + aspect.praise for letter in word}
    strange = {letter: count for letter, count in false.items() if letter not in {*honest, *things, *faults}}
    assert len(strange) <= 6
    assert all(count <= 0.01 * sum(false.values()) for count in strange.values())


def test_amounts_of_false_orders_end_as_honest_ones_do(city: Ask) -> None:
    sql = "select distinct (amount * 100)::bigint % 10 from {}"
    assert set(city(sql.format("false_orders"))) <= set(city(sql.format("honest_orders")))
