"""What is known of true lines: a partial, dated register with its sources, and the service points of some brands."""

import datetime as dt

import pyarrow as pa

from zhenxin.world.web.brands import CITIES, address
from zhenxin.world.web.grammar import Hand
from zhenxin.world.web.lines import written
from zhenxin.world.web.places import counties
from zhenxin.world.web.scene import Scene

_SOURCES = ("brand site", "nameplate", "manual", "consumer association", "warranty card", "call centre contract")
_FIRST, _DAYS = dt.datetime(2023, 5, 1), 1100  # noqa: DTZ001  the event tables hold UTC without a zone


def hotlines(scene: Scene, hand: Hand) -> dict[str, pa.Array]:
    """The register: brands known to it with some of their lines; a few are out of date, and some firms have put theirs in."""
    rows: list[tuple[str, str, str, dt.datetime]] = []
    for brand in scene.brands:
        if hand.chance() >= scene.parameters.registered_share:
            continue
        lines = brand.lines if hand.chance() < 0.6 else brand.lines[:1]
        if brand.old and hand.chance() < 0.3:
            lines = [*lines, brand.old] if hand.chance() < 0.6 else [brand.old]
        rows += [(brand.name, written(hand, line), hand.one(_SOURCES), _checked(hand)) for line in lines]
    rows.sort(key=lambda row: (row[3], row[0], row[1]))
    return {
        "brand": pa.array([row[0] for row in rows], type=pa.string()),
        "number": pa.array([row[1] for row in rows], type=pa.string()),
        "source": pa.array([row[2] for row in rows], type=pa.string()),
        "checked_at": pa.array([row[3] for row in rows], type=pa.timestamp("us")),
    }


def service_points(scene: Scene, hand: Hand) -> dict[str, pa.Array]:
    """Service points of the brands that publish them, in cities and the counties around."""
    known = counties()
    rows: list[tuple[dt.datetime, str, str, str, list[str], list[str], str, str]] = []
    for brand in scene.brands:
        if hand.chance() >= scene.parameters.served_share:
            continue
        for city in hand.some(CITIES, hand.between(3, 30)):
            first, last = known.provinces[city.code[:2]]
            served = [code for code, _ in known.current[first:last] if code.startswith(city.code)]
            numbers = [written(hand, brand.lines[0])] if hand.chance() < 0.5 else [f"{city.area}-{hand.one('2345678')}{hand.digits(7)}"]
            name = f"{brand.name}{city.name}{hand.one(('服务站', '服务中心', '授权网点'))}"
            hours = hand.one(("8:00-18:00", "9:00-18:00", "8:30-17:30"))
            rows.append(
                (_checked(hand), brand.name, name, address(hand, city), hand.some(served, 12), numbers, hours, hand.one(_SOURCES[:3]))
            )
    rows.sort(key=lambda row: (row[0], row[1], row[2]))
    text, many = pa.string(), pa.list_(pa.string())
    return {
        "point_id": pa.array([f"sp{place:06d}" for place in range(len(rows))], type=text),
        "brand": pa.array([row[1] for row in rows], type=text),
        "name": pa.array([row[2] for row in rows], type=text),
        "address": pa.array([row[3] for row in rows], type=text),
        "region_codes": pa.array([sorted(row[4]) for row in rows], type=many),
        "numbers": pa.array([row[5] for row in rows], type=many),
        "hours": pa.array([row[6] for row in rows], type=text),
        "source": pa.array([row[7] for row in rows], type=text),
        "checked_at": pa.array([row[0] for row in rows], type=pa.timestamp("us")),
    }


def _checked(hand: Hand) -> dt.datetime:
    return _FIRST + dt.timedelta(days=hand.below(_DAYS), seconds=hand.below(86400))
