"""What the public would try: the well-known rules, the well-known dense block, and a boosted tree with labels, each on its own."""

from collections.abc import Callable, Iterable

import numpy as np
import numpy.typing as npt
from scipy import sparse
from sklearn.ensemble import HistGradientBoostingClassifier
from sklearn.metrics import average_precision_score, precision_recall_curve
from sklearn.model_selection import GroupKFold
from threadpoolctl import threadpool_limits

from .ask import Ask

Scores = dict[str, float]


def hasty_buyers(ask: Ask) -> Scores:
    """Orders of a shop's hour with at least three orders a buyer (Shopee's order brushing rule, 2020)."""
    return dict(
        ask("""with hours as (select merchant_id, date_trunc('hour', occurred_at) as hour, count(*) / count(distinct account_id) as each_
            from orders group by all having count(*) >= 3)
            select order_id, each_ from orders o join hours h on h.merchant_id = o.merchant_id and h.hour = date_trunc('hour', occurred_at)""")
    )


def crowded_devices(ask: Ask) -> Scores:
    """The most accounts seen on a device of the account."""
    return dict(
        ask("""with seen as (select account_id, device_id from logins union select account_id, device_id from orders),
            crowds as (select device_id, count(distinct account_id) as crowd from seen where device_id is not null group by 1)
            select account_id, max(crowd) from seen join crowds using (device_id) group by 1""")
    )


def praise_from_one_line(ask: Ask) -> Scores:
    """Users of an IP times the share of five stars among what they write, the most of any IP of the account."""
    return dict(
        ask("""with lines as (select distinct ip, account_id from orders), praise as (
            select account_id, count(*) as n, count(*) filter (rating = 5) as five from reviews group by 1),
            scores as (select ip, count(distinct account_id) * sum(coalesce(five, 0)) / nullif(sum(coalesce(n, 0)), 0) as score
                from lines left join praise using (account_id) group by 1)
            select account_id, coalesce(max(score), 0.0) from lines join scores using (ip) group by 1""")
    )


def money_back(ask: Ask) -> Scores:
    """Orders whose buyer receives, within three days, a transfer of the price or up to ten yuan more."""
    return dict(
        ask("""select o.order_id, 1.0 from orders o semi join payments p on p.payee_id = o.account_id and p.kind in ('transfer', 'red_packet')
            and p.amount between o.amount and o.amount + 10 and p.occurred_at between o.occurred_at and o.occurred_at + interval 3 days""")
    )


def near_copies(ask: Ask, *, like: float = 0.7) -> Scores:
    """How many reviews of other people are near copies of each (Jaccard index of three-letter shingles)."""
    rows = ask("select review_id, account_id, text from reviews where length(text) >= 10 order by 1")
    vocabulary: dict[str, int] = {}
    places, counts = [], [0]
    for _, _, text in rows:
        shingles = {text[i : i + 3] for i in range(len(text) - 2)}
        places += [vocabulary.setdefault(one, len(vocabulary)) for one in sorted(shingles)]
        counts.append(len(places))
    matrix = sparse.csr_matrix((np.ones(len(places), dtype=np.int32), places, counts), shape=(len(rows), max(len(vocabulary), 1)))
    often = np.asarray(matrix.sum(axis=0)).ravel()
    rare = matrix[:, (often > 1) & (often <= 400)]
    sizes = np.diff(matrix.indptr)
    near = (rare @ rare.T).tocoo()
    found: Scores = {}
    for left, right in zip(*_alike(matrix, near, sizes, like), strict=True):
        if left != right and rows[left][1] != rows[right][1]:
            found[rows[left][0]] = found.get(rows[left][0], 0.0) + 1.0
    return found


def _alike(matrix: sparse.csr_matrix, near: sparse.coo_matrix, sizes: npt.NDArray[np.int64], like: float) -> tuple[list[int], list[int]]:
    hopeful = near.data >= 0.3 * np.minimum(sizes[near.row], sizes[near.col])
    left, right = near.row[hopeful], near.col[hopeful]
    keep: list[npt.NDArray[np.bool_]] = []
    for start in range(0, len(left), 20_000):
        a, b = left[start : start + 20_000], right[start : start + 20_000]
        shared = np.asarray(matrix[a].multiply(matrix[b]).sum(axis=1)).ravel()
        keep.append(shared / (sizes[a] + sizes[b] - shared) >= like)
    kept = np.concatenate(keep) if keep else np.empty(0, dtype=np.bool_)
    return left[kept].tolist(), right[kept].tolist()


def dense_block(ask: Ask, blocks: int = 5) -> Scores:
    """Accounts in the densest blocks of accounts and products, the first the densest (FRAUDAR, Hooi and others 2016: log-weighted columns)."""
    rows = ask("select account_id, product_id from orders group by all order by all")
    accounts, where = np.unique([row[0] for row in rows], return_inverse=True)
    goods, what = np.unique([row[1] for row in rows], return_inverse=True)
    found: Scores = {}
    alive = np.ones(len(rows), dtype=np.bool_)
    for number in range(blocks):
        inside_accounts, inside_goods = _peel(where[alive], what[alive], len(accounts), len(goods))
        for one in np.flatnonzero(inside_accounts).tolist():
            found.setdefault(str(accounts[one]), float(blocks - number))
        alive &= ~(inside_accounts[where] & inside_goods[what])
    return found


