"""Olist's public orders (Brazil, 2016 to 2018; nine CSV files, known from Kaggle) as event tables.

A row of `orders` is a line of an Olist order: one product of one seller, with its quantity. The first line bears the id of the Olist
order, the next ones `-2`, `-3` behind it; all lines of one share `basket_id`. `amount` is what the buyer pays for the line, freight
included. An account is a `customer_unique_id`. Reviews, parcels and payments hang on the first line they belong to.
"""

from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc

from zhenxin.events.convert.brazil import to_utc
from zhenxin.events.convert.rows import first_of, numbers, told_apart
from zhenxin.events.convert.source import Made, Note, read_csvs

PLATFORM = "olist"
ORDERS, ITEMS, CUSTOMERS = "olist_orders_dataset.csv", "olist_order_items_dataset.csv", "olist_customers_dataset.csv"
PAYMENTS, REVIEWS, SELLERS = "olist_order_payments_dataset.csv", "olist_order_reviews_dataset.csv", "olist_sellers_dataset.csv"
PRODUCTS, CATEGORIES = "olist_products_dataset.csv", "product_category_name_translation.csv"
FILES = {
    ORDERS: ("order_id", "customer_id", "order_status", "order_purchase_timestamp", "order_approved_at", "order_delivered_carrier_date",
             "order_delivered_customer_date"),
    ITEMS: ("order_id", "order_item_id", "product_id", "seller_id", "price", "freight_value"),
    CUSTOMERS: ("customer_id", "customer_unique_id", "customer_state"),
    PAYMENTS: ("order_id", "payment_sequential", "payment_value"),
    REVIEWS: ("review_id", "order_id", "review_score", "review_comment_title", "review_comment_message", "review_answer_timestamp"),
    SELLERS: ("seller_id", "seller_state"),
    PRODUCTS: ("product_id", "product_category_name", "product_weight_g"),
    CATEGORIES: ("product_category_name", "product_category_name_english"),
}  # fmt: skip
_STATUS = {
    "created": "placed", "approved": "paid", "invoiced": "paid", "processing": "paid", "shipped": "shipped", "delivered": "signed",
    "canceled": "cancelled", "unavailable": "cancelled",
}  # fmt: skip
_STATES = (("placed", "purchased_at"), ("paid", "approved_at"), ("shipped", "handed_over_at"), ("signed", "signed_at"))
_MONEY = pa.decimal128(18, 2)


def read(folder: Path) -> Made:
    """The event tables that the Olist files in `folder` give; files may be missing, and then tables are.

    Raises InputError where the folder has none of the files or one of them cannot be read.
    """
    files, missing = read_csvs(folder, FILES)
    notes: list[Note] = [(f"`{name}` is not there", f"没有文件 `{name}`") for name in missing]
    tables: dict[str, pa.Table] = {}
    if SELLERS in files:
        tables["merchants"] = _merchants(files[SELLERS])
    if PRODUCTS in files and ITEMS in files:
        tables["products"] = _products(files, notes)
    elif PRODUCTS in files:
        notes.append(("no products: which seller offers one is in the file of order items", "没有商品表：卖家写在订单明细文件里"))
    if {ORDERS, ITEMS, CUSTOMERS} <= set(files):
        heads = _heads(files[ORDERS], files[CUSTOMERS])
        lines = _lines(files[ITEMS], heads)
        tables |= _order_tables(heads, lines, notes)
        if PAYMENTS in files:
            tables["payments"] = _payments(files[PAYMENTS], heads, lines)
        if REVIEWS in files:
            tables["reviews"] = _reviews(files[REVIEWS], heads, lines)
    else:
        english = "no orders, payments, parcels or reviews: they need the files of orders, order items and customers together"
        notes.append((english, "没有订单、支付、包裹和评价：须同时有订单、订单明细和客户三个文件"))
    english = "local times of São Paulo were turned into UTC; prices are in BRL; parcels have no weight and only two scans"
    notes.append((english, "圣保罗当地时间已换算为 UTC；金额单位为巴西雷亚尔；包裹没有重量，只有揽收和签收两个节点"))
    return Made(tables, tuple(notes))


def _region(states: pa.ChunkedArray) -> pa.ChunkedArray:
    return pc.binary_join_element_wise("BR", states, "-")


def _merchants(sellers: pa.Table) -> pa.Table:
    table = pa.table({"merchant_id": sellers["seller_id"], "region": _region(sellers["seller_state"])})
    return first_of(table, "merchant_id")


