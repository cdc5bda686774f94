import itertools
import math
from collections import Counter

import numpy as np
import pytest

from zhenxin.kernels.folding import normalise
from zhenxin.kernels.other_topic import BUCKETS, CAP, COMMON, LEAST_PAIRS, LEAST_TEXTS, MISSED, PULL, other_topic

ALPHABETS = ("春夏秋冬风花雪月", "金木水火土石田禾", "一二三四五六七八")


def written(seed: int, texts: int = 240, kinds: int = 3) -> tuple[list[str], list[int]]:
    """Texts of a dozen letters, most of them out of their kind's own letters."""
    dice = np.random.default_rng(seed)
    made, of = [], []
    for n in range(texts):
        kind = n % kinds
        letters = [ALPHABETS[kind if dice.random() < 0.8 else int(dice.integers(3))][int(dice.integers(8))] for _ in range(12)]
        made.append("".join(letters))
        of.append(kind)
    return made, of


def hashed(text: str) -> set[int]:
    """The pairs of letters of a text, as the kernel hashes them."""
    return {((ord(a) * 1_000_003) ^ (ord(b) * 8_191)) % BUCKETS for a, b in itertools.pairwise(text)}


def slowly(texts: list[str], kinds: list[int]) -> list[tuple[float, int]]:
    """The same by dictionaries, one text after another."""
    pairs = [hashed(normalise(text)) for text in texts]
    distinct = {(text, kind): held for text, kind, held in zip(texts, kinds, pairs, strict=True) if kind >= 0}
    sizes = Counter(kind for _, kind in distinct)
    enough = sorted(kind for kind, size in sizes.items() if size >= LEAST_TEXTS)
    counts = {kind: Counter(pair for (_, one), held in distinct.items() if one == kind for pair in held) for kind in enough}
    totals = {kind: sum(counts[kind].values()) for kind in enough}
    whole: Counter[int] = Counter()
    for count in counts.values():
        whole.update(count)
    everything = sum(whole.values()) + 0.5 * BUCKETS
    found = []
    for held, kind in zip(pairs, kinds, strict=True):
        if len(enough) < 2 or kind not in enough or len(held) < LEAST_PAIRS:
            found.append((0.0, -1))
            continue
        scores = {}
        for other in enough:
            over_market = over_own = 0.0
            for pair in held:
                if whole[pair] <= COMMON:
                    continue
                market = (whole[pair] + 0.5) / everything
                gain = {
                    one: min(
                        max(math.log2((counts[one][pair] - (one == kind) + PULL * market) / (totals[one] + PULL) / market), MISSED), CAP
                    )
                    for one in (other, kind)
                }
                over_market, over_own = over_market + gain[other], over_own + gain[other] - gain[kind]
            scores[other] = 0.0 if other == kind else min(over_market, over_own)
        best = max(enough, key=lambda one: (scores[one], -one))
        found.append((max(scores[best], 0.0), best))
    return found


@pytest.mark.parametrize("seed", range(4))
def test_it_gives_what_dictionaries_give(seed: int) -> None:
    texts, kinds = written(seed)
    kinds[::17] = [-1] * len(kinds[::17])
    kinds[5::23] = [(kind + 1) % 3 for kind in kinds[5::23]]
    topics = other_topic(texts, kinds)
    slow = slowly(texts, kinds)
    assert topics.bits == pytest.approx([bits for bits, _ in slow], abs=1e-4)
    loud = [n for n, (bits, _) in enumerate(slow) if bits > 1.0]
    assert loud
    assert [int(topics.kind[n]) for n in loud] == [slow[n][1] for n in loud]


def test_a_text_under_the_wrong_kind_is_found() -> None:
    texts, kinds = written(9)
    kinds[3] = 1
    topics = other_topic(texts, kinds)
    assert topics.bits[3] > 4.0
    assert topics.kind[3] == 0
    assert np.median(topics.bits) == 0.0


def test_the_order_of_texts_does_not_matter() -> None:
    texts, kinds = written(3)
    turned = other_topic(texts[::-1], kinds[::-1])
    assert other_topic(texts, kinds).bits == pytest.approx(turned.bits[::-1], abs=1e-9)


@pytest.mark.parametrize(
    ("texts", "kinds"),
    [([], []), (["春"], [0]), (["", "  "], [0, 1]), (["春夏秋冬风花雪"] * 200, [0, 1] * 100), (["一二三四五六"] * 3, [-1, -1, -1])],
    ids=["nothing", "one letter", "no letters", "one text everywhere", "kinds unknown"],
)
def test_it_is_silent_where_nothing_can_be_learnt(texts: list[str], kinds: list[int]) -> None:
    topics = other_topic(texts, kinds)
    assert topics.bits.tolist() == [0.0] * len(texts)


def test_a_copied_text_counts_once() -> None:
    texts, kinds = written(4)
    again = other_topic([*texts, *[texts[0]] * 500], [*kinds, *[kinds[0]] * 500])
    assert again.bits[: len(texts)] == pytest.approx(other_topic(texts, kinds).bits, abs=1e-9)
