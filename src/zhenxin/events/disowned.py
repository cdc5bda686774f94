"""Numbers that a page disowns: a maker's statement that it never authorised one, a victim's warning not to call it."""

import re
from collections import Counter
from collections.abc import Sequence

from zhenxin.events.numbers import Number
from zhenxin.kernels.folding import fold

_BAIT = "请|致电|联系|咨询|认准|其他|其它|其余|别的|以外|之外"
"""Words between a denial and a number by which the denial speaks of others: `trust none but this one`."""
_NEAR = rf"(?:(?!{_BAIT}|拨打|可拨)[^。,;!?\n]){{0,14}}"
_GUARDS = "".join(
    f"(?<!{word})" for word in ("谨防", "警惕", "严防", "防范", "打击", "举报", "投诉", "杜绝", "拒绝", "防", "反", "打", "维权")
)
_LINE = "(?:电话|号码|热线|客服|售后|维修|报修|400)"
_BEFORE = re.compile(
    rf"(?:(?:从未|从没有?|未曾|不曾|并未|未)[^。,;!?\n]{{0,4}}(?:授权|委托|开通|启用|设立|开设|公布|使用){_NEAR}"
    rf"|(?<![特类个识级性区分鉴差辨派])(?:别|不要|请勿|切勿|勿|莫)(?:再|去|轻易|随便)?(?:拨打|拨|打|相信|轻信|信|联系)(?![造扰折息任用赖]){_NEAR}"
    rf"|{_GUARDS}(?:假冒|冒充|冒用|伪造|虚假|山寨|诈骗|骗子|李鬼|黑维修)(?:的|官方|厂家){{0,2}}{_LINE}{{1,3}}(?:是|为)?"
    rf"|(?:均|都|皆|全)(?:非|不是|并非|(?:为|系|属|是)(?:假冒|冒充|虚假|诈骗))[^。,;!?\n0-9]{{0,14}}):?\s*[\"“「(]?\Z"
)
_WHOSE = "[一-鿿a-z]{0,8}?(?:官方|厂家|品牌|正规|真|(?:我|本|该|其|他们?|它)(?:司|公司|厂|品牌|家)?的?)"
_AFTER = re.compile(
    r"[\"”」)]?(?:等|这个|这些|该|此|这|那个){0,2}(?:号码?|电话|热线|客服|400){0,2},?(?:根本|其实|明显|经核实|均|都|也|全)?"
    rf"(?:(?:就|并)?不是{_WHOSE}|并非{_WHOSE}|均?非{_WHOSE}(?:官方)?(?:电话|号码|热线|客服)|不属于{_WHOSE}"
    rf"|(?:为|系|属|是)(?:假|冒|虚假|诈骗|骗子|黑维修|山寨|李鬼)|与{_WHOSE}[^。,;!?\n]{{0,6}}无关|骗人|是骗)"
)
_OTHERS = re.compile(rf"(?:{_BAIT}|除|唯一)[^。!?\n]{{0,16}}\Z")
"""What stands before a denial that speaks of all numbers but one."""
_AND = re.compile(r"\s*(?:[、,/;]|和|及|以及|与|或)?\s*")
SHORTEST = 7


def disowned(printed: str, numbers: Sequence[Number]) -> frozenset[str]:
    """The digits of those `numbers` on a page that it denies to be anybody's, or warns against; `numbers` in the order of the text.

    A denial governs the number that it stands before or behind in the same clause, and those listed with that one. Who tells people to trust none but one
    number denies the others, not that one. Whoever shows a number thrice for each time that it is denied pushes it nevertheless, and so does whoever shows
    no other and says behind it that it is not the maker's: that is small print.
    """
    ends = [0, *(number.end for number in numbers)]
    starts = [*(number.start for number in numbers), len(printed)]
    between = [fold(printed[end:start]).text for end, start in zip(ends, starts, strict=True)]
    warned = [_is_warned(before) for before in between[:-1]]
    denied = [no or _AFTER.match(after) is not None for no, after in zip(warned, between[1:], strict=True)]
    chain = [_AND.fullmatch(piece) is not None for piece in between[1:-1]]
    for place in (*range(len(chain)), *reversed(range(len(chain)))):
        if chain[place] and (denied[place] or denied[place + 1]):
            denied[place] = denied[place + 1] = True
    if all(denied):
        denied = warned
    shown = Counter(number.digits for number in numbers)
    said = Counter(number.digits for number, no in zip(numbers, denied, strict=True) if no and len(number.digits) >= SHORTEST)
    return frozenset(digits for digits, times in said.items() if 3 * times >= shown[digits])


def _is_warned(before: str) -> bool:
    found = _BEFORE.search(before[-60:])
    return found is not None and _OTHERS.search(before[-60:][: found.start()]) is None
