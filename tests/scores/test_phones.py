"""Phones: racks whose accounts were found false, and phones that are carried about."""

from collections.abc import Iterator

import pyarrow as pa
import pytest

from zhenxin.engine import DuckDBEngine
from zhenxin.scores.combine import Account, Key
from zhenxin.scores.hypothesis import Part, Spoken, Trait
from zhenxin.scores.phones import carried_about, judge_carried, judge_racks
from zhenxin.settings import Settings

TRAITS = {"device_sameness": Trait("identity", False, ("device_farm",), None)}


@pytest.fixture
def duck() -> Iterator[DuckDBEngine]:
    engine = DuckDBEngine(Settings(memory="1GB"))
    yield engine
    engine.close()


def rack_bits(false: int, honest: int, level: int = 3) -> float | None:
    sums: dict[Key, Account] = {
        ("account", f"a'{n}"): Account([Part("x", "money", 4.0 if n < false else -4.0, "", "")]) for n in range(false + honest)
    }
    users = [{"kind": "device", "entity_id": "d'", "user_kind": "account", "user_id": f"a'{n}"} for n in range(false + honest)]
    spoken = {("device", "d'"): [Spoken("device_sameness", level, "", "")]} if level else {}
    judge_racks(sums, users, spoken, TRAITS)
    return sums["device", "d'"].bits if ("device", "d'") in sums else None


@pytest.mark.parametrize(("false", "honest"), [(3, 0), (2, 0), (1, 0), (3, 1), (4, 1)])
def test_a_rack_most_of_whose_accounts_were_found_false_is_accused_whatever_they_did(false: int, honest: int) -> None:
    assert (rack_bits(false, honest) or -9) > 0


@pytest.mark.parametrize(("false", "honest"), [(0, 3), (1, 3), (1, 2)])
def test_a_rack_of_honest_accounts_is_not(false: int, honest: int) -> None:
    assert (rack_bits(false, honest) or 0) < 0


@pytest.mark.parametrize("level", [0, 1])
def test_a_device_that_is_like_no_others_is_judged_elsewhere(level: int) -> None:
    assert rack_bits(3, 0, level) is None


def carried(duck: DuckDBEngine, motion: list[float | None], images: int, market: int = 200) -> dict[str, Part]:
    """A ring's phones among others that move from hardly to always."""
    rows = [{"device_id": f"d{n}", "rom_hash": f"r{n}", "motion_share": (n + 0.5) / market} for n in range(market)]
    rows += [{"device_id": f"o'{n}", "rom_hash": f"x{n % images}", "motion_share": share} for n, share in enumerate(motion)]
    schema = pa.schema([("device_id", pa.string()), ("rom_hash", pa.string()), ("motion_share", pa.float64())])
    duck.put("cut_devices", pa.Table.from_pylist(rows, schema))
    return carried_about(duck, [{"ring_id": "R'", "entity_kind": "device", "entity_id": f"o'{n}"} for n in range(len(motion))])


def test_phones_that_move_as_everybodys_do_speak_against_a_farm(duck: DuckDBEngine) -> None:
    found = carried(duck, [0.2, 0.4, 0.45, 0.55, 0.6, 0.65, 0.7, 0.8], images=8)
    assert found["R'"].bits < -5


@pytest.mark.parametrize(
    ("motion", "images"),
    [([0.01] * 8, 1), ([0.05, 0.1, 0.2, 0.1, 0.3, 0.2, 0.1, 0.9], 8), ([0.7] * 8, 1), ([None] * 8, 8)],
    ids=["a rack", "shaken a little", "one image, shaken well", "nobody knows"],
)
def test_phones_at_rest_or_of_one_image_or_unknown_say_nothing(duck: DuckDBEngine, motion: list[float | None], images: int) -> None:
    assert carried(duck, motion, images) == {}


def test_without_phones_in_rings_nothing_is_asked(duck: DuckDBEngine) -> None:
    assert carried_about(duck, []) == {}


@pytest.mark.parametrize(
    ("motion", "parts", "is_accused"),
    [(0.01, ["users"], True), (0.4, ["users"], False), (0.4, ["users", "device_sameness"], True), (None, ["users"], True)],
    ids=["at rest", "carried about", "carried about and like many others", "nobody knows"],
)
def test_a_phone_that_moves_more_than_a_tenth_of_all_is_in_no_rack(
    duck: DuckDBEngine, motion: float | None, parts: list[str], is_accused: bool
) -> None:
    rows = [{"device_id": f"d{n}", "motion_share": (n + 0.5) / 100} for n in range(100)] + [{"device_id": "o'", "motion_share": motion}]
    duck.put("cut_devices", pa.Table.from_pylist(rows, pa.schema([("device_id", pa.string()), ("motion_share", pa.float64())])))
    sums: dict[Key, Account] = {("device", "o'"): Account([Part(name, "ring", 4.0 / len(parts), "", "") for name in parts])}
    judge_carried(duck, sums)
    assert (sums["device", "o'"].bits >= 0) is is_accused
