"""Service numbers in a text, in whatever writing: 400 and 800, 95 and 96, short codes, landlines, mobiles, numbers abroad."""

import re
import unicodedata
from collections.abc import Callable, Container, Iterator
from dataclasses import dataclass

from zhenxin.kernels.folding import Folded, fold


@dataclass(frozen=True)
class Number:
    """One service number where it stands."""

    digits: str
    """The canonical form: digits only, a landline with its area code, a number abroad with its plus sign."""
    kind: str
    """400, 800, 95, short, landline, local, mobile or abroad."""
    printed: str
    start: int
    end: int
    """Where it stands in the text as printed: `text[start:end]` is `printed`."""


_CHINESE = dict(zip("零〇○一二三四五六七八九幺壹贰叁肆伍陆柒捌玖", "0001234567891123456789", strict=True))


class _Digits(dict[int, int]):
    """Every writing of a digit to the plain one, and all else to itself; learnt as it goes."""

    def __missing__(self, code: int) -> int:
        character = chr(code)
        value = _CHINESE.get(character)
        if value is None:
            digit = unicodedata.digit(character, None)
            value = character if digit is None else str(digit)
        self[code] = ord(value)
        return self[code]


_digits = _Digits()
_NO_DIGIT = re.compile(
    "统一|唯一|万一|之一|专一|单一|第一|同一|某一|任一|另一|每一|逐一|一律|一键|一站|一对一|一流|一切|一旦|一定|一下|一条龙|七天|三包"
)
_STROKE = re.compile(r"(?<=[0-9])[一ー丨|](?=[0-9])")
"""Strokes that stand for a dash between plain digits where they cannot be a one: 400一0210一377."""
_LOOKALIKE = re.compile(r"(?<=[0-9\-. ])[oil|]+(?=[\-. ]?[0-9oil|])")

_NOISE = r"\((?:点击|点我|立即|免费|一键|拨打)[^()\n0-9]{0,6}\)"
_WIDE = rf"(?:{_NOISE}|_|[^\w\n,、;:。!?<>×/¥$%@&=\"']){{0,3}}"
_NARROW = r"[ \-–—‐‑.·~_*()]{0,2}"
_CHINA = rf"(?:\+?(?:00)?86{_NARROW})?"
_CUE = r"电话|热线|专线|拨打|拨|致电|来电|客服|售后|报修|维修|咨询|投诉|举报|号码|短号|座机|固话|平台|报警|服务|tel|phone|call|hotline|dial"


@dataclass(frozen=True)
class _Form:
    """One way in which numbers are built."""

    kind: str
    pattern: re.Pattern[str]
    needs_cue: bool = False
    """Whether a word such as 电话 must stand near: the digits alone could be anything."""


_FORMS = (
    _Form("abroad", re.compile(rf"\+(?!86)[1-9][0-9]{{0,2}}(?:{_NARROW}[0-9]){{7,11}}")),
    _Form("400", re.compile(rf"{_CHINA}4{_WIDE}0{_WIDE}0(?:{_WIDE}[0-9]){{7}}")),
    _Form("800", re.compile(rf"{_CHINA}8{_WIDE}0{_WIDE}0(?:{_WIDE}[0-9]){{7}}")),
    _Form("mobile", re.compile(rf"{_CHINA}1[3-9][0-9](?:{_NARROW}[0-9]){{8}}")),
    _Form(
        "landline",
        re.compile(
            rf"(?:\(?0(?:10|2[0-9])\)?{_NARROW}(?:[1-9][0-9]{{3}}{_NARROW}[0-9]{{4}}|9[56][0-9]{{3,4}})"
            rf"|\(?0[3-9][0-9]{{2}}\)?{_NARROW}(?:[1-9][0-9]{{2,3}}{_NARROW}[0-9]{{4}}|9[56][0-9]{{3,4}})"
            rf"|\+(?:00)?86{_NARROW}\(?0?\)?(?:(?:10|2[0-9]){_NARROW}[2-8][0-9]{{3}}|[3-9][0-9]{{2}}{_NARROW}[2-8][0-9]{{2,3}}){_NARROW}[0-9]{{4}})"
        ),
    ),
    _Form("95", re.compile(r"9[56][0-9]{3,6}"), needs_cue=True),
    _Form("95", re.compile(r"1010[0-9]{4}"), needs_cue=True),
    _Form("short", re.compile(r"1(?:00[0-9]{2}|1[1468][0-9]{2,3}|2[0-9]{3}|[12][0-9])"), needs_cue=True),
    _Form("local", re.compile(r"(?<=电话|热线|专线|座机|固话)[: ]{0,3}(?![48]00)[2-8][0-9]{2,3}[\- ]?[0-9]{4}")),
)

