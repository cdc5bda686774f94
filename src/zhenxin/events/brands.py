"""Brands in a text: known ones, the one a page says it speaks for, and the one that stands before its service words."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

from zhenxin.events.divisions import divisions
from zhenxin.kernels.folding import Folded, fold


@dataclass(frozen=True)
class Mention:
    """One place where a brand or a claim stands."""

    value: str
    """The brand as most often printed on the page, or the claim's code."""
    printed: str
    start: int
    end: int
    """Where it stands in the text as printed."""


_STRONG = (
    r"售后|客服|客户服务|维修|报修|保修|维保|厂家|总部|官方|官网|热线|专线|24小时|二十四小时|24h|[48]00|人工|服务电话|服务中心|服务网点|服务站"
    r"|联盟|特约"
)
_CUE = re.compile(rf"(?:{_STRONG}|全国|服务|电话|授权|咨询|上门|安装|清洗|保养|网点|预约|电器服务)")
_IS_STRONG = re.compile(_STRONG)
_SPLIT = re.compile(r"[\n,。!?;:、|/()\[\]{}<>【】《》「」“”\"'~·—–\-_#*+=@^★☆●■◆▲→>]+|(?<!美)的")
_BLANK = re.compile("(?<![a-z0-9]) +| +(?![a-z0-9])")
_TAIL = re.compile(r"(?:20\d\d年?|最新|正规|品牌|专业|指定|各区|各市|各点|附近|本地|同城|当地|各地|市区|\d+| )+$")
_HEAD = re.compile(
    r"^(?:20\d\d年?|最新|正规|品牌|十大|各大|常用|热门|知名|主流|欢迎(?:访问|致电|来电|光临)?|关于|查询|拨打|致电|如需|需要|联系|选择|\d+[.、)]?| )+"
)
_NO_NOUN = re.compile("[我你您它他她们本该此各每这那请若如被把将了是在与及于并或从向到由至为何吗呢吧也都就才还让给对以可能会要不没有什]")


def _words(kind: str) -> re.Pattern[str]:
    """The words of `kind` (goods, filling) in events/data/brand_words.txt, as a pattern, longest first."""
    text = files("zhenxin.events").joinpath("data/brand_words.txt").read_text(encoding="utf-8")
    line = next(line for line in text.splitlines() if line.startswith(f"{kind} "))
    return re.compile("|".join(sorted(line.split()[1:], key=len, reverse=True)))


_GOODS_WORD, _FILLER = _words("goods"), _words("filling")


@lru_cache(maxsize=64)
def _folded(names: tuple[str, ...]) -> dict[str, str]:
    """Folded form to name, the longest first, of equal forms the first; a single character is no name."""
    wanted: dict[str, str] = {}
    for name in names:
        wanted.setdefault(fold(name).text.strip(), name.strip())
    return {form: wanted[form] for form in sorted(wanted, key=lambda form: (-len(form), form)) if len(form) > 1}


@lru_cache(maxsize=8)
def _by_head(names: tuple[str, ...]) -> dict[str, dict[str, str]]:
    """Folded form to name, by the two characters it begins with: a data set names thousands of brands, a page a few."""
    heads: defaultdict[str, dict[str, str]] = defaultdict(dict)
    for form, name in _folded(names).items():
        heads[form[:2]][form] = name
    return dict(heads)


def _standing(text: str, names: tuple[str, ...]) -> dict[str, str]:
    """Of `names` those whose first two characters stand in `text`, folded form to name, the longest first."""
    heads = _by_head(names)
    found = {
        form: name for pair in {text[place : place + 2] for place in range(len(text))} & heads.keys() for form, name in heads[pair].items()
    }
    return dict(sorted(found.items(), key=lambda entry: (-len(entry[0]), entry[0])))


def find_brands(page: Folded, names: Sequence[str], registered: tuple[str, ...] = ()) -> list[Mention]:
    """Every mention of one of `names` or `registered` in `page`, in the order of the text; the longest name wins, of equals the first."""
    hits = []
    for group, each in enumerate((_folded(tuple(names)), _standing(page.text, registered))):
        for form, name in each.items():
            if form in page.text:
                written = rf"(?<![a-z0-9]){re.escape(form)}(?![a-z0-9])" if form.isascii() else re.escape(form)
                hits += [(-len(form), group, match.start(), match.end(), name) for match in re.finditer(written, page.text)]
    taken: set[int] = set()
    found = []
    for _, _, first, last, name in sorted(hits):
        if taken.isdisjoint(range(first, last)):
            taken.update(range(first, last))
            start, end = page.span(first, last)
            found.append(Mention(name, page.printed[start:end], start, end))
    return sorted(found, key=lambda mention: mention.start)


