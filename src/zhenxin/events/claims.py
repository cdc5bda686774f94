"""What a page says of itself: official, the maker's own, nation-wide; or that it is nobody's."""

import re

from zhenxin.events.brands import Mention
from zhenxin.kernels.folding import Folded

_NEGATIVE = r"(?<!非)(?<!不是)(?<!并非)(?<!假冒)(?<!冒充)(?<!与)"
_DO_NOT = "(?<![特类个识级性区分鉴差辨派])别"
"""`别` as `do not`, not as the end of 特别, 类别, 识别 and the like."""
CLAIMS = {
    "official": re.compile(rf"{_NEGATIVE}官方(?!微信公众平台)|正规售后|品牌直营"),
    "maker": re.compile(rf"{_NEGATIVE}(?:厂家|原厂|生产厂商|厂商)(?!授权|特约|指定)"),
    "headquarters": re.compile(rf"{_NEGATIVE}总部"),
    "nationwide": re.compile("全国统一|全国(?:各[市区]?)?(?:人工)?(?:售后|客服|服务|报修|维修|联保|24小时|热线)"),
    "round_clock": re.compile(r"24小时|二十四小时|24h\b|7[x×*]24|全天候"),
    "authorised": re.compile("(?<!未经)(?<!未)(?<!非)授权|特约|指定(?:维修|售后|服务)"),
    "third_party": re.compile(
        r"第三方(?:维修|服务|售后|平台维修)|(?:本站|本店|本公司|我们)(?:为|是|系)第三方|非官方|非厂家|非原厂|不是官方|并非(?:官方|厂家)|独立维修"
        r"|与(?:品牌|厂家|官方)[^。\n]{0,8}无关|社会(?:化)?维修"
    ),
    "warning": re.compile(
        r"冒用|(?:假冒|冒充)(?!伪劣)|请勿(?:拨打|轻信|相信)|谨防(?:上当受骗|上当|受骗|假|冒)|警惕|消(?:费者)?(?:委员会|委会|协)|上当受骗|受骗|上当|被骗|消费提示|曝光"
        rf"|(?<!不)是假的|假(?:客服|售后|号码|电话)|(?:{_DO_NOT}|不要)(?:打(?![造扰折])|信(?![息号任用赖]))|骗子|黑维修|被(?:收了|坑|宰)"
        r"|(?:开口|上来|上门)就(?:要|说)|(?<![不用需须必])先付(?:钱|款)|自称(?:厂家|官方)"
        r"|不是官方的|(?:不是|并非|均非)(?:该公司|品牌|官方|厂家|本公司)[^。\n]{0,4}(?:电话|号码|客服|热线)|投诉(?:记录|显示)|涉事号码|12315投诉"
        r"|李鬼|立案(?:调查|侦查)|(?:记者|警方|民警|市场监管(?:部门|局))[^。\n]{0,6}(?:提醒|调查|介入|核实|获悉)"
        r"|(?:不是|并非|不属于)(?:其|我司|他们的?)(?:客服|热线|电话|号码|官方)|(?:号码|电话)[^。\n]{0,6}(?:已被|已经?)停用"
    ),
}
"""What a page says of itself, by code; `third_party` says the opposite of the others, `warning` what others do."""

_FIRST_NUMBER = re.compile(r"(?<![0-9])[0-9](?:[\-—–·. ]?[0-9]){6,}")
_TRUST_THIS = re.compile(r"(?:认准|唯一)[^。\n]{0,24}\Z")


def find_claims(page: Folded) -> list[Mention]:
    """Every claim of CLAIMS in `page`, in the order of the text; a warning only where at least two of its words stand on the page.

    One word alone is on spam too, which tells people to beware of others; so is any number of them before `trust only this number` and the page's first
    number: who warns of a number names that one first.
    """
    found = []
    for code, pattern in CLAIMS.items():
        for match in pattern.finditer(page.text):
            start, end = page.span(*match.span())
            found.append(Mention(code, page.printed[start:end], start, end))
    if len({claim.printed for claim in found if claim.value == "warning"}) < 2 or _bids_trust(page.text):
        found = [claim for claim in found if claim.value != "warning"]
    return sorted(found, key=lambda claim: (claim.start, claim.value))


def _bids_trust(text: str) -> bool:
    first = _FIRST_NUMBER.search(text)
    return first is not None and bool(_TRUST_THIS.search(text[max(0, first.start() - 30) : first.start()]))
