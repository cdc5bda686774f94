"""Each innocent lookalike shares the trace that makes it hard, and lacks the act that would convict it."""

from .ask import Ask


def members(code: str, kind: str = "account") -> str:
    return f"(select entity_id from truth where entity_kind = '{kind}' and behaviour = 'hard:{code}')"


def test_a_dormitory_shares_wifi_line_address_and_some_phones(city: Ask) -> None:
    sql = f"""select max(n) from (select count(distinct account_id) as n from logins
            where account_id in {members("dormitory")} group by {{}})"""
    assert city(sql.format("wifi_hash"))[0][0] >= 8
    assert city(sql.format("ip"))[0][0] >= 8
    assert city(sql.format("device_id"))[0][0] >= 3
    assert (
        city(
            f"""select max(n) from (select count(distinct account_id) as n from orders
                where account_id in {members("dormitory")} group by address_hash)"""
        )[0][0]
        >= 8
    )


def test_a_flash_sale_is_a_burst_of_strangers_on_one_product(city: Ask) -> None:
    sql = f"""select count(*), count(distinct account_id) from orders where order_id in {members("flash_sale", "order")}
        group by product_id, date_trunc('day', occurred_at) order by 1 desc limit 1"""
    orders, people = city(sql)[0]
    assert orders >= 50
    assert people / orders > 0.85
    hours = f"""select quantile_cont(date_diff('minute', least_at, occurred_at), 0.8)
        from (select occurred_at, min(occurred_at) over (partition by product_id,
        date_trunc('day', occurred_at)) as least_at from orders where order_id in {members("flash_sale", "order")})"""
    assert city(hours)[0][0] < 180


def test_a_group_buy_goes_to_one_address_and_the_leader_is_paid_to_the_cent(city: Ask) -> None:
    orders = f"orders o where order_id in {members('group_buy', 'order')}"
    assert city(f"select max(n) from (select count(*) as n from {orders} group by address_hash)")[0][0] >= 10
    # the leader orders for all, or pays for all with one card: either way it is neighbours who pay neighbours
    back = f"""select count(*) from payments p where payer_id in {members("group_buy")} and payee_id in {members("group_buy")}
        and exists (select 1 from {orders} and p.amount = o.amount
        and p.occurred_at between o.occurred_at and o.occurred_at + interval 2 days)"""
    assert city(back)[0][0] >= 20


def test_a_fan_club_shares_shops_sender_and_keyword_and_nothing_comes_back(city: Ask) -> None:
    orders = f"orders o where order_id in {members('fan_club', 'order')}"
    assert (
        city(
            f"""select max(shops) from (select count(distinct merchant_id) as shops from {orders}
                and account_id in {members("fan_club")} group by account_id)"""
        )[0][0]
        >= 2
    )
    sender = f"""select count(distinct o.merchant_id), count(distinct o.account_id)
        from {orders.replace("orders o", "orders o join parcels p using (order_id)")} group by p.sender_hash
        order by 2 desc limit 1"""
    shops, fans = city(sender)[0]
    assert shops >= 3
    assert fans >= 10
    phrase = f"""select count(distinct v.account_id) as n from visits v join orders o using (session_id)
        where v.kind = 'search' and o.order_id in {members("fan_club", "order")} group by v.search_query
        order by n desc limit 1"""
    assert city(phrase)[0][0] >= 8


def test_new_shops_have_friends_who_order_first_and_speak_well_of_them(city: Ask) -> None:
    orders = f"""select o.occurred_at - m.opened_at < interval 60 days, o.region = m.region from orders o
        join merchants m using (merchant_id) where order_id in {members("new_shop_friends", "order")}"""
    rows = city(orders)
    assert len(rows) >= 10
    assert sum(near for _, near in rows) / len(rows) > 0.9


def test_a_shared_warehouse_is_the_main_sender_of_unrelated_shops(city: Ask) -> None:
    sql = f"""select count(distinct m.legal_entity_id) from parcels p join orders o using (order_id)
        join merchants m using (merchant_id)
        where p.sender_hash in {members("shared_warehouse", "sender")} group by p.sender_hash order by 1 desc limit 1"""
    assert city(sql)[0][0] >= 8


