from collections.abc import Iterator, Sequence
from datetime import timedelta

import numpy as np
import pyarrow as pa
import pytest

from zhenxin.engine import open_engine
from zhenxin.events.divisions import divisions
from zhenxin.events.pages import page_facts
from zhenxin.events.registry import Registry
from zhenxin.settings import Settings
from zhenxin.signals._checks import AS_OF, Bench
from zhenxin.signals.place_stuffing import PlaceStuffing

BRAND, NUMBER = "岚桥壁挂炉", "400-0210-377"
LADDER = "".join(f"{BRAND}{phrase}：{NUMBER}\n" for phrase in ("厂家售后热线", "全国统一报修电话", "官方客服专线", "24小时维修热线"))


@pytest.fixture(scope="module")
def bench() -> Iterator[Bench]:
    engine = open_engine(Settings())
    yield Bench(engine)
    engine.close()


def counties(count: int, *, mixed: bool, inside: str = "") -> list[str]:
    """Names of counties with their city, in the order of their codes or mixed."""
    known = divisions()
    codes = [
        code for code in sorted(known.titles) if len(code) == 6 and code.startswith(inside) and known.titles.get(code[:4], "")[-1:] == "市"
    ]
    if mixed:
        codes = [codes[at] for at in np.random.default_rng(5).permutation(len(codes))]
    return [known.titles[code[:4]] + known.titles[code] for code in codes[:count]]


def towns(count: int) -> list[str]:
    known = divisions()
    codes = [code for code in sorted(known.titles) if len(code) == 9 and code.startswith("3301")]
    return [known.titles[code[:6]] + known.titles[code] for code in codes[:count]]


def cities() -> list[str]:
    known = divisions()
    names = [name for code, name in known.titles.items() if len(code) == 4]
    return [names[at] for at in np.random.default_rng(5).permutation(len(names))]


def stuffed(names: Sequence[str], head: str = LADDER) -> str:
    return head + "\n".join("、".join(names[first : first + 8]) for first in range(0, len(names), 8))


def tables(text: str, codes: Sequence[str] = ()) -> dict[str, pa.Table]:
    stamp = pa.timestamp("us")
    pages = pa.table(
        {
            "url": ["u1"],
            "occurred_at": pa.array([AS_OF - timedelta(days=3)], stamp),
            "text": [text],
            "claimed_brand": pa.array([None], pa.string()),
        }
    )
    points = {"brand": [BRAND], "region_codes": pa.array([list(codes)], pa.list_(pa.string())), "checked_at": pa.array([None], stamp)}
    return {"pages": pages, "page_facts": page_facts(pages, Registry(())), "service_points": pa.table(points)}


SPEAKS = {
    "two hundred counties in no order": stuffed(counties(200, mixed=True)),
    "fifty counties in no order": stuffed(counties(50, mixed=True)),
    "counties no longer listed": stuffed(["杭州市江干区", "杭州市下城区", "邢台市桥东区", *counties(60, mixed=True)]),
    "an address of its own does not explain two hundred places": stuffed(counties(200, mixed=True)) + "\n地址：建设路12号",
    "names run together by blanks": LADDER + " ".join(counties(120, mixed=True)),
}
SILENT = {
    "service points with an address each": LADDER
    + "\n".join(f"{name}店：建设路{at + 1}号，电话 {NUMBER}" for at, name in enumerate(counties(200, mixed=True))),
    "service points with a number each": LADDER
    + "\n".join(f"{name}：0{571 + at % 9}-{81000000 + at}" for at, name in enumerate(counties(150, mixed=True))),
    "cities to choose from, by the alphabet": stuffed(cities()),
    "the towns of one city": stuffed(towns(120)),
    "a third party who says so": stuffed(counties(200, mixed=True), LADDER + "本站为第三方维修平台，非官方售后\n"),
    "a list of counties without a number": "\n".join(counties(200, mixed=True)),
    "a news article that names places and a hotline": "本报记者走访了"
    + "、".join(counties(20, mixed=True))
    + f"，居民说可以拨打 {NUMBER} 报修，官方也有公示。",
}


@pytest.mark.parametrize("text", SPEAKS.values(), ids=SPEAKS)
def test_it_speaks_of_places_named_only_to_be_found(bench: Bench, text: str) -> None:
    assert set(bench.values(PlaceStuffing(), tables(text))) == {"u1"}


@pytest.mark.parametrize("text", SILENT.values(), ids=SILENT)
def test_it_is_silent_where_places_have_an_honest_cause(bench: Bench, text: str) -> None:
    assert bench.values(PlaceStuffing(), tables(text)) == {}


def test_places_that_the_brand_is_known_to_serve_are_explained(bench: Bench) -> None:
    text = stuffed(counties(200, mixed=True))
    known = divisions()
    served = {code[:4] + "00" for code in known.titles if len(code) == 6}
    assert bench.values(PlaceStuffing(), tables(text))
    assert bench.values(PlaceStuffing(), tables(text, sorted(served))) == {}


def test_a_list_that_goes_city_by_city_weighs_far_less(bench: Bench) -> None:
    mixed = bench.values(PlaceStuffing(), tables(stuffed(counties(200, mixed=True))))["u1"]
    ordered = bench.values(PlaceStuffing(), tables(stuffed(counties(200, mixed=False)))).get("u1", 0.0)
    assert ordered < mixed / 3
