import pytest

from zhenxin.signals.level_shift import LevelShift

from .rows import Row, Values, ago, cases

Tables = dict[str, list[Row]]


def reviewed(
    guests: int = 14, *, practised: bool = True, young: bool = False, always: bool = False, stars: int = 5, usual: int = 0, days: float = 40
) -> Tables:
    """A shop's kind reviewers of two weeks, who write much or are new, among its others and those of thirty shops."""
    rows = [(f"x{n}", "x'", stars, days - n * 0.8) for n in range(guests)]
    rows += [
        (f"x{n}", f"m{(n + step) % 30}", 5, days - n * 0.8 - step * 0.3) for n in range(guests) for step in range(6 if practised else 0)
    ]
    rows += [(f"x{n % guests}" if always else f"old{n}", "x'", 5, days + 22 + n) for n in range(20)]
    rows += [(f"u{n}", f"m{n % 30}", 5, days - (n % 30) * 0.5) for n in range(600)]
    rows += [(f"h{n % 60}", f"m{n % 30}", 5, days - (n % 30) * 0.5) for n in range(usual)]
    authors = sorted({row[0] for row in rows})
    return {
        "reviews": [
            {"review_id": f"r{n}", "account_id": account, "merchant_id": shop, "rating": given, "occurred_at": ago(when)}
            for n, (account, shop, given, when) in enumerate(rows)
        ],
        "accounts": [{"account_id": account, "registered_at": ago(days + (20 if young and account[0] == "x" else 700))} for account in authors],
        "merchants": [{"merchant_id": shop, "category": "c"} for shop in ["x'", *(f"m{n}" for n in range(30))]],
    }  # fmt: skip


SPEAKS: dict[str, Tables] = {
    "fourteen who write much": reviewed(),
    "fourteen new accounts": reviewed(practised=False, young=True),
    "last year": reviewed(days=400),
    "thirty": reviewed(30),
}
SILENT: dict[str, Tables] = {
    "the usual guests": reviewed(practised=False),
    "a place where they always come": reviewed(always=True),
    "five": reviewed(5),
    "blame": reviewed(stars=1),
    "most here write much": reviewed(usual=3000),
}


@pytest.mark.parametrize("tables", **cases(SPEAKS))
def test_it_speaks_of_a_jump_of_the_mix(values: Values, tables: Tables) -> None:
    assert "x'" in values(LevelShift(), **tables)


@pytest.mark.parametrize("tables", **cases(SILENT))
def test_it_is_silent_on_regulars(values: Values, tables: Tables) -> None:
    assert not [one for one in values(LevelShift(), **tables) if one.startswith("x'")]
