"""Clicks that tie a target to a hot item, pages that are copied by the thousand, and honest people who do much the same."""

from .ask import Ask


def ids(kind: str, behaviour: str, skill: str) -> str:
    return f"(select entity_id from truth where entity_kind = '{kind}' and behaviour = '{behaviour}' and skill = '{skill}')"


def pairs(skill: str, clickers: str = "in") -> str:
    """Sessions in which one account opened a hot item and a target."""
    hot = "(select entity_id from truth where entity_kind = 'product' and behaviour = 'hard:victim')"
    target, people = ids("product", "coattail_clicks", skill), ids("account", "coattail_clicks", skill)
    return f"""(select a.account_id, a.product_id as hot, b.product_id as target, min(a.occurred_at) as met, a.session_id from visits a
        join visits b using (session_id) where a.kind = 'view' and b.kind = 'view' and a.product_id in {hot} and b.product_id in {target}
        and a.account_id {clickers} {people} group by all)"""


def test_coattail_clicks_are_judged_on_accounts_and_products_and_the_hot_item_is_a_victim(city: Ask) -> None:
    for skill in ("naive", "skilled"):
        kinds = city(f"select distinct entity_kind from truth where behaviour = 'coattail_clicks' and skill = '{skill}'")
        assert {"account", "product"} <= {row[0] for row in kinds}
        assert city(f"select count(distinct hot) from {pairs(skill)}")[0][0] >= 1


def test_hired_accounts_click_target_and_hot_item_together_again_and_again(city: Ask) -> None:
    for skill in ("naive", "skilled"):
        hired, each = city(f"select count(*), count(*) / count(distinct account_id) from {pairs(skill)}")[0]
        assert hired >= 20
        assert each >= 2
        others = city(f"select count(*) / greatest(count(distinct account_id), 1) from {pairs(skill, 'not in')}")[0][0]
        assert each > 1.4 * others


def test_naive_pairs_come_back_to_back_within_days_and_skilled_ones_with_clicks_between_over_weeks(city: Ask) -> None:
    days = "select date_diff('day', min(met), max(met)) from {}"
    assert city(days.format(pairs("naive")))[0][0] <= 15 < city(days.format(pairs("skilled")))[0][0]
    others = """select avg(n) from (select (select count(*) from visits v where v.session_id = p.session_id and v.kind = 'view'
        and v.product_id not in (p.hot, p.target)) as n from {} p)"""
    pairs_a_session = "select avg(n) from (select count(*) as n from {} group by session_id)"
    assert city(pairs_a_session.format(pairs("naive")))[0][0] >= 1
    assert city(others.format(pairs("skilled")))[0][0] >= 1.5
    dwell = "select stddev(ln(dwell_s)) from visits where kind = 'view' and session_id in (select session_id from {})"
    assert city(dwell.format(pairs("naive")))[0][0] < 0.4 < 0.7 < city(dwell.format(pairs("skilled")))[0][0]


def test_honest_people_go_from_hot_items_to_what_is_shown_beside_them(city: Ask) -> None:
    sql = """select max(n) from (select a.product_id, b.product_id, count(distinct a.account_id) as n from visits a
        join visits b using (session_id) where a.kind = 'view' and b.kind = 'view' and a.product_id < b.product_id
        and a.account_id not in (select entity_id from truth where not starts_with(behaviour, 'hard:')) group by 1, 2)"""
    assert city(sql)[0][0] >= 15


NAIVE, SKILLED = (ids("account", "data_scraping", skill) for skill in ("naive", "skilled"))
VIEWS = "visits where kind = 'view' and account_id in {}"


def test_scrapers_are_judged_on_accounts_alone(city: Ask) -> None:
    assert city("select distinct entity_kind from truth where behaviour = 'data_scraping'") == [("account",)]


def test_naive_scrapers_open_hundreds_of_pages_by_night_without_dwell_and_skilled_ones_are_many(city: Ask) -> None:
    each = "select min(n) from (select count(*) as n from " + VIEWS + " group by account_id)"
    most = "select median(n) from (select count(*) as n from " + VIEWS + " group by account_id)"
    assert city(each.format(NAIVE))[0][0] > 200
    assert city(most.format(SKILLED))[0][0] < 400
    assert city(f"select count(*) from {NAIVE}")[0][0] < city(f"select count(*) from {SKILLED}")[0][0]
    dwell = "select median(dwell_s), stddev(ln(dwell_s)) from " + VIEWS
    naive, skilled = (city(dwell.format(people))[0] for people in (NAIVE, SKILLED))
    assert naive[0] < 2.5 < 7 < skilled[0]
    assert naive[1] < 0.5 < skilled[1]
    night = "select avg((hour(occurred_at + interval 8 hours) between 0 and 6)::int) from " + VIEWS
    assert city(night.format(NAIVE))[0][0] > 0.6 > 0.2 > city(night.format(SKILLED))[0][0]


def test_naive_scrapers_go_down_the_lists_from_hosts_and_skilled_ones_change_lines(city: Ask) -> None:
    steps = f"""select avg((list_position - before = 1)::int) from (select list_position, lag(list_position) over
        (partition by session_id order by occurred_at) as before from {VIEWS.format(NAIVE)}) where before is not null"""
    assert city(steps)[0][0] > 0.8
    hosted = "select avg((ip_kind in ('hosting', 'proxy'))::int) from logins where account_id in {}"
    assert city(hosted.format(NAIVE))[0][0] > 0.3 > 0.1 > city(hosted.format(SKILLED))[0][0]
    lines = "select count(distinct ip) / count(*) from logins where ip_kind = 'home' and account_id in {}"
    honest = "(select account_id from accounts where account_id not in (select entity_id from truth))"
    assert city(lines.format(SKILLED))[0][0] > 1.3 * city(lines.format(honest))[0][0] * 0.5
    assert city(f"select avg((kind = 'cart')::int) from visits where account_id in {NAIVE}")[0][0] < 0.02


def test_editors_open_hundreds_of_pages_as_well_and_are_paid_commissions(city: Ask) -> None:
    editors = "(select entity_id from truth where entity_kind = 'account' and behaviour = 'hard:commission')"
    most = f"select max(n) from (select count(*) as n from visits where kind in ('view', 'compare') and account_id in {editors} group by account_id)"
    assert city(most)[0][0] > 250
    paid = f"""select count(*) from payments where payer_kind = 'merchant' and kind = 'transfer' and payee_id in {editors}"""
    assert city(paid)[0][0] > 50


def test_carts_and_orders_are_a_small_part_of_what_is_seen(city: Ask) -> None:
    rows, views, carts = city("select count(*), sum((kind in ('view', 'compare'))::int), sum((kind = 'cart')::int) from visits")[0]
    orders = city("select count(*) from orders")[0][0]
    assert 8 < rows / orders < 12
    assert carts / views < 0.2
