"""Every number the world is made with, as tables for the docs: parameters, trades, and how each trade works in its two forms."""

import dataclasses
from typing import Any

from zhenxin.world.behaviours import behaviours, trades
from zhenxin.world.parameters import Parameters
from zhenxin.world.verdicts import Court
from zhenxin.world.web import parameters as web


def tables() -> dict[str, str]:
    """Markdown tables by their heading."""
    found = {"The market, its people and its lookalikes": _parameters(), "Trades": _trades()}
    for code, module in behaviours().items():
        found[f"How `{code}` works"] = _habits(module.NAIVE, module.SKILLED)
    found["Decisions of the platform"] = _parameters(Court)
    found["The web of pages"] = _parameters(web.WebParameters)
    found["Honest pages of each kind"] = _kinds()
    found["How `hotline_spam` works"] = _habits(web.NAIVE, web.SKILLED)
    return found


def _parameters(kind: type[Any] = Parameters) -> str:
    rows = ["| parameter | default | source |", "|---|---|---|"]
    rows += [f"| {item.name} | {_plain(item.default)} | {item.metadata['source']} |" for item in dataclasses.fields(kind)]
    return "\n".join(rows)


def _kinds() -> str:
    rows = ["| kind | weight; share of the lists of places | source |", "|---|---|---|"]
    return "\n".join([*rows, *(f"| {kind} | {much:g} | assumed |" for kind, much in (*web.KINDS.items(), *web.LISTS.items()))])


def _trades() -> str:
    rows = [
        "| behaviour | counts | share, or rings a skill and 100,000 orders | median size | reviews an order | source |",
        "|---|---|---|---|---|---|",
    ]
    for code, trade in trades().items():
        much = trade.share or trade.rings
        reviews = " / ".join(f"{number:g}" for number in trade.reviews)
        rows.append(f"| {code} | {trade.unit} | {much:g} | {trade.size:g} | {reviews} | {trade.source} |")
    return "\n".join(rows)


def _habits(naive: Any, skilled: Any) -> str:
    """Both forms of a trade side by side; each field of the dataclass names its source."""
    rows = ["| parameter | naive | skilled | source |", "|---|---|---|---|"]
    for item in dataclasses.fields(naive):
        forms = (_plain(getattr(form, item.name)) for form in (naive, skilled))
        rows.append(f"| {item.name} | {' | '.join(forms)} | {item.metadata['source']} |")
    return "\n".join(rows)


def _plain(value: Any) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, tuple):
        apart = " to " if len(value) == 2 and all(isinstance(one, (int, float)) for one in value) else ", "
        return apart.join(_plain(one) for one in value) or "–"
    return value if isinstance(value, str) else f"{value:g}"
