"""One ring on the page: its picture, its course in time, why it is suspected, what innocent explanations were tried, who belongs to it."""

from collections.abc import Iterable, Mapping, Sequence

from zhenxin.report import charts, names, numbers, words
from zhenxin.report.course import course_of
from zhenxin.report.findings import Findings
from zhenxin.report.markup import Both, Child, Markup, join, listed, name, tag
from zhenxin.report.pictures import COLOURS, legend, picture
from zhenxin.report.reasons import Reason, reasons_of
from zhenxin.report.records import ACCUSED, Explanation, Member, Ring
from zhenxin.report.ties import Tie, Ties, ties_of

_MEMBERS = 60
_REASONS = 8
_ACTS = ("order", "review")


def colours_of(ties: Iterable[Tie]) -> dict[str, int]:
    """Each thing shared with the number of its colour, the same in all pictures of a page; the commonest first, the rest share the last."""
    tally: dict[str, int] = {}
    for tie in ties:
        tally[tie.shared] = tally.get(tie.shared, 0) + 1
    ranked = sorted(tally, key=lambda code: (-tally[code], code))
    return {code: min(at + 1, COLOURS) for at, code in enumerate(ranked)}


def graph_of(findings: Findings, ring: Ring) -> Ties:
    """Who is tied to whom in a ring, as one picture holds it."""
    members = findings.members(ring.ring_id)
    return ties_of(members, findings.links(ring.ring_id), accused_of(findings, members))


def ring_card(findings: Findings, ring: Ring, number: int, graph: Ties, colours: Mapping[str, int]) -> Markup:
    """One ring, whole; `number` is its place on the page, from 1."""
    members = findings.members(ring.ring_id)
    accused = accused_of(findings, members)
    what = names.behaviour(ring.kind)
    title = names.titled(what)
    drawn = picture(graph, colours, title, ring.told) if graph.nodes else None
    course = course_of(findings, ring.ring_id)
    side = tag("div", _facts(ring), legend(graph, colours))
    return tag(
        "article",
        _head(ring, title),
        tag("p", ring.told, class_="told"),
        tag("div", tag("figure", drawn, class_="ties-figure"), side, class_="ring-body"),
        charts.days(course) if course.bars else tag("p", words.NO_TIMES, class_="soft small"),
        _why(findings, ring, reasons_of(findings, ring.ring_id)),
        tried(findings.explanations("ring", ring.ring_id)),
        _members(members, accused),
        class_="ring",
        id=f"ring-{number}",
    )


def accused_of(findings: Findings, members: Sequence[Member]) -> set[tuple[str, str]]:
    """Those members whose own probability is one half or more."""
    found: set[tuple[str, str]] = set()
    for kind in sorted({member.entity_kind for member in members}):
        ids = {member.entity_id for member in members if member.entity_kind == kind}
        found |= {(kind, score.entity_id) for score in findings.scores(kind, ids) if score.probability >= ACCUSED}
    return found


def _head(ring: Ring, title: Both) -> Markup:
    kicker = join(names.noun("ring"), " ", name(ring.ring_id, 24), " · ", names.state(ring.state))
    chance = tag("div", tag("b", numbers.percent(ring.probability)), tag("span", Both("probability", "概率")), class_="chance")
    return tag("header", tag("div", tag("p", kicker, class_="kicker"), tag("h3", title)), chance)


def _facts(ring: Ring) -> Markup:
    tallies = [(kind, number) for kind, number in _tallies(ring) if number]
    rows: list[tuple[Both, Child]] = [(names.nouns(kind), numbers.count(number)) for kind, number in tallies]
    amounts = ((Both("worth", "金额"), ring.amount), (Both("money in", "流入"), ring.money_in), (Both("money out", "流出"), ring.money_out))
    rows += [(label, numbers.money(amount)) for label, amount in amounts if amount]
    if ring.first_at or ring.last_at:
        rows.append((Both("from", "开始"), numbers.day(ring.first_at)))
        rows.append((Both("to", "结束"), numbers.day(ring.last_at)))
    if ring.density is not None:
        rows.append((Both("possible ties present", "关联密度"), numbers.share(ring.density)))
    if ring.parents:
        rows.append((Both("came out of", "源自"), join(*(join(name(one, 16), " ") for one in ring.parents))))
    return tag("dl", *(join(tag("dt", label), tag("dd", value)) for label, value in rows), class_="tell")


