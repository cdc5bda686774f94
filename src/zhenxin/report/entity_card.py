"""The worst entities of each kind on the page, each with its waterfall of bits, and those who seem to be harmed."""

from collections.abc import Iterable, Mapping, Sequence

from zhenxin.report import charts, names, numbers, words
from zhenxin.report.findings import Findings
from zhenxin.report.markup import Both, Markup, join, name, tag
from zhenxin.report.records import Part, Score
from zhenxin.report.ring_card import tried
from zhenxin.report.turning import what_would_change

_WORST = 3
_HARMED = 40
_QUERIES = 40
FIRST = ("account", "merchant", "order", "review")
"""The kinds a reader asks for first; the others follow by how many are accused."""


def kinds_in_order(findings: Findings) -> list[str]:
    """Every kind of entity that was scored, rings left out."""
    found = [kind.kind for kind in findings.kinds if kind.kind != "ring"]
    return [kind for kind in FIRST if kind in found] + [kind for kind in found if kind not in FIRST]


def worst_entities(findings: Findings, rings: Mapping[str, int]) -> tuple[Markup, set[str]]:
    """The section of waterfalls, and the ids of the queries behind them; `rings` gives the place on the page of each drawn ring."""
    blocks, queries = [], set()
    for kind in kinds_in_order(findings):
        count = findings.kind(kind)
        scores = findings.worst(kind, _WORST if kind in FIRST else 1, accused=count.accused > 0)[: _WORST if count.accused else 1]
        parts = findings.parts(kind, {score.entity_id for score in scores})
        title = tag(
            "h3",
            names.titled(names.nouns(kind)),
            tag("span", _tally(kind, count.accused, count.scored), class_="soft"),
            class_="kind-title",
        )
        below = None if count.accused else tag("p", words.REASONS_BELOW, class_="soft small")
        cards = [
            _card(findings, score, parts.get(score.entity_id, []), rings, opened=at == 0 and kind in FIRST)
            for at, score in enumerate(scores)
        ]
        blocks.append(tag("div", title, below, *cards))
        queries |= {part.query_id for some in parts.values() for part in some if part.query_id}
    if not blocks:
        return join(), set()
    head = join(tag("h2", words.SECTIONS["reasons"]), tag("p", words.REASONS_ABOUT, class_="about"))
    return tag("section", head, *blocks, id="reasons"), queries


def _tally(kind: str, accused: int, scored: int) -> Both:
    some = names.counted(scored, kind)
    return Both(
        f"{numbers.count(accused)} accused of {some.en} with any evidence", f"有任何证据的 {some.zh}中，{numbers.count(accused)} 个被指认"
    )


def _card(findings: Findings, score: Score, parts: list[Part], rings: Mapping[str, int], *, opened: bool) -> Markup:
    summary = tag(
        "summary",
        tag("b", numbers.percent(score.probability)),
        name(score.entity_id, 40),
        _title(score),
    )
    ring = tag("p", Both("Member of ring ", "所属团伙："), ring_link(score.ring_id, rings), class_="small") if score.ring_id else None
    told = findings.explanations(score.entity_kind, score.entity_id)
    explained = tried(told) if told else None
    inside = tag(
        "div", ring, charts.waterfall(score, parts), explained, _turning(what_would_change(findings, score, parts)), class_="inside"
    )
    return tag("details", summary, inside, class_="one", open=opened)


def _turning(said: Sequence[Both]) -> Markup | None:
    """What would change our mind, a line each."""
    return join(tag("h4", words.CHANGE), tag("ul", *(tag("li", one) for one in said), class_="plain")) if said else None


def _title(score: Score) -> Markup:
    what = names.behaviour(score.accused_of) if score.accused_of else None
    state = names.state(score.standing) if score.standing not in {"", "suspect"} else None
    return tag("span", what, " · " if what and state else None, state, class_="soft")


def ring_link(ring_id: str, rings: Mapping[str, int]) -> Markup:
    """A ring's id, linked where the ring is drawn on the page."""
    shown = name(ring_id, 24)
    return tag("a", shown, href=f"#ring-{rings[ring_id]}") if ring_id in rings else shown


def harmed(findings: Findings) -> Markup:
    """Those whom others seem to have harmed: they are told apart before anybody punishes them."""
    found = findings.standing("under_attack", "victim")
    if not found:
        return join()
    rows = [
        tag(
            "tr", tag("td", name(score.entity_id, 40)), tag("td", names.noun(score.entity_kind)), tag("td", names.state(score.standing)),
            tag("td", names.behaviour(score.behaviour) if score.behaviour else numbers.MISSING),
        )
        for score in found[:_HARMED]
    ]  # fmt: skip
    heads = (Both("Who", "对象"), Both("Kind", "类别"), Both("Standing", "状态"), Both("By", "受到"))
    table = tag("table", tag("thead", tag("tr", *(tag("th", head) for head in heads))), tag("tbody", *rows))
    left = len(found) - _HARMED
    more = tag("p", Both(f"and {numbers.count(left)} more", f"另有 {numbers.count(left)} 个"), class_="soft small") if left > 0 else None
    about = tag("p", words.HARMED_ABOUT, class_="about")
    return tag("section", tag("h2", words.SECTIONS["harmed"]), about, tag("div", table, more, class_="scroll"), id="harmed")


def queries_behind(findings: Findings, ids: set[str]) -> Markup:
    """The SQL of the numbers in the waterfalls, to be run again by whoever doubts them."""
    queries = findings.queries(ids)[:_QUERIES]
    if not queries:
        return join()
    items = [
        tag(
            "details",
            tag("summary", tag("b", names.part(query.signal)), tag("code", query.query_id)),
            tag("pre", join(*_lines(query.sql))),
        )
        for query in queries
    ]
    about = tag("p", words.QUERIES_ABOUT, class_="about")
    return tag("section", tag("h2", words.SECTIONS["queries"]), about, *items, id="queries")


def _lines(sql: str) -> Iterable[str]:
    for line in sql.strip().splitlines():
        yield line
        yield Markup("\n")
