"""The traces each behaviour leaves, and where naive and skilled differ."""

import numpy as np
import pytest

from .ask import Ask

FACTS = """
with looks as (
    select o.order_id, max(v.dwell_s) as dwell, max(v.list_position) as position, any_value(v.search_query) as query
    from orders o join visits v on v.session_id = o.session_id and v.product_id = o.product_id and v.kind in ('view', 'compare')
    group by o.order_id),
all_orders as (
    select *, coalesce(f.behaviour, 'honest') as what, coalesce(f.skill, '') as how from orders o left
    join (select order_id, behaviour, skill from false_orders) f using (order_id))
"""


def median(city: Ask, value: str, behaviour: str, skill: str, joins: str = "") -> float:
    sql = f"""{FACTS} select median({value}) from all_orders o left join looks l using (order_id) {joins}
        where what = '{behaviour}' and how = '{skill}'"""
    return city(sql)[0][0]


PARCEL = "join parcels p using (order_id) join products g using (product_id)"


@pytest.mark.parametrize("behaviour", ["task_brushing", "device_farm", "written_reviews"])
@pytest.mark.parametrize("skill", ["naive", "skilled"])
def test_each_behaviour_is_there_in_both_forms_with_all_it_is_judged_on(city: Ask, behaviour: str, skill: str) -> None:
    kinds = {row[0] for row in city(f"select distinct entity_kind from truth where behaviour = '{behaviour}' and skill = '{skill}'")}
    assert {"order", "review", "account", "merchant"} <= kinds
    assert ("device" in kinds) == (behaviour == "device_farm")


def test_naive_tasks_open_a_deep_product_by_a_rare_phrase_and_look_six_minutes(city: Ask) -> None:
    assert 300 <= median(city, "dwell", "task_brushing", "naive") <= 420
    assert median(city, "dwell", "honest", "") < 90
    assert median(city, "position", "task_brushing", "naive") > 4 * median(city, "position", "honest", "")
    spread = f"""{FACTS} select stddev(ln(dwell)) from all_orders join looks using (order_id)
        where what = 'task_brushing' and how = '{{}}' and query is not null"""
    assert city(spread.format("naive"))[0][0] < 0.25 < city(spread.format("skilled"))[0][0]


def test_a_naive_phrase_is_typed_by_many_workers_and_hardly_by_anybody_else(city: Ask) -> None:
    sql = f"""{FACTS} select search_query, count(distinct v.account_id) filter (o.what = 'task_brushing') as workers,
            count(distinct v.account_id) as people
        from visits v join all_orders o using (session_id) where kind = 'search' and search_query in
            (select query from looks join all_orders using (order_id) where what = 'task_brushing' and how = 'naive')
        group by 1 order by workers desc limit 1"""
    _, workers, people = city(sql)[0]
    assert workers >= 8
    assert workers / people > 0.7


def test_skilled_tasks_sleep_over_it_compare_and_chat_first(city: Ask) -> None:
    before = """select avg((exists (select 1 from visits v where v.account_id = o.account_id and {what}
        and v.occurred_at between o.occurred_at - interval 36 hours and o.occurred_at - interval {gap}
        and not exists (select 1 from orders b where b.session_id = v.session_id and b.order_id <> o.order_id)))::int)
        from false_orders o where behaviour = 'task_brushing' and skill = '{skill}'"""
    for what, gap in (("v.product_id = o.product_id", "8 hours"), ("v.kind = 'compare'", "1 second"), ("v.kind = 'chat'", "1 second")):
        naive, skilled = (city(before.format(what=what, gap=gap, skill=skill))[0][0] for skill in ("naive", "skilled"))
        assert skilled > 0.35 > naive


def test_naive_parcels_weigh_next_to_nothing_and_skilled_ones_what_the_catalogue_says(city: Ask) -> None:
    assert median(city, "p.weight_g", "task_brushing", "naive", PARCEL) < 60
    off = "abs(p.weight_g / (g.spec_weight_g * o.quantity) - 1)"
    assert median(city, off, "task_brushing", "skilled", PARCEL) <= 0.011
    assert median(city, off, "honest", "", PARCEL) > 0.04


