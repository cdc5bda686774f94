"""The world is hard: what the public would try finds few of the skilled rings. Whoever softens the world turns this red."""

import pytest

from .ask import Ask
from .rules import RULES, learned, recall_at

MOST_BY_RULE = 0.3
"""Recall of skilled rings at precision 0.9 that a public rule may reach on its own."""
MOST_BY_LABELS = 0.5
"""Average precision on skilled orders that a boosted tree with labels may reach from plain columns."""


def false_ones(market: Ask, kind: str, skill: str) -> dict[str, str]:
    """Ring of each false entity of a kind and skill."""
    return dict(
        market(f"""select entity_id, min(ring_id) from truth where entity_kind = '{kind}' and skill = '{skill}' group by 1 order by 1""")
    )


@pytest.mark.parametrize("name", RULES)
def test_a_public_rule_alone_finds_few_skilled_rings(market: Ask, name: str) -> None:
    kind, rule = RULES[name]
    skilled, naive = (false_ones(market, kind, skill) for skill in ("skilled", "naive"))
    assert len(skilled) > 100
    assert recall_at(rule(market), skilled, naive) <= MOST_BY_RULE


def test_labels_and_plain_columns_alone_find_few_skilled_orders(market: Ask) -> None:
    skilled, naive = (false_ones(market, "order", skill) for skill in ("skilled", "naive"))
    assert learned(market, skilled, set(naive) - set(skilled)) <= MOST_BY_LABELS


def test_the_rules_do_find_what_is_easy(market: Ask) -> None:
    naive, skilled = (false_ones(market, "order", skill) for skill in ("naive", "skilled"))
    easy = dict.fromkeys(naive, 1.0)
    assert recall_at(easy, naive, skilled) == 1.0
    _, rule = RULES["three accounts a device"]
    farms = [
        row[0]
        for row in market("select entity_id from truth where entity_kind = 'account' and behaviour = 'device_farm' and skill = 'naive'")
    ]
    crowds = rule(market)
    assert sum(crowds.get(one, 0.0) >= 3 for one in farms) > 0.5 * len(farms)
