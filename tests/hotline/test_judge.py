from pathlib import Path

import pytest
from made_pages import ARTICLE, BLOG, BRAND, NEWS, NUMBER, OWN_SITE, places, points, spam

from zhenxin.errors import InputError, UsageError
from zhenxin.events.pages import parse_page
from zhenxin.events.places import find_places
from zhenxin.events.registry import Registry, shipped_registry
from zhenxin.hotline import NumberJudgement, PageJudgement, judge_number, judge_pages
from zhenxin.hotline.judge import judge_page
from zhenxin.hotline.known import Known, Use, site_of
from zhenxin.kernels.folding import fold
from zhenxin.settings import Settings

SAMPLE = Path(__file__).parents[2] / "../shared/data/sample_page.txt"
FORBIDDEN = ("illegal", "违法", "犯罪", "fake number", "假号码", "诈骗", "crime", "fraud")


def registry(**numbers: str) -> Known:
    rows = [{"brand": brand, "number": number, "source": "test", "checked_at": "2026-01-02"} for brand, number in numbers.items()]
    return Known(Registry(()).joined(rows))


def judged(text: str, known: Known | None = None, title: str = "") -> PageJudgement:
    page = parse_page(text if not title else f"<html><head><title>{title}</title></head><body><pre>{text}</pre></body></html>")
    return judge_page(page, known or Known(Registry(())), name="page.html")


LOUD = {
    "places, an article, repetition": spam(),
    "places alone, without an article": spam(article=""),
    "an article alone, without places": spam(listed=0),
    "the number in full-width digits": spam(number="４００－０２１０－３７７"),
    "the number in circled digits": spam(number="④⓪⓪-⓪②①⓪-③⑦⑦"),
    "the number with zero-width characters": spam(number="40\u200b0-02\u200b10-377"),
    "the number in Chinese digits": spam(number="四零零零二幺零三七七"),
    "a news article pasted above": ARTICLE + "\n" + spam(article=""),
    "a short list of places and many wordings": spam(listed=20, article=""),
}
CALM = {
    "the brand's own site, not in the registry": OWN_SITE,
    "a repair chain with sixty points and their addresses": points(60),
    "a news article that mentions a hotline": NEWS,
    "a personal blog": BLOG,
    "a list of places with no number": "\n".join(places(100)),
    "an article alone": ARTICLE,
    "a third-party repairer who says so": spam(listed=0, article="", ladder=4) + "\n本站为第三方维修平台，与品牌方无关，非官方售后。",
    "a price list": "空调清洗 800-1200元\n油烟机清洗 400元\n订单号 4001234567\n2024-05-12 更新",
}


@pytest.mark.parametrize("text", LOUD.values(), ids=LOUD)
def test_stuffed_pages_look_like_impersonation(text: str) -> None:
    page = judged(text)
    assert page.looks_like_impersonation
    assert page.as_json()["verdict"] == "looks like impersonation; not in the registry"
    assert page.as_json()["verdict_zh"] == "疑似冒充；登记表中没有该号码"
    assert page.numbers[0].digits == "4000210377"
    assert page.brand == BRAND


@pytest.mark.parametrize("text", CALM.values(), ids=CALM)
def test_honest_pages_stay_calm(text: str) -> None:
    page = judged(text)
    assert not page.looks_like_impersonation
    assert "impersonation" not in " ".join(page.lines("en"))
    assert "冒充" not in " ".join(page.lines("zh"))


@pytest.mark.parametrize("text", [*LOUD.values(), *CALM.values()], ids=[*LOUD, *CALM])
@pytest.mark.parametrize("lang", ["en", "zh"])
def test_every_answer_ends_with_what_to_do_and_never_claims_a_crime(text: str, lang: str) -> None:
    lines = judged(text).lines(lang)
    assert any(word in "\n".join(lines[-6:]) for word in ("nameplate", "铭牌"))
    assert "12315" in lines[-1]
    assert not [word for word in FORBIDDEN if word in "\n".join(lines).lower()]


def test_the_registered_number_of_the_page_s_brand_is_official_and_nothing_else_is_said() -> None:
    page = judged(OWN_SITE, registry(岚桥=NUMBER))
    assert page.verdict == "official"
    assert page.as_json()["verdict"] == "official: registered for 岚桥"
    assert page.reasons == ()


def test_a_number_registered_for_another_brand_is_named_as_that() -> None:
    page = judged(OWN_SITE, registry(禾木=NUMBER))
    assert page.verdict == "other_brand"
    assert not page.looks_like_impersonation
    assert page.as_json()["verdict"] == "registered to another brand: 禾木"


def test_a_number_one_digit_from_the_registered_one_is_a_reason() -> None:
    page = judged(OWN_SITE.replace("有限公司", "").replace("ICP备", ""), registry(岚桥壁挂炉="400-0210-378"))
    assert page.looks_like_impersonation
    assert "one digit away from 400-021-0378" in page.reasons[0].en


