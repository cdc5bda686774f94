"""The real samples as tables: Olist's orders in Brazil 2016-2018, sessions of a Turkish shop (UCI), Chinese reviews (ASAP of Dianping).

Olist's sample holds all 2,963 orders that were not delivered and 5,172 of the 96,478 that were, so a delivered one weighs 18.65 times as much.
"""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import duckdb

Ask = Callable[[str], dict[str, Any]]
_DELIVERED = 96478 / 5172
_OLIST = {
    "orders": "olist_8135/olist_orders_dataset.csv",
    "items": "olist_8135/olist_order_items_dataset.csv",
    "answers": "olist_8135/olist_order_reviews_dataset.csv",
    "sold": "olist_8135/olist_products_dataset.csv",
    "goods": "olist_official_small/olist_products_dataset.csv",
    "sellers": "olist_official_small/olist_sellers_dataset.csv",
    "english": "olist_8135/product_category_name_translation.csv",
}
LIKE = {
    "美妆护肤": ("health_beauty",),
    "零食": ("food", "food_drink"),
    "日用清洁": ("housewares",),
    "母婴": ("baby",),
    "玩具": ("toys",),
    "数码配件": ("computers_accessories", "telephony"),
    "小家电": ("small_appliances",),
    "家纺": ("bed_bath_table",),
    "图书文具": ("books_general_interest", "books_technical", "stationery"),
}
"""Categories of the world, and which of Olist's sell the like."""


def are_there(folder: Path) -> bool:
    """Whether all samples are in a folder."""
    return all((folder / name).is_file() for name in (*_OLIST.values(), "uci_shoppers/uci_online_shoppers_intention.csv"))


def opened(folder: Path) -> Ask:
    """SQL over the samples, columns as arrays by name."""
    db = duckdb.connect()
    for name, path in _OLIST.items():
        db.execute(f"create view raw_{name} as select * from read_csv('{folder / path}')")
    db.execute("create view items as from raw_items")
    db.execute(f"create view orders as select *, if(order_status = 'delivered', {_DELIVERED}, 1.0) as weight from raw_orders")
    db.execute("create view answers as select a.*, o.order_status, o.weight from raw_answers a join orders o using (order_id)")
    likes = ", ".join(f"('{ours}', '{theirs}')" for ours, names in LIKE.items() for theirs in names)
    db.execute(f"create view likes as select ours, product_category_name from (values {likes}) v(ours, theirs)"
               " join raw_english on product_category_name_english = theirs")  # fmt: skip
    db.execute("create view sold as select ours, product_id from raw_sold join likes using (product_category_name)")
    db.execute("create view goods as select ours, product_weight_g from raw_goods join likes using (product_category_name)")
    shop = folder / "uci_shoppers/uci_online_shoppers_intention.csv"
    db.execute(f"create view shoppers as select * from read_csv('{shop}', all_varchar = true)")
    talk = [str(path) for path in sorted((folder / "asap_samples").glob("*.csv"))]
    db.execute(f"create view dianping as select * from read_csv({talk})")
    return lambda sql: dict(db.execute(sql).fetchnumpy())
