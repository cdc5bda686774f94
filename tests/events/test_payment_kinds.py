"""What payments are, told from their rows where the data does not say."""

import duckdb
import pytest

from zhenxin.engine import Engine
from zhenxin.engine.dialect import parse
from zhenxin.events.payment_kinds import TOLD, told_sql
from zhenxin.events.schema import typed_tables

from .folders import Folder, rows

SHOPS = [f"m{n}" for n in range(12)]
PAID = {
    "o": ("a", "m1", "x1", "order", "account", "merchant"),
    "back": ("m1", "a", "x1", "refund", "merchant", "account"),
    "by the platform": ("p", "a", "x1", "refund", "platform", "account"),
    "insured": ("i", "a", "x1", "compensation", "outside", "account"),
    "to another": ("m1", "b", "x1", None, "merchant", "account"),
    "wage": ("m1", "b", "", "transfer", "merchant", "account"),
    "friend": ("a", "b", "", "transfer", "account", "account"),
    "away": ("a", "w", "", "transfer", "account", "outside"),
    "hand": ("w", "a", "", "transfer", "outside", "account"),
    "bribe": ("m1", "s", "", "transfer", "merchant", "staff"),
    "cheaper": ("p", "m1", "x1", "subsidy", "platform", "merchant"),
    "salary": ("p", "s", "", "payout", "platform", "staff"),
    "who knows": ("w", "m2", "", None, "outside", "merchant"),
    **{f"out {shop}": ("p", shop, "", "payout", "platform", shop and "merchant") for shop in SHOPS},
}


def put(folder: Folder, *, kinds: bool = False, orders: bool = True, given: str = "") -> None:
    folder.put("accounts.csv", "account_id\na\nb\n")
    folder.put("merchants.csv", "merchant_id\n" + "\n".join(SHOPS) + "\n")
    folder.put("staff.csv", "staff_id\ns\n")
    folder.orders("x1,a,m1,2024-05-01")
    lines = [
        f"{name},2024-05-02,{payer},{payee},5,{order if orders else ''}" + (f",{given if name == 'friend' else ''}" if kinds else "")
        for name, (payer, payee, order, *_) in PAID.items()
    ]
    folder.put(
        "payments.csv", "\n".join(["payment_id,occurred_at,payer_id,payee_id,amount,order_id" + (",kind" if kinds else ""), *lines, ""])
    )


def told(folder: Folder) -> dict[str, tuple[str | None, ...]]:
    return {row["payment_id"]: tuple(row[name] for name in TOLD) for row in rows(folder.load(), "payments")}


def test_kinds_and_sides_are_told_from_ids_and_orders(folder: Folder) -> None:
    put(folder)
    assert told(folder) == {name: wanted[3:] for name, wanted in PAID.items()}


def test_what_was_told_is_said_and_counts_as_filled(folder: Folder) -> None:
    put(folder)
    dataset = folder.load()
    assert set(TOLD) <= dataset.tables["payments"].filled
    kinds = next(note for note in dataset.notes if "payments.kind" in note)
    assert kinds == (
        "`payments.kind` is missing in 25 of 25 rows; 23 were told from payer, payee and order: "
        "payout 13, transfer 5, refund 2, compensation 1, order 1, subsidy 1"
    )


def test_what_is_given_stays(folder: Folder) -> None:
    put(folder, kinds=True, given="red_packet")
    assert told(folder) == {name: ("red_packet" if name == "friend" else wanted[3], *wanted[4:]) for name, wanted in PAID.items()}


def test_where_everything_is_given_the_table_is_left_alone(folder: Folder) -> None:
    folder.orders("x1,a,m1,2024-05-01")
    folder.put(
        "payments.csv",
        "payment_id,occurred_at,payer_id,payee_id,amount,kind,payer_kind,payee_kind\np,2024-05-02,m1,a,5,transfer,merchant,account\n",
    )
    assert not any("payments." in note for note in folder.load().notes)


def test_without_order_ids_money_from_a_shop_may_be_a_refund_and_is_not_told(folder: Folder) -> None:
    put(folder, orders=False)
    found = told(folder)
    assert (found["o"][0], found["wage"][0], found["back"][0]) == ("order", None, None)
    assert found["friend"][0] == found["bribe"][0] == "transfer"


def test_an_id_that_two_kinds_have_is_told_by_its_order_alone(folder: Folder) -> None:
    folder.put("accounts.csv", "account_id\n1\n2\n")
    folder.put("merchants.csv", "merchant_id\n1\n2\n")
    folder.orders("x,1,2,2024-05-01")
    folder.put(
        "payments.csv",
        "payment_id,occurred_at,payer_id,payee_id,amount,order_id\np,2024-05-02,1,2,5,x\nq,2024-05-02,2,1,5,x\nr,2024-05-02,2,1,5,\n",
    )
    assert told(folder) == {
        "p": ("order", "account", "merchant"), "q": ("refund", "merchant", "account"), "r": (None, None, None),
    }  # fmt: skip


def test_without_lists_of_accounts_and_shops_nobody_is_said_to_be_outside(folder: Folder) -> None:
    folder.orders("x1,a,m1,2024-05-01")
    folder.put("payments.csv", "payment_id,occurred_at,payer_id,payee_id,amount,order_id\np,2024-05-02,w,a,5,\nq,2024-05-02,a,m1,5,x1\n")
    assert told(folder) == {"p": (None, None, "account"), "q": ("order", "account", "merchant")}


def test_payments_can_be_told_again_in_a_bare_duckdb(folder: Folder, monkeypatch: pytest.MonkeyPatch) -> None:
    put(folder)
    dataset = folder.load()
    monkeypatch.chdir(folder.path)
    again = duckdb.connect().sql(dataset.tables["payments"].again).to_arrow_table().to_pylist()
    assert sorted(again, key=str) == sorted(rows(dataset, "payments"), key=str)


def test_the_rows_keep_their_order_and_their_file(folder: Folder) -> None:
    put(folder)
    table = folder.load().tables["payments"]
    found = duckdb.sql(f"select payment_id, _file from read_parquet('{table.files[0]}')").fetchall()
    assert [name for name, _ in found] == list(PAID)
    assert {file for _, file in found} == {str(one.path) for one in table.inputs}


@pytest.mark.spark_smoke
def test_the_same_is_told_on_every_engine(engine: Engine, folder: Folder) -> None:
    put(folder)
    dataset = folder.load()
    names = ("payments", "orders", "accounts", "merchants", "staff")
    for name in names:
        engine.read(f"raw_{name}", dataset.tables[name].files)
    columns = {name: [column.name for column in typed_tables()[name].columns] for name in names}
    sources = {name: f"select {', '.join(columns[name])} from raw_{name}" for name in names}
    empty = [f"cast(null as varchar) as {name}" if name in TOLD else name for name in columns["payments"]]
    sources["payments"] = f"select {', '.join(empty)} from raw_payments"
    text = told_sql(sources, tuple(columns["payments"]))
    assert parse(text, "tell")
    found = engine.rows(text, step="tell").to_pylist()
    assert {row["payment_id"]: tuple(row[name] for name in TOLD) for row in found} == {name: wanted[3:] for name, wanted in PAID.items()}