def _tallies(ring: Ring) -> tuple[tuple[str, int], ...]:
    return (("account", ring.accounts), ("merchant", ring.merchants), ("order", ring.orders), ("review", ring.reviews))


def _why(findings: Findings, ring: Ring, reasons: Sequence[Reason]) -> Markup:
    title = tag("h4", Both("Why it stands out", "为什么值得注意"))
    own = findings.score("ring", ring.ring_id)
    parts = findings.parts("ring", {ring.ring_id}).get(ring.ring_id, [])
    fall = charts.waterfall(own, parts) if own and parts else None
    items = [_reason(reason) for reason in reasons[:_REASONS]]
    return join(title, fall, tag("ul", *items, class_="why")) if items or fall else join()


def _reason(reason: Reason) -> Markup:
    many = names.counted_of(reason.carriers, reason.of, reason.kind)
    kind = tag("span", names.evidence(reason.evidence), class_="evidence") if reason.evidence else None
    weight = Both(f"{numbers.bits(reason.bits)} bits each", f"各 {numbers.bits(reason.bits)} 比特")
    said = join(Both("for example: ", "例如："), reason.told)
    what = tag("span", tag("b", names.titled(names.part(reason.part))), kind, tag("br"), said)
    return tag("li", what, tag("span", many, tag("br"), weight, class_="soft"))


def tried(explanations: Sequence[Explanation]) -> Markup:
    """The innocent explanations that were tried, each with how well it fits."""
    title = tag("h4", Both("Innocent explanations tried", "尝试过的无辜解释"))
    if not explanations:
        return join(title, tag("p", words.NO_INNOCENT, class_="soft small"))
    items = []
    for one in explanations:
        fit = f"{max(0.0, min(one.fits or 0.0, 1.0)):.0%}"
        whole = tag("rect", width="100%", height=6, rx=3, class_="of")
        bar = tag("svg", whole, tag("rect", width=fit, height=6, rx=3, class_="fits"), class_="meter", aria_hidden="true")
        meter = bar if one.fits is not None else None
        what = names.lookalike(one.lookalike)
        said = one.told if one.sentence or one.sentence_zh else what
        fits = Both(f"{what.en}: {one.fit.en}", f"{what.zh}：{one.fit.zh}")
        items.append(tag("li", tag("span", said), tag("span", fits, meter, class_="soft")))
    return join(title, tag("ul", *items, class_="plain tried"))


def _members(members: Sequence[Member], accused: set[tuple[str, str]]) -> Markup:
    people = [one for one in members if one.entity_kind not in _ACTS]
    people.sort(key=lambda one: (-one.links, one.entity_kind, one.entity_id))
    heads = (
        Both("Who", "对象"),
        Both("Kind", "类别"),
        Both("Role", "角色"),
        Both("Ties", "关联"),
        Both("Share in the ring", "属于该团伙的比例"),
    )
    table = tag(
        "table",
        tag("thead", tag("tr", *(tag("th", head, class_="n" if at > 2 else None) for at, head in enumerate(heads)))),
        tag("tbody", *(_member(one, accused=(one.entity_kind, one.entity_id) in accused) for one in people[:_MEMBERS])),
    )
    rest = (
        [Both(f"{numbers.count(len(people) - _MEMBERS)} more", f"另外 {numbers.count(len(people) - _MEMBERS)} 个")]
        if len(people) > _MEMBERS
        else []
    )
    acts = ((kind, sum(one.entity_kind == kind for one in members)) for kind in _ACTS)
    also = listed(rest + [names.counted(number, kind) for kind, number in acts if number])
    told = Both(f"And {also.en}; ring_members.parquet has them all.", f"还有{also.zh}，全部列在 ring_members.parquet 中。")
    note = tag("p", told, class_="soft small") if also.en else None
    total = numbers.count(len(members))
    return tag("details", tag("summary", Both(f"Members ({total})", f"成员（{total}）")), tag("div", table, note, class_="inside scroll"))


def _member(one: Member, *, accused: bool) -> Markup:
    return tag(
        "tr",
        tag("td", name(one.entity_id, 32)),
        tag("td", names.noun(one.entity_kind)),
        tag("td", names.role(one.role), None if accused else Both(" · not accused", " · 未被指认")),
        tag("td", numbers.count(one.links), class_="n"),
        tag("td", numbers.share(one.share), class_="n"),
    )
