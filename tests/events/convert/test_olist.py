from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from zhenxin.errors import InputError, OutputError, UsageError
from zhenxin.events import load
from zhenxin.events.convert import convert
from zhenxin.events.convert.brazil import to_utc
from zhenxin.settings import Settings

SHARED = Path(__file__).parents[3] / "../shared/data"
HEADS = {
    "olist_orders_dataset.csv": "order_id,customer_id,order_status,order_purchase_timestamp,order_approved_at,order_delivered_carrier_date,"
    "order_delivered_customer_date,order_estimated_delivery_date",
    "olist_order_items_dataset.csv": "order_id,order_item_id,product_id,seller_id,shipping_limit_date,price,freight_value",
    "olist_customers_dataset.csv": "customer_id,customer_unique_id,customer_zip_code_prefix,customer_city,customer_state",
    "olist_order_payments_dataset.csv": "order_id,payment_sequential,payment_type,payment_installments,payment_value",
    "olist_order_reviews_dataset.csv": "review_id,order_id,review_score,review_comment_title,review_comment_message,review_creation_date,"
    "review_answer_timestamp",
    "olist_sellers_dataset.csv": "seller_id,seller_zip_code_prefix,seller_city,seller_state",
    "olist_products_dataset.csv": "product_id,product_category_name,product_name_lenght,product_description_lenght,product_photos_qty,"
    "product_weight_g,product_length_cm,product_height_cm,product_width_cm",
    "product_category_name_translation.csv": "\ufeffproduct_category_name,product_category_name_english",
}
ROWS = {
    "olist_orders_dataset.csv": """o1,c1,delivered,2017-11-02 10:00:00,2017-11-02 10:05:00,2017-11-03 09:00:00,2017-11-08 12:00:00,
o2,c2,canceled,2018-05-01 08:00:00,2018-05-01 08:10:00,,,
o3,c3,unavailable,2018-05-02 08:00:00,,,,
o4,c4,shipped,2018-05-03 08:00:00,2018-05-03 08:10:00,2018-05-04 08:10:00,,""",
    "olist_order_items_dataset.csv": """o1,1,p1,s1,2017-11-09 10:00:00,10.50,2.25
o1,2,p1,s1,2017-11-09 10:00:00,10.50,2.25
o1,3,p2,s2,2017-11-09 10:00:00,99.99,0.01
o2,1,p1,s1,2018-05-09 10:00:00,11.00,2.00
o4,1,p1,s1,2018-05-09 10:00:00,10.50,2.00""",
    "olist_customers_dataset.csv": """c1,u1,01000,sao paulo,SP
c2,u1,01000,sao paulo,SP
c3,u3,20000,rio de janeiro,RJ
c4,u4,20000,rio de janeiro,RJ""",
    "olist_order_payments_dataset.csv": "o1,1,credit_card,1,100.00\no1,2,voucher,1,25.50\no2,1,boleto,1,13.00\no3,1,boleto,1,9.00",
    "olist_order_reviews_dataset.csv": """r1,o1,5,bom,"chegou
bem",2017-11-09 00:00:00,2017-11-10 01:02:03
r2,o2,1,,,2018-05-03 00:00:00,2018-05-03 09:00:00
r2,o4,4,,ok,2018-05-03 00:00:00,2018-05-03 09:00:00""",
    "olist_sellers_dataset.csv": "s1,01000,sao paulo,SP\ns2,80000,curitiba,PR",
    "olist_products_dataset.csv": "p1,beleza_saude,1,2,3,250,1,1,1\np2,desconhecida,1,2,3,,1,1,1\np9,beleza_saude,1,2,3,10,1,1,1",
    "product_category_name_translation.csv": "beleza_saude,health_beauty",
}


@pytest.fixture
def source(tmp_path: Path) -> Path:
    folder = tmp_path / "src"
    folder.mkdir()
    for name, head in HEADS.items():
        (folder / name).write_text(f"{head}\n{ROWS[name]}\n", encoding="utf-8")
    return folder


def rows(folder: Path, table: str) -> list[dict[str, object]]:
    return pq.read_table(folder / f"{table}.parquet").to_pylist()


def test_a_line_of_an_order_becomes_an_order_that_shares_its_basket(source: Path, tmp_path: Path) -> None:
    convert("olist", source, tmp_path / "dst")
    orders = {row["order_id"]: row for row in rows(tmp_path / "dst", "orders")}
    assert set(orders) == {"o1", "o1-2", "o2", "o4"}
    assert {orders[name]["basket_id"] for name in ("o1", "o1-2")} == {"o1"}
    assert (orders["o1"]["quantity"], str(orders["o1"]["amount"]), orders["o1"]["merchant_id"]) == (2, "25.50", "s1")
    assert (orders["o1-2"]["quantity"], str(orders["o1-2"]["amount"]), orders["o1-2"]["region"]) == (1, "100.00", "BR-SP")
    assert orders["o1"]["account_id"] == orders["o2"]["account_id"] == "u1"


