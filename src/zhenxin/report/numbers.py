"""Numbers, days and chances as a person writes them; the same in both languages but where a word is needed."""

from datetime import datetime

from zhenxin.report.markup import Both
from zhenxin.report.records import Number

MISSING = "–"


def count(number: int) -> str:
    """A whole number with its thousands set off."""
    return f"{number:,}"


def percent(chance: float) -> str:
    """A probability in percent: one decimal, more towards both ends, and never a round 0 or 100."""
    hundredths = chance * 100
    if hundredths >= 99.95:
        return ">99.9%"
    if hundredths < 0.05:
        return "<0.1%" if chance > 0 else "0%"
    return f"{hundredths:.1f}%"


def share(part: Number) -> str:
    """A share of a whole in percent, without decimals."""
    return MISSING if part is None else f"{float(part):.0%}"


def bits(weight: float) -> str:
    """Bits of evidence with their sign; a true minus."""
    rounded = round(weight, 1) + 0.0
    return f"{rounded:+.1f}".replace("-", "−") if rounded else "0.0"


def money(amount: Number) -> str:
    """An amount with its thousands set off; the data names no currency, so none is added. Cents only below 1,000."""
    if amount is None:
        return MISSING
    return f"{amount:,.2f}" if 0 < abs(float(amount)) < 1000 else f"{amount:,.0f}"


def day(time: datetime | None) -> str:
    """The day of a time, UTC."""
    return MISSING if time is None else f"{time:%Y-%m-%d}"


def moment(time: datetime | None) -> str:
    """A time to the minute, UTC."""
    return MISSING if time is None else f"{time:%Y-%m-%d %H:%M}"


def span(first: datetime | None, last: datetime | None) -> Both:
    """From one day to another; one day where they are the same."""
    start, end = day(first or last), day(last or first)
    return Both(start, start) if start == end else Both(f"{start} to {end}", f"{start} 至 {end}")


def about(expected: float) -> Both:
    """A number of entities that is an expectation: `fewer than one`, `about 5`."""
    if expected < 0.05:
        return Both("hardly any", "几乎没有一")
    if expected < 0.95:
        return Both("fewer than one", "不到 1 ")
    return Both(f"about {count(round(expected))}", f"约 {count(round(expected))} ")
