"""What came of planting rings in somebody's data, as one self-contained page in both languages; the answer comes in as plain data."""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from zhenxin.report import names, numbers
from zhenxin.report import planting_words as words
from zhenxin.report.heat import STEPS, Spot, heat, shade
from zhenxin.report.markup import Both, Child, Markup, join, name, tag
from zhenxin.report.shell import document, save
from zhenxin.report.yardstick_cells import Record, about, count, head, table
from zhenxin.report.yardstick_words import FOOT

FILE_NAME = "plant.html"


def write_planting(limits: Record, target: Path) -> Path:
    """Write limits (what `Limits.as_json` gives) as one page to `target`, a file or a folder that takes plant.html; give its path.

    Raises OutputError where it cannot be written.
    """
    return save(render_planting(limits), target / FILE_NAME if target.is_dir() else target)


def render_planting(limits: Record) -> str:
    """The whole page as text."""
    parts = {"limit": _limit(limits), "wronged": _wronged(limits), "cost": _cost(limits), "sizes": _sizes(limits["cells"])}
    shown = {key: part for key, part in parts.items() if part}
    sections = [tag("section", tag("h2", words.SECTIONS[key]), part, id=key) for key, part in shown.items()]
    links = [(words.SECTIONS[key], key) for key in shown]
    skip = (Both("Skip to the limit", "跳到检出极限"), "limit")
    styles = ("page.css", "yardstick.css", "planting.css")
    return document(words.TITLE, links, join(), join(_lead(limits), *sections), skip=skip, foot=FOOT, styles=styles)


def _filled(text: Both, **values: Both | str) -> Both:
    """Both languages of a sentence, each with the values in its own."""
    en, zh = ({key: one.of(lang) if isinstance(one, Both) else one for key, one in values.items()} for lang in ("en", "zh"))
    return Both(text.en.format(**en), text.zh.format(**zh))


def _lead(limits: Record) -> Markup:
    facts = _filled(
        words.FACTS,
        orders=numbers.count(limits["orders"]),
        days=numbers.count(round(limits["days"])),
        rounds=str(limits["rounds"]),
        seed=str(limits["seed"]),
    )
    rule = _filled(words.FOUND, found=f"{limits['found_at']:.0%}")
    return tag(
        "div",
        tag("h1", words.TITLE),
        tag("p", _filled(words.ABOUT, data=limits["data"]), class_="about"),
        tag("p", facts, " ", rule, class_="soft small"),
        tag("div", *(tag("p", note) for note in _notes(limits["cells"])), class_="note"),
        class_="lead",
    )


def _notes(cells: Sequence[Record]) -> Iterator[Both]:
    if cells and max(cell["planted"] for cell in cells) == 1:
        yield words.FEW
    yield words.NOTE


def _limit(limits: Record) -> Markup:
    """For each behaviour what is found and missed in words, then the pictures."""
    parts: list[Markup] = [about(words.LIMIT_ABOUT), _shades()]
    for behaviour in dict.fromkeys(one["behaviour"] for one in limits["limits"]):
        own = [one for one in limits["limits"] if one["behaviour"] == behaviour]
        parts.append(tag("h3", names.titled(names.behaviour(behaviour)), class_="group-title"))
        parts.append(tag("div", *(_in_words(one) for one in own), class_="limits"))
        for one in own:
            cells = [cell for cell in limits["cells"] if (cell["behaviour"], cell["skill"]) == (behaviour, one["skill"])]
            parts.append(tag("h4", names.titled(words.SKILLS[one["skill"]]), class_="group-title"))
            parts.append(tag("div", *_panels(cells, limits["cells"]), class_="panels"))
    return join(*parts)


def _in_words(one: Record) -> Markup:
    smallest, missed, slowest = one["smallest"], one["missed"], one["slowest"]
    pace = _filled(words.PACE, pace=f"{slowest['workers'] * slowest['orders_each'] / slowest['weeks']:.1f}") if slowest else None
    return tag(
        "div",
        tag("h4", names.titled(words.SKILLS[one["skill"]])),
        tag(
            "dl",
            tag("dt", names.titled(words.SMALLEST)), tag("dd", _size(smallest) if smallest else words.NO_SIZE),
            tag("dt", names.titled(words.MISSED)), tag("dd", _size(missed) if missed else words.NOTHING_MISSED),
            tag("dt", names.titled(words.SLOWEST)), tag("dd", pace or words.NO_SIZE),
        ),
    )  # fmt: skip


def _size(size: Record) -> Both:
    people = Both(f"{numbers.count(size['workers'])} people", f"{numbers.count(size['workers'])} 人")
    each = names.counted(size["orders_each"], "order")
    shops, weeks = _time_and_place(size["shops"], size["weeks"])
    return _filled(words.SIZE, people=people, each=Both(each.en, f"{numbers.count(size['orders_each'])} 单"), shops=shops, weeks=weeks)


def _time_and_place(shops: int, weeks: float) -> tuple[Both, Both]:
    return names.counted(shops, "merchant"), Both(f"{weeks:g} week{'' if weeks == 1 else 's'}", f"{weeks:g} 周")


