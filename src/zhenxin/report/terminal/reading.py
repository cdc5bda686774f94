"""What came of reading a data set: rows read and set aside, what looks unhealthy, which signals can run; and a drafted mapping."""

from pathlib import Path
from typing import TYPE_CHECKING

from rich.console import Console

from zhenxin.report.markup import Both
from zhenxin.report.terminal.paper import Paper, command

if TYPE_CHECKING:  # a result folder is read without loading the flow
    from zhenxin.flow import Reading


def checked(console: Console, reading: "Reading", lang: str = "en") -> None:
    """Print what `zhenxin check` found: tables, health, signals that can run, and what the others lack."""
    paper = Paper(console, lang)
    dataset = reading.dataset
    how = Both("as asked", "按指定") if dataset.as_of_given else Both("the latest event", "数据中最晚的事件")
    paper.say(
        Both(f"{dataset.folder.name}, judged as of {dataset.as_of} ", f"{dataset.folder.name}，截止时间 {dataset.as_of}"), style="bold"
    )
    paper.say(Both(f"({how.en})", f"（{how.zh}）"))
    paper.head(Both("Tables read", "已读取的数据表"))
    paper.columns(
        [
            (name, *_rows(paper, table.rows, table.set_aside, table.later, sum(table.emptied.values())))
            for name, table in dataset.tables.items()
        ]
    )
    for english, chinese in dataset.said:
        paper.say(Both(english, chinese), hang=2)
    paper.head(Both("Health", "数据健康"))
    for finding in reading.findings:
        paper.say(Both(finding.sentence, finding.sentence_zh), indent=2, hang=2)
    if not reading.findings:
        paper.say(Both("nothing looks unhealthy", "未见异常"), indent=2)
    paper.head(Both(f"Signals that can run: {len(reading.able)}", f"可运行的信号：{len(reading.able)} 个"))
    paper.say(", ".join(reading.able) or Both("none", "无"), indent=2)
    if reading.unable:
        paper.head(Both("Signals that cannot, and what they lack", "无法运行的信号及所缺数据"))
        paper.columns([(name, ", ".join(lacks)) for name, lacks in reading.unable.items()])
    paper.commands([(command("run", str(dataset.folder), "-o", "out"), Both("judge this data", "对该数据进行判断"))])


def _rows(paper: Paper, kept: int, aside: int, later: int, emptied: int) -> tuple[str, str]:
    told = [Both(f"{aside:,} set aside", f"{aside:,} 行被搁置")] * bool(aside)
    told += [Both(f"{emptied:,} bad values emptied", f"{emptied:,} 个错误值被清空")] * bool(emptied)
    told += [Both(f"{later:,} later than that", f"{later:,} 行晚于截止时间")] * bool(later)
    return f"{kept:,}", ", ".join(paper.of(one) for one in told)


def drafted(console: Console, path: Path, text: str, lang: str = "en") -> None:
    """Print where the drafted mapping stands, what is in it, and what to do with it."""
    paper = Paper(console, lang)
    paper.line(text)
    paper.say(
        Both(f"written to {path}: read it, mend what is wrong, then check the data", f"已写入 {path}：请核对并修改，然后检查数据"),
        style="bold",
    )
    paper.commands([(command("check", str(path.parent)), Both("see what is read with it", "查看按此映射读取的结果"))])
