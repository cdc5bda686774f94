import pytest

from zhenxin.events.registry import Registry, shipped_registry

ROWS = (
    {"brand": "岚桥", "number": "400-0210-377", "source": "铭牌", "checked_at": "2026-03-04 00:00:00"},
    {"brand": "海韵", "number": "４００－８８８－０００１", "source": None, "checked_at": None},
    {"brand": "海韵", "number": "95588", "source": "官网", "checked_at": "2026-03-04"},
)
OWN = Registry(()).joined(ROWS)


def test_a_number_has_its_owner_source_and_day() -> None:
    (owner,) = OWN.owners("4000210377")
    assert (owner.brand, owner.source, owner.checked_at, owner.written) == ("岚桥", "铭牌", "2026-03-04", "400-021-0377")
    assert OWN.owners("4008880001")[0].checked_at == ""
    assert OWN.owners("4009999999") == ()


def test_a_brand_is_found_under_its_variants() -> None:
    assert [entry.number for entry in OWN.of_brand("岚桥壁挂炉")] == ["4000210377"]
    assert OWN.of_brand("格林") == ()


@pytest.mark.parametrize(
    ("number", "slips"),
    [
        ("4000210378", 1),
        ("4000210373", 1),
        ("4000210737", 1),
        ("400021037", 1),
        ("4000210388", 2),
        ("4000211388", 0),
        ("4000210377", 0),
        ("95589", 0),
    ],
)
def test_near_misses_are_one_or_two_slips_away(number: str, slips: int) -> None:
    near = OWN.near(number)
    assert [found for entry, found in near if entry.brand == "岚桥"] == ([slips] if slips else [])


def test_the_shipped_registry_is_dated_and_has_a_source_for_every_number() -> None:
    entries = shipped_registry().entries
    assert len(entries) > 400
    assert all(entry.source and entry.checked_at and entry.number.lstrip("+").isdecimal() for entry in entries)
    assert shipped_registry().owners("95588")[0].brand == "中国工商银行"


def test_own_rows_come_first() -> None:
    joined = shipped_registry().joined(ROWS)
    assert [entry.brand for entry in joined.owners("95588")] == ["海韵", "中国工商银行"]