def infer_brands(page: Folded, title: str = "") -> list[str]:
    """The noun phrases that stand again and again before service words (售后, 客服, 全国统一报修 …), the commonest first.

    A phrase counts where it does so three times or more, or twice with the title among them, before at least two different words. The first line
    heads a page that has no title.
    """
    counts: Counter[str] = Counter()
    cues: defaultdict[str, set[str]] = defaultdict(set)
    titled = fold(title).text or page.text.lstrip().partition("\n")[0]
    for segment in (*_segments(page.text), *(_segments(titled) if title else ())):
        cue = _CUE.search(segment, 1)
        if cue is None or cue.start() > 30 or _CUE.match(segment):
            continue
        phrase = _phrase(segment[: cue.start()])
        if phrase:
            counts[phrase] += 1
            cues[phrase].add(segment[cue.start() : cue.start() + 4])
    enough = [
        phrase
        for phrase, count in counts.items()
        if count >= (2 if phrase in titled else 3) and len(cues[phrase]) > 1 and any(_IS_STRONG.match(cue) for cue in cues[phrase])
    ]
    return [
        _printed(phrase, page, titled, title) for phrase in sorted(enough, key=lambda phrase: (-counts[phrase], -len(phrase), phrase))[:3]
    ]


def _segments(text: str) -> Iterator[str]:
    """The pieces between marks and blanks; a service word behind a blank stays with what it follows."""
    for piece in _SPLIT.split(text):
        before = ""
        for segment in _BLANK.split(piece):
            yield before + segment if _CUE.match(segment) and not _CUE.search(before) else segment
            before = segment


def _phrase(words: str) -> str:
    """The brand in the words before a service word: without places, years and filling; empty where no name is left."""
    words = _TAIL.sub("", _HEAD.sub("", words.strip())).strip(" .")
    words = _without_place(words)
    bare = _bare(words)
    return (
        words if 2 <= len(words) <= 20 and len(bare) > 1 and not bare.isdecimal() and not _NO_NOUN.search(bare.replace("美的", "")) else ""
    )


def _bare(words: str) -> str:
    """`words` without goods and filling: what is left of a brand, or of no brand nothing."""
    return _FILLER.sub("", _GOODS_WORD.sub("", words)).strip()


def is_name(words: str) -> bool:
    """Whether `words` are more than goods and filling, and no single character."""
    return len(words) > 1 and len(_bare(words)) > 1


def _without_place(words: str) -> str:
    """`words` without the province or city at their head, where a name is left: 上海约克空调 is 约克空调, 青岛啤酒 stays."""
    known = divisions()
    for length in (8, 7, 6, 5, 4, 3, 2):
        codes = known.names.get(words[:length]) or known.short.get(words[:length])
        rest = words[length:]
        if codes and len(rest) > 1 and (len(codes[0]) <= 4 or words[length - 1] in "市区县") and _bare(rest):
            return _without_place(rest)
    return words


def _printed(phrase: str, page: Folded, titled: str, title: str) -> str:
    """The writing of `phrase` that the page uses most, in plain characters, capitals as printed."""
    writings: Counter[str] = Counter()
    for match in re.finditer(re.escape(phrase), page.text):
        writings[_plain_capitals(page.as_printed(*match.span()))] += 1
    if not writings and title and phrase in titled:
        writings[_plain_capitals(title)[titled.index(phrase) :][: len(phrase)]] += 1
    return min(writings, key=lambda writing: (-writings[writing], writing)) if writings else phrase


def _plain_capitals(text: str) -> str:
    plain = fold(text).text
    return (
        "".join(low.upper() if high.isupper() else low for low, high in zip(plain, text, strict=True)) if len(plain) == len(text) else plain
    )


def stem(brand: str) -> str:
    """A brand without its goods: 约克中央空调 is 约克; a name of nothing but goods stays."""
    folded = re.sub(r"[\s·.\-]", "", fold(brand).text)
    bare = re.sub(r"(?:电器|集团|股份|有限公司|公司|官方|品牌)$", "", _GOODS_WORD.sub("", folded))
    return bare if len(bare) > 1 else folded


def same_brand(left: str, right: str) -> bool:
    """Whether two names are of one maker as far as names tell: one stem holds the other (of three letters at least in Latin script)."""
    shorter, longer = sorted((stem(left), stem(right)), key=lambda name: (len(name), name))
    if shorter == longer:
        return True
    if shorter.isascii():
        return len(shorter) > 2 and bool(re.search(rf"(?<![a-z0-9]){re.escape(shorter)}(?![a-z0-9])", longer))
    return len(shorter) > 1 and shorter in longer


def families(brands: Sequence[str]) -> int:
    """How many unrelated makers stand behind `brands`, variants of one name counted once."""
    groups: list[set[str]] = []
    for brand in dict.fromkeys(brands):
        near = [group for group in groups if any(same_brand(brand, other) for other in group)]
        groups = [group for group in groups if group not in near] + [{brand}.union(*near)]
    return len(groups)
