"""Web sites: judged by their pages, unless somebody else's folder was put there."""

import time

import pytest

from zhenxin.scores.combine import Account, prior
from zhenxin.scores.deeds import Key
from zhenxin.scores.hypothesis import Part
from zhenxin.scores.sites import LEAST_PAGES, NEIGHBOUR_BITS, PUSHED_BITS, judge_neighbours, judge_pushers, judge_sites
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


def lonely(alone: int, hurt: dict[int, int]) -> dict[Key, Account]:
    """The sums where so many sites show a false page alone, and by the number of their own pages so many hurt sites."""
    sites = {f"a{place}.cn": (1, 0) for place in range(alone)} | {
        f"h{own}-{place}.cn": (1, own) for own, count in hurt.items() for place in range(count)
    }
    false = {site: pages(bad, "php", f"https://{site}/") for site, (bad, _) in sites.items()}
    rows = [
        {"url": url, "site": site} for site, (_, own) in sites.items() for url in [*false[site], *pages(own, "about", f"https://{site}/")]
    ]
    sums: dict[Key, Account] = {
        ("page", url): Account([prior(), Part("evidence", "text", 2.0 - PRIOR_BITS, "", "")]) for urls in false.values() for url in urls
    }
    judge_sites(sums, rows)
    return {key: total for key, total in sums.items() if key[0] == "site"}


def test_a_false_page_alone_is_its_sites_where_hurt_sites_show_their_own() -> None:
    found = lonely(8, {9: 10})
    assert {site for _, site in found} == {f"a{place}.cn" for place in range(8)}
    assert all(total.bits > 0 for total in found.values())
    assert "8 sites; 10 hurt" in found["site", "a0.cn"].parts[1].sentence


@pytest.mark.parametrize(
    ("alone", "hurt"),
    [(8, {}), (8, {9: 2}), (1, {9: 10}), (8, {1: 3, 9: 10})],
    ids=["a search's finds", "hardly any hurt site seen", "one alone", "hurt sites show few pages of their own"],
)
def test_a_false_page_alone_says_nothing_of_its_site(alone: int, hurt: dict[int, int]) -> None:
    assert not lonely(alone, hurt)


Rows = list[dict[str, object]]


def shown(site: str, *numbers: str, folder: str = "", registered: tuple[str, ...] = (), pages: int = 1, named: bool = False) -> Rows:
    """So many pages of a site for each of the numbers, in one folder; `named` says whose it is."""
    return [
        {
            "url": f"https://{site}/{folder}{number}-{page}",
            "number": number,
            "site": site,
            "is_registered": number in registered,
            "is_listed": False,
            "is_named": named,
        }
        for number in numbers
        for page in range(pages)
    ]


def beside(rows: Rows, *, false: int = 3, doubted: float = -4.0, decided: frozenset[Key] = frozenset()) -> dict[Key, Account]:
    """The sums after judging who stands beside whom; f0, f1 and so on were found false before, x and y were not."""
    sums: dict[Key, Account] = {("number", f"f{n}"): Account([Part("all", "text", 3.0, "", "")]) for n in range(false)}
    sums |= {("number", name): Account([Part("all", "text", doubted, "", "")]) for name in ("x", "y")}
    judge_neighbours(sums, rows, decided)
    return sums


JOINED = {
    "one other": shown("a", "x", "f0"),
    "a third of the others": shown("a", "x", "f0", "f1", "o0", "o1", "o2", "o3"),
    "three sites": [*shown("a", "x", "f0"), *shown("b", "x", "f1"), *shown("c", "x", "f2")],
    "a forum shows it as well": [*shown("a", "x", "f0"), *shown("forum", "x", *(f"o{n}" for n in range(9)))],
    "its pages lie alone on another site": [*shown("a", "x", "f0"), *shown("b", "x")],
    "beside one that stands beside a false one": [*shown("a", "y", "f0"), *shown("b", "x", "y")],
    "half of its pages name a firm": [*shown("a", "x", "f0"), *shown("forum", "x", *(f"o{n}" for n in range(9)), named=True)],
    "a registered number in another folder": [*shown("a", "x", "f0"), *shown("a", "r", folder="old/", registered=("r",))],
    "no site named": [row | {"site": None} for row in shown("a", "x", "f0")],
}


@pytest.mark.parametrize("rows", JOINED.values(), ids=JOINED)
def test_a_number_among_false_ones_on_small_sites_is_one_of_them(rows: Rows) -> None:
    sums = beside(rows)
    assert sums["number", "x"].bits == pytest.approx(NEIGHBOUR_BITS)
    assert sums["page", next(str(row["url"]) for row in rows if row["number"] == "x")].bits == pytest.approx(NEIGHBOUR_BITS)


LEFT_ALONE = {
    "nobody false beside it": shown("a", "x", "o0", "o1", "o2"),
    "few of many": shown("a", "x", "f0", "o0", "o1", "o2", "o3", "o4"),
    "a large site": shown("a", "x", "f0", "f1", "f2", "o0", "o1", "o2", "o3", "o4"),
    "a registered number": shown("a", "x", "f0", registered=("x",)),
    "a folder that somebody put there": [*shown("a", "x", pages=4), *shown("a", "f0", folder="uploads/")],
    "a site of its own, and one page beside a false one": [*shown("a", "x", pages=2), *shown("b", "x", "f0")],
    "a site that shows a registered number too": shown("a", "x", "f0", "r", registered=("r",)),
    "its pages say whose it is": [*shown("a", "x", "f0"), *shown("forum", "x", *(f"o{n}" for n in range(9)), named=True, pages=3)],
    "honest company on other sites": [*shown("a", "x", "f0"), *shown("b", "x", "o0", "o1", "o2")],
}


