"""The clean tables: whose order and review each is, what is missing, and the ranks."""

from datetime import datetime
from typing import Any

import pyarrow as pa
import pytest

from zhenxin.engine import Engine
from zhenxin.events.results import RESULTS
from zhenxin.figures import clean_figures

TABLES = {
    "orders": {"order_id": "s", "product_id": "s", "merchant_id": "s", "amount": "m", "account_id": "s", "occurred_at": "t"},
    "reviews": {
        "review_id": "s",
        "product_id": "s",
        "merchant_id": "s",
        "order_id": "s",
        "rating": "i",
        "account_id": "s",
        "occurred_at": "t",
    },
    "products": {"product_id": "s", "merchant_id": "s", "category": "s"},
    "merchants": {"merchant_id": "s", "category": "s"},
}
TYPES = {"s": pa.string(), "m": pa.decimal128(18, 2), "i": pa.int32(), "t": pa.timestamp("us")}
NOW = datetime.fromisoformat("2026-06-01")


def order(name: str, product: str | None, merchant: str = "m", amount: float | None = 10) -> dict[str, Any]:
    return {"order_id": name, "product_id": product, "merchant_id": merchant, "amount": amount}


def put(engine: Engine, **rows: list[dict[str, Any]]) -> None:
    for table, columns in TABLES.items():
        schema = pa.schema([(name, TYPES[kind]) for name, kind in columns.items()])
        engine.put(f"cut_{table}", pa.Table.from_pylist(rows.get(table, []), pa.schema([(n, pa.float64() if t == TYPES["m"] else t) for n, t in zip(schema.names, schema.types, strict=True)])).cast(schema))  # fmt: skip # noqa: E501


def scores(**likely: float) -> pa.Table:
    rows = [
        {"entity_kind": "review" if name.startswith("r") else "order", "entity_id": name, "probability": one, "bits": 0.0, "as_of": NOW}
        for name, one in likely.items()
    ]
    return pa.Table.from_pylist(rows, RESULTS["scores"].schema)


SHOP = {
    "products": [{"product_id": "p", "merchant_id": "m", "category": "tea"}, {"product_id": "q", "merchant_id": "n", "category": "tea"}],
    "merchants": [{"merchant_id": "m", "category": "food"}, {"merchant_id": "n", "category": "food"}],
    "orders": [*(order(f"o{n}", "p") for n in range(4)), *(order(f"x{n}", "q", "n") for n in range(3)), order("loose", None)],
    "reviews": [
        {"review_id": "r1", "order_id": "o1", "rating": 5},
        {"review_id": "r2", "product_id": "p", "rating": 2},
        {"review_id": "r3", "product_id": "p", "merchant_id": "m"},
    ],
}


def row(table: pa.Table, place: int = 0) -> dict[str, Any]:
    found: dict[str, Any] = table.to_pylist()[place]
    return found


def test_each_order_and_review_counts_by_its_probability_of_being_honest(engine: Engine) -> None:
    put(engine, **SHOP)
    found = clean_figures(engine, scores(o0=1.0, o1=0.5, r1=1.0))
    p, q = found["clean_products"].to_pylist()
    assert (p["category"], p["orders"], p["clean_orders"], p["sales"], p["clean_sales"]) == ("tea", 4, 2.5, 40, 25)
    assert p["clean_sales_low"] < 25 < p["clean_sales_high"] <= 30
    assert (p["rating"], p["clean_rating"], p["reviews"], p["clean_reviews"]) == (3.5, 2.0, 3, 2.0)
    assert (q["clean_sales"], q["rating"], q["clean_rating"]) == (30, None, None)
    assert [(one["rank"], one["clean_rank"]) for one in (p, q)] == [(1, 2), (2, 1)]  # the rank was bought
    m, n = found["clean_merchants"].to_pylist()
    assert (m["category"], m["orders"], m["clean_orders"], m["reviews"], n["orders"]) == ("food", 5, 3.5, 3, 3)


def test_without_doubts_every_clean_figure_is_the_plain_one(engine: Engine) -> None:
    put(engine, **SHOP)
    for table in clean_figures(engine, scores(o0=0.0)).values():
        for one in table.to_pylist():
            for name in ("orders", "sales", "rating", "reviews"):
                assert {one[f"clean_{name}{end}"] for end in ("", "_low", "_high")} == {one[name]}
            assert one["clean_rank"] == one["rank"]


def test_a_large_neighbour_does_not_make_a_small_sum_nothing(engine: Engine) -> None:
    products = [{"product_id": name, "merchant_id": "m", "category": "tea"} for name in "pq"]
    put(engine, products=products, orders=[order("small", "p", amount=0.05), order("large", "q", amount=90_000_000)])
    p, _ = clean_figures(engine, scores(small=0.9))["clean_products"].to_pylist()
    assert p["clean_sales"] == pytest.approx(0.005)


@pytest.mark.parametrize("missing", ["orders", "reviews", "products", "merchants"])
def test_a_table_that_lacks_is_no_obstacle(engine: Engine, missing: str) -> None:
    put(engine, **{name: rows for name, rows in SHOP.items() if name != missing})
    found = clean_figures(engine, scores(o0=0.9, r1=0.9))
    assert found["clean_merchants"].num_rows == (1 if missing == "orders" else 2)
    if missing == "reviews":
        assert set(found["clean_products"]["clean_rating"].to_pylist()) == {None}


def test_without_prices_the_rank_is_by_orders(engine: Engine) -> None:
    put(engine, **{**SHOP, "orders": [one | {"amount": None} for one in SHOP["orders"]]})
    found = clean_figures(engine, scores(o0=1.0, o1=1.0))["clean_products"]
    assert found["sales"].to_pylist() == found["clean_sales"].to_pylist() == [None, None]
    assert found["rank"].to_pylist() == [1, 2]
    assert found["clean_rank"].to_pylist() == [2, 1]


def test_equals_share_the_better_rank_and_categories_do_not_meet(engine: Engine) -> None:
    products = [{"product_id": name, "merchant_id": "m", "category": "a" if name < "r" else None} for name in "pqrs"]
    put(engine, products=products, orders=[order(f"{name}{n}", name) for name in "pqrs" for n in range(1 + (name == "s"))])
    found = clean_figures(engine, scores())["clean_products"]
    assert found["rank"].to_pylist() == [1, 1, 2, 1]


def test_a_category_called_none_is_not_that_of_what_has_none(engine: Engine) -> None:
    products = [{"product_id": "p", "merchant_id": "m", "category": "None"}, {"product_id": "q", "merchant_id": "m", "category": None}]
    put(engine, products=products, orders=[order("p0", "p"), order("q0", "q"), order("q1", "q")])
    assert clean_figures(engine, scores())["clean_products"]["rank"].to_pylist() == [1, 1]


def test_nothing_sold_gives_empty_tables(engine: Engine) -> None:
    put(engine)
    assert {name: table.num_rows for name, table in clean_figures(engine, scores()).items()} == {"clean_products": 0, "clean_merchants": 0}