def test_statuses_bear_the_time_they_were_reached_in_utc(source: Path, tmp_path: Path) -> None:
    convert("olist", source, tmp_path / "dst")
    orders = {row["order_id"]: row for row in rows(tmp_path / "dst", "orders")}
    assert orders["o1"]["occurred_at"] == datetime.fromisoformat("2017-11-02T12:00:00")
    assert (orders["o1"]["status"], orders["o1"]["status_at"]) == ("signed", datetime.fromisoformat("2017-11-08T14:00:00"))
    assert (orders["o2"]["status"], orders["o2"]["status_at"]) == ("cancelled", datetime.fromisoformat("2018-05-01T11:10:00"))
    assert (orders["o4"]["status"], orders["o4"]["status_at"]) == ("shipped", datetime.fromisoformat("2018-05-04T11:10:00"))
    states = [(row["order_id"], row["status"]) for row in rows(tmp_path / "dst", "order_states")]
    assert states.count(("o1", "signed")) == states.count(("o1-2", "signed")) == 1
    assert ("o4", "signed") not in states


def test_payments_go_to_the_only_seller_or_to_the_platform(source: Path, tmp_path: Path) -> None:
    convert("olist", source, tmp_path / "dst")
    payments = {row["payment_id"]: row for row in rows(tmp_path / "dst", "payments")}
    assert (payments["o2-1"]["payee_id"], payments["o2-1"]["payee_kind"]) == ("s1", "merchant")
    assert (payments["o1-1"]["payee_id"], payments["o1-1"]["payee_kind"]) == ("olist", "platform")
    assert payments["o3-1"]["payee_kind"] == "platform"
    assert {row["payer_kind"] for row in payments.values()} == {"account"}


def test_reviews_keep_title_and_message_and_one_given_twice_is_told_apart(source: Path, tmp_path: Path) -> None:
    convert("olist", source, tmp_path / "dst")
    reviews = {row["review_id"]: row for row in rows(tmp_path / "dst", "reviews")}
    assert reviews["r1"]["text"] == "bom\nchegou\nbem"
    assert (reviews["r1"]["merchant_id"], reviews["r1"]["rating"]) == ("s1", 5)
    assert (reviews["r2"]["text"], reviews["r2"]["order_id"]) == (None, "o2")
    assert (reviews["r2-2"]["text"], reviews["r2-2"]["order_id"]) == ("ok", "o4")


def test_products_bear_their_translated_category_weight_and_commonest_price(source: Path, tmp_path: Path) -> None:
    made = convert("olist", source, tmp_path / "dst")
    products = {row["product_id"]: row for row in rows(tmp_path / "dst", "products")}
    assert set(products) == {"p1", "p2"}
    assert (products["p1"]["category"], products["p1"]["spec_weight_g"], str(products["p1"]["price"])) == ("health_beauty", 250.0, "10.50")
    assert (products["p2"]["category"], products["p2"]["spec_weight_g"]) == ("desconhecida", None)
    assert any("1 products were left out" in note for note, _ in made.notes)


def test_a_parcel_goes_from_each_seller_and_has_no_weight(source: Path, tmp_path: Path) -> None:
    convert("olist", source, tmp_path / "dst")
    assert [row["parcel_id"] for row in rows(tmp_path / "dst", "parcels")] == ["o1", "o1-2", "o4"]
    assert "weight_g" not in pq.read_schema(tmp_path / "dst" / "parcels.parquet").names
    assert [(row["parcel_id"], row["kind"]) for row in rows(tmp_path / "dst", "scans")].count(("o4", "signed")) == 0


def test_orders_without_a_line_are_left_out_and_told(source: Path, tmp_path: Path) -> None:
    made = convert("olist", source, tmp_path / "dst")
    assert any(note.startswith("1 orders were left out") for note, _ in made.notes)
    assert "1 orders were left out" in (tmp_path / "dst" / "README.txt").read_text(encoding="utf-8")


def test_the_tables_are_read_without_a_row_set_aside(source: Path, tmp_path: Path) -> None:
    made = convert("olist", source, tmp_path / "dst")
    dataset = load(tmp_path / "dst", Settings(), tmp_path / "scratch")
    for table, count in made.rows.items():
        assert (dataset.tables[table].rows, dataset.tables[table].set_aside) == (count, 0)


def test_a_second_conversion_takes_the_place_of_the_first_and_gives_the_same_bytes(source: Path, tmp_path: Path) -> None:
    convert("olist", source, tmp_path / "dst")
    before = {path.name: path.read_bytes() for path in (tmp_path / "dst").iterdir()}
    convert("olist", source, tmp_path / "dst")
    assert {path.name: path.read_bytes() for path in (tmp_path / "dst").iterdir()} == before
    assert sorted(path.name for path in tmp_path.iterdir()) == ["dst", "src"]


