"""A run as one self-contained HTML page: opens from disk, asks nothing of the network, says the same bytes for the same run."""

import base64
import hashlib
from importlib.resources import files
from pathlib import Path

from zhenxin.errors import OutputError
from zhenxin.report import words
from zhenxin.report.entity_card import harmed, queries_behind, worst_entities
from zhenxin.report.findings import Findings
from zhenxin.report.markup import Both, Markup, join, tag
from zhenxin.report.opening import heading, how_to_read, in_short, read_and_not_judged
from zhenxin.report.pictures import symbols
from zhenxin.report.records import ACCUSED
from zhenxin.report.ring_card import colours_of, graph_of, ring_card
from zhenxin.report.tables import tables

FILE_NAME = "report.html"
_DRAWN = 6
"""How many rings have a picture; the others stand in the table."""


def write_report(out: Path, target: Path | None = None) -> Path:
    """Write the run in folder `out` as one HTML page and return its path: `target`, or `out`/report.html.

    A `target` that is a folder takes report.html. Written beside and renamed, so that there is never half a page.
    Raises UsageError where `out` is no result folder, InputError where it cannot be read, OutputError where the page cannot be written.
    """
    page = render(Findings.load(out))
    path = out / FILE_NAME if target is None else target / FILE_NAME if target.is_dir() else target
    beside = path.with_name(f".{path.name}.part")
    try:
        beside.write_text(page, encoding="utf-8", newline="\n")
        beside.replace(path)
    except OSError as error:
        beside.unlink(missing_ok=True)
        raise OutputError(f"the report cannot be written: {error.strerror}", place=str(path), hint="name another file") from None
    return path


def render(findings: Findings) -> str:
    """The whole page as text."""
    style, script = _asset("page.css"), _asset("page.js")
    drawn = [ring for ring in findings.rings if ring.probability >= ACCUSED][:_DRAWN] or findings.rings[:1]
    places = {ring.ring_id: at for at, ring in enumerate(drawn, start=1)}
    graphs = {ring.ring_id: graph_of(findings, ring) for ring in drawn}
    colours = colours_of(tie for graph in graphs.values() for tie in graph.ties)
    cards = [ring_card(findings, ring, places[ring.ring_id], graphs[ring.ring_id], colours) for ring in drawn]
    head = join(tag("h2", words.SECTIONS["rings"]), tag("p", words.RINGS_ABOUT, class_="about"))
    rings = tag("section", head, *cards, id="rings") if cards else join()
    reasons, queries = worst_entities(findings, places)
    parts = (
        ("rings", rings),
        ("reasons", reasons),
        ("harmed", harmed(findings)),
        ("tables", tables(findings, places)),
        ("how", how_to_read()),
        ("queries", queries_behind(findings, queries)),
    )
    body = join(heading(findings), in_short(findings), read_and_not_judged(findings.run), *(part for _, part in parts))
    return "<!doctype html>\n" + tag(
        "html",
        _head(style, script),
        tag(
            "body",
            tag("a", Both("Skip to the findings", "跳到结果"), href="#short", class_="skip"),
            _bar(["read", "unjudged", *(key for key, part in parts if part)]),
            symbols(),
            tag("main", body),
            tag("footer", tag("p", words.FOOT)),
            _raw("script", script),
        ),
        lang="en",
        data_lang="en",
    ) + "\n"  # fmt: skip


def _asset(name: str) -> str:
    return files("zhenxin.report").joinpath(name).read_text(encoding="utf-8")


def _raw(element: str, text: str) -> Markup:
    """Our own style and script, which stand in the page as they are."""
    return Markup(f"<{element}>{text}</{element}>")


def _digest(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def _head(style: str, script: str) -> Markup:
    # Nothing but our own style and script may run, even if a hostile id found a way through the escaping.
    policy = f"default-src 'none'; style-src {_digest(style)}; script-src {_digest(script)}; base-uri 'none'; form-action 'none'"
    return tag(
        "head",
        tag("meta", charset="utf-8"),
        tag("meta", http_equiv="Content-Security-Policy", content=policy),
        tag("meta", name="viewport", content="width=device-width, initial-scale=1"),
        tag("meta", name="referrer", content="no-referrer"),
        tag("meta", name="robots", content="noindex"),
        tag("title", f"Zhenxin 甄信 · {words.TITLE.en}"),
        _raw("style", style),
    )


def _bar(sections: list[str]) -> Markup:
    links = [tag("a", words.SECTIONS[key], href=f"#{key}") for key in sections]
    lang = tag("button", Markup('<span lang="en">中文</span><span lang="zh">English</span>'), type="button", id="switch-lang")
    theme = tag("button", Both("Light / dark", "深色/浅色"), type="button", id="switch-theme")
    nav = tag("nav", *links, aria_label="Sections 章节")
    top = tag(
        "div", tag("span", "Zhenxin", tag("b", "甄信"), class_="brand"), nav, tag("div", lang, theme, class_="switches"), class_="top"
    )
    return tag("div", top, class_="bar-top")
