"""A first draft of `zhenxin.map.toml`: which of somebody's files and columns are which of ours, by name and a few values."""

import json
import re
from collections.abc import Iterable, Mapping
from pathlib import Path

from rapidfuzz import fuzz

from zhenxin.errors import InputError, OutputError
from zhenxin.events.columns import personal
from zhenxin.events.discover import ANSWER_KEY
from zhenxin.events.mapping import MAP_FILE
from zhenxin.events.near import folded, synonyms
from zhenxin.events.peek import Peeked, peek
from zhenxin.events.schema import TABLES, Table

_ALIKE = 90.0
"""Least similarity, in percent, at which a name is taken for a misspelling of another."""

_SURE = 0.5
"""Least score at which a file is taken for a table."""

_HEAD = """\
# Which file is which table, and which of its columns is which of ours. Drafted by `zhenxin map`: read it, mend it, then run
# `zhenxin check`. A value is one of your columns or an SQL expression over them, such as amount = "total / 100".
# 由 `zhenxin map` 起草：请核对、修改，再运行 `zhenxin check`。等号右边可以是你的列名，也可以是 SQL 表达式。
"""


def draft_map(folder: Path) -> str:
    """The text of a mapping file for `folder`: every file recognised as a table, its columns, and what is missing.

    Raises InputError where the folder is none or holds nothing that could be a table.
    """
    if folder.is_file():
        raise InputError("this is a file, not a folder", place=str(folder), hint="give the folder that holds your tables")
    if not folder.is_dir():
        raise InputError("there is no such folder", place=str(folder), hint="give the folder that holds your tables")
    places = [path for path in sorted(folder.iterdir()) if not path.name.startswith((".", "_", f"{ANSWER_KEY}.")) and path.name != MAP_FILE]
    peeked = [found for found in (peek(place, folder) for place in places) if found]
    if not peeked:
        raise InputError(
            "nothing here can be read as a table", place=str(folder), hint="put Parquet, CSV, TSV or JSONL files there, plain or gzipped"
        )
    chosen = _assigned(peeked)
    sections = [_section(table, chosen[table.name]) for table in TABLES.values() if table.name in chosen]
    taken = {found.name for found in chosen.values()}
    rest = [found.name for found in peeked if found.name not in taken]
    if rest:
        sections.append(f"# no table found for / 未能识别: {', '.join(rest)}\n")
    return "\n".join([_HEAD, *sections])


def write_draft(folder: Path) -> tuple[Path, str]:
    """Write the draft beside the data; gives where and what. Raises OutputError where a mapping file is there already."""
    path = folder / MAP_FILE
    text = draft_map(folder)
    if path.exists():
        raise OutputError(f"`{MAP_FILE}` is there already", place=str(path), hint="mend it by hand, or move it away for a new draft")
    path.write_text(text, encoding="utf-8")
    return path, text


def _assigned(peeked: Iterable[Peeked]) -> dict[str, Peeked]:
    """Table to file, the surest first, each file and each table once."""
    scored = [(_score(table, found), found.name, table.name, found) for found in peeked for table in TABLES.values()]
    chosen: dict[str, Peeked] = {}
    for score, _, table, found in sorted(scored, key=lambda each: (-each[0], each[1], each[2])):
        if score >= _SURE and table not in chosen and found not in chosen.values():
            chosen[table] = found
    return chosen


def _score(table: Table, found: Peeked) -> float:
    """How sure it is that the file is the table: by its name, and by the share of the bold columns it has."""
    stem = folded(found.name.split("/")[-1].split(".")[0])
    words = [table.name, *synonyms()["tables"].get(table.name, [])]
    named = max(_name_score(stem, folded(word)) for word in words)
    columns = _columns(table, found)
    needed = sum(name in columns for name in table.required) / len(table.required)
    wide = min(len(columns) / 8, 1.0)
    return 0.45 * named + 0.45 * needed + 0.1 * wide if named >= 0.5 or needed == 1.0 else 0.0