def test_naive_parcels_have_two_scans_and_skilled_ones_the_whole_way(city: Ask) -> None:
    scans = "(select count(*) from scans s where s.parcel_id = p.parcel_id)"
    assert median(city, scans, "task_brushing", "naive", PARCEL) == 2
    assert median(city, scans, "task_brushing", "skilled", PARCEL) >= 4


def test_a_hub_sends_for_several_shops_of_a_ring_that_have_a_warehouse_of_their_own(city: Ask) -> None:
    sql = """select p.sender_hash, count(distinct f.merchant_id) from false_orders f join parcels p using (order_id)
        where behaviour = 'task_brushing' and exists (select 1 from truth t where t.entity_kind = 'sender'
            and t.entity_id = p.sender_hash) group by 1"""
    hubs = city(sql)
    assert hubs
    assert max(shops for _, shops in hubs) >= 2
    own = """select count(distinct p.sender_hash) from orders o join parcels p using (order_id)
        where o.merchant_id in (select merchant_id from false_orders where behaviour = 'task_brushing')"""
    assert city(own)[0][0] > len(hubs)


def test_naive_tasks_come_in_drops_and_skilled_ones_drip(city: Ask) -> None:
    busiest = """select avg(n) from (select count(*) as n from false_orders where behaviour = 'task_brushing' and skill = '{}'
        group by merchant_id, date_trunc('day', occurred_at))"""
    assert city(busiest.format("naive"))[0][0] >= 8 > city(busiest.format("skilled"))[0][0]
    weeks = """select date_diff('day', min(occurred_at), max(occurred_at)) / 7 from false_orders
        where behaviour = 'task_brushing' and skill = '{}'"""
    assert city(weeks.format("naive"))[0][0] <= 7 <= city(weeks.format("skilled"))[0][0]


def test_naive_money_comes_back_on_the_day_with_a_fee_and_skilled_money_seldom_shows(city: Ask) -> None:
    sql = """select count(*) / (select count(*) from false_orders where behaviour = 'task_brushing' and skill = '{0}')
        from false_orders f where behaviour = 'task_brushing'
        and skill = '{0}' and exists (select 1 from payments p where p.payee_id = f.account_id and p.kind in ('transfer', 'red_packet')
        and p.amount - f.amount between 3 and 9 and p.occurred_at between f.occurred_at and f.occurred_at + interval 12 hours)"""
    assert city(sql.format("naive"))[0][0] > 0.6
    assert city(sql.format("skilled"))[0][0] < 0.1


def test_naive_praise_is_copied_and_skilled_praise_is_not(city: Ask) -> None:
    def likeness(skill: str) -> float:
        sql = f"""with r as (select r.product_id, r.review_id, r.text from reviews r join truth t on t.entity_kind = 'review'
            and t.entity_id = r.review_id
            where behaviour = 'task_brushing' and skill = '{skill}' and length(r.text) > 8)
            select quantile_cont(best, 0.5) from (select max(jaccard(a.text, b.text)) as best from r a
            join r b on a.product_id = b.product_id
            and a.review_id <> b.review_id group by a.review_id)"""
        return city(sql)[0][0]

    assert likeness("naive") > 0.85
    assert likeness("skilled") < 0.75


def test_workers_live_a_private_life_that_is_honest(city: Ask) -> None:
    sql = """select count(*), count(distinct o.merchant_id), avg((o.device_id is not null)::int) from honest_orders o
        where o.account_id in (select entity_id from truth where entity_kind = 'account' and behaviour = 'task_brushing')"""
    orders, shops, _ = city(sql)[0]
    assert orders > 30
    assert shops > 20


def test_shops_of_a_ring_have_honest_buyers_too(city: Ask) -> None:
    sql = "select count(*) from honest_orders where merchant_id in (select distinct merchant_id from false_orders)"
    assert city(sql)[0][0] > 50


