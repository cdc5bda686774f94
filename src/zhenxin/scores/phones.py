"""Phones: racks of them whose accounts were found false, and those of a ring that their owners carry about as everybody does."""

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Any

import pyarrow as pa

from zhenxin.engine import Engine
from zhenxin.scores.combine import Account, Key, from_signals
from zhenxin.scores.hypothesis import Part, Spoken, Trait

NEEDS: Mapping[str, frozenset[str]] = MappingProxyType({"devices": frozenset({"device_id", "rom_hash", "motion_share"})})
"""The columns of the cut tables that are read here."""
ALIKE = 2
"""The level at which a device's own likeness to others is heard here: seven bits of surprise."""
AT_REST = 0.85
"""Of a farm's phones so many at least rest more than half of all phones do, even where a machine shakes them (assumed; of the 21 phones of a skilled farm
of our own world, seed 12, 19)."""

_MOTION = """
    select cast(floor(least(motion_share, 0.999) * 1000) as bigint) as step, count(*) as phones from cut_devices where motion_share is not null
    group by 1 order by 1
"""
_RINGS = """
    select p.ring_id, count(*) as phones, count(distinct d.rom_hash) as images,
        cast(sum(case when d.motion_share < :middle then 1 else 0 end) as bigint) as resting
    from ring_phones p join cut_devices d on p.device_id = d.device_id where d.motion_share is not null group by p.ring_id order by p.ring_id
"""


def judge_racks(
    sums: dict[Key, Account], users: Iterable[Mapping[str, Any]], spoken: Mapping[Key, list[Spoken]], traits: Mapping[str, Trait]
) -> None:
    """Add devices that are like too many others: what they say themselves, and that half of their accounts and more were found false, of whatever."""
    accounts: dict[str, list[bool]] = defaultdict(list)
    for row in users:
        heard = spoken.get(("device", row["entity_id"]), ()) if row["kind"] == "device" else ()
        if any(said.level >= ALIKE for said in heard):
            user = sums.get(("account", row["user_id"]))
            accounts[row["entity_id"]].append(user is not None and user.bits >= 0)
    for device, found in sorted(accounts.items()):
        false, share = sum(found), sum(found) / len(found)
        total = from_signals(spoken["device", device], traits, "device")
        if share >= 0.5:
            wanted = 2 * math.log2(false + 1) * (2 * share - 1)
            total.add(_rack(false, len(found), max(0.0, wanted - total.bits)))
        sums["device", device] = total


LEAST_MOVED = 3.0
"""Bits by which a ring's phones must move more than a farm's, to speak against it: 5 of 16 shaken phones of a skilled farm moved more than most (0.3)."""
NO_RACK = 8.0
"""Bits against a farm of phones that are carried about and differ in their images. In nine markets of two strangers and two cities no farm's phones were so."""


def carried_about(engine: Engine, members: Iterable[Mapping[str, Any]]) -> dict[str, Part]:
    """By ring, what speaks against its phones being a farm's: that they move about as phones do, and do not share a system image.

    As many bits as the phones on either side of the market's middle are likelier of anybody's phones than of a farm's, NO_RACK at the least: whatever made a
    ring of those who use them, that is no rack. None where the table of devices says nothing of a ring's phones.
    """
    phones = [(row["ring_id"], row["entity_id"]) for row in members if row["entity_kind"] == "device"]
    steps = engine.rows(_MOTION, step="how much phones move").to_pylist() if phones else []
    if not steps:
        return {}
    names = (pa.array([phone[place] for phone in phones], pa.string()) for place in (0, 1))
    engine.put("ring_phones", pa.table(dict(zip(("ring_id", "device_id"), names, strict=True))))
    rows = engine.rows(_RINGS, {"middle": _reached(steps, 0.5)}, step="how much the phones of rings move").to_pylist()
    parts = {}
    for row in rows:
        moving = row["phones"] - row["resting"]
        bits = row["resting"] * math.log2(0.5 / AT_REST) + moving * math.log2(0.5 / (1 - AT_REST))
        if bits >= LEAST_MOVED and 2 * row["images"] >= row["phones"]:
            parts[row["ring_id"]] = _carried(row["phones"], moving, max(bits, NO_RACK))
    return parts


STILL = 0.1
"""A rack's phones lie among the tenth of all phones that move least (27 of 28 and 16 of 16 of a stranger's markets, three in four of our own cities); of 13
phones that crews used and carried about none did."""


def judge_carried(engine: Engine, sums: dict[Key, Account]) -> None:
    """Take off what speaks for a rack by its users alone from phones that move more than a tenth of all phones do; no likeness to others speaks of these."""
    accused = sorted(key[1] for key, total in sums.items() if key[0] == "device" and total.bits >= 0 and not _is_like_others(total))
    steps = engine.rows(_MOTION, step="how much phones move").to_pylist() if accused else []
    if not steps:
        return
    engine.put("accused_phones", pa.table({"device_id": pa.array(accused, pa.string())}))
    moved = engine.rows(
        """select distinct d.device_id from accused_phones a join cut_devices d on a.device_id = d.device_id where d.motion_share > :still
        order by d.device_id""",
        {"still": _reached(steps, STILL)},
        step="phones that move",
    )
    for row in moved.to_pylist():
        sums["device", row["device_id"]].add(_MOVED)


def _is_like_others(total: Account) -> bool:
    return any(part.name == "device_sameness" for part in total.parts)


_MOVED = Part(
    "carried",
    "record",
    -NO_RACK,
    "it is moved about more than a tenth of all phones are, as no phone in a rack is",
    "该手机的移动程度高于全部手机的十分之一，不像固定在机架上的手机",
)


def _reached(steps: list[dict[str, Any]], share: float) -> float:
    """How much phones move, so that this share of them moves no more."""
    wanted, passed = sum(row["phones"] for row in steps) * share, 0
    for row in steps:
        passed += row["phones"]
        if passed >= wanted:
            return float(row["step"] + 0.5) / 1000
    return 1.0


def _rack(false: int, every: int, weight: float) -> Part:
    return Part(
        "users",
        "ring",
        weight,
        f"{false} of its {every} accounts belong to what was found false",
        f"其 {every} 个账号中有 {false} 个涉及虚假行为",
    )


def _carried(phones: int, moving: int, bits: float) -> Part:
    english = f"{moving} of the {phones} phones of its ring are moved about more than most phones are, and they do not share a system image"
    return Part(
        "carried", "identity", -bits, english, f"所在团伙的 {phones} 台设备中有 {moving} 台移动比例高于多数手机，且系统镜像各不相同"
    )
