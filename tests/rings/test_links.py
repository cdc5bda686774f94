"""Links between accounts: rare things of two causes link, what many share or one cause explains does not."""

from collections.abc import Iterable, Iterator, Sequence

import numpy as np
import pyarrow as pa
import pytest

from zhenxin.engine import DuckDBEngine
from zhenxin.rings.links import LEAST_BITS, link_accounts, link_bits
from zhenxin.rings.tokens import CAUSES
from zhenxin.settings import Settings

Token = tuple[str, str, str]
"""Account, kind, thing."""
ACCOUNTS = 6_000
PLACES = ("network", "wifi", "address")


def background() -> list[Token]:
    """Six thousand accounts as people are: homes of one to four, shops and words from a long tail, friends who send money."""
    dice = np.random.default_rng(8)
    shops, queries = (dice.zipf(1.4, (ACCOUNTS, 3)) % many for many in (1500, 900))
    tokens: list[Token] = []
    for n in range(ACCOUNTS):
        name, home = f"a{n}", f"home {n // 3}"
        tokens += [(name, kind, f"{kind} of {name}") for kind in ("device", "instrument", "receiver", "text", "photo")]
        tokens += [(name, kind, home) for kind in PLACES]
        tokens += [(name, "shop", f"m{shop}") for shop in shops[n]] + [(name, "query", f"q{query}") for query in queries[n]]
        tokens += [(name, "payer", f"friend {n * 7919 % ACCOUNTS // 2}"), (name, "sender", f"warehouse {n % 900}")]
    return list(dict.fromkeys(tokens))


def shopping(accounts: Sequence[str], many: int) -> list[Token]:
    """Each account buys at so many shops, liked ones more often."""
    dice = np.random.default_rng(9)
    return [(account, "shop", f"m{shop}") for account in accounts for shop in dice.zipf(1.2, many) % 1500]


def table(tokens: Iterable[Token]) -> pa.Table:
    rows = list(tokens)
    return pa.table(
        {name: pa.array([row[place] for row in rows], pa.string()) for place, name in enumerate(("account_id", "kind", "token"))}
    )


@pytest.fixture(scope="module")
def city() -> Iterator[DuckDBEngine]:
    opened = DuckDBEngine(Settings(memory="1GB"))
    opened.put("background", table(background()))
    yield opened
    opened.close()


def held(accounts: Iterable[str], *things: tuple[str, str]) -> list[Token]:
    """Each of the accounts holds all of the things."""
    return [(account, kind, thing) for account in accounts for kind, thing in things]


def linked(engine: DuckDBEngine, tokens: Sequence[Token], suspects: Sequence[str]) -> list[dict[str, object]]:
    """The links among `suspects`, with `tokens` beside the background."""
    engine.put("further", table(tokens))
    engine.materialize("ring_tokens", "select * from background union select * from further", step="tokens")
    engine.materialize("ring_holders", "select kind, token, count(*) as holders from ring_tokens group by kind, token", step="holders")
    engine.put("ring_suspects", pa.table({"account_id": pa.array(suspects, pa.string())}))
    return link_accounts(engine, ACCOUNTS).to_pylist()


def pairs(rows: list[dict[str, object]]) -> set[tuple[object, object]]:
    return {(row["left_id"], row["right_id"]) for row in rows}


def strangers(count: int) -> list[str]:
    """So many accounts of different homes."""
    return [f"a{7 * n + 1}" for n in range(count)]


FOUR = ["a10", "a20", "a30", "a'4\"📱"]
ALL_FOUR = {(one, other) for one in FOUR for other in FOUR if one < other}
SHARED: dict[str, list[tuple[str, str]]] = {
    "a phone and a card": [("device", "d"), ("instrument", "card"), ("payer", "boss")],
    "a payer and words": [("payer", "boss"), ("text", "these are the words")],
    "a payer and a photo": [("payer", "boss"), ("photo", "00ff00ff00ff00ff")],
    "a phone and a receiver": [("device", "d"), ("receiver", "uncle")],
    "a Wi-Fi, words and a payer": [("wifi", "office"), ("text", "these are the words"), ("payer", "boss")],
    "many new shops": [("shop", f"new shop {n}") for n in range(6)],
    "a few shops and a payer": [("shop", "new shop 1"), ("shop", "new shop 2"), ("payer", "boss")],
}
UNSHARED: dict[str, list[tuple[str, str]]] = {
    "nothing at all": [],
    "one phone": [("device", "d")],
    "two phones and two cards: one cause": [("device", "d"), ("device", "d2"), ("instrument", "card"), ("instrument", "card2")],
    "a home: network, Wi-Fi, address, receiver": [("network", "n"), ("wifi", "w"), ("address", "a"), ("receiver", "r")],
    "one new shop": [("shop", "new shop")],
    "a shop that many know and a query that many ask": [("shop", "m7"), ("query", "q7")],
}


