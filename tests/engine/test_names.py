"""What a step reads is known from its text: a sub-query from a table, an alias from a column, a near name from a wrong one."""

import pytest

from zhenxin.engine.dialect import check_names, parse
from zhenxin.errors import DialectError

SCHEMA = {
    "orders": ("order_id", "account_id", "merchant_id", "occurred_at", "amount", "device_id"),
    "logins": ("account_id", "occurred_at", "device_id", "ip"),
    "reviews": ("review_id", "account_id", "text", "rating"),
}

_READS: tuple[tuple[str, str, dict[str, str]], ...] = (
    ("one table", "select account_id from orders where amount > 3 order by occurred_at", {"orders": "account_id amount occurred_at"}),
    ("an alias of the table", "select o.account_id from orders as o", {"orders": "account_id"}),
    ("the table's own name as its alias", "select orders.account_id from orders", {"orders": "account_id"}),
    ("an alias that is another table's name", "select orders.ip from logins as orders", {"logins": "ip"}),
    ("two tables, a bare name that only one has", "select ip, amount from orders as o join logins as l on o.account_id = l.account_id", {
        "orders": "account_id amount", "logins": "account_id ip"}),
    ("using reads both", "select amount from orders join logins using (account_id)", {"orders": "account_id amount", "logins": "account_id"}),
    ("a joined column read bare is both's", "select account_id from orders join logins using (account_id)", {
        "orders": "account_id", "logins": "account_id"}),
    ("an alias of the select list is no column", "select amount as total from orders order by total", {"orders": "amount"}),
    ("an alias in group by and having is no column", "select lower(device_id) as low, count(*) as n from orders group by low having n > 1", {
        "orders": "device_id"}),
    ("an alias that hides a column, in order by", "select count(*) as amount from orders group by account_id order by amount", {
        "orders": "account_id"}),
    ("a column that an alias hides, in where", "select 1 as amount from orders where amount > 3", {"orders": "amount"}),
    ("count(*) reads no column", "select count(*) as n from orders", {"orders": ""}),
    ("a star reads all", "select * from logins", {"logins": "account_id device_id ip occurred_at"}),
    ("a star of one of two", "select l.* from logins as l join orders using (account_id)", {
        "logins": "account_id device_id ip occurred_at", "orders": "account_id"}),
    ("a star of a sub-query reads what that reads", "select * from (select ip from logins) as l", {"logins": "ip"}),
    ("a sub-query's column is not the table's", "with c as (select device_id, count(*) as crowd from logins group by device_id)"
     " select account_id, crowd from logins join c using (device_id)", {"logins": "account_id device_id"}),
    ("a sub-query of the table's name", "with orders as (select account_id as who from orders) select who from orders", {"orders": "account_id"}),
    ("a sub-query hides a table only where it is seen", "select (with logins as (select 1 as ip) select max(ip) from logins) as a, ip from logins", {
        "logins": "ip"}),
    ("one sub-query reads another", "with a as (select account_id from orders), b as (select account_id from a) select account_id from b", {
        "orders": "account_id"}),
    ("columns renamed by the sub-query", "with a(who, what) as (select account_id, amount from orders) select who from a where what > 1", {
        "orders": "account_id amount"}),
    ("nested sub-queries", "select x.n from (select y.n from (select count(ip) as n from logins) as y) as x", {"logins": "ip"}),
    ("correlated, by its alias", "select account_id from orders as o where exists (select 1 from logins as l where l.ip = o.device_id)", {
        "orders": "account_id device_id", "logins": "ip"}),
    ("correlated, bare: the inner table first", "select amount from orders where exists (select 1 from logins where device_id = amount)", {
        "orders": "amount", "logins": "device_id"}),
    ("a sub-query as a value", "select (select max(rating) from reviews as r where r.account_id = o.account_id) as top from orders as o", {
        "orders": "account_id", "reviews": "account_id rating"}),
    ("in a sub-query", "select order_id from orders where account_id in (select account_id from reviews where rating = 5)", {
        "orders": "account_id order_id", "reviews": "account_id rating"}),
    ("a union reads both sides", "select device_id from orders union all select device_id from logins order by device_id", {
        "orders": "device_id", "logins": "device_id"}),
    ("a union within", "select u.d from (select device_id as d from orders union select ip from logins) as u", {"orders": "device_id", "logins": "ip"}),
    ("a semi join's table cannot be named after it", "select account_id from orders semi join logins using (account_id)", {
        "orders": "account_id", "logins": "account_id"}),
    ("an anti join's condition reads both", "select amount from orders as o anti join reviews as r on r.account_id = o.account_id and rating = 1", {
        "orders": "account_id amount", "reviews": "account_id rating"}),
    ("one table twice", "select a.amount from orders as a join orders as b on a.device_id = b.device_id and b.amount > 3", {
        "orders": "amount device_id"}),
    ("windows and qualify", "select order_id, row_number() over (partition by account_id order by occurred_at) as r from orders qualify r = 1", {
        "orders": "account_id occurred_at order_id"}),
    ("filters", "select count(*) filter (where amount > 1) as n from orders", {"orders": "amount"}),
    ("macros", "select seconds(a.occurred_at, b.occurred_at) as s from orders as a join logins as b using (account_id)", {
        "orders": "account_id occurred_at", "logins": "account_id occurred_at"}),
    ("unnest", "select q.word from reviews, unnest(regexp_extract_all(text, '[a-z]+')) as q(word)", {"reviews": "text"}),
    ("capital letters", "select O.Account_ID from Orders as o", {"orders": "account_id"}),
    ("names in quotes", 'select "account_id" from "orders"', {"orders": "account_id"}),
    ("a wrapped query, as a signal's", "select * from (with a as (select account_id, amount from orders) select account_id as entity_id, amount as value"
     " from a) as measured where value >= :floor", {"orders": "account_id amount"}),
    ("no table", "select 1 as one", {}),
)  # fmt: skip


