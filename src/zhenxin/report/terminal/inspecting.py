"""`zhenxin sample`: whom to inspect, each with its chance of being drawn and why; and what came of it, with the base rate."""

from collections import Counter
from pathlib import Path

import numpy as np
from rich.console import Console

from zhenxin.events import record_inspections
from zhenxin.events.results import read_result
from zhenxin.figures.sampling import Population, Sample, base_rate, chances, draw, expected_total, population
from zhenxin.report import names, numbers
from zhenxin.report.findings import Findings
from zhenxin.report.markup import Both, shown
from zhenxin.report.reasons import weightiest
from zhenxin.report.sheet import COLUMNS, Inspection, Sheet, inspection_id, read_sheet
from zhenxin.report.terminal.listing import write_list
from zhenxin.report.terminal.paper import Paper, command

_STRATA = {"random": Both("random", "随机"), "risk": Both("risk", "风险"), "both": Both("both", "两者")}
_HEAD = (
    Both("shop", "店铺"),
    Both("drawn by", "抽取方式"),
    Both("probability", "虚假概率"),
    Both("inclusion", "入样概率"),
    Both("why", "依据"),
)
_LEAST_DOUBT = 0.1
"""Fewer false orders and reviews than this are not told."""
_NOTHING = Both("nothing speaks against it", "没有对其不利的证据")


def sample(console: Console, out: Path, budget: int, seed: int, csv: Path | None = None, lang: str = "en") -> None:
    """Print whom to inspect; `csv` takes the sheet to fill in.

    Raises UsageError for a budget below one or a folder without results, OutputError where `csv` cannot be written.
    """
    findings, paper = Findings.load(out), Paper(console, lang)
    people = _people(out)
    drawn = draw(people, budget, seed)
    order = sorted(range(len(drawn.places)), key=lambda at: (-people.probability[drawn.places[at]], people.ids[drawn.places[at]]))
    _opening(paper, people, drawn, budget, seed)
    paper.line()
    _list(paper, findings, people, drawn, order)
    if csv is not None:
        strata = drawn.strata
        rows = [_row(findings.run.as_of, seed, budget, people.ids[drawn.places[at]], strata[at], drawn.inclusion[at]) for at in order]
        write_list(paper, csv, COLUMNS, rows, Both(f"a sheet of {len(rows)} rows", f"共 {len(rows)} 行的检查表"))
    again = command("sample", out, "--budget", str(budget), "--seed", str(seed), "--csv", "sheet.csv")
    back = command("sample", out, "--results", csv or "sheet.csv")
    told = findings.scores("merchant", [people.ids[drawn.places[at]] for at in order[:1]])
    paper.commands(
        [
            *([] if csv else [(again, Both("the sheet of this draw, to fill in", "写出本次抽样的检查表，供填写"))]),
            (back, Both("with `result` filled in: record it", "填好 `result` 一列后录入结果")),
            *(
                (command("show", out, "merchant", one.entity_id), Both("all that speaks of the first", "第一家店铺的全部依据"))
                for one in told
            ),
        ]
    )


def inspected(console: Console, out: Path, path: Path, data: Path | None = None, lang: str = "en") -> None:
    """Record the filled sheet at `path` beside the data, and print what the random stratum says of all merchants.

    Raises InputError where the sheet cannot be read or there is no folder of data, OutputError where nothing can be written there.
    """
    findings, paper = Findings.load(out), Paper(console, lang)
    people = _people(out)
    sheet = read_sheet(path, set(people.ids), findings.run.as_of)
    target, again = record_inspections(data or out.parent / findings.run.data, [one.row for one in sheet.inspections])
    some, results = len(sheet.inspections), Counter(one.result for one in sheet.inspections)
    parted = Both(
        f"{results['fail']} fail, {results['minor']} minor, {results['pass']} pass",
        f"不合格 {results['fail']}，轻微问题 {results['minor']}，合格 {results['pass']}",
    )
    noun = "inspection" if some == 1 else "inspections"
    paper.say(Both(f"Recorded {some} {noun}: {parted.en}.", f"已录入 {some} 条检查结果：{parted.zh}。"), style="bold")
    paper.say(Both(f"They stand in {shown(str(target))}; the next run reads them.", f"记录于 {shown(str(target))}，下次运行时读取。"))
    if again:
        paper.say(Both(f"{again} of them had been recorded before and count once.", f"其中 {again} 条此前已录入，只计一次。"))
    if sheet.unfilled:
        left, of = sheet.unfilled, sheet.unfilled_random
        paper.say(
            Both(
                f"Without a result yet, and not counted: {left}, {of} of them of the random stratum.",
                f"尚无结果、未计入：{left} 家，其中随机层 {of} 家。",
            )
        )
    paper.line()
    _rates(paper, sheet, len(people))
    paper.commands([(command("run", "DATA", "-o", "OUT"), Both("judge again, with the inspections", "带上检查结果重新运行"))])


