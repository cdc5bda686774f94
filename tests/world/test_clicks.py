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


def test_coattail_clicks_are_judged_on_accounts_and_products_and_the_hot_item_is_a_victim(screens: Ask) -> None:
    for skill in ("naive", "skilled"):
        kinds = screens(f"select distinct entity_kind from truth where behaviour = 'coattail_clicks' and skill = '{skill}'")
        assert {"account", "product"} <= {row[0] for row in kinds}
        assert screens(f"select count(distinct hot) from {pairs(skill)}")[0][0] >= 1


def test_hired_accounts_click_target_and_hot_item_together_again_and_again(screens: Ask) -> None:
    for skill in ("naive", "skilled"):
        hired, each = screens(f"select count(*), count(*) / count(distinct account_id) from {pairs(skill)}")[0]
        assert hired >= 12
        assert each >= 2
        others = screens(f"select count(*) / greatest(count(distinct account_id), 1) from {pairs(skill, 'not in')}")[0][0]
        assert each > 1.4 * others


def test_naive_pairs_come_back_to_back_within_days_and_skilled_ones_with_clicks_between_over_weeks(screens: Ask) -> None:
    days = "select date_diff('day', min(met), max(met)) from {}"
    assert screens(days.format(pairs("naive")))[0][0] <= 15 < screens(days.format(pairs("skilled")))[0][0]
    others = """select avg(n) from (select (select count(*) from visits v where v.session_id = p.session_id and v.kind = 'view'
        and v.product_id not in (p.hot, p.target)) as n from {} p)"""
    pairs_a_session = "select avg(n) from (select count(*) as n from {} group by session_id)"
    assert screens(pairs_a_session.format(pairs("naive")))[0][0] >= 1
    assert screens(others.format(pairs("skilled")))[0][0] >= 1.5
    dwell = """select quantile_cont(dwell_s, 0.75) / quantile_cont(dwell_s, 0.25) from visits where kind = 'view'
        and session_id in (select session_id from {})"""
    assert screens(dwell.format(pairs("naive")))[0][0] < 1.5 < 2 < screens(dwell.format(pairs("skilled")))[0][0]


def test_honest_people_go_from_hot_items_to_what_is_shown_beside_them(screens: Ask) -> None:
    sql = """select max(n) from (select a.product_id, b.product_id, count(distinct a.account_id) as n from visits a
        join visits b using (session_id) where a.kind = 'view' and b.kind = 'view' and a.product_id < b.product_id
        and a.account_id not in (select entity_id from truth where not starts_with(behaviour, 'hard:')) group by 1, 2)"""
    assert screens(sql)[0][0] >= 15


NAIVE, SKILLED = (ids("account", "data_scraping", skill) for skill in ("naive", "skilled"))
VIEWS = "visits where kind = 'view' and account_id in {}"


def test_scrapers_are_judged_on_accounts_alone(screens: Ask) -> None:
    assert screens("select distinct entity_kind from truth where behaviour = 'data_scraping'") == [("account",)]


def test_naive_scrapers_open_hundreds_of_pages_by_night_without_dwell_and_skilled_ones_are_many(screens: Ask) -> None:
    each = "select min(n) from (select count(*) as n from " + VIEWS + " group by account_id)"
    most = "select median(n) from (select count(*) as n from " + VIEWS + " group by account_id)"
    assert screens(each.format(NAIVE))[0][0] > 200
    assert screens(most.format(SKILLED))[0][0] < 400
    assert screens(f"select count(*) from {NAIVE}")[0][0] < screens(f"select count(*) from {SKILLED}")[0][0]
    dwell = "select median(dwell_s), quantile_cont(dwell_s, 0.75) / quantile_cont(dwell_s, 0.25) from " + VIEWS
    naive, skilled = (screens(dwell.format(people))[0] for people in (NAIVE, SKILLED))
    assert naive[0] < 2.5 < 7 < skilled[0]
    assert naive[1] < 1.3 < 1.8 < skilled[1]
    night = "select avg((hour(occurred_at + interval 8 hours) between 0 and 6)::int) from " + VIEWS
    assert screens(night.format(NAIVE))[0][0] > 0.6 > 0.2 > screens(night.format(SKILLED))[0][0]


def test_naive_scrapers_go_down_the_lists_from_hosts_and_skilled_ones_change_lines(screens: Ask) -> None:
    steps = f"""select avg((list_position - before = 1)::int) from (select list_position, lag(list_position) over
        (partition by session_id order by occurred_at) as before from {VIEWS.format(NAIVE)}) where before is not null"""
    assert screens(steps)[0][0] > 0.8
    hosted = "select avg((ip_kind in ('hosting', 'proxy'))::int) from logins where account_id in {}"
    assert screens(hosted.format(NAIVE))[0][0] > 0.3 > 0.1 > screens(hosted.format(SKILLED))[0][0]
    lines = "select count(distinct ip) / count(*) from logins where ip_kind = 'home' and account_id in {}"
    honest = "(select account_id from accounts where account_id not in (select entity_id from truth))"
    assert screens(lines.format(SKILLED))[0][0] > 1.3 * screens(lines.format(honest))[0][0] * 0.5
    assert screens(f"select avg((kind = 'cart')::int) from visits where account_id in {NAIVE}")[0][0] < 0.02


def test_editors_open_hundreds_of_pages_as_well_and_are_paid_commissions(screens: Ask) -> None:
    editors = "(select entity_id from truth where entity_kind = 'account' and behaviour = 'hard:commission')"
    most = f"select max(n) from (select count(*) as n from visits where kind in ('view', 'compare') and account_id in {editors} group by account_id)"
    assert screens(most)[0][0] > 250
    paid = f"""select count(*) from payments where payer_kind = 'merchant' and kind = 'transfer' and payee_id in {editors}"""
    assert screens(paid)[0][0] > 50


def test_carts_and_orders_are_a_small_part_of_what_is_seen(screens: Ask) -> None:
    rows, views, carts = screens("select count(*), sum((kind in ('view', 'compare'))::int), sum((kind = 'cart')::int) from visits")[0]
    orders = screens("select count(*) from orders")[0][0]
    assert 8 < rows / orders < 12
    assert carts / views < 0.2
