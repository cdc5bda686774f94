"""Whose shop reviews and visits were at, told from orders, products and live rooms where the data does not say."""

import duckdb
import pytest

from zhenxin.engine import Engine
from zhenxin.engine.dialect import parse
from zhenxin.events.schema import typed_tables
from zhenxin.events.shops_told import told_sql

from .folders import Folder, rows


def put(folder: Folder, *, shops: bool = False) -> None:
    folder.orders("o1,a,m1,2024-05-01,p1", "o2,b,m2,2024-05-01,", more=",product_id")
    folder.put("products.csv", "product_id,merchant_id\np1,m1\np3,m3\n")
    more = (",merchant_id", ",mx") if shops else ("", "")
    reviews = (
        "by its order,a,5,o1,",
        "by an order of no product,b,5,o2,",
        "by its product,c,4,,p3",
        "by nothing,d,1,,",
        "of an unknown order,e,1,o9,",
    )
    head = "review_id,account_id,rating,order_id,product_id,occurred_at"
    folder.put("reviews.csv", "\n".join([head + more[0], *(f"{row},2024-05-02{more[1]}" for row in reviews), ""]))
    visits = (
        "a,view,p1,,", "a,view,,,m9", "b,live_join,,r1,", "c,live_comment,,r1,m2", "d,live_join,,r1,m2", "e,live_join,,r1,m3",
        "f,live_join,,r2,", "g,live_comment,,r2,m2", "h,live_comment,,r2,m3", "i,search,,,",
    )  # fmt: skip
    head = "account_id,kind,product_id,room_id,merchant_id,occurred_at"
    folder.put("visits.csv", "\n".join([head, *(f"{row},2024-05-02" for row in visits), ""]))


TOLD = {
    "by its order": ("m1", "p1"), "by an order of no product": ("m2", None), "by its product": ("m3", "p3"), "by nothing": (None, None),
    "of an unknown order": (None, None),
}  # fmt: skip


def test_a_review_is_of_its_order_s_shop_and_product_else_of_its_product_s_shop(folder: Folder) -> None:
    put(folder)
    found = rows(folder.load(), "reviews")
    assert {row["review_id"]: (row["merchant_id"], row["product_id"]) for row in found} == TOLD
    assert [row["review_id"] for row in found] == list(TOLD)


def test_a_visit_is_to_its_product_s_shop_or_to_the_shop_whose_room_it_mostly_is(folder: Folder) -> None:
    put(folder)
    found = rows(folder.load(), "visits")
    assert {row["account_id"] + row["kind"]: row["merchant_id"] for row in found if row["account_id"] not in "a"} == {
        "blive_join": "m2", "clive_comment": "m2", "dlive_join": "m2", "elive_join": "m3", "flive_join": None, "glive_comment": "m2",
        "hlive_comment": "m3", "isearch": None,
    }  # fmt: skip
    assert [row["merchant_id"] for row in found if row["account_id"] == "a"] == ["m1", "m9"]


def test_what_was_told_is_said_and_counts_as_filled(folder: Folder) -> None:
    put(folder)
    dataset = folder.load()
    assert {"merchant_id", "product_id"} <= dataset.tables["reviews"].filled
    assert [note for note in dataset.notes if "were told" in note] == [
        "`reviews.merchant_id` is missing in 5 of 5 rows; 3 were told from their orders and products",
        "`reviews.product_id` is missing in 4 of 5 rows; 1 were told from their orders and products",
        "`visits.merchant_id` is missing in 4 of 10 rows; 2 were told from their products and live rooms",
    ]
    assert "`visits.merchant_id` 在 10 行中有 4 行缺失；已根据商品和直播间判断出 2 行" in dataset.notes_zh


def test_what_is_given_stays(folder: Folder) -> None:
    put(folder, shops=True)
    assert {row["merchant_id"] for row in rows(folder.load(), "reviews")} == {"mx"}


@pytest.mark.parametrize("without", ["orders.csv", "products.csv"])
def test_less_is_told_where_a_table_is_missing(folder: Folder, without: str) -> None:
    put(folder)
    (folder.path / without).unlink()
    told = {row["review_id"]: row["merchant_id"] for row in rows(folder.load(), "reviews")}
    assert told["by its product" if without == "orders.csv" else "by its order"] is not None
    assert told["by its order" if without == "orders.csv" else "by its product"] is None


def test_it_can_be_told_again_in_a_bare_duckdb(folder: Folder, monkeypatch: pytest.MonkeyPatch) -> None:
    put(folder)
    table = folder.load().tables["reviews"]
    monkeypatch.chdir(folder.path)
    again = duckdb.sql(f"select review_id, merchant_id, product_id from ({table.again})").fetchall()
    assert {row[0]: row[1:] for row in again} == TOLD


@pytest.mark.parametrize("name", ["reviews", "visits"])
def test_the_same_is_told_on_every_engine(engine: Engine, folder: Folder, name: str) -> None:
    put(folder)
    dataset = folder.load()
    sources = {}
    for table in (name, "orders", "products"):
        engine.read(f"raw_{table}", dataset.tables[table].files)
        columns = [column.name for column in typed_tables()[table].columns]
        silent = {"merchant_id", "product_id"} if table == "reviews" else set()
        cells = [f"cast(null as varchar) as {column}" if column in silent - {"product_id"} else column for column in columns]
        sources[table] = f"select {', '.join(cells)} from raw_{table}"
    text = told_sql(name, sources, ("occurred_at", "merchant_id"))
    assert parse(text, "tell")
    found = engine.rows(text, step="tell").to_pylist()
    assert sorted(str(row["merchant_id"]) for row in found if row["merchant_id"]) == (
        ["m1", "m2", "m3"] if name == "reviews" else ["m1", "m2", "m2", "m2", "m2", "m3", "m3", "m9"]
    )
