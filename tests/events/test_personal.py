"""Raw personal values become keyed hashes; the same person gives the same hash, and no raw value is left anywhere."""

import hashlib
import hmac
from pathlib import Path

import pytest

from zhenxin import events
from zhenxin.events.personal import hashed, hasher, network, phone, plain
from zhenxin.settings import Settings

from .folders import HEADER, SETTINGS, Folder, column, rows
from .test_load import good_orders

KEY = SETTINGS.key


def test_the_hash_is_the_first_sixteen_digits_of_hmac_sha256() -> None:
    assert hashed("li lei", "k") == hmac.new(b"k", b"li lei", hashlib.sha256).hexdigest()[:16]


@pytest.mark.parametrize(
    "written",
    [
        "13812345678",
        "138 1234 5678",
        "+86 138-1234-5678",
        "0086 13812345678",
        "8613812345678",
        "１３８１２３４５６７８",
        "(+86)13812345678",
    ],
)
def test_one_phone_in_many_spellings(written: str) -> None:
    assert phone(written) == "13812345678"


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        pytest.param("010-12345678", "01012345678", id="a-landline"),
        pytest.param("+86 10 12345678", "1012345678", id="a-landline-from-abroad"),
        pytest.param("8601234567", "8601234567", id="digits-that-only-begin-like-the-prefix"),
        pytest.param("+1 415 555 0100", "14155550100", id="another-country"),
        pytest.param("none", "", id="no-digits"),
    ],
)
def test_other_phones(written: str, expected: str) -> None:
    assert phone(written) == expected


@pytest.mark.parametrize("written", ["Li Lei", " li  lei ", "ＬＩ ＬＥＩ", "LI\tLEI"])
def test_one_name_in_many_spellings(written: str) -> None:
    assert plain(written) == "li lei"


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        pytest.param("10.1.2.3", ("10.1.2.3", "10.1.2.0/24"), id="version-4"),
        pytest.param(" 10.1.2.3 ", ("10.1.2.3", "10.1.2.0/24"), id="version-4-with-spaces"),
        pytest.param("::ffff:10.1.2.3", ("10.1.2.3", "10.1.2.0/24"), id="version-4-in-the-dress-of-6"),
        pytest.param("2001:DB8:1:2::5", ("2001:db8:1:2::5", "2001:db8:1::/48"), id="version-6"),
        pytest.param("10.1.2", None, id="too-short"),
        pytest.param("10.1.2.256", None, id="too-large"),
        pytest.param("10.1.2.3:80", None, id="with-a-port"),
        pytest.param("10.1.2.3, 10.1.2.4", None, id="two-of-them"),
        pytest.param("1.2.3.4\0", None, id="with-a-nul-byte"),
        pytest.param("home", None, id="a-word"),
    ],
)
def test_networks(written: str, expected: tuple[str, str] | None) -> None:
    assert network(written) == expected


def test_what_says_nothing_has_no_hash() -> None:
    assert hasher("phone", KEY)("n/a") == (None,)
    assert hasher("register_ip", KEY)("n/a") == (None, None)


def test_raw_columns_are_hashed_and_dropped(folder: Folder) -> None:
    folder.put(
        "accounts.csv",
        "account_id,registered_at,phone,name,register_ip\n"
        "a,2024-01-01,138 1234 5678,Li Lei,10.1.2.3\nb,2024-01-02,+8613812345678,li lei,10.1.2.9\nc,2024-01-02,,,\n",
    )
    dataset = folder.load()
    a, b, c = rows(dataset, "accounts")
    assert a["phone_hash"] == b["phone_hash"] == hashed("13812345678", KEY)
    assert a["name_hash"] == b["name_hash"] == hashed("li lei", KEY)
    assert a["register_ip_hash"] != b["register_ip_hash"]
    assert a["register_net_hash"] == b["register_net_hash"] == hashed("10.1.2.0/24", KEY)
    assert (c["phone_hash"], c["register_ip_hash"]) == (None, None)
    assert not {"phone", "name", "register_ip"} & set(dataset.tables["accounts"].columns)


def test_hashed_columns_pass_unchanged_and_win_over_raw_ones(folder: Folder) -> None:
    folder.orders("o1,a,m,2024-05-01,given,Main St 1", "o2,a,m,2024-05-01,,Main St 1", more=",address_hash,address")
    assert column(folder.load(), "address_hash") == ["given", hashed("main st 1", KEY)]


