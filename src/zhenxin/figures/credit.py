"""Credit of shops: a thousand points, and a ledger of what was taken off, why, until when, and what the shop can do."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from types import MappingProxyType
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from zhenxin.engine import Engine
from zhenxin.events.results import RESULTS

NEEDS: Mapping[str, frozenset[str]] = MappingProxyType(
    {
        "merchants": frozenset({"merchant_id"}),
        "products": frozenset({"product_id", "merchant_id"}),
        "orders": frozenset({"merchant_id"}),
        "inspections": frozenset({"inspection_id", "merchant_id", "occurred_at", "kind", "result"}),
        "complaints": frozenset({"complaint_id", "occurred_at", "entity_kind", "entity_id", "kind", "status"}),
        "verdicts": frozenset({"entity_kind", "entity_id", "occurred_at", "is_fraud", "overturned_at"}),
    }
)
"""The columns of the cut tables that credit reads."""

FULL = 1000.0
GRADES: tuple[tuple[float, str], ...] = ((900.0, "A"), (750.0, "B"), (500.0, "C"), (0.0, "D"))
"""The least credit of each grade."""
DOUBT = 0.2
"""A shop less likely false than this loses nothing by its score."""
FINDING, SHARE = 250.0, 400.0
"""What a certain finding takes, and what it takes more where all that the shop sold was false."""
VERDICT = 250.0
INSPECTION: Mapping[str, tuple[float, int]] = MappingProxyType({"minor": (10.0, 180), "fail": (40.0, 365)})
"""Points, and days until they have faded."""
COMPLAINT = 5.0
MOST_COMPLAINTS, MOST_INSPECTIONS = 60.0, 150.0
"""Poor service is no fraud: however much there is of it, it never weighs as much."""
FADES: Mapping[str, int] = MappingProxyType({"score": 180, "verdict": 730, "complaint": 180})
"""Days. A finding fades in half a year in which nothing new is found; these are our choice, no law sets them."""

_INSPECTED = """
    select i.merchant_id, i.inspection_id as source_id, i.occurred_at, i.kind, i.result,
        max(case when g.result = 'pass' then 1 else 0 end) as is_mended
    from cut_inspections i left join cut_inspections g on i.merchant_id = g.merchant_id and i.kind = g.kind and g.occurred_at > i.occurred_at
    where i.result in ('minor', 'fail') and i.merchant_id is not null
    group by i.merchant_id, i.inspection_id, i.occurred_at, i.kind, i.result order by 1, 3, 2
"""
_COMPLAINED = """
    select coalesce(p.merchant_id, c.entity_id) as merchant_id, c.complaint_id as source_id, c.occurred_at, c.kind
    from cut_complaints c left join cut_products p on c.entity_kind = 'product' and c.entity_id = p.product_id
    where c.status = 'upheld' and (c.entity_kind = 'merchant' or (c.entity_kind = 'product' and p.merchant_id is not null)) order by 1, 3, 2
"""
_FOUND = """
    select entity_id as merchant_id, max(occurred_at) as occurred_at from cut_verdicts
    where entity_kind = 'merchant' and is_fraud and overturned_at is null group by entity_id order by 1
"""
_SHOPS = """
    select merchant_id from cut_merchants union select merchant_id from cut_orders where merchant_id is not null order by 1