def test_an_overflow_warehouse_sends_a_minority_for_honest_shops(city: Ask) -> None:
    sql = f"""with sent as (select o.merchant_id, p.sender_hash, count(*) as n from honest_orders o
        join parcels p using (order_id) group by all),
        shares as (select *, n / sum(n) over (partition by merchant_id) as share, sum(n) over (partition by merchant_id) as total
        from sent)
        select count(distinct merchant_id) from shares where share between 0.05 and 0.35 and total >= 20
            and sender_hash in {members("shared_warehouse", "sender")}"""
    assert city(sql)[0][0] >= 5


def test_honest_weights_are_exact_in_some_shops(city: Ask) -> None:
    sql = """select count(*) from (select o.merchant_id from honest_orders o join parcels p using (order_id)
        join products g using (product_id)
        where spec_weight_g is not null group by o.merchant_id having avg((p.weight_g = g.spec_weight_g * o.quantity)::int) > 0.9
            and count(*) >= 10)"""
    assert city(sql)[0][0] >= 5


def test_light_and_local_parcels_look_empty_and_rushed_and_are_honest(city: Ask) -> None:
    light = f"select median(p.weight_g) from parcels p where order_id in {members('light_goods', 'order')}"
    assert city(light)[0][0] < 150
    local = f"""select median(n), median(hours)
        from (select count(*) as n, date_diff('hour', min(occurred_at), max(occurred_at)) as hours from scans
        join parcels p using (parcel_id)
        where p.order_id in {members("local_parcel", "order")} group by parcel_id having bool_or(kind = 'signed'))"""
    scans, hours = city(local)[0]
    assert scans <= 3
    assert hours < 16


def test_goods_without_a_parcel_are_signed_at_once(city: Ask) -> None:
    ids = members("virtual_goods", "order")
    assert city(f"select count(*) from parcels where order_id in {ids}") == [(0,)]
    assert city(
        f"select median(date_diff('second', occurred_at, status_at)) < 300 from orders where status = 'signed' and order_id in {ids}"
    ) == [(True,)]


def test_honest_people_repeat_set_praise_of_ten_characters_and_more(city: Ask) -> None:
    sql = f"""select max(n) from (select text, count(*) as n from reviews
        where review_id in {members("default_praise", "review")} and length(text) >= 10 group by text)"""
    assert city(sql)[0][0] >= 10


def test_friends_pay_prices_back_to_the_cent_and_firms_pay_crowds(city: Ask) -> None:
    back = """select count(*) from honest_orders o where exists (select 1 from payments p where p.payee_id = o.account_id
        and p.payer_kind = 'account'
        and p.amount = o.amount and p.occurred_at between o.occurred_at and o.occurred_at + interval 12 hours)"""
    assert city(back)[0][0] > 100
    crowd = f"""select max(n) from (select count(distinct payee_id) as n from payments
        where payee_id in {members("commission")} group by payer_id)"""
    assert city(crowd)[0][0] >= 15


def test_shops_send_small_sums_to_honest_buyers(city: Ask) -> None:
    sql = f"""select median(p.amount), count(*) from payments p join orders o using (order_id)
        where p.kind in ('refund', 'transfer', 'red_packet') and p.amount < 15 and p.amount < o.amount
        and o.order_id in {members("small_refund", "order")}"""
    amount, n = city(sql)[0]
    assert n > 50
    assert amount < 12


def test_phones_are_shared_in_families_and_go_on_in_other_hands(city: Ask) -> None:
    for code in ("family_phone", "second_hand_phone"):
        sql = f"""select max(n) from (select count(distinct account_id) as n from logins
            where device_id in {members(code, "device")} group by device_id)"""
        assert city(sql)[0][0] >= 2


def test_a_carriers_network_is_shared_by_many_of_one_city(city: Ask) -> None:
    sql = "select max(n) from (select count(distinct account_id) as n from logins where ip_kind = 'mobile' group by ip)"
    assert city(sql)[0][0] >= 20


def test_parcel_stations_serve_many_households(city: Ask) -> None:
    sql = f"""select max(n) from (select count(distinct account_id) as n from orders
        where address_hash in {members("parcel_station", "address")} group by address_hash)"""
    assert city(sql)[0][0] >= 15


def test_honest_people_look_long_click_deep_and_name_shops_in_searches(city: Ask) -> None:
    looks = "from honest_orders o join visits v on v.session_id = o.session_id and v.product_id = o.product_id and v.kind = 'view'"
    assert city(f"select avg((dwell_s between 280 and 440)::int) {looks}")[0][0] > 0.03
    assert city(f"select avg((list_position > 40)::int) {looks} where list_position is not null")[0][0] > 0.02


