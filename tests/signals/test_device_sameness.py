import pytest

from zhenxin.signals.device_sameness import DeviceSameness

from .rows import Row, Values, ago, cases

Tables = dict[str, list[Row]]


def racked(
    phones: int = 8,
    *,
    roms: int = 1,
    charging: float = 0.98,
    motion: float = 0.01,
    emulator: bool = False,
    usual: float = 0.01,
    days: float = 20,
) -> Tables:
    """Phones on a rack with one system image, among four hundred in pockets, of which some lie on a charger too."""
    rows = [(f"x'{n}", f"rom{n % roms}", charging, motion, emulator) for n in range(phones)]
    rows += [
        (f"d{n}", f"r{n % 20}", 0.97 if n % 100 < 100 * usual else 0.3, 0.01 if n % 100 < 100 * usual else 0.4, False) for n in range(400)
    ]
    return {
        "devices": [
            {"device_id": phone, "rom_hash": rom, "charging_share": charge, "motion_share": move,
             "is_emulator": fake} for phone, rom, charge, move, fake in rows
        ],
        "sightings": [{"account_id": f"u{n}", "device_id": row[0], "occurred_at": ago(days), "source": "logins"} for n, row in enumerate(rows)],
    }  # fmt: skip


SPEAKS: dict[str, Tables] = {
    "eight of one image": racked(),
    "emulators": racked(charging=0.2, motion=0.5, emulator=True),
    "thirty": racked(30),
    "last year": racked(days=400),
}
SILENT: dict[str, Tables] = {
    "two": racked(2),
    "an image each": racked(roms=8),
    "carried about": racked(motion=0.3),
    "not charging": racked(charging=0.5),
    "most phones here lie on a charger": racked(usual=0.7),
}


@pytest.mark.parametrize("tables", **cases(SPEAKS))
def test_it_speaks_of_phones_on_a_rack(values: Values, tables: Tables) -> None:
    assert {f"x'{n}" for n in range(8)} <= values(DeviceSameness(), **tables).keys()


@pytest.mark.parametrize("tables", **cases(SILENT))
def test_it_is_silent_on_tablets_on_a_wall(values: Values, tables: Tables) -> None:
    assert not [phone for phone in values(DeviceSameness(), **tables) if phone.startswith("x'")]
