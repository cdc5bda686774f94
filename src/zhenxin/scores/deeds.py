"""Orders, reviews, pages and numbers: each judged by what speaks about it, and by the ring it belongs to."""

import json
import math
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from types import MappingProxyType
from typing import Any

from zhenxin.events.codes import ATTACKS
from zhenxin.scores.combine import RING_CAP, RING_LIFT, Account, Beside, Key, from_signals
from zhenxin.scores.company import agreeing
from zhenxin.scores.decided import apply
from zhenxin.scores.hypothesis import ITSELF, OWN, SHOP_RATE, Part, Spoken, Trait, counts_for
from zhenxin.scores.meals import COUNTED, FOR_REVIEWS, is_price_alone, name_meals, tables_laid
from zhenxin.scores.private import Marks, most_bits
from zhenxin.scores.shops import shop_rates
from zhenxin.scores.weights import PRIOR_BITS

DEEDS = frozenset({"order", "review", "page", "number"})
"""What is judged here."""
UNMARKED_FLOOR = -4.0
FIRM = 0.8
LOOSE_FLOOR = -8.0
EATEN_BITS = -2.0
SHOPS_OWN = frozenset({"conditional_cashback"})
"""What a shop does with customers of its own: those of them who hang together otherwise, as neighbours who buy together do, did not do it elsewhere."""
FEWEST_TABLES = 3
"""A rack of phones that orders at so many places sat at none of their tables; at one or two it may be what stands there for guests to order by."""
_NOTHING: Mapping[Key, Iterable[Part]] = MappingProxyType({})
_NO_HABITS: Mapping[Key, float] = MappingProxyType({})


def judge_deeds(
    evidence: Iterable[Mapping[str, Any]],
    facts: Collection[Mapping[str, Any]],
    rings: Mapping[str, Mapping[str, Any]],
    firmness: Mapping[Key, float],
    sold: Mapping[str, tuple[int, int]],
    traits: Mapping[str, Trait],
    known: Mapping[Key, Iterable[Part]] = _NOTHING,
    left: Iterable[tuple[str, str, str]] = (),
    private: Mapping[Key, float] = _NO_HABITS,
) -> dict[Key, Account]:
    """The sums of every entity that some signal speaks about, that lies in a ring, or that people decided on (`known`, what `decided` gave).

    `rings` are the rows of the rings table by id; `firmness`, by ring and account, is a member's number of links over its ring's median; `sold` has every
    merchant's orders and reviews; `left` the traces that attackers left (shop, account, trace); `private`, by ring and kind, how many deeds members would do
    for themselves. What was eaten, or is known to be good, is so before it is asked what else was found false at the same shop.
    """
    spoken = _said(evidence)
    placed = {
        (row["entity_kind"], row["entity_id"]): row
        for row in facts
        if row["ring_id"] in rings and counts_for(rings[row["ring_id"]]["kind"], row["entity_kind"])
    }
    marked, marks = _marked(placed, spoken, traits)
    company = agreeing(spoken, facts, sold, traits, left)
    free = _free_rings(placed, spoken, traits)
    stars = {(row["entity_kind"], row["entity_id"]): row["rating"] for row in facts if row["rating"] is not None}

    def whole(key: Key, beside: Mapping[str, Part]) -> Account:
        """The sum as if nothing were a meal."""
        said = spoken.get(key, [])
        ring = _ring_part(placed[key], rings[placed[key]["ring_id"]], said, (marked, marks), private, traits) if key in placed else None
        total = from_signals(said, traits, key[0], Beside(ring, beside, stars.get(key)))
        if key in placed:
            total.add(_loosely_tied(firmness.get((placed[key]["ring_id"], placed[key]["account_id"]), 1.0)))
            for part in [part for part in beside.values() if part.name == SHOP_RATE][:1]:
                total.add(part)
        return total

    meals = {(row["entity_kind"], row["entity_id"]): row for row in facts if row["is_eaten"] or row["is_served"]}
    doubtful = [row for key, row in sorted(meals.items()) if _is_for_the_shop(key, whole(key, company.get(key, {})), placed, rings)]
    tables = tables_laid(doubtful)

    def judged(key: Key, beside: Mapping[str, Part]) -> Account:
        total = whole(key, beside)
        if key not in meals or total.behaviour in ATTACKS or (key in placed and is_of_rack(rings[placed[key]["ring_id"]])):
            return total
        ring_id = placed[key]["ring_id"] if key in placed else None
        if _was_had(meals[key], tables.get(meals[key]["merchant_id"]), spoken.get(key, []), free.get(ring_id) if ring_id else None, traits):
            total.add(_eaten(total.bits))
        return total

    sums = {key: judged(key, company.get(key, {})) for key in sorted(set(spoken) | set(placed))}
    _decide(sums, known, facts)
    rates = shop_rates(sums, spoken, facts, sold, traits, rings)
    again = {key: judged(key, {**company.get(key, {}), **rates[key]}) for key in sorted(rates)}
    _decide(again, {key: parts for key, parts in known.items() if key in again or key[0] == "account"}, facts)
    sums |= again
    name_meals(sums, facts, tables)
    return sums


