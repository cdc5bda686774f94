"""Live rooms: bought crowds, and honest ones that look much the same."""

from .ask import Ask

CROWD = "(select entity_id from truth where entity_kind = 'account' and behaviour = 'live_inflation' and skill = '{}')"
ROOMS = """(select distinct room_id from visits v join false_orders f using (session_id)
    where f.behaviour = 'live_inflation' and f.skill = '{}' and v.room_id is not null)"""
JOINS = f"visits v where kind = 'live_join' and account_id in {CROWD} and room_id in {ROOMS}"


def test_accounts_merchants_and_orders_that_go_back_are_judged(screens: Ask) -> None:
    for skill in ("naive", "skilled"):
        kinds = screens(f"select distinct entity_kind from truth where behaviour = 'live_inflation' and skill = '{skill}'")
        assert {"account", "merchant", "order"} <= {row[0] for row in kinds}
    back = """select avg((status = 'returned')::int) from false_orders where behaviour = 'live_inflation'
        and status in ('signed', 'returned') and occurred_at < timestamp '2026-06-10' and skill = '{}'"""
    assert screens(back.format("naive"))[0][0] > 0.85
    assert screens(back.format("skilled"))[0][0] > 0.5
    assert screens(
        "select count(*) from reviews where order_id in (select order_id from false_orders where behaviour = 'live_inflation')"
    ) == [(0,)]


def test_naive_crowds_come_in_blocks_and_skilled_ones_one_by_one(screens: Ask) -> None:
    block = f"""select max(n * 1.0 / total) from (select count(*) as n, sum(count(*)) over (partition by room_id) as total
        from {JOINS} group by room_id, time_bucket(interval 2 minutes, occurred_at)) where total >= 4"""
    naive = f"""select quantile_cont(share, 0.5) from (select room_id, max(n) / sum(n) as share from (select room_id, count(*) as n from {JOINS}
        group by room_id, time_bucket(interval 3 minutes, occurred_at)) group by room_id having sum(n) >= 4)"""
    assert screens(block.format("naive", "naive"))[0][0] > 0.3
    assert screens(naive.format("naive", "naive"))[0][0] > screens(naive.format("skilled", "skilled"))[0][0]


def test_a_crowd_is_seen_again_in_the_rooms_of_unrelated_shops(screens: Ask) -> None:
    again = f"select max(n) from (select count(distinct merchant_id) as n from {JOINS} group by account_id)"
    assert screens(again.format("naive", "naive"))[0][0] >= 2
    assert screens(again.format("skilled", "skilled"))[0][0] >= 2


def test_naive_crowds_neither_look_nor_put_in_the_cart(screens: Ask) -> None:
    looks = f"""select avg((exists (select 1 from visits w where w.session_id = v.session_id and w.kind in ('view', 'cart')))::int)
        from {JOINS} and session_id not in (select session_id from orders)"""
    assert screens(looks.format("naive", "naive"))[0][0] < 0.15 < screens(looks.format("skilled", "skilled"))[0][0]


def test_a_naive_script_is_said_again_and_again_and_a_skilled_one_anew(screens: Ask) -> None:
    def likeness(skill: str) -> float:
        said = f"select row_number() over () as i, text from visits where kind = 'live_comment' and account_id in {CROWD} and room_id in {ROOMS}"
        sql = f"""with c as ({said.format(skill, skill)}) select median(best) from (select max(jaccard(a.text, b.text)) as best
            from c a join c b on a.i <> b.i group by a.i)"""
        return screens(sql)[0][0]

    assert likeness("naive") > 0.85 > likeness("skilled")


def test_naive_heads_are_paid_a_few_yuan_the_same_night(screens: Ask) -> None:
    sql = f"""select count(*), median(amount) from payments where payee_id in {CROWD.format("naive")} and kind = 'transfer' and amount in (3, 4, 5)"""
    paid, amount = screens(sql)[0]
    assert paid >= 20
    assert 3 <= amount <= 5


HONEST = f"room_id not in {ROOMS.format('naive')} and room_id not in {ROOMS.format('skilled')}"


def test_honest_rooms_have_regulars_blocks_and_words_said_at_once(screens: Ask) -> None:
    rooms, viewers = screens(f"select count(distinct room_id), count(*) from visits where kind = 'live_join' and {HONEST}")[0]
    assert rooms > 50
    assert viewers > 2000
    regulars = f"""select max(n) from (select count(distinct room_id) as n from visits where kind = 'live_join' and {HONEST}
        group by account_id, merchant_id)"""
    assert screens(regulars)[0][0] >= 4
    block = f"""select max(n) from (select count(distinct account_id) as n from visits where kind = 'live_join' and {HONEST}
        group by room_id, time_bucket(interval 2 minutes, occurred_at))"""
    assert screens(block)[0][0] >= 10
    chorus = f"""select max(n) from (select count(distinct account_id) as n from visits where kind = 'live_comment' and {HONEST}
        group by room_id, text, time_bucket(interval 2 minutes, occurred_at))"""
    assert screens(chorus)[0][0] >= 4


def test_streams_sell_in_bursts_and_much_comes_back(screens: Ask) -> None:
    stream = """(select order_id from truth join orders on entity_kind = 'order' and behaviour = 'hard:influencer' and entity_id = order_id
        where session_id in (select session_id from visits where kind = 'live_join'))"""
    burst = f"""select max(n) from (select count(distinct account_id) as n from orders where order_id in {stream}
        group by time_bucket(interval 4 hours, occurred_at))"""
    assert screens(burst)[0][0] >= 30
    back = "select avg((status = 'returned')::int) from orders where status in ('signed', 'returned') and {}"
    assert screens(back.format(f"order_id in {stream}"))[0][0] > 1.25 * screens(back.format(f"order_id not in {stream}"))[0][0]


def test_whoever_buys_in_a_room_joins_and_leaves_it_in_that_session(screens: Ask) -> None:
    sql = """select count(*), count(j.session_id), count(l.session_id) from orders o
        join (select distinct session_id from visits where source = 'live' and kind = 'view' and room_id is null) b using (session_id)
        left join (select distinct session_id from visits where kind = 'live_join') j using (session_id)
        left join (select distinct session_id from visits where kind = 'live_leave') l using (session_id)"""
    bought, joined, left = screens(sql)[0]
    assert bought > 300
    assert joined == bought
    assert left >= 0.97 * bought


def test_nobody_speaks_in_a_room_outside_their_stay(screens: Ask) -> None:
    sql = """select count(*) from visits c join visits j on j.session_id = c.session_id and j.kind = 'live_join' and j.room_id = c.room_id
        where c.kind in ('live_comment', 'live_leave') and c.occurred_at < j.occurred_at"""
    assert screens(sql) == [(0,)]


def test_fans_fill_the_rooms_of_their_club_and_vote_as_one(screens: Ask) -> None:
    fans = "(select entity_id from truth where entity_kind = 'account' and behaviour = 'hard:fan_club')"
    block = f"""select max(n) from (select count(distinct account_id) as n from visits where kind = 'live_join' and account_id in {fans}
        group by room_id, time_bucket(interval 5 minutes, occurred_at))"""
    assert screens(block)[0][0] >= 8
    votes = f"""select max(n) from (select count(distinct account_id) as n from visits where kind = 'vote' and account_id in {fans}
        group by merchant_id, time_bucket(interval 3 hours, occurred_at))"""
    assert screens(votes)[0][0] >= 8
