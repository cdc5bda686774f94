"""One text at one shop, against how common it is elsewhere."""

import pyarrow as pa
import pytest

from zhenxin.kernels.chance import surprise
from zhenxin.kernels.repeated import repeated

WORDS = "质量很好物流也快下次还会再来买的"
Said = list[tuple[str, str, str]]


def told(said: Said) -> dict[str, tuple[float, int, int, str]]:
    crowd = [(f"u{n}", f"m{n % 20}", f"第{n}位各有各的说法") for n in range(400)]
    rows = [
        {"entity_id": f"r{n:03}", "account_id": who, "merchant_id": shop, "text": text}
        for n, (who, shop, text) in enumerate([*said, *crowd])
    ]
    found = repeated(pa.Table.from_pylist(rows), 6.0).to_pylist()
    return {row["entity_id"]: (row["value"], row["here"], row["elsewhere"], row["words"]) for row in found}


def test_accounts_here_are_held_to_those_elsewhere() -> None:
    found = told([*((f"w{n}", "m1", WORDS) for n in range(4)), ("x", "m2", WORDS)])
    assert found.keys() == {"r000", "r001", "r002", "r003"}
    assert found["r000"] == (pytest.approx(surprise(4, 3 * 1.5 * 24 / (405 - 24 + 1))), 4, 1, WORDS)


@pytest.mark.parametrize(
    ("said", "speaks"),
    [
        ([("a", "m1", WORDS), ("b", "m1", f"{WORDS}👍")], 2),
        ([("a", "m1", WORDS), ("b", "m1", f"{WORDS}吧")], 0),
        ([("a", "m1", WORDS), ("b", "m1", f"{WORDS}吧"), ("c", "m1", f"{WORDS}哦")], 3),
        ([("a", "m1", WORDS), ("a", "m1", WORDS)], 0),
        ([("a", "m1", "还可以吧"), ("b", "m1", "还可以吧")], 0),
        ([("a", "m1", WORDS), ("b", "m2", WORDS)], 0),
        ([], 0),
    ],
    ids=["the same of two", "nearly the same of two", "nearly the same of three", "one person twice", "short", "two shops", "nobody"],
)
def test_two_must_have_written_the_same(said: Said, speaks: int) -> None:
    assert len(told(said)) == speaks


def test_a_form_that_people_fill_in_with_numbers_is_one_text() -> None:
    assert told([(f"w{n}", f"m{n % 15}", f"第{n * 37}次在这里买了还是一样好用") for n in range(90)]) == {}


def test_a_quote_is_found_at_once_in_texts_without_end_and_stands_on_one_line() -> None:
    found = told(
        [(f"w{n}", "m1", "哈" * 60_000 + "\n" + WORDS) for n in range(3)] + [(f"v{n}", "m2", f"{WORDS}\n{WORDS[::-1]}") for n in range(3)]
    )
    assert {len(words) for *_, words in found.values()} == {24}
    assert not any("\n" in words for *_, words in found.values())
