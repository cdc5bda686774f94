"""One raw cell to one typed value: the SQL of its value, and of what is wrong with it. For reading files on DuckDB only."""

import re
from typing import Protocol

from zhenxin.engine.duckdb_engine import duckdb_literal

_KINDS = {
    "VARCHAR": "text", "UUID": "text", "JSON": "text", "ENUM": "text", "BLOB": "blob", "FLOAT": "float", "DOUBLE": "float",
    "DECIMAL": "decimal", "BOOLEAN": "boolean", "DATE": "time", "TIMESTAMP": "time", "TIMESTAMP_NS": "time", "TIMESTAMP_MS": "time",
    "TIMESTAMP_S": "time", "TIMESTAMP WITH TIME ZONE": "zoned", "TIMESTAMPTZ_NS": "zoned", '"NULL"': "null",
    "TINYINT": "whole", "SMALLINT": "whole", "INTEGER": "whole", "BIGINT": "whole", "HUGEINT": "whole",
    "UTINYINT": "whole", "USMALLINT": "whole", "UINTEGER": "whole", "UBIGINT": "whole", "UHUGEINT": "whole",
}  # fmt: skip

_SPACE = "' ' || chr(9) || chr(10) || chr(13) || chr(160) || chr(12288)"
_NUMBER = r"'[-+]?([0-9]+\.?[0-9]*|\.[0-9]+)([eE][-+]?[0-9]+)?'"
_NOTHING = ("null", "nan", "none", "nat", "n/a", "\\n")  # how programs write a missing value into text
_TRUE = ("true", "t", "yes", "y", "1", "1.0", "是", "真")
_FALSE = ("false", "f", "no", "n", "0", "0.0", "否", "假")
_ZONE = r"'^[^:]+:.*([zZ]|[+-][0-9]{2}(:?[0-9]{2})?|[a-zA-Z_]+(/[a-zA-Z_]+)?)$'"
_DATES = "['%Y%m%d%H%M%S', '%Y%m%d', '%Y年%m月%d日 %H:%M:%S', '%Y年%m月%d日 %H:%M', '%Y年%m月%d日']"

EARLIEST = "timestamp '1990-01-01'"
LATEST = "timestamp '2101-01-01'"

FREE = frozenset({"id", "text", "hash"})
"""Types that take any text."""

_FAULT = {
    "time": "not_time", "money": "not_money", "integer": "not_whole", "double": "not_number", "boolean": "not_boolean", "list": "not_list",
    "id": "utf8", "text": "utf8", "hash": "utf8",
}  # fmt: skip


class ColumnLike(Protocol):
    """What reading must know of a wanted column."""

    @property
    def name(self) -> str:
        """Its name."""

    @property
    def type(self) -> str:
        """Its type: id, text, hash, time, money, integer, double, boolean or list."""

    @property
    def sql_type(self) -> str:
        """The same in SQL."""

    @property
    def required(self) -> bool:
        """Whether a row without it is set aside."""

    @property
    def values(self) -> tuple[str, ...]:
        """The values it may have; empty where any will do."""

    @property
    def low(self) -> float | None:
        """The least it may be."""

    @property
    def high(self) -> float | None:
        """The most it may be."""


def quoted(name: str) -> str:
    """A column or table name as SQL."""
    return '"' + name.replace('"', '""') + '"'


def kind_of(sql_type: str) -> str:
    """The kind of a DuckDB type: text, blob, whole, float, decimal, boolean, time, zoned, list, null or other."""
    if sql_type.endswith("]"):
        return "list"
    return _KINDS.get(sql_type if sql_type in _KINDS else sql_type.split("(", maxsplit=1)[0], "other")


def as_text(x: str, kind: str) -> str:
    """SQL of `x` as text; 1 and 1.0 give the same."""
    match kind:
        case "text":
            return f"cast({x} as varchar)"
        case "blob":
            return f"try(decode({x}))"
        case "null":
            return "cast(null as varchar)"
        case "float":
            return f"case when {x} = trunc({x}) and abs({x}) < 1e18 then cast(cast({x} as bigint) as varchar) else cast({x} as varchar) end"
        case "decimal":
            return f"case when {x} = trunc({x}) then cast(cast({x} as hugeint) as varchar) else cast({x} as varchar) end"
        case "list" | "other":
            return f"cast(to_json({x}) as varchar)"
        case _:
            return f"cast({x} as varchar)"


def _among(x: str, words: tuple[str, ...]) -> str:
    pattern = "|".join(map(re.escape, words))  # DuckDB makes a join of a long `in`, even where nobody asks for its column
    return f"regexp_full_match({x}, {duckdb_literal(pattern)})"


def _trimmed(x: str, kind: str) -> str:
    return f"trim({as_text(x, kind)}, {_SPACE})"


def present(x: str, kind: str, wanted: str) -> str:
    """SQL that is true where the cell holds something; an empty text, NaN, and `null` in the place of a number are nothing."""
    match kind:
        case "text" if wanted in FREE:
            return f"({x} is not null and {_says_something(x)})"
        case "blob" if wanted in FREE:
            return f"({x} is not null and coalesce({_trimmed(x, kind)}, '-') <> '')"
        case "text" | "blob":
            text = f"coalesce({_trimmed(x, kind)}, '-')"
            short = f"{text} <> '' and not {_among(f'lower({text})', _NOTHING)}"
            return f"({x} is not null and case when strlen({text}) > 4 then true else {short} end)"
        case "float":
            return f"({x} is not null and not isnan({x}))"
        case _:
            return f"({x} is not null)"