def _said(evidence: Iterable[Mapping[str, Any]]) -> dict[Key, list[Spoken]]:
    spoken: dict[Key, list[Spoken]] = defaultdict(list)
    for row in evidence:
        spoken[row["entity_kind"], row["entity_id"]].append(spoken_of(row))
    return spoken


def _is_for_the_shop(key: Key, total: Account, placed: Mapping[Key, Mapping[str, Any]], rings: Mapping[str, Mapping[str, Any]]) -> bool:
    """Whether it would be found false as a meal that was paid for: not what hurts the shop, nor what phones in a rack ordered."""
    ring = rings[placed[key]["ring_id"]] if key in placed else None
    behaviour = total.behaviour if ring is None else ring["kind"]
    return total.bits >= 0 and behaviour not in ATTACKS and (ring is None or not is_of_rack(ring))


def _was_had(
    row: Mapping[str, Any], praised: float | None, spoken: Iterable[Spoken], is_free: bool | None, traits: Mapping[str, Trait]
) -> bool:
    """Whether what may be a meal was one: at a shop that gives them for reviews, by how many are `praised`, and at a table of which nothing is known.

    Never where hardly any is praised: these were placed to be counted; nor a service for whose price nothing came back. Anywhere else where the price
    came back and no fee with it, as it did in most of the ring (`is_free`, None outside of rings) where this order does not tell.
    """
    if praised is None and row["is_eaten"]:
        return True
    came_back = _came_back(spoken, traits)
    came_back = is_free if came_back is None else came_back
    if praised is not None and not COUNTED <= praised < FOR_REVIEWS:
        return praised >= FOR_REVIEWS and (row["is_eaten"] or came_back is not None)
    return not _has_act(spoken, traits) if came_back is None else came_back


def is_of_rack(ring: Mapping[str, Any]) -> bool:
    """Whether the deeds of a ring are those of phones in a rack, which eat nothing."""
    return bool(ring["kind"] == "device_farm" and ring["merchants"] >= FEWEST_TABLES)


def _decide(sums: dict[Key, Account], known: Mapping[Key, Iterable[Part]], facts: Iterable[Mapping[str, Any]]) -> None:
    """Add what people decided on deeds, and on the buyers of those in `sums`."""
    apply(sums, known, DEEDS, [row for row in facts if (row["entity_kind"], row["entity_id"]) in sums])


def _loosely_tied(firmness: float) -> Part:
    """Four bits off for every halving of the usual number of links: who buys where a ring buys is tied to some of it, a member to most."""
    weight = max(LOOSE_FLOOR, 4 * math.log2(max(firmness, 0.01))) if firmness < FIRM else 0.0
    english = f"its buyer has only {firmness:.0%} of the links that members of the ring usually have"
    return Part("loose_tie", "ring", weight, english, f"买家与该团伙的关联仅为一般成员的 {firmness:.0%}")


def _eaten(already: float) -> Part:
    """A meal that was ordered to be paid back was eaten none the less: false is the review, and one order in five at the most."""
    english = "a meal eaten on the spot: who was there is a guest, even if the review was paid for"
    return Part("meal", "record", min(0.0, EATEN_BITS - already), english, "到店用餐：即使评价有偿，用餐本身是真实消费")


