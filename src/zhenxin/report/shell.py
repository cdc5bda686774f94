"""The frame of a self-contained page: opens from disk, asks nothing of the network, runs nothing but our own style and script."""

import base64
import hashlib
from collections.abc import Sequence
from importlib.resources import files
from pathlib import Path

from zhenxin.errors import OutputError
from zhenxin.report.markup import Both, Child, Markup, tag

Link = tuple[Both, str]
"""Words and the id of the place they lead to."""


def document(
    title: Both, links: Sequence[Link], before: Markup, body: Child, *, skip: Link, foot: Both, styles: Sequence[str] = ("page.css",)
) -> str:
    """A whole page as text; `before` stands before the main part and is not seen."""
    style, script = "".join(_asset(name) for name in styles), _asset("page.js")
    return "<!doctype html>\n" + tag(
        "html",
        _head(title, style, script),
        tag(
            "body",
            tag("a", skip[0], href=f"#{skip[1]}", class_="skip"),
            _bar(links),
            before,
            tag("main", body),
            tag("footer", tag("p", foot)),
            _raw("script", script),
        ),
        lang="en",
        data_lang="en",
    ) + "\n"  # fmt: skip


def save(page: str, path: Path) -> Path:
    """Write `page` beside `path` and rename it, so that there is never half a page; raises OutputError where that cannot be."""
    beside = path.with_name(f".{path.name}.part")
    try:
        beside.write_text(page, encoding="utf-8", newline="\n")
        beside.replace(path)
    except OSError as error:
        beside.unlink(missing_ok=True)
        raise OutputError(f"the report cannot be written: {error.strerror}", place=str(path), hint="name another file") from None
    return path


def _asset(name: str) -> str:
    return files("zhenxin.report").joinpath(name).read_text(encoding="utf-8")


def _raw(element: str, text: str) -> Markup:
    """Our own style and script, which stand in the page as they are."""
    return Markup(f"<{element}>{text}</{element}>")


def _digest(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def _head(title: Both, style: str, script: str) -> Markup:
    # Nothing but our own style and script may run, even if a hostile id found a way through the escaping.
    policy = f"default-src 'none'; style-src {_digest(style)}; script-src {_digest(script)}; base-uri 'none'; form-action 'none'"
    return tag(
        "head",
        tag("meta", charset="utf-8"),
        tag("meta", http_equiv="Content-Security-Policy", content=policy),
        tag("meta", name="viewport", content="width=device-width, initial-scale=1"),
        tag("meta", name="referrer", content="no-referrer"),
        tag("meta", name="robots", content="noindex"),
        tag("title", f"Zhenxin 甄信 · {title.en}"),
        _raw("style", style),
    )


def _bar(sections: Sequence[Link]) -> Markup:
    links = [tag("a", words, href=f"#{place}") for words, place in sections]
    lang = tag("button", Markup('<span lang="en">中文</span><span lang="zh">English</span>'), type="button", id="switch-lang")
    theme = tag("button", Both("Light / dark", "深色/浅色"), type="button", id="switch-theme")
    nav = tag("nav", *links, aria_label="Sections 章节")
    switches = tag("div", lang, theme, class_="switches")
    brand = tag("span", "Zhenxin", tag("b", "甄信"), class_="brand")
    return tag("div", tag("div", brand, nav, switches, class_="top"), class_="bar-top")
