"""The figures of an evaluation as one self-contained page with pictures, in both languages; the figures come in as plain data."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from zhenxin.report import names, numbers
from zhenxin.report import yardstick_words as words
from zhenxin.report.markup import Both, Child, Markup, join, listed, name, tag
from zhenxin.report.plots import Point, Row, curve, dots, fit
from zhenxin.report.shell import document, save
from zhenxin.report.yardstick_cells import SHARES, Record, about, count, dot, head, share, signs, span_of, table
from zhenxin.report.yardstick_innocent import hit_wrongly, wronged
from zhenxin.report.yardstick_split import split_in_time

FILE_NAME = "evaluate.html"


def write_figures(figures: Record, target: Path) -> Path:
    """Write figures (what `Figures.as_json` gives) as one page to `target`, a file or a folder that takes evaluate.html; give its path.

    Raises OutputError where it cannot be written.
    """
    return save(render_figures(figures), target / FILE_NAME if target.is_dir() else target)


def render_figures(figures: Record) -> str:
    """The whole page as text."""
    parts = {
        "missed": _missed(figures["behaviours"]), "wronged": wronged(figures["lookalikes"]), "hit": hit_wrongly(figures["hit"]),
        "rings": _rings(figures["rings"]), "curves": _curves(figures["kinds"], figures["threshold"]), "calibration": _calibration(figures),
        "split": split_in_time(figures["split"]) if figures.get("split") else join(),
    }  # fmt: skip
    shown = {key: part for key, part in parts.items() if part}
    sections = [tag("section", tag("h2", words.SECTIONS[key]), part, id=key) for key, part in shown.items()]
    links = [(words.SECTIONS[key], key) for key in shown]
    skip = (Both("Skip to the figures", "跳到数字"), "missed")
    body = join(_lead(figures), *sections)
    return document(words.TITLE, links, join(), body, skip=skip, foot=words.FOOT, styles=("page.css", "yardstick.css"))


def _lead(figures: Record) -> Markup:
    filled = {"level": f"{figures['level']:.0%}", "resamples": numbers.count(figures["resamples"]), "seed": str(figures["seed"])}
    notes = [Both(*note) for note in figures["notes"]]
    if figures["left_out"]:
        left = listed([names.counted(many, kind) for kind, many in sorted(figures["left_out"].items())])
        told = "Accused, but of kinds the answer key does not judge, and left out"
        notes.append(Both(f"{told}: {left.en}.", f"被指认但答案表不评判其类别，因而未计入：{left.zh}。"))
    intervals = tag("p", Both(*(text.format(**filled) for text in words.INTERVALS)), class_="soft small")
    drawn = [tag("div", tag("p", note), class_="note") for note in notes]
    return tag("div", tag("h1", words.TITLE), tag("p", words.ABOUT, class_="about"), intervals, *drawn, class_="lead")


def _missed(rows: Sequence[Record]) -> Markup:
    """Recall by behaviour and kind, naive hollow and skilled filled."""
    if not rows:
        return tag("p", words.NOTHING_FALSE)
    groups: dict[str, dict[str, list[Record]]] = {}
    for row in rows:
        groups.setdefault(row["behaviour"], {}).setdefault(row["kind"], []).append(row)
    worst = {behaviour: min(row["recall"] for own in kinds.values() for row in own) for behaviour, kinds in groups.items()}
    drawn = []
    for behaviour in sorted(groups, key=lambda code: (worst[code], code)):
        for at, (kind, own) in enumerate(groups[behaviour].items()):
            title = names.titled(names.behaviour(behaviour)) if at == 0 else None
            label = join(tag("span", title), tag("span", names.nouns(kind), class_="soft"))
            drawn.append(Row(label, [dot(row, "recall", _sign(row["skill"])) for row in own], join(*_skills(own)), first=at == 0))
    present = sorted({row["skill"] for row in rows})
    return join(
        about(words.MISSED_ABOUT),
        signs(*((_sign(skill), words.SKILLS.get(skill, Both(skill, skill))) for skill in present)),
        dots(drawn, SHARES),
    )


def _sign(skill: str) -> str:
    return "b" if skill == "naive" else "a"


def _skills(rows: Sequence[Record]) -> Iterator[Child]:
    """Recalls in the order of the dots."""
    yield " · ".join(f"{row['recall']:.2f}" for row in rows)
    counted = numbers.count(sum(row["false"] for row in rows))
    yield join(" ", tag("span", Both(f"of {counted}", f"共 {counted}"), class_="soft"))


def _rings(rings: Record) -> Markup:
    """Recall and precision by size, and the missed rings."""
    whole = Both(
        f"{rings['matched']} of {rings['true']} true rings found, by {rings['found']} accused.",
        f"{rings['true']} 个真实团伙中找到 {rings['matched']} 个；被指认的团伙共 {rings['found']} 个。",
    )
    lines: list[Row] = []
    for size in [{**rings, "least": None}, *rings["sizes"]]:
        figures = [dot(size, figure, kind) for figure, kind in (("recall", "a"), ("precision", "b")) if size[figure] is not None]
        told = join(share(size["recall"]), " · ", share(size["precision"]))
        lines.append(Row(tag("span", _size(size)), figures, told, first=len(lines) == 1))
    heads = [
        head("Ring", "团伙"),
        head("Behaviours", "手法"),
        count("Members", "成员"),
        head("Nearest found", "最接近的"),
        count("Alike", "相似度"),
    ]
    cells: list[list[Child]] = [
        [name(match["ring_id"], 32), listed([names.behaviour(code) for code in match["behaviours"]]), numbers.count(match["size"]),
         name(match["found_id"], 32) if match["found_id"] else numbers.MISSING, f"{match['likeness']:.2f}"]
        for match in sorted(rings["matches"], key=lambda match: (match["likeness"], match["ring_id"]))
        if not match["matched"]
    ]  # fmt: skip
    lost = join(tag("h3", words.MISSED_RINGS, class_="group-title"), table(heads, cells)) if cells else None
    meaning = signs(("a", words.RECALL_OF_RINGS), ("b", words.PRECISION_OF_RINGS))
    return join(tag("p", whole), about(words.RINGS_ABOUT), meaning, dots(lines, SHARES), lost)


def _size(size: Record) -> Both:
    least, most = size["least"], size.get("most")
    if least is None:
        return Both("All rings", "全部团伙")
    return (
        Both(f"{least} and more members", f"{least} 名及以上成员")
        if most is None
        else Both(f"{least} to {most} members", f"{least} 至 {most} 名成员")
    )


def _curves(kinds: Sequence[Record], half: float) -> Markup:
    """The table of all kinds, and a curve for each of which something is false."""
    figures = ("precision", "recall", "f1", "average_precision", "brier")
    heads = [
        head("Kind", "类别"), count("False", "虚假"), count("Accused", "被指认"), count("Caught", "找出"), count("Precision", "精确率"),
        count("Recall", "召回率"), count("F1", "F1"), count("Average precision", "平均精确率"), count("Brier", "Brier"),
    ]  # fmt: skip
    cells: list[list[Child]] = [
        [names.titled(names.nouns(row["kind"])), *(numbers.count(row[many]) for many in ("false", "accused", "caught")),
         *(share(row[figure], span_of(row, figure), "{:.3f}") for figure in figures)]
        for row in kinds
    ]  # fmt: skip
    drawn = [_curve(row) for row in kinds if row["curve"]]
    at = Both(f"At probability {half:g} and above:", f"概率 {half:g} 及以上：")
    return join(about(words.CURVES_ABOUT), tag("p", at), table(heads, cells), tag("div", *drawn, class_="squares"))


def _curve(row: Record) -> Markup:
    points = [Point(point["recall"], point["precision"], span_of(point, "precision")) for point in row["curve"]]
    here = Point(row["recall"], row["precision"], None) if row["precision"] is not None and row["recall"] is not None else None
    average = tag("span", Both("average precision", "平均精确率"), f" {row['average_precision']:.3f}", class_="soft")
    label = Both(f"Precision and recall of {names.nouns(row['kind']).en}", f"{names.nouns(row['kind']).zh}的精确率与召回率")
    picture = curve(points, here, across=words.RECALL, up=words.PRECISION, label=label)
    return tag("figure", tag("figcaption", names.titled(names.nouns(row["kind"])), average), picture)


def _calibration(figures: Record) -> Markup:
    """The diagram beside its table."""
    rows = figures["calibration"]
    most = max((row["entities"] for row in rows), default=1)
    points = [Point(row["said"], row["false_share"], span_of(row, "false_share"), (row["entities"] / most) ** 0.5) for row in rows]
    drawing = fit(points, across=words.SAID, up=words.SO, label=Both("What was said against what is so", "说的与实际的对照"))
    heads = [count("Probability", "概率"), count("Entities", "对象"), count("Said", "平均给出"), count("False", "实际虚假")]
    cells: list[list[Child]] = [
        [f"{row['low']:.1f}–{row['high']:.1f}", numbers.count(row["entities"]), f"{row['said']:.3f}",
         share(row["false_share"], span_of(row, "false_share"), "{:.3f}")]
        for row in rows
    ]  # fmt: skip
    brier = tag("p", "Brier ", share(figures["brier"], span_of(figures, "brier"), "{:.4f}"))
    return join(about(words.CALIBRATION_ABOUT), tag("div", tag("figure", drawing), tag("div", brier, table(heads, cells)), class_="beside"))
