"""What people decided: verdicts on an entity, and entities known to be good; each a part of its own, never silent."""

from collections.abc import Collection, Iterable, Mapping
from datetime import datetime
from typing import Any

from zhenxin.engine import Engine
from zhenxin.scores.combine import Account, Key, behaviour_prior
from zhenxin.scores.hypothesis import Part

NEEDS: Mapping[str, frozenset[str]] = {
    "verdicts": frozenset({"entity_kind", "entity_id", "occurred_at", "is_fraud", "decided_by", "overturned_at"}),
    "known": frozenset({"entity_kind", "entity_id", "reason", "decided_by", "until_at"}),
}
"""The columns of the cut tables that this module reads."""

VERDICT_BITS = 4.0
"""Of two who are otherwise as likely false, sixteen times as many of those found false are so. How often people err is published nowhere; this is the
careful end, and with it a verdict alone accuses nobody."""
KNOWN_BITS = -8.0
"""Who was looked at and put on the list is false once in some hundreds; several acts together still show."""

_VERDICTS = """
    with standing as (select * from cut_verdicts where overturned_at is null and is_fraud is not null),
    ranked as (
        select *, row_number() over (
            partition by entity_kind, entity_id order by occurred_at desc, coalesce(decided_by, ''), case when is_fraud then 1 else 0 end) as place
        from standing
    )
    select entity_kind, entity_id, occurred_at, is_fraud, decided_by from ranked where place = 1 order by 1, 2
"""
_KNOWN = """
    with valid as (select * from cut_known where until_at is null or until_at > :as_of),
    ranked as (
        select *, row_number() over (
            partition by entity_kind, entity_id order by coalesce(until_at, :as_of) desc, reason, coalesce(decided_by, '')) as place
        from valid
    )
    select entity_kind, entity_id, reason, decided_by, until_at from ranked where place = 1 order by 1, 2
"""


def decided(engine: Engine, as_of: datetime) -> dict[Key, list[Part]]:
    """By kind and id, the parts that people's decisions give: the latest verdict that stands, and an entry of the known good that has not run out."""
    found: dict[Key, list[Part]] = {}
    for row in engine.rows(_VERDICTS, step="verdicts that stand").to_pylist():
        found.setdefault((row["entity_kind"], row["entity_id"]), []).append(_verdict(row))
    for row in engine.rows(_KNOWN, {"as_of": as_of}, step="entities known to be good").to_pylist():
        found.setdefault((row["entity_kind"], row["entity_id"]), []).append(_known(row))
    return found


def apply(
    sums: dict[Key, Account], parts: Mapping[Key, Iterable[Part]], kinds: Collection[str], facts: Iterable[Mapping[str, Any]] = ()
) -> None:
    """Add the decisions on entities of these kinds to `sums`; one without other evidence gets a sum of its own.

    `facts` has entity_kind, entity_id and account_id of orders and reviews: those of a known good account are known good with it.
    """
    for key, own in parts.items():
        if key[0] in kinds:
            total = sums.setdefault(key, Account([behaviour_prior(key[0])]))
            for part in own:
                total.add(part)
    for row in facts:
        for part in parts.get(("account", row["account_id"]), ()):
            if part.name == "known":
                sums[row["entity_kind"], row["entity_id"]].add(part)


def verdicts_in(parts: Mapping[Key, Iterable[Part]]) -> dict[Key, bool]:
    """Of what `decided` gave, the verdicts: who was found false (True) and who honest."""
    return {key: part.bits > 0 for key, own in parts.items() for part in own if part.name == "verdict"}


def _verdict(row: Mapping[str, Any]) -> Part:
    by, by_zh = (f" by {row['decided_by']}", f"由 {row['decided_by']} ") if row["decided_by"] else ("", "")
    day, found, found_zh = f"{row['occurred_at']:%Y-%m-%d}", *(("false", "虚假") if row["is_fraud"] else ("honest", "无辜"))
    return Part(
        "verdict",
        "record",
        VERDICT_BITS if row["is_fraud"] else -VERDICT_BITS,
        f"found {found}{by} on {day}; the verdict stands",
        f"{day} {by_zh}认定为{found_zh}，该结论仍有效",
    )


def _known(row: Mapping[str, Any]) -> Part:
    by, by_zh = (f", by {row['decided_by']}", f"，{row['decided_by']} 登记") if row["decided_by"] else ("", "")
    until, until_zh = (f" until {row['until_at']:%Y-%m-%d}", f"，有效期至 {row['until_at']:%Y-%m-%d}") if row["until_at"] else ("", "")
    return Part(
        "known", "record", KNOWN_BITS, f"known to be good{until}: {row['reason']}{by}", f"已知可信{until_zh}：{row['reason']}{by_zh}"
    )
