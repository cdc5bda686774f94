"""What fans say of whom they follow: they all say it alike, and nobody dictated it."""

import re

BREAK = re.compile(r"[，。！？；、：…,.!?;:~～\s]+")
"""Signs between phrases."""
_SLOGAN = re.compile(
    "应援|打call|打榜|粉丝|铁粉|真爱粉|饭圈|爱豆|偶像|本命|宠粉|同款打卡|(?:永远|一直|全力|必须)支持|"
    "支持(?!国货|一下|老板|商家|店家|卖家|店铺|客服|退|换|的|你们|七天|无理由|[a-z0-9])|"
    "(?<!朋友)(?<!同事)(?<!闺蜜)(?<!家人)(?<!别人)推荐的?(?:必须|果断|闭眼|直接|肯定)(?:买|入|下单|冲)|"
    "(?:跟着|冲着|为了?|奔着|信|认准).{1,6}?(?:来的|来买|下单|买的|买没错|买就对|买不亏|入的|入手)"
)
"""Idioms of those who buy because of a person. `跟着…买`, `冲着…来的` name whom; a brief for hired praise speaks of the goods and the shop."""


def is_slogan(form: str) -> bool:
    """Whether a phrase (as `normal_form` gives it) speaks of a person whom its writer follows."""
    return bool(_SLOGAN.search(form))


def without_slogans(text: str) -> str:
    """A text (as printed) without the phrases that speak of such a person."""
    return " ".join(part for part in BREAK.split(text) if not is_slogan(part)) if is_slogan(text) else text
