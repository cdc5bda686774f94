"""Why a row was set aside or a value emptied, in words; `{}` stands for the detail."""

import pyarrow as pa

REASONS: dict[str, tuple[str, str]] = {
    "missing": ("missing", "缺失"),
    "not_time": ("not a time", "不是时间"),
    "early": ("before 1990", "早于 1990 年"),
    "late": ("after 2100", "晚于 2100 年"),
    "not_money": ("not an amount of money", "不是金额"),
    "too_large": ("too large for an amount of money", "金额过大"),
    "not_whole": ("not a whole number", "不是整数"),
    "not_number": ("not a number", "不是数字"),
    "not_boolean": ("neither true nor false", "不是真或假"),
    "not_list": ("not a list", "不是列表"),
    "below": ("below {}", "小于 {}"),
    "above": ("above {}", "大于 {}"),
    "not_network": ("not a network address", "不是网络地址"),
    "not_personal": ("nothing left of it once it is normalised", "规范化后为空"),
    "utf8": ("not valid UTF-8", "不是有效的 UTF-8"),
    "nul": ("holds a NUL byte", "含有空字节（NUL）"),
    "twin": ("the id is there already: {}", "编号重复，首次出现于 {}"),
    "later": ("later than as_of {}", "晚于截止时间 {}"),
    "quote": ("a quote is never closed, or stands where none may", "引号未闭合或位置不当"),
    "cells": ("{} cells, more or fewer than the header has columns", "单元格数 {}，与表头列数不符"),
    "not_json": ("not valid JSON", "不是有效的 JSON"),
    "not_object": ("not a JSON object", "不是 JSON 对象"),
    "too_long": ("a line of {} bytes, longer than 16 MB", "整行 {} 字节，超过 16 MB"),
    "cut": ("the gzip file breaks off here", "gzip 文件在此中断"),
}
"""Code to its words in English and in Chinese."""

SET_ASIDE = "set aside"
EMPTIED = "emptied"
CUT = "later than as_of"
"""Outcomes."""

STAGED = pa.schema(
    [
        ("file", pa.string()),
        ("line", pa.int64()),
        ("column", pa.string()),
        ("value", pa.string()),
        ("code", pa.string()),
        ("detail", pa.string()),
        ("outcome", pa.string()),
        ("row", pa.string()),
    ]
)
"""What was set aside, before code and detail become a reason."""
