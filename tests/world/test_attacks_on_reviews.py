"""Reviews that are bought with a few yuan, moved, hired against a rival, or meant to extort: the traces, and who is no party."""

import pytest

from .ask import Ask

FALSE_REVIEWS = (
    """reviews r join truth t on t.entity_kind = 'review' and t.entity_id = r.review_id and t.behaviour = '{}' and t.skill = '{}'"""
)
MONEY = "kind in ('transfer', 'red_packet')"
JUDGED = {
    "conditional_cashback": {"review", "merchant"},
    "review_laundering": {"review", "product"},
    "review_extortion": {"review", "account", "order"},
    "hired_negative": {"review", "account"},
}


@pytest.mark.parametrize("behaviour", sorted(JUDGED))
@pytest.mark.parametrize("skill", ["naive", "skilled"])
def test_each_is_there_in_both_forms_with_all_it_is_judged_on(city: Ask, behaviour: str, skill: str) -> None:
    kinds = {row[0] for row in city(f"select distinct entity_kind from truth where behaviour = '{behaviour}' and skill = '{skill}'")}
    assert JUDGED[behaviour] <= kinds


@pytest.mark.parametrize("behaviour", ["conditional_cashback", "review_laundering"])
def test_orders_under_bought_or_moved_reviews_stay_honest(city: Ask, behaviour: str) -> None:
    assert city(f"select count(*) from truth where behaviour = '{behaviour}' and entity_kind = 'order'") == [(0,)]


@pytest.mark.parametrize(("behaviour", "code"), [("review_extortion", "victim"), ("hired_negative", "under_attack")])
def test_shops_that_are_slated_are_victims(city: Ask, behaviour: str, code: str) -> None:
    sql = f"""select count(distinct r.merchant_id), count(distinct h.entity_id) from reviews r join truth t on t.entity_kind = 'review'
        and t.entity_id = r.review_id and t.behaviour = '{behaviour}' left join truth h on h.entity_kind = 'merchant'
        and h.entity_id = r.merchant_id and h.behaviour in ('hard:{code}', 'hard:victim', 'hard:under_attack')"""
    shops, spared = city(sql)[0]
    assert shops >= 2
    assert spared == shops


def test_cashback_brings_five_stars_soon_and_only_from_some(city: Ask) -> None:
    def hours(skill: str) -> float:
        sql = f"""select median(date_diff('second', s.occurred_at, r.occurred_at)) / 3600 from {FALSE_REVIEWS} join parcels using (order_id)
            join scans s using (parcel_id) where s.kind = 'signed'"""
        return city(sql.format("conditional_cashback", skill))[0][0]

    assert hours("naive") < 10 < hours("skilled")
    stars = f"select min(rating) from {FALSE_REVIEWS}"
    assert city(stars.format("conditional_cashback", "naive")) == [(5,)]
    others = """select count(*) from reviews anti join truth t on t.entity_kind = 'review' and t.entity_id = review_id
        and t.behaviour = 'conditional_cashback' where merchant_id in (select entity_id from truth where entity_kind = 'merchant'
        and behaviour = 'conditional_cashback')"""
    assert city(others)[0][0] >= 5


def test_naive_cashback_shows_small_sums_after_the_review_and_skilled_less(city: Ask) -> None:
    sql = f"""select avg((exists (select 1 from payments p where p.payee_id = r.account_id and p.{MONEY} and p.amount <= 6
        and p.occurred_at between r.occurred_at and r.occurred_at + interval 40 hours))::int) from {FALSE_REVIEWS}"""
    naive, skilled = (city(sql.format("conditional_cashback", skill))[0][0] for skill in ("naive", "skilled"))
    assert naive > 0.55 > 0.5 > skilled


def test_cards_are_in_parcels_of_cashback_shops_and_in_honest_ones(city: Ask) -> None:
    sql = """select count(*), count(distinct text), count(photo_hashes) from messages where channel = 'parcel_insert' and merchant_id {} in
        (select entity_id from truth where entity_kind = 'merchant' and behaviour = 'conditional_cashback' and skill = 'naive')"""
    cards, texts, pictures = city(sql.format(""))[0]
    assert cards >= 1
    assert texts <= 8
    assert pictures
    assert city(sql.format("not"))[0][0] > 3 * cards


