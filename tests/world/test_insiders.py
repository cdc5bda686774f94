"""People inside: those who let rings in and approve for them, and honest colleagues whose work looks the same."""

import pytest

from .ask import Ask

ACTS = """(select a.*, t.behaviour, t.skill from staff_actions a left join
    (select * from truth where entity_kind = 'staff' and not starts_with(behaviour, 'hard:')) t on t.entity_id = a.staff_id)"""
FALSE = "(select * from false_orders where behaviour = '{}' and skill = '{}')"
RING_MERCHANTS = "(select entity_id from truth where entity_kind = 'merchant' and behaviour = 'insider_collusion' and skill = '{}')"


@pytest.mark.parametrize("skill", ["naive", "skilled"])
@pytest.mark.parametrize(
    ("behaviour", "judged"),
    [("insider_collusion", {"order", "account", "merchant", "staff"}), ("compensation_abuse", {"order", "account", "staff"})],
)
def test_what_is_judged_is_in_the_key(inside: Ask, behaviour: str, skill: str, judged: set[str]) -> None:
    kinds = {row[0] for row in inside(f"select entity_kind from truth where behaviour = '{behaviour}' and skill = '{skill}'")}
    assert judged <= kinds
    assert ("merchant" in kinds) == (behaviour == "insider_collusion")


@pytest.mark.parametrize("skill", ["naive", "skilled"])
def test_the_insider_lets_new_shops_in_and_sets_their_subsidies(inside: Ask, skill: str) -> None:
    sql = f"""select count(*) from {ACTS} where behaviour = 'insider_collusion' and skill = '{skill}' and kind = 'whitelist'
        and target_id in {RING_MERCHANTS.format(skill)} and value_before = 'off' and value_after = 'on'"""
    assert inside(sql)[0][0] >= 1
    young = f"""select median(date_diff('day', m.opened_at, f.occurred_at)) from {FALSE.format("insider_collusion", skill)} f
        join merchants m using (merchant_id)"""
    assert inside(young)[0][0] < 90
    sets = f"""select count(*) from {ACTS} a join campaigns c on c.campaign_id = a.target_id and c.created_by = a.staff_id
        where a.behaviour = 'insider_collusion' and a.skill = '{skill}' and a.kind = 'set_subsidy'
        and c.merchant_id in {RING_MERCHANTS.format(skill)}"""
    assert inside(sets)[0][0] >= 1


def test_naive_insiders_override_with_one_note_and_skilled_ones_vary_and_confirm_some(inside: Ask) -> None:
    sql = """select kind, count(*), count(distinct note) from staff_actions a where alert_id is not null and staff_id in
        (select entity_id from truth where entity_kind = 'staff' and behaviour = 'insider_collusion' and skill = '{0}')
        and (target_id in (select order_id from false_orders where behaviour = 'insider_collusion' and skill = '{0}')
          or target_id in (select account_id from false_orders where behaviour = 'insider_collusion' and skill = '{0}')
          or target_id in """
    rows = [inside(f"{sql.format(skill)}{RING_MERCHANTS.format(skill)}) group by kind") for skill in ("naive", "skilled")]
    naive = {kind: (n, notes) for kind, n, notes in rows[0]}
    assert sum(n for n, _ in naive.values()) >= 3
    assert naive["override_alert"][0] >= 0.6 * sum(n for n, _ in naive.values())
    assert sum(n for _, n, _ in rows[1]) >= 3


def test_naive_shares_go_to_the_insiders_own_account_and_skilled_ones_to_a_relative_at_home(inside: Ask) -> None:
    own = """select count(*) from payments p join staff s on s.instrument_hash = p.payee_instrument_hash
        where p.payer_kind = '{}' and s.staff_id in
        (select entity_id from truth where entity_kind = 'staff' and behaviour = 'insider_collusion' and skill = '{}')
        and (p.payer_kind = 'outside' or p.payer_id in (select entity_id from truth where entity_kind = 'merchant'
            and behaviour = 'insider_collusion'))"""
    assert inside(own.format("merchant", "naive"))[0][0] >= 1
    assert inside(own.format("merchant", "skilled"))[0][0] == 0
    kin = """select count(*) from payments p where p.payer_kind = 'outside' and p.payee_id in (select entity_id from truth
        where entity_kind = 'payee' and behaviour = 'insider_collusion' and skill = 'skilled') and p.payer_id in
        (select entity_id from truth where entity_kind = 'payee' and behaviour = 'insider_collusion')"""
    assert inside(kin)[0][0] >= 1


