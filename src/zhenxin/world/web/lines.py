"""Service numbers: made of ranges nobody is known to own, told apart by digits alone, written as people and spammers write them."""

from collections.abc import Callable

from zhenxin.events.registry import shipped_registry
from zhenxin.world.web.grammar import Hand

_DIGITS = "0123456789"
_WIDE = str.maketrans("0123456789-", "０１２３４５６７８９－")
_SPOKEN = str.maketrans("0123456789", "零一二三四五六七八九")
_SERVICE_HEADS = ("4002", "4003", "4004")
"""Carriers are not known to hand these out: no line of this world is somebody's."""


class Lines:
    """Hands out numbers, no two alike and none of the shipped registry."""

    def __init__(self, hand: Hand) -> None:
        self._hand = hand
        self._taken = set(shipped_registry().numbers)

    def service(self) -> str:
        """A 400 number."""
        return self._new(lambda: self._hand.one(_SERVICE_HEADS) + self._tail())

    def landline(self, area: str) -> str:
        """A landline of a city."""
        length = 8 if len(area) == 3 else 7 + (self._hand.chance() < 0.6)
        return self._new(lambda: area + self._hand.one("2345678") + self._hand.digits(length - 1))

    def mobile(self) -> str:
        """A mobile number of a range that is not in use."""
        return self._new(lambda: "154" + self._hand.digits(8))

    def short(self) -> str:
        """An eight-digit number of the 95 kind, or an old 800 one."""
        return self._new(lambda: ("9504" + self._hand.digits(4)) if self._hand.chance() < 0.5 else "8004" + self._hand.digits(6))

    def near(self, number: str, slips: int) -> str:
        """A number one or two digits away, behind its first four."""
        return self._new(lambda: slipped(self._hand, number, slips))

    def _tail(self) -> str:
        """Six digits as they are chosen: many plain ones, some pairs and runs that are easy to keep in mind."""
        hand = self._hand
        if hand.chance() < 0.7:
            return hand.digits(6)
        a, b = hand.one(_DIGITS), hand.one(_DIGITS)
        return hand.one((hand.digits(3) + a * 3, hand.digits(2) + (a + b) * 2, a * 3 + b * 3, hand.digits(4) + a * 2))

    def _new(self, make: Callable[[], str]) -> str:
        number = make()
        while number in self._taken:
            number = make()
        self._taken.add(number)
        return number


def slipped(hand: Hand, number: str, slips: int) -> str:
    """`number` with one or two digits changed or neighbours swapped, its head as it was."""
    digits = list(number)
    for _ in range(slips):
        place = hand.between(4, len(digits) - 1)
        if hand.chance() < 0.25 and place + 1 < len(digits):
            digits[place], digits[place + 1] = digits[place + 1], digits[place]
        else:
            digits[place] = str((int(digits[place]) + hand.between(1, 9)) % 10)
    return "".join(digits)


_CUTS = {10: ((3, 3), (3, 4), (4, 3), (4, 3, 1), (3, 3, 2)), 11: ((3, 4), (4, 4), (4, 7)), 12: ((4, 4), (4, 8)), 8: ((8,), (4, 4))}


def written(hand: Hand, number: str) -> str:
    """A number as an honest page prints it."""
    if number[0] == "0":
        area = 3 if number[1] in "12" else 4
        return number[:area] + hand.one(("-", "-", "-", "")) + number[area:]
    u = hand.chance()
    if u < 0.35 or len(number) not in _CUTS or len(number) == 8:
        return number
    cut = (3, 4) if len(number) == 11 else _CUTS[10][min(int((u - 0.35) * 6), 2)]
    return _cut(number, cut, "-" if u < 0.9 else " ")


def oddly(hand: Hand, number: str) -> str:
    """A number as those write it who would rather not be searched for: other cuts, wide digits, numerals, things nobody sees between."""
    u = hand.chance()
    cut = _cut(number, hand.one(_CUTS.get(len(number), ((4, 4),))), hand.one("-.·— "))
    if u < 0.45:
        return cut
    if u < 0.6:
        return cut.translate(_WIDE)
    if u < 0.75:
        return number.translate(_SPOKEN)
    if u < 0.9:
        return "\u200b".join((number[:3], number[3:6], number[6:]))
    return " ".join(number)


def _cut(number: str, sizes: tuple[int, ...], mark: str) -> str:
    parts, start = [], 0
    for size in sizes:
        parts.append(number[start : start + size])
        start += size
    return mark.join([*parts, number[start:]] if start < len(number) else parts)
