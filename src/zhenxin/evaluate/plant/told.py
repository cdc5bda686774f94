"""The answer of a planting as lines to read: what was missed first, then what was found, who was wronged, and what the data lack."""

from collections.abc import Iterator, Mapping

from zhenxin.evaluate.plant.limits import FOUND, Limits, Size


def lines(limits: Limits, lang: str = "en") -> list[str]:
    """A page of text in English, or in Chinese (`zh`)."""
    say = _CHINESE if lang == "zh" else _ENGLISH
    return [*_answer(limits, say), "", *_table(limits, say), "", *_wronged(limits, say), "", *_cost(limits, say)]


_ENGLISH = {
    "title": "Detection limit of {data}: {orders} orders, {days:.0f} days judged, {rounds} rounds, seed {seed}",
    "rule": "A ring counts as found where at least {found:.0%} of its false orders are accused.",
    "missed": "  {what}: a ring of {size} is missed",
    "none_missed": "  {what}: every size that was tried is found",
    "smallest": "  {what}: the smallest ring found every time has {size}",
    "none": "  {what}: no size that was tried is found every time",
    "slowest": "  {what}: the slowest ring found every time places {pace:.1f} orders a week",
    "size": "{workers} people × {each} order{e}, {shops} shop{p}, {weeks:g} week{w}",
    "head": ("behaviour", "people", "orders each", "shops", "weeks", "found", "orders accused", "people accused", "as one ring"),
    "wronged": "Innocents accused beside planted rings, the most of any round: {told}",
    "in_rings": "Innocents in the rings told, the most of any round: {told}",
    "newly": "Of those accused beside planted rings, all rounds together, are planted: {told}",
    "before": "Accused in the data as they are: {told}",
    "nobody": "nobody",
    "of": "{count} of {all} {kind}s",
    "some": "{count} {kind}{s}",
    "cost": "{run} of {all} signals can run on these data. These cannot, and rings that only they would show are missed:",
    "all_run": "All {all} signals can run on these data.",
    "lacks": "  {signal} lacks {lacks}",
    "left": "Not tried, for these sizes do not fit the data or the behaviour: {what}",
    "naive": "naive", "skilled": "skilled",
    "note": "Planted praise is in Chinese; where the data are in another language, signals of text see a ring more easily than they would.",
}  # fmt: skip
_CHINESE = {
    "title": "{data} 的检出极限：{orders} 笔订单，判断 {days:.0f} 天，{rounds} 轮，种子 {seed}",
    "rule": "团伙的虚假订单至少有 {found:.0%} 被指认，才算检出。",
    "missed": "  {what}：规模为 {size} 的团伙会漏掉",
    "none_missed": "  {what}：试过的各种规模全部检出",
    "smallest": "  {what}：每次都能检出的最小团伙为 {size}",
    "none": "  {what}：没有哪种规模每次都能检出",
    "slowest": "  {what}：每次都能检出的最慢团伙每周下 {pace:.1f} 单",
    "size": "{workers} 人 × 每人 {each} 单，{shops} 家店，{weeks:g} 周",
    "head": ("行为", "人数", "每人单数", "店铺", "周数", "检出", "被指认订单", "被指认人数", "成团"),
    "wronged": "植入团伙后被冤枉的无辜者（各轮中最多的一轮）：{told}",
    "in_rings": "报出的团伙中的无辜者（各轮中最多的一轮）：{told}",
    "newly": "植入后被指认的对象中属于植入团伙的（各轮合计）：{told}",
    "before": "原始数据中已被指认的：{told}",
    "nobody": "无",
    "of": "{kind} {count} 个（共 {all} 个）",
    "some": "{kind} {count} 个",
    "cost": "这份数据上 {all} 个信号中有 {run} 个能运行。以下信号不能运行，只有它们才看得见的团伙会漏掉：",
    "all_run": "{all} 个信号在这份数据上全部能运行。",
    "lacks": "  {signal} 缺少 {lacks}",
    "left": "与数据或行为不相容、没有试的规模：{what}",
    "naive": "粗糙", "skilled": "老练",
    "note": "植入的好评是中文；数据若是别的语言，文本类信号会比实际更容易看出团伙。",
}  # fmt: skip
_KINDS_ZH = {
    "account": "账号",
    "order": "订单",
    "merchant": "店铺",
    "review": "评价",
    "device": "设备",
    "sender": "寄件人",
    "payee": "收款人",
}


