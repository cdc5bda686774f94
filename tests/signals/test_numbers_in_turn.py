import pytest

from zhenxin.signals.numbers_in_turn import NumbersInTurn

from .rows import Row, Values, cases
from .web import Page, web

Tables = dict[str, list[Row]]
NUMBERS = ("4001110001", "4001110002", "4001110003")


def turned(
    sites: int = 3,
    numbers: tuple[str, ...] = NUMBERS,
    *,
    plain: int = 0,
    brands: int = 1,
    claims: tuple[str, ...] = (),
    registered: tuple[tuple[str, str], ...] = (),
) -> Tables:
    """Small sites that push one number after the other; `plain` pages of each without a number; beside twenty repairers with a line each."""
    pages = [
        Page(
            site=f"x{site}.cn",
            numbers=[number],
            brand=f"岚桥{'甲乙丙丁戊己'[place % brands]}空调",
            days=90 - (20 * place) % 70,
            claims=claims,
        )
        for site in range(sites)
        for place, number in enumerate(numbers)
    ]
    pages += [Page(site=f"x{site}.cn", numbers=[]) for site in range(sites) for _ in range(plain)]
    pages += [Page(site=f"r{n}.cn", numbers=[f"1380000{n:04d}"], brand="谧迪思") for n in range(20) for _ in range(2)]
    return web(*pages, registered=registered)


MAKERS = ("岚桥空调", "谧迪思空调", "峻禾空调")


def paired(sites: int = 3, makers: tuple[str, ...] = MAKERS, *, apart: bool = False, named: bool = False) -> Tables:
    """Two numbers on small sites, the first for all makers but the last, or each site for a maker of its `own`; `named` says whose they are."""
    return web(
        *(
            Page(site=f"x{n}.cn", numbers=[number], brand=maker, text="杭州岚桥电器服务有限公司" if named else "")
            for n in range(sites)
            for place, maker in enumerate(makers)
            if not apart or place == n
            for number in (NUMBERS[:2] if apart else (NUMBERS[int(place == len(makers) - 1)],))
        )
    )


SPEAKS: dict[str, tuple[Tables, dict[str, float]]] = {
    "three numbers on three sites": (turned(), dict.fromkeys(NUMBERS, 3.0)),
    "on two sites": (turned(2), dict.fromkeys(NUMBERS, 2.0)),
    "two numbers that meet on three sites for strangers": (paired(), dict.fromkeys(NUMBERS[:2], 3.0)),
    "for several brands": (turned(brands=3), dict.fromkeys(NUMBERS, 3.0)),
    "a fourth on one site": (
        web(
            *(Page(site=f"x{n % 2}.cn", numbers=[number]) for number in NUMBERS for n in range(2)),
            Page(site="x0.cn", numbers=["4001110009"]),
        ),
        dict.fromkeys(NUMBERS, 2.0) | {"4001110009": 1.5},
    ),
}
SILENT: dict[str, Tables] = {
    "one site": turned(1),
    "a brand's two lines on its own sites": turned(3, NUMBERS[:2]),
    "two numbers on two sites": paired(2),
    "two numbers of two makers": paired(3, MAKERS[:2]),
    "two lines of sisters, a site each": paired(apart=True),
    "two numbers of a firm that names itself": paired(named=True),
    "a directory of hundreds": turned(3, tuple(f"400222{n:04d}" for n in range(40))),
    "a newspaper that has other things to say": turned(plain=20),
    "registered lines": turned(registered=tuple(("岚桥", number) for number in NUMBERS)),
    "sister brands that share two lines": web(
        *(Page(site=f"x{n}.cn", numbers=[number]) for n in range(3) for number in (*NUMBERS[:2], f"400111900{n}"))
    ),
    "sites that show a registered line too": turned()
    | {"registered_numbers": [{"brand": "岚桥", "number": NUMBERS[2], "checked_at": None}]},
    "sub-domains of one site": web(*(Page(site=f"x{n}.mall.com.cn", numbers=[number]) for number in NUMBERS for n in range(3))),
}


@pytest.mark.parametrize(("tables", "told"), **cases(SPEAKS))
def test_it_says_on_how_many_sites(values: Values, tables: Tables, told: dict[str, float]) -> None:
    assert values(NumbersInTurn(), **tables) == told


@pytest.mark.parametrize("tables", **cases(SILENT))
def test_it_is_silent(values: Values, tables: Tables) -> None:
    assert values(NumbersInTurn(), **tables) == {}


def test_a_site_with_a_line_of_its_own_is_not_drawn_in(values: Values) -> None:
    smuggled = [Page(site="honest.cn", numbers=["13900001111"]), Page(site="honest.cn", numbers=[NUMBERS[0]])]
    pages = [Page(site=f"x{n}.cn", numbers=[number]) for number in NUMBERS for n in range(2)]
    assert "13900001111" not in values(NumbersInTurn(), **web(*pages, *smuggled))


def test_a_page_that_warns_of_a_number_does_not_push_it(values: Values) -> None:
    tables = turned()
    tables["page_facts"] += [
        {"url": page["url"], "occurred_at": page["occurred_at"], "fact": "claim", "value": "warning", "printed": "请勿拨打", "position": 900}
        for page in tables["pages"]
    ]  # fmt: skip
    assert values(NumbersInTurn(), **tables) == {}