_NOT_BEFORE = re.compile(
    r"(?:订单|单号|编号|流水|备案?|icp|公网安备|许可证|身份证|证号|货号|型号|规格|尺寸|分辨率|合同|工单|税号|账号|帐号|卡号|qq|价格?|售价|¥|\$|面积|isbn|编码|批号|学号"
    r"|第)(?:号码?|编号)?[\s:#为是.]*$"
)
_MONEY = re.compile(r"\s*(?:元|块钱|万元|亿|㎡|平米|毫米|厘米|[mc]m\b|ml\b|kg\b|×|%)")
_COUNTED = re.compile(
    r"\s*(?:元|块|万|千|亿|%|℃|度|年|月|日|天(?!猫)|小时|分钟|秒|人(?!工)|名|位(?!于)|个(?!人)|件|台|套|次|条|户|家(?!电|庭)|平(?!台)|㎡|米|公里|克|斤|升|瓦|[wvgh]\b)"
)
_LINK = re.compile(r"(?:https?://|www\.|\.(?:com|cn|net|html?|php))[^\s一-鿿]*$")
_WORD_BEFORE = re.compile(r"(?<![a-z])(?:tel|phone|call|hotline|dial|fax|no)$")
_NEAR_BEFORE, _NEAR_AFTER = re.compile(rf"(?:{_CUE})[^。\n]{{0,9}}$"), re.compile(rf"[^。\n0-9]{{0,3}}(?:{_CUE})")
_DATE = re.compile(r"(?:19|20)[0-9]{2}[01][0-9][0-3][0-9]")


def find_numbers(page: Folded, known: Container[str] = frozenset()) -> list[Number]:
    """Every service number in `page`, in the order of the text.

    Dates, prices, measures, order, record and identity numbers are left alone. A short code or a 95 number counts where a word
    such as 电话 stands near, or where its digits are among the `known`.
    """
    taken = bytearray(len(page.text))
    found = list(_read(page, _plain(page.text), known, taken))
    if _STROKE.search(page.text):  # a stroke that makes no digit of a number is a dash
        found += _read(page, _plain(_STROKE.sub("-", page.text)), known, taken)
    return sorted(found, key=lambda number: number.start)


def _read(page: Folded, plain: str, known: Container[str], taken: bytearray) -> Iterator[Number]:
    """The numbers of `page`, whose text reads `plain`, where nothing is `taken`; each takes its place."""
    for form in _FORMS:
        for start, end in _matches(form.pattern, plain):
            if any(taken[start:end]):
                continue
            digits = canonical_digits(plain[start:end])
            if _stands_alone(page, plain, start, end, form) and (not form.needs_cue or digits in known or _has_cue(plain, start, end)):
                taken[start:end] = b"\1" * (end - start)
                first, last = page.span(start, end)
                yield Number(digits, form.kind, page.printed[first:last], first, last)


def read_number(text: str, known: Container[str] = frozenset()) -> Number | None:
    """The one number that `text` is, in whatever writing; None where it is none or more than one."""
    found = {number.digits: number for number in find_numbers(fold(f"电话:{text}"), known)}
    digits = canonical_digits(text)
    if len(found) == 1:
        number = next(iter(found.values()))
        return Number(number.digits, number.kind, text.strip(), 0, len(text))
    is_bare = (
        re.fullmatch(r"[\s0-9\-]*", _plain(fold(text).text)) and re.fullmatch(r"[1-9][0-9]{6,7}", digits) and not _DATE.fullmatch(digits)
    )
    return Number(digits, "local", text.strip(), 0, len(text)) if digits in known or is_bare else None