@pytest.mark.parametrize("rows", LEFT_ALONE.values(), ids=LEFT_ALONE)
def test_other_numbers_are_left_alone(rows: Rows) -> None:
    assert beside(rows)["number", "x"].bits == -4.0


def test_a_number_that_nothing_else_speaks_about_is_left_alone() -> None:
    assert beside(shown("a", "x", "f0"), doubted=PRIOR_BITS)["number", "x"].bits == PRIOR_BITS
    assert ("number", "z") not in beside(shown("a", "z", "f0"))


def test_a_number_found_false_already_gains_nothing() -> None:
    assert beside(shown("a", "x", "f0"), doubted=1.0)["number", "x"].bits == 1.0


def test_a_page_that_lists_numbers_inherits_nothing() -> None:
    sums = beside([row | {"is_listed": row["number"] == "x"} for row in shown("a", "x", "f0")])
    assert sums["number", "x"].bits == pytest.approx(NEIGHBOUR_BITS)
    assert ("page", "https://a/x-0") not in sums


def test_what_people_decided_stands() -> None:
    sums = beside(shown("a", "x", "f0"), decided=frozenset({("number", "x")}))
    assert sums["number", "x"].bits == -4.0
    assert ("page", "https://a/x-0") not in sums
    url = "https://a/x-0"
    assert ("page", url) not in beside(shown("a", "x", "f0"), decided=frozenset({("page", url)}))


def test_a_verdict_on_a_site_counts_with_its_pages() -> None:
    urls = pages(5)
    sums: dict[Key, Account] = {("page", url): Account([Part("evidence", "text", 1.0, "", "")]) for url in urls}
    sums["site", "x.cn"] = Account([prior(), Part("verdict", "record", -40.0, "", "")])
    judge_sites(sums, [{"url": url, "site": None} for url in urls])
    assert sums["site", "x.cn"].bits < 0
    assert [part.name for part in sums["site", "x.cn"].parts] == ["prior", "verdict", "pages"]


@pytest.mark.parametrize("url", ["http://[bad/news/0.html", "HTTPS://U:p@A.cn:80/x/y", "", "::::", "a.cn/b/c?d=/e"])
def test_an_address_in_whatever_form_is_read(url: str) -> None:
    sums: dict[Key, Account] = {("page", f"{url}{n}"): Account([Part("evidence", "text", 1.0, "", "")]) for n in range(2)}
    judge_sites(sums, [{"url": f"{url}{n}", "site": None} for n in range(2)])
    assert [key[0] for key in sums].count("site") >= 1 or not url


def test_a_long_chain_of_numbers_is_followed_in_proportion_to_its_length() -> None:
    def seconds(links: int) -> float:
        pushed = [
            {
                "url": f"http://s{k}.cn/a/{j}",
                "number": f"{4_000_000 + k + j}",
                "site": f"s{k}.cn",
                "is_registered": False,
                "is_listed": False,
                "is_named": False,
            }
            for k in range(links)
            for j in (0, 1)
        ]
        sums: dict[Key, Account] = {
            ("number", f"{4_000_000 + k}"): Account([prior(), Part("other_line", "identity", 0.6, "", "")]) for k in range(links + 1)
        }
        sums["number", "4000000"] = Account([prior(), Part("evidence", "text", 20.0, "", "")])
        start = time.process_time()
        judge_neighbours(sums, pushed)
        assert sum(kind == "number" and total.bits > 0 for (kind, _), total in sums.items()) == links + 1
        return time.process_time() - start

    assert seconds(5_000) < 20 * seconds(500) + 1


def a_page(own: float = 1.0, **row: object) -> tuple[dict[Key, Account], list[dict[str, object]]]:
    """A page with evidence of its own that pushes a number found false at 5 bits."""
    sums: dict[Key, Account] = {
        ("number", "4001"): Account([prior(), Part("evidence", "text", 11.6, "", "")]),
        ("page", "p"): Account([prior(), Part("evidence", "text", own, "", "")]),
    }
    return sums, [{"url": "p", "number": "4001", "site": "s.cn", "is_registered": False, "is_listed": False, "is_named": False, **row}]


def test_a_page_that_pushes_a_number_found_false_is_as_doubtful() -> None:
    sums, pushed = a_page()
    judge_pushers(sums, pushed)
    assert sums["page", "p"].bits == pytest.approx(PUSHED_BITS)
    assert sums["page", "p"].parts[-1].sentence == "it stands for the number 4001, which was found false"
    sums, pushed = a_page(own=12.0)
    judge_pushers(sums, pushed)
    assert [part.name for part in sums["page", "p"].parts] == ["prior", "evidence"]


@pytest.mark.parametrize(
    ("own", "row"),
    [(1.0, {"is_listed": True}), (1.0, {"is_named": True}), (0.1, {}), (1.0, {"number": "4002"})],
    ids=["a list", "it says whose it is", "nothing else speaks", "another number"],
)
def test_a_page_that_lists_or_vouches_or_is_quiet_is_left_alone(own: float, row: dict[str, object]) -> None:
    sums, pushed = a_page(own, **row)
    judge_pushers(sums, pushed)
    assert "pushes" not in [part.name for part in sums["page", "p"].parts]


def test_a_page_that_people_decided_on_is_left_alone() -> None:
    sums, pushed = a_page()
    judge_pushers(sums, pushed, {("page", "p")})
    assert "pushes" not in [part.name for part in sums["page", "p"].parts]
