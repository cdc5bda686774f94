"""Figures as a page of text, in English or in Chinese: what was missed and who was wrongly accused come first."""

import unicodedata
from collections.abc import Iterator

from zhenxin.evaluate.figures import BehaviourFigures, Figures
from zhenxin.evaluate.resample import Interval

_MOST_MISSED_RINGS = 20
_MOST_GROUPS = 4
FIGURES = {
    "precision": ("precision", "精确率"), "recall": ("recall", "召回率"), "f1": ("F1", "F1"), "average_precision": ("AP", "平均精确率"),
    "brier": ("Brier", "Brier"),
}  # fmt: skip
_SKILLS = {"naive": "粗糙", "skilled": "老练"}
_WAYS = {"region": "地区", "age": "账号年龄", "size": "店铺订单数"}


def lines(figures: Figures, lang: str = "en") -> list[str]:
    """The page in `lang` (`en` or `zh`), a line each. Codes stand as they are."""
    page = _Page(figures, lang == "zh")
    return [*page.missed(), *page.wronged(), *page.hit(), *page.rings(), *page.kinds(), *page.calibration(), *page.notes()]


class _Page:
    """The lines of one page."""

    def __init__(self, figures: Figures, zh: bool) -> None:
        self._figures, self._zh = figures, zh

    def _say(self, en: str, zh: str) -> str:
        return zh if self._zh else en

    def missed(self) -> Iterator[str]:
        yield self._say("Missed, the worst first", "漏掉了什么（最差的在前）")
        rows = self._figures.behaviours
        if not rows:
            yield self._say("  the answer key holds nothing false", "  答案表中没有任何虚假对象")
        shared: dict[tuple[float, str, str, str], list[BehaviourFigures]] = {}
        for row in rows:  # the kinds of which all or nothing was found share a line
            kind = "" if row.recall in {0.0, 1.0} else row.kind
            shared.setdefault((row.recall, row.behaviour, row.skill, kind), []).append(row)
        for (_, behaviour, skill, _), own in sorted(shared.items(), key=lambda item: item[0]):
            named = behaviour + (self._say(f" ({skill})", f"（{_SKILLS.get(skill, skill)}）") if skill else "")
            yield f"  {padded(named, 32)}{self._recall(own)}".rstrip()

    def _recall(self, own: list[BehaviourFigures]) -> str:
        """Of kinds with one recall: its interval over the fewest rings, and what was missed of each."""
        first, parts = own[0], [f"{row.false - row.caught} {self._say('of', '/')} {row.false} {row.kind}" for row in own]
        few = min(own, key=lambda row: row.rings)
        rings = self._say(f"{few.rings} {'ring' if few.rings == 1 else 'rings'}", f"{few.rings} 个团伙")
        told = f"{self._say('recall', '召回率')} {first.recall:.3f} {between(few.intervals['recall'])}"
        return f"{padded(told, 30)}{padded(rings, 11)}{self._say('missed', '漏掉')} {', '.join(parts)}"

    def wronged(self) -> Iterator[str]:
        yield ""
        yield self._say("Innocent, yet accused", "无辜而被指认")
        rows = self._figures.lookalikes
        hit = [row for row in rows if row.accused]
        if not hit:
            none = self._say("  none of the lookalikes", "  相似者中无人被指认")
            yield none if rows else self._say("  the answer key names no lookalikes", "  答案表没有列出相似者")
        for row in sorted(hit, key=lambda row: (-row.rate, row.lookalike, row.kind)):
            told = f"{row.accused:>7} {self._say('of', '/')} {row.innocent:<7} {row.rate:.2%} {between(row.intervals['rate'], '{:.2%}')}"
            yield f"  {row.lookalike:<32}{row.kind:<10}{told}".rstrip()
        spared = len(rows) - len(hit)
        if hit and spared:
            kinds = "kind" if spared == 1 else "kinds"
            yield self._say(f"  and nobody of {spared} other {kinds} of lookalike", f"  其余 {spared} 类相似者无人被指认")

    def hit(self) -> Iterator[str]:
        """The groups that bear more than their share of wrong accusations, of each kind and way of grouping the most burdened."""
        rows = self._figures.hit
        if not rows:
            return
        yield ""
        yield self._say("Who is hit wrongly (times the rate of all innocents of its kind)", "哪些人更容易被冤枉（是同类全体无辜者的几倍）")
        for kind, by in dict.fromkeys((row.kind, row.by) for row in rows):
            own = [row for row in rows if (row.kind, row.by) == (kind, by)]
            hit = sorted(
                (row for row in own if row.accused), key=lambda row: (-(row.intervals["lift"] or (0.0,))[0], -(row.lift or 0.0), row.group)
            )
            label = self._say(f"{kind} by {by}", f"{kind}，按{_WAYS.get(by, by)}")
            if not hit:
                every = sum(row.innocent for row in own)
                yield self._say(f"  {label}: nobody of {every}", f"  {label}：{every} 个中无人")
            for row in hit[:_MOST_GROUPS]:
                counts = f"{row.accused:>7} {self._say('of', '/')} {row.innocent:<8}×{row.lift or 0.0:.1f} {between(row.intervals['lift'], '{:.1f}')}"
                yield f"  {padded(label, 22)}{counts:<36} {row.group or self._say('not known', '未知')}"
            if len(hit) > _MOST_GROUPS:
                rest = len(hit) - _MOST_GROUPS
                yield self._say(f"    and {rest} more groups", f"    另有 {rest} 组")

    def rings(self) -> Iterator[str]:
        rings, (precise, recall) = self._figures.rings, (self._name("precision"), self._name("recall"))
        yield ""
        whole = f"Rings: {rings.matched} of {rings.true} true ones found, by {rings.found} accused"
        yield self._say(whole, f"团伙：{rings.true} 个真实团伙中找到 {rings.matched} 个，被指认 {rings.found} 个")
        spans = {name: between(rings.intervals.get(name)) for name in ("precision", "recall")}
        yield f"  {precise} {share(rings.precision)} {spans['precision']}  {recall} {share(rings.recall)} {spans['recall']}".rstrip()
        for size in rings.sizes:
            label = f"{size.least}+" if size.most is None else f"{size.least}–{size.most}"
            spans = {name: between(size.intervals[name]) for name in ("precision", "recall")}
            members = self._say(f"{label:>9} members: ", f"{label:>9} 名成员：")
            true = self._say(f"{size.true_matched} of {size.true} true are found", f"真实 {size.true} 个，找到 {size.true_matched} 个")
            found = self._say(f"{size.found_matched} of {size.found} found are true", f"找到 {size.found} 个，属实 {size.found_matched} 个")
            told = (
                f"{true}, {recall} {share(size.recall)} {spans['recall']}".rstrip(),
                f"{found}, {precise} {share(size.precision)} {spans['precision']}",
            )
            yield f"  {members}{'; '.join(told)}".rstrip()
        yield from self._lost()

    def _lost(self) -> Iterator[str]:
        """Missed rings, the least alike first, and found ones that are none."""
        rings = self._figures.rings
        missed = sorted((match for match in rings.matches if not match.matched), key=lambda match: (match.likeness, match.ring_id))
        for match in missed[:_MOST_MISSED_RINGS]:
            near = self._say(
                f"nearest {match.found_id}, {match.likeness:.2f} alike", f"最接近 {match.found_id}，相似度 {match.likeness:.2f}"
            )
            near = near if match.found_id else self._say("nothing like it", "没有相近的")
            what, size = ", ".join(match.behaviours), match.size
            yield self._say(
                f"  missed {match.ring_id} ({what}, {size} members): {near}", f"  漏掉 {match.ring_id}（{what}，{size} 名成员）：{near}"
            )
        for ring_id in rings.unmatched[:_MOST_MISSED_RINGS]:
            yield self._say(f"  no true ring: {ring_id}", f"  并非真实团伙：{ring_id}")
        for rest, en, zh in ((len(missed), "missed", "漏掉"), (len(rings.unmatched), "that are no true ring", "并非真实团伙")):
            if rest > _MOST_MISSED_RINGS:
                yield self._say(f"  and {rest - _MOST_MISSED_RINGS} more {en}", f"  另有 {rest - _MOST_MISSED_RINGS} 个{zh}")
        if rings.uncompared:
            en = f"  not compared: {rings.uncompared} of the key that name neither accounts nor service numbers"
            yield self._say(en, f"  未比较：答案表中有 {rings.uncompared} 个团伙既无账号也无客服号码")

    def _name(self, figure: str) -> str:
        return FIGURES[figure][self._zh]

    def kinds(self) -> Iterator[str]:
        figures = self._figures
        yield ""
        yield self._say(f"At probability {figures.threshold:g} and above", f"概率 {figures.threshold:g} 及以上")
        heads = [self._say("kind", "类别"), self._say("false", "虚假"), self._say("accused", "被指认"), self._say("caught", "找出")]
        top = f"  {padded(heads[0], 10)}{padded(heads[1], 8, right=True)}{padded(heads[2], 9, right=True)}{padded(heads[3], 8, right=True)}"
        yield (top + "".join(f"  {padded(self._name(name), 19)}" for name in FIGURES)).rstrip()
        for row in figures.kinds:
            cells = [f"{share(getattr(row, name))} {between(row.intervals.get(name))}" for name in FIGURES]
            yield (f"  {row.kind:<10}{row.false:>8}{row.accused:>9}{row.caught:>8}" + "".join(f"  {cell:<19}" for cell in cells)).rstrip()

    def calibration(self) -> Iterator[str]:
        yield ""
        brier = f"{share(self._figures.brier, 4)} {between(self._figures.intervals.get('brier'), '{:.4f}')}".rstrip()
        yield self._say(f"Said and so (Brier {brier})", f"说的与实际的（Brier {brier}）")
        for row in self._figures.calibration:
            span, bounds = between(row.intervals["false_share"]), f"{row.low:.1f}–{row.high:.1f}"
            en = f"  {bounds}: {row.entities:>7} entities, said {row.said:.3f}, false {row.false_share:.3f} {span}"
            yield self._say(
                en, f"  {bounds}：{row.entities:>7} 个对象，给出 {row.said:.3f}，实际虚假 {row.false_share:.3f} {span}"
            ).rstrip()

    def notes(self) -> Iterator[str]:
        figures = self._figures
        if figures.left_out:
            yield ""
            what = ", ".join(f"{count} {kind}" for kind, count in sorted(figures.left_out.items()))
            en = f"Accused, but of kinds the answer key does not judge, and left out: {what}"
            yield self._say(en, f"被指认但答案表不评判其类别，因而未计入：{what}")
        if figures.notes or figures.resamples:
            yield ""
        yield from (self._say(*note) for note in figures.notes)
        if figures.resamples:
            en = f"In brackets: {figures.level:.0%} intervals, rings drawn again {figures.resamples} times (seed {figures.seed})."
            yield self._say(
                en, f"括号内为 {figures.level:.0%} 区间：以团伙为单位重新抽取 {figures.resamples} 次（随机种子 {figures.seed}）。"
            )


def padded(text: str, width: int, *, right: bool = False) -> str:
    """`text` filled up with spaces to `width` columns of a terminal, in which a Chinese character takes two."""
    gap = " " * (width - sum(2 if unicodedata.east_asian_width(character) in "WF" else 1 for character in text))
    return gap + text if right else text + gap


def share(value: float | None, digits: int = 3) -> str:
    """A figure, or that it cannot be had."""
    return "–" if value is None else f"{value:.{digits}f}"


def between(interval: Interval | None, form: str = "{:.3f}") -> str:
    """An interval in brackets; nothing where there is none."""
    return "" if interval is None else f"({form.format(interval[0])}–{form.format(interval[1])})"
