"""Rings followed from run to run: ids that stay, splits and merges with their parents, nothing renamed twice."""

from collections.abc import Iterable, Mapping

import pyarrow as pa

from zhenxin.events.results import RESULTS
from zhenxin.rings import Rings, follow, followed, renamed
from zhenxin.rings.told import ring_id_of


def tables(rings: Mapping[str, Iterable[str]], parents: Mapping[str, list[str]] | None = None) -> Rings:
    """Ring tables of these rings and their accounts, and a payer each, who is no member to go by."""
    told = [{"ring_id": ring_id, "parents": (parents or {}).get(ring_id, [])} for ring_id in rings]
    rows = [
        {"ring_id": ring_id, "entity_kind": "account", "entity_id": name, "role": "brusher"}
        for ring_id, names in rings.items()
        for name in names
    ]
    rows += [{"ring_id": ring_id, "entity_kind": "account", "entity_id": "boss", "role": "organiser"} for ring_id in rings]
    explained = [{"entity_kind": "ring", "entity_id": ring_id, "lookalike": "fan_club"} for ring_id in rings]
    made = {"rings": told, "ring_members": rows, "ring_links": [], "explanations": explained}
    shaped = {name: RESULTS[name].shaped(pa.Table.from_pylist(row, RESULTS[name].schema)) for name, row in made.items()}
    return Rings(shaped["rings"], shaped["ring_members"], shaped["ring_links"], shaped["explanations"])


def succession(now: Rings, then: Rings) -> dict[str, tuple[str, ...]]:
    """The rings of `now` by the ids they go on by, with their parents."""
    told = followed(now, follow(now.rings, now.members, then.rings, then.members)).rings
    return {row["ring_id"]: tuple(row["parents"]) for row in told.to_pylist()}


def names(letter: str, size: int, first: int = 0) -> list[str]:
    return [f"{letter}{n}" for n in range(first, first + size)]


OLD, OTHER = "R0000000001", "R0000000002"


def test_a_ring_that_grows_or_shrinks_keeps_its_id() -> None:
    then = tables({OLD: names("a", 6)})
    assert succession(tables({"R00000000aa": names("a", 9)}), then) == {OLD: ()}
    assert succession(tables({"R00000000aa": names("a", 3)}), then) == {OLD: ()}
    assert succession(tables({"R00000000aa": [*names("a", 2), *names("b", 5)]}), then) == {"R00000000aa": (OLD,)}


def test_of_two_halves_the_larger_keeps_the_id_and_the_other_has_it_as_its_parent() -> None:
    then = tables({OLD: names("a", 12)})
    now = tables({"R00000000aa": names("a", 5), "R00000000bb": names("a", 7, first=5)})
    assert succession(now, then) == {OLD: (), "R00000000aa": (OLD,)}


def test_two_that_become_one_keep_the_id_of_the_larger_and_have_the_other_as_a_parent() -> None:
    then = tables({OLD: names("a", 8), OTHER: names("b", 6)})
    assert succession(tables({"R00000000aa": [*names("a", 8), *names("b", 6)]}), then) == {OLD: (OTHER,)}


def test_parents_are_remembered_and_a_new_ring_has_none() -> None:
    then = tables({OLD: names("a", 8)}, {OLD: [OTHER]})
    assert succession(tables({"R00000000aa": names("a", 8), "R00000000bb": names("c", 5)}), then) == {OLD: (OTHER,), "R00000000bb": ()}


def test_who_pays_two_rings_makes_neither_the_other() -> None:
    assert succession(tables({"R00000000aa": names("b", 5)}), tables({OLD: names("a", 5)})) == {"R00000000aa": ()}


def test_no_two_rings_go_by_one_id() -> None:
    """The founders of one ring are now in another, which would have the hash of the first."""
    founders = names("a", 3)
    own = ring_id_of(founders)
    then = tables({own: [*founders, *names("b", 9)]})
    now = tables({own: founders, "R00000000bb": names("b", 9)})
    told = succession(now, then)
    assert own in told
    assert len(told) == 2
    assert sorted(told.values()) == [(), (own,)]


def test_ids_change_in_what_is_said_too_and_swapped_ones_are_not_changed_back() -> None:
    then = tables({OLD: names("a", 6), OTHER: names("b", 6)})
    now = tables({OLD: names("b", 6), OTHER: names("a", 6)})
    ways = follow(now.rings, now.members, then.rings, then.members)
    said = pa.table({"sentence": [f"a member of ring {OLD}", f"paid {OTHER} and {OLD}", None, "R12 is no ring"]})
    assert renamed(said, ways, "sentence").column("sentence").to_pylist() == [
        f"a member of ring {OTHER}",
        f"paid {OLD} and {OTHER}",
        None,
        "R12 is no ring",
    ]
    assert followed(now, ways).explanations["entity_id"].to_pylist() == [OLD, OTHER]
