"""What a reader without the answer key could see of how rows were written down: features that no behaviour names as its trace.

For each kind of entity: numbers read from ids, lengths, places of rows, digits below a second, decimals of money, which columns are NULL,
which partner rows are missing, and single characters of names and titles. Accounts stand in the order of their registration, whose day is the trace of those
that are registered in batches; so their place is that within the day.
"""

from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt
from scipy.stats import rankdata
from sklearn.ensemble import HistGradientBoostingClassifier
from sklearn.metrics import roc_auc_score
from sklearn.model_selection import GroupKFold
from threadpoolctl import threadpool_limits

from .ask import Ask

FEATURES = {
    "order": """
        select o.order_id as id, {ids:order_id,session_id,basket_id,account_id,address_hash,receiver_hash,device_id},
            row_number() over () as place, {times:occurred_at,status_at},
            (amount * 100)::bigint % 10 as last_cent, (amount * 100)::bigint % 100 as cents, (coupon * 100)::bigint % 100 as coupon_cents,
            (subsidy * 100)::bigint % 100 as subsidy_cents, {nulls:orders},
            (s.session_id is null)::int as no_visit, (p.order_id is null and status not in ('placed', 'cancelled'))::int as no_payment,
            (k.order_id is null and g.category <> '充值卡券' and status in ('shipped', 'signed', 'returned', 'refused'))::int as no_parcel,
            coalesce(t.states, 0) = 0 as no_state, coalesce(t.paid, 0) <> (p.order_id is not null)::int as paid_twice,
            (d.device_id is null)::int as no_device, (l.account_id is null)::int as never_logged_in
        from (select *, row_number() over () as place from orders) o left join products g using (product_id)
        left join (select distinct session_id from visits) s using (session_id)
        left join (select distinct order_id from payments where kind = 'order') p using (order_id)
        left join (select distinct order_id from parcels) k using (order_id)
        left join (select order_id, count(*) as states, count(*) filter (status = 'paid') as paid from order_states group by 1) t
            using (order_id)
        left join devices d using (device_id) left join (select distinct account_id from logins) l using (account_id)""",
    "account": """
        select a.account_id as id, {ids:account_id,phone_hash,name_hash,avatar_hash,referrer_id,register_device_id},
            row_number() over (partition by date_trunc('day', a.registered_at) order by a.place) as place, {times:registered_at}, {nulls:accounts},
            (a.register_device_id is not null and d.device_id is null)::int as no_device,
            (a.referrer_id is not null and r.account_id is null)::int as no_referrer,
            (b.account_id is not null and l.account_id is null)::int as buys_and_never_logs_in,
            (b.account_id is not null and v.account_id is null)::int as buys_and_never_looks
        from (select *, row_number() over () as place from accounts) a left join devices d on d.device_id = a.register_device_id
        left join accounts r on r.account_id = a.referrer_id
        left join (select distinct account_id from orders) b on b.account_id = a.account_id
        left join (select distinct account_id from logins) l on l.account_id = a.account_id
        left join (select distinct account_id from visits) v on v.account_id = a.account_id""",
    "review": """
        select r.review_id as id, {ids:review_id,account_id,product_id}, row_number() over () as place, {times:occurred_at},
            (r.account_id is null)::int + (r.product_id is null)::int * 2 + (r.merchant_id is null)::int * 4 + (r.text is null)::int * 8
            + (r.likes is null)::int * 16 + (r.photo_hashes is null)::int * 32 as nothing,
            (r.order_id is not null and o.order_id is null)::int as no_order,
            (o.order_id is not null and o.account_id <> r.account_id)::int as of_another
        from reviews r left join orders o on o.order_id = r.order_id""",
    "merchant": """
        select m.merchant_id as id, {ids:merchant_id,legal_entity_id,controller_hash,payout_instrument_hash,licence_hash},
            row_number() over () as place, {times:opened_at,licence_checked_at}, {nulls:merchants}, length(name) as name_length,
            (p.merchant_id is null)::int as no_goods, (l.merchant_id is null)::int as no_console
        from merchants m left join (select distinct merchant_id from products) p using (merchant_id)
        left join (select distinct merchant_id from logins where merchant_id is not null) l using (merchant_id)""",
}
TRACES = {"orders": (), "accounts": (), "merchants": ()}
"""Columns whose lack is a trace that some behaviour names."""


@dataclass
class Sheet:
    """Features of one kind: one row an entity, whether it is false, and the ring or the handful of honest ones it is drawn with."""

    names: list[str]
    values: npt.NDArray[np.float64]
    false: npt.NDArray[np.bool_]
    group: npt.NDArray[np.int64]
    ids: list[str]


def sheet(ask: Ask, kind: str) -> Sheet:
    """The features of every entity of a kind."""
    names, rows = _asked(ask, _filled_in(ask, FEATURES[kind]))
    key = dict(
        ask(f"""select entity_id, min(ring_id) from truth where entity_kind = '{kind}' and not starts_with(behaviour, 'hard:')
        group by 1""")
    )
    ids = [row[0] for row in rows]
    rings = {ring: number for number, ring in enumerate(sorted(set(key.values())))}
    dice = np.random.default_rng(0)
    group = np.array([rings[key[one]] if one in key else -1 for one in ids], dtype=np.int64)
    group = np.where(group >= 0, group, len(rings) + dice.integers(0, 200, len(ids)))
    values = np.array([[float("nan") if value is None else float(value) for value in row[1:]] for row in rows])
    return Sheet(names[1:], values, np.array([one in key for one in ids], dtype=np.bool_), group, ids)


