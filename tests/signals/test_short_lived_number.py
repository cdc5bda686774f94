import pytest

from zhenxin.signals.short_lived_number import ShortLivedNumber

from .rows import Row, Values, cases
from .web import OTHER, Page, web

Tables = dict[str, list[Row]]


def printed(
    pages: int = 6,
    *,
    within: float = 5.0,
    sites: int = 3,
    since: float = 100.0,
    registered: tuple[tuple[str, str], ...] = (),
    whole: float = 180.0,
) -> Tables:
    """Pages with one number that go up within some days, among sixty others over half a year."""
    own = [Page(site=f"x{n % sites}.cn", days=since - within * n / max(pages - 1, 1)) for n in range(pages)]
    rest = [Page(site=f"s{n}.cn", numbers=[f"400555{n % 9:04d}"], days=1 + whole * n / 60) for n in range(61)]
    return web(*own, *rest, registered=registered)


SPEAKS: dict[str, Tables] = {
    "six pages within five days of half a year": printed(),
    "ten within three weeks": printed(10, within=21),
    "three within a day": printed(3, within=1),
    "just now": printed(since=6.0),
}
SILENT: dict[str, Tables] = {
    "spread over the whole": printed(within=160, since=170),
    "two pages": printed(2),
    "one site": printed(sites=1),
    "a registered line": printed(registered=(("岚桥", OTHER),)),
    "all pages of these days": printed(whole=8.0, since=7.0),
}


@pytest.mark.parametrize("tables", **cases(SPEAKS))
def test_it_speaks_of_a_number_that_comes_and_goes(values: Values, tables: Tables) -> None:
    assert values(ShortLivedNumber(), **tables).keys() == {OTHER}


@pytest.mark.parametrize("tables", **cases(SILENT))
def test_it_is_silent_on_lines_that_stay(values: Values, tables: Tables) -> None:
    assert values(ShortLivedNumber(), **tables) == {}