@pytest.mark.parametrize("name", ["notes.txt", "orders.parquet"])
def test_a_folder_with_anything_else_is_refused_and_left_as_it_is(source: Path, tmp_path: Path, name: str) -> None:
    (tmp_path / "dst").mkdir()
    (tmp_path / "dst" / name).write_text("mine")
    with pytest.raises(OutputError, match="no conversion wrote"):
        convert("olist", source, tmp_path / "dst")
    assert (tmp_path / "dst" / name).read_text() == "mine"


def test_the_source_folder_itself_is_no_place_for_the_result(source: Path) -> None:
    with pytest.raises(OutputError):
        convert("olist", source, source)
    assert len(list(source.iterdir())) == len(HEADS)


def test_missing_files_are_told_and_the_rest_is_converted(source: Path, tmp_path: Path) -> None:
    for name in HEADS:
        if name not in {"olist_sellers_dataset.csv", "olist_products_dataset.csv"}:
            (source / name).unlink()
    made = convert("olist", source, tmp_path / "dst")
    assert dict(made.rows) == {"merchants": 2}
    assert ("`olist_orders_dataset.csv` is not there", "没有文件 `olist_orders_dataset.csv`") in made.notes
    assert "merchants: 2 rows" in made.lines("en")[0]
    assert "没有文件" in made.lines("zh")[1]


def test_an_unknown_data_set_lists_the_known_ones_and_the_near_one(source: Path, tmp_path: Path) -> None:
    with pytest.raises(UsageError) as caught:
        convert("olits", source, tmp_path / "dst")
    assert "did you mean `olist`?" in caught.value.hint
    with pytest.raises(UsageError) as caught:
        convert("taobao", source, tmp_path / "dst")
    assert "known: olist" in caught.value.hint


def test_an_empty_folder_a_missing_column_and_a_broken_file_are_input_errors(source: Path, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    with pytest.raises(InputError, match="none of the files"):
        convert("olist", tmp_path / "empty", tmp_path / "dst")
    with pytest.raises(InputError, match="no folder"):
        convert("olist", tmp_path / "nowhere", tmp_path / "dst")
    (source / "olist_sellers_dataset.csv").write_text("seller_id,city\ns1,x\n")
    with pytest.raises(InputError, match="no column `seller_state`"):
        convert("olist", source, tmp_path / "dst")
    (source / "olist_sellers_dataset.csv").write_text("seller_id,seller_state\ns1,SP,3,4\n")
    with pytest.raises(InputError, match="no good CSV"):
        convert("olist", source, tmp_path / "dst")
    assert not (tmp_path / "dst").exists()


def test_local_times_become_utc_as_the_time_zone_database_says() -> None:
    try:
        zone = ZoneInfo("America/Sao_Paulo")
    except ZoneInfoNotFoundError:
        pytest.skip("this machine has no time zone database")
    days = [date(2013, 10, 1) + timedelta(days=at) for at in range(2200)]
    texts = [f"{day} {hour:02d}:30:00" for day in days for hour in (0, 5, 23)]
    wanted = [datetime.fromisoformat(text).replace(tzinfo=zone).astimezone(UTC).replace(tzinfo=None) for text in texts]
    assert to_utc(pa.chunked_array([texts])).to_pylist() == wanted


def test_what_is_no_time_is_null() -> None:
    assert to_utc(pa.chunked_array([["", None, "yesterday", "2017-13-01 00:00:00"]], pa.string())).to_pylist() == [None] * 4


@pytest.mark.skipif(not (SHARED / "olist_8135").is_dir(), reason="shared/data/olist_8135 is not here")
def test_the_sample_of_8135_orders_is_converted_whole(tmp_path: Path) -> None:
    made = convert("olist", SHARED / "olist_8135", tmp_path / "dst")
    assert (made.rows["orders"], made.rows["reviews"], made.rows["payments"], made.rows["products"]) == (7606, 8225, 8924, 5460)
    orders = pq.read_table(tmp_path / "dst" / "orders.parquet")
    assert len(set(orders["order_id"].to_pylist())) == orders.num_rows
    assert len(set(orders["basket_id"].to_pylist())) == 7360
    reviews = pq.read_table(tmp_path / "dst" / "reviews.parquet")
    assert len(set(reviews["review_id"].to_pylist())) == reviews.num_rows
    dataset = load(tmp_path / "dst", Settings(), tmp_path / "scratch")
    assert not [name for name, table in dataset.tables.items() if table.set_aside]


@pytest.mark.skipif(not (SHARED / "olist_official_small").is_dir(), reason="shared/data/olist_official_small is not here")
def test_the_official_sample_gives_its_sellers_and_says_what_is_missing(tmp_path: Path) -> None:
    made = convert("olist", SHARED / "olist_official_small", tmp_path / "dst")
    assert made.rows["merchants"] == 3095
    assert sum("is not there" in note for note, _ in made.notes) == 5
