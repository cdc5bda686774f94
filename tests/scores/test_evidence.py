"""What pages and numbers pass on to each other."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

import pyarrow as pa
import pytest
from tests.signals.rows import cases

from zhenxin.engine import Engine
from zhenxin.scores.evidence import MANY_NUMBERS, NEEDS, gather
from zhenxin.scores.hypothesis import Trait

LINE = "4000210377"
EPOCH = datetime(2026, 1, 1)  # noqa: DTZ001  all times are UTC without a zone
TRAITS = {
    "loud": Trait("record", False, ("fake_engagement",)), "paid": Trait("money", True, ("fake_engagement",)),
    "home": Trait("network", False, ("fake_engagement",)), "refused": Trait("conduct", True, ("malicious_refusal",)),
}  # fmt: skip
SIGNALS = ("entity_kind", "entity_id", "signal", "level", "value", "reason", "reason_zh", "query_id", "args")


def told(
    engine: Engine, pages: dict[str, list[str]], said: list[tuple[str, ...]], visits: Sequence[tuple[Any, ...]] = ()
) -> set[tuple[str, str]]:  # fmt: skip
    """Of pages and the numbers on each, who hears what besides itself: `said` has kind and entity of each signal, and which where it is not `loud`.

    `visits` have account, what it did, when, and for how many seconds.
    """
    facts = [(url, "number", number, place) for url, numbers in pages.items() for place, number in enumerate(numbers)]
    given: dict[str, list[tuple[Any, ...]]] = {
        "pages": [(url, None, "") for url in pages],
        "page_facts": facts,
        "visits": [(account, "hit", kind, EPOCH + timedelta(minutes=minute), stay) for account, kind, minute, stay in visits],
    }
    columns = {
        "visits": ("account_id", "product_id", "kind", "occurred_at", "dwell_s"),
        "pages": ("url", "site", "text"),
        "page_facts": ("url", "fact", "value", "position"),
    }
    for name, needs in NEEDS.items():
        names = columns.get(name, tuple(sorted(needs)))
        rows = given.get(name, [])
        kinds = {
            "position": pa.int32(),
            "occurred_at": pa.timestamp("us"),
            "amount": pa.float64(),
            "rating": pa.int32(),
            "dwell_s": pa.float64(),
        }
        engine.put(
            f"cut_{name}",
            pa.table([pa.array([row[place] for row in rows], kinds.get(column, pa.string())) for place, column in enumerate(names)], names),
        )
    signals = [(kind, entity, *(name or ("loud",)), 2, 1.0, "", "", None, "{}") for kind, entity, *name in said]
    types = [pa.string()] * 3 + [pa.int32(), pa.float64()] + [pa.string()] * 4
    engine.put("signal_values", pa.table([pa.array([row[n] for row in signals], kind) for n, kind in enumerate(types)], SIGNALS))
    engine.put("ring_deeds", pa.table([pa.array([], pa.string())] * 3, ["kind", "deed_id", "ring_id"]))
    return {(row["entity_kind"], row["entity_id"]) for row in gather(engine, TRAITS)[0].to_pylist() if row["via"] != "own"}


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


LOOKED = [("a", "view", 1, 20.0), ("a", "favourite", 2, None)]
HEARD: dict[str, tuple[list[tuple[Any, ...]], str]] = {
    "tapped without a look": ([("a", "favourite", 2, None)], "refused"),
    "a glance is no look": ([("a", "view", 1, 1.0), ("a", "cart", 2, None)], "refused"),
    "looked afterwards": ([("a", "like", 1, None), ("a", "view", 2, 20.0)], "refused"),
    "looked and tapped, and paid for such things": (LOOKED, "paid"),
}
UNHEARD: dict[str, tuple[list[tuple[Any, ...]], str]] = {
    "looked and tapped": (LOOKED, "refused"),
    "a look of unknown length": ([("a", "view", 1, None), ("a", "cart", 2, None)], "refused"),
    "only looked": ([("a", "view", 1, 20.0)], "paid"),
    "looked and tapped at a line of many": (LOOKED, "home"),
    "was elsewhere": ([("b", "favourite", 2, None)], "paid"),
}


@pytest.mark.parametrize(("visits", "act"), **cases(HEARD))
def test_who_taps_blindly_or_is_paid_hears_of_the_product(engine: Engine, visits: list[tuple[Any, ...]], act: str) -> None:
    assert told(engine, {}, [("product", "hit"), ("account", "a", act)], visits) == {("account", "a")}


@pytest.mark.parametrize(("visits", "act"), **cases(UNHEARD))
def test_who_looks_and_likes_what_he_sees_does_not(engine: Engine, visits: list[tuple[Any, ...]], act: str) -> None:
    assert told(engine, {}, [("product", "hit"), ("account", "a", act)], visits) == set()
