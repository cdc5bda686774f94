"""`zhenxin show`: one entity with its waterfall of bits, its ties, its timeline and the innocent explanations tried."""

from collections.abc import Sequence
from pathlib import Path

from rich.console import Console

from zhenxin.report import names, numbers, words
from zhenxin.report.course import read_time
from zhenxin.report.findings import Findings
from zhenxin.report.markup import Both, shown
from zhenxin.report.records import ACCUSED, Link, Score
from zhenxin.report.terminal.figures import print_figures
from zhenxin.report.terminal.kinds import kind_of, looks_like
from zhenxin.report.terminal.paper import Paper, command
from zhenxin.report.terminal.pieces import some, tried, waterfall
from zhenxin.report.terminal.ring import print_ring
from zhenxin.report.terminal.rings import next_commands
from zhenxin.report.turning import what_would_change

_TIES = 12
_MOMENTS = 15
_MONEY = Both("money between them", "资金往来")
_DIRECT = {"merchant": Both("orders or reviews there", "在此下单或评价"), "account": _MONEY, "payee": _MONEY}


def show(console: Console, out: Path, kind: str, entity: str, lang: str = "en") -> None:
    """Print all there is on one entity.

    Raises UsageError for an unknown kind, for an unknown ring, and for an id that is built unlike those the results name.
    """
    findings, paper, asked = Findings.load(out), Paper(console, lang), kind_of(kind)
    if asked == "ring":
        print_ring(paper, findings, findings.ring(entity))
        return
    score = findings.score(asked, entity)
    if score is None:
        _nothing(paper, findings, asked, entity)
        return
    _headline(paper, findings, score)
    parts = findings.parts(asked, {entity}).get(entity, [])
    waterfall(paper, score, parts)
    _ties(paper, findings.links_of(asked, entity))
    _timeline(paper, findings, asked, entity)
    tried(paper, findings.explanations(asked, entity))
    _turning(paper, what_would_change(findings, score, parts))
    print_figures(paper, findings, asked, entity)
    _end(paper, score)
    ring = [findings.ring(score.ring_id)] if score.ring_id in findings.ids("ring") else []
    paper.commands([*next_commands(findings.out, ring)[: len(ring)], (command("top", findings.out, asked), _others(asked))])


def _others(kind: str) -> Both:
    return Both(f"the other {names.nouns(kind).en}, the worst first", f"其他{names.nouns(kind).zh}，最可疑的在前")


def _nothing(paper: Paper, findings: Findings, kind: str, entity: str) -> None:
    """An id without a score: nothing against it, unless it is built so unlike the known ones that it must be a slip."""
    known = findings.ids(kind)
    if entity not in known and not looks_like(entity, known):
        raise findings.unknown(kind, entity)
    name, noun = shown(entity), names.noun(kind)
    paper.say(Both(f"Nothing against {noun.en} {name}.", f"没有对{noun.zh} {name} 不利的证据。"), style="bold")
    if entity not in known:
        paper.say(
            Both(
                "Results name only those with some evidence, and this id is not among them. If that surprises you, check its spelling.",
                "结果中只列出有证据的对象，这个编号不在其中。如有疑问，请核对编号是否写对。",
            )
        )
    for member in findings.memberships(kind, entity):
        role = names.role(member.role)
        paper.say(
            Both(f"It is named in ring {shown(member.ring_id)} ({role.en}).", f"团伙 {shown(member.ring_id)} 中提到了它（{role.zh}）。")
        )
    if explained := findings.explanations(kind, entity):
        tried(paper, explained)
    print_figures(paper, findings, kind, entity)
    if findings.kind(kind).scored:
        paper.commands([(command("top", findings.out, kind), _others(kind))])


def _headline(paper: Paper, findings: Findings, score: Score) -> None:
    noun, state, name = names.noun(score.entity_kind), names.state(score.standing), shown(score.entity_id)
    chance, bits = numbers.percent(score.probability), numbers.bits(score.bits)
    paper.say(
        Both(
            f"{noun.en.capitalize()} {name}: {state.en}, {chance} ({bits} bits)", f"{noun.zh} {name}：{state.zh}，{chance}（{bits} 比特）"
        ),
        style="bold",
    )
    if score.probability < ACCUSED:
        paper.say(Both("Below one half: not accused.", "低于一半：未被指认。"))
    if score.accused_of:
        what = names.behaviour(score.accused_of)
        paper.say(Both(f"Likeliest: {what.en}.", f"最可能的行为：{what.zh}。"))
    for member in findings.memberships(score.entity_kind, score.entity_id):
        role, ring = names.role(member.role), shown(member.ring_id)
        much = numbers.share(member.share)
        share = (
            Both(f"; {much} of what it does is the ring's", f"；其行为有 {much} 属于该团伙") if member.share is not None else Both("", "")
        )
        paper.say(Both(f"In ring {ring} as {role.en}{share.en}.", f"在团伙 {ring} 中的角色：{role.zh}{share.zh}。"))


def _ties(paper: Paper, links: Sequence[Link]) -> None:
    """What the entity shares and with whom, one line for each thing shared and kind of partner."""
    if not links:
        return
    groups: dict[tuple[str, str], list[Link]] = {}
    for link in links:
        for said in link.shared.split(", "):
            groups.setdefault((said.partition(" ×")[0], link.right_kind), []).append(link)
    paper.head(Both("Tied to", "关联"))
    rows = []
    for (shared, kind), same in sorted(groups.items(), key=lambda pair: (-len(pair[1]), pair[0]))[:_TIES]:
        ids = list(dict.fromkeys(link.right_id for link in same))  # the strongest first, as they came
        rows.append(tuple(paper.of(said) for said in (names.counted(len(ids), kind), _via(shared, kind), some(ids))))
    paper.columns(rows)


def _via(shared: str, kind: str) -> Both:
    """What is shared; where the partner is itself the thing shared, what passes between the two."""
    return _DIRECT[shared] if shared == kind and shared in _DIRECT else names.shared(shared)


def _turning(paper: Paper, said: Sequence[Both]) -> None:
    """What would change our mind, a line each."""
    if said:
        paper.head(words.CHANGE)
    for one in said:
        paper.say(one, indent=2, hang=2)


def _timeline(paper: Paper, findings: Findings, kind: str, entity: str) -> None:
    rows: list[tuple[str, Both, Both]] = []
    for value in findings.values(kind, {entity}):
        if value.from_at or value.to_at:
            when = numbers.span(value.from_at, value.to_at)
            rows.append((str(value.from_at or value.to_at), when, value.told))
    for part in findings.parts(kind, {entity}).get(entity, []):
        if time := read_time(part.facts().get("occurred_at")):
            rows.append(
                (str(time), Both(numbers.moment(time), ""), Both(f"the {names.noun(kind).en} itself", f"{names.noun(kind).zh}本身"))
            )
            break
    if not rows:
        return
    paper.head(Both("Timeline (UTC)", "时间线（UTC）"))
    paper.columns([(paper.of(when), shown(paper.of(said))) for _, when, said in sorted(rows)[:_MOMENTS]])


def _end(paper: Paper, score: Score) -> None:
    if score.standing in {"under_attack", "victim"}:
        paper.line()
        paper.say(words.HARMED_ABOUT)
    elif score.probability >= ACCUSED:
        paper.line()
        paper.say(words.CHECK_TWICE)
