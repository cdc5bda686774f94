"""The sheet of whom to inspect: a CSV file in the columns of the table `inspections`, written with its results left open, and read when it comes back."""

import csv
import hashlib
import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from types import MappingProxyType

from zhenxin.errors import InputError
from zhenxin.events.schema import TABLES
from zhenxin.report.markup import shown

COLUMNS = (*(column.name for column in TABLES["inspections"].columns), "stratum", "inclusion_probability")
STRATA = ("random", "risk", "both")
RESULTS: Mapping[str, str] = MappingProxyType({"合格": "pass", "轻微": "minor", "轻微问题": "minor", "不合格": "fail"})
"""How people write the results in Chinese; in English they stand as in the table."""
KINDS: Mapping[str, str] = MappingProxyType({"资质": "qualification", "质量": "quality", "试买": "purchase_test"})
_MAY = {name: column.values for name, column in TABLES["inspections"].by_name.items() if column.values}
_NEEDED = ("inspection_id", "merchant_id", "result", "stratum", "inclusion_probability")
_DAY = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[ T]+(\d{1,2}):(\d{2})(.*))?")


@dataclass(frozen=True)
class Inspection:
    """One row of a sheet that has its result."""

    row: Mapping[str, str | float | None]
    """The columns of the sheet; what is empty is None."""
    merchant_id: str
    result: str
    stratum: str
    inclusion: float

    @property
    def is_random(self) -> bool:
        """Whether it is of the random stratum."""
        return self.stratum != "risk"


@dataclass(frozen=True)
class Sheet:
    """A sheet that came back: the rows with a result, and how many have none yet, of all and of the random stratum."""

    inspections: tuple[Inspection, ...]
    unfilled: int
    unfilled_random: int


def inspection_id(as_of: str, seed: int, budget: int, merchant_id: str) -> str:
    """The id of one inspection of one draw: the same whenever that draw is made again, so that its results count once."""
    told = "\x1f".join((as_of, str(seed), str(budget), merchant_id))
    return f"S{hashlib.blake2b(told.encode('utf-8', 'surrogatepass'), digest_size=8).hexdigest()}"


def read_sheet(path: Path, merchants: Collection[str], as_of: str) -> Sheet:
    """The filled sheet at `path`; a row without a time is of `as_of`, when the run judged.

    Raises InputError, with the line, where a result is none, a shop is none of `merchants`, or anything else cannot be read; and where no row has a result.
    """
    found: list[Inspection] = []
    seen: dict[tuple[str, str], int] = {}
    unfilled = unfilled_random = 0
    for line, cells in _rows(path):
        place = f"{path}, line {line}"
        one = _inspection(cells, merchants, as_of, place)
        for noun, name in (("inspection", cells["inspection_id"]), ("merchant", one.merchant_id)):
            if (noun, name) in seen:
                told = f"the {noun} `{shown(name)}` stands here and in line {seen[noun, name]}"
                raise InputError(told, place=place, hint="keep one of the two rows")
            seen[noun, name] = line
        if one.result:
            found.append(one)
        else:
            unfilled += 1
            unfilled_random += one.is_random
    if not found:
        raise InputError("no row of this sheet has a result", place=str(path), hint="write pass, minor or fail under `result`")
    return Sheet(tuple(found), unfilled, unfilled_random)


def _rows(path: Path) -> Iterator[tuple[int, dict[str, str]]]:
    """Each row that is not empty, with its first line; spreadsheets in other countries part cells by semicolons or tabs."""
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            head = file.readline()
            file.seek(0)
            reader = csv.reader(file, delimiter=max(",;\t", key=head.count))
            names = [name.strip() for name in next(reader, [])]
            _must_have(names, path)
            before = reader.line_num
            for cells in reader:
                line, before = before + 1, reader.line_num
                if any(cell.strip() for cell in cells):
                    yield line, _named(names, cells, f"{path}, line {line}")
    except FileNotFoundError:
        raise InputError("there is no such sheet", place=str(path), hint="name the sheet that `zhenxin sample` wrote, filled in") from None
    except UnicodeDecodeError:
        raise InputError("the sheet is not UTF-8", place=str(path), hint="save it as CSV UTF-8") from None
    except (OSError, csv.Error) as error:
        told = f"the sheet cannot be read: {getattr(error, 'strerror', None) or error}"
        raise InputError(told, place=str(path), hint="save it as CSV UTF-8") from None


