"""Bought favourites, carts, likes and votes, and the honest taps among which they hide."""

from .ask import Ask

WORKERS = """(select entity_id from truth where entity_kind = 'account' and behaviour = 'fake_engagement' and skill = '{}')"""
GOODS = """(select entity_id from truth where entity_kind = 'product' and behaviour = 'fake_engagement' and skill = '{}')"""
TAPS = "('favourite', 'cart', 'like', 'share')"
ON_TARGET = f"visits v where account_id in {WORKERS} and product_id in {GOODS} and kind in {TAPS}"


def test_both_forms_are_judged_on_accounts_and_products(screens: Ask) -> None:
    for skill in ("naive", "skilled"):
        kinds = screens(f"select distinct entity_kind from truth where behaviour = 'fake_engagement' and skill = '{skill}'")
        assert {"account", "product", "merchant"} <= {row[0] for row in kinds}
    assert screens("select count(*) from truth where behaviour = 'fake_engagement' and entity_kind in ('order', 'review')") == [(0,)]


def test_naive_taps_come_without_a_look_in_short_sessions_and_skilled_ones_after_a_walk(screens: Ask) -> None:
    looked = f"""select avg((exists (select 1 from visits w where w.session_id = v.session_id and w.product_id = v.product_id
        and w.kind = 'view'))::int) from {ON_TARGET}"""
    assert screens(looked.format("naive", "naive"))[0][0] < 0.3 < 0.7 < screens(looked.format("skilled", "skilled"))[0][0]
    length = f"select median(dwell_s) from visits where kind = 'view' and session_id in (select session_id from {ON_TARGET})"
    assert screens(length.format("naive", "naive"))[0][0] < 12 < screens(length.format("skilled", "skilled"))[0][0]


def test_naive_taps_come_in_bulk_and_skilled_ones_over_weeks(screens: Ask) -> None:
    busiest = f"""select max(n) from (select count(distinct account_id) as n from {ON_TARGET}
        group by product_id, time_bucket(interval 6 hours, occurred_at))"""
    assert screens(busiest.format("naive", "naive"))[0][0] >= 8 > 6 >= screens(busiest.format("skilled", "skilled"))[0][0]
    # without the first and the last tenth: these people also shop for themselves, and like what they tap
    days = f"select date_diff('day', quantile_disc(occurred_at, 0.1), quantile_disc(occurred_at, 0.9)) from {ON_TARGET}"
    naive, skilled = screens(days.format("naive", "naive"))[0][0], screens(days.format("skilled", "skilled"))[0][0]
    assert naive <= 22
    assert skilled >= 14
    assert skilled > 1.5 * naive


def test_skilled_accounts_have_phones_of_their_own_and_naive_ones_share_some(screens: Ask) -> None:
    phones = f"select count(distinct account_id) / count(distinct device_id) from logins where account_id in {WORKERS}"
    assert screens(phones.format("naive"))[0][0] > 1.2 > screens(phones.format("skilled"))[0][0]


def test_the_same_people_tap_for_unrelated_shops(screens: Ask) -> None:
    sql = f"""select max(n) from (select count(distinct m.legal_entity_id) as n from {ON_TARGET.replace("visits v", "visits v")}
        group by account_id)"""
    sql = sql.replace("visits v where", "visits v join merchants m using (merchant_id) where")
    assert screens(sql.format("skilled", "skilled"))[0][0] >= 3


def test_likes_are_counted_under_the_reviews_that_were_liked(screens: Ask) -> None:
    sql = """select count(*), sum((n > r.likes)::int) from (select review_id, count(*) as n from visits where kind = 'like' group by review_id)
        join reviews r using (review_id)"""
    liked, wrong = screens(sql)[0]
    assert liked > 300
    assert wrong == 0


def test_sites_pay_cents_and_so_do_honest_payers(screens: Ask) -> None:
    paid = f"""select count(*) from payments where payee_id in {WORKERS.format("naive")} and payer_kind = 'outside' and amount < 10"""
    assert screens(paid)[0][0] >= 10


def test_honest_people_tap_without_a_look_too(screens: Ask) -> None:
    sql = """select kind, count(*), count(distinct account_id), avg((exists (select 1 from visits w where w.session_id = v.session_id
        and w.kind = 'view' and w.merchant_id = v.merchant_id))::int) from visits v
        where kind in ('favourite', 'follow', 'like', 'share', 'vote') and account_id not in
        (select entity_id from truth where entity_kind = 'account' and behaviour = 'fake_engagement') group by kind"""
    rows = {kind: (n, people, looked) for kind, n, people, looked in screens(sql)}
    assert set(rows) == {"favourite", "follow", "like", "share", "vote"}
    assert all(n > 400 and people > 200 for n, people, _ in rows.values())
    assert all(looked < 0.95 for _, _, looked in rows.values())


def test_a_gift_for_a_favourite_draws_a_crowd_of_strangers_in_two_days(screens: Ask) -> None:
    sql = """select max(n) from (select count(distinct account_id) as n from visits where kind = 'favourite' and product_id in
        (select entity_id from truth where entity_kind = 'product' and behaviour = 'hard:flash_sale')
        group by product_id, time_bucket(interval 12 hours, occurred_at))"""
    assert screens(sql)[0][0] >= 15


def test_a_vote_draws_thousands_in_a_week(screens: Ask) -> None:
    busiest = "select max(n) from (select count(distinct account_id) as n from visits where kind = 'vote' group by date_trunc('week', occurred_at))"
    assert screens(busiest)[0][0] > 60


def test_nobody_taps_before_they_or_the_thing_were_there(screens: Ask) -> None:
    taps = "('favourite', 'follow', 'like', 'share', 'vote')"
    sql = f"""select count(*) from visits v join accounts a using (account_id) left join products p using (product_id)
        left join reviews r using (review_id) where kind in {taps} and session_id not in (select session_id from orders)
        and review_id is not null and (v.occurred_at < a.registered_at or v.occurred_at < p.listed_at or v.occurred_at < r.occurred_at)"""
    assert screens(sql) == [(0,)]