@pytest.mark.parametrize(("sql", "expected"), [pytest.param(sql, expected, id=name) for name, sql, expected in _READS])
def test_reads(sql: str, expected: dict[str, str]) -> None:
    query = parse(sql, "a_step", SCHEMA)
    assert dict(query.reads) == {table: tuple(columns.split()) for table, columns in expected.items()}
    assert query.tables == tuple(sorted(expected))


@pytest.mark.parametrize(("sql", "expected"), [pytest.param(sql, expected, id=name) for name, sql, expected in _READS])
def test_reads_without_a_schema_name_the_same_tables_and_no_fewer_columns(sql: str, expected: dict[str, str]) -> None:
    loose = dict(parse(sql, "a_step").reads)
    assert loose.keys() == expected.keys()
    assert all("*" in loose[table] or set(columns.split()) <= set(loose[table]) for table, columns in expected.items())


_WRONG = (
    ("a table with a near one", "select x from ordrs", "`a_step` reads the table `ordrs`, which nobody knows", "did you mean `orders`?"),
    ("a table unlike any", "select x from zebra", "`a_step` reads the table `zebra`", "tables: orders, logins, reviews"),
    ("a column with a near one", "select o.acount_id from orders as o", "`a_step` reads `orders.acount_id`, which no event table has",
     "did you mean `account_id`?"),
    ("a column unlike any", "select o.buyer from orders as o", "`orders.buyer`", "columns of `orders`: order_id, account_id"),
    ("a bare column", "select acount_id from orders", "`a_step` reads `acount_id`, which none of its tables has", "did you mean `account_id`?"),
    ("a bare column that two tables have", "select device_id from orders as o join logins as l on o.account_id = l.account_id",
     "`device_id`, which could be `o.device_id` or `l.device_id`", "say which"),
    ("a column that a sub-query does not give", "with c as (select account_id as who from orders) select c.whom from c",
     "`c.whom`, which it does not give", "did you mean `who`?"),
    ("an alias that nothing has", "select p.amount from orders as o", "something called `p`, which is not there", "there are: o"),
    ("the table's name where it has an alias", "select orders.amount from orders as o", "something called `orders`", "there are: o"),
    ("a semi join's table, after it", "select l.ip from orders as o semi join logins as l on o.account_id = l.account_id", "something called `l`",
     "there are: o"),
    ("an alias of the select list, in where", "select amount * 2 as twice from orders where twice > 3", "uses `twice` where its alias is not yet known",
     "name it in a sub-query"),
    ("an alias of the select list, beside it", "select amount * 2 as twice, twice + 1 as more from orders", "uses `twice` where", "sub-query"),
    ("a sibling in from", "select q.n from orders as o, (select count(*) as n from logins as l where l.ip = o.device_id) as q", "something called `o`",
     "there are: l"),
)  # fmt: skip


@pytest.mark.parametrize(("sql", "problem", "hint"), [pytest.param(*case, id=name) for name, *case in _WRONG])
def test_wrong_names_are_refused_with_the_near_one(sql: str, problem: str, hint: str) -> None:
    query = parse(sql, "a_step")
    with pytest.raises(DialectError) as caught:
        check_names(query, SCHEMA)
    assert problem in caught.value.problem
    assert hint in caught.value.hint
    assert caught.value.place == "a_step"
