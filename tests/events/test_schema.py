"""The tables as data: what the declaration says, and the page that tells it."""

import re
from pathlib import Path

import pytest

from zhenxin.engine.agreed import RESERVED
from zhenxin.events.schema import DERIVED, TABLES, Table, network_columns, raw_columns, typed_tables

PAGE = (Path(__file__).parents[2] / "docs" / "1-events.md").read_text(encoding="utf-8")


def listed(table: Table) -> list[tuple[str, bool]]:
    """The columns that the page lists for a table, and whether it says that they are bold."""
    (row,) = re.findall(rf"^\| {table.name} \| (.*) \|$", PAGE, re.MULTILINE)
    cells = re.sub(r" \([^)]*\)| ᴸ", "", row).split(", ")
    return [(cell.strip("*"), cell.startswith("**")) for cell in cells]


@pytest.mark.parametrize("table", TABLES.values(), ids=lambda table: table.name)
def test_the_page_lists_every_column(table: Table) -> None:
    assert listed(table) == [(column.name, column.required) for column in table.columns]


@pytest.mark.parametrize("table", TABLES.values(), ids=lambda table: table.name)
def test_the_page_lists_every_value(table: Table) -> None:
    for column in table.columns:
        if column.values:
            assert f"{'**' if column.required else ''}{column.name}{'**' if column.required else ''} ({', '.join(column.values)})" in PAGE


def test_what_the_derived_tables_hold_is_told() -> None:
    assert all(f"`{name}`" in PAGE for name in DERIVED)


@pytest.mark.parametrize("table", typed_tables().values(), ids=lambda table: table.name)
def test_no_column_bears_a_reserved_word(table: Table) -> None:
    assert not {column.name for column in table.columns} & RESERVED


@pytest.mark.parametrize("table", typed_tables().values(), ids=lambda table: table.name)
def test_keys_times_and_later_columns_are_columns(table: Table) -> None:
    named = {table.key, table.when} | {column.later for column in table.columns} - {"?"}
    assert named - {""} <= set(table.by_name)


def test_raw_columns_stand_for_hashed_ones_only_where_the_name_is_free() -> None:
    assert raw_columns(TABLES["accounts"]) == {"phone": "phone_hash", "name": "name_hash", "avatar": "avatar_hash"}
    assert "name" not in raw_columns(TABLES["merchants"])


def test_a_network_address_becomes_two_hashes_in_its_place() -> None:
    assert network_columns(TABLES["accounts"]) == {"register_ip": ("register_ip_hash", "register_net_hash")}
    names = [column.name for column in typed_tables()["logins"].columns]
    assert names[names.index("device_id") + 1 : names.index("ip_country")] == ["ip_hash", "net_hash"]
    assert "ip" not in names
