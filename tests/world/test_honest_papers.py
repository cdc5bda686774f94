"""Claims, complaints, inspections and verdicts: full of honest rows, and innocents who claim, return and complain much."""

from .ask import Ask


def members(code: str, kind: str = "account") -> str:
    return f"(select entity_id from truth where entity_kind = '{kind}' and behaviour = 'hard:{code}')"


def test_whatever_came_back_was_claimed_before(city: Ask) -> None:
    sql = """select count(*), count(c.claim_id), count(*) filter (c.occurred_at > o.status_at) from orders o left join claims c
        on c.order_id = o.order_id and c.kind = 'return' where o.status = 'returned'"""
    returned, claimed, late = city(sql)[0]
    assert returned > 300
    assert claimed == returned
    assert late == 0


def test_claims_are_of_three_kinds_with_and_without_words_and_approvers(city: Ask) -> None:
    rows = city("select kind, count(*), avg((approver_id is null)::int), avg((text is null)::int) from claims group by kind")
    assert {row[0] for row in rows} == {"return", "refund_only", "compensation"}
    assert all(row[1] > 50 and 0.2 < row[2] < 0.99 and 0.1 < row[3] < 0.8 for row in rows)


def test_approvers_were_there_when_they_approved(city: Ask) -> None:
    sql = """select count(*) from claims c join staff s on s.staff_id = c.approver_id
        where c.occurred_at < s.joined_at or c.occurred_at > s.left_at"""
    assert city(sql) == [(0,)]


def test_complaints_name_shops_goods_reviews_and_buyers_and_end_in_every_way(city: Ask) -> None:
    rows = city("select entity_kind, count(distinct status) from complaints group by 1")
    assert {row[0] for row in rows} >= {"merchant", "product", "review", "account"}
    assert dict(rows)["merchant"] == 3
    known = """select count(*) from complaints where (entity_kind = 'merchant' and entity_id not in (select merchant_id from merchants))
        or (entity_kind = 'review' and entity_id not in (select review_id from reviews))"""
    assert city(known) == [(0,)]


def test_nobody_complains_before_they_are_registered(city: Ask) -> None:
    sql = "select count(*) from complaints c join accounts a on a.account_id = c.complainant_id where c.occurred_at < a.registered_at"
    assert city(sql) == [(0,)]


def test_angry_buyers_complain_several_times_and_slate_what_they_really_bought(city: Ask) -> None:
    sql = f"""select avg(complaints), avg(ones) from (select (select count(*) from complaints c where c.complainant_id = a.entity_id) as complaints,
        (select count(*) from reviews r where r.account_id = a.entity_id and rating = 1 and order_id is not null) as ones
        from (select entity_id from {members("angry_buyer")}) a)"""
    complaints, ones = city(sql)[0]
    assert complaints >= 1.3
    assert ones >= 2
    batch = f"""select max(n) from (select count(*) as n from reviews where review_id in {members("angry_buyer", "review")}
        group by merchant_id, date_trunc('week', occurred_at))"""
    assert city(batch)[0][0] >= 3


def test_some_people_send_nearly_everything_back_and_none_of_it_is_false(city: Ask) -> None:
    sql = f"""select avg((status in ('returned', 'refused', 'cancelled'))::int), count(distinct merchant_id) from orders
        where order_id in {members("high_return", "order")} and status not in ('placed', 'paid', 'shipped')"""
    back, shops = city(sql)[0]
    assert back > 0.6
    assert shops > 10


def test_truthful_claimants_claim_at_many_shops_and_take_nothing_down(city: Ask) -> None:
    sql = f"""select account_id, count(*), count(distinct o.merchant_id) from claims c join orders o using (order_id, account_id)
        where c.kind = 'compensation' and account_id in {members("truthful_claimant")} group by 1 order by 2 desc"""
    rows = city(sql)
    assert rows[0][1] >= 4
    assert rows[0][2] >= 4
    gone = f"""select avg(coalesce(deleted_by = 'author', false)::int), count(*) from reviews
        where order_id in {members("truthful_claimant", "order")} and rating <= 2"""
    share, slated = city(gone)[0]
    assert share < 0.2
    assert slated >= 5


def test_shops_that_reward_any_review_pay_for_bad_ones_too(null: Ask) -> None:
    sql = f"""select count(*), count(*) filter (rating <= 3), avg((exists (select 1 from payments p where p.payee_id = r.account_id
        and p.kind in ('red_packet', 'transfer') and p.amount <= 5 and p.occurred_at between r.occurred_at and r.occurred_at + interval 3 days))::int)
        from reviews r where review_id in {members("any_review_reward", "review")}"""
    reviews, bad, paid = null(sql)[0]
    assert reviews >= 10
    assert bad >= 1
    assert paid > 0.5
    assert null("select count(*) from campaigns where kind = 'review_reward' and any_rating")[0][0] >= 1
    assert null("select count(*) from messages where channel = 'parcel_insert'")[0][0] > 20


def test_inspections_mostly_pass_and_begin_with_the_licence(city: Ask) -> None:
    rows = dict(city("select result, count(*) from inspections group by 1"))
    assert rows["pass"] > 3 * (rows.get("minor", 0) + rows.get("fail", 0))
    sql = "select count(*) from inspections i join merchants m using (merchant_id) where i.occurred_at < m.opened_at"
    assert city(sql) == [(0,)]


def test_most_of_the_false_were_never_punished_and_some_innocents_were(city: Ask) -> None:
    sql = """with f as (select distinct entity_kind, entity_id from truth where not starts_with(behaviour, 'hard:'))
        select count(distinct f.entity_id), count(distinct v.entity_id) filter (v.is_fraud) from f left join verdicts v
        using (entity_kind, entity_id) where entity_kind in ('merchant', 'account')"""
    false, punished = city(sql)[0]
    assert 2 <= punished < 0.4 * false
    assert city("select count(*) from verdicts where not is_fraud")[0][0] >= 1
    early = """select count(*) from verdicts v join (select merchant_id, min(occurred_at) as began from false_orders group by 1) f
        on v.entity_kind = 'merchant' and v.entity_id = f.merchant_id where v.occurred_at < began and v.is_fraud and overturned_at is null"""
    assert city(early)[0][0] <= 1


def test_known_good_are_warehouses_stations_and_test_accounts_and_expire(city: Ask) -> None:
    rows = city("select entity_kind, count(*), count(until_at) from known group by 1")
    assert {row[0] for row in rows} >= {"sender", "account"}
    assert all(row[1] == row[2] for row in rows)
    false = """select count(*) from known k join truth t on t.entity_kind = k.entity_kind and t.entity_id = k.entity_id
        where not starts_with(t.behaviour, 'hard:')"""
    assert city(false) == [(0,)]


def test_nobody_pays_is_paid_or_writes_before_they_are_registered(city: Ask) -> None:
    for table, who in (("payments", "payer_id"), ("payments", "payee_id"), ("messages", "sender_id"), ("reviews", "account_id")):
        sql = f"select count(*) from {table} t join accounts a on a.account_id = t.{who} where t.occurred_at < a.registered_at"
        assert city(sql) == [(0,)], (table, who)


def test_pictures_stand_in_honest_chats_as_in_false_ones(city: Ask) -> None:
    sql = """select count(*) from messages where channel = 'chat' and photo_hashes is not null and sender_id not in (select account_id
        from reviews join truth on entity_kind = 'review' and entity_id = review_id and not starts_with(behaviour, 'hard:'))"""
    assert city(sql)[0][0] > 20