def _name_score(stem: str, word: str) -> float:
    parts = [part for part in re.split(r"_|\d+", stem) if part]
    if word in (stem, "_".join(parts)):
        return 1.0
    if word in parts or (not word.isascii() and word in stem):
        return 0.85
    return 0.7 if fuzz.ratio(stem, word) >= _ALIKE else 0.0


def _columns(table: Table, found: Peeked) -> dict[str, str]:
    """Our column to theirs, each once."""
    raws = personal(table)
    ours = _ours(table)
    theirs = {folded(name): name for name in reversed(found.columns)}
    chosen: dict[str, str] = {}
    free = dict(theirs)
    for look in (_same, _synonym, _misspelt):
        for name in ours:
            hashed = raws.get(name, ())
            if name in chosen or any(made in chosen for made in hashed) or (f"{name}_hash" in chosen):
                continue
            match = look(table, name, free)
            if match:
                chosen[name] = free.pop(match)
    return chosen


def _ours(table: Table) -> list[str]:
    return list(dict.fromkeys([*(column.name for column in table.columns), *personal(table)]))


def _same(_: Table, name: str, free: Mapping[str, str]) -> str:
    return name if name in free else ""


def _synonym(table: Table, name: str, free: Mapping[str, str]) -> str:
    words = list(synonyms()["columns"].get(name, []))
    calls = [table.name.removesuffix("s"), *synonyms()["tables"].get(table.name, [])]
    if name == table.key:
        words += ["id", "编号", *(f"{call}{end}" for call in calls for end in ("_id", "_no", "id", "号", "编号"))]
    if name == table.when:
        words += [f"{call}{end}" for call in calls for end in ("_time", "_at", "_date", "时间", "日期")]
    if name in table.by_name and table.by_name[name].type == "money":
        words += [f"{word}{unit}" for word in (name, *words) for unit in _CENTS]
    wanted = (folded(word) for word in (*words, f"{calls[0]}_{name}"))
    return next((word for word in wanted if word in free), "")


def _misspelt(_: Table, name: str, free: Mapping[str, str]) -> str:
    words = [name, *(word for word in synonyms()["columns"].get(name, []) if len(word) >= 6)]
    near = [(fuzz.ratio(word, each), each) for word in words if len(word) >= 6 for each in free]
    best = max(near, default=(0.0, ""))
    return best[1] if best[0] >= _ALIKE else ""


_CENTS = ("_cents", "_cent", "_fen", "_分")


def _expression(table: Table, name: str, column: str, found: Peeked) -> str:
    """Their column, or what makes it ours where it counts cents or seconds."""
    wanted = table.by_name[name].type if name in table.by_name else "text"
    safe = column if re.fullmatch(r"[A-Za-z_]\w*", column) else '"' + column.replace('"', '""') + '"'
    if wanted == "money" and folded(column).endswith(_CENTS):
        return f"{safe} / 100"
    values = found.values.get(column, ())
    if wanted == "time" and values:
        if all(re.fullmatch(r"[0-9]{9,10}(\.0)?", value) for value in values):
            return f"to_timestamp({safe})"
        if all(re.fullmatch(r"[0-9]{12,13}(\.0)?", value) for value in values):
            return f"to_timestamp({safe} / 1000)"
    return column


def _section(table: Table, found: Peeked) -> str:
    columns = _columns(table, found)
    texts = {name: _expression(table, name, columns[name], found) for name in _ours(table) if name in columns}
    renamed = {name: text for name, text in texts.items() if text != name}
    lines = [f"[{table.name}]"]
    if found.name.split(".")[0].casefold() != table.name:
        lines.append(f"file = {json.dumps(found.name, ensure_ascii=False)}")
    missing = [name for name in table.required if name not in columns]
    if renamed or missing:
        lines.append(f"[{table.name}.columns]")
    lines += [f"{name} = {json.dumps(text, ensure_ascii=False)}" for name, text in renamed.items()]
    lines += [f'# {name} = ""  # needed, not found / 必需，未找到' for name in missing]
    rest = [name for name in found.columns if name not in columns.values()]
    if rest:
        lines.append(f"# other columns / 其他列: {', '.join(rest)}")
    return "\n".join(lines) + "\n"