@pytest.mark.parametrize("things", SHARED.values(), ids=SHARED)
def test_rare_things_of_two_causes_link(city: DuckDBEngine, things: list[tuple[str, str]]) -> None:
    assert pairs(linked(city, held(FOUR, *things), FOUR)) == ALL_FOUR


@pytest.mark.parametrize("things", UNSHARED.values(), ids=UNSHARED)
def test_one_cause_or_common_things_do_not_link(city: DuckDBEngine, things: list[tuple[str, str]]) -> None:
    assert linked(city, held(FOUR, *things), FOUR) == []


@pytest.mark.parametrize("students", [12, 60, 300], ids=lambda count: f"{count} students")
def test_a_campus_links_nobody(city: DuckDBEngine, students: int) -> None:
    names = strangers(students)
    campus = held(names, ("network", "campus"), ("wifi", "eduroam"), ("address", "gate 3"), ("shop", "m2"), ("query", "q3"))
    assert linked(city, campus, names) == []


def test_the_shops_of_heavy_buyers_link_nobody(city: DuckDBEngine) -> None:
    heavy = strangers(12)
    assert linked(city, shopping(heavy, 120), heavy) == []


def test_heavy_buyers_of_one_home_are_not_linked_by_it_and_their_shops(city: DuckDBEngine) -> None:
    heavy = strangers(2)
    assert linked(city, [*shopping(heavy, 120), *held(heavy, *((kind, "our home") for kind in PLACES))], heavy) == []


def test_who_is_no_suspect_is_not_linked(city: DuckDBEngine) -> None:
    rows = linked(city, held(FOUR, *SHARED["a phone and a receiver"]), FOUR[:3])
    assert pairs(rows) == {pair for pair in ALL_FOUR if FOUR[3] not in pair}


def test_a_thing_that_hundreds_hold_says_nothing(city: DuckDBEngine) -> None:
    crowd = strangers(300)
    assert linked(city, held(crowd, ("device", "shop window"), ("payer", "platform")), crowd[:30]) == []


def test_each_link_tells_what_is_shared_and_its_bits(city: DuckDBEngine) -> None:
    rows = linked(city, held(FOUR, ("device", "d"), ("payer", "boss"), ("payer", "clerk")), FOUR)
    assert [(row["left_id"], row["right_id"], row["kind"]) for row in rows] == sorted(
        (left, right, kind) for left, right in ALL_FOUR for kind in ("device", "payer")
    )
    assert {row["things"] for row in rows if row["kind"] == "payer"} == {2}
    assert all(row["bits"] > 0 and row["total"] >= LEAST_BITS for row in rows)


def test_the_rarer_thing_gives_more_bits(city: DuckDBEngine) -> None:
    crowd = [*FOUR, *(f"a{n}" for n in range(100, 116))]
    told = []
    for holders in (FOUR, crowd):
        rows = linked(city, [*held(holders, ("device", "d")), *held(FOUR, ("receiver", "uncle"), ("payer", "boss"))], FOUR)
        told.append({(row["left_id"], row["right_id"]): row["bits"] for row in rows if row["kind"] == "device"})
    rare, common = told
    assert rare.keys() == common.keys() == ALL_FOUR
    assert all(rare[pair] > common[pair] for pair in ALL_FOUR)


def test_more_suspects_ask_for_more_bits() -> None:
    asked = [link_bits(count) for count in (0, 1, 100, 1_000, 100_000)]
    assert asked == sorted(asked)
    assert asked[0] == LEAST_BITS < asked[-1]


def test_no_suspects_no_links(city: DuckDBEngine) -> None:
    assert linked(city, held(FOUR, *SHARED["a payer and words"]), []) == []


def test_the_causes_are_few_and_known() -> None:
    assert {CAUSES[kind] for kind in ("network", "wifi", "address", "receiver")} == {"place"}
    assert {CAUSES[kind] for kind in ("device", "instrument")} == {"identity"}
