"""What people decided: the latest verdict that stands, the known good that have not run out, and that neither is ever silent."""

from datetime import datetime, timedelta
from typing import Any

import pyarrow as pa

from zhenxin.engine import Engine
from zhenxin.scores.combine import Account
from zhenxin.scores.decided import KNOWN_BITS, VERDICT_BITS, apply, decided
from zhenxin.scores.hypothesis import Part

AS_OF = datetime(2026, 6, 30)  # noqa: DTZ001
TIME = pa.timestamp("us")
VERDICTS = pa.schema(
    [("entity_kind", pa.string()), ("entity_id", pa.string()), ("occurred_at", TIME), ("is_fraud", pa.bool_()), ("decided_by", pa.string()),
     ("overturned_at", TIME)]
)  # fmt: skip
KNOWN = pa.schema(
    [(name, TIME if name == "until_at" else pa.string()) for name in ("entity_kind", "entity_id", "reason", "decided_by", "until_at")]
)


def told(
    engine: Engine, verdicts: list[dict[str, Any]] | None = None, known: list[dict[str, Any]] | None = None
) -> dict[tuple[str, str], list[Part]]:
    for name, rows, schema in (("verdicts", verdicts, VERDICTS), ("known", known, KNOWN)):
        engine.put(f"cut_{name}", pa.Table.from_pylist([{"entity_kind": "account", "entity_id": "u", **row} for row in rows or []], schema))
    return decided(engine, AS_OF)


def day(back: int) -> datetime:
    return AS_OF - timedelta(days=back)


def test_the_latest_verdict_that_stands_counts(engine: Engine) -> None:
    early, late = {"occurred_at": day(40), "is_fraud": True, "decided_by": "chen"}, {"occurred_at": day(9), "is_fraud": False}
    ((part,),) = told(engine, [late, early]).values()
    assert (part.bits, part.sentence) == (-VERDICT_BITS, "found honest on 2026-06-21; the verdict stands")
    ((part,),) = told(engine, [{**late, "overturned_at": day(2)}, early]).values()
    assert (part.bits, part.sentence) == (VERDICT_BITS, "found false by chen on 2026-05-21; the verdict stands")
    assert part.sentence_zh == "2026-05-21 由 chen 认定为虚假，该结论仍有效"
    assert told(engine, [{**late, "overturned_at": day(2)}]) == {}


def test_the_known_good_count_until_they_run_out(engine: Engine) -> None:
    listed = {"reason": "warehouse of the post", "decided_by": "li"}
    ((part,),) = told(engine, known=[listed]).values()
    assert (part.bits, part.sentence) == (KNOWN_BITS, "known to be good: warehouse of the post, by li")
    ((part,),) = told(engine, known=[{**listed, "until_at": AS_OF + timedelta(days=1)}]).values()
    assert "until 2026-07-01" in part.sentence
    assert told(engine, known=[{**listed, "until_at": day(1)}]) == {}


GOOD = {("account", "u"): [Part("known", "record", KNOWN_BITS, "known", "已知")]}
BAD = {("account", "u"): [Part("verdict", "record", VERDICT_BITS, "false", "虚假")]}


def test_a_decision_shows_where_nothing_else_speaks_and_alone_accuses_nobody() -> None:
    sums: dict[tuple[str, str], Account] = {}
    apply(sums, BAD, {"account"})
    assert [part.name for part in sums["account", "u"].parts] == ["prior", "verdict"]
    assert sums["account", "u"].bits < 0
    apply(sums, {("merchant", "m"): BAD["account", "u"]}, {"merchant"})
    assert sums["merchant", "m"].bits < 0
    apply(sums, {("order", "o"): BAD["account", "u"]}, {"merchant"})
    assert ("order", "o") not in sums


def test_orders_of_a_known_good_account_are_known_good_and_those_of_a_punished_one_are_judged_by_themselves() -> None:
    order = {"entity_kind": "order", "entity_id": "o", "account_id": "u"}
    sums = {("order", "o"): Account([Part("prior", "prior", 3.0, "", "")])}
    apply(sums, BAD, {"order"}, [order])
    assert sums["order", "o"].bits == 3.0
    apply(sums, GOOD, {"order"}, [order])
    assert sums["order", "o"].bits == 3.0 + KNOWN_BITS
