from collections.abc import Sequence
from datetime import timedelta

import numpy as np
import pytest

from zhenxin.signals.guided_visit import GuidedVisit

from .rows import Row, Values, ago, cases

Tables = dict[str, list[Row]]
PRODUCT, QUERY = "p'台灯💡", "北欧'ins 床头灯 暖光"


def market(scene: Sequence[Row] = (), *, days: float = 10, apart: float = 0.07, linked: bool = True, buy_later: float = 0.5) -> Tables:
    """`scene` (account, place, dwell, query, product, buys), `apart` days one before the other, among 1,500 honest looks."""
    dice = np.random.default_rng(3)
    honest = [
        {"account": f"buyer {n % 500}", "place": int(dice.geometric(0.15)), "dwell": float(np.exp(dice.normal(3.5, 1.1))),
         "query": f"query {dice.integers(0, 60)}", "product": f"p{dice.integers(0, 40)}", "buys": dice.random() < 0.1}
        for n in range(1500)
    ]  # fmt: skip
    visits, orders = [], []
    for n, look in enumerate([*scene, *honest]):
        staged = n < len(scene)
        when = ago(days + (apart * n if staged else n % 20))
        common = {"account_id": look["account"], "occurred_at": when, "session_id": f"v{n}"}
        seen = {**common, "kind": "view", "product_id": look["product"], "list_position": look["place"], "dwell_s": look["dwell"]}
        if not linked:  # the view bears the words itself
            seen |= {"session_id": None, "search_query": look["query"]}
        visits += [{**common, "kind": "search", "search_query": look["query"]}, seen]
        if look["buys"]:
            later = when + timedelta(days=buy_later if staged else 0.5)
            orders.append({**common, "order_id": f"{'s' if staged else 'o'}{n}", "product_id": look["product"], "occurred_at": later})
    return {"visits": visits, "orders": orders}


def script(count: int = 14, *, place: int = 70, dwell: float = 300, even: float = 0.02, query: str = QUERY, buys: bool = True) -> list[Row]:
    """`count` accounts do as they were told: the same words, deep in the list, the same stay."""
    dice = np.random.default_rng(4)
    return [
        {"account": f"w{n}", "place": place + n % 3, "dwell": dwell * float(np.exp(even * dice.normal())), "query": query,
         "product": PRODUCT, "buys": buys}
        for n in range(count)
    ]  # fmt: skip


def unsearched(tables: Tables) -> Tables:
    return tables | {"visits": [{**row, "search_query": None, "list_position": None} for row in tables["visits"]]}


SPEAKS = {
    "fourteen accounts follow one script": (market(script()), 14),
    "six accounts are enough where they follow it closely": (market(script(6, even=0.005)), 6),
    "stays that differ by a tenth": (market(script(even=0.1)), 14),
    "near the top of the list": (market(script(place=4)), 14),
    "the view itself names the words": (market(script(), linked=False), 14),
    "a quarter of a year ago": (market(script(), days=90), 14),
    "the order follows two days later": (market(script(), buy_later=2.5), 14),
}
SILENT = {
    "everybody looks and buys as they like": market(),
    "a fan club that buys in step, each in their own time": market(script(even=1.2)),
    "a flash sale: many click, stays differ, few buy": market([*script(30, even=1.0, buys=False), *script(4, even=1.0)]),
    "a hit deep in the list of a common search": market(script(30, even=1.1, query="query 3")),
    "nobody buys": market(script(buys=False)),
    "three accounts": market(script(3)),
    "an influencer's link: no search, no place": unsearched(market(script())),
    "bought a week later": market(script(), buy_later=7),
    "a month from one to the next": market(script(8, even=0.005), apart=29),
}


@pytest.mark.parametrize(("tables", "count"), **cases(SPEAKS))
def test_it_speaks_of_orders_after_one_script(values: Values, tables: Tables, count: int) -> None:
    assert set(values(GuidedVisit(), **tables)) == {f"s{n}" for n in range(count)}


@pytest.mark.parametrize("tables", **cases(SILENT))
def test_it_is_silent_where_people_came_by_themselves(values: Values, tables: Tables) -> None:
    assert values(GuidedVisit(), **tables) == {}


def test_a_longer_queue_weighs_more(values: Values) -> None:
    some, many = (max(values(GuidedVisit(), **market(script(count))).values()) for count in (8, 20))
    assert many > some
