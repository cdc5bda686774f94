"""What fans say of whom they follow: they all say it alike, and nobody dictated it."""

import re

from zhenxin.kernels.wording import normal_form

BREAK = re.compile(r"[，。！？；、：…,.!?;:~～\s]+")
"""Signs between phrases."""
_SLOGAN = re.compile(
    "应援|打call|打榜|粉丝(?:报到|团|来了)|铁粉|真爱粉|饭圈|爱豆|"
    "(?:永远|一直|全力|必须)?支持(?!.*(?:店|商家|老板|卖家|客服)).{1,5}(?:姐姐|哥哥|老师|宝贝|宝|姐|哥|妹|弟|女神|男神|主播)|"
    "(?:跟着|冲着|奔着|认准)(?!.*(?:好评|销量|价格|正品|牌|店|质量|图|包装|颜值|款|旗舰|官方)).{2,6}?"
    "(?:来的|来买|下单|买的|买没错|买就对|买不亏|入的|入手)|"
    ".{1,5}(?<![友事蜜人妈爸婆公学家客商店])推荐的?(?:必须|果断|闭眼|直接|肯定)(?:买|入|下单|冲)"
)
"""Idioms of those who buy because of a person, whom they name. A brief for hired praise speaks of the goods and the shop."""


def is_slogan(form: str) -> bool:
    """Whether a phrase (as `normal_form` gives it) speaks of a person whom its writer follows, and of little else."""
    found = list(_SLOGAN.finditer(form))
    return bool(found) and 2 * (found[-1].end() - found[0].start()) >= len(form)


def without_slogans(text: str) -> str:
    """A text (as printed) without the phrases that speak of such a person."""
    if _SLOGAN.search(text.lower()) is None:
        return text
    return " ".join(part for part in BREAK.split(text) if not is_slogan(normal_form(part)))
