"""Files and columns under other names."""

from decimal import Decimal

import pytest

from .folders import Folder, at, column, rows
from .test_load import WHEN, parquet

BOLD = 'order_id = "id"\naccount_id = "buyer"\nmerchant_id = "shop"\noccurred_at = "made"\n'
FILE = "id,buyer,shop,made,total,note\n1,a,m,2024-05-01 10:30,1250,x\n2,b,m,2024-05-02,abc,\n"


def put(folder: Folder, more: str = "", file: str = FILE, name: str = "t_order.csv") -> None:
    folder.put(name, file)
    folder.put("zhenxin.map.toml", f'[orders]\nfile = "{name}"\n[orders.columns]\n{BOLD}{more}\n')


def test_renamed_columns(folder: Folder) -> None:
    put(folder)
    dataset = folder.load()
    assert column(dataset, "order_id") == ["1", "2"]
    assert column(dataset, "occurred_at") == [WHEN, at("2024-05-02")]
    assert column(dataset, "total") == ["1250", "abc"]
    assert dataset.inputs.keys() == {"t_order.csv", "zhenxin.map.toml"}


def test_an_expression_over_text(folder: Folder) -> None:
    put(folder, 'amount = "total / 100"\nregion = "upper(shop) || \'-\' || note"')
    dataset = folder.load()
    assert column(dataset, "amount") == [Decimal("12.50"), None]
    assert column(dataset, "region") == ["M-x", None]


def test_an_expression_over_parquet(folder: Folder) -> None:
    folder.put("t.parquet", parquet(id=[1], buyer=["a"], shop=["m"], made=[1714559400], fen=[1250]))
    columns = BOLD.replace('"made"', '"to_timestamp(made)"') + 'amount = "fen / 100"'
    folder.put("zhenxin.map.toml", f'[orders]\nfile = "t.parquet"\n[orders.columns]\n{columns}\n')
    assert rows(folder.load())[0] | {"amount": Decimal("12.50"), "occurred_at": WHEN} == rows(folder.load())[0]


def test_local_time_is_converted_by_an_expression(folder: Folder) -> None:
    put(folder)
    columns = BOLD.replace('"made"', "\"timezone('Asia/Shanghai', cast(made as timestamp))\"")
    folder.put("zhenxin.map.toml", f'[orders]\nfile = "t_order.csv"\n[orders.columns]\n{columns}\n')
    assert column(folder.load(), "occurred_at")[0] == at("2024-05-01 02:30")


def test_a_constant(folder: Folder) -> None:
    put(folder, "status = \"'signed'\"")
    assert column(folder.load(), "status") == ["signed", "signed"]


def test_a_value_that_an_expression_cannot_read_is_missing(folder: Folder) -> None:
    put(folder, 'quantity = "cast(total as integer)"')
    assert column(folder.load(), "quantity") == [1250, None]


def test_a_pattern_of_files(folder: Folder) -> None:
    put(folder)
    folder.put("t_order_2.csv", FILE.replace("\n1,", "\n3,").replace("\n2,", "\n4,"))
    folder.put("zhenxin.map.toml", f'[orders]\nfile = "t_order*.csv"\n[orders.columns]\n{BOLD}')
    assert column(folder.load(), "order_id") == ["1", "2", "3", "4"]


def test_columns_alone_may_be_mapped(folder: Folder) -> None:
    folder.put("orders.csv", FILE)
    folder.put("zhenxin.map.toml", f"[orders.columns]\n{BOLD}")
    assert column(folder.load(), "order_id") == ["1", "2"]


def test_a_column_whose_name_holds_a_quote(folder: Folder) -> None:
    put(folder, "region = 'the \"note\"'", FILE.replace(",note", ',"the ""note"""'))
    assert column(folder.load(), "region") == ["x", None]


def test_a_mapped_raw_column_is_personal_under_its_own_name_too(folder: Folder) -> None:
    put(folder, 'receiver = "note"')
    dataset = folder.load()
    assert "note" not in dataset.tables["orders"].columns
    assert column(dataset, "receiver_hash")[0]


@pytest.mark.parametrize("name", ["order.csv", "order.xlsx"])
def test_other_files_beside_a_mapped_table_are_only_noted(folder: Folder, name: str) -> None:
    put(folder)
    folder.put(name, "x\n1\n")
    assert [note for note in folder.load().notes if name in note]