def _panels(cells: Sequence[Record], every: Sequence[Record]) -> Iterator[Markup]:
    """A picture for each number of shops and of weeks, all with the same axes."""
    across, up = (sorted({cell[key] for cell in every}) for key in ("orders_each", "workers"))
    for shops, weeks in sorted({(cell["shops"], cell["weeks"]) for cell in cells}):
        own = {(cell["orders_each"], cell["workers"]): _spot(cell) for cell in cells if (cell["shops"], cell["weeks"]) == (shops, weeks)}
        place, time = _time_and_place(shops, weeks)
        title = _filled(words.PANEL, shops=place, weeks=time)
        label = Both(f"{words.ACCUSED_SHARE.en}: {title.en}", f"{words.ACCUSED_SHARE.zh}：{title.zh}")
        yield tag("figure", tag("figcaption", title), heat(across, up, own, names=(words.ACROSS, words.UP), label=label))


def _spot(cell: Record) -> Spot:
    share = cell["orders_accused"] / cell["orders"] if cell["orders"] else 0.0
    return Spot(share, 0 < cell["planted"] == cell["found"], f"{cell['found']}/{cell['planted']}", f"{share:.0%}")


def _shades() -> Markup:
    """What the colours and the line mean."""
    ends = (*STEPS[1:], 1.0)
    box = tag("rect", x=0.5, y=0.5, width=25, height=16)
    colours = [
        tag("li", tag("svg", tag("g", box, class_=shade(low)), aria_hidden="true"), f"{low:.0%}–{high:.0%}") for low, high in zip(STEPS, ends, strict=True)
    ]  # fmt: skip
    edge = tag("svg", tag("rect", x=2, y=2, width=22, height=13, class_="limit"), aria_hidden="true")
    open_box = tag("svg", tag("g", box, class_="untried"), aria_hidden="true")
    return tag(
        "ul",
        tag("li", words.ACCUSED_SHARE),
        *colours,
        tag("li", edge, words.EDGE),
        tag("li", open_box, words.UNTRIED),
        class_="shades",
    )


def _wronged(limits: Record) -> Markup:
    """Who is accused beside planted rings, and who was before."""
    kinds = sorted({*limits["wronged"], *limits["in_rings"], *limits["accused_before"], *limits["innocents"]})
    heads = [
        head("Kind", "类别"), count("In the data", "数据中共有"), count("Accused before", "原先被指认"), count("Wronged", "被冤枉"),
        count("In a ring", "被划入团伙"),
    ]  # fmt: skip
    cells: list[list[Child]] = [
        [names.titled(names.nouns(kind)), numbers.count(limits["innocents"][kind]) if kind in limits["innocents"] else numbers.MISSING,
         *(numbers.count(limits[name].get(kind, 0)) for name in ("accused_before", "wronged", "in_rings"))]
        for kind in kinds
    ]  # fmt: skip
    return join(about(words.WRONGED_ABOUT), table(heads, cells))


def _cost(limits: Record) -> Markup:
    """The signals that cannot run, and the sizes that did not fit."""
    lacking: Mapping[str, Sequence[str]] = limits["not_run"]
    filled = {"run": str(len(limits["run"])), "all": str(len(limits["run"]) + len(lacking))}
    heads = [head("Signal", "信号"), head("Lacks", "缺少")]
    cells: list[list[Child]] = [
        [names.titled(names.part(signal)), join(*(join(" " if at else None, name(one)) for at, one in enumerate(missing)))]
        for signal, missing in sorted(lacking.items())
    ]
    signals = (
        join(tag("p", _filled(words.SOME_RUN, **filled)), table(heads, cells)) if cells else tag("p", _filled(words.ALL_RUN, **filled))
    )
    if not limits["left_out"]:
        return signals
    left = [
        tag("li", names.titled(names.behaviour(size["behaviour"])), " ", tag("span", _size(size), class_="soft"))
        for size in limits["left_out"]
    ]
    return join(signals, tag("h3", words.LEFT, class_="group-title"), tag("ul", *left, class_="plain"))


def _sizes(cells: Sequence[Record]) -> Markup:
    """All cells in a table, the least found first."""
    heads = [
        head("Behaviour", "行为"), head("Skill", "手法"), count("People", "人数"), count("Orders each", "每人单数"), count("Shops", "店铺"),
        count("Weeks", "周数"), count("Found", "检出"), count("Orders accused", "被指认订单"), count("People accused", "被指认人数"),
        count("As one ring", "成团"),
    ]  # fmt: skip
    rows: list[list[Child]] = [
        [names.titled(names.behaviour(cell["behaviour"])), names.titled(words.SKILLS[cell["skill"]]),
         *(numbers.count(cell[key]) for key in ("workers", "orders_each", "shops")), f"{cell['weeks']:g}", f"{cell['found']}/{cell['planted']}",
         f"{numbers.count(cell['orders_accused'])}/{numbers.count(cell['orders'])}", f"{cell['accounts_accused']}/{cell['accounts']}",
         f"{cell['matched']}/{cell['planted']}"]
        for cell in sorted(cells, key=_least_found)
    ]  # fmt: skip
    return table(heads, rows) if rows else join()


def _least_found(cell: Record) -> tuple[str, str, float, int]:
    share = cell["orders_accused"] / cell["orders"] if cell["orders"] else 0.0
    return cell["behaviour"], cell["skill"], share, -cell["workers"] * cell["orders_each"]
