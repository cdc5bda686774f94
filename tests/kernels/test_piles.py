"""Piles of one text at several shops, and texts of one hand."""

import numpy as np
import pytest

from zhenxin.kernels.chance import surprise
from zhenxin.kernels.piles import Places, drawn, joined, standing

SHOPS, OWN = 400, 20.0


def places(*rows: tuple[int, int, int], kinds: int = 10) -> Places:
    """Rows of hand, shop and accounts here, among SHOPS shops of OWN accounts each, dealt out to kinds."""
    hand, shop, here = (np.array(column) for column in zip(*sorted(rows), strict=True))
    whole = np.full(len(rows), SHOPS * OWN)
    return Places(hand=hand, shop=shop, kind=shop % kinds, here=here, own=np.full(len(rows), OWN), of_kind=whole / kinds, everybody=whole)


def test_without_peeling_expected_is_what_is_elsewhere() -> None:
    found = standing(places((1, 0, 4), (1, 1, 20)), peel=False)
    assert found["value"][0] == pytest.approx(surprise(4, 3 * 20.5 * OWN / (SHOPS * OWN - OWN + 1)))
    assert (found["elsewhere"].tolist(), found["alike"].tolist()) == ([20, 4], [0, 0])


def test_piles_are_no_measure_for_each_other() -> None:
    rows = places(*((1, shop, 5) for shop in range(12)))
    assert standing(rows, peel=True)["value"].min() == 20.0 > standing(rows, peel=False)["value"].max()
    assert standing(rows, peel=True)["alike"].tolist() == [11] * 12


def test_what_all_shops_of_a_kind_say_is_no_pile() -> None:
    everywhere_in_one_kind = places(*((1, shop, 3) for shop in range(0, SHOPS, 10)))
    assert not standing(everywhere_in_one_kind, peel=True)["is_piled"].any()
    assert not standing(places(*((1, shop, 3) for shop in range(SHOPS))), peel=True)["is_piled"].any()


def test_texts_piled_up_at_the_same_two_shops_are_one_hands() -> None:
    rows = places((1, 0, 5), (1, 1, 5), (2, 0, 5), (2, 1, 5), (3, 1, 5), (3, 7, 5), (4, 0, 1), (4, 1, 1))
    found = joined(rows, standing(rows, peel=True)["is_piled"])
    assert (found[1], found[2], found[3], 4 in found) == (1, 1, 3, False)


def test_a_hand_draws_what_is_written_at_its_shops_only() -> None:
    large = [(1, shop, 5) for shop in range(6)]
    rows = places(*large, *((2, shop, 1) for shop in range(6)), *((3, shop, 1) for shop in range(SHOPS)), (4, 0, 1), (4, 50, 9))
    assert drawn(rows, standing(rows, peel=True)["is_piled"]) == {2: 1}