def _says_something(x: str) -> str:
    return f"case when {x} < '!' then trim({x}, {_SPACE}) <> '' else true end"  # space sorts before '!'; trimming every text is slow


def clean(column: ColumnLike) -> str:
    """SQL that is true where a cell that has the wanted type already can be handed on as it is."""
    x = quoted(column.name)
    tests = []
    if column.values:
        tests.append(_among(x, (*column.values, "other")))
    elif column.type in FREE:
        tests += [_says_something(x), f"not contains({x}, chr(0))"]
    elif column.type == "time":
        tests.append(f"{x} >= {EARLIEST} and {x} < {LATEST}")
    elif column.type == "double":
        tests.append(f"isfinite({x})")
    if column.low is not None:
        tests.append(f"{x} >= {column.low:g}")
    if column.high is not None:
        tests.append(f"{x} <= {column.high:g}")
    fine = " and ".join(tests) or "true"
    return f"({x} is not null and {fine})" if column.required else f"({x} is null or ({fine}))"


def value(x: str, kind: str, wanted: str, values: tuple[str, ...]) -> str:
    """SQL of the cell as `wanted`; NULL where it is not one. With `values`, `other` where it is none of them."""
    if values:
        word = f"lower({_trimmed(x, kind)})"
        return f"case when {_among(word, values)} then {word} when {word} is not null then 'other' end"
    if kind == "null":
        return "null"
    if wanted in FREE:
        return as_text(x, kind)
    return _READ[wanted](x, kind)


def _time(x: str, kind: str) -> str:
    if kind == "time":
        return f"try_cast({x} as timestamp)"
    if kind == "zoned":
        return f"timezone('UTC', cast({x} as timestamptz))"  # a plain cast would take the session's zone
    if kind not in {"text", "blob"}:
        return "cast(null as timestamp)"
    text = _trimmed(x, kind)
    zoned = f"timezone('UTC', try_cast({text} as timestamptz))"
    plain = f"coalesce(try_cast({text} as timestamp), try_strptime({text}, {_DATES}))"
    return f"case when regexp_matches({text}, {_ZONE}) then {zoned} else {plain} end"


def _number(x: str, kind: str, to: str) -> str:
    if kind in {"whole", "float", "decimal"}:
        return f"try_cast({x} as {to})"
    if kind not in {"text", "blob"}:
        return f"cast(null as {to})"
    text = _trimmed(x, kind)
    return f"try_cast(case when regexp_full_match({text}, {_NUMBER}) then {text} end as {to})"


def _double(x: str, kind: str) -> str:
    number = _number(x, kind, "double")
    return f"case when isfinite({number}) then {number} end"


def _integer(x: str, kind: str) -> str:
    number = _number(x, kind, "double")
    return f"case when {number} = trunc({number}) and {number} between -2147483648 and 2147483647 then cast({number} as integer) end"


def _boolean(x: str, kind: str) -> str:
    if kind == "boolean":
        return x
    word = f"lower({_trimmed(x, kind)})"
    return f"case when {_among(word, _TRUE)} then true when {_among(word, _FALSE)} then false end"


def _list(x: str, kind: str) -> str:
    if kind == "list":
        return f"try_cast({x} as varchar[])"
    if kind not in {"text", "blob"}:
        return "cast(null as varchar[])"
    return f"""try(from_json({_trimmed(x, kind)}, '["VARCHAR"]'))"""


_READ = {
    "time": _time,
    "money": lambda x, kind: _number(x, kind, "decimal(18,2)"),
    "integer": _integer,
    "double": _double,
    "boolean": _boolean,
    "list": _list,
}


def fault(v: str, x: str, kind: str, column: ColumnLike) -> str:
    """SQL of the code of what is wrong with a cell that holds something: `v` is its value, `x` the raw cell; NULL where all is well."""
    wanted = column.type
    tests = [f"when {v} is null then '{_FAULT[wanted]}'"]
    if wanted == "money":
        tests.insert(0, f"when {v} is null and {_number(x, kind, 'double')} is not null then 'too_large'")
    if wanted == "time":
        tests += [f"when {v} < {EARLIEST} then 'early'", f"when {v} >= {LATEST} then 'late'"]
    if column.low is not None:
        tests.append(f"when {v} < {column.low:g} then 'below'")
    if column.high is not None:
        tests.append(f"when {v} > {column.high:g} then 'above'")
    if wanted in FREE and kind in {"text", "blob"}:
        tests.append(f"when contains({v}, chr(0)) then 'nul'")
    return f"case {' '.join(tests)} end"


def shape(text: str) -> str:
    """SQL of a personal value with every digit as 0 and every letter as x: enough to see what is wrong with it."""
    return f"regexp_replace(regexp_replace({text}, '[0-9]', '0', 'g'), '[^0-9\\s.:,;/+-]', 'x', 'g')"