"""


@dataclass(frozen=True)
class Entry:
    """One change: points as of its day, before they fade, and whom it comes from."""

    merchant_id: str
    occurred_at: datetime
    points: float
    reason: tuple[str, str]
    source: tuple[str, str]
    days: int
    remedy: str

    def at(self, as_of: datetime) -> float:
        """What is left of the points: less by the day, none once they have faded."""
        age = (as_of - self.occurred_at) / timedelta(days=self.days)
        return round(self.points * min(1.0, max(0.0, 1 - age)), 1)


def credit(engine: Engine, scores: pa.Table, clean_merchants: pa.Table, as_of: datetime) -> Mapping[str, pa.Table]:
    """The tables credit and credit_ledger: every shop has a row in the first, and 1000 plus its changes in the second make its credit.

    A shop that is attacked loses nothing by what was done to it. The engine holds the cut tables of NEEDS.
    """
    judged = {row["entity_id"]: row for row in scores.filter(pc.equal(scores["entity_kind"], "merchant")).to_pylist()}
    attacked = {merchant for merchant, row in judged.items() if row["standing"] in {"under_attack", "victim"}}
    entries = [entry for entry in _findings(judged, clean_merchants, as_of) if entry.merchant_id not in attacked]
    verdicts = engine.rows(_FOUND, step="shops found false by people").to_pylist()
    entries += [_verdict(row) for row in verdicts]
    entries += _capped((_inspection(row) for row in engine.rows(_INSPECTED, step="inspections not passed").to_pylist()), MOST_INSPECTIONS)
    complaints = (_complaint(row) for row in engine.rows(_COMPLAINED, step="complaints upheld").to_pylist())
    entries += _capped((entry for entry in complaints if entry.merchant_id not in attacked), MOST_COMPLAINTS)
    shops = engine.rows(_SHOPS, step="all shops")["merchant_id"].to_pylist()
    return _tables(shops, entries, as_of)


def _findings(judged: Mapping[str, Mapping[str, Any]], clean: pa.Table, as_of: datetime) -> Iterable[Entry]:
    shares = {row["merchant_id"]: _false_share(row) for row in clean.to_pylist() if row["merchant_id"] in judged}
    for merchant, row in sorted(judged.items()):
        likely, share = row["probability"], shares.get(merchant, 0.0)
        if likely < DOUBT:
            continue
        accused = likely >= 0.5
        sure = f"{likely:.0%}" if likely < 0.99 else ">99%"
        english = f"found false with probability {sure}; about {share:.0%} of what it sold or was praised for is not real"
        chinese = f"被判为虚假的概率为 {sure}；其销量或评价中约 {share:.0%} 不真实"
        if not accused:
            english, chinese = f"in doubt: false with probability {likely:.0%}, not accused", f"存疑：虚假概率为 {likely:.0%}，未被认定"
        points = -(FINDING + SHARE * share) * likely if accused else -FINDING * likely / 2
        yield Entry(
            merchant, as_of, points, (english, chinese), ("score", merchant), FADES["score"], "stop_and_appeal" if accused else "explain"
        )


def _false_share(row: Mapping[str, Any]) -> float:
    return max(
        1 - row["clean_orders"] / row["orders"] if row["orders"] else 0.0,
        1 - row["clean_reviews"] / row["reviews"] if row["reviews"] else 0.0,
    )


def _verdict(row: Mapping[str, Any]) -> Entry:
    reason = ("found false by those who looked into it", "经人工核查认定为虚假")
    return Entry(row["merchant_id"], row["occurred_at"], -VERDICT, reason, ("verdict", row["merchant_id"]), FADES["verdict"], "appeal")


_RESULTS: Mapping[str, tuple[str, str]] = MappingProxyType({"minor": ("small faults", "存在轻微问题"), "fail": ("not passed", "未通过")})


def _inspection(row: Mapping[str, Any]) -> Entry:
    points, days = INSPECTION[row["result"]]
    english, chinese = _RESULTS[row["result"]]
    mended = (", passed since: half", "，此后已通过复检，减半扣分") if row["is_mended"] else ("", "")
    reason = (f"inspection ({row['kind']}): {english}{mended[0]}", f"检查（{row['kind']}）：{chinese}{mended[1]}")
    share = 0.5 if row["is_mended"] else 1.0
    return Entry(
        row["merchant_id"],
        row["occurred_at"],
        -points * share,
        reason,
        ("inspection", row["source_id"]),
        days,
        "none" if row["is_mended"] else "reinspection",
    )


def _complaint(row: Mapping[str, Any]) -> Entry:
    reason = (f"a complaint was upheld ({row['kind'] or 'other'})", f"投诉成立（{row['kind'] or '其他'}）")
    return Entry(row["merchant_id"], row["occurred_at"], -COMPLAINT, reason, ("complaint", row["source_id"]), FADES["complaint"], "settle")


def _capped(entries: Iterable[Entry], most: float) -> list[Entry]:
    """The newest entries of each shop whose points come to no more than `most`."""
    spent: dict[str, float] = defaultdict(float)
    kept = []
    for entry in sorted(entries, key=lambda one: (one.occurred_at, one.source), reverse=True):
        spent[entry.merchant_id] -= entry.points
        if spent[entry.merchant_id] <= most:
            kept.append(entry)
    return kept


def _tables(shops: Iterable[str], entries: Iterable[Entry], as_of: datetime) -> Mapping[str, pa.Table]:
    left: dict[str, float] = dict.fromkeys(shops, FULL)
    rows = []
    for entry in sorted(entries, key=lambda one: (one.merchant_id, one.occurred_at, one.source)):
        change = max(entry.at(as_of), -left.setdefault(entry.merchant_id, FULL))
        if change == 0:
            continue
        left[entry.merchant_id] = round(left[entry.merchant_id] + change, 1)
        rows.append(
            {"merchant_id": entry.merchant_id, "occurred_at": entry.occurred_at, "change": change, "reason": entry.reason[0], "reason_zh": entry.reason[1],
             "source_kind": entry.source[0], "source_id": entry.source[1], "fades_at": entry.occurred_at + timedelta(days=entry.days), "remedy": entry.remedy}
        )  # fmt: skip
    ledger = RESULTS["credit_ledger"]
    grades = {shop: next(grade for least, grade in GRADES if points >= least) for shop, points in left.items()}
    moments = pa.array([as_of] * len(left), pa.timestamp("us"))
    columns = [list(left), list(left.values()), [grades[shop] for shop in left], moments]
    table = pa.table(dict(zip(RESULTS["credit"].schema.names, columns, strict=True)), RESULTS["credit"].schema)
    return {"credit": RESULTS["credit"].shaped(table), "credit_ledger": ledger.shaped(pa.Table.from_pylist(rows, ledger.schema))}
