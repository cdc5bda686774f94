import pytest

from zhenxin.signals.path_template import PathTemplate

from .rows import Row, Values, ago, cases

Tables = dict[str, list[Row]]


_OWN = ("view", "search", "view", "cart", "view", "favourite", "view", "compare")


def walked(
    sessions: int = 10,
    steps: tuple[str, ...] = ("view", "view", "favourite", "share"),
    *,
    usual: int = 0,
    turned: bool = False,
    days: float = 30,
) -> Tables:
    """One account's sessions of the same steps, among two hundred of others, `usual` of which take the same."""
    rows: list[tuple[str, str, str, float]] = []
    for n in range(sessions):
        taken = steps[n % len(steps) :] + steps[: n % len(steps)] if turned else steps
        rows += [("x'", f"x{n}", step, days - n * 0.5 - at * 0.001) for at, step in enumerate(taken)]
    for n in range(200):
        taken = steps if n < usual else tuple(_OWN[(n * 3 + at * (1 + n % 5)) % 8] for at in range(len(steps)))
        rows += [(f"u{n % 50}", f"s{n}", step, days - n * 0.05 - at * 0.001) for at, step in enumerate(taken)]
    return {
        "visits": [
            {"account_id": account, "session_id": session, "kind": step, "product_id": "p", "occurred_at": ago(when)} for account, session, step, when in rows
        ]
    }  # fmt: skip


SPEAKS: dict[str, Tables] = {
    "ten times look, look, favour, share": walked(),
    "six steps": walked(steps=("search", "view", "chat", "favourite", "cart", "follow")),
    "thirty times": walked(30),
    "last year": walked(days=400),
}
SILENT: dict[str, Tables] = {
    "three times": walked(3),
    "steps that most take": walked(usual=180),
    "in another order each time": walked(8, turned=True),
    "two steps": walked(steps=("view", "cart")),
    "thirteen steps": walked(steps=("view",) * 13),
}


@pytest.mark.parametrize("tables", **cases(SPEAKS))
def test_it_speaks_of_one_path_again_and_again(values: Values, tables: Tables) -> None:
    assert values(PathTemplate(), **tables).keys() == {"x'"}


@pytest.mark.parametrize("tables", **cases(SILENT))
def test_it_is_silent_on_habits_of_most(values: Values, tables: Tables) -> None:
    assert values(PathTemplate(), **tables) == {}
