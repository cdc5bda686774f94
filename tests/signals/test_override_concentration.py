import pytest

from zhenxin.signals.override_concentration import OverrideConcentration

from .rows import Row, Values, ago, cases

Tables = dict[str, list[Row]]


def answered(
    own: int = 10,
    waved: int = 10,
    *,
    usual: float = 0.3,
    let_in: bool = True,
    age: float = 10.0,
    note: str | None = "业务需要",
    days: float = 50,
) -> Tables:
    """One of the staff answers alerts about shops of their own campaign, and sixty others; a colleague answers sixty too."""
    rows = [("x'", "override_alert" if n < waved else "confirm_alert", f"new{n % 2}", note) for n in range(own)]
    rows += [("x'", "override_alert" if n % 100 < 100 * usual else "confirm_alert", f"m{n % 20}", None) for n in range(60)]
    rows += [("s2", "override_alert" if n % 2 else "confirm_alert", f"m{n % 20}", None) for n in range(60)]
    acts = [
        {
            "action_id": f"a{n}",
            "staff_id": who,
            "kind": kind,
            "target_kind": "merchant",
            "target_id": shop,
            "note": words,
            "occurred_at": ago(days, hours=-n),
        }
        for n, (who, kind, shop, words) in enumerate(rows)
    ]
    acts += [
        {
            "action_id": f"l{n}",
            "staff_id": "x'" if let_in else "s2",
            "kind": "whitelist",
            "target_kind": "merchant",
            "target_id": f"new{n}",
            "occurred_at": ago(days + 4),
        }
        for n in range(2)
    ]
    return {
        "staff_actions": acts,
        "merchants": [
            *({"merchant_id": f"new{n}", "opened_at": ago(days + 4 + age)} for n in range(2)),
            *({"merchant_id": f"m{n}", "opened_at": ago(days + 900)} for n in range(20)),
        ],
    }  # fmt: skip


SPEAKS: dict[str, Tables] = {
    "ten of ten, three of ten elsewhere": answered(),
    "eleven of twelve": answered(12, 11),
    "no note": answered(note=None),
    "last year": answered(days=400),
}
SILENT: dict[str, Tables] = {
    "a queue that is waved through": answered(usual=1.0),
    "as often as elsewhere": answered(10, 3),
    "shops that a colleague let in": answered(let_in=False),
    "old shops": answered(age=300.0),
    "three alerts": answered(3, 3),
}


@pytest.mark.parametrize("tables", **cases(SPEAKS))
def test_it_speaks_of_favours(values: Values, tables: Tables) -> None:
    assert values(OverrideConcentration(), **tables).keys() == {"x'"}


@pytest.mark.parametrize("tables", **cases(SILENT))
def test_it_is_silent_on_busy_agents(values: Values, tables: Tables) -> None:
    assert not [one for one in values(OverrideConcentration(), **tables) if one.startswith("x'")]