def test_one_link_brings_hundreds_of_strangers_in_a_day_and_nothing_comes_back(city: Ask) -> None:
    sql = f"""select count(*), count(distinct account_id), count(distinct merchant_id), count(*) filter (exists (select 1 from payments p
        where p.payee_id = o.account_id and p.kind = 'transfer' and p.amount between o.amount and o.amount + 9
        and p.occurred_at between o.occurred_at and o.occurred_at + interval 1 day)), count(distinct a.account_id) filter (
        a.registered_at > o.occurred_at - interval 2 days) from orders o join accounts a using (account_id)
        where order_id in {members("influencer", "order")}
        and exists (select 1 from visits v where v.session_id = o.session_id and v.source in ('share', 'campaign'))
        group by date_trunc('day', occurred_at) order by 1 desc limit 1"""
    orders, people, shops, back, new = city(sql)[0]
    assert orders >= 40
    assert people > 0.9 * orders
    assert shops <= 6
    assert back < 0.1 * orders
    assert new > 0.03 * orders
    assert city("select count(*) from campaigns where kind = 'influencer'")[0][0] >= 1


def test_a_company_buys_for_everybody_to_one_address_on_one_card(city: Ask) -> None:
    sql = f"""select count(*), count(distinct account_id), count(distinct instrument_hash) from orders o join payments p using (order_id)
        where order_id in {members("company_order", "order")} and p.kind = 'order' group by address_hash order by 1 desc limit 1"""
    orders, people, cards = city(sql)[0]
    assert orders >= 12
    assert people >= 2
    assert cards == 1
    supplies = f"""select count(distinct account_id), count(distinct product_id) from orders
        where order_id in {members("company_card", "order")} group by address_hash order by 1 desc limit 1"""
    people, things = city(supplies)[0]
    assert people >= 3
    assert things >= 4


def test_things_that_are_used_up_are_bought_again_and_again(city: Ask) -> None:
    sql = f"""select median(n), median(weeks) from (select account_id, count(*) as n,
        date_diff('day', min(occurred_at), max(occurred_at)) / 7 as weeks from orders where order_id in {members("consumables", "order")}
        group by account_id, product_id)"""
    times, weeks = city(sql)[0]
    assert times >= 4
    assert weeks >= 10


def test_trials_are_paid_back_in_full_by_the_platform_to_people_who_are_asked_again(city: Ask) -> None:
    orders = f"orders o where order_id in {members('platform_trial', 'order')}"
    paid = f"""select count(*) from {orders} and exists (select 1 from payments p where p.order_id = o.order_id and p.amount = o.amount
        and p.payer_kind = 'platform' and p.kind = 'subsidy')"""
    assert city(paid)[0][0] > 10
    assert city(f"select max(n) from (select count(distinct merchant_id) as n from {orders} group by account_id)")[0][0] >= 2
    reviews = f"""select count(*), avg((rating = 5)::int) from reviews where order_id in {members("platform_trial", "order")}"""
    written, best = city(reviews)[0]
    assert written > 10
    assert best < 0.95
    assert city("select count(*) from campaigns where kind = 'trial' and any_rating")[0][0] >= 2


def test_people_of_one_taste_buy_the_same_rare_things_of_unrelated_shops_for_months(city: Ask) -> None:
    sql = f"""select a.account_id, b.account_id, count(distinct a.merchant_id) as shops from orders a join orders b
        on a.product_id = b.product_id and a.account_id < b.account_id where a.order_id in {members("taste_community", "order")}
        and b.order_id in {members("taste_community", "order")} group by all order by shops desc limit 5"""
    assert city(sql)[-1][2] >= 3
    span = f"""select date_diff('day', min(occurred_at), max(occurred_at)) from orders
        where order_id in {members("taste_community", "order")}"""
    assert city(span)[0][0] > 60


def test_people_on_mobile_data_stand_behind_few_addresses(city: Ask) -> None:
    sql = f"""select max(n) from (select count(distinct account_id) as n from logins where ip_kind = 'mobile'
        and account_id in {members("carrier_nat")} group by ip)"""
    assert city(sql)[0][0] >= 4