def test_hired_reviewers_burst_where_naive_and_drip_where_skilled(city: Ask) -> None:
    days = f"select date_diff('day', min(r.occurred_at), max(r.occurred_at)), max(rating) from {FALSE_REVIEWS}"
    naive, skilled = (city(days.format("hired_negative", skill))[0] for skill in ("naive", "skilled"))
    assert naive[0] <= 14 < skilled[0]
    assert naive[1] == 1
    assert skilled[1] <= 2


def test_extorted_reviews_come_within_minutes_where_naive_and_go_once_paid(city: Ask) -> None:
    sql = f"""select median(date_diff('second', s.occurred_at, r.occurred_at)) / 60 from {FALSE_REVIEWS} join parcels using (order_id)
        join scans s using (parcel_id) where s.kind = 'signed'"""
    naive, skilled = (city(sql.format("review_extortion", skill))[0][0] for skill in ("naive", "skilled"))
    assert naive < 30
    assert skilled > 24 * 60
    gone = f"select avg(coalesce(deleted_by = 'author', false)::int) from {FALSE_REVIEWS}"
    honest = city("""select avg(coalesce(deleted_by = 'author', false)::int) from reviews r anti join truth t on t.entity_kind = 'review'
        and t.entity_id = r.review_id and not starts_with(t.behaviour, 'hard:') where rating <= 2""")[0][0]
    assert city(f"select count(*) from {FALSE_REVIEWS} where deleted_by = 'author'".format("review_extortion", "naive"))[0][0] >= 3
    assert city(gone.format("review_extortion", "naive"))[0][0] > 0.4
    assert 0.01 < honest < 0.3


def test_naive_gangs_are_paid_into_one_account_by_shops_or_owners(city: Ask) -> None:
    sql = """select count(*), count(distinct p.payer_id) from payments p join truth t on t.entity_kind = 'payee' and t.entity_id = p.payee_id
        and t.behaviour = 'review_extortion' and t.skill = 'naive' where p.kind in ('transfer', 'red_packet') and p.amount >= 100"""
    times, payers = city(sql)[0]
    assert times >= 3
    assert payers >= 2


def test_honest_authors_also_take_a_bad_review_down_after_money(city: Ask) -> None:
    sql = """select count(*) from reviews r anti join truth t on t.entity_kind = 'review' and t.entity_id = r.review_id
        and not starts_with(t.behaviour, 'hard:') where rating <= 2 and deleted_by = 'author' and exists (select 1 from payments p
        where p.payee_id = r.account_id and p.kind in ('refund', 'compensation', 'transfer', 'red_packet')
        and p.occurred_at between r.occurred_at and r.deleted_at)"""
    assert city(sql)[0][0] >= 10


def test_moved_reviews_stand_under_another_product_than_was_bought_or_under_a_page_that_sold_something_else(city: Ask) -> None:
    sql = f"""select count(*), avg((o.product_id <> r.product_id or (select count(distinct category) from listings l
        where l.product_id = r.product_id) > 1)::int) from {FALSE_REVIEWS} join orders o using (order_id)"""
    for skill in ("naive", "skilled"):
        reviews, elsewhere = city(sql.format("review_laundering", skill))[0]
        assert reviews >= 5
        assert elsewhere == 1
    honest = """select count(*) from reviews r join orders o using (order_id) anti join truth t on t.entity_kind = 'review'
        and t.entity_id = r.review_id and t.behaviour = 'review_laundering' where o.product_id <> r.product_id"""
    assert city(honest)[0][0] >= 20


def test_skilled_titles_creep_and_naive_ones_switch(city: Ask) -> None:
    sql = """select max(n) from (select count(*) as n from listings where product_id in (select entity_id from truth
        where entity_kind = 'product' and behaviour = 'review_laundering' and skill = '{}') group by product_id)"""
    assert city(sql.format("naive"))[0][0] == 2
    assert city(sql.format("skilled"))[0][0] >= 4


def test_pages_change_honestly_too_and_the_last_version_is_what_is_sold(city: Ask) -> None:
    edited = "select count(*) from (select product_id from listings group by 1 having count(*) > 1)"
    assert city(edited)[0][0] > 100
    last = """select count(*) from (select product_id, arg_max(title, occurred_at) as title from listings group by 1) l
        join products p using (product_id) where l.title <> p.title"""
    assert city(last) == [(0,)]
