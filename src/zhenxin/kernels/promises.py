"""Whether a message promises money for good stars."""

import re

from zhenxin.kernels.wording import meant

_STARS = re.compile("好评|[五5][个颗]?星|[五5]分|亮星|满分|小星星|全星|星星点满|给个?赞")
_REWARD = re.compile(
    "返现|立返|返[还款]?[0-9一二三四五六七八九十]|返.{0,4}元|红包|领[0-9]|领.{0,3}[元券]|礼品|免单|话费|现金|兑换|抵用|[有送得]奖|奖励|返款|优惠券"
)
_ANY = re.compile(
    "几星|打几分|不[管看论限].{0,4}[星分]|[不无][管看论].{0,6}([中差]评|坏|不满意)|好评(还是|或者?|跟|及|/|以及)[中差]评|好的?坏的?|说好说坏|星级不限|如实|真实评价就|都一样|都[给有行算]|"
    "不(要求|指定|强求|强制|限定?|问|必须?|需要?|用|非得).{0,3}(好评|[五5][个颗]?星|[五5]分|满分|全星)|好评[和与或、]?[中差]评.{0,3}[都均皆]|差评也|优缺点|严禁|举报|抵制|查实|不得|违规|诈骗|骗"
)
"""A reward for any review, whatever its stars, is none of this; neither are warnings."""


def promises_for_stars(printed: str) -> bool:
    """Whether `printed` ties a reward to good stars, as it was meant, not as it was spelt: both in one message, and no word that gives it for any."""
    words = meant(printed).text
    return bool(_STARS.search(words) and _REWARD.search(words) and not _ANY.search(words))
