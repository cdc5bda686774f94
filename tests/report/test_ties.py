"""A ring's links as a graph that fits one picture."""

import itertools

import pytest

from zhenxin.report.pictures import legend
from zhenxin.report.records import Link, Member
from zhenxin.report.ties import INSIDE_MOST, RIM_MOST, Ties, ties_of

ACCOUNT, DEVICE = "account", "device"


def _link(left: tuple[str, str], right: tuple[str, str], shared: str, bits: float = 1.0) -> Link:
    return Link(ring_id="R", left_kind=left[0], left_id=left[1], right_kind=right[0], right_id=right[1], shared=shared, bits=bits)


def _member(kind: str, entity_id: str, role: str = "brusher") -> Member:
    return Member(ring_id="R", entity_kind=kind, entity_id=entity_id, role=role, links=1)


def _sides(graph: Ties) -> tuple[int, int]:
    rim = sum(node.on_rim for node in graph.nodes.values())
    return rim, len(graph.nodes) - rim


def _shared(graph: Ties) -> set[str]:
    return {tie.shared for tie in graph.ties}


def test_a_link_that_shares_two_things_is_two_ties() -> None:
    graph = ties_of([], [_link((ACCOUNT, "a"), (ACCOUNT, "b"), "device ×1, text ×4")], set())
    assert {(tie.shared, tie.links) for tie in graph.ties} == {("device", 1), ("text", 4)}


def test_those_who_act_stand_on_the_rim_and_what_they_share_inside() -> None:
    links = [_link((ACCOUNT, name), (DEVICE, "d"), "device ×1") for name in "ab"]
    graph = ties_of([_member(ACCOUNT, "a")], links, set())
    assert {key: node.on_rim for key, node in graph.nodes.items()} == {(ACCOUNT, "a"): True, (ACCOUNT, "b"): True, (DEVICE, "d"): False}


def test_a_phone_that_nobody_shares_is_counted_but_not_drawn_and_a_shop_is_drawn() -> None:
    links = [_link((ACCOUNT, "a"), (DEVICE, f"d{at}"), "device ×1") for at in range(3)]
    graph = ties_of([], [*links, _link((ACCOUNT, "a"), ("merchant", "m"), "merchant ×1")], set())
    assert graph.undrawn == {DEVICE: 3}
    assert [(tie.left, tie.right) for tie in graph.ties] == [((ACCOUNT, "a"), ("merchant", "m"))]


def test_an_organiser_stands_inside_and_its_money_has_a_name() -> None:
    members = [_member(ACCOUNT, "boss", "organiser"), _member(ACCOUNT, "a")]
    graph = ties_of(members, [_link((ACCOUNT, "a"), (ACCOUNT, "boss"), "account ×3")], set())
    assert not graph.nodes[ACCOUNT, "boss"].on_rim
    assert [(tie.shared, tie.links) for tie in graph.ties] == [("payer", 3)]
    told = legend(graph, {})
    assert "1 account, organiser" in told
    assert "1 个账号，组织者" in told


def test_a_ring_without_accounts_has_its_most_numerous_kind_on_the_rim() -> None:
    links = [_link(("number", f"400{at}"), ("site", "s"), "site ×1") for at in range(3)]
    assert _sides(ties_of([], links, set())) == (3, 1)


def test_what_is_drawn_as_a_thing_is_not_drawn_again_between_those_who_share_it() -> None:
    accounts = [(ACCOUNT, name) for name in "abc"]
    links = [_link(one, (DEVICE, "d"), "device ×1") for one in accounts]
    links += [_link(one, other, "device ×1") for one, other in itertools.combinations(accounts, 2)]
    assert len(ties_of([], links, set()).ties) == 3


def test_what_many_share_without_a_name_becomes_one_thing_inside() -> None:
    accounts = [(ACCOUNT, f"u{at:02}") for at in range(20)]
    links = [_link(one, other, "text ×2") for one, other in itertools.combinations(accounts, 2)]
    graph = ties_of([], links, set())
    assert _sides(graph) == (20, 1)
    assert len(graph.ties) == 20


def test_a_few_lines_between_people_stay_lines() -> None:
    accounts = [(ACCOUNT, name) for name in "abcd"]
    links = [_link(one, other, "wifi ×1") for one, other in itertools.pairwise(accounts)]
    graph = ties_of([], links, set())
    assert _sides(graph) == (4, 0)
    assert len(graph.ties) == 3


def test_two_groups_that_share_different_texts_are_two_things() -> None:
    links = []
    for side in ("a", "b"):
        people = [(ACCOUNT, f"{side}{at}") for at in range(8)]
        links += [_link(one, other, "text ×1") for one, other in itertools.combinations(people, 2)]
    assert _sides(ties_of([], links, set())) == (16, 2)


def test_members_without_links_are_drawn_but_orders_without_links_are_not() -> None:
    graph = ties_of([_member("merchant", "m", "merchant"), _member("order", "o", "")], [], set())
    assert list(graph.nodes) == [("merchant", "m")]


@pytest.mark.parametrize(
    ("accounts", "devices"),
    [
        pytest.param(90, 30, id="fits as it is"),
        pytest.param(200, 5, id="two hundred members"),
        pytest.param(5_000, 900, id="a very large ring"),
    ],
)
def test_a_picture_never_holds_more_than_it_can_show_and_loses_nobody(accounts: int, devices: int) -> None:
    links = [_link((ACCOUNT, f"u{at}"), (DEVICE, f"d{at % devices}"), "device ×1") for at in range(accounts)]
    links += [_link((ACCOUNT, f"u{at}"), ("merchant", f"m{at % 7}"), "merchant ×1") for at in range(accounts)]
    graph = ties_of([], links, {(ACCOUNT, f"u{at}") for at in range(0, accounts, 2)})
    rim, inside = _sides(graph)
    assert rim <= RIM_MOST
    assert inside <= INSIDE_MOST
    assert sum(node.count for node in graph.nodes.values() if node.kind == ACCOUNT) == accounts
    assert sum(node.count for node in graph.nodes.values() if node.kind == DEVICE) == devices
    assert sum(node.accused for node in graph.nodes.values()) == accounts // 2
    assert _shared(graph) == {"device", "shop"}


def test_the_order_of_the_links_does_not_matter() -> None:
    links = [_link((ACCOUNT, f"u{at}"), (DEVICE, f"d{at % 9}"), "device ×1", at) for at in range(300)]
    one, other = ties_of([], links, set()), ties_of([], links[::-1], set())
    assert list(one.nodes) == list(other.nodes)
    assert one.ties == other.ties


def test_a_link_with_itself_is_no_tie() -> None:
    assert ties_of([], [_link((ACCOUNT, "a"), (ACCOUNT, "a"), "device ×1")], set()).ties == []


def test_two_crowds_that_share_nothing_are_never_bundled_together() -> None:
    links = []
    for crowd in ("a", "b"):
        for at in range(150):
            me = (ACCOUNT, f"{crowd}{at:03}")
            links += [_link(me, (DEVICE, f"{crowd}-d{at % 40}"), "device ×1"), _link(me, ("merchant", f"{crowd}-m{at % 3}"), "merchant ×1")]
    graph = ties_of([], links, set())
    assert sum(node.on_rim for node in graph.nodes.values()) > 2
    assert all(len({one[0] for one in node.ids}) == 1 for node in graph.nodes.values())
