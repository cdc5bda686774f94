"""A run as one self-contained HTML page: opens from disk, asks nothing of the network, says the same bytes for the same run."""

from pathlib import Path

from zhenxin.report import words
from zhenxin.report.clean_tables import true_figures
from zhenxin.report.entity_card import harmed, queries_behind, worst_entities
from zhenxin.report.findings import Findings
from zhenxin.report.markup import Both, join, tag
from zhenxin.report.opening import heading, how_to_read, in_short, read_and_not_judged
from zhenxin.report.pictures import symbols
from zhenxin.report.records import ACCUSED
from zhenxin.report.ring_card import colours_of, graph_of, ring_card
from zhenxin.report.shell import document, save
from zhenxin.report.tables import tables

FILE_NAME = "report.html"
_DRAWN = 6
"""How many rings have a picture; the others stand in the table."""


def write_report(out: Path, target: Path | None = None) -> Path:
    """Write the run in folder `out` as one HTML page and return its path: `target`, or `out`/report.html.

    A `target` that is a folder takes report.html. Written beside and renamed, so that there is never half a page.
    Raises UsageError where `out` is no result folder, InputError where it cannot be read, OutputError where the page cannot be written.
    """
    return save(render(Findings.load(out)), out / FILE_NAME if target is None else target / FILE_NAME if target.is_dir() else target)


def render(findings: Findings) -> str:
    """The whole page as text."""
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
        ("figures", true_figures(findings)),
        ("tables", tables(findings, places)),
        ("how", how_to_read()),
        ("queries", queries_behind(findings, queries)),
    )
    body = join(heading(findings), in_short(findings), read_and_not_judged(findings.run), *(part for _, part in parts))
    links = [(words.SECTIONS[key], key) for key in ["read", "unjudged", *(key for key, part in parts if part)]]
    skip = (Both("Skip to the findings", "跳到结果"), "short")
    return document(words.TITLE, links, symbols(), body, skip=skip, foot=words.FOOT)
