"""How many devices of one system image stand on a rack: always charging, never moved, against how usual that is."""

from zhenxin.signals._base import Signal, Words, dataclass, days


@dataclass(frozen=True, kw_only=True)
class DeviceSameness(Signal):
    """Bits of surprise at the devices of one ROM that are charged more than 90 % of the time and moved less than 5 %, or are emulators.

    Expected is the share of such devices among all others, threefold: a tablet on a kitchen wall charges and rests too, but its system is
    everybody's. A farm flashes its phones with one image. Fewer than three are never heard.
    """

    entity = "device"
    window = days(90)
    evidence = "identity"
    act = False
    levels = (4, 7, 14)
    speaks_for = ("device_farm", "batch_accounts")
    silent_on = ("second_hand_phone", "family_phone", "dormitory")
    can_do_without = ("devices.is_emulator", "devices.charging_share", "devices.motion_share")
    label = Words("phones on a rack", zh="设备高度雷同")
    innocent = Words(
        "tablets on a wall charge and rest as well, with the same system as everybody’s",
        zh="固定摆放的平板也长期充电不动，但系统与大众相同",
    )
    source = "domain.md §2 row 10: identical ROM, charging 100 %, no sensor motion"
    reason = Words(
        "one of {alike} devices with one system image, of {all_devices}, that always charge and never move; {expected:.1f} would be usual",
        zh="同一系统镜像的 {all_devices} 台设备中有 {alike} 台长期充电且静止不动，本设备为其一；正常水平约为 {expected:.1f} 台",
    )
    sql = """
        with used as (select distinct device_id from sightings where device_id is not null),
        seen as (
            select d.device_id, d.rom_hash,
                case when d.is_emulator or (d.charging_share > 0.9 and d.motion_share < 0.05) then 1 else 0 end as rack
            from devices d join used u on d.device_id = u.device_id where d.rom_hash is not null
        ),
        images as (select rom_hash, count(*) as all_devices, cast(sum(rack) as bigint) as alike from seen group by rom_hash),
        market as (select cast(sum(all_devices) as double) as all_devices, cast(sum(alike) as double) as alike from images),
        judged as (
            select i.rom_hash, i.all_devices, i.alike,
                3.0 * i.all_devices * (m.alike - i.alike + 1.0) / nullif(m.all_devices - i.all_devices + 20.0, 0) + 0.2 as expected
            from images i cross join market m where i.alike >= 3
        )
        select s.device_id as entity_id, surprise(j.alike, j.expected) as value, j.alike, j.all_devices, j.expected
        from seen s join judged j on s.rom_hash = j.rom_hash where s.rack = 1"""