def test_a_naive_farm_has_several_accounts_a_phone_of_one_make_that_never_moves(city: Ask) -> None:
    sql = """select count(distinct account_id) / count(distinct device_id) from false_orders
        where behaviour = 'device_farm' and skill = '{}'"""
    assert city(sql.format("naive"))[0][0] >= 2
    assert city(sql.format("skilled"))[0][0] <= 1.3
    rack = """select count(distinct rom_hash) / count(*), avg(charging_share), avg(motion_share) from devices
        join truth on entity_kind = 'device'
        and entity_id = device_id and behaviour = 'device_farm' and skill = 'naive'"""
    makes, charging, motion = city(rack)[0]
    assert makes < 0.7  # a rack of three may have one phone of another make
    assert charging > 0.9
    assert motion < 0.1


def test_a_naive_farm_is_behind_one_line_and_a_skilled_one_on_many_networks(city: Ask) -> None:
    lines = "select count(distinct ip) / count(*) from false_orders where behaviour = 'device_farm' and skill = '{}'"
    assert city(lines.format("naive"))[0][0] < 0.2
    mobile = "select avg((ip_kind = 'mobile')::int) from false_orders where behaviour = 'device_farm' and skill = '{}'"
    assert city(mobile.format("naive"))[0][0] < 0.2 < 0.6 < city(mobile.format("skilled"))[0][0]


def test_naive_farm_accounts_were_registered_together_and_skilled_ones_bought(city: Ask) -> None:
    sql = """select stddev(epoch(registered_at)) / 86400 from accounts join truth on entity_kind = 'account' and entity_id = account_id
        and behaviour = 'device_farm' and skill = '{}'"""
    assert city(sql.format("naive"))[0][0] < 30 < city(sql.format("skilled"))[0][0]


def test_farm_accounts_are_filled_up_before_they_buy(city: Ask) -> None:
    sql = """select count(distinct f.account_id) from false_orders f join payments p on p.payee_id = f.account_id
        and p.payer_kind = 'outside'
        and p.occurred_at between f.occurred_at - interval 2 days and f.occurred_at where behaviour = 'device_farm'
            and skill = 'naive'"""
    everyone = city("select count(distinct account_id) from false_orders where behaviour = 'device_farm' and skill = 'naive'")[0][0]
    assert city(sql)[0][0] > 0.6 * everyone


WRITTEN = """reviews r join truth t on t.entity_kind = 'review' and t.entity_id = r.review_id
    and t.behaviour = 'written_reviews' and t.skill = '{}'"""


def test_naive_writers_praise_before_the_parcel_came_and_skilled_ones_wait(city: Ask) -> None:
    early = f"""select avg((r.occurred_at < s.occurred_at)::int) from {WRITTEN} join parcels p using (order_id)
        join scans s on s.parcel_id = p.parcel_id and s.kind = 'signed'"""
    assert city(early.format("naive"))[0][0] > 0.25
    assert city(early.format("skilled"))[0][0] == 0


def test_writers_share_pictures_of_a_pack_and_careful_ones_crop_them(city: Ask) -> None:
    def nearest(source: str) -> float:
        codes = np.array([int(row[0], 16) for row in city(f"select unnest(photo_hashes) from {source} limit 400")], dtype=np.uint64)
        apart = np.bitwise_count(codes[:, None] ^ codes[None, :]).astype(np.float64)
        np.fill_diagonal(apart, 64)
        return float(np.quantile(apart.min(axis=1), 0.3))  # four or more in ten come from the pack

    honest = "(select r.* from reviews r anti join truth on entity_kind = 'review' and entity_id = review_id order by review_id)"
    assert nearest(WRITTEN.format("naive")) <= 3 < nearest(WRITTEN.format("skilled")) <= 12 < nearest(honest)


def test_some_written_reviews_have_an_order_under_them_and_some_have_none(city: Ask) -> None:
    share = city(f"select avg((order_id is null)::int) from {WRITTEN.format('naive')}")[0][0]
    assert 0.1 < share < 0.9
    honest = city("""select avg((order_id is null)::int) from reviews anti join truth on entity_kind = 'review'
        and entity_id = review_id""")[0][0]
    assert honest > 0.05


def test_careful_rings_ask_the_same_questions_again(city: Ask) -> None:
    sql = """select max(n) from (select text, count(*) as n from messages where sender_id in (select entity_id from truth
        where entity_kind = 'account'
        and behaviour = 'task_brushing' and skill = 'skilled') and length(text) > 8 group by text)"""
    assert city(sql)[0][0] >= 2
