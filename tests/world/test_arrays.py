"""Draws that the whole world shares keep their chances, whichever way they are made."""

import numpy as np
import pytest

from zhenxin.world.arrays import dice, pick_apart

CROWD = 24_000


@pytest.mark.parametrize("n", [60, 3_000], ids=["a few of a crowd", "many of a crowd"])
def test_a_crowd_is_drawn_from_by_weight_each_at_most_once(n: int) -> None:
    weights = np.where(np.arange(CROWD) % 3 == 0, 0.0, np.where(np.arange(CROWD) % 3 == 1, 1.0, 4.0))
    drawn = [pick_apart(dice(1, "crowd", number), weights, n) for number in range(60)]
    assert all(len(np.unique(one)) == n for one in drawn)
    found = np.concatenate([one[:50] for one in drawn])
    assert not (found % 3 == 0).any()
    assert np.mean(found % 3 == 2) == pytest.approx(0.8, abs=0.025)


def test_where_few_weigh_almost_everything_they_come_first_and_the_rest_follows() -> None:
    weights = np.full(CROWD, 1e-12)
    weights[:5] = 1.0
    drawn = pick_apart(dice(1, "few"), weights, 100)
    assert len(np.unique(drawn)) == 100
    assert set(drawn[:5].tolist()) == set(range(5))
    assert len(pick_apart(dice(1, "few"), np.where(np.arange(CROWD) < 7, 1.0, 0.0), 100)) == 7