def _peel(left: npt.NDArray[np.int64], right: npt.NDArray[np.int64], m: int, n: int) -> tuple[npt.NDArray[np.bool_], npt.NDArray[np.bool_]]:
    """Greedy peeling of the node with the least weight; the best average on the way is the block."""
    weight = 1.0 / np.log(np.bincount(right, minlength=n)[right] + 5.0)
    ends = np.concatenate([left, right + m])
    order = np.argsort(ends, kind="stable")
    first = np.searchsorted(ends[order], np.arange(m + n + 1))
    edge, degree = order % len(left), np.bincount(ends, np.concatenate([weight, weight]), m + n)
    return _peeled(left, right + m, weight, edge=edge, first=first, degree=degree, m=m)


def _peeled(
    left: npt.NDArray[np.int64], right: npt.NDArray[np.int64], weight: npt.NDArray[np.float64], *, edge: npt.NDArray[np.int64],
    first: npt.NDArray[np.int64], degree: npt.NDArray[np.float64], m: int,
) -> tuple[npt.NDArray[np.bool_], npt.NDArray[np.bool_]]:  # fmt: skip
    import heapq  # noqa: PLC0415

    heap = [(value, node) for node, value in enumerate(degree.tolist()) if value > 0]
    heapq.heapify(heap)
    gone, cut = np.zeros(len(degree), dtype=np.bool_), np.zeros(len(left), dtype=np.bool_)
    total, alive = float(weight.sum()), len(heap)
    best, best_at, removed = total / max(alive, 1), 0, []
    ends = (left.tolist(), right.tolist())
    while heap:
        value, node = heapq.heappop(heap)
        if gone[node] or value > degree[node] + 1e-12:
            continue
        gone[node] = True
        removed.append(node)
        for one in edge[first[node] : first[node + 1]].tolist():
            if not cut[one]:
                cut[one] = True
                other = ends[0][one] if ends[1][one] == node else ends[1][one]
                degree[other] -= weight[one]
                total -= float(weight[one])
                heapq.heappush(heap, (degree[other], other))
        alive -= 1
        if alive and total / alive > best:
            best, best_at = total / alive, len(removed)
    inside = np.bincount(np.concatenate([left, right]), minlength=len(degree)) > 0
    inside[removed[:best_at]] = False
    return inside[:m], inside[m:]


RULES: dict[str, tuple[str, Callable[[Ask], Scores]]] = {
    "three orders a buyer and hour": ("order", hasty_buyers),
    "three accounts a device": ("account", crowded_devices),
    "users of an IP times five stars": ("account", praise_from_one_line),
    "the dense block of FRAUDAR": ("account", dense_block),
    "near copies of text": ("review", near_copies),
    "return transfers alone": ("order", money_back),
}


def recall_at(said: Scores, false: Iterable[str], left_out: Iterable[str], *, precision: float = 0.9) -> float:
    """The largest recall with which the scores keep that precision; entities left out count neither way."""
    wanted, out = set(false), set(left_out) - set(false)
    rows = [(value, one in wanted) for one, value in said.items() if one not in out]
    if not any(so for _, so in rows):
        return 0.0
    precisions, recalls, _ = precision_recall_curve([so for _, so in rows], [value for value, _ in rows])
    reached = [float(recall) for one, recall in zip(precisions, recalls, strict=True) if one >= precision]
    return max(reached, default=0.0) * sum(so for _, so in rows) / len(wanted)


PLAIN = """
    select o.order_id, o.amount, o.quantity, o.coupon, o.subsidy, hour(o.occurred_at), dayofweek(o.occurred_at), g.price,
        o.ip_kind, o.ip_country, o.region, o.status, g.category, epoch(o.status_at) - epoch(o.occurred_at), r.rating, r.likes, length(r.text),
        len(r.photo_hashes), epoch(r.occurred_at) - epoch(o.occurred_at), (r.deleted_at is not null)::int
    from orders o join products g using (product_id) left join (select * from reviews qualify row_number() over (partition by order_id
        order by occurred_at) = 1) r on r.order_id = o.order_id order by o.order_id"""
"""The columns of orders and of the reviews under them, nothing of who else has them."""


def learned(ask: Ask, rings: dict[str, str], left_out: set[str]) -> float:
    """Average precision of a boosted tree that knows the labels of other rings and reads the plain columns; entities left out are not there."""
    rows = [row for row in ask(PLAIN) if row[0] not in left_out]
    columns = [_numbers([row[place] for row in rows]) for place in range(1, len(rows[0]))]
    values = np.array(columns, dtype=np.float64).T
    false = np.array([row[0] in rings for row in rows])
    numbers = {ring: place for place, ring in enumerate(sorted(set(rings.values())))}
    dice = np.random.default_rng(0)
    group = np.array([numbers[rings[row[0]]] if row[0] in rings else -1 for row in rows])
    group = np.where(group >= 0, group, len(numbers) + dice.integers(0, 400, len(rows)))
    said = np.empty(len(rows))
    for train, test in GroupKFold(4, shuffle=True, random_state=0).split(values, false, group):
        tree = HistGradientBoostingClassifier(max_iter=80, max_leaf_nodes=31, random_state=0, early_stopping=False)
        with threadpool_limits(1, user_api="openmp"):  # several threads mostly wait for each other, busily
            tree.fit(values[train], false[train])
            said[test] = tree.predict_proba(values[test])[:, 1]
    return float(average_precision_score(false, said))


def _numbers(values: list[object]) -> list[float]:
    if any(isinstance(value, str) for value in values):
        words = {word: place for place, word in enumerate(sorted({value for value in values if isinstance(value, str)}))}
        return [float("nan") if value is None else float(words[str(value)]) for value in values]
    return [float("nan") if value is None else float(str(value)) for value in values]
