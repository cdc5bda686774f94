"""The tables of the page: rings and every kind of entity, to be sorted and filtered; the first 200 and a count of the rest."""

from collections.abc import Mapping, Sequence

from zhenxin.report import names, numbers, words
from zhenxin.report.entity_card import FIRST, kinds_in_order, ring_link
from zhenxin.report.findings import Findings, KindCount
from zhenxin.report.markup import Both, Child, Markup, join, name, tag
from zhenxin.report.reasons import weightiest
from zhenxin.report.records import Part, Ring, Score

MOST = 200
_MOST_OTHERS = 60
Head = tuple[Both, str]

_RING_HEADS: tuple[Head, ...] = (
    (Both("Ring", "团伙"), ""), (Both("Likeliest", "最可能的行为"), ""), (Both("Probability", "概率"), "n"), (Both("State", "状态"), ""),
    (Both("Accounts", "账号"), "n"), (Both("Shops", "店铺"), "n"), (Both("Orders", "订单"), "n"), (Both("Reviews", "评价"), "n"),
    (Both("Worth", "金额"), "n"), (Both("From", "开始"), "t"), (Both("To", "结束"), "t"),
)  # fmt: skip
_HEADS: tuple[Head, ...] = (
    (Both("Who", "对象"), ""), (Both("Probability", "概率"), "n"), (Both("Bits", "比特"), "n"), (Both("Standing", "状态"), ""),
    (Both("Likeliest", "最可能的行为"), ""), (Both("Ring", "团伙"), ""), (Both("Weightiest reason", "最重的理由"), ""),
)  # fmt: skip


def tables(findings: Findings, rings: Mapping[str, int]) -> Markup:
    """The section of tables; `rings` gives the place on the page of each drawn ring."""
    panels: list[tuple[str, Markup]] = []
    if findings.rings:
        panels.append(("ring", _rings(findings, rings)))
    panels += [(kind, _entities(findings, findings.kind(kind), rings)) for kind in kinds_in_order(findings)]
    if not panels:
        return join()
    tabs = [
        tag(
            "button",
            names.titled(names.nouns(kind)),
            role="tab",
            type="button",
            id=f"tab-{at}",
            aria_controls=f"panel-{at}",
            aria_selected="false",
        )
        for at, (kind, _) in enumerate(panels)
    ]
    shown = [
        tag(
            "div",
            tag("h3", names.titled(names.nouns(kind))),
            panel,
            role="tabpanel",
            class_="panel",
            id=f"panel-{at}",
            aria_labelledby=f"tab-{at}",
        )
        for at, (kind, panel) in enumerate(panels)
    ]
    head = join(tag("h2", words.SECTIONS["tables"]), tag("p", words.TABLES_ABOUT, class_="about"))
    return tag("section", head, tag("div", *tabs, role="tablist", class_="tabs", hidden=True), *shown, id="tables")


def _rings(findings: Findings, drawn: Mapping[str, int]) -> Markup:
    rows = [_ring_row(ring, drawn) for ring in findings.rings[:MOST]]
    return _panel(findings.kind("ring"), len(findings.rings), _RING_HEADS, rows)


def _ring_row(ring: Ring, drawn: Mapping[str, int]) -> Markup:
    counts = [numbers.count(number) for number in (ring.accounts, ring.merchants, ring.orders, ring.reviews)]
    return tag(
        "tr",
        tag("td", ring_link(ring.ring_id, drawn)),
        tag("td", names.behaviour(ring.kind)),
        tag("td", numbers.percent(ring.probability), class_="n", data_v=f"{ring.probability:.6g}"),
        tag("td", names.state(ring.state)),
        *(tag("td", text, class_="n") for text in (*counts, numbers.money(ring.amount))),
        *(tag("td", numbers.day(time), class_="t") for time in (ring.first_at, ring.last_at)),
    )


def _entities(findings: Findings, count: KindCount, drawn: Mapping[str, int]) -> Markup:
    scores = findings.worst(count.kind, MOST if count.kind in FIRST else _MOST_OTHERS)
    parts = findings.parts(count.kind, {score.entity_id for score in scores})
    rows = [_entity_row(score, parts.get(score.entity_id, []), drawn) for score in scores]
    return _panel(count, count.scored, _HEADS, rows)


def _entity_row(score: Score, parts: Sequence[Part], drawn: Mapping[str, int]) -> Markup:
    cells: list[tuple[Child, str, str | None]] = [
        (name(score.entity_id, 32), "", None),
        (numbers.percent(score.probability), "n", f"{score.probability:.6g}"),
        (numbers.bits(score.bits), "n", None),
        (names.state(score.standing), "t", None),
        (names.behaviour(score.accused_of), "", None),
        (ring_link(score.ring_id, drawn) if score.ring_id else None, "", None),
        (next(iter(weightiest(parts, most=1)), None), "reason", None),
    ]
    return tag("tr", *(tag("td", child, class_=kind or None, data_v=value) for child, kind, value in cells))


def _panel(count: KindCount, total: int, heads: Sequence[Head], rows: Sequence[Markup]) -> Markup:
    some, innocent = names.counted(count.accused, count.kind), numbers.about(count.innocent)
    text = Both("none accused", "没有被指认的")
    if count.accused:
        text = Both(f"{some.en} accused; of these, expect {innocent.en} innocent", f"{some.zh}被指认，预计其中{innocent.zh}个无辜")
    en, zh = words.FIND
    label = f"{en} {zh}"
    find = tag("input", type="search", data_of="placeholder", data_en=en, data_zh=zh, placeholder=en, aria_label=label)
    head = tag("tr", *(tag("th", tag("button", title, type="button"), class_=kind or None, scope="col") for title, kind in heads))
    table = tag("table", tag("thead", head), tag("tbody", *rows), class_="sorted")
    left = total - len(rows)
    rest = Both(f"And {numbers.count(left)} more with less evidence.", f"另有 {numbers.count(left)} 个证据较少的未列出。")
    more = tag("p", rest, class_="soft small") if left > 0 else None
    return join(tag("div", tag("p", text), tag("span", tag("output"), find), class_="tools"), tag("div", table, class_="scroll"), more)