def _products(files: dict[str, pa.Table], notes: list[Note]) -> pa.Table:
    """Products with their commonest seller and price; those that nobody bought in these files are left out, for want of a seller."""
    products = files[PRODUCTS]
    names = products["product_category_name"]
    if CATEGORIES in files:
        words = files[CATEGORIES]
        translated = dict(zip(words["product_category_name"].to_pylist(), words["product_category_name_english"].to_pylist(), strict=True))
        names = pa.chunked_array([pa.array([translated.get(name, name) for name in names.to_pylist()], pa.string())])
    table = pa.table({"product_id": products["product_id"], "category": names, "spec_weight_g": numbers(products["product_weight_g"])})
    table = first_of(table, "product_id")
    items = files[ITEMS]
    sold = pa.table(
        {"product_id": items["product_id"], "merchant_id": items["seller_id"], "price": pc.cast(numbers(items["price"]), _MONEY)}
    )
    counted = sold.group_by(["product_id", "merchant_id", "price"]).aggregate([([], "count_all")])
    keys = [("product_id", "ascending"), ("count_all", "descending"), ("merchant_id", "ascending"), ("price", "ascending")]
    usual = first_of(counted.sort_by(keys), "product_id").drop_columns(["count_all"])
    joined = table.join(usual, "product_id", join_type="inner").sort_by("product_id")
    if joined.num_rows < table.num_rows:
        count = table.num_rows - joined.num_rows
        english = f"{count} products were left out: no order in these files says who sells them"
        notes.append((english, f"略去 {count} 件商品：这些文件里没有订单说明由谁出售"))
    return joined


def _heads(orders: pa.Table, customers: pa.Table) -> pa.Table:
    """An Olist order a row, with its account and its times in UTC."""
    who = first_of(customers, "customer_id")
    times = {
        name: to_utc(orders[column])
        for name, column in (
            ("purchased_at", "order_purchase_timestamp"),
            ("approved_at", "order_approved_at"),
            ("handed_over_at", "order_delivered_carrier_date"),
            ("signed_at", "order_delivered_customer_date"),
        )
    }
    statuses = pa.array([_STATUS.get(status or "", status) for status in orders["order_status"].to_pylist()], pa.string())
    heads = pa.table({"basket_id": orders["order_id"], "customer_id": orders["customer_id"], "status": statuses, **times})
    heads = first_of(heads, "basket_id").join(who, "customer_id", join_type="inner").sort_by("basket_id")
    return heads.append_column("status_at", _status_times(heads)).rename_columns({"customer_unique_id": "account_id"})


def _status_times(heads: pa.Table) -> pa.ChunkedArray:
    """When the status was reached: by its own date, a cancelled order's by the last date it has."""
    last = pc.max_element_wise(*(heads[column] for _, column in _STATES))
    found = last
    for status, column in _STATES:
        found = pc.if_else(pc.fill_null(pc.equal(heads["status"], status), False), pc.coalesce(heads[column], last), found)
    return found


def _lines(items: pa.Table, heads: pa.Table) -> pa.Table:
    """An order line a row, numbered within its order: product, seller, quantity, amount."""
    bare = pa.table(
        {
            "basket_id": items["order_id"],
            "product_id": items["product_id"],
            "merchant_id": items["seller_id"],
            "place": pc.cast(items["order_item_id"], pa.int32()),
            "cents": pc.cast(pc.round(pc.multiply(pc.add(numbers(items["price"]), numbers(items["freight_value"])), 100.0)), pa.int64()),
        }
    )
    lines = bare.group_by(["basket_id", "product_id", "merchant_id"]).aggregate([("place", "min"), ("cents", "sum"), ([], "count_all")])
    lines = lines.join(heads.select(["basket_id"]), "basket_id", join_type="inner").sort_by(
        [("basket_id", "ascending"), ("place_min", "ascending")]
    )
    return pa.table(
        {
            "order_id": told_apart(lines["basket_id"]),
            "basket_id": lines["basket_id"],
            "merchant_id": lines["merchant_id"],
            "product_id": lines["product_id"],
            "quantity": lines["count_all"],
            "amount": pc.cast(pc.divide(pc.cast(lines["cents_sum"], pa.float64()), 100.0), _MONEY),
        }
    )


def _order_tables(heads: pa.Table, lines: pa.Table, notes: list[Note]) -> dict[str, pa.Table]:
    orders = lines.join(heads, "basket_id", join_type="inner").sort_by("order_id")
    empty = heads.num_rows - len(pc.unique(lines["basket_id"]))
    if empty:
        english = f"{empty} orders were left out: no line says what was bought from whom; their payments and reviews stay"
        notes.append((english, f"略去 {empty} 笔订单：没有明细说明向谁买了什么；其支付和评价保留"))
    table = orders.rename_columns({"purchased_at": "occurred_at"}).append_column("region", _region(orders["customer_state"]))
    accounts = heads.group_by("account_id").aggregate([("customer_state", "min")]).sort_by("account_id")
    states = [
        pa.table({"order_id": orders["order_id"], "occurred_at": orders[column], "status": pa.array([status] * orders.num_rows)})
        for status, column in _STATES
    ]
    history = pa.concat_tables(states)
    history = history.filter(pc.is_valid(history["occurred_at"]))
    return {
        "accounts": pa.table({"account_id": accounts["account_id"], "region": _region(accounts["customer_state_min"])}),
        "orders": table,
        "order_states": history.filter(pc.is_valid(history["occurred_at"])).sort_by(
            [("order_id", "ascending"), ("occurred_at", "ascending")]
        ),
        **_parcels(orders),
    }