def test_busy_agents_paste_one_phrase_and_wave_most_alerts_through_and_are_honest(inside: Ask) -> None:
    sql = """select avg((kind in ('override_alert', 'dismiss_alert'))::int), max(same) / count(*), count(*), count(distinct target_id)
        from (select *, count(*) over (partition by staff_id, note) as same from staff_actions where alert_id is not null)
        where staff_id in (select entity_id from truth where behaviour = 'hard:busy_agent') group by staff_id"""
    agents = inside(sql)
    assert agents
    assert all(waved > 0.7 for waved, _, _, _ in agents)
    assert max(pasted for _, pasted, _, _ in agents) > 0.4
    usual = """select median(n) from (select count(*) as n from staff_actions where alert_id is not null and staff_id not in
        (select entity_id from truth where behaviour = 'hard:busy_agent') group by staff_id)"""
    assert max(n for _, _, n, _ in agents) > 1.5 * inside(usual)[0][0]


def test_honest_staff_confirm_dismiss_and_override_and_are_at_times_wrong(inside: Ask) -> None:
    rows = inside("""select kind, count(*), avg((target_id in (select order_id from false_orders union all select account_id
        from false_orders union all select merchant_id from false_orders))::int), count(note) / count(*) from staff_actions
        where alert_id is not null group by kind""")
    shares = {kind: share for kind, _, share, _ in rows}
    assert len(rows) == 3
    assert all(n > 50 for _, n, _, _ in rows)
    assert 0.9 > shares["confirm_alert"] > shares["dismiss_alert"] > 0.02
    assert all(0.6 < noted < 0.95 for *_, noted in rows)


def test_staff_act_while_they_are_there(inside: Ask) -> None:
    assert inside("""select count(*) from staff_actions join staff using (staff_id)
        where occurred_at < joined_at or occurred_at >= left_at""") == [(0,)]


def test_every_approver_of_a_claim_has_the_act_to_it_and_no_act_is_without_a_claim(inside: Ask) -> None:
    missing = """select count(*) from claims c where approver_id is not null and occurred_at < timestamp '2026-06-30' and not exists
        (select 1 from staff_actions a where a.kind = 'approve_claim' and a.target_id = c.claim_id and a.staff_id = c.approver_id
        and a.occurred_at > c.occurred_at)"""
    assert inside(missing) == [(0,)]
    assert inside("""select count(*) from staff_actions a where kind = 'approve_claim' and target_id not in
        (select claim_id from claims)""") == [(0,)]


def test_compensation_is_claimed_for_orders_that_were_never_sent(inside: Ask) -> None:
    for skill in ("naive", "skilled"):
        sql = f"""select count(*), count(*) filter (exists (select 1 from parcels k where k.order_id = f.order_id)),
            count(*) filter (exists (select 1 from claims c where c.order_id = f.order_id and c.kind = 'compensation'))
            from {FALSE.format("compensation_abuse", skill)} f"""
        n, sent, claimed = inside(sql)[0]
        assert sent == 0
        assert claimed > 0.5 * n
    honest = """select count(*) from claims c semi join honest_orders o on o.order_id = c.order_id
        where c.kind = 'compensation' and not exists (select 1 from parcels k where k.order_id = c.order_id)"""
    assert inside(honest)[0][0] > 20


def test_naive_claims_have_one_text_one_card_and_one_approver_and_skilled_ones_do_not(inside: Ask) -> None:
    sql = """with told as (select f.ring_id, f.account_id, c.approver_id, p.instrument_hash, c.text, min(c.text) over (partition by f.ring_id)
        as first from {} f join claims c using (order_id) join payments p on p.order_id = f.order_id and p.kind = 'order')
        select count(distinct approver_id), count(distinct instrument_hash), count(distinct account_id), median(jaccard(text, first))
        from told group by ring_id"""
    naive, skilled = (inside(sql.format(FALSE.format("compensation_abuse", skill))) for skill in ("naive", "skilled"))
    assert all(approvers == 1 and cards == 1 < accounts for approvers, cards, accounts, _ in naive)
    assert all(approvers == 2 and cards > 1 for approvers, cards, _, _ in skilled)
    assert min(like for *_, like in naive) > max(like for *_, like in skilled)


def test_compensation_is_paid_with_its_order_whoever_claimed(inside: Ask) -> None:
    sql = """select avg((exists (select 1 from payments p where p.order_id = c.order_id and p.kind = 'compensation'
        and p.amount = c.amount))::int) from claims c semi join {} o on o.order_id = c.order_id where c.kind = 'compensation'
        and c.occurred_at < timestamp '2026-06-20'"""
    assert inside(sql.format("false_orders"))[0][0] > 0.97
    assert inside(sql.format("honest_orders"))[0][0] > 0.97
