"""Whether a message asks a price for taking a bad review back, or for not writing more of them."""

import re

from zhenxin.kernels.wording import meant

_SUM = "([0-9]{2,4}|[一二两三四五六七八九几][百千][一二三四五六七八九]?|百八|[一二两三四五六七八九]十)[元块来]?"
_GONE = "(?<![不没别未])(?<!不会)(?<!不能)(?<!不用)(?<!不想)(删|撤[掉了下评]|改好评|追评改好)"
_PRICED = re.compile(
    f"{_SUM}.{{0,14}}{_GONE}|{_GONE}.{{0,8}}{_SUM}|[转给打付][了过]?(钱|账|款)?(就|马上|立[刻马]|当场|秒){_GONE}|到账.{{0,3}}{_GONE}"
)
_TARIFF = re.compile(f"[每一]条{_SUM}.{{0,8}}(打包|一[起共]|全部)|(前面|上面?|隔壁|别)那?[一个]?家.{{0,3}}给了?{_SUM}")
_CONTACT = re.compile("[想要]删.{0,3}(联系|找我|加我|私聊|谈)|删不删.{0,4}(看你|你看|随你)")
_MORE = re.compile(
    "换个?号.{0,3}(继续|接着|再来)|[不没][转给打].{0,6}(继续|接着|再来|再?加)([0-9一二三四五六七八九几]+条|$|你|吧)|换执照.{0,4}搞"
    "|(还有|手里?有|叫|让).{0,4}[好几多][几个].{0,2}(小|马甲)?号|[0-9一二三四五六七八九几]条(差评|一星)就(完|没|死|关)"
)
_SETTLED = re.compile(f"{_SUM}.{{0,3}}(解决|私了|了事|摆平|搞定).{{0,8}}(差评|一星|举报|曝光|12315)")
_ENGLISH = re.compile(
    "(pay|send|transfer|give)(me)?.{0,12}[0-9]{2,}.{0,30}(delete|remove|takeitdown|takethereview)"
    "|(delete|remove)(the|my|this)?(bad)?reviews?(for|ifyou(pay|send)).{0,10}[0-9]{2,}"
)
_ASKS = (_PRICED, _TARIFF, _CONTACT, _MORE, _SETTLED, _ENGLISH)
_FAIR = re.compile(
    "退|补[我发点个偿0-9]|赔[我偿]|第[0-9一二三四五六七八九十百]+条|法第|gb|依据|如实|照实|不接受|不要红包|不谈|refund|replace|已经?删|删了[,，]?谢|删好"
)
"""Who wants the goods or the price made good haggles; who names an article of law, or refuses money, claims; and whoever has deleted asks nothing."""


def asks_ransom(printed: str) -> bool:
    """Whether `printed` asks a price for the end of a bad review, or threatens with more of them, as it was meant, not as it was spelt.

    One phrase of it is enough: a sum for a deletion, a tariff a review, what another shop paid, an invitation to have it deleted, more accounts to come.
    Refunds, replacements and what the law gives are what honest buyers ask for, in anger too: a message that names them is none of this.
    """
    words = meant(printed).text.lower()
    return any(ask.search(words) for ask in _ASKS) and not _FAIR.search(words)
