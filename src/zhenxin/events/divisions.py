"""The administrative divisions of China, current and former, as names and codes."""

import gzip
import re
from collections import defaultdict
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

_ETHNIC = re.compile(
    r"(?:蒙古|朝鲜|土家|苗|回|藏|羌|彝|布依|侗|哈尼|壮|傣|白|景颇|傈僳|哈萨克|柯尔克孜|满|瑶|仫佬|毛南|各|黎|仡佬|水|布朗|佤|拉祜|独龙|怒|纳西|普米|畲|土|撒拉|保安|东乡|裕固|锡伯|塔吉克|达斡尔|鄂温克|鄂伦春)族$|各族$|蒙古$"
)
_OUTSIDE = ("直辖县级行政区划", "省直辖县级行政区划", "省直辖县级行政单位", "省直辖县", "自治区直辖县", "直辖县")
_OUTSIDE_CODES = ("4190", "4290", "4690", "6590")


@dataclass(frozen=True)
class Divisions:
    """Names to codes: 2 digits a province, 4 a prefecture, 6 a county, 9 a town; `x` at the end says it is no longer listed."""

    names: dict[str, tuple[str, ...]]
    """Full names of provinces, prefectures and counties."""
    full: dict[str, tuple[str, ...]]
    """Those, and the full names of towns, townships and street offices, which count only below a division that is named with them."""
    short: dict[str, tuple[str, ...]]
    """Names as spoken, without 省, 市 or 自治州: 广西, 黔东南, 大理; and counties without 县 or 区."""
    heads: frozenset[str]
    """The first two characters of the spoken names of provinces and prefectures."""
    titles: dict[str, str]
    """Code to full name."""
    lengths: dict[str, tuple[int, ...]]
    """By the last character of a full name, the lengths such names have, longest first."""
    spoken_lengths: tuple[int, ...]

    def path(self, code: str) -> str:
        """The full name with all that lies above it, `?`-marked codes (a name nobody lists) included."""
        base, _, unknown = code.partition("?")
        plain = base.rstrip("x")
        above = [self.titles.get(plain[:length], "") for length in (2, 4, 6) if length < len(plain)]
        parts = [*above, self.titles.get(base, ""), unknown]
        return "".join(part for place, part in enumerate(parts) if part and part not in parts[:place])


@cache
def divisions() -> Divisions:
    """The divisions shipped with the package; `events/data/README.md` has their sources and dates."""
    text = gzip.decompress(files("zhenxin.events").joinpath("data/divisions.txt.gz").read_bytes()).decode()
    names, towns, short = defaultdict(list), defaultdict(list), defaultdict(list)
    titles: dict[str, str] = {}
    for line in text.splitlines():
        if line.startswith("#"):
            continue
        head, *below = line.split("\t")
        code, name, *former = head.split(" ")
        code = code + "x" if former else code
        names[name].append(code)
        titles.setdefault(code, name)
        for spoken in _spoken(name, code):
            short[spoken].append(code)
        for town in below:
            towns[town[3:]].append(code + town[:3])
            titles[code + town[:3]] = town[3:]
    for name in _OUTSIDE:
        short[name] = list(_OUTSIDE_CODES)
    lengths = defaultdict(set)
    for name in (*names, *towns):
        lengths[name[-1]].add(len(name))
    return Divisions(
        names={name: tuple(codes) for name, codes in names.items()},
        full={name: (*names.get(name, ()), *towns.get(name, ())) for name in (*names, *towns)},
        short={name: tuple(codes) for name, codes in short.items()},
        heads=frozenset(name[:2] for name, codes in short.items() if len(codes[0]) <= 4),
        titles=titles,
        lengths={end: tuple(sorted(found, reverse=True)) for end, found in lengths.items()},
        spoken_lengths=tuple(sorted({len(name) for name in short}, reverse=True)),
    )


def _spoken(name: str, code: str) -> list[str]:
    """The shorter forms a name is spoken in; never shorter than two characters."""
    if len(code.rstrip("x")) == 2:
        stem = re.sub(r"(?:壮族|回族|维吾尔)?自治区$|特别行政区$|[省市]$", "", name)
        return [stem, f"{stem}自治区"] if name.endswith("自治区") else [stem]
    if re.search("开发区|园区|示范区|管理区|管委会", name):
        return []
    stem = re.sub(r"(?:自治[州县旗]|地区|林区|[市县区盟旗州])$", "", name)
    forms = [stem]
    while peeled := _ETHNIC.sub("", forms[-1]):
        if peeled == forms[-1]:
            break
        forms.append(peeled)
    if name.endswith("自治州"):
        forms += [f"{form}州" for form in forms]
    return [form for form in dict.fromkeys(forms) if len(form) > 1 and form != name]