def with_characters(ask: Ask, found: Sheet, sql: str, most: int = 80) -> Sheet:
    """The same with one more column for each of the commonest characters of a text of each entity."""
    texts = dict(ask(sql))
    count: dict[str, int] = {}
    for text in texts.values():
        for letter in set(text or ""):
            count[letter] = count.get(letter, 0) + 1
    common = sorted(count, key=lambda letter: (-count[letter], letter))[:most]
    more = np.array([[letter in (texts.get(one) or "") for letter in common] for one in found.ids], dtype=np.float64)
    return Sheet(found.names + common, np.concatenate([found.values, more], axis=1), found.false, found.group, found.ids)


def letters_alone(ask: Ask, found: Sheet, most: int = 80) -> Sheet:
    """Of orders, the letters of the titles of what was bought and nothing else; all orders of a shop are one group.

    A title bears its shop's name, and a shop that pays one ring pays others: with folds by ring its letters would name shops already seen.
    """
    plain = Sheet([], np.zeros((len(found.ids), 0)), found.false, found.group, found.ids)
    lettered = with_characters(ask, plain, "select order_id, title from orders join products using (product_id)", most)
    shops = dict(ask("select order_id, merchant_id from orders"))
    return replace(lettered, group=np.unique([shops[one] for one in found.ids], return_inverse=True)[1].astype(np.int64))


def told_apart(found: Sheet, *, honest: int = 12_000, of_ring: int = 40) -> tuple[float, list[tuple[float, str]]]:
    """Area under the curve of a boosted tree, folds split by ring; and the features that alone tell most, for whoever must mend it.

    No ring counts with more than `of_ring` of its own, so that the largest does not speak for all; the mean of three splits is taken.
    """
    dice = np.random.default_rng(1)
    kept = np.concatenate([_some_of_each(dice, found, of_ring), dice.permutation(np.flatnonzero(~found.false))[:honest]])
    values, false, group = found.values[kept], found.false[kept], found.group[kept]
    with threadpool_limits(1, user_api="openmp"):  # so few rows: several threads only wait for each other, busily
        areas = [float(roc_auc_score(false, _said(values, false, group, split))) for split in range(3)]
    alone = [(abs(_auc(values[:, place], false) - 0.5), name) for place, name in enumerate(found.names)]
    return float(np.mean(areas)), sorted(alone, reverse=True)[:8]


def _some_of_each(dice: np.random.Generator, found: Sheet, most: int) -> npt.NDArray[np.int64]:
    rows = dice.permutation(np.flatnonzero(found.false))
    order = np.argsort(found.group[rows], kind="stable")
    groups = found.group[rows][order]
    rank = np.arange(len(rows)) - np.searchsorted(groups, groups)
    return rows[order][rank < most]


def _said(
    values: npt.NDArray[np.float64], false: npt.NDArray[np.bool_], group: npt.NDArray[np.int64], split: int
) -> npt.NDArray[np.float64]:
    """What a tree that has not seen the ring says of each row, as a rank within its fold: folds differ in level."""
    said = np.empty(len(values))
    for train, test in GroupKFold(4, shuffle=True, random_state=split).split(values, false, group):
        tree = HistGradientBoostingClassifier(max_iter=60, max_leaf_nodes=15, min_samples_leaf=40, random_state=0, early_stopping=False)
        tree.fit(values[train], false[train])
        part = tree.predict_proba(values[test])[:, 1]
        said[test] = rankdata(part) / len(part)
    return said


def _auc(values: npt.NDArray[np.float64], false: npt.NDArray[np.bool_]) -> float:
    return float(roc_auc_score(false, np.nan_to_num(values, nan=-1.0)))


def _asked(ask: Ask, sql: str) -> tuple[list[str], list[tuple]]:
    names = [row[0] for row in ask(f"describe {sql}")]
    return names, ask(sql)


def _filled_in(ask: Ask, sql: str) -> str:
    """The query with the short forms written out: {ids:…}, {times:…}, {nulls:table}."""
    while "{" in sql:
        head, rest = sql.split("{", 1)
        short, tail = rest.split("}", 1)
        word, names = short.split(":")
        table = head.rsplit("select ", 1)[1].split(".", 1)[0] if "." in head.rsplit("select ", 1)[1][:4] else ""
        at = f"{table}." if table else ""
        sql = head + ", ".join(_SHORT[word](ask, at, names.split(","))) + tail
    return sql


def _ids(_ask: Ask, at: str, names: list[str]) -> list[str]:
    parts = [f"('0x' || right({at}{name}, 8))::bigint as {name}_number, length({at}{name}) as {name}_length" for name in names]
    return [*parts, *(f"ascii({at}{name}) as {name}_letter" for name in names)]


def _times(_ask: Ask, at: str, names: list[str]) -> list[str]:
    return [
        f"epoch_us({at}{name}) % 1000000 as {name}_micros, epoch_ms({at}{name}) % 10 as {name}_millis, epoch_ms({at}{name}) // 1000 % 60 as {name}_s"
        for name in names
    ]


def _nulls(ask: Ask, at: str, names: list[str]) -> list[str]:
    columns = [row[0] for row in ask(f"describe {names[0]}")]
    return [f"({at}{column} is null)::int as no_{column}_told" for column in columns if column not in TRACES[names[0]]]


_SHORT = {"ids": _ids, "times": _times, "nulls": _nulls}
