"""The sentences of a judgement, in English and in Chinese; every one ends with how to find the true number."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from zhenxin.events.numbers import grouped

if TYPE_CHECKING:
    from zhenxin.events.registry import Entry
    from zhenxin.hotline.judgement import NumberFound, NumberJudgement, PageJudgement

_MOST = 8
"""Numbers told one by one; of the rest only how many."""


@dataclass(frozen=True)
class Said:
    """One sentence in both languages."""

    en: str
    zh: str

    def speak(self, lang: str) -> str:
        """The sentence in `lang`: `zh` is Chinese, all else English."""
        return self.zh if lang == "zh" else self.en


CLAIM_NAMES: Mapping[str, Said] = {
    "official": Said("official", "官方"),
    "maker": Said("the maker's own", "厂家"),
    "headquarters": Said("headquarters", "总部"),
    "nationwide": Said("nation-wide", "全国统一"),
    "round_clock": Said("round the clock", "24小时"),
    "authorised": Said("authorised", "授权、特约"),
    "third_party": Said("says it is not the brand's own", "自称第三方、非官方"),
    "warning": Said("warns of false numbers", "提醒防范假冒号码"),
}
_KINDS: Mapping[str, Said] = {
    "400": Said("a 400 number (the caller and the subscriber share the cost)", "400 号码（主被叫分摊付费）"),
    "800": Said("an 800 number (the subscriber pays)", "800 号码（被叫付费）"),
    "95": Said("a short service number", "短号服务热线"),
    "short": Said("a public short number", "公共短号"),
    "landline": Said("a landline", "固定电话"),
    "local": Said("a local number without its area code, or a number of its own kind", "没有区号的本地号码或专用号码"),
    "mobile": Said("a mobile phone", "手机号码"),
    "abroad": Said("a number abroad", "境外号码"),
}


def verdict(page: PageJudgement, lang: str) -> str:
    """The verdict on a page in one line."""
    known = _standing(page.verdict, page.numbers[0].owners if page.numbers else ()).speak(lang)
    if not page.looks_like_impersonation:
        return known
    short = known.split(":")[0] if page.verdict == "not_in_registry" else known
    return f"疑似冒充；{known.split('，')[0]}" if lang == "zh" else f"looks like impersonation; {short}"


def number_verdict(number: NumberJudgement, lang: str) -> str:
    """The verdict on a number in one line."""
    known = _standing(number.verdict, number.owners).speak(lang)
    if not number.looks_like_impersonation:
        return known
    return f"疑似冒充；{known.split('，')[0]}" if lang == "zh" else f"looks like impersonation; {known.split(':')[0]}"


def _standing(status: str, owners: tuple[Entry, ...]) -> Said:
    names = list(dict.fromkeys(owner.brand for owner in owners))
    named, named_zh = ", ".join(names), "、".join(names)
    match status:
        case "official":
            return Said(f"official: registered for {named}", f"官方号码：登记在{named_zh}名下")
        case "other_brand":
            return Said(f"registered to another brand: {named}", f"登记在另一品牌名下：{named_zh}")
        case "registered":
            return Said(f"registered to {named}", f"登记在{named_zh}名下")
        case "no_number":
            return Said("no service number found: nothing to look up", "没有找到服务号码，无从查证")
        case _:
            return Said("not in the registry: we do not know whose number it is", "登记表中没有该号码，不知道归谁所有")


def advice(brand: str) -> list[Said]:
    """How to find the true number, and what to do when somebody is already at the door."""
    of = f"{brand}'s" if brand else "the brand's"
    of_zh = brand or "品牌"
    return [
        Said(
            "look on the machine itself: the nameplate, the manual, the warranty card, the QR code on the housing",
            "先看机器：铭牌、说明书、保修卡、机身上的二维码",
        ),
        Said(
            f"ask {of} verified WeChat account or app, its flagship store, or the web site whose ICP record is in its name",
            f"再问{of_zh}：认证的公众号或 App、官方旗舰店客服、备案主体就是该企业的官网",
        ),
        Said(
            "check it in a second place before you call: a registry (the `hotlines` table of your data), or a consumer association's list",
            "拨打之前换一处再核对：号码登记表（数据中的 hotlines 表），或消费者协会公布的售后电话",
        ),
        Said(
            "before any work: ask for badge and authorisation and an itemised price; pay nothing in advance",
            "上门维修前：请对方出示工牌和授权，先报明细价，不要预付款",
        ),
        Said(
            "already paid or pressed: keep the page, the call and the receipt, and call 12315",
            "已经付款或被要挟：保存网页、通话记录和收据，拨打 12315",
        ),
    ]


def page_lines(page: PageJudgement, lang: str) -> list[str]:
    """A page judged, line by line."""
    zh = lang == "zh"
    lines = [page.file, f"  {verdict(page, lang)}", ""]
    lines += [f"  {_number(number, lang)}" for number in page.numbers[:_MOST]]
    if len(page.numbers) > _MOST:
        rest = len(page.numbers) - _MOST
        lines.append(f"  另有 {rest} 个号码" if zh else f"  and {rest} more numbers")
    lines += [f"  {said.speak(lang)}" for said in _findings(page)]
    if page.reasons:
        lines += ["", "  理由" if zh else "  Why"]
        lines += [f"  - {said.speak(lang)}" for said in page.reasons]
    return [*lines, *_ending(page.brand, lang)]


def _number(number: NumberFound, lang: str) -> str:
    whose = _standing(number.status, number.owners).speak(lang)
    where = _sources(number.owners, lang)
    if lang == "zh":
        return f"号码：{number.written}，{number.count} 次（首见第 {number.first_line} 行）：{whose}{where}"
    times = "once" if number.count == 1 else f"{number.count} times"
    return f"number: {number.written}, {times}, first in line {number.first_line}: {whose}{where}"


def _sources(owners: tuple[Entry, ...], lang: str) -> str:
    if not owners:
        return ""
    first = owners[0]
    if lang == "zh":
        return f"（来源：{first.source or '未注明'}，{first.checked_at or '日期不详'}）"
    return f" (source: {first.source or 'none given'}, {first.checked_at or 'no date'})"


def _findings(page: PageJudgement) -> list[Said]:
    found = []
    if page.brand:
        found.append(_brand(page))
    places = page.places
    if places.count:
        gone, gone_zh = ", ".join(places.former[:3]), "、".join(places.former[:3])
        found.append(
            Said(
                f"places: {places.count} place names, {places.distinct} distinct" + (f"; no longer listed: {gone}" if gone else ""),
                f"地名：{places.count} 个，去重后 {places.distinct} 个" + (f"；其中已撤销或更名：{gone_zh}" if gone else ""),
            )
        )
    if page.claims:
        en = ", ".join(f"{CLAIM_NAMES[code].en} ({count})" for code, count in page.claims.items())
        zh = "、".join(f"{CLAIM_NAMES[code].zh}（{count}）" for code, count in page.claims.items())
        found.append(Said(f"claims: {en}", f"自称：{zh}"))
    if page.pasted:
        first, last = page.pasted
        found.append(
            Said(f"break: an unrelated article stands in lines {first} to {last}", f"断点：第 {first} 行至第 {last} 行是一篇无关文章")
        )
    return found


def _brand(page: PageJudgement) -> Said:
    numbers = list(dict.fromkeys(entry.written for entry in page.registered))
    if numbers:
        known = Said(f"registered numbers: {', '.join(numbers[:3])}", f"登记号码：{'、'.join(numbers[:3])}")
    else:
        known = Said(
            "the registry has no number for it, so we do not know the true one", "登记表中没有该品牌的号码，因此我们也不知道真号码是哪个"
        )
    times = "once" if page.brand_count == 1 else f"{page.brand_count} times"
    return Said(f"brand: {page.brand}, {times}; {known.en}", f"品牌：{page.brand}，{page.brand_count} 次；{known.zh}")


def number_lines(number: NumberJudgement, lang: str) -> list[str]:
    """A number looked up, line by line."""
    zh = lang == "zh"
    lines = [f"{grouped(number.digits)} ({number.digits}): {_KINDS[number.kind].speak(lang)}", f"  {number_verdict(number, lang)}"]
    for owner in number.owners:
        lines.append(f"  {owner.brand}{_sources((owner,), lang)}")
    for entry, slips in number.near:
        lines.append(
            f"  与 {entry.brand} 的登记号码 {entry.written} 只差 {slips} 位"
            if zh
            else f"  {slips} digit away from {entry.written}, which is registered for {entry.brand}"
        )
    if number.sites:
        shown = "、".join(number.brands) if zh else ", ".join(number.brands)
        pages = f"数据中有 {len(number.sites)} 个网站展示该号码" if zh else f"shown on {len(number.sites)} sites of the data"
        lines.append(f"  {pages}" + ((f"，涉及品牌：{shown}" if zh else f", for: {shown}") if shown else ""))
    if number.reasons:
        lines += ["", "  理由" if zh else "  Why", *(f"  - {said.speak(lang)}" for said in number.reasons)]
    return [*lines, *_ending("", lang)]


def _ending(brand: str, lang: str) -> list[str]:
    title = "  怎样找到真号码" if lang == "zh" else "  How to find the true number"
    return ["", title, *(f"  - {said.speak(lang)}" for said in advice(brand))]
