"""Place names in a text: divisions named one inside the other, as full names or as spoken, and lists of them."""

import re
from dataclasses import dataclass, replace
from functools import lru_cache

from zhenxin.events.divisions import Divisions, divisions
from zhenxin.kernels.folding import Folded

Codes = tuple[str, ...]


@dataclass(frozen=True)
class Place:
    """One mention of a place; `成都市金牛区` is one, not two."""

    code: str
    """The code of the smallest division named; ends in `x` where it is no longer listed, has `?` and the name where nobody lists it,
    is empty where several divisions bear the name."""
    printed: str
    start: int
    end: int
    """Where it stands in the text as printed."""

    @property
    def value(self) -> str:
        """What tells this place from others: its code, or its name where that is all there is."""
        return self.code or self.printed

    @property
    def former(self) -> bool:
        """Whether the division is no longer listed: abolished, merged or renamed."""
        return self.code.endswith("x")

    @property
    def unlisted(self) -> bool:
        """Whether no list, current or former, has the division."""
        return "?" in self.code


@dataclass(frozen=True)
class _Mention:
    """A chain of names, each inside the one before; positions are in the folded text."""

    start: int
    end: int
    codes: Codes
    last: int
    """Where the last name of the chain begins."""
    above: Codes = ()
    """What the names before the last one may be."""


_ENDS = re.compile("[省市区县旗盟州镇乡道木岛]")
_NO_END = {"市": "场值价面", "区": "域别间块", "县": "级", "道": "路具德理", "镇": "静定", "乡": "村镇亲", "木": "材头地质"}
_GENERIC = re.compile("^[东西南北中城郊矿新老市区关河江海山湖港上下内外大小]+区$|^..$(?<!县)")
_RUN = re.compile("[一-鿿]+")
_BETWEEN = re.compile(r"[、,;/|·.\- ]{1,3}")
_NO_CHILD = re.compile("[辖小社园景市城校学院发郊专库片战特地新老区]区$|[本该各全]|[上门夜]市$|服务|维修|客服|公司|中心")


def find_places(page: Folded) -> list[Place]:
    """Every place named in `page`, in the order of the text.

    A chain of names, each inside the one before, is one place: `广西贺州市富川瑶族自治县`. Spoken forms without 省, 市 or 自治州 count
    at the head of a chain and in lists; a town counts below the division it belongs to, or in a list of places.
    """
    known = divisions()
    text = page.text
    mentions = [_completed(mention, text, known) for mention in _chains(text, known)]
    mentions = sorted((*mentions, *_listed(text, mentions, known)), key=lambda mention: mention.start)
    found = []
    for mention in mentions:
        start, end = page.span(mention.start, mention.end)
        found.append(Place(_one_code(mention.codes), page.printed[start:end], start, end))
    return found


def _one_code(codes: Codes) -> str:
    """The one code that `codes` come down to: a city before the county of its name inside it; empty where they lie apart."""
    current = sorted((code for code in codes if not code.endswith("x")), key=len) or sorted(codes, key=len)
    return current[0] if all(code.startswith(current[0].rstrip("x")) for code in current) else ""


@lru_cache(maxsize=1 << 16)
def _inside(above: Codes, codes: Codes) -> Codes:
    """Those of `codes` that lie inside one of `above`; current ones first."""
    inside = [code for code in codes if any(code != upper and code.startswith(upper.rstrip("x")) for upper in above)]
    return tuple(sorted(inside, key=lambda code: (code.endswith("x"), len(code))))[:1]


def _chains(text: str, known: Divisions) -> list[_Mention]:
    chains: list[_Mention] = []
    for match in _ENDS.finditer(text):
        end, mark = match.end(), match[0]
        if text[end : end + 1] and text[end] in _NO_END.get(mark, ""):
            continue
        for length in known.lengths[mark]:
            start = end - length
            name = text[start:end]
            codes = known.full.get(name)
            if codes is None or start < 0:
                continue
            mention = _linked(text, (start, end), codes, chains, known)
            if mention is not None:
                if chains and mention.start <= chains[-1].start:
                    chains.pop()
                chains.append(mention)
                break
    return chains