def _people(out: Path) -> Population:
    return population(read_result(out, "clean_merchants"), read_result(out, "scores"))


def _opening(paper: Paper, people: Population, drawn: Sample, budget: int, seed: int) -> None:
    some, whole = names.counted_of(len(drawn.places), len(people), "merchant"), names.counted(len(people), "merchant")
    given = chances(people, budget)
    if budget >= len(people):
        paper.say(Both(f"The budget reaches all {whole.en}: inspect every one.", f"预算足以覆盖全部 {whole.zh}：逐一检查。"), style="bold")
        return
    paper.say(Both(f"Inspect {some.en}.", f"检查 {some.zh}："), style="bold")
    twice = int(np.sum(drawn.is_random & drawn.is_risk))
    en = f"{given.at_random} drawn at random, {given.by_risk} by risk; {twice} drawn twice, to be inspected once. Seed {seed}."
    zh = f"随机抽取 {given.at_random} 家，按风险抽取 {given.by_risk} 家；其中 {twice} 家两次抽中，只检查一次。随机种子 {seed}。"
    paper.say(Both(en, zh))


def _list(paper: Paper, findings: Findings, people: Population, drawn: Sample, order: list[int]) -> None:
    """One row a merchant: which draw it is of, its probability, its chance of being drawn, and what speaks most against it."""
    parts = findings.parts("merchant", [people.ids[place] for place in drawn.places])
    strata = drawn.strata
    rows = [tuple(paper.of(word) for word in _HEAD)]
    for at in order:
        place = drawn.places[at]
        merchant = people.ids[place]
        why = next(iter(weightiest(parts.get(merchant, []), most=1)), _doubt(float(people.doubtful[place])))
        chance, inclusion = numbers.percent(float(people.probability[place])), _chance(float(drawn.inclusion[at]))
        rows.append((shown(merchant), paper.of(_STRATA[strata[at]]), chance, inclusion, shown(paper.of(why))))
    paper.columns(rows, indent=0)


def _doubt(deeds: float) -> Both:
    """Why somebody is drawn against whom nothing speaks: false orders and reviews there, or nothing."""
    if deeds < _LEAST_DOUBT:
        return _NOTHING
    told = f"{deeds:.1f}"
    return Both(
        f"nothing of its own; {told} of its orders and reviews are expected to be false",
        f"店铺本身没有不利证据，但预计其订单与评价中约有 {told} 条虚假",
    )


def _chance(inclusion: float) -> str:
    """A chance of being drawn; of who is drawn for sure it is a round one."""
    return "1" if inclusion >= 1 else f"{min(inclusion, 0.999):.3f}"


def _row(as_of: str, seed: int, budget: int, merchant: str, stratum: str, inclusion: float) -> tuple[str, ...]:
    """A row of the sheet: what the draw knows filled in, what the inspector finds left empty."""
    known = {
        "inspection_id": inspection_id(as_of, seed, budget, merchant), "merchant_id": merchant, "occurred_at": as_of,
        "stratum": stratum, "inclusion_probability": f"{inclusion:.9g}",
    }  # fmt: skip
    return tuple(known.get(column, "") for column in COLUMNS)


def _rates(paper: Paper, sheet: Sheet, size: int) -> None:
    """The base rate from the random stratum; and from all, weighted, where every row has its result."""
    random = [one for one in sheet.inspections if one.is_random]
    whole = names.counted(size, "merchant")
    if not random:
        told = Both("Nobody of the random stratum has a result yet: no base rate can be told.", "随机层尚无结果，无法推算总体比例。")
        paper.say(told, style="bold")
        return
    rate = base_rate(sum(_fails(one) for one in random), len(random), size)
    share, low, high = (numbers.percent(value) if value < 1 else "100%" for value in (rate.rate, rate.low, rate.high))
    en = f"Base rate: {share} of {whole.en} would fail; 95% interval {low} to {high} "
    en += f"({rate.failed} of {rate.inspected} of the random stratum did)."
    zh = f"总体不合格率：{whole.zh}中约 {share} 不合格，95% 区间为 {low} 至 {high}"
    zh += f"（随机层检查 {rate.inspected} 家，{rate.failed} 家不合格）。"
    paper.say(Both(en, zh), style="bold")
    if not sheet.unfilled:
        failed = np.array([_fails(one) for one in sheet.inspections], bool)
        most = min(expected_total(failed, np.array([one.inclusion for one in sheet.inspections])), size)
        about = names.counted(round(most), "merchant")
        en = f"All inspected, each weighted by its chance of being drawn, make it about {about.en}."
        paper.say(Both(en, f"若将全部检查结果按入样概率加权，约有 {about.zh}不合格。"))


def _fails(one: Inspection) -> bool:
    return one.result == "fail"
