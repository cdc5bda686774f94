"""Every code of the design has a name in both languages; an unknown one is shown as it stands."""

import re

import pytest

from zhenxin.events.schema import ENTITY_KINDS
from zhenxin.report import names
from zhenxin.report.markup import listed
from zhenxin.rings.describe import KIND_WORDS

BEHAVIOURS = """
task_brushing, empty_parcel, gift_parcel, swapped_goods, paid_real_buyer, conditional_cashback, quota_dining, staff_brushing,
batch_accounts, device_farm, crowd_ring, fake_engagement, coattail_clicks, live_inflation, written_reviews, review_laundering, scalping,
reverse_brushing, malicious_refusal, review_extortion, hired_negative, subsidy_brushing, insider_collusion, compensation_abuse,
advance_payment_scam, hotline_spam, stolen_identity, data_scraping"""
LOOKALIKES = """
flash_sale, influencer, group_buy, company_order, dormitory, family_phone, light_goods, local_parcel, consumables,
any_review_reward, platform_trial, new_shop_friends, under_attack, victim, angry_buyer, high_return, truthful_claimant, heavy_reviewer,
taste_community, true_hotline, honest_places, shared_warehouse, parcel_station, carrier_nat, small_refund, commission, company_card,
virtual_goods, default_praise, second_hand_phone, busy_agent, fan_club"""
BOOKS = (names.BEHAVIOURS, names.LOOKALIKES, names.ROLES, names.EVIDENCE, names.STATES, names.PARTS, names.SHARED)


def test_every_behaviour_and_lookalike_of_the_design_has_a_name() -> None:
    assert set(names.BEHAVIOURS) == set(re.findall(r"\w+", BEHAVIOURS))
    assert set(names.LOOKALIKES) == set(re.findall(r"\w+", LOOKALIKES))


def test_every_kind_of_entity_has_a_noun_and_no_other() -> None:
    assert set(names.NOUNS) == set(ENTITY_KINDS)


def test_every_name_is_english_and_chinese() -> None:
    for book in BOOKS:
        for said in book.values():
            assert said.en.isascii()
            assert re.search(r"[一-鿿]", said.zh) or said.zh.isascii() is False


def test_no_name_calls_anything_illegal() -> None:
    said = " ".join(f"{text.en} {text.zh}" for book in BOOKS for text in book.values())
    assert not re.search(r"illegal|crime|criminal|违法|犯罪|诈骗|骗", said)


@pytest.mark.parametrize(
    ("number", "kind", "expected"),
    [
        pytest.param(1, "merchant", "1 shop", id="one"),
        pytest.param(1240, "order", "1,240 orders", id="many"),
        pytest.param(2, "staff", "2 staff members", id="an odd plural"),
        pytest.param(3, "comet", "3 comet", id="an unknown kind"),
    ],
)
def test_counted(number: int, kind: str, expected: str) -> None:
    assert names.counted(number, kind).en == expected


def test_an_unknown_code_is_shown_as_it_stands() -> None:
    assert names.behaviour("moon_brushing").zh == "moon brushing"


def test_things_in_a_row() -> None:
    shops, orders, reviews = (names.counted(2, kind) for kind in ("merchant", "order", "review"))
    assert listed([shops, orders, reviews]).en == "2 shops, 2 orders and 2 reviews"
    assert listed([shops, orders, reviews]).zh == "2 家店铺、2 笔订单和 2 条评价"
    assert listed([]).en == ""


@pytest.mark.parametrize("kind", sorted(KIND_WORDS))
def test_whatever_ties_a_ring_has_a_name_in_both_languages(kind: str) -> None:
    assert kind in names.SHARED
    assert names.SHARED[kind].en != names.SHARED[kind].zh
