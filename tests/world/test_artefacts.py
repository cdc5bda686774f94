"""Whoever knows no answer key cannot tell false from honest by how a row is written down."""

import numpy as np
import pytest
from scipy.stats import rankdata

from zhenxin.world.categories import CATEGORIES
from zhenxin.world.texts.bank import OF_CATEGORY

from .ask import Ask

KEYS = {"order": "order_id", "account": "account_id", "review": "review_id"}
ARTEFACTS = [
    ("order", "('0x' || substr(order_id, 2, 8))::bigint"),
    ("order", "('0x' || right(session_id, 8))::bigint"),
    ("order", "('0x' || right(basket_id, 8))::bigint"),
    ("order", "epoch_us(occurred_at) % 1000000"),
    ("order", "epoch_us(status_at) % 1000000"),
    ("order", "epoch(occurred_at)::bigint % 60"),
    ("order", "length(order_id) + length(account_id) + length(address_hash)"),
    ("order", "(device_id is null)::int + (receiver_hash is null)::int + (ip is null)::int + (product_id is null)::int"),
    ("account", "('0x' || substr(account_id, 2, 8))::bigint"),
    ("account", "epoch_us(registered_at) % 1000000"),
    ("account", "(avatar_hash is null)::int"),
    ("account", "(referrer_id is null)::int"),
    ("account", "(register_device_id is null)::int"),
    ("account", "try_cast(phone_prefix as int)"),
    ("review", "('0x' || substr(review_id, 2, 8))::bigint"),
    ("review", "epoch_us(occurred_at) % 1000000"),
    ("review", "(order_id is null)::int"),
    ("review", "likes"),
    ("review", "(deleted_at is null)::int"),
]


def auc(values: np.ndarray, false: np.ndarray) -> float:
    ranks = rankdata(values)
    n = int(false.sum())
    return (ranks[false].sum() - n * (n + 1) / 2) / (n * (len(values) - n))


@pytest.mark.parametrize(("kind", "value"), ARTEFACTS, ids=lambda part: part)
def test_an_artefact_says_nothing(city: Ask, kind: str, value: str) -> None:
    rows = city(
        f"""select coalesce(({value})::double, -1), t.entity_id is not null from {kind}s x left join
            (select distinct entity_id from truth where entity_kind = '{kind}' and not starts_with(behaviour, 'hard:')) t
            on t.entity_id = x.{KEYS[kind]}"""
    )
    values, false = np.array([row[0] for row in rows]), np.array([row[1] for row in rows], dtype=bool)
    allowed = 0.03 + 0.6 / np.sqrt(false.sum())
    assert abs(auc(values, false) - 0.5) < allowed


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
