"""Who is named on one page is known on all."""

import pyarrow as pa
import pytest

from zhenxin.events.brand_names import merged, naming
from zhenxin.events.pages import page_facts
from zhenxin.events.registry import Registry

SERVED = "岚桥热水器售后电话\n岚桥热水器全国客服热线\n岚桥热水器厂家维修中心"
"""Infers 岚桥热水器, whose name is 岚桥."""


@pytest.mark.parametrize(
    ("pages", "names"),
    [
        ([("岚桥空调", "", "")], ("岚桥",)),
        ([("", "", SERVED), ("", "", SERVED)], ("岚桥",)),
        ([("岚桥", "", ""), ("海韵", "", SERVED)], ("岚桥", "海韵")),
        ([("YULAN", "", "")], ("yulan",)),
        ([("", "", SERVED)], ()),
        ([("空调", "", "")], ()),
        ([("济南", "", "")], ()),
        ([("一二三四五六七八九十一二三四", "", "")], ()),
        ([("", "欢迎", "今日天气晴")], ()),
    ],
    ids=[
        "claimed, without its goods", "inferred on two pages", "both, each once", "in Latin letters", "inferred on one page", "goods are no name",
        "a city is no brand", "a phrase is no name", "no brand",
    ],
)  # fmt: skip
def test_names_are_what_pages_claim_and_what_two_pages_infer(pages: list[tuple[str, str, str]], names: tuple[str, ...]) -> None:
    assert merged([naming(pages)]) == names
    assert merged(naming([page]) for page in pages) == names


def test_a_name_that_one_page_claims_is_read_on_the_others() -> None:
    rows = [
        {"url": "a", "occurred_at": None, "text": "电话 400-0210-377", "claimed_brand": "岚桥空调"},
        {"url": "b", "occurred_at": None, "text": "1、岚桥空调 400-0210-377\n2、海韵空调 400-0210-388", "claimed_brand": None},
    ]
    table = page_facts(pa.Table.from_pylist(rows, pa.schema([("url", pa.string()), ("occurred_at", pa.timestamp("us")), ("text", pa.string()),
                                                               ("claimed_brand", pa.string())])), Registry(()))  # fmt: skip
    assert [row["value"] for row in table.to_pylist() if row["url"] == "b" and row["fact"] == "brand"] == ["岚桥"]
