"""The opening of the page: what this is, what was found in short, what was read, and what could not be judged."""

from zhenxin.report import names, numbers, words
from zhenxin.report.course import read_time
from zhenxin.report.findings import Findings
from zhenxin.report.markup import Both, Child, Markup, join, listed, name, tag
from zhenxin.report.run_facts import Run, TableRead

_TILES = 6


def heading(findings: Findings) -> Markup:
    """Title, what this is, when and with what it was made, and what to beware of."""
    run = findings.run
    given = Both("given", "指定") if run.as_of_given else Both("the latest event", "数据中最后一个事件")
    facts: list[tuple[Both, Child]] = [
        (Both("Judged as of", "判断时点"), join(_moment(run.as_of), " UTC (", given, ")") if run.as_of else None),
        (Both("Since", "起始时间"), _moment(run.since) if run.since else None),
        (Both("Data", "数据"), name(run.data) if run.data else None),
        (Both("Seed", "随机种子"), run.seed or None),
        (Both("Made by", "生成工具"), f"Zhenxin 甄信 {run.version}"),
    ]
    told = [tag("div", tag("dt", label), tag("dd", value)) for label, value in facts if value is not None]
    warning = tag("div", tag("p", words.KEY_WARNING), class_="note warn", role="note") if run.public_key else None
    return tag(
        "div",
        tag("h1", words.TITLE),
        tag("p", words.ABOUT, class_="about"),
        tag("dl", *told, class_="facts"),
        warning,
        *(tag("div", tag("p", note), class_="note") for note in run.notes),
        class_="lead",
    )


def _moment(text: str) -> str:
    time = read_time(text)
    return numbers.moment(time) if time else text


def in_short(findings: Findings) -> Markup:
    """How many of each kind are accused, and how many of those are to be expected innocent; or that nothing was found."""
    accused = [kind for kind in findings.kinds if kind.accused]
    if not accused:
        return tag("section", tag("h2", words.NOTHING), tag("p", words.NOTHING_TOLD), id="short")
    tiles = [
        tag(
            "li",
            tag("b", numbers.count(kind.accused)),
            tag("span", names.noun(kind.kind) if kind.accused == 1 else names.nouns(kind.kind)),
            tag("span", _innocent(kind.innocent), class_="soft"),
        )
        for kind in sorted(accused, key=lambda kind: kind.kind != "ring")[:_TILES]
    ]
    note = tag("div", tag("p", words.CHECK_TWICE), class_="note")
    return tag("section", tag("h2", _told(findings)), tag("ul", *tiles, class_="tiles"), note, id="short")


def _innocent(expected: float) -> Both:
    some = numbers.about(expected)
    return Both(f"of these, expect {some.en} innocent", f"预计其中{some.zh}个无辜")


def _told(findings: Findings) -> Both:
    rings = findings.kind("ring").accused
    things = listed([names.counted(kind.accused, kind.kind) for kind in findings.kinds if kind.accused and kind.kind != "ring"][:4])
    if not rings:
        return Both(f"No ring, but {things.en} are more likely false than not", f"没有团伙，但有{things.zh}更可能是虚假的")
    ring = names.counted(rings, "ring")
    return Both(f"{ring.en.capitalize()} {'stands' if rings == 1 else 'stand'} out", f"{ring.zh}值得注意")


def what_was_read(run: Run) -> Markup:
    """Each table with its rows and its span, what was set aside and what was emptied."""
    heads = [
        (Both("Table", "表"), ""), (Both("Rows", "行数"), "n"), (Both("Set aside", "搁置"), "n"), (Both("Values emptied", "清空的值"), "n"),
        (Both("Later than that", "时点之后"), "n"), (Both("From", "起"), "t"), (Both("To", "止"), "t"),
    ]  # fmt: skip
    table = tag(
        "table",
        tag("thead", tag("tr", *(tag("th", head, class_=kind or None, scope="col") for head, kind in heads))),
        tag("tbody", *(_row(read) for read in run.tables)),
    )
    aside = run.quarantine_rows or sum(read.set_aside for read in run.tables)
    told = Both(
        f"{numbers.count(run.rows)} rows in {len(run.tables)} tables; {numbers.count(aside) if aside else 'none'} set aside"
        + (", each with its reason, in the folder quarantine." if aside else "."),
        f"{len(run.tables)} 张表，共 {numbers.count(run.rows)} 行；"
        + (f"搁置 {numbers.count(aside)} 行，原因逐行记在 quarantine 文件夹中。" if aside else "没有搁置。"),
    )
    body = (
        tag("details", tag("summary", Both("Table by table", "逐表查看")), tag("div", table, class_="inside scroll"))
        if run.tables
        else None
    )
    return tag("div", tag("h2", words.SECTIONS["read"]), tag("p", told), body, id="read")


def _row(read: TableRead) -> Markup:
    counts = (read.rows, read.set_aside, read.emptied, read.later)
    cells = [tag("td", numbers.count(number) if number else numbers.MISSING, class_="n") for number in counts]
    days = [tag("td", text[:10] or numbers.MISSING, class_="t") for text in (read.first_at, read.last_at)]
    return tag("tr", tag("td", tag("code", read.name)), *cells, *days)


def not_judged(run: Run) -> Markup:
    """The signals that were not run, and what each lacks."""
    title = tag("h2", words.SECTIONS["unjudged"])
    if not run.signals_not_run:
        return tag("div", title, tag("p", words.ALL_JUDGED), id="unjudged")
    ran, missed = len(run.signals_run), len(run.signals_not_run)
    lead = Both(f"{missed} of {missed + ran} signals did not run", f"{missed + ran} 个信号中有 {missed} 个没有运行")
    items = [
        tag("li", tag("b", names.part(told.signal)), " ", told.reason, " ", *(join(tag("code", lack), " ") for lack in told.lacks))
        for told in run.signals_not_run
    ]
    opened = missed <= 4
    body = tag("details", tag("summary", lead), tag("ul", *items, class_="plain lacks inside"), open=opened)
    return tag("div", title, tag("p", words.UNJUDGED_ABOUT), body, id="unjudged")


def read_and_not_judged(run: Run) -> Markup:
    """Both side by side: what the findings rest on."""
    return tag("section", tag("div", what_was_read(run), not_judged(run), class_="two"))


def how_to_read() -> Markup:
    """What the words and numbers of the page mean, that suspicion is no verdict, and how to object."""
    terms = [join(tag("dt", term), tag("dd", told)) for term, told in words.HOW]
    return tag("section", tag("h2", words.SECTIONS["how"]), tag("dl", *terms, class_="read"), id="how")