def test_the_same_number_far_from_the_registered_one_is_only_not_in_the_registry() -> None:
    page = judged(OWN_SITE, registry(岚桥壁挂炉="400-9999-111"))
    assert not page.looks_like_impersonation
    assert page.verdict == "not_in_registry"
    assert "400-999-9111" in "\n".join(page.lines("en"))


def test_a_brand_without_an_entry_is_not_known_and_that_is_said() -> None:
    lines = "\n".join(judged(OWN_SITE).lines("en"))
    assert "we do not know" in lines
    assert "不知道" in "\n".join(judged(OWN_SITE).lines("zh"))


@pytest.mark.parametrize(("brands", "loud"), [(("格林", "海韵", "岚桥"), True), (("岚桥", "岚桥空调", "岚桥壁挂炉"), False)])
def test_a_number_shown_for_unrelated_brands_on_several_sites_is_a_reason(brands: tuple[str, ...], loud: bool) -> None:
    known = Known(Registry(()), {"4000210377": Use(brands, ("a.cn", "b.cn", "c.cn"))})
    page = judged(OWN_SITE.replace("有限公司", "").replace("ICP备", ""), known)
    assert any("unrelated brands" in said.en for said in page.reasons) is loud


def test_places_the_brand_is_known_to_serve_are_no_stuffing() -> None:
    text = spam(article="", ladder=3)
    served = frozenset(place.code[:6] for place in find_places(fold(text)))
    known = Known(Registry(()), {}, {BRAND: served})
    assert judged(text).looks_like_impersonation
    assert not judged(text, known).looks_like_impersonation


def test_a_title_dressed_for_search_engines_is_told() -> None:
    page = judged(spam(), title=f".{BRAND}售后电话2026已更新/今日实时反馈")
    assert any("search engines" in said.en for said in page.reasons)


WRITINGS = (
    "400-0210-377",
    "４００－０２１０－３７７",
    "400 0210 377",
    "四零零 零二一零 三七七",
    "(400)0210377",
    "④⓪⓪⓪②①⓪③⑦⑦",
    "电话：400.0210.377",
)


@pytest.mark.parametrize("text", WRITINGS)
def test_a_number_may_be_given_in_any_writing(text: str) -> None:
    number = judge_number(text, None, Settings())
    assert isinstance(number, NumberJudgement)
    assert number.digits == "4000210377"
    assert number.verdict == "not_in_registry"
    assert number.as_json()["verdict"] == "not in the registry: we do not know whose number it is"
    assert "12315" in number.lines("zh")[-1]


@pytest.mark.parametrize("text", ["", "hello", "12", "2024-05-12", "400-0210-377 或 400-0210-388", "4002103"[:4], "☎"])
def test_garbage_is_refused_with_a_hint(text: str) -> None:
    with pytest.raises(UsageError) as caught:
        judge_number(text, None, Settings())
    assert "400-123-4567" in caught.value.hint


def test_a_shipped_number_names_its_owner_source_and_day() -> None:
    number = judge_number("９５５８８", None, Settings())
    assert number.verdict == "registered"
    text = "\n".join(number.lines("en"))
    assert "registered to 中国工商银行" in text
    assert "2026-" in text


def test_a_near_miss_of_a_shipped_number_is_told_without_a_verdict() -> None:
    true = next(entry.number for entry in shipped_registry().entries if entry.number.startswith("400"))
    near = true[:-1] + str((int(true[-1]) + 1) % 10)
    number = judge_number(near, None, Settings())
    assert number.verdict == "not_in_registry"
    assert not number.looks_like_impersonation
    assert number.near[0][0].number == true


@pytest.mark.parametrize(
    ("address", "site"),
    [
        ("https://www.example.com.cn/a?b", "example.com.cn"),
        ("m.example.com", "example.com"),
        ("example.com:8080", "example.com"),
        ("http://a.b.example.net.cn/x", "example.net.cn"),
        ("localhost", "localhost"),
        ("", ""),
    ],
)
def test_a_site_is_what_one_registers(address: str, site: str) -> None:
    assert site_of(address) == site


def test_a_file_that_is_not_there_is_told_plainly(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="cannot be read"):
        judge_pages([tmp_path / "none.html"], None, Settings())


@pytest.mark.skipif(not SAMPLE.is_file(), reason="shared/data/sample_page.txt is not here")
def test_the_sample_page_is_counted_as_a_person_would() -> None:
    (page,) = judge_pages([SAMPLE], None, Settings())
    assert (page.numbers[0].written, page.numbers[0].count) == ("400-1865-909", 10)
    assert page.brand_count == 16
    assert abs(page.places.count - 407) <= 4
    assert abs(page.places.distinct - 382) <= 4
    assert page.pasted == (77, 93)
    assert page.as_json()["verdict"] == "looks like impersonation; not in the registry"


def test_a_number_that_only_the_title_has_is_looked_up() -> None:
    told = judged("欢迎访问", registry(岚桥="4000210377"), title="岚桥售后电话400-0210-377")
    assert [number.digits for number in told.numbers] == ["4000210377"]
    assert told.verdict != "no_number"
    assert [number.digits for number in judged("请拨打400-0210-388", title="岚桥售后电话400-0210-377").numbers] == ["4000210388"]