def _linked(text: str, span: tuple[int, int], codes: Codes, chains: list[_Mention], known: Divisions) -> _Mention | None:
    """The name at `span` as part of the chain before it, or as the beginning of a new one; None where it is no place here."""
    start, end = span
    previous = chains[-1] if chains else None
    if previous:
        joined = previous.end == start or (previous.end + 1 == start and text[previous.end] == " " and len(previous.codes[0]) <= 4)
        inside = _inside(previous.codes, codes)
        if joined and inside:
            return _Mention(previous.start, end, inside, start, previous.codes)
        if start == previous.last and previous.above and (inside := _inside(previous.above, codes)):
            return _Mention(previous.start, end, inside, start, previous.above)
        if start < previous.end and not (start == previous.start and end > previous.end):
            return None
    head = _spoken_before(text, start, codes, previous.end if previous else 0, known)
    if head is not None:
        return _Mention(head[0], end, head[2], start, head[1])
    own = known.names.get(text[start:end], ())
    if own and not _GENERIC.search(text[start:end]):
        return _Mention(start, end, own, start)
    return None


def _spoken_before(text: str, start: int, codes: Codes, floor: int, known: Divisions) -> tuple[int, Codes, Codes] | None:
    """A spoken form right before `start` that `codes` lie inside: where the chain begins, what is above, which of the codes."""
    for length in known.spoken_lengths:
        first = start - length
        above = known.short.get(text[first:start]) if first >= floor else None
        inside = _inside(above, codes) if above else ()
        if above and inside:
            higher = _spoken_before(text, first, above, floor, known)
            return (higher[0] if higher else first), above, inside
    return None


def _completed(mention: _Mention, text: str, known: Divisions) -> _Mention:
    """The mention with a last name that lacks its 镇 or 县, or that no list has; only where the name fills an item of a list."""
    item = _RUN.match(text, mention.end)
    alone = mention.start == 0 or not _RUN.match(text[mention.start - 1])
    if not item or not alone or len(mention.codes) > 1 or len(item[0]) > 9:
        return mention
    name, end = item[0], item.end()
    for full in (name, *(name + mark for mark in ("镇", "乡", "街道", "县", "区", "市"))):
        inside = _inside(mention.codes, known.full.get(full, ()))
        if inside:
            return replace(mention, end=end, codes=inside)
    if len(name) > 1 and re.search("(?:[区县镇乡旗]|街道)$", name) and not _NO_CHILD.search(name) and len(mention.codes[0]) <= 6:
        return replace(mention, end=end, codes=(f"{mention.codes[0]}?{name}",))
    return mention


def _listed(text: str, mentions: list[_Mention], known: Divisions) -> list[_Mention]:
    """Names that count as places only because they stand in a list of places: 北京、上海、广州."""
    ends = {mention.start: mention.end for mention in mentions}
    found: list[_Mention] = []
    group: list[tuple[int, int, list[_Mention]]] = []
    for run in _RUN.finditer(text):
        if group and not _BETWEEN.fullmatch(text, group[-1][1], run.start()):
            found += _of_list(group)
            group = []
        covered = ends.get(run.start()) == run.end()
        named = [] if covered else _spoken_names(run.start(), run[0], known)
        if covered or named:
            group.append((run.start(), run.end(), named))
        elif group:
            found += _of_list(group)
            group = []
    taken = bytearray(len(text))
    for mention in mentions:
        taken[mention.start : mention.end] = b"\1" * (mention.end - mention.start)
    return [mention for mention in found + _of_list(group) if not any(taken[mention.start : mention.end])]


def _spoken_names(start: int, run: str, known: Divisions) -> list[_Mention]:
    """The spoken names that `run` consists of, the whole of it; none where anything is left over."""
    codes = known.short.get(run, ()) or known.full.get(run, ())
    if codes:
        return [_Mention(start, start + len(run), codes, start)]
    names, place = [], 0
    while place < len(run) <= 60:
        if run[place : place + 2] not in known.heads:
            return []
        length = next((n for n in known.spoken_lengths if known.short.get(run[place : place + n]) and place + n <= len(run)), 0)
        codes = known.short.get(run[place : place + length], ())
        if not length or len(codes[0]) > 4:
            return []
        names.append(_Mention(start + place, start + place + length, codes, start + place))
        place += length
    return names if len(names) > 2 else []


def _of_list(group: list[tuple[int, int, list[_Mention]]]) -> list[_Mention]:
    """The names of one list: two or more with a province or a city among them, or three counties."""
    named = [mention for _, _, mentions in group for mention in mentions]
    sure = any(not mentions or len(mentions) > 2 or len(mentions[0].codes[0]) <= 4 for _, _, mentions in group)
    return named if (len(group) >= 2 and sure) or len(group) >= 3 or any(len(mentions) > 2 for _, _, mentions in group) else []
