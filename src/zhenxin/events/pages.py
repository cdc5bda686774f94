"""A saved web page: its text whatever the encoding, and the facts in it: numbers, brands, places, claims, a pasted article."""

import codecs
import html
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import repeat
from pathlib import Path
from typing import Any

import pyarrow as pa
from selectolax.lexbor import LexborHTMLParser

from zhenxin.engine.hands import hands
from zhenxin.errors import InputError
from zhenxin.events.brand_names import Naming, merged, naming
from zhenxin.events.brands import Mention, find_brands, infer_brands
from zhenxin.events.claims import find_claims
from zhenxin.events.disowned import disowned
from zhenxin.events.numbers import Number, find_numbers
from zhenxin.events.places import Place, find_places
from zhenxin.events.registry import Registry
from zhenxin.events.topics import Break, find_break
from zhenxin.kernels.folding import fold

MOST_BYTES = 32_000_000
_MARKUP = re.compile(r"<(?:!doctype\s+html|html|head|body|meta|title|div|script|table|span|ul|h[1-6]|br|p)\b[^<>]*>", re.IGNORECASE)
_CHARSET = re.compile(rb"charset\s*=\s*[\"']?\s*([\w\-]+)", re.IGNORECASE)
_PRE = re.compile(r"<(pre|textarea)\b[^<>]*>.*?</\1\s*>", re.IGNORECASE | re.DOTALL)
_TAG = re.compile(r"<(/?)([a-zA-Z][\w:-]*+)[^<>]*+>")
_VOID = {
    "area",
    "base",
    "br",
    "col",
    "dd",
    "dt",
    "embed",
    "hr",
    "img",
    "input",
    "li",
    "link",
    "meta",
    "option",
    "p",
    "source",
    "td",
    "th",
    "tr",
    "wbr",
}
"""Elements that need no end tag."""
DEEPEST = 5_000
_HIDDEN = ["script", "style", "noscript", "template", "iframe", "svg", "head"]
_BLOCKS = (
    "address, article, aside, blockquote, br, center, dd, details, div, dl, dt, fieldset, figure, footer, form, h1, h2, h3, h4, h5, h6, "
    "header, hr, li, main, nav, ol, option, p, pre, section, table, tr, ul"
)


@dataclass(frozen=True)
class Page:
    """A page as text."""

    text: str
    """What a reader sees, a line a block; the title is not part of it."""
    title: str = ""
    encoding: str = "utf-8"


@dataclass(frozen=True)
class Facts:
    """What a page says; positions are in its text."""

    numbers: tuple[Number, ...]
    """Those that the page gives; not those that it disowns."""
    brands: tuple[Mention, ...]
    speaks_for: str
    """The brand that the page is known for, or that stands before its service words; empty where there is none."""
    places: tuple[Place, ...]
    claims: tuple[Mention, ...]
    pasted: Break | None
    disowned: tuple[Number, ...] = ()
    """The numbers that the page warns against, or denies to be anybody's."""


def read_page(path: Path) -> Page:
    """Read a saved page, HTML or plain text, in UTF-8, UTF-16, GB 18030 or the encoding it declares.

    Raises InputError where there is no such file, where it is empty, too large, or no text.
    """
    try:
        data = path.read_bytes() if path.stat().st_size <= MOST_BYTES else None
    except OSError as error:
        hint = "name a file, not a folder" if path.is_dir() else "check the name"
        raise InputError(
            f"`{path.name}` cannot be read: {(error.strerror or 'no such file').lower()}", place=str(path), hint=hint
        ) from None
    if data is None:
        raise InputError(
            f"`{path.name}` is larger than {MOST_BYTES // 1_000_000} MB", place=str(path), hint="save the page alone, as HTML or text"
        )
    page = parse_page(*decoded(data))
    if not page.text.strip() and not page.title:
        raise InputError(f"`{path.name}` has no text", place=str(path), hint="save the page from the browser, as HTML or text")
    if page.text.count("\x00") + page.text.count("�") > len(page.text) // 10:
        raise InputError(f"`{path.name}` is not a text", place=str(path), hint="save the page from the browser, as HTML or text")
    return page