def _parcels(orders: pa.Table) -> dict[str, pa.Table]:
    """A parcel a seller and order, from the day it went to the carrier; Olist keeps no weight and no scan between first and last."""
    sent = orders.filter(pc.is_valid(orders["handed_over_at"])).sort_by([("basket_id", "ascending"), ("order_id", "ascending")])
    sent = first_of(sent, "basket_id", "merchant_id")
    parcels = pa.table(
        {
            "parcel_id": sent["order_id"],
            "order_id": sent["order_id"],
            "destination": _region(sent["customer_state"]),
            "shipped_at": sent["handed_over_at"],
        }
    )
    scans = pa.concat_tables(
        pa.table({"parcel_id": sent["order_id"], "occurred_at": sent[column], "kind": pa.array([kind] * sent.num_rows)})
        for kind, column in (("collected", "handed_over_at"), ("signed", "signed_at"))
    )
    scans = scans.filter(pc.is_valid(scans["occurred_at"]))
    return {"parcels": parcels, "scans": scans.sort_by([("parcel_id", "ascending"), ("occurred_at", "ascending")])}


def _payments(payments: pa.Table, heads: pa.Table, lines: pa.Table) -> pa.Table:
    """Payments of accounts: to the seller where the order has one only, else to the platform, which collects them all."""
    shops = lines.group_by("basket_id").aggregate([("merchant_id", "min"), ("merchant_id", "count_distinct")])
    bare = pa.table(
        {"basket_id": payments["order_id"], "place": payments["payment_sequential"], "amount": numbers(payments["payment_value"])}
    )
    table = bare.join(heads.select(["basket_id", "account_id", "purchased_at", "approved_at"]), "basket_id", join_type="inner")
    table = table.join(shops, "basket_id").sort_by([("basket_id", "ascending"), ("place", "ascending")])
    one_shop = pc.fill_null(pc.equal(table["merchant_id_count_distinct"], 1), False)
    return pa.table(
        {
            "payment_id": pc.binary_join_element_wise(table["basket_id"], table["place"], "-"),
            "occurred_at": pc.coalesce(table["approved_at"], table["purchased_at"]),
            "payer_id": table["account_id"],
            "payee_id": pc.if_else(one_shop, table["merchant_id_min"], PLATFORM),
            "amount": pc.cast(pc.round(table["amount"], 2), _MONEY),
            "kind": pa.array(["order"] * table.num_rows),
            "order_id": table["basket_id"],
            "payer_kind": pa.array(["account"] * table.num_rows),
            "payee_kind": pc.if_else(one_shop, "merchant", "platform"),
        }
    )


def _reviews(reviews: pa.Table, heads: pa.Table, lines: pa.Table) -> pa.Table:
    """Reviews at the time they were written; one that was given for several orders bears `-2` and so on from the second on."""
    bare = pa.table(
        {
            "review_id": reviews["review_id"],
            "order_id": reviews["order_id"],
            "occurred_at": to_utc(reviews["review_answer_timestamp"]),
            "rating": pc.cast(numbers(reviews["review_score"]), pa.int32()),
            "text": _joined(reviews["review_comment_title"], reviews["review_comment_message"]),
        }
    )
    first = lines.filter(pc.equal(lines["order_id"], lines["basket_id"])).select(["order_id", "product_id", "merchant_id"])
    owners = pa.table({"order_id": heads["basket_id"], "account_id": heads["account_id"]})
    table = bare.join(owners, "order_id", join_type="inner").join(first, "order_id")
    table = table.sort_by([("review_id", "ascending"), ("order_id", "ascending")])
    return table.set_column(table.column_names.index("review_id"), "review_id", told_apart(table["review_id"]))


def _joined(titles: pa.ChunkedArray, messages: pa.ChunkedArray) -> pa.ChunkedArray:
    """Title and message, a line end between; NULL where there is neither."""
    both = pc.utf8_trim(pc.binary_join_element_wise(pc.fill_null(titles, ""), pc.fill_null(messages, ""), "\n"), "\n")
    return pc.if_else(pc.equal(both, ""), pa.scalar(None, pa.string()), both)
