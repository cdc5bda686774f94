"""Pages of a small web, and what is read out of them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from .rows import Row, ago

LINE, OTHER = "4008365315", "4001865909"


@dataclass(frozen=True, kw_only=True)
class Page:
    """One page: where it stands, whose it says it is, and the numbers, places and claims on it, in their order."""

    site: str
    brand: str = "岚桥空调"
    numbers: Sequence[str] = (OTHER,)
    times: int = 3
    claims: Sequence[str] = ()
    places: Sequence[str] = ()
    pasted: int = 0
    title: str = ""
    text: str = "欢迎访问"
    days: float = 30
    claimed: str | None = None


def web(*pages: Page, registered: Sequence[tuple[str, str]] = ()) -> dict[str, list[Row]]:
    """The tables pages and page_facts of `pages`, and the registered numbers, each (brand, number)."""
    rows, facts = [], []
    for place, page in enumerate(pages):
        url, when = f"https://{page.site}/{place}", ago(page.days)
        rows.append(
            {"url": url, "occurred_at": when, "site": page.site, "claimed_brand": page.claimed, "title": page.title, "text": page.text}
        )
        said = [("number", number) for number in page.numbers] + [("brand", page.brand)] * page.times
        said += [("claim", claim) for claim in page.claims] + [("place", code) for code in page.places]
        said += [("break", str(page.pasted))] * bool(page.pasted)
        facts += [_fact(url, when, kind, value, at) for at, (kind, value) in enumerate(said) if value]
    return {
        "pages": rows, "page_facts": facts,
        "registered_numbers": [{"brand": brand, "number": number, "checked_at": ago(400)} for brand, number in registered],
    }  # fmt: skip


def _fact(url: str, when: datetime, kind: str, value: str, place: int) -> Row:
    return {"url": url, "occurred_at": when, "fact": kind, "value": value, "printed": value, "position": place * 5}