def decoded(data: bytes) -> tuple[str, str]:
    """The text of `data` and the encoding it was in: by byte order mark, then UTF-8, then as declared, then GB 18030."""
    for mark, name in ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16")):
        if data.startswith(mark):
            return data.decode(name, errors="replace").removeprefix("\ufeff"), name
    declared = _CHARSET.search(data[:4096])
    names = ["utf-8", *([declared[1].decode("ascii")] if declared else []), "gb18030"]
    for name in names:
        try:
            return data.decode("gb18030" if name.lower() in {"gb2312", "gbk"} else name), name.lower()
        except (UnicodeDecodeError, LookupError):
            continue
    return data.decode(names[1] if declared and _is_encoding(names[1]) else "utf-8", errors="replace"), "unknown"


def _is_encoding(name: str) -> bool:
    try:
        codecs.lookup(name)
    except LookupError:
        return False
    return True


def parse_page(text: str, encoding: str = "utf-8") -> Page:
    """`text` as a page: markup, scripts and styles taken out where it is HTML, the title kept."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if not _MARKUP.search(text[:50_000]):
        return Page(text, "", encoding)
    if _is_bottomless(text):
        return Page(html.unescape(_TAG.sub("\n", text)).strip(), "", encoding)
    kept = _PRE.sub(lambda match: match[0].replace("\n", "<br>"), text)
    tree = LexborHTMLParser(re.sub(r"\s+", " ", kept))
    title = tree.css_first("title")
    name = title.text(deep=True).strip() if title else ""
    tree.strip_tags(_HIDDEN, recursive=True)
    for node in tree.css(_BLOCKS):
        node.insert_before("\n")
        node.insert_after("\n")
    for node in tree.css("td, th"):
        node.insert_after(" ")
    for node in tree.css("a[href^='tel:']"):
        number = (node.attributes.get("href") or "").removeprefix("tel:")
        if number and re.sub(r"\D", "", number) not in re.sub(r"\D", "", node.text(deep=True)):
            node.insert_after(f" {number} ")
    body = tree.body
    lines = (line.strip() for line in (body.text(deep=True) if body else "").split("\n"))
    return Page(re.sub(r"\n{2,}", "\n", "\n".join(lines)).strip("\n"), name, encoding)


def _is_bottomless(text: str) -> bool:
    """Whether elements lie in each other so deep that parsing takes the square of it: no browser goes on past some hundreds."""
    if text.count("<") < DEEPEST:
        return False
    depth = most = 0
    for match in _TAG.finditer(text):
        if match[2].lower() not in _VOID:
            depth = max(0, depth - 1) if match[1] else depth + 1
            most = max(most, depth)
    return most >= DEEPEST


def facts_of(page: Page, registry: Registry, claimed: str = "", names: tuple[str, ...] = ()) -> Facts:
    """Everything that `page` says, in the order of its text; `claimed` is the brand it is known to speak for, if any, `names` are other known brands."""
    folded = fold(page.text)
    inferred = infer_brands(folded, page.title)
    found = find_numbers(folded, registry.numbers)
    denied = disowned(page.text, found)
    numbers = tuple(number for number in found if number.digits not in denied)
    brands = tuple(find_brands(folded, [*([claimed] if claimed else []), *inferred], registry.brands + names))
    places = tuple(find_places(folded))
    speaks_for = claimed or (inferred[0] if inferred else "")
    counts = Counter(number.digits for number in numbers)
    most = max(counts.values(), default=0)
    own = [number.start for number in numbers if counts[number.digits] == most]
    own += [brand.start for brand in brands if brand.value in {speaks_for, *inferred}]
    pasted = find_break(folded, sorted(own), [place.start for place in places])
    against = tuple(number for number in found if number.digits in denied)
    return Facts(numbers, brands, speaks_for, places, tuple(find_claims(folded)), pasted, against)


FACT_SCHEMA = pa.schema(
    [
        ("url", pa.string()),
        ("occurred_at", pa.timestamp("us")),
        ("fact", pa.string()),
        ("value", pa.string()),
        ("printed", pa.string()),
        ("position", pa.int32()),
    ]
)


_AT_ONCE, _FEW = 1000, 3000
"""Pages that are read at once; up to so many are read without starting another process."""


def page_facts(pages: pa.Table, registry: Registry, processes: int = 1) -> pa.Table:
    """The table `page_facts` from `pages` (url, occurred_at, text; title and claimed_brand where they are there).

    A brand that some page claims, or that the service words of two pages stand behind, is sought on all of them. One row an occurrence. `value` is the
    canonical digits of a number, a brand's name, a division's code (its name where several bear it), a claim's code, the length of an article that does not
    belong (`break`); `position` counts characters in the page's text and is NULL for what only the title or `claimed_brand` says. Many pages are read by so
    many `processes`; the rows do not depend on it.
    """
    wanted = [name for name in ("url", "occurred_at", "text", "title", "claimed_brand") if name in set(pages.column_names)]
    batches = pages.select(wanted).combine_chunks().to_batches(_AT_ONCE)
    if processes < 2 or pages.num_rows <= _FEW:
        names = merged(_names_of_batch(batch) for batch in batches)
        return pa.Table.from_batches([_facts_of_batch(batch, registry, names) for batch in batches], FACT_SCHEMA)
    with hands(processes) as pool:
        names = merged(pool.map(_names_of_batch, batches))
        return pa.Table.from_batches(list(pool.map(_facts_of_batch, batches, repeat(registry), repeat(names))), FACT_SCHEMA)


def _names_of_batch(batch: pa.RecordBatch) -> Naming:
    pages = ((row, _page_of(row)) for row in batch.to_pylist())
    return naming((row.get("claimed_brand") or "", page.title, page.text) for row, page in pages)


def _facts_of_batch(batch: pa.RecordBatch, registry: Registry, names: tuple[str, ...]) -> pa.RecordBatch:
    return pa.RecordBatch.from_pylist([fact for row in batch.to_pylist() for fact in _facts_of_row(row, registry, names)], FACT_SCHEMA)


def _page_of(row: Mapping[str, Any]) -> Page:
    parsed = parse_page(row["text"] or "")
    return Page(parsed.text, row.get("title") or parsed.title)


def _facts_of_row(row: Mapping[str, Any], registry: Registry, names: tuple[str, ...]) -> Iterator[dict[str, Any]]:
    page = _page_of(row)
    claimed = row.get("claimed_brand") or ""
    said = list(_said(facts_of(page, registry, claimed, names)))
    values = {(fact, value) for fact, value, _, _ in said}
    titled = facts_of(Page(page.title), registry, claimed, names) if page.title else None
    beyond = [(fact, value, printed, None) for fact, value, printed, _ in (_said(titled) if titled else ()) if (fact, value) not in values]
    if claimed and not any((fact, value) == ("brand", claimed) for fact, value, *_ in (*said, *beyond)):
        beyond.append(("brand", claimed, claimed, None))
    for fact, value, printed, position in (*said, *dict.fromkeys(beyond)):
        yield {
            "url": row["url"],
            "occurred_at": row["occurred_at"],
            "fact": fact,
            "value": value,
            "printed": printed,
            "position": position,
        }


def _said(facts: Facts) -> Iterator[tuple[str, str, str, int | None]]:
    yield from (("number", number.digits, number.printed, number.start) for number in facts.numbers)
    yield from (("disowned", number.digits, number.printed, number.start) for number in facts.disowned)
    yield from (("brand", brand.value, brand.printed, brand.start) for brand in facts.brands)
    yield from (("place", place.value, place.printed, place.start) for place in facts.places)
    yield from (("claim", claim.value, claim.printed, claim.start) for claim in facts.claims)
    if facts.pasted:
        yield "break", str(facts.pasted.length), facts.pasted.beginning, facts.pasted.start
