"""`zhenxin show OUT ring ID`: a ring with its reasons, its ties, its course in time, the innocent explanations tried, its members."""

from collections.abc import Sequence

from zhenxin.report import names, numbers, words
from zhenxin.report.course import course_of
from zhenxin.report.findings import Findings
from zhenxin.report.markup import Both, listed, shown
from zhenxin.report.reasons import reasons_of
from zhenxin.report.records import ACCUSED, Link, Member, Ring
from zhenxin.report.terminal.paper import Paper, command
from zhenxin.report.terminal.pieces import NAMED, some, tried, waterfall
from zhenxin.report.terminal.rings import next_commands
from zhenxin.report.terminal.strips import strip

_REASONS = 8


def print_ring(paper: Paper, findings: Findings, ring: Ring) -> None:
    """All there is on one ring."""
    what, state = names.behaviour(ring.kind), names.state(ring.state)
    name, chance = shown(ring.ring_id), numbers.percent(ring.probability)
    paper.say(Both(f"Ring {name}: {what.en}, {state.en}, {chance}", f"团伙 {name}：{what.zh}，{state.zh}，{chance}"), style="bold")
    paper.say(shown(paper.of(ring.told)))
    sizes = (("account", ring.accounts), ("merchant", ring.merchants), ("order", ring.orders), ("review", ring.reviews))
    size = listed([names.counted(number, kind) for kind, number in sizes if number])
    paper.say(
        Both(
            f"{size.en}; worth {numbers.money(ring.amount)}, paid back {numbers.money(ring.money_out)}.",
            f"{size.zh}；金额 {numbers.money(ring.amount)}，返还 {numbers.money(ring.money_out)}。",
        )
    )
    _ring_reasons(paper, findings, ring)
    _ties_inside(paper, findings.links(ring.ring_id))
    _course(paper, findings, ring)
    tried(paper, findings.explanations("ring", ring.ring_id))
    _members(paper, findings, findings.members(ring.ring_id))
    paper.say()
    paper.say(words.CHECK_TWICE)
    account = next((member for member in findings.members(ring.ring_id) if member.entity_kind == "account"), None)
    first = (
        [(command("show", findings.out, "account", account.entity_id), Both("one member: every reason", "其中一个成员的全部理由"))]
        if account
        else []
    )
    paper.commands([*first, *next_commands(findings.out, [])])


def _ring_reasons(paper: Paper, findings: Findings, ring: Ring) -> None:
    paper.head(Both("Why", "理由"))
    own, parts = findings.score("ring", ring.ring_id), findings.parts("ring", {ring.ring_id}).get(ring.ring_id, [])
    if own and parts:
        waterfall(paper, own, parts)
    for reason in reasons_of(findings, ring.ring_id)[:_REASONS]:
        many = names.counted_of(reason.carriers, reason.of, reason.kind)
        weight = numbers.bits(reason.bits)
        paper.say(
            Both(
                f"{names.part(reason.part).en}: {many.en}, {weight} bits each", f"{names.part(reason.part).zh}：{many.zh}，各 {weight} 比特"
            ),
            indent=2,
        )
        paper.say(Both(f"for example: {shown(reason.told.of('en'))}", f"例如：{shown(reason.told.of('zh'))}"), indent=6)


def _ties_inside(paper: Paper, links: Sequence[Link]) -> None:
    """What ties a ring: how many links share each thing, and the things that tie most of its members."""
    if not links:
        return
    kinds: dict[str, int] = {}
    hubs: dict[tuple[str, str, str], int] = {}
    for link in links:
        for said in link.shared.split(", "):
            shared = said.partition(" ×")[0]
            kinds[shared] = kinds.get(shared, 0) + 1
            for kind, one in link.ends:
                if link.left_kind != link.right_kind and kind != "account":
                    hubs[kind, one, shared] = hubs.get((kind, one, shared), 0) + 1
    paper.head(Both("What ties them", "以什么相连"))
    ranked = sorted(kinds.items(), key=lambda pair: (-pair[1], pair[0]))
    paper.columns([(numbers.count(number), paper.of(names.shared(shared))) for shared, number in ranked])
    top = sorted(hubs.items(), key=lambda pair: (-pair[1], pair[0]))[:NAMED]
    for (kind, one, _), number in top:
        noun, many = names.noun(kind), names.counted(number, "account")
        paper.say(Both(f"{noun.en} {shown(one)} ties {many.en}", f"{noun.zh} {shown(one)} 连着 {many.zh}"), indent=2)


def _course(paper: Paper, findings: Findings, ring: Ring) -> None:
    course = course_of(findings, ring.ring_id)
    if not course.bars:
        return
    paper.head(Both("Over time (UTC)", "时间分布（UTC）"))
    line, each = strip([bar.orders + bar.reviews for bar in course.bars], paper.width - 4, plain=paper.ascii)
    paper.line(f"  {line}")
    start, end = numbers.day(course.bars[0].starts), numbers.day(course.bars[-1].starts)
    paper.line(f"  {start}{end.rjust(max(len(line) - len(start), len(end) + 1))}", "dim")
    step = course.step
    width = Both(f"{each} {step.en}s a column" if each > 1 else f"a {step.en} a column", f"每格 {each} {step.zh}")
    paper.say(width, indent=2, style="dim")


def _members(paper: Paper, findings: Findings, members: Sequence[Member]) -> None:
    groups: dict[tuple[str, str], list[Member]] = {}
    for member in members:
        groups.setdefault((member.entity_kind, member.role), []).append(member)
    if not groups:
        return
    paper.head(Both("Members", "成员"))
    rows = []
    for (kind, role), same in sorted(groups.items(), key=lambda pair: (-len(pair[1]), pair[0])):
        ids = [member.entity_id for member in sorted(same, key=lambda one: (-one.links, one.entity_id))]
        accused = sum(score.probability >= ACCUSED for score in findings.scores(kind, ids))
        some_of, as_role = names.counted(len(same), kind), names.role(role)
        plain = role in {"", kind}
        label = some_of if plain else Both(f"{some_of.en}, {as_role.en}", f"{some_of.zh}（{as_role.zh}）")
        rows.append((paper.of(label), paper.of(Both(f"{accused} accused", f"{accused} 个被指认")), paper.of(some(ids))))
    paper.columns(rows)