def canonical_digits(text: str) -> str:
    """Digits only, in plain writing; `+86` gives way to the number as dialled at home, any other country code stays with its plus."""
    plain = _plain(fold(text).text).strip()
    digits = re.sub(r"[^0-9]", "", plain)
    abroad = plain.startswith("+")
    if abroad or digits.startswith("0086"):
        home = re.fullmatch(r"(?:00)?86(.*)", digits)
        if home is None:
            return "+" + digits
        digits = home[1]
        return digits if re.match(r"0|[48]00|1[3-9][0-9]{9}$", digits) else "0" + digits
    return re.sub(r"^86(?=[48]00[0-9]{7}$|1[3-9][0-9]{9}$)", "", digits)


def _plain(folded: str) -> str:
    """`folded` with every writing of a digit made plain, position by position; words that only look like numerals are masked."""
    masked = _NO_DIGIT.sub(lambda match: "字" * len(match[0]), folded).translate(_digits)
    return _LOOKALIKE.sub(lambda match: match[0].translate(_LETTERS), masked)


_LETTERS = str.maketrans("oil|", "0111")


def _matches(pattern: re.Pattern[str], plain: str) -> Iterator[tuple[int, int]]:
    """Matches that may overlap: a refused one must not hide the good one that begins inside it."""
    match = pattern.search(plain)
    while match:
        start = match.start()
        while plain[start] in ": ":
            start += 1
        yield start, match.end()
        match = pattern.search(plain, match.start() + 1)


def _stands_alone(page: Folded, plain: str, start: int, end: int, form: _Form) -> bool:
    before, after = plain[max(0, start - 40) : start], plain[end : end + 12]
    if after[:1].isdecimal() or (before[-1:].isdecimal() and not _is_bullet(page, start)):
        return False
    if re.match(r"[.\-/][0-9]", after) and form.needs_cue:
        return False
    if before[-1:].isascii() and before[-1:].isalpha() and not _WORD_BEFORE.search(before):
        return False
    if after[:1].isascii() and after[:1].isalpha() and plain[start:end].isdecimal():
        return False
    if form.needs_cue and re.search(r"[0-9][.\-/:]$", before):
        return False
    if re.search(r"[0-9]\.$", before) and plain[start:end].isdecimal():
        return False
    if form.kind == "local" and _DATE.match(plain[start:end]):
        return False
    counted = _COUNTED if form.needs_cue else _MONEY
    return not (_NOT_BEFORE.search(before) or counted.match(after) or _LINK.search(before) or re.match(r"[\w/\-]*\.html?", after))


def _is_bullet(page: Folded, start: int) -> bool:
    """Whether the digit before `start` only counts a list: ① or 一 before a number in plain digits."""
    own, before = page.as_printed(start, start + 1), page.as_printed(start - 1, start)
    return own.isdecimal() and not before.isdecimal()


def _has_cue(plain: str, start: int, end: int) -> bool:
    return bool(_NEAR_BEFORE.search(plain[max(0, start - 16) : start]) or _NEAR_AFTER.match(plain[end : end + 10]))


def grouped(digits: str) -> str:
    """A number as people write it: 400-123-4567, 010-12345678."""
    rule: Callable[[str], str] = next((write for pattern, write in _GROUPS if re.fullmatch(pattern, digits)), str)
    return rule(digits)


_GROUPS: tuple[tuple[str, Callable[[str], str]], ...] = (
    (r"[48]00[0-9]{7}", lambda d: f"{d[:3]}-{d[3:6]}-{d[6:]}"),
    (r"0(?:10|2[0-9])[0-9]{5,8}", lambda d: f"{d[:3]}-{d[3:]}"),
    (r"0[3-9][0-9]{7,10}", lambda d: f"{d[:4]}-{d[4:]}"),
    (r"1[3-9][0-9]{9}", lambda d: f"{d[:3]} {d[3:7]} {d[7:]}"),
)
