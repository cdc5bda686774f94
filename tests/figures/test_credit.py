"""Credit: a thousand points and the sum of the ledger, what weighs how much, and who loses nothing."""

from datetime import datetime, timedelta
from typing import Any

import pyarrow as pa
import pytest

from zhenxin.engine import Engine
from zhenxin.events.results import RESULTS
from zhenxin.figures.credit import NEEDS, credit

NOW = datetime.fromisoformat("2026-06-01")
LONG_AGO = NOW - timedelta(days=90)


def told(engine: Engine, merchant: dict[str, Any] | None = None, clean: dict[str, Any] | None = None, **rows: list[dict[str, Any]]) -> Any:
    """Credit and ledger of shop m, as dictionaries, where the tables hold `rows` and the score says `merchant`."""
    for table, names in NEEDS.items():
        kinds = {"occurred_at": pa.timestamp("us"), "overturned_at": pa.timestamp("us"), "is_fraud": pa.bool_()}
        schema = pa.schema([(name, kinds.get(name, pa.string())) for name in sorted(names)])
        engine.put(f"cut_{table}", pa.Table.from_pylist(rows.get(table, [{"merchant_id": "m"}] if table == "merchants" else []), schema))
    score = [{"entity_kind": "merchant", "entity_id": "m", "bits": 0.0, "standing": "suspect", **merchant}] if merchant else []
    sold = [{"merchant_id": "m", "orders": 10, "clean_orders": 10.0, "reviews": 0, "clean_reviews": 0.0, **(clean or {})}]
    found = credit(
        engine,
        pa.Table.from_pylist(score, RESULTS["scores"].schema),
        pa.Table.from_pylist(sold, RESULTS["clean_merchants"].schema),
        NOW,
    )
    return found["credit"].to_pylist()[0], found["credit_ledger"].to_pylist()


def inspected(result: str, name: str = "i", kind: str = "quality", at: datetime = LONG_AGO) -> dict[str, Any]:
    return {"inspection_id": name, "merchant_id": "m", "occurred_at": at, "kind": kind, "result": result}


def complained(name: str, status: str = "upheld", kind: str = "merchant", entity: str = "m") -> dict[str, Any]:
    return {"complaint_id": name, "occurred_at": LONG_AGO, "entity_kind": kind, "entity_id": entity, "kind": "delivery", "status": status}


FRAUD = {"entity_kind": "merchant", "entity_id": "m", "occurred_at": LONG_AGO, "is_fraud": True}


def test_a_shop_with_nothing_against_it_has_all_its_points(engine: Engine) -> None:
    shop, ledger = told(engine)
    assert (shop["credit"], shop["grade"], ledger) == (1000.0, "A", [])


def test_a_finding_weighs_by_its_probability_and_by_how_much_was_false(engine: Engine) -> None:
    small, (line,) = told(engine, {"probability": 0.9}, {"clean_orders": 9.0})
    large, _ = told(engine, {"probability": 0.9}, {"clean_orders": 2.0})
    assert small["credit"] == pytest.approx(1000 - 0.9 * (250 + 40))
    assert large["credit"] < small["credit"] - 200
    assert (line["source_kind"], line["remedy"]) == ("score", "stop_and_appeal")
    assert "10%" in line["reason"]
    assert "10%" in line["reason_zh"]
    assert line["fades_at"] == NOW + timedelta(days=180)


def test_doubt_weighs_less_than_a_finding_and_little_doubt_nothing(engine: Engine) -> None:
    assert told(engine, {"probability": 0.49})[0]["credit"] > told(engine, {"probability": 0.5})[0]["credit"]
    assert told(engine, {"probability": 0.19})[0]["credit"] == 1000


def test_a_shop_under_attack_loses_nothing_by_it(engine: Engine) -> None:
    shop, ledger = told(engine, {"probability": 0.4, "standing": "under_attack"}, complaints=[complained("c")])
    assert (shop["credit"], ledger) == (1000.0, [])


def test_inspections_complaints_and_verdicts_fade_day_by_day(engine: Engine) -> None:
    assert told(engine, inspections=[inspected("fail")])[0]["credit"] == pytest.approx(1000 - 40 * (1 - 90 / 365), abs=0.06)
    assert told(engine, inspections=[inspected("fail", at=NOW - timedelta(days=366))])[1] == []
    assert told(engine, complaints=[complained("c")])[0]["credit"] == 997.5
    assert told(engine, verdicts=[FRAUD])[0]["credit"] == pytest.approx(1000 - 250 * (1 - 90 / 730), abs=0.06)


def test_a_later_pass_of_the_same_kind_halves_what_failed(engine: Engine) -> None:
    once = told(engine, inspections=[inspected("fail")])[0]["credit"]
    mended, ledger = told(engine, inspections=[inspected("fail"), inspected("pass", "j", at=NOW)])
    other, _ = told(engine, inspections=[inspected("fail"), inspected("pass", "j", "purchase_test", at=NOW)])
    assert 1000 - mended["credit"] == pytest.approx((1000 - once) / 2, abs=0.06)
    assert "passed since" in ledger[0]["reason"]
    assert other["credit"] == once


@pytest.mark.parametrize(
    "rows",
    [
        {"complaints": [complained("c", "rejected"), complained("d", "open")]},
        {"complaints": [complained("c", entity="another", kind="account")]},
        {"verdicts": [FRAUD | {"overturned_at": NOW}]},
        {"verdicts": [FRAUD | {"is_fraud": False}]},
        {"inspections": [inspected("pass")]},
    ],
    ids=["not upheld", "of somebody else", "overturned", "found honest", "passed"],
)
def test_what_says_nothing_against_a_shop_takes_nothing(engine: Engine, rows: dict[str, Any]) -> None:
    assert told(engine, **rows)[0]["credit"] == 1000


def test_a_complaint_about_a_product_is_its_shop_s(engine: Engine) -> None:
    products = [{"product_id": "p", "merchant_id": "m"}]
    assert told(engine, products=products, complaints=[complained("c", kind="product", entity="p")])[0]["credit"] == 997.5


def test_poor_service_never_weighs_as_much_as_fraud(engine: Engine) -> None:
    many = [complained(f"c{n:03}") for n in range(300)]
    assert told(engine, complaints=many)[0]["credit"] >= 1000 - 60
    assert told(engine, inspections=[inspected("fail", f"i{n:02}", at=NOW) for n in range(30)])[0]["credit"] >= 1000 - 150


def test_credit_is_a_thousand_and_the_sum_of_its_changes_and_never_less_than_nothing(engine: Engine) -> None:
    shop, ledger = told(
        engine, {"probability": 1.0}, {"clean_orders": 0.0}, verdicts=[FRAUD | {"occurred_at": NOW}],
        inspections=[inspected("fail", f"i{n}", at=NOW) for n in range(3)],
    )  # fmt: skip
    assert shop["credit"] == pytest.approx(1000 + sum(line["change"] for line in ledger))
    assert shop["credit"] == 0
    assert shop["grade"] == "D"
