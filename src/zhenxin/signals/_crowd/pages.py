"""Doorway pages of one campaign among plain ones."""

from zhenxin.signals._crowd.tables import Columns, Staging

_DOORWAY, _BRAND, _FIRM = "4001112223", "空调", "岚桥电器有限公司"
Facts = list[tuple[str, str]]
Pages = list[tuple[str, float, str, Facts]]


def stage(staging: Staging) -> dict[str, Columns]:
    """Doorway pages of six brands with one number, heaps of places and a pasted article; the brands' own pages, a number beside a line, plain ones.

    And clones that give each brand a number of its own, lists of such numbers, and papers that warn of the campaign's.
    """
    dice, more = staging.dice, (staging.seed + 1) % 4
    makers = ["".join(chr(0x4E00 + int(letter)) for letter in dice.integers(0, 5000, 2)) + _BRAND for _ in range(6)]
    pages: Pages = []  # site, days ago, title, facts
    for page in range(12 + more):
        brand = makers[page % 6]
        places = [f"{1101 + n % 60}{n // 60:02d}" for n in dice.integers(0, 900, 220).tolist()]
        facts = [("number", _DOORWAY)] * (8 + more) + [("brand", brand)] * (10 + more) + [("claim", "official"), ("break", f"{400 + more}")]
        facts += [("place", f"{code}{'x' if n < 9 + more else ''}") for n, code in enumerate(dict.fromkeys(places))]
        pages.append((f"d{page}", 28 - page * 0.3, f"★{brand}24小时售后电话(2026已更新)全国各市区维修热线400-111-2223", facts))
    for page in range(12):
        plain: Facts = [("number", f"40055566{page:02d}"), ("brand", f"别牌{page}"), ("brand", f"别牌{page}"), ("claim", "official")]
        pages.append((f"h{page}", 27 - page * 0.3, "服务", [*plain, *(("place", f"{1101 + int(n)}01") for n in dice.integers(0, 60, 3))]))
    for page in range(24 + 2 * more):
        owner, line = page % 2, f"400777880{page % 2}"
        near = f"400777889{owner}" if page >= 20 else line
        pages.append(
            (f"b{staging.seed}-{page}", 26 - page * 0.2, f"{makers[owner]}服务", [("number", near), *[("brand", makers[owner])] * 3])
        )
    for page in range(36):
        number, site, owner = page % 6, (page // 6 + page % 2) % 4, page % 3
        turned: Facts = [("number", f"4009{staging.seed}90{number}2{number}"), *[("brand", f"轮{owner}{_BRAND}")] * 3]
        pages.append((f"t{staging.seed}-{site}", 24 - number * 0.2 - page * 0.001, "维修服务", turned))
    for page in range(30):
        pages.append((f"o{page}", 45 - page * 0.8, "服务", [("number", f"400333{page % 3}000"), *[("brand", f"轮{page % 3}{_BRAND}")] * 3]))
    pages += _clones(staging, makers[1:])
    for page in range(8 + more):
        warned: Facts = [("brand", makers[0]), ("disowned", _DOORWAY), ("number", "4007778800")]
        pages.append((f"w{staging.seed}-{page}", 26 - page * 2.5, f"谨防假冒{makers[0]}售后", warned))
    rows = [
        (_url(site, page), staging.ago(days), kind, value, place * 7)
        for page, (site, days, _, facts) in enumerate(pages)
        for place, (kind, value) in enumerate(facts)
    ]
    return {
        "page_facts": {"url": [row[0] for row in rows], "occurred_at": [row[1] for row in rows], "fact": [row[2] for row in rows],
                       "value": [row[3] for row in rows], "printed": [row[3] for row in rows], "position": [row[4] for row in rows]},
        "pages": {"url": [_url(row[0], page) for page, row in enumerate(pages)], "occurred_at": [staging.ago(page[1]) for page in pages],
                  "title": [page[2] for page in pages],
                  "text": ["某牌全国服务区域与各地网点" * 90 + _FIRM * page[0].startswith("k") for page in pages],
                  "site": [f"{page[0]}.example" for page in pages]},
    }  # fmt: skip


def _clones(staging: Staging, brands: list[str]) -> Pages:
    """Brands with lines of their own, sites that give each another number, and lists that do."""
    pages: Pages = []
    for owner, brand in enumerate(brands):
        facts: Facts = [("number", f"40066{staging.seed % 10}00{owner}0"), *[("brand", brand)] * 3]
        pages += [(f"k{staging.seed}-{owner}-{site}", 40 - site, f"{brand}服务", facts) for site in range(3)]
        for site in range(3):
            false: Facts = [("number", f"40088{staging.seed % 10}0{site}{owner}1"), *[("brand", brand)] * 3, ("claim", "official")]
            pages.append((f"z{staging.seed}-{site}", 25 - 8 * site - owner * 0.1, f"{brand}售后", false))
    for page in range(6):
        listed = [
            (kind, value)
            for place, brand in enumerate(brands)
            for kind, value in (("brand", brand), ("number", f"4009990{place // 4}0{page // 2}"))
        ]
        pages.append((f"l{staging.seed}-{page}", 24 - 4 * page, "常用售后电话", listed))
    return pages


def _url(site: str, page: int) -> str:
    return f"https://{site}.example/{page}"
