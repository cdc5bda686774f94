"""Deeds that nothing else speaks of, at products where others were found false: doubtful, never accused; what the clean figures need."""

from collections.abc import Collection, Mapping

import pyarrow as pa

from zhenxin.engine import Engine
from zhenxin.scores.combine import Account, Key, prior
from zhenxin.scores.conduct import NOUNS
from zhenxin.scores.hypothesis import Part
from zhenxin.scores.shops import FEWEST, LEAST_SHARE

WHOLE: Mapping[str, float] = {"order": -1.9, "review": -2.9}
"""Bits at which such a deed stands: beside found ones 22 in 100 orders and 12 in 100 reviews are false that nothing shows (city, 200,000 orders, seeds
102 to 104)."""

_BESIDE = """
    with found as (select t.{kind}_id, t.product_id, t.merchant_id from cut_{kind}s t join false_deeds f on t.{kind}_id = f.deed_id),
    shops as (select merchant_id, count(*) as n from found group by merchant_id having count(*) >= :fewest),
    sold as (select t.merchant_id, count(*) as n from cut_{kind}s t join shops s on t.merchant_id = s.merchant_id group by t.merchant_id),
    doubtful as (select s.merchant_id from shops s join sold a on s.merchant_id = a.merchant_id where s.n >= :share * a.n),
    products as (
        select f.product_id, count(*) as n from found f join doubtful d on f.merchant_id = d.merchant_id where f.product_id is not null group by f.product_id
    ),
    sizes as (select t.product_id, count(*) as n from cut_{kind}s t join products p on t.product_id = p.product_id group by t.product_id)
    select t.{kind}_id as deed_id, p.n as found, s.n as everything
    from cut_{kind}s t join products p on t.product_id = p.product_id join sizes s on t.product_id = s.product_id
        left join false_deeds f on t.{kind}_id = f.deed_id
    where f.deed_id is null order by 1
"""


def judge_beside(engine: Engine, sums: dict[Key, Account], false: Collection[Key]) -> None:
    """Raise every order and review of a product where others were found false to WHOLE bits, where its shop is one of which a part was.

    `false` has the orders and reviews that were, without those that hurt their shop.
    `engine` holds the cut tables of orders and reviews; keeps `false_deeds` (deed_id). Adds entities to `sums`.
    """
    for kind, whole in WHOLE.items():
        found = sorted(entity for one, entity in false if one == kind)
        if not found:
            continue
        engine.put("false_deeds", pa.table({"deed_id": pa.array(found, pa.string())}))
        rows = engine.rows(_BESIDE.format(kind=kind), {"fewest": FEWEST, "share": LEAST_SHARE}, step=f"{kind}s beside false ones")
        for row in rows.to_pylist():
            total = sums.setdefault((kind, row["deed_id"]), Account([prior()]))
            total.add(_part(kind, row["found"], row["everything"], max(0.0, whole - total.bits)))


def _part(kind: str, found: int, everything: int, weight: float) -> Part:
    things, things_zh = NOUNS[kind]
    return Part(
        "product_rate",
        "network",
        weight,
        f"{found} of the {everything} {things} of the same product were found false, and not every false one shows",
        f"同一商品的 {everything} 笔{things_zh}中有 {found} 笔被判为虚假，而虚假{things_zh}并非笔笔可见",
    )
