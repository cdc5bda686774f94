"""Crews that are planted in a market of random buyers, and those that must not be told."""

import numpy as np
import pytest

from zhenxin.kernels.chance import surprise_of
from zhenxin.kernels.crews import Crew, apart, crews

Deeds = list[tuple[int, int, bool]]
"""Who, at which thing, and whether it is done as is asked for."""
BUYERS, GOODS = 2000, 600


def market(planted: Deeds, *, rate: float = 0.2, seed: int = 1, taste: Deeds = ()) -> list[Crew]:
    """The crews among `planted` deeds and six thousand of random buyers, a share of `rate` of which is done."""
    dice = np.random.default_rng(seed)
    random = [(int(dice.integers(BUYERS)), int(dice.integers(GOODS)), bool(dice.random() < rate)) for _ in range(6000)]
    deeds = random + list(planted) + list(taste)
    who, thing, done = (np.array(column) for column in zip(*deeds, strict=True))
    return crews(who, thing, done, thing % 3)


def crew(members: int = 10, things: int = 4, *, done: float = 1.0, first: int = BUYERS, at: int = GOODS) -> Deeds:
    """Everybody at every thing, the given share of it done."""
    count = members * things
    return [(first + n % members, at + n // members, n * 7919 % count < done * count) for n in range(count)]


def test_a_crew_that_does_it_is_told_with_what_it_did() -> None:
    found = [one for one in market(crew()) if one.bits > 4]
    assert len(found) >= 1
    assert (found[0].members, found[0].things, found[0].done, len(found[0].rows)) == (10, 4, 40, 40)
    assert 0.2 < found[0].rate < 0.5


@pytest.mark.parametrize("seed", range(5))
def test_nobody_is_told_in_a_market_without_a_crew(seed: int) -> None:
    assert not [one for one in market([], seed=seed) if one.bits > 0]


SILENT = {
    "people of one taste, who do it as others do": crew(12, 6, done=0.2),
    "four people": crew(4, 6),
    "one thing": crew(12, 1),
    "they do it everywhere": crew() + [(BUYERS + n % 10, n % GOODS, True) for n in range(120)],
    "others at the same things do it as well": crew() + [(n % BUYERS, GOODS + n % 4, True) for n in range(200)],
    "one of them does it, and often": [(who, thing, False) for who, thing, _ in crew()]
    + [(BUYERS, GOODS + n % 4, True) for n in range(40)],
}


@pytest.mark.parametrize("planted", SILENT.values(), ids=SILENT.keys())
def test_who_meets_but_does_nothing_else_is_not_told(planted: Deeds) -> None:
    assert not [one for one in market(planted) if one.bits >= 4]


def test_a_crew_that_is_hidden_among_other_purchases_is_found_by_what_it_did() -> None:
    hidden = crew(8, 3) + [(BUYERS + n % 8, (n * 31) % GOODS, False) for n in range(80)]
    found = [one for one in market(hidden) if one.bits > 4]
    assert found
    assert set(found[0].rows) == set(range(6000, 6024))


def test_the_order_of_deeds_decides_nothing() -> None:
    deeds = crew() + [(n % 500, (n * 13) % 200, n % 5 == 0) for n in range(3000)]
    who, thing, done = (np.array(column) for column in zip(*deeds, strict=True))
    turned = np.random.default_rng(3).permutation(len(deeds))
    found = crews(who, thing, done, thing % 3)
    again = crews(who[turned], thing[turned], done[turned], thing[turned] % 3)
    assert [(one.members, one.done, one.bits) for one in found] == [(one.members, one.done, one.bits) for one in again]
    assert set(found[0].rows) == set(turned[again[0].rows])


def test_no_deeds_make_no_crew() -> None:
    nothing = np.array([], np.int64)
    assert crews(nothing, nothing, nothing, nothing) == []


def test_surprise_of_is_chernoffs_bound() -> None:
    assert surprise_of(5, 10, 0.5) == 0
    assert surprise_of(10, 10, 0.5) == pytest.approx(10.0)
    assert surprise_of(9, 10, 0.5) == pytest.approx((9 * np.log(9 / 5) + np.log(1 / 5)) / np.log(2))
    assert surprise_of(3, 10, 0.0) == 0
    assert surprise_of([9, 5], 10, [0.5, 0.9]).tolist() == [pytest.approx(5.31, abs=0.01), 0.0]


def test_neighbours_who_share_households_with_a_crew_are_no_part_of_it(monkeypatch: pytest.MonkeyPatch) -> None:
    """Twelve of one taste meet at six things of their own; four doors of theirs are the crew's too."""
    taste = crew(12, 6, done=0.3, first=BUYERS + 20, at=GOODS + 10)
    bridge = [(BUYERS + 20 + n % 4, GOODS + n // 4, True) for n in range(12)]
    first = next(one for one in market(crew(), taste=taste + bridge) if one.bits > 4)
    assert first.members <= 14
    assert first.things <= 5
    assert first.done >= 40
    monkeypatch.setattr("zhenxin.kernels.crews.apart", lambda people, things: [])
    mixed = next(one for one in market(crew(), taste=taste + bridge) if one.bits > 4)
    assert mixed.things > 5, "the two must be one dense group, else nothing is tested"


def test_the_middle_one_of_three_crews_in_a_row_stays_whole() -> None:
    three = [(10 * part + n % 10, 5 * part + n // 10) for part in range(3) for n in range(50)]
    people, things = (np.array(column) for column in zip(*three, (0, 5), (1, 6), (10, 10), (11, 11), strict=True))
    parts = apart(people, things)
    assert sorted(len(part) for part in parts) == [10, 20]
    longer = max(parts, key=len)
    kept = np.isin(people, longer)
    assert sorted(len(part) for part in apart(people[kept], things[kept])) == [10, 10]


@pytest.mark.parametrize("seed", range(5))
def test_a_crew_of_few_links_stays_one(seed: int) -> None:
    """Thirty people at three of twelve things each, at random: its two likeliest halves are joined by many links."""
    dice = np.random.default_rng(seed)
    people = np.repeat(np.arange(30), 3)
    things = np.concatenate([dice.choice(12, 3, replace=False) for _ in range(30)])
    assert apart(people, things) == []


def test_what_no_link_joins_is_apart_and_a_bridge_goes_where_it_holds_more() -> None:
    people, things = (np.array([at for *_, at in side]) for side in ([(n % 10,) for n in range(40)], [(n // 10,) for n in range(40)]))
    both = np.concatenate([people, people + 10]), np.concatenate([things, things + 4])
    assert [part.tolist() for part in apart(*both)] == [list(range(10)), list(range(10, 20))]
    joined = np.append(both[0], 0), np.append(both[1], 5)
    assert sorted(part.tolist() for part in apart(*joined)) == [list(range(10)), list(range(10, 20))]
