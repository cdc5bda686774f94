"""`zhenxin ask` and `zhenxin verdict`: the entities whose verdicts would teach the most, each with why; and what somebody found."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from rich.console import Console

from zhenxin.errors import UsageError
from zhenxin.events import record_verdict
from zhenxin.report import names, numbers
from zhenxin.report.asking import Question, questions
from zhenxin.report.findings import Findings
from zhenxin.report.markup import Both, shown
from zhenxin.report.terminal.kinds import kind_of, looks_like
from zhenxin.report.terminal.listing import write_list
from zhenxin.report.terminal.paper import Paper, command


@dataclass(frozen=True, kw_only=True)
class Answer:
    """What is said of a verdict besides: where the data are, when it was given and by whom."""

    data: Path | None = None
    """None: the folder of the run's data, beside its results."""
    occurred_at: datetime | None = None
    """None: the moment that the run judged as of."""
    decided_by: str | None = None


_COLUMNS = ("entity_kind", "entity_id", "probability", "behaviour", "ring_id", "alike", "reason", "reason_zh")


def ask(console: Console, out: Path, csv: Path | None = None, lang: str = "en") -> None:
    """Print whom to look into first. Raises UsageError for a folder without results, OutputError where `csv` cannot be written."""
    findings, paper = Findings.load(out), Paper(console, lang)
    asked = questions(findings)
    if not asked:
        paper.say(Both("Nobody is doubtful: no verdict would teach much.", "没有存疑的对象：任何结论都难以带来新的认识。"), style="bold")
        return
    some = len(asked)
    paper.say(Both(f"Of these {some} a verdict would teach the most.", f"对以下 {some} 个对象作出结论，最有助于改进判断。"), style="bold")
    for one in asked:
        paper.line()
        paper.say(_head(one), hang=8)
        for reason in one.reasons:
            paper.say(shown(paper.of(reason)), indent=8)
    if csv is not None:
        firsts = [next(iter(one.reasons), Both("", "")) for one in asked]
        rows = [
            (*(getattr(one.score, name) for name in _COLUMNS[:5]), one.alike, first.en, first.zh)
            for one, first in zip(asked, firsts, strict=True)
        ]
        write_list(paper, csv, _COLUMNS, rows, Both(f"{len(rows)} rows", f"{len(rows)} 行"))
    first = asked[0].score
    answer = command("verdict", out, first.entity_kind, first.entity_id, "honest", "--why", "...", "--data", "DATA")
    paper.commands(
        [
            (command("show", out, first.entity_kind, first.entity_id), Both("all that speaks of the first", "第一个对象的全部依据")),
            (answer, Both("say what you found; the next run knows it", "写下结论，下次运行即可采用")),
        ]
    )


def _head(one: Question) -> Both:
    score = one.score
    noun, chance = names.noun(score.entity_kind), numbers.percent(score.probability)
    some = names.counted(one.alike, score.entity_kind)
    alike = Both(f"; {some.en} bear the same reasons", f"；另有 {some.zh}带有相同理由") if one.alike else Both("", "")
    said = shown(score.entity_id)
    return Both(f"{chance:>6}  {noun.en} {said}{alike.en}", f"{chance:>6}  {noun.zh} {said}{alike.zh}")


def recorded(console: Console, out: Path, kind: str, entity: str, *, said: str, why: str, given: Answer, lang: str = "en") -> Path:
    """Record that somebody found `entity` false (`said` is fraud) or honest, and print where it stands.

    Raises UsageError where the words do not fit: another word than fraud or honest, no reason, a ring, an id that is built unlike those of the run.
    """
    findings, paper, asked = Findings.load(out), Paper(console, lang), kind_of(kind)
    if said not in {"fraud", "honest"}:
        raise UsageError(f"`{said}` is no verdict", place="VERDICT", hint="say `fraud` or `honest`")
    if not why.strip():
        raise UsageError("a verdict needs its reason", place="--why", hint='write it after --why, such as --why "asked the buyer"')
    if asked == "ring":
        raise UsageError("a ring is judged by its members", place="KIND", hint="give verdicts on its accounts, shops or orders")
    known = findings.ids(asked)
    if entity not in known and not looks_like(entity, known):
        raise findings.unknown(asked, entity)
    data = given.data or out.parent / findings.run.data
    moment = given.occurred_at or _as_of(findings)
    path = record_verdict(
        data, kind=asked, entity_id=entity, is_fraud=said == "fraud", why=why.strip(), occurred_at=moment, decided_by=given.decided_by
    )
    noun, word = names.noun(asked), Both("false", "虚假") if said == "fraud" else Both("honest", "无辜")
    paper.say(
        Both(
            f"Recorded: {noun.en} {shown(entity)} is {word.en}, as of {moment}.",
            f"已记录：{noun.zh} {shown(entity)} 认定为{word.zh}，时间 {moment}。",
        ),
        style="bold",
    )
    paper.say(Both(f"It stands in {shown(str(path))}; the next run weighs it.", f"记录于 {shown(str(path))}，下次运行时采用。"))
    return path


def _as_of(findings: Findings) -> datetime:
    """The moment that the run judged as of: a verdict on what it shows."""
    try:
        return datetime.fromisoformat(findings.run.as_of)
    except ValueError:
        raise UsageError(
            "this run does not say as of when it judged", place=str(findings.out), hint="give the time of the verdict after --at"
        ) from None