def test_an_address_of_a_network_that_is_none_is_emptied_and_shown_by_its_shape(folder: Folder) -> None:
    folder.orders("o1,a,m,2024-05-01,999.1.2.3", "o2,a,m,2024-05-01,", more=",ip")
    dataset = folder.load()
    assert column(dataset, "ip_hash") == [None, None]
    assert dataset.tables["orders"].emptied == {"ip_hash": 1}
    (told,) = folder.quarantine(dataset)
    assert (told["column"], told["value"], told["reason"]) == ("ip", "000.0.0.0", "not a network address")


def test_a_raw_column_the_table_has_no_place_for_is_hashed_too(folder: Folder) -> None:
    folder.orders("o1,a,m,2024-05-01,13812345678", more=",phone")
    dataset = folder.load()
    assert "phone" not in dataset.tables["orders"].columns
    assert column(dataset, "phone_hash") == [hashed("13812345678", KEY)]


def test_no_raw_value_is_left_in_what_is_handed_on_or_told(folder: Folder) -> None:
    secret = "13812345678"
    folder.put("zhenxin.map.toml", '[orders.columns]\nreceiver = "who"\naddress = "concat(town, street)"\n')
    folder.orders(
        f"o1,a,m,2024-05-01,{secret},{secret},{secret},{secret}",
        f"o2,a,m,soon,{secret},{secret},{secret},{secret}",
        f"o3,a,m,2024-05-01,{secret},{secret},{secret}",
        f'o4,"a,m,2024-05-01,{secret},{secret},{secret},{secret}',
        more=",phone,who,town,street",
    )
    dataset = folder.load()
    told = folder.quarantine(dataset)
    assert [each["line"] for each in told] == ["3", "4", "5"]
    assert secret not in str(told)
    assert secret not in str(rows(dataset))
    assert column(dataset, "receiver_hash") == [hashed(secret, KEY)]


def test_a_line_that_cannot_be_split_is_not_shown_where_a_mapped_column_is_personal(folder: Folder) -> None:
    folder.put("zhenxin.map.toml", '[orders.columns]\nreceiver = "who"\n')
    folder.orders("o1,a,m,2024-05-01,Li Lei", "o2,a,m,2024-05-01,x,Han Mei", more=",who")
    (told,) = folder.quarantine(folder.load())
    assert "Han" not in str(told)


def test_a_column_of_personal_values_under_another_name_is_not_shown(folder: Folder) -> None:
    folder.orders("o1,,m,2024-05-01,Li Lei,red", "o2,a,m,2024-05-01,Han Mei", more=",realName,colour")
    told = folder.quarantine(folder.load())
    assert len(told) == 2
    assert "red" in str(told)
    assert "Li Lei" not in str(told)
    assert "Han Mei" not in str(told)


def test_the_public_key_is_said_only_where_something_was_hashed(folder: Folder) -> None:
    folder.orders("o1,a,m,2024-05-01")
    assert folder.load(settings=Settings()).notes == ()
    folder.orders("o1,a,m,2024-05-01,1.2.3.4", more=",ip")
    assert "ZHENXIN_KEY" in folder.load(settings=Settings()).notes[0]
    assert folder.load().notes == ()


def test_another_key_gives_other_hashes(folder: Folder) -> None:
    folder.orders("o1,a,m,2024-05-01,1.2.3.4", more=",ip")
    one, other = (column(folder.load(settings=Settings(key=key)), "ip_hash") for key in ("one", "other"))
    assert one != other


def test_parquet_is_hashed_like_text(folder: Folder, tmp_path: Path) -> None:
    folder.put("orders/a.parquet", good_orders(ip=["1.2.3.4", "1.2.3.5"], receiver=["Li", "LI "]))
    folder.put("orders/b.csv", f"{HEADER},ip,receiver\no3,a,m,2024-05-01,1.2.3.4,li\n")
    found = rows(events.load(folder.path, SETTINGS, tmp_path))
    assert found[0]["ip_hash"] == found[2]["ip_hash"]
    assert len({row["net_hash"] for row in found}) == 1
    assert len({row["receiver_hash"] for row in found}) == 1
