import pytest

from zhenxin.signals.waybill_runs import WaybillRuns

from .rows import Row, Values, ago, cases

Tables = dict[str, list[Row]]


def numbered(
    count: int = 12, *, senders: int = 6, shops: int = 6, step: int = 1, common: bool = False, prefix: str = "YT", owners: int | None = None,
    carrier: str | None = "圆通", days: float = 20,
) -> Tables:  # fmt: skip
    """A run of waybills, the sender changing each time, among honest runs of ten for each of thirty senders (or all in one row)."""
    rows = [("run", n, f"s{n % senders}", n % shops, 900_000_000 + n * step) for n in range(count)]
    rows += [
        (f"u{sender}", n, f"own{sender}", 100 + sender, 100_000_000 + (n * 30 + sender if common else sender * 10_000 + n))
        for sender in range(30)
        for n in range(10)
    ]
    made = {"occurred_at": ago(days), "account_id": "a"}
    return {
        "orders": [{**made, "order_id": f"{kind}-{n}", "merchant_id": f"m{shop}"} for kind, n, _, shop, _ in rows],
        "parcels": [
            {"parcel_id": f"{kind}-{n}", "order_id": f"{kind}-{n}", "sender_hash": sender, "waybill": f"{prefix}{number}", "carrier": carrier,
             "shipped_at": ago(days)}
            for kind, n, sender, _, number in rows
        ],
        "merchants": [{"merchant_id": f"m{shop}", "legal_entity_id": f"e{shop % (owners or 1000)}"} for shop in {shop for _, _, _, shop, _ in rows}],
    }  # fmt: skip


SPEAKS: dict[str, Tables] = {
    "twelve in a row, six senders": numbered(),
    "with gaps of ten": numbered(step=10),
    "no carrier is named": numbered(carrier=None),
    "last year": numbered(days=360),
}
SILENT: dict[str, Tables] = {
    "numbers that lie apart": numbered(step=50),
    "one warehouse for many shops": numbered(senders=1),
    "one owner's shops": numbered(owners=1),
    "three in a row": numbered(3),
    "a carrier that numbers all parcels in one row": numbered(common=True),
}


@pytest.mark.parametrize("tables", **cases(SPEAKS))
def test_it_speaks_of_strangers_in_one_run(values: Values, tables: Tables) -> None:
    found = values(WaybillRuns(), **tables)
    assert found.keys() == {f"run-{n}" for n in range(12)}


@pytest.mark.parametrize("tables", **cases(SILENT))
def test_it_is_silent_on_runs_of_one_hand(values: Values, tables: Tables) -> None:
    assert values(WaybillRuns(), **tables) == {}
