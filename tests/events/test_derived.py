"""Who was seen where, and what pages say."""

import re

import duckdb
import pytest

from .folders import Folder, at, rows


def put_logins(folder: Folder) -> None:
    folder.put(
        "logins.csv",
        "account_id,occurred_at,device_id,ip_hash,net_hash,wifi_hash\na,2024-05-01,d1,i1,n1,w1\nb,2024-05-02,,,,w1\nc,2024-05-03,,,,\n",
    )


def test_sightings_are_log_ins_orders_and_registrations(folder: Folder) -> None:
    put_logins(folder)
    folder.orders("o1,a,m,2024-05-04,d2,i2", "o2,b,m,2024-05-05,,", more=",device_id,ip_hash")
    folder.put("accounts.csv", "account_id,registered_at,register_device_id\na,2024-04-01,d3\nb,,d3\nc,2024-04-02,\n")
    dataset = folder.load()
    found = [
        (row["account_id"], row["occurred_at"], row["device_id"], row["wifi_hash"], row["source"]) for row in rows(dataset, "sightings")
    ]
    assert found == [
        ("a", at("2024-05-01"), "d1", "w1", "login"),
        ("b", at("2024-05-02"), None, "w1", "login"),
        ("a", at("2024-05-04"), "d2", None, "order"),
        ("a", at("2024-04-01"), "d3", None, "registration"),
    ]
    assert dataset.tables["sightings"].filled == {"account_id", "occurred_at", "device_id", "ip_hash", "net_hash", "wifi_hash", "source"}


def test_where_nothing_could_be_seen_there_are_no_sightings(folder: Folder) -> None:
    folder.orders("o1,a,m,2024-05-04")
    assert "sightings" not in folder.load().tables


def test_sightings_can_be_made_again_in_a_bare_duckdb(folder: Folder, monkeypatch: pytest.MonkeyPatch) -> None:
    put_logins(folder)
    dataset = folder.load()
    monkeypatch.chdir(folder.path)
    again = duckdb.connect().sql(dataset.tables["sightings"].again).to_arrow_table().to_pylist()
    assert sorted(again, key=str) == sorted(rows(dataset, "sightings"), key=str)


def test_pages_give_their_facts_and_own_hotlines_are_known(folder: Folder) -> None:
    folder.put(
        "pages.jsonl",
        '{"url": "u1", "occurred_at": "2024-05-01", "text": "青松牌热水器售后服务电话：400-810-1234，客服热线400-810-1234"}\n',
    )
    folder.put("hotlines.csv", "brand,number\n青松牌,4008101234\n")
    dataset = folder.load()
    numbers = [row for row in rows(dataset, "page_facts") if row["fact"] == "number"]
    assert {row["url"] for row in numbers} == {"u1"}
    assert len(numbers) == 2
    assert "青松牌" in {row["value"] for row in rows(dataset, "page_facts") if row["fact"] == "brand"}


def test_registered_numbers_are_the_hotlines_the_service_points_and_those_inside(folder: Folder) -> None:
    folder.put("pages.jsonl", '{"url": "u1", "occurred_at": "2020-05-01", "text": "欢迎"}\n')
    folder.put("hotlines.csv", "brand,number,source,checked_at\n青松牌,400-810-1234,手册,2020-04-01\n青松牌,不详,手册,2020-04-01\n")
    folder.put(
        "service_points.jsonl",
        '{"point_id": "p1", "brand": "青松牌", "numbers": ["020-8765 4321", null], "checked_at": "2020-03-01"}\n{"point_id": "p2", "brand": "x"}\n',
    )
    found = rows(folder.load(), "registered_numbers")
    own = {(row["brand"], row["number"]): row["checked_at"] for row in found if row["checked_at"]}
    assert own == {("青松牌", "4008101234"): at("2020-04-01"), ("青松牌", "02087654321"): at("2020-03-01")}
    inside = [row for row in found if not row["checked_at"]]
    assert "12315" in {row["number"] for row in inside}
    assert all(re.search(r"\d{4}-\d{2}-\d{2}", row["source"]) for row in inside)


def test_without_pages_there_are_no_facts(folder: Folder) -> None:
    folder.orders("o1,a,m,2024-05-04")
    assert not {"page_facts", "registered_numbers"} & set(folder.load().tables)


@pytest.mark.parametrize("name", ["sightings.csv", "page_facts.parquet"])
def test_a_derived_table_that_somebody_brings_is_not_read(folder: Folder, name: str) -> None:
    folder.orders("o1,a,m,2024-05-04")
    folder.put(name, "x\n")
    dataset = folder.load()
    assert set(dataset.tables) == {"orders"}
    assert dataset.notes == (f"`{name}` is ignored: zhenxin makes this table itself",)
