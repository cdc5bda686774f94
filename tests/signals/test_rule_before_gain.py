import pytest

from zhenxin.signals.rule_before_gain import RuleBeforeGain

from .rows import Row, Values, ago, cases

Tables = dict[str, list[Row]]


def helped(
    shops: int = 3,
    *,
    changes: int = 3,
    waved: int = 3,
    drawn: int = 8,
    age: float = 5.0,
    by: str = "x'",
    subsidy: float = 20.0,
    days: float = 60,
) -> Tables:
    """One of the staff changes settings for new shops and overrides alerts about them while they draw subsidies."""
    acts: list[Row] = []
    for n in range(shops):
        acts += [
            {
                "kind": "set_subsidy" if turn else "whitelist",
                "staff_id": "x'",
                "target_kind": "campaign" if turn else "merchant",
                "target_id": f"c{n}" if turn else f"new{n}",
                "occurred_at": ago(days, hours=-turn),
            }
            for turn in range(changes)
        ]
        acts += [
            {
                "kind": "override_alert",
                "staff_id": by,
                "target_kind": "order" if turn % 2 else "merchant",
                "target_id": f"o{n}-0" if turn % 2 else f"new{n}",
                "occurred_at": ago(days - 5, hours=-turn),
            }
            for turn in range(waved)
        ]
    return {
        "staff_actions": [{"action_id": f"a{n}", **act} for n, act in enumerate(acts)],
        "campaigns": [{"campaign_id": f"c{n}", "kind": "subsidy", "starts_at": ago(days + 1), "merchant_id": f"new{n}"} for n in range(shops)],
        "merchants": [{"merchant_id": f"new{n}", "opened_at": ago(days + age)} for n in range(shops)],
        "orders": [
            {"order_id": f"o{n}-{turn}", "account_id": f"u{turn}", "merchant_id": f"new{n}", "amount": 90,
             "subsidy": subsidy, "occurred_at": ago(days - 4 - turn * 0.01)}
            for n in range(shops) for turn in range(drawn)
        ],
    }  # fmt: skip


SPEAKS: dict[str, Tables] = {
    "three shops": helped(),
    "two, weakly": helped(2),
    "one alert for few orders": helped(waved=1, drawn=4),
    "last year": helped(days=400),
}
SILENT: dict[str, Tables] = {
    "one shop": helped(1),
    "two changes": helped(changes=2),
    "a colleague answers the alerts": helped(by="s2"),
    "old shops": helped(age=300.0),
    "no subsidies drawn": helped(subsidy=0.0),
    "a campaign of hundreds of orders": helped(drawn=60),
}


@pytest.mark.parametrize("tables", **cases(SPEAKS))
def test_it_speaks_of_both_hands_of_one_person(values: Values, tables: Tables) -> None:
    assert values(RuleBeforeGain(), **tables).keys() == {"x'"}


@pytest.mark.parametrize("tables", **cases(SILENT))
def test_it_is_silent_on_campaigns(values: Values, tables: Tables) -> None:
    assert values(RuleBeforeGain(), **tables) == {}