def _came_back(spoken: Iterable[Spoken], traits: Mapping[str, Trait]) -> bool | None:
    """Whether what an order's acts of money tell is that its price came back and no fee with it; None where none compares the two."""
    told = [is_price_alone(json.loads(one.args)) for one in spoken if one.is_own and traits[one.signal].evidence == "money"]
    return None if all(one is None for one in told) else False not in told


def _free_rings(
    placed: Mapping[Key, Mapping[str, Any]], spoken: Mapping[Key, list[Spoken]], traits: Mapping[str, Trait]
) -> dict[str, bool]:
    """Of rings to whose orders money came back, whether it was their price alone more often than with a fee."""
    counts: dict[str, int] = defaultdict(int)
    for key, row in placed.items():
        free = _came_back(spoken.get(key, []), traits) if key[0] == "order" else None
        if free is not None:
            counts[row["ring_id"]] += 1 if free else -1
    return {ring_id: more > 0 for ring_id, more in counts.items()}


def spoken_of(row: Mapping[str, Any]) -> Spoken:
    """One row of the evidence as what it says."""
    is_own = row["via"] in OWN.get(row["entity_kind"], ITSELF)
    return Spoken(row["signal"], row["level"], row["reason"], row["reason_zh"], row["query_id"], row["args"], is_own, row["via"])


def _has_act(spoken: Iterable[Spoken], traits: Mapping[str, Trait]) -> bool:
    return any(traits[one.signal].act and one.is_own for one in spoken)


def _marked(
    placed: Mapping[Key, Mapping[str, Any]], spoken: Mapping[Key, list[Spoken]], traits: Mapping[str, Trait]
) -> tuple[dict[Key, tuple[int, int]], Marks]:
    """For each ring and kind of deed, how many deeds there are and how many have an act on them; and where and when these were done."""
    counts: dict[Key, tuple[int, int]] = defaultdict(lambda: (0, 0))
    marks = Marks()
    for key, row in placed.items():
        (every, acted), is_marked = counts[row["ring_id"], key[0]], _has_act(spoken.get(key, []), traits)
        counts[row["ring_id"], key[0]] = (every + 1, acted + is_marked)
        if is_marked:
            marks.add(row["ring_id"], row)
    return counts, marks


def _ring_part(
    row: Mapping[str, Any], ring: Mapping[str, Any], spoken: Iterable[Spoken], marked: tuple[Mapping[Key, tuple[int, int]], Marks],
    private: Mapping[Key, float], traits: Mapping[str, Trait],
) -> Part:  # fmt: skip
    """What lying in the ring adds: as sure as the ring is, less where most of its deeds bear an act and this one does not.

    What bears none is no surer than what members would do there for themselves leaves it; of SHOPS_OWN it is nothing where the ring left no mark at the
    shop, but did elsewhere.
    """
    likely = min(max(ring["probability"], 1e-9), 1 - 1e-9)
    lift = min(RING_CAP, max(0.0, math.log2(likely / (1 - likely)) + RING_LIFT))
    place = (row["ring_id"], row["entity_kind"])
    every, acted = marked[0][place]
    if not _has_act(spoken, traits):
        if ring["kind"] in SHOPS_OWN and acted and not marked[1].any_at(row["ring_id"], row):
            return in_ring(row, ring, 0.0)
        lift += max(UNMARKED_FLOOR, math.log2(1 - 0.9 * acted / every))
        if place in private:
            lift = min(lift, most_bits(private[place], every - acted, marked[1].fit(row["ring_id"], row)) - PRIOR_BITS)
    return in_ring(row, ring, lift)


def in_ring(row: Mapping[str, Any], ring: Mapping[str, Any], weight: float) -> Part:
    """The part of a deed, with the fact `row`, that says which `ring` did it."""
    args = {"ring_id": row["ring_id"], "occurred_at": str(row["occurred_at"]), "merchant_id": row["merchant_id"], "amount": row["amount"]}
    english = f"done by a member at a shop of ring {row['ring_id']}: {ring['summary']}"
    chinese = f"由团伙 {row['ring_id']} 的成员在其相关店铺完成：{ring['summary_zh']}"
    return Part("ring", "ring", weight, english, chinese, None, json.dumps(args, ensure_ascii=False, sort_keys=True))
