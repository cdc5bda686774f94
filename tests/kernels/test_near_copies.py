"""Every pair of near copies and no other: held to brute force."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from zhenxin.kernels.near_copies import LEAST, Copies, near_copies

LETTERS = st.sampled_from(["ab", "abcdefgh", "这款真的好用😀𠮷", "aé"])


def shingles(text: str) -> set[str]:
    return {text[at : at + 3] for at in range(len(text) - 2)}


def every_pair(texts: list[str], threshold: float) -> dict[tuple[str, str], float]:
    nodes = [text for text in dict.fromkeys(texts) if len(shingles(text)) >= LEAST]
    alike = {}
    for place, one in enumerate(nodes):
        for other in nodes[place + 1 :]:
            share = len(shingles(one) & shingles(other)) / len(shingles(one) | shingles(other))
            if share >= threshold:
                alike[one, other] = share
    return alike


def told(texts: list[str], copies: Copies) -> dict[tuple[str, str], float]:
    nodes = list(dict.fromkeys(texts))
    return {(nodes[left], nodes[right]): share for left, right, share in zip(copies.left, copies.right, copies.jaccard, strict=True)}


@st.composite
def edited(draw: st.DrawFn) -> list[str]:
    """A few texts of few letters, and copies of them with some letters changed, dropped and added."""
    letters = draw(LETTERS)
    letter = st.sampled_from(letters)
    bases = draw(st.lists(st.text(letter, max_size=40), min_size=1, max_size=6))
    texts = []
    edit = st.tuples(st.integers(0, 40), letter, st.sampled_from("=+-"))
    for base, edits in draw(st.lists(st.tuples(st.sampled_from(bases), st.lists(edit, max_size=3)), max_size=40)):
        made = list(base)
        for place, new, how in edits:
            if place < len(made):
                made[place : place + (how != "+")] = [] if how == "-" else [new]
        texts.append("".join(made))
    return texts


@settings(max_examples=300, deadline=None)
@given(edited(), st.sampled_from([0.3, 0.5, 0.7, 0.8, 1.0]))
def test_it_finds_what_brute_force_finds(texts: list[str], threshold: float) -> None:
    assert told(texts, near_copies(texts, threshold)) == pytest.approx(every_pair(texts, threshold))


def test_equal_texts_are_one_node_and_groups_go_by_pairs_of_pairs() -> None:
    one = "abcdefghijklmnopqrstuvwx"
    texts = [one, "短", one, one[2:] + "YZ", "短", one[4:] + "YZ12", "quite another text altogether"]
    copies = near_copies(texts, 0.7)
    assert copies.nodes.tolist() == [0, 1, 0, 2, 1, 3, 4]
    assert copies.groups.tolist() == [0, 1, 0, 0, 2]
    assert copies.shingles.tolist()[:2] == [22, 0]
    assert set(zip(copies.left.tolist(), copies.right.tolist(), strict=True)) == {(0, 2), (2, 3)}


@pytest.mark.parametrize(("threshold", "pairs"), [(0.7, 1), (0.70001, 0)])
def test_a_pair_that_is_just_as_alike_as_asked_is_one(threshold: float, pairs: int) -> None:
    same = "abcdefghi"  # 7 shingles in both, 7 / 10 of all with one, and two, more in each
    texts = [f"{same}X", f"{same}YZ"]
    assert len(shingles(texts[0]) & shingles(texts[1])) / len(shingles(texts[0]) | shingles(texts[1])) == 0.7
    assert len(near_copies(texts, threshold).left) == pairs


def test_short_texts_meet_only_as_equals() -> None:
    texts = ["abcdefghi", "abcdefghj", "abcdefghi"]  # seven shingles
    copies = near_copies(texts, 0.1)
    assert (len(copies.left), copies.nodes.tolist()) == (0, [0, 1, 0])
    assert len(near_copies([f"{text}k" for text in texts], 0.1).left) == 1  # eight


@pytest.mark.parametrize("texts", [[], [""], ["", "", "a"], ["好评"] * 3])
def test_nothing_to_compare(texts: list[str]) -> None:
    copies = near_copies(texts)
    assert len(copies.nodes) == len(texts)
    assert len(copies.left) == 0


def test_a_group_too_large_is_a_star() -> None:
    base = [chr(0x4E00 + n) for n in range(40)]
    texts = ["".join([*base[:20], chr(0x5E00 + n), *base[20:]]) for n in range(60)]
    alone = ["quite another text altogether", "quite another text altogetheR"]
    whole, star = near_copies([*texts, *alone], 0.7), near_copies([*texts, *alone], 0.7, star=20)
    assert len(whole.left) == 60 * 59 // 2 + 1
    assert [(left, right) for left, right in zip(star.left, star.right, strict=True)] == [(0, n) for n in range(1, 60)] + [(60, 61)]
    assert star.groups.tolist() == whole.groups.tolist()
    assert star.jaccard == pytest.approx([36 / 42] * 59 + [25 / 26])


def test_the_order_of_texts_changes_no_pair() -> None:
    texts = [f"第{n}位顾客说这款商品非常好用推荐大家都来买" for n in range(30)]
    there, back = near_copies(texts), near_copies(texts[::-1])
    assert {frozenset(pair) for pair in told(texts, there)} == {frozenset(pair) for pair in told(texts[::-1], back)}
    assert len(there.left) > 100
