"""Accounts raised in batches, accounts in other people's names, and honest accounts that share what they share."""

import pytest

from .ask import Ask

THEM = "accounts join truth on entity_kind = 'account' and entity_id = account_id and behaviour = '{}' and skill = '{}'"
VIRTUAL = "phone_prefix in ('170', '171', '165', '167')"


@pytest.mark.parametrize("skill", ["naive", "skilled"])
@pytest.mark.parametrize("code", ["batch_accounts", "stolen_identity"])
def test_accounts_are_judged_and_nothing_else(city: Ask, code: str, skill: str) -> None:
    kinds = city(f"select entity_kind, count(*) from truth where behaviour = '{code}' and skill = '{skill}' group by 1")
    assert [kind for kind, _ in kinds] == ["account"]
    assert kinds[0][1] >= 10


def test_a_plain_batch_is_registered_within_the_hour_on_few_phones_with_virtual_numbers_and_one_picture(city: Ask) -> None:
    def facts(skill: str) -> tuple:
        return city(f"""select count(*), count(distinct date_trunc('hour', registered_at)), count(distinct register_device_id),
            avg(({VIRTUAL})::int), max(n) from {THEM.format("batch_accounts", skill)} join (select avatar_hash, count(*) as n
            from {THEM.format("batch_accounts", skill)} group by 1) using (avatar_hash)""")[0]

    n, hours, phones, virtual, alike = facts("naive")
    assert hours <= 7
    assert phones < 0.6 * n
    assert virtual > 0.5
    assert alike >= 0.5 * n
    n, hours, _, _, alike = facts("skilled")
    assert hours > 4
    assert alike <= 0.4 * n


def test_a_plain_batch_is_nursed_by_one_path_and_wakes_at_once(city: Ask) -> None:
    path = """select max(n) / (select count(*) from truth where behaviour = 'batch_accounts' and skill = '{0}' and entity_kind = 'account')
        from (select count(distinct account_id) as n from visits join truth on entity_kind = 'account' and entity_id = account_id
        and behaviour = 'batch_accounts' and skill = '{0}' where kind = 'view' group by product_id)"""
    assert city(path.format("naive"))[0][0] >= 0.6 > city(path.format("skilled"))[0][0]
    together = """select max(n) / (select count(*) from truth where behaviour = 'batch_accounts' and skill = '{0}' and entity_kind = 'account')
        from (select count(distinct account_id) as n from visits join truth on entity_kind = 'account' and entity_id = account_id
        and behaviour = 'batch_accounts' and skill = '{0}' group by date_trunc('day', occurred_at))"""
    assert city(together.format("naive"))[0][0] > 0.6 > city(together.format("skilled"))[0][0]


def test_many_accounts_have_one_name_and_its_owner_is_a_victim(city: Ask) -> None:
    def most(skill: str, column: str) -> int:
        return city(f"select max(n) from (select count(*) as n from {THEM.format('stolen_identity', skill)} group by {column})")[0][0]

    assert most("naive", "name_hash") >= 5
    assert 2 <= most("skilled", "name_hash") <= most("naive", "name_hash")
    assert most("naive", "phone_hash") >= 2
    victims = f"""select count(*) from accounts join truth on entity_kind = 'account' and entity_id = account_id
        and behaviour = 'hard:victim' where name_hash in (select name_hash from {THEM.format("stolen_identity", "naive")})"""
    assert city(victims)[0][0] >= 1


def test_honest_accounts_too_share_names_numbers_and_resellers(city: Ask) -> None:
    honest = "(select * from accounts anti join (select entity_id from truth where entity_kind = 'account' and ring_id is not null)"
    honest += " on entity_id = account_id)"
    for column, least in (("name_hash", 8), ("phone_hash", 2), ("avatar_hash", 50)):
        assert city(f"select max(n) from (select count(*) as n from {honest} where {column} is not null group by {column})")[0][0] >= least
    assert 0.04 < city(f"select avg(({VIRTUAL})::int) from {honest}")[0][0] < 0.12
    shared = f"select count(*) from (select phone_hash from {honest} group by 1 having count(*) > 1)"
    assert city(shared)[0][0] > 20


def test_honest_people_register_together_at_fairs_and_for_campaigns(city: Ask) -> None:
    sql = """select max(n) from (select count(*) as n from accounts join truth on entity_kind = 'account' and entity_id = account_id
        and behaviour = 'hard:{}' group by date_trunc('hour', registered_at))"""
    assert city(sql.format("influencer"))[0][0] >= 6
    brought = """select max(n) from (select count(*) as n from accounts join truth on entity_kind = 'account' and entity_id = account_id
        and behaviour = 'hard:dormitory' where referrer_id is not null group by referrer_id)"""
    assert city(brought)[0][0] >= 5


def test_farms_buy_accounts_that_were_raised_for_it(city: Ask) -> None:
    sold = """select count(distinct behaviour) from truth where entity_kind = 'account' and behaviour in ('batch_accounts', 'device_farm')
        and entity_id in (select entity_id from truth where behaviour = 'batch_accounts' intersect
        select entity_id from truth where behaviour = 'device_farm' and skill = 'skilled')"""
    assert city(sold)[0][0] in (0, 2)
