"""One raw cell to one typed value: the SQL of its value, and of what is wrong with it. For reading files on DuckDB only."""

_KINDS = {
    "VARCHAR": "text", "UUID": "text", "JSON": "text", "ENUM": "text", "BLOB": "blob", "FLOAT": "float", "DOUBLE": "float",
    "DECIMAL": "decimal", "BOOLEAN": "boolean", "DATE": "time", "TIMESTAMP": "time", "TIMESTAMP_NS": "time", "TIMESTAMP_MS": "time",
    "TIMESTAMP_S": "time", "TIMESTAMP WITH TIME ZONE": "time", "TIMESTAMP_NS WITH TIME ZONE": "time", '"NULL"': "null",
    "TINYINT": "whole", "SMALLINT": "whole", "INTEGER": "whole", "BIGINT": "whole", "HUGEINT": "whole",
    "UTINYINT": "whole", "USMALLINT": "whole", "UINTEGER": "whole", "UBIGINT": "whole", "UHUGEINT": "whole",
}  # fmt: skip

_SPACE = "' ' || chr(9) || chr(10) || chr(13) || chr(160) || chr(12288)"
_NUMBER = r"'[-+]?([0-9]+\.?[0-9]*|\.[0-9]+)([eE][-+]?[0-9]+)?'"
_NOTHING = "('null', 'nan', 'none', 'nat', 'n/a', '\\n')"  # how programs write a missing value into text
_TRUE = "('true', 't', 'yes', 'y', '1', '1.0', '是', '真')"
_FALSE = "('false', 'f', 'no', 'n', '0', '0.0', '否', '假')"
_DATES = "['%Y%m%d%H%M%S', '%Y%m%d', '%Y年%m月%d日 %H:%M:%S', '%Y年%m月%d日 %H:%M', '%Y年%m月%d日']"

EARLIEST = "timestamp '1990-01-01'"
LATEST = "timestamp '2101-01-01'"

FREE = frozenset({"id", "text", "hash"})
"""Types that take any text."""

_FAULT = {
    "time": "not_time", "money": "not_money", "integer": "not_whole", "double": "not_number", "boolean": "not_boolean", "list": "not_list",
    "id": "utf8", "text": "utf8", "hash": "utf8",
}  # fmt: skip


def kind_of(sql_type: str) -> str:
    """The kind of a DuckDB type: text, blob, whole, float, decimal, boolean, time, list, null or other."""
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


def _trimmed(x: str, kind: str) -> str:
    return f"trim({as_text(x, kind)}, {_SPACE})"


def present(x: str, kind: str, wanted: str) -> str:
    """SQL that is true where the cell holds something; an empty text, NaN, and `null` in the place of a number are nothing."""
    match kind:
        case "text" | "blob" if wanted in FREE:
            return f"({x} is not null and coalesce({_trimmed(x, kind)}, '-') <> '')"
        case "text" | "blob":
            text = f"coalesce({_trimmed(x, kind)}, '-')"
            return f"({x} is not null and {text} <> '' and lower({text}) not in {_NOTHING})"
        case "float":
            return f"({x} is not null and not isnan({x}))"
        case _:
            return f"({x} is not null)"


def value(x: str, kind: str, wanted: str, values: tuple[str, ...]) -> str:
    """SQL of the cell as `wanted`; NULL where it is not one. With `values`, `other` where it is none of them."""
    if values:
        word, known = f"lower({_trimmed(x, kind)})", ", ".join(f"'{each}'" for each in values)
        return f"case when {word} in ({known}) then {word} when {word} is not null then 'other' end"
    if kind == "null":
        return "null"
    if wanted in FREE:
        return as_text(x, kind)
    return _READ[wanted](x, kind)


def _time(x: str, kind: str) -> str:
    if kind == "time":
        return f"try_cast({x} as timestamp)"
    if kind not in {"text", "blob"}:
        return "cast(null as timestamp)"
    text = _trimmed(x, kind)
    return f"coalesce(cast(try_cast({text} as timestamptz) as timestamp), try_strptime({text}, {_DATES}))"


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
    return f"case when {word} in {_TRUE} then true when {word} in {_FALSE} then false end"


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


def fault(v: str, x: str, kind: str, wanted: str, low: float | None, high: float | None) -> str:
    """SQL of the code of what is wrong with a cell that holds something: `v` is its value, `x` the raw cell; NULL where all is well."""
    tests = [f"when {v} is null then '{_FAULT[wanted]}'"]
    if wanted == "money":
        tests.insert(0, f"when {v} is null and {_number(x, kind, 'double')} is not null then 'too_large'")
    if wanted == "time":
        tests += [f"when {v} < {EARLIEST} then 'early'", f"when {v} >= {LATEST} then 'late'"]
    if low is not None:
        tests.append(f"when {v} < {low:g} then 'below'")
    if high is not None:
        tests.append(f"when {v} > {high:g} then 'above'")
    if wanted in FREE and kind in {"text", "blob"}:
        tests.append(f"when contains({v}, chr(0)) then 'nul'")
    return f"case {' '.join(tests)} end"