def _answer(limits: Limits, say: Mapping[str, object]) -> Iterator[str]:
    yield _filled(say["title"], data=limits.data, orders=limits.orders, days=limits.days, rounds=limits.rounds, seed=limits.seed)
    yield _filled(say["rule"], found=FOUND)
    slow = {(behaviour, skill): cell for behaviour, skill, cell in limits.slowest()}
    for behaviour, skill, smallest, missed in limits.smallest():
        what = f"{behaviour} ({say[skill]})"
        yield _filled(say["missed"], what=what, size=_size(missed, say)) if missed else _filled(say["none_missed"], what=what)
        yield _filled(say["smallest"], what=what, size=_size(smallest, say)) if smallest else _filled(say["none"], what=what)
        slowest = slow[behaviour, skill]
        if slowest:
            yield _filled(say["slowest"], what=what, pace=slowest.size / slowest.weeks)


def _table(limits: Limits, say: Mapping[str, object]) -> Iterator[str]:
    head = say["head"]
    rows = [tuple(head) if isinstance(head, tuple) else ()]
    for cell in sorted(limits.cells, key=lambda cell: (cell.behaviour, cell.skill, cell.share, cell.size)):
        rows.append(
            (
                f"{cell.behaviour} ({say[cell.skill]})", f"{cell.workers}", f"{cell.orders_each}", f"{cell.shops}", f"{cell.weeks:g}",
                f"{cell.found}/{cell.planted}", f"{cell.orders_accused}/{cell.orders}", f"{cell.accounts_accused}/{cell.accounts}", f"{cell.matched}",
            )
        )  # fmt: skip
    widths = [max(_wide(row[place]) for row in rows) for place in range(len(rows[0]))]
    for row in rows:
        yield "  " + "  ".join(
            one + " " * (width - _wide(one)) if place == 0 else " " * (width - _wide(one)) + one
            for place, (one, width) in enumerate(zip(row, widths, strict=True))
        )


def _wide(text: str) -> int:
    """How many columns of a terminal a text takes: two for a Chinese character."""
    return sum(2 if ord(letter) > 0x2E7F else 1 for letter in text)


def _wronged(limits: Limits, say: Mapping[str, object]) -> Iterator[str]:
    yield _filled(say["wronged"], told=_counts(limits.wronged, limits.innocents, say))
    yield _filled(say["in_rings"], told=_counts(limits.in_rings, limits.innocents, say))
    right, every = ({kind: pair[place] for kind, pair in limits.newly_accused.items()} for place in (0, 1))
    yield _filled(say["newly"], told=_counts(right, every, say))
    yield _filled(say["before"], told=_counts(limits.accused_before, limits.innocents, say))


def _counts(counts: Mapping[str, int], of: Mapping[str, int], say: Mapping[str, object]) -> str:
    found = []
    for kind, count in sorted(counts.items()):
        name = _KINDS_ZH.get(kind, kind) if say is _CHINESE else kind
        whole = of.get(kind)
        found.append(_filled(say["of" if whole else "some"], count=count, all=whole, kind=name, s="" if count == 1 else "s"))
    return ", ".join(found) or str(say["nobody"])


def _cost(limits: Limits, say: Mapping[str, object]) -> Iterator[str]:
    whole = len(limits.run) + len(limits.not_run)
    if limits.not_run:
        yield _filled(say["cost"], run=len(limits.run), all=whole)
        yield from (_filled(say["lacks"], signal=signal, lacks=", ".join(lacks)) for signal, lacks in sorted(limits.not_run.items()))
    else:
        yield _filled(say["all_run"], all=whole)
    if limits.left_out:
        yield _filled(say["left"], what="; ".join(f"{size.behaviour} {_size(size, say)}" for size in limits.left_out))
    yield str(say["note"])


def _size(cell: Size, say: Mapping[str, object]) -> str:
    several = {letter: "" if many == 1 else "s" for letter, many in (("e", cell.orders_each), ("p", cell.shops), ("w", cell.weeks))}
    return _filled(say["size"], workers=cell.workers, each=cell.orders_each, shops=cell.shops, weeks=cell.weeks, **several)


def _filled(sentence: object, **values: object) -> str:
    return str(sentence).format(**values)
