"""What looks unhealthy, and what does not."""

from collections.abc import Callable, Iterable
from datetime import date, timedelta

import pytest

from zhenxin import events

from .folders import HEADER, Folder, at

START = date(2024, 1, 1)
Lines = Iterable[str]


def steady(days: int = 60, each: int = 30, device: str = "d{i}") -> list[str]:
    return [
        f"o{day}-{i},a{i},m,{START + timedelta(days=day)} 0{i % 10}:00,{device.format(i=i)}" for day in range(days) for i in range(each)
    ]


def found(folder: Folder, lines: Lines) -> list[events.Finding]:
    folder.put("orders.csv", "\n".join([f"{HEADER},device_id", *lines, ""]))
    folder.put("reviews.csv", f"review_id,account_id,occurred_at,rating\nr,a,{START + timedelta(days=59)} 23:00,5\n")
    return events.health(folder.load())


def on(line: str, day: int) -> bool:
    return str(START + timedelta(days=day)) in line


def after(line: str, day: int) -> bool:
    return line.split(",")[3] >= str(START + timedelta(days=day))


UNHEALTHY: list[tuple[str, str, Callable[[], Lines], str]] = [
    (
        "a-table-that-stops",
        "stops",
        lambda: steady(40),
        "`orders` stops on 2024-02-09: nothing in the 20 days to 2024-02-29, 30 rows a day before",
    ),
    (
        "a-hole-in-a-table",
        "gap",
        lambda: [line for line in steady() if not any(on(line, day) for day in range(20, 26))],
        "`orders` has nothing from 2024-01-21 to 2024-01-26, 30 rows a day otherwise",
    ),
    (
        "a-column-that-empties",
        "empties",
        lambda: [line.rsplit(",", 1)[0] + "," if after(line, 45) else line for line in steady()],
        "`orders.device_id` empties on 2024-02-15: 100% of the rows had it before, 0% from then on",
    ),
    (
        "a-column-that-nearly-empties",
        "empties",
        lambda: [line.rsplit(",", 1)[0] + "," if after(line, 45) and "-7," not in line else line for line in steady()],
        "`orders.device_id` empties on 2024-02-15: 100% of the rows had it before, 3% from then on",
    ),
    (
        "a-day-read-twice-under-new-ids",
        "doubles",
        lambda: [*steady(), *(f"again-{line}" for line in steady() if on(line, 30))],
        "`orders` has 2.0 times the usual rows on 2024-01-31, and 100% of them are there twice: was a file read twice?",
    ),
    (
        "a-day-with-twice-the-rows",
        "doubles",
        lambda: [*steady(), *(f"more-{line}x" for line in steady() if on(line, 30))],
        "`orders` has 2.0 times the usual rows on 2024-01-31: a busy day, or a file read twice?",
    ),
]


@pytest.mark.parametrize(("kind", "make", "sentence"), [row[1:] for row in UNHEALTHY], ids=[row[0] for row in UNHEALTHY])
def test_it_is_told(folder: Folder, kind: str, make: Callable[[], Lines], sentence: str) -> None:
    (finding,) = found(folder, make())
    assert (finding.kind, finding.table, finding.sentence) == (kind, "orders", sentence)
    assert finding.sentence_zh.startswith("`orders")


HEALTHY: list[tuple[str, Callable[[], Lines]]] = [
    ("a-steady-table", steady),
    ("a-rare-column", lambda: steady(device="")),
    ("a-column-that-comes-later", lambda: [line if after(line, 30) else line.rsplit(",", 1)[0] + "," for line in steady()]),
    ("a-slow-table", lambda: [line for line in steady(each=1) if int(line.split("-")[0][1:]) % 5 == 0]),
    ("a-sale-of-ten-times-the-rows", lambda: [*steady(), *(f"sale{n}-{line}{n}" for n in range(9) for line in steady() if on(line, 30))]),
    ("two-days-of-twice-the-rows", lambda: [*steady(), *(f"w-{line}x" for line in steady() if on(line, 20) or on(line, 40))]),
    ("a-young-table-that-grew", lambda: [*steady()[:2], *(line for line in steady() if after(line, 20))]),
    ("weekends-of-twice-the-rows", lambda: [*steady(), *(f"w-{line}x" for line in steady() for day in range(5, 60, 7) if on(line, day))]),
    ("a-quiet-last-day", lambda: [line for line in steady() if not on(line, 59)]),
    ("few-days", lambda: steady(5)),
]


@pytest.mark.parametrize("make", [row[1] for row in HEALTHY], ids=[row[0] for row in HEALTHY])
def test_it_is_silent(folder: Folder, make: Callable[[], Lines]) -> None:
    assert found(folder, make()) == []


def test_days_beyond_as_of_do_not_count(folder: Folder) -> None:
    folder.put("orders.csv", "\n".join([f"{HEADER},device_id", *steady(40), ""]))
    folder.put("reviews.csv", f"review_id,account_id,occurred_at,rating\nr,a,{START + timedelta(days=59)},5\n")
    assert events.health(folder.load(as_of=at(f"{START + timedelta(days=39)} 12:00"))) == []
