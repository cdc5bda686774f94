"""What pages and numbers pass on to each other."""

from typing import Any

import pyarrow as pa
import pytest

from zhenxin.engine import Engine
from zhenxin.scores.evidence import MANY_NUMBERS, NEEDS, gather

LINE = "4000210377"
SIGNALS = ("entity_kind", "entity_id", "signal", "level", "value", "reason", "reason_zh", "query_id", "args")


def told(engine: Engine, pages: dict[str, list[str]], said: list[tuple[str, str]]) -> set[tuple[str, str]]:
    """Of pages and the numbers on each, who hears what besides itself: `said` has kind and entity of each signal."""
    facts = [(url, "number", number, place) for url, numbers in pages.items() for place, number in enumerate(numbers)]
    given: dict[str, list[tuple[Any, ...]]] = {
        "pages": [(url, None, "") for url in pages],
        "page_facts": facts,
    }
    columns = {"pages": ("url", "site", "text"), "page_facts": ("url", "fact", "value", "position")}
    for name, needs in NEEDS.items():
        names = columns.get(name, tuple(sorted(needs)))
        rows = given.get(name, [])
        kinds = {"position": pa.int32(), "occurred_at": pa.timestamp("us"), "amount": pa.float64(), "rating": pa.int32()}
        engine.put(
            f"cut_{name}",
            pa.table([pa.array([row[place] for row in rows], kinds.get(column, pa.string())) for place, column in enumerate(names)], names),
        )
    signals = [(kind, entity, "loud", 2, 1.0, "", "", None, "{}") for kind, entity in said]
    types = [pa.string()] * 3 + [pa.int32(), pa.float64()] + [pa.string()] * 4
    engine.put("signal_values", pa.table([pa.array([row[n] for row in signals], kind) for n, kind in enumerate(types)], SIGNALS))
    engine.put("ring_deeds", pa.table([pa.array([], pa.string())] * 3, ["kind", "deed_id", "ring_id"]))
    return {(row["entity_kind"], row["entity_id"]) for row in gather(engine)[0].to_pylist() if row["via"] != "own"}


def test_pages_hear_of_the_number_they_push(engine: Engine) -> None:
    assert told(engine, {"a": [LINE, LINE, "4000210388"], "b": ["4000210388", LINE]}, [("number", LINE)]) == {("page", "a")}


def test_a_page_that_lists_numbers_pushes_none(engine: Engine) -> None:
    others = [f"400111222{n}" for n in range(MANY_NUMBERS - 1)]
    assert told(engine, {"list": [LINE, *others], "few": [LINE, *others[1:]]}, [("number", LINE)]) == {("page", "few")}


def test_a_page_that_gives_one_number_again_and_again_pushes_it_among_many(engine: Engine) -> None:
    others = [f"400111222{n}" for n in range(MANY_NUMBERS)]
    assert told(engine, {"a": [LINE] * 9 + others}, [("number", LINE)]) == {("page", "a")}


@pytest.mark.parametrize(("loud", "plain", "heard"), [(2, 3, True), (1, 2, False), (1, 0, True)])
def test_a_number_hears_what_two_fifths_of_its_pages_say(engine: Engine, loud: int, plain: int, heard: bool) -> None:
    pages = {f"{kind}{n}": [LINE] for kind, count in (("loud", loud), ("plain", plain)) for n in range(count)}
    assert told(engine, pages, [("page", f"loud{n}") for n in range(loud)]) == ({("number", LINE)} if heard else set())


def test_a_short_code_is_pushed_by_nobody(engine: Engine) -> None:
    assert told(engine, {"a": ["12315"]}, [("number", "12315"), ("page", "a")]) == set()


@pytest.mark.parametrize(("loud", "heard"), [(3, True), (2, False)])
def test_a_list_hears_what_half_of_its_numbers_say(engine: Engine, loud: int, heard: bool) -> None:
    numbers = [f"400111222{n}" for n in range(MANY_NUMBERS)]
    said = [("number", number) for number in numbers[:loud]]
    assert told(engine, {"list": numbers}, said) == ({("page", "list")} if heard else set())


@pytest.mark.parametrize(("lists", "heard"), [(2, True), (3, False)])
def test_numbers_hear_what_half_of_the_pages_with_them_say_if_these_are_lists(engine: Engine, lists: int, heard: bool) -> None:
    numbers = [f"400111222{n}" for n in range(MANY_NUMBERS)]
    found = told(engine, {f"list{n}": numbers for n in range(lists)}, [("page", "list0")])
    assert found == ({("number", number) for number in numbers} if heard else set())
