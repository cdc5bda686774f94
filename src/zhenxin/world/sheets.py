"""Rows of the smaller tables while they gather: whoever makes something happen adds to the sheet of its table."""

from dataclasses import dataclass, field
from typing import Any

import numpy as np

from zhenxin.world.arrays import NONE, Ints


class Sheet:
    """Rows of one kind of event; a column is whole numbers, seconds or texts, as its default is an int, a float or a text (None: no text)."""

    def __init__(self, **defaults: int | float | str | None) -> None:
        self._defaults = defaults
        self._parts: dict[str, list[Any]] = {name: [] for name in defaults}
        self._rows = 0

    def __len__(self) -> int:
        return self._rows

    def add(self, rows: int, **columns: Any) -> Ints:
        """`rows` more rows, each column one value or one a row, all others as by default; returns their numbers.

        Raises KeyError for a column the sheet has not.
        """
        told = {name: _filled(value, self._defaults[name], rows) for name, value in columns.items()}
        for name, default in self._defaults.items():
            self._parts[name].append(told[name] if name in told else _filled(default, default, rows))
        self._rows += rows
        return np.arange(self._rows - rows, self._rows, dtype=np.int64)

    def column(self, name: str) -> Any:
        """One column whole: an array of whole numbers or seconds, or an object array of texts."""
        parts = self._parts[name]
        if len(parts) != 1:
            empty = _filled(self._defaults[name], self._defaults[name], 0)
            parts[:] = [np.concatenate([empty, *parts])]
        return parts[0]

    def columns(self) -> dict[str, Any]:
        """All columns by name."""
        return {name: self.column(name) for name in self._defaults}


def _filled(value: Any, default: int | float | str | None, rows: int) -> Any:
    if default is None or isinstance(default, str):
        filled = np.empty(rows, dtype=object)
        filled[:] = value
        return filled
    return np.array(np.broadcast_to(np.asarray(value, dtype=np.float64 if isinstance(default, float) else np.int64), (rows,)))


NAN = float("nan")


def _sheet(**defaults: int | float | str | None) -> Any:
    return field(default_factory=lambda: Sheet(**defaults))


@dataclass
class Sheets:
    """One sheet a table.

    Columns that name an entity hold its index (NONE: nobody). Times are seconds since START; what lies after the end, or at NaN, is not
    written. `*_kind` of a party is a code of `ledger.PARTIES`, `entity_kind` a word of DESIGN §4.
    """

    outings: Sheet = _sheet(account=NONE, at=NAN, device=NONE, home=NONE)
    """Sessions without an order that somebody planned; as usual where device and home are NONE."""
    looks: Sheet = _sheet(outing=NONE, at=NAN, kind=NONE, product=NONE, merchant=NONE, review=NONE, query=NONE, position=NONE, dwell=NAN,
                          source=NONE, room=NONE, text=None, order=NONE)  # fmt: skip
    """Steps of outings, or of the session in which an order is placed; rows of the visits table; the merchant is the product's unless named."""
    rooms: Sheet = _sheet(merchant=NONE, product=NONE, starts=NAN, ends=NAN, crowd=0, club=NONE)
    """Live rooms: whose, the product shown most, and how many come of their own accord."""
    console: Sheet = _sheet(merchant=NONE, account=NONE, at=NAN, device=NONE, home=NONE)
    """Log-ins to a shop's console."""
    posts: Sheet = _sheet(account=NONE, product=NONE, at=NAN, stars=NONE, script=NONE, pack=NONE, ring=NONE)
    """Reviews that were ordered without an order under them."""
    messages: Sheet = _sheet(at=NAN, sender_kind=0, sender=NONE, recipient_kind=0, recipient=NONE, channel=0, group=NONE, merchant=NONE,
                             order=NONE, text="", photo=NONE)  # fmt: skip
    """`channel` is a code of `tables.CHANNELS`, `photo` the number of a picture."""
    claims: Sheet = _sheet(order=NONE, account=NONE, at=NAN, kind=0, cents=0, approver=NONE, text=None)
    """`kind` is a code of `tables.CLAIMS`, `approver` a member of staff."""
    actions: Sheet = _sheet(staff=NONE, at=NAN, kind=0, alert=NONE, target_kind="", target=NONE, before=None, after=None, note=None)
    """What staff do; `kind` is a code of `tables.ACTIONS`."""
    listings: Sheet = _sheet(product=NONE, at=NAN, title="", category=NONE)
    """Versions of product pages after the first."""
    offers: Sheet = _sheet(product=NONE, starts=NAN, ends=NAN, cents=0)
    """What is taken off orders of a product for a time; no table of its own, each stands behind a campaign."""
    campaigns: Sheet = _sheet(kind=0, starts=NAN, ends=NAN, merchant=NONE, product=NONE, category=NONE, budget=NONE, any_rating=NONE,
                              creator_kind=NONE, creator=NONE)  # fmt: skip
    """`kind` is a code of `tables.CAMPAIGNS`, `any_rating` 0 or 1."""
    inspections: Sheet = _sheet(merchant=NONE, at=NAN, product=NONE, inspector=NONE, kind=0, result=0, note=None)
    complaints: Sheet = _sheet(at=NAN, entity_kind="", entity=NONE, kind=None, complainant=NONE, status=0, text=None)
    verdicts: Sheet = _sheet(at=NAN, entity_kind="", entity=NONE, is_fraud=0, decided_by=NONE, measure=None, overturned=NAN)
    known: Sheet = _sheet(entity_kind="", entity=NONE, reason="", decided_by=NONE, until=NAN)