def _must_have(names: list[str], path: Path) -> None:
    lacking = [f"`{name}`" for name in _NEEDED if name not in names]
    if lacking:
        raise InputError(
            f"the sheet lacks {', '.join(lacking)}", place=f"{path}, line 1", hint="keep the columns as `zhenxin sample` wrote them"
        )
    twice = next((name for name in COLUMNS if names.count(name) > 1), "")
    if twice:
        raise InputError(f"the sheet has the column `{twice}` twice", place=f"{path}, line 1", hint="keep one of the two")


def _named(names: list[str], cells: list[str], place: str) -> dict[str, str]:
    if any(cell.strip() for cell in cells[len(names) :]):
        told = f"the row has {len(cells)} cells, the first line names {len(names)}"
        raise InputError(told, place=place, hint="put a note that holds commas into double quotes")
    filled = dict(zip(names, [cell.strip() for cell in cells] + [""] * len(names), strict=False))
    return {name: filled.get(name, "") for name in COLUMNS}


def _inspection(cells: dict[str, str], merchants: Collection[str], as_of: str, place: str) -> Inspection:
    """A row as an inspection; its result is empty where it has none yet."""
    if not cells["inspection_id"]:
        raise InputError("the row has no `inspection_id`", place=place, hint="keep the ids as `zhenxin sample` wrote them")
    merchant = cells["merchant_id"]
    if merchant not in merchants:
        told = f"this run knows no merchant `{shown(merchant)}`"
        raise InputError(told, place=place, hint="name the OUT of which the sheet was drawn, and keep its ids")
    if cells["stratum"] not in STRATA:
        told = f"`{shown(cells['stratum'])}` is no stratum"
        raise InputError(told, place=place, hint="keep random, risk or both, as `zhenxin sample` wrote it")
    row: dict[str, str | float | None] = {name: text or None for name, text in cells.items()}
    row["result"] = _coded("result", cells["result"], RESULTS, place)
    row["kind"] = _coded("kind", cells["kind"], KINDS, place)
    row["occurred_at"] = _moment(cells["occurred_at"] or as_of, place)
    row["inclusion_probability"] = inclusion = _chance(cells["inclusion_probability"], place)
    return Inspection(row, merchant, str(row["result"] or ""), cells["stratum"], inclusion)


def _coded(column: str, text: str, chinese: Mapping[str, str], place: str) -> str | None:
    """A word of a closed list, as the table `inspections` has it; None where the cell is empty."""
    word = text.casefold().replace(" ", "_")
    code = chinese.get(word, word)
    if code and code not in _MAY[column]:
        raise InputError(
            f"`{shown(text)}` is no {column} of an inspection",
            place=place,
            hint=f"write {', '.join(_MAY[column][:-1])} or {_MAY[column][-1]}",
        )
    return code or None


def _chance(text: str, place: str) -> float:
    try:
        chance = float(text)
    except ValueError:
        chance = 0.0
    if not 0 < chance <= 1:
        told = f"`{shown(text)}` is no inclusion probability"
        raise InputError(told, place=place, hint="keep the numbers as `zhenxin sample` wrote them, above 0 and at most 1")
    return chance


def _moment(text: str, place: str) -> str:
    """A time as the events have it, UTC; also as spreadsheets write it (2026/7/3 9:05)."""
    day = _DAY.fullmatch(text)
    year, month, date, hour, minute, rest = day.groups(default="") if day else ("", "", "", "", "", "")
    try:
        moment = datetime.fromisoformat(f"{year}-{month:0>2}-{date:0>2}T{hour or '00':0>2}:{minute or '00'}{rest.strip()}")
    except ValueError:
        hint = "write 2026-06-30 or 2026-06-30T12:00:00"
        raise InputError(f"`{shown(text)}` is not a time", place=place, hint=hint) from None
    return (moment.astimezone(UTC).replace(tzinfo=None) if moment.tzinfo else moment).isoformat()
