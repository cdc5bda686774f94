"""Reviews a second of the join of near copies, beside rensa and datasketch, in one run on one core.

python bench/near_copies.py                      200,000 and 1,000,000 reviews
python bench/near_copies.py 50000                other sizes

All three get the same normalised texts and pay for their own shingles. What each finds is held to the exact pairs; a sketch that misses pairs is not
slowed down until it finds them. Datasketch is run on at most 200,000 and its pace there is taken for more: it grows no slower.
"""

import sys
import time
from collections.abc import Callable, Iterator

import numpy as np
from datasketch import MinHash, MinHashLSH
from rensa import RMinHash, RMinHashLSH

from zhenxin.kernels.near_copies import near_copies
from zhenxin.kernels.wording import normal_form

SIZES, SKETCHED_AT_MOST, THRESHOLD, HASHES, BANDS = (200_000, 1_000_000), 200_000, 0.7, 128, 32
RATIOS = {"rensa": 3, "datasketch": 20}
"""How many times as quick we are to be, at least."""


def reviews(size: int, seed: int = 3) -> list[str]:
    """Three quarters put together of phrases made of a few hundred letters, one quarter copies of templates with up to three letters changed."""
    dice = np.random.default_rng(seed)
    letters = [chr(0x4E00 + int(code)) for code in dice.choice(5000, 600, replace=False)]
    often = 1 / np.arange(1, 601)
    often /= often.sum()
    phrases = ["".join(dice.choice(letters, int(length), p=often)) for length in dice.integers(3, 8, 4000)]

    def composed(count: int) -> list[str]:
        return ["".join(phrases[n] for n in row[: 4 + int(row[0]) % 4]) for row in dice.integers(0, len(phrases), (count, 7))]

    templates = composed(max(size // 400, 1))
    texts = composed(size * 3 // 4)
    for which, places, codes, changes in zip(
        dice.integers(0, len(templates), size - len(texts)), dice.random((size - len(texts), 3)), dice.integers(0, 600, (size - len(texts), 3)),
        dice.integers(0, 4, size - len(texts)), strict=True,
    ):  # fmt: skip
        text = list(templates[which])
        for place, code in list(zip(places, codes, strict=True))[:changes]:
            text[int(place * len(text))] = letters[code]
        texts.append("".join(text))
    return [normal_form(texts[n]) for n in dice.permutation(len(texts))]


def shingles(texts: list[str]) -> Iterator[list[str]]:
    """The three-letter shingles of each text, as the others want them."""
    for text in texts:
        yield list({text[at : at + 3] for at in range(len(text) - 2)})


def by_rensa(texts: list[str]) -> set[tuple[int, int]]:
    """Candidate pairs of rensa's 32 bands."""
    lsh = RMinHashLSH(threshold=THRESHOLD, num_perm=HASHES, num_bands=BANDS)
    sketches = []
    for place, own in enumerate(shingles(texts)):
        sketch = RMinHash(num_perm=HASHES, seed=7)
        sketch.update(own)
        lsh.insert(place, sketch)
        sketches.append(sketch)
    return {(other, place) for place, sketch in enumerate(sketches) for other in lsh.query(sketch) if other < place}


def by_datasketch(texts: list[str]) -> set[tuple[int, int]]:
    """Candidate pairs of datasketch's own banding for the threshold."""
    lsh = MinHashLSH(threshold=THRESHOLD, num_perm=HASHES)
    coded = ([one.encode() for one in own] for own in shingles(texts))
    sketches = list(MinHash.generator(coded, num_perm=HASHES, seed=7))
    with lsh.insertion_session() as session:
        for place, sketch in enumerate(sketches):
            session.insert(place, sketch)
    return {(other, place) for place, sketch in enumerate(sketches) for other in lsh.query(sketch) if other < place}


def by_us(texts: list[str]) -> set[tuple[int, int]]:
    """The exact pairs, of distinct texts."""
    found = near_copies(texts, THRESHOLD)
    return set(zip(found.left.tolist(), found.right.tolist(), strict=True))


def timed(join: Callable[[list[str]], set[tuple[int, int]]], texts: list[str]) -> tuple[float, set[tuple[int, int]]]:
    """Seconds, and what was found."""
    began = time.perf_counter()
    found = join(texts)
    return time.perf_counter() - began, found


def main() -> None:
    """Run every size and print one table; exits with 1 where a bar is missed."""
    missed = False
    near_copies(["compiled before the clock runs", "compiled before the clock rums"])
    for size in [int(word) for word in sys.argv[1:]] or SIZES:
        texts = list(dict.fromkeys(reviews(size)))  # each text once, so that the pairs of all three mean the same
        seconds, exact = timed(by_us, texts)
        ours = len(texts) / seconds
        print(f"{len(texts):>9,} zhenxin     {ours:>9,.0f} reviews/s  {len(exact):,} pairs, all there are")
        for name, join in (("rensa", by_rensa), ("datasketch", by_datasketch)):
            given = texts if name == "rensa" else texts[:SKETCHED_AT_MOST]
            seconds, found = timed(join, given)
            theirs, of_these = len(given) / seconds, {pair for pair in exact if pair[1] < len(given)}
            recall = len(found & of_these) / max(len(of_these), 1)
            missed |= ours < RATIOS[name] * theirs
            told = f"{recall:.3f} of the pairs, {len(found & of_these) / max(len(found), 1):.3f} of its own right"
            print(
                f"{len(given):>9,} {name:<10} {theirs:>10,.0f} reviews/s  {told}; we are {ours / theirs:.1f} x as quick (bar {RATIOS[name]} x)"
            )
    sys.exit(1 if missed else 0)


if __name__ == "__main__":
    main()
