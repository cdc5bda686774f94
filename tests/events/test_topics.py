import pytest

from zhenxin.events.pages import Page, facts_of
from zhenxin.events.registry import Registry

AD = "\n".join(f"岚桥壁挂炉{phrase}：400-0210-377" for phrase in ("厂家售后热线", "全国统一报修", "24小时客服", "官方维修电话", "总部服务"))
PARTS = (
    "清晨的渡口起了雾，摆渡的老人把缆绳解开，船头慢慢转过来。对岸的学校八点上课，孩子们抱着书包坐在船舱里，小声背着昨天学的诗。",
    "老人说他十六岁就在这里撑船，那时候水面更宽，夏天能看见成群的白鹭。后来上游修了水库，河道收窄，桥也架了起来，过河的人一年比一年少。",
    "去年村里把旧码头修成了一座小博物馆，墙上挂着桨、蓑衣和一张发黄的航道图。周末常有城里人来写生，问起从前的故事，老人便一件件讲给他们听。",
    "摆渡费一直是两块钱，投进船头的铁盒，没有人数过。遇上涨水，渡口停摆，孩子们就绕远路走桥，老人坐在岸边看水，说水退了鱼也就回来了。",
    "“船还会撑下去吗？”有人问。老人笑了笑，指着舱里的孩子：“等他们都长大，再说吧。”雾散的时候，太阳正好照在水面上，亮得睁不开眼。",
)
ARTICLE = "\n".join(PARTS)
CARE = "\n".join(
    "壁挂炉每年入冬前应当保养一次，上门检查水压、清洗滤网。若显示故障代码，请先断电，再联系售后预约维修，不要自行拆卸配件，以免影响保修。"
    for _ in range(6)
)
BROKEN = {
    "pasted beneath": (AD + "\n" + ARTICLE, 6, 10),
    "pasted above": (ARTICLE + "\n" + AD, 1, 5),
    "pasted in the middle": (AD + "\n" + ARTICLE + "\n" + AD, 6, 10),
    "after an empty line": (AD + "\n\n" + ARTICLE, 7, 11),
    "an article that names a place here and there": (AD + "\n" + ARTICLE.replace("对岸", "对岸的杭州市"), 6, 10),
}
WHOLE = {
    "an advertisement alone": AD,
    "an article alone": ARTICLE,
    "advice on the same goods": AD + "\n" + CARE,
    "a footer": AD + "\n版权所有，未经许可不得转载。本站内容仅供浏览，如有疑问请留言。",
    "an article about the brand itself": AD + "\n" + "\n".join(f"{part}岚桥壁挂炉的工程师也坐在船上。" for part in PARTS),
    "a news article that mentions the number once": ARTICLE + "\n读者热线 400-0210-377",
    "nothing": "",
}


@pytest.mark.parametrize(("text", "first", "last"), BROKEN.values(), ids=BROKEN)
def test_an_article_that_does_not_belong_is_found_with_its_lines(text: str, first: int, last: int) -> None:
    pasted = facts_of(Page(text), Registry(())).pasted
    assert pasted is not None
    assert (pasted.line, pasted.last_line) == (first, last)
    assert text[pasted.start : pasted.end].startswith("清晨")
    assert text[pasted.start : pasted.end].endswith("睁不开眼。")


@pytest.mark.parametrize("text", WHOLE.values(), ids=WHOLE)
def test_a_page_of_one_piece_has_no_break(text: str) -> None:
    assert facts_of(Page(text), Registry(())).pasted is None
