"""`zhenxin map`: somebody else's tables recognised by name and a few values."""

import tomllib

import pytest

from zhenxin import events
from zhenxin.errors import InputError, OutputError
from zhenxin.events.mapping import MAP_FILE

from .folders import Folder, at, column
from .test_load import good_orders, parquet


def drafted(folder: Folder) -> dict[str, dict[str, object]]:
    return tomllib.loads(events.draft_map(folder.path))


CASES = [
    pytest.param(
        "订单表.csv",
        "订单号,买家ID,店铺ID,下单时间,实付金额,收货人,手机号,备注\n1,a,m,2024-05-01,2,李,1,x\n",
        "orders",
        {"order_id": "订单号", "account_id": "买家ID", "merchant_id": "店铺ID", "occurred_at": "下单时间", "amount": "实付金额",
         "receiver": "收货人", "phone": "手机号"},
        id="orders-in-chinese",
    ),
    pytest.param(
        "t_order.csv",
        "id,user_id,shop_id,created_at,total_fen\n1,a,m,2024-05-01,250\n",
        "orders",
        {"order_id": "id", "account_id": "user_id", "merchant_id": "shop_id", "occurred_at": "created_at", "amount": "total_fen / 100"},
        id="orders-of-programmers-in-cents",
    ),
    pytest.param(
        "users.csv",
        "userId,regTime,mobile\na,1714559400,138\n",
        "accounts",
        {"account_id": "userId", "registered_at": "to_timestamp(regTime)", "phone": "mobile"},
        id="accounts-with-seconds-and-camels",
    ),
    pytest.param(
        "comments.jsonl",
        '{"comment_id": 1, "uid": 2, "review_time": 1714559400000, "star": 5, "content": "fine", "item_id": 3}\n',
        "reviews",
        {"review_id": "comment_id", "account_id": "uid", "occurred_at": "to_timestamp(review_time / 1000)", "rating": "star",
         "text": "content", "product_id": "item_id"},
        id="reviews-as-json-with-milliseconds",
    ),
    pytest.param(
        "物流轨迹.csv", "包裹号,时间,类型,地点\n1,2024-05-01,signed,x\n", "scans",
        {"parcel_id": "包裹号", "occurred_at": "时间", "kind": "类型", "place": "地点"}, id="scans-in-chinese",
    ),
    pytest.param("login_log.csv", "member_id,login_time,client_ip\na,2024-05-01,1.2.3.4\n", "logins",
                 {"account_id": "member_id", "occurred_at": "login_time", "ip": "client_ip"}, id="log-ins"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "content", "table", "columns"), CASES)
def test_a_table_is_recognised(folder: Folder, name: str, content: str, table: str, columns: dict[str, str]) -> None:
    folder.put(name, content)
    assert drafted(folder) == {table: {"file": name, "columns": columns}}


def test_a_draft_can_be_loaded_as_it_is(folder: Folder) -> None:
    folder.put("users.csv", "userId,regTime,mobile\na,1714559400,138\n")
    folder.put("t_order.csv", "id,user_id,shop_id,created_at,total_fen\n1,a,m,2024-05-01,250\n")
    path, text = events.write_draft(folder.path)
    assert path.read_text(encoding="utf-8") == text
    dataset = folder.load()
    assert column(dataset, "registered_at", "accounts") == [at("2024-05-01 10:30")]
    assert str(column(dataset, "amount")[0]) == "2.50"


def test_parquet_is_looked_into(folder: Folder) -> None:
    folder.put("trades/a.parquet", parquet(tid=["1"], buyer_id=["a"], seller_id=["m"], order_time=["2024-05-01"]))
    assert drafted(folder)["orders"]["file"] == "trades"


def test_what_has_our_names_needs_no_mapping(folder: Folder) -> None:
    folder.put("orders.parquet", good_orders())
    assert drafted(folder) == {"orders": {}}


def test_what_is_missing_and_what_is_left_is_written_as_remarks(folder: Folder) -> None:
    folder.put("orders.csv", "order_id,user_id,weather\n1,a,wet\n")
    folder.put("weather.csv", "day,rain\n1,2\n")
    text = events.draft_map(folder.path)
    assert "# merchant_id = " in text
    assert "# other columns / 其他列: weather\n" in text
    assert "weather.csv" in text.splitlines()[-1]
    assert drafted(folder) == {"orders": {"columns": {"account_id": "user_id"}}}


def test_one_file_is_one_table(folder: Folder) -> None:
    folder.put("orders_a.csv", "order_id,account_id,merchant_id,occurred_at\n")
    folder.put("orders_b.csv", "order_id,account_id,merchant_id,occurred_at\n")
    assert [entry["file"] for entry in drafted(folder).values()] == ["orders_a.csv"]


def test_nothing_to_map_is_told(folder: Folder) -> None:
    folder.put("notes.md", "x")
    with pytest.raises(InputError, match="nothing here"):
        events.draft_map(folder.path)


def test_a_mapping_that_is_there_is_not_written_over(folder: Folder) -> None:
    folder.put("orders.csv", "order_id\n")
    folder.put(MAP_FILE, "# mine\n")
    with pytest.raises(OutputError, match="is there already"):
        events.write_draft(folder.path)
    assert (folder.path / MAP_FILE).read_text(encoding="utf-8") == "# mine\n"
