from collections.abc import Iterator, Sequence
from datetime import timedelta

import pyarrow as pa
import pytest

from zhenxin.engine import open_engine
from zhenxin.settings import Settings
from zhenxin.signals._checks import AS_OF, Bench
from zhenxin.signals.number_many_brands import NumberManyBrands

NUMBER = "4000210377"


@pytest.fixture(scope="module")
def bench() -> Iterator[Bench]:
    engine = open_engine(Settings())
    yield Bench(engine)
    engine.close()


class Page:
    """One page: the brand it speaks for, its site, its numbers in order, its claims."""

    def __init__(
        self,
        brand: str,
        site: str,
        *numbers: str,
        claims: Sequence[str] = ("official",),
        claimed: str | None = None,
        times: int = 5,
        day: int = 1,
        text: str = "欢迎访问",
    ) -> None:
        self.brand, self.site, self.numbers = brand, site, numbers or (NUMBER,)
        self.claims, self.claimed, self.times, self.day, self.text = claims, claimed, times, day, text


def tables(pages: Sequence[Page], hotlines: Sequence[str] = (), points: Sequence[str] = ()) -> dict[str, pa.Table]:
    facts, rows = [], []
    for place, page in enumerate(pages):
        url, when = f"https://{page.site}/{place}.html", AS_OF - timedelta(days=page.day)
        rows.append({"url": url, "occurred_at": when, "site": page.site, "claimed_brand": page.claimed, "text": page.text})
        said = (
            [("number", number) for number in page.numbers]
            + [("brand", page.brand)] * page.times
            + [("claim", claim) for claim in page.claims]
        )
        facts += [
            {"url": url, "occurred_at": when, "fact": fact, "value": value, "position": at * 10}
            for at, (fact, value) in enumerate(said)
            if value
        ]
    stamp = pa.timestamp("us")
    return {
        "pages": pa.Table.from_pylist(
            rows,
            pa.schema({"url": pa.string(), "occurred_at": stamp, "site": pa.string(), "claimed_brand": pa.string(), "text": pa.string()}),
        ),
        "page_facts": pa.Table.from_pylist(
            facts,
            pa.schema({"url": pa.string(), "occurred_at": stamp, "fact": pa.string(), "value": pa.string(), "position": pa.int32()}),
        ),
        "hotlines": pa.table({"number": pa.array(hotlines, pa.string()), "checked_at": pa.array([None] * len(hotlines), stamp)}),
        "service_points": pa.table({"numbers": pa.array([list(points)], pa.list_(pa.string())), "checked_at": pa.array([None], stamp)}),
    }


FIVE = ("岚桥壁挂炉", "海韵空调", "格林智能锁", "禾木热水器", "YULAN")
SPEAKS = {
    "five brands on five sites": ([Page(brand, f"{place}.cn") for place, brand in enumerate(FIVE)], 5),
    "five brands on two sites": ([Page(brand, f"{place % 2}.cn") for place, brand in enumerate(FIVE)], 5),
    "known by the brand each page claims": ([Page("", f"{place}.cn", claims=(), claimed=brand) for place, brand in enumerate(FIVE)], 5),
    "variants of one maker count once": (
        [Page(brand, f"{place}.cn") for place, brand in enumerate((*FIVE, "岚桥中央空调", "YULAN空调"))],
        5,
    ),
    "half a year apart": ([Page(brand, f"{place}.cn", day=40 * place + 1) for place, brand in enumerate(FIVE)], 5),
    "another number further down": ([Page(brand, f"{place}.cn", NUMBER, NUMBER, "02112345678") for place, brand in enumerate(FIVE)], 5),
}
SILENT = {
    "a platform that says whose it is": [
        Page(brand, f"{place}.cn", text="以上服务由安泰到家提供" if place == 0 else "欢迎访问") for place, brand in enumerate(FIVE)
    ],
    "one brand line on many honest sites": [Page("岚桥壁挂炉", f"{place}.cn") for place in range(40)],
    "variants of one maker's name": [
        Page(brand, f"{place}.cn") for place, brand in enumerate(("约克", "约克空调", "约克中央空调", "YORK约克", "YORK"))
    ],
    "two brands of one group": [Page(brand, f"{place}.cn") for place, brand in enumerate(FIVE[:2])],
    "a site that shows its own number on every product page": [Page(brand, "mall.cn") for brand in FIVE],
    "sub-domains of one site": [Page(brand, f"{place}.mall.com.cn") for place, brand in enumerate(FIVE)],
    "a repairer who says that he is a third party": [
        Page(brand, f"{place}.cn", claims=("nationwide", "third_party")) for place, brand in enumerate(FIVE)
    ],
    "a builder of web sites in the foot of its customers' pages": [
        Page(brand, f"{place}.cn", f"0210000000{place}", f"0210000000{place}", NUMBER) for place, brand in enumerate(FIVE)
    ],
    "a public short number": [Page(brand, f"{place}.cn", "12315") for place, brand in enumerate(FIVE)],
    "articles that name a brand once": [Page(brand, f"{place}.cn", times=1) for place, brand in enumerate(FIVE)],
}


@pytest.mark.parametrize(("pages", "value"), SPEAKS.values(), ids=SPEAKS)
def test_it_counts_the_unrelated_brands_of_one_number(bench: Bench, pages: list[Page], value: int) -> None:
    assert bench.values(NumberManyBrands(), tables(pages, hotlines=["400-999-0000"])) == {NUMBER: value}


@pytest.mark.parametrize("pages", SILENT.values(), ids=SILENT)
def test_it_is_silent_where_the_number_has_an_innocent_cause(bench: Bench, pages: list[Page]) -> None:
    assert bench.values(NumberManyBrands(), tables(pages)) == {}


@pytest.mark.parametrize("where", ["hotlines", "points"])
def test_a_registered_number_is_left_alone(bench: Bench, where: str) -> None:
    pages = [Page(brand, f"{place}.cn") for place, brand in enumerate(FIVE)]
    assert bench.values(NumberManyBrands(), tables(pages, **{where: ["400-0210-377"]})) == {}


def test_pages_years_apart_do_not_count_together(bench: Bench) -> None:
    pages = [Page(brand, f"{place}.cn", day=400 * place + 1) for place, brand in enumerate(FIVE)]
    assert bench.values(NumberManyBrands(), tables(pages)) == {}
