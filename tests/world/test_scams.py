"""Advance-payment scams and the money and words of honest people that look like them."""

import pytest

from .ask import Ask

PAYEES = "(select entity_id from truth where entity_kind = 'payee' and behaviour = 'advance_payment_scam' and skill = '{}')"
VICTIMS = "(select entity_id from truth where entity_kind = 'account' and behaviour = 'hard:victim')"
PAID = f"""(select *, row_number() over (partition by payer_id order by occurred_at) as place from payments
    where payer_id in {VICTIMS} and payee_id in {PAYEES} and kind = 'transfer')"""


@pytest.mark.parametrize("skill", ["naive", "skilled"])
def test_payees_are_false_and_payers_are_victims(inside: Ask, skill: str) -> None:
    payees, payments, victims = inside(f"select count(distinct payee_id), count(*), count(distinct payer_id) from {PAID.format(skill)}")[0]
    assert payees >= 3
    assert payments >= 12
    assert victims >= 2
    assert inside(f"""select count(*) from truth where entity_id in {VICTIMS} and behaviour = 'advance_payment_scam'""") == [(0,)]
    kinds = {row[0] for row in inside("select distinct entity_kind from truth where behaviour = 'advance_payment_scam'")}
    assert kinds == {"payee", "account"}


def test_sums_rise_and_naive_ones_are_round_while_skilled_ones_are_not(inside: Ask) -> None:
    for skill in ("naive", "skilled"):
        rising = f"""select avg((b.amount > a.amount)::int) from {PAID.format(skill)} a join {PAID.format(skill)} b
            on a.payer_id = b.payer_id and b.place = a.place + 1"""
        assert inside(rising)[0][0] > (0.95 if skill == "naive" else 0.75)
    round_ones = "select avg((amount % 10 = 0)::int) from {}"
    assert inside(round_ones.format(PAID.format("naive"))) == [(1.0,)]
    assert inside(round_ones.format(PAID.format("skilled")))[0][0] < 0.6


def test_skilled_payees_rotate_and_pass_on_what_they_get(inside: Ask) -> None:
    share = "select count(*) / count(distinct payee_id) from {}"
    assert inside(share.format(PAID.format("naive")))[0][0] > 1.5 * inside(share.format(PAID.format("skilled")))[0][0]
    passed = """select count(*) from payments p where payer_kind = 'account' and payer_id in {0} and payee_id in {0}"""
    assert inside(passed.format(PAYEES.format("skilled")))[0][0] > 0
    assert inside(passed.format(PAYEES.format("naive")))[0][0] == 0


def test_small_payouts_come_first_and_most_of_naive_gangs_is_written_here(inside: Ask) -> None:
    baited = f"""select avg((exists (select 1 from payments p where p.payee_id = f.payer_id and p.payer_id in {PAYEES} and p.amount <= 31
        and p.occurred_at < f.occurred_at))::int) from {PAID} f where place = 1"""
    for skill in ("naive", "skilled"):
        assert inside(baited.format(skill, skill))[0][0] > 0.9
    # to victims: those who lend their accounts also chat with shops
    written = f"""select count(*) / (select count(*) from {PAID}) from messages where sender_id in {PAYEES} and channel = 'chat'
        and recipient_id in {VICTIMS}"""
    assert inside(written.format("naive", "naive"))[0][0] > 1.15 * inside(written.format("skilled", "skilled"))[0][0]


def test_honest_people_pay_rising_sums_to_people_outside_too(inside: Ask) -> None:
    sql = f"""select count(*) from (select payer_id, list(amount order by occurred_at) as sums from payments
        where kind = 'transfer' and payer_kind = 'account' and payee_kind = 'outside' and payer_id not in {VICTIMS}
        group by payer_id having count(*) >= 4) where sums[4] > sums[3] and sums[3] > sums[2] and sums[2] > sums[1]"""
    assert inside(sql)[0][0] >= 5


def test_strangers_write_to_honest_people_by_text_chat_and_group_too(inside: Ask) -> None:
    rows = inside(f"""select channel, count(*) from messages where sender_id not in (select entity_id from truth where entity_kind = 'payee')
        and sender_id like 'x%' and coalesce(recipient_id, '') not in {VICTIMS} group by channel""")
    assert {channel for channel, n in rows if n >= 10} >= {"sms", "chat", "group"}


def test_honest_money_has_every_form_that_false_money_has(inside: Ask) -> None:
    forms = """select distinct kind, payer_kind, payee_kind, (order_id is null) from payments where {} (
        payer_id in (select entity_id from truth where not starts_with(behaviour, 'hard:')) or
        payee_id in (select entity_id from truth where not starts_with(behaviour, 'hard:')))"""
    assert set(inside(forms.format(""))) <= set(inside(forms.format("not")))
    assert inside("select count(*) / (select count(*) from orders) from payments")[0][0] < 2.5
