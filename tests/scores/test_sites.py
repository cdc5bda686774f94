"""Web sites: judged by their pages, unless somebody else's folder was put there."""

import pytest

from zhenxin.scores.combine import Account, prior
from zhenxin.scores.deeds import Key
from zhenxin.scores.hypothesis import Part
from zhenxin.scores.sites import LEAST_PAGES, NEIGHBOUR_BITS, judge_neighbours, judge_sites
from zhenxin.scores.weights import PRIOR_BITS


def judged(false: list[str], others: list[str], site: str = "x'.cn") -> dict[Key, Account]:
    """The sums after judging one site whose pages in `false` were found false."""
    sums: dict[Key, Account] = {("page", url): Account([prior(), Part("evidence", "text", 2.0 - PRIOR_BITS, "", "")]) for url in false}
    judge_sites(sums, [{"url": url, "site": site} for url in [*false, *others]])
    return sums


def pages(count: int, folder: str = "news", scheme: str = "https://x.cn/") -> list[str]:
    return [f"{scheme}{folder}/{place}.html" for place in range(count)]


@pytest.mark.parametrize(
    ("false", "others"),
    [(pages(5), []), (pages(LEAST_PAGES), []), (pages(6), [*pages(1, "a"), f"{pages(1)[0]}?2"]), (pages(4, scheme="x.cn/"), [])],
    ids=["all of five", "the least", "three in four, in the same folder", "addresses without a scheme"],
)
def test_a_site_of_false_pages_is_accused(false: list[str], others: list[str]) -> None:
    assert judged(false, others)["site", "x'.cn"].bits > 0


@pytest.mark.parametrize(
    ("false", "others"),
    [
        (pages(1), []), ([], pages(5)), (pages(3), [f"{url}?2" for url in pages(5)]), (pages(12, "uploads"), pages(1, "news")),
        (pages(12, "uploads"), ["https://x.cn/", "https://x.cn/about.html"]),
    ],
    ids=["one page", "honest pages", "fewer than three in four", "a folder that somebody put there", "the honest ones at the top"],
)  # fmt: skip
def test_a_site_that_is_hurt_is_not_judged(false: list[str], others: list[str]) -> None:
    assert ("site", "x'.cn") not in judged(false, others)


def test_more_pages_make_surer() -> None:
    few, many = judged(pages(3), []), judged(pages(30), [])
    assert many["site", "x'.cn"].bits > few["site", "x'.cn"].bits
    part = many["site", "x'.cn"].parts[1]
    assert "30 of its 30 pages" in part.sentence
    assert "30" in part.sentence_zh


def beside(
    false: int, others: int = 0, *, sites: int = 1, registered: bool = False, doubted: float = -4.0
) -> dict[tuple[str, str], Account]:
    """A number at so many sites, beside so many false numbers and others at each."""
    sums = {("number", f"f{n}"): Account([Part("all", "text", 3.0, "", "")]) for n in range(false)}
    sums["number", "x"] = Account([Part("all", "text", doubted, "", "")])
    names = ["x", *(f"f{n}" for n in range(false)), *(f"o{n}" for n in range(others))]
    rows = [
        {"url": f"https://s{site}/{name}", "number": name, "site": f"s{site}", "is_registered": registered and name == "x"}
        for site in range(sites)
        for name in names
    ]
    judge_neighbours(sums, rows)
    return sums


@pytest.mark.parametrize("sums", [beside(1), beside(2, 4), beside(3, sites=2)], ids=["one other", "a third of the others", "two sites"])
def test_a_number_among_false_ones_on_small_sites_is_one_of_them(sums: dict[tuple[str, str], Account]) -> None:
    assert sums["number", "x"].bits == pytest.approx(NEIGHBOUR_BITS)
    assert sums["page", "https://s0/x"].bits == pytest.approx(NEIGHBOUR_BITS)


LEFT_ALONE = {
    "nobody false beside it": beside(0, 3),
    "few of many": beside(1, 5),
    "a large site": beside(6, 6),
    "three sites": beside(2, sites=3),
    "a registered number": beside(3, registered=True),
}


@pytest.mark.parametrize("sums", LEFT_ALONE.values(), ids=LEFT_ALONE)
def test_other_numbers_are_left_alone(sums: dict[tuple[str, str], Account]) -> None:
    assert sums["number", "x"].bits == -4.0


def test_a_number_found_false_already_gains_nothing() -> None:
    assert beside(3, doubted=1.0)["number", "x"].bits == 1.0
