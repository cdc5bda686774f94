"""A small town, the same every time: honest buyers, a dormitory, a fan club, heavy buyers, and one ring of brushers.

w0 … w11    the ring: guided visits, orders at shops m1 to m3, empty parcels from `hub`, money back from `boss`, words from one script
f0 … f11    a fan club: meets in one hall, buys at shops m4 to m6 in step by the same words, gets its deposits back
c0 … c29    a dormitory: one network, one Wi-Fi, one address; everybody buys what they like
h0 … h4     heavy buyers: forty orders each, everywhere
a0 … a359   everybody else
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from zhenxin import flow, signals
from zhenxin.engine import Engine, open_engine
from zhenxin.events.schema import TABLES, network_columns, typed_tables
from zhenxin.settings import Settings

AS_OF = datetime.fromisoformat("2026-06-30")
RING = [f"w{n}" for n in range(12)]
FANS = [f"f{n}" for n in range(12)]
DORMITORY = [f"c{n}" for n in range(30)]
HEAVY = [f"h{n}" for n in range(5)]
OTHERS = [f"a{n}" for n in range(360)]
RING_SHOPS, FAN_SHOPS = ("m1", "m2", "m3"), ("m4", "m5", "m6")
SMALL_SHOPS = (*RING_SHOPS, *FAN_SHOPS)
SHOPS, PRODUCTS = 30, 90
PHRASE = "灯光柔和不刺眼，孩子写作业用正合适，值得推荐"

_ARROW = {
    "TIMESTAMP": pa.timestamp("us"), "DECIMAL(18,2)": pa.decimal128(18, 2), "INTEGER": pa.int32(), "DOUBLE": pa.float64(),
    "BOOLEAN": pa.bool_(), "VARCHAR[]": pa.list_(pa.string()), "VARCHAR": pa.string(),
}  # fmt: skip

Row = dict[str, Any]


@dataclass
class Town:
    """Rows by table, as a user brings them."""

    rows: dict[str, list[Row]] = field(default_factory=dict)

    def add(self, table: str, **row: Any) -> None:
        """One row more."""
        self.rows.setdefault(table, []).append(row)

    def orders_of(self, accounts: list[str]) -> list[Row]:
        """The orders of these accounts."""
        wanted = set(accounts)
        return [row for row in self.rows["orders"] if row["account_id"] in wanted]

    def write(self, folder: Path, leave_out: tuple[str, ...] = ()) -> Path:
        """One Parquet file a table; columns that nobody fills are not there."""
        folder.mkdir(parents=True, exist_ok=True)
        for name, rows in self.rows.items():
            if name not in leave_out:
                kinds = {column.name: _ARROW[column.sql_type] for column in TABLES[name].columns}
                pq.write_table(
                    _columns(rows, {name: kinds[name] for name in kinds if any(name in row for row in rows)}), folder / f"{name}.parquet"
                )
        return folder

    def typed(self) -> Mapping[str, pa.Table]:
        """Every table of the typed schema, sightings too, as the stages after the events see them; no key is needed to read the hashes."""
        told = {name: [_hashed(name, row) for row in rows] for name, rows in self.rows.items()}
        seen = [{**row, "source": name} for name in ("logins", "orders") for row in told.get(name, [])]
        told["sightings"] = [{key: row.get(key) for key in typed_tables()["sightings"].by_name} for row in seen]
        return {
            name: _columns(told.get(name, []), {column.name: _ARROW[column.sql_type] for column in declared.columns})
            for name, declared in typed_tables().items()
        }


def _hashed(table: str, row: Row) -> Row:
    """Network addresses in the place of their hashes."""
    return row | {hashed: row.get(raw) for raw, gives in network_columns(TABLES[table]).items() for hashed in gives}


def _columns(rows: list[Row], kinds: Mapping[str, pa.DataType]) -> pa.Table:
    made = {}
    for name, kind in kinds.items():
        values = pa.array([row.get(name) for row in rows], pa.float64() if pa.types.is_decimal(kind) else kind)
        made[name] = values.cast(kind)
    return pa.table(made)


@cache
def town(seed: int = 1) -> Town:
    """The town; it is shared, so that whoever changes it copies it first."""
    made = Town()
    dice = np.random.default_rng(seed)
    for shop in range(SHOPS):
        made.add("merchants", merchant_id=f"m{shop}", opened_at=AS_OF - timedelta(days=900), legal_entity_id=f"e{shop}", category="lamps")
    for product in range(PRODUCTS):
        made.add(
            "products",
            product_id=f"p{product}",
            merchant_id=f"m{product % SHOPS}",
            spec_weight_g=600.0,
            price=_price(product),
            category="lamps",
        )
    for account in [*RING, *FANS, *DORMITORY, *HEAVY, *OTHERS]:
        made.add("accounts", account_id=account, registered_at=AS_OF - timedelta(days=38), phone_hash=f"t{account}")
    drawn = np.array([0.04 if f"m{product % SHOPS}" in SMALL_SHOPS else 1.0 for product in range(PRODUCTS)])
    drawn /= drawn.sum()
    buyers = [*OTHERS * 2, *DORMITORY * 4, *HEAVY * 40, *RING * 2, *FANS * 2]
    for buyer in buyers:
        _honest(made, dice, buyer, int(dice.choice(PRODUCTS, p=drawn)), 2 + 34 * float(dice.random()))
    for n, friend in enumerate([*OTHERS, *FANS, *DORMITORY]):
        made.add(
            "payments",
            payment_id=f"friend {n}",
            occurred_at=_at(36 * float(dice.random())),
            payer_id=f"a{dice.integers(0, 250)}",
            payee_id=friend,
            amount=round(float(dice.lognormal(4, 1)), 2),
            kind="transfer",
            payer_kind="account",
            payee_kind="account",
        )
    _ring(made, dice)
    for n, fan in enumerate(FANS):
        made.add("payments", payment_id=f"deposit {n}", occurred_at=_at(12), payer_id="treasurer", payee_id=fan, amount=30.0, kind="transfer",
                 payer_kind="outside", payee_kind="account")  # fmt: skip
        made.add("logins", account_id=fan, occurred_at=_at(20.5), device_id=f"phone of {fan}", ip="10.99.0.1", wifi_hash="concert hall")
        for record in (4, 5, 6, 34, 35, 36):
            _honest(made, dice, fan, record, 20 + 0.3 * float(dice.random()), query=f"乐队周边 {record}")
    return made


def _price(product: int) -> float:
    return round(45 + product * 13.7, 2)


def _ring(made: Town, dice: np.random.Generator) -> None:
    for place, brusher in enumerate(RING):
        for task, product in enumerate((1, 2, 3, 31)):
            days = 24 - 3 * task - 0.02 * place
            order = _order(made, brusher, product, days, session=f"task {place}/{task}")
            _visit(
                made,
                brusher,
                product,
                days + 0.01,
                session=f"task {place}/{task}",
                query=f"北欧护眼灯 {product}",
                place=60 + place % 4,
                dwell=300 + 3 * place,
            )
            _parcel(made, order, days, weight=35.0, sender="hub", hours=7)
            made.add(
                "payments",
                payment_id=f"back {order}",
                occurred_at=_at(days - 2),
                payer_id="boss",
                payee_id=brusher,
                amount=_price(product) + 6,
                kind="transfer",
                payer_kind="outside",
                payee_kind="account",
            )
            _review(made, dice, order, brusher, product, days - 3, f"{PHRASE}！{product}")


def _honest(made: Town, dice: np.random.Generator, buyer: str, product: int, days: float, query: str = "") -> None:
    session = f"{buyer}/{len(made.rows.get('orders', []))}"
    order = _order(made, buyer, product, days, session=session)
    _visit(
        made, buyer, product, days + 0.05, session=session, query=query or f"词{dice.integers(0, 80)}", place=int(dice.geometric(0.2)),
        dwell=float(np.exp(dice.normal(3.6, 1.1))),
    )  # fmt: skip
    _parcel(made, order, days, weight=float(dice.normal(640, 30)), sender=_warehouse(product % SHOPS), hours=50)
    if dice.random() < 0.4:
        _review(made, dice, order, buyer, product, days - 4 - float(dice.random()), f"第{order}单还不错，用了几天没有问题")


def _warehouse(shop: int) -> str:
    """Shops from m12 on share a warehouse by threes."""
    return f"s{shop}" if shop < 12 else f"warehouse {shop % 6}"


def _at(days: float) -> datetime:
    return AS_OF - timedelta(days=days)


def _order(made: Town, buyer: str, product: int, days: float, session: str) -> str:
    order = f"o'{len(made.rows.get('orders', []))}🛒"
    home = "dormitory" if buyer in DORMITORY else buyer
    made.add(
        "orders", order_id=order, account_id=buyer, merchant_id=f"m{product % SHOPS}", product_id=f"p{product}", occurred_at=_at(days), quantity=1,
        amount=_price(product), address_hash=f"at {home}", receiver_hash=f"to {buyer}", device_id=f"phone of {buyer}", ip=_ip(home), session_id=session,
    )  # fmt: skip
    made.add(
        "logins", account_id=buyer, occurred_at=_at(days + 0.06), device_id=f"phone of {buyer}", ip=_ip(home), wifi_hash=f"wifi of {home}"
    )
    made.add("payments", payment_id=f"pay {order}", occurred_at=_at(days), payer_id=buyer, payee_id=f"m{product % SHOPS}", amount=_price(product), kind="order",
             order_id=order, payer_kind="account", payee_kind="merchant", instrument_hash=f"card of {buyer}")  # fmt: skip
    return order


def _ip(home: str) -> str:
    number = 7 if home == "dormitory" else 300 + 100 * "awfh".index(home[0]) * 10 + int(home[1:])
    return f"10.{number // 250}.{number % 250}.9"


def _visit(made: Town, buyer: str, product: int, days: float, *, session: str, query: str, place: int, dwell: float) -> None:
    made.add("visits", account_id=buyer, occurred_at=_at(days), kind="search", session_id=session, search_query=query)
    made.add("visits", account_id=buyer, occurred_at=_at(days - 0.001), kind="view", session_id=session, product_id=f"p{product}",
             merchant_id=f"m{product % SHOPS}", list_position=place, dwell_s=dwell)  # fmt: skip


def _parcel(made: Town, order: str, days: float, *, weight: float, sender: str, hours: float) -> None:
    made.add("parcels", parcel_id=f"k {order}", order_id=order, sender_hash=sender, weight_g=round(weight, 1), shipped_at=_at(days - 0.2))
    stops = 2 if hours < 12 else 5
    for stop in range(stops):
        kind = "collected" if stop == 0 else "signed" if stop == stops - 1 else "transit"
        made.add("scans", parcel_id=f"k {order}", occurred_at=_at(days - 0.2) + timedelta(hours=hours * stop / (stops - 1)), kind=kind)


def _review(made: Town, dice: np.random.Generator, order: str, buyer: str, product: int, days: float, text: str) -> None:
    made.add("reviews", review_id=f"r {order}", account_id=buyer, occurred_at=_at(days), rating=int(dice.choice([5, 5, 4, 3])) if buyer not in RING else 5,
             order_id=order, product_id=f"p{product}", merchant_id=f"m{product % SHOPS}", text=text)  # fmt: skip


@cache
def signal_values(seed: int = 1) -> pa.Table:
    """What all signals say of the town."""
    tables, able = town(seed).typed(), [one for one in signals.find() if not {"pages", "page_facts"} & set(one.query.tables)]
    engine = open_engine(Settings(memory="1GB"))
    try:
        return signals.signal_values(_measured(engine, tables, able), AS_OF)
    finally:
        engine.close()


def _measured(engine: Engine, tables: Mapping[str, pa.Table], able: list[signals.Signal]) -> list[signals.Measured]:
    columns = signals.needed(able)
    for name in columns:
        engine.put(f"given_{name}", tables[name])
    signals.cut_tables(engine, columns, {name: f"select * from given_{name}" for name in columns}, AS_OF)
    first = AS_OF - timedelta(days=40)
    return [signals.Measured(one, signals.measure(engine, one, first=first, as_of=AS_OF)) for one in able]


def acts() -> dict[str, tuple[str, ...]]:
    """What each signal that is an act speaks for, as the flow hands it to the rings."""
    return {one.name: one.speaks_for for one in signals.find() if one.act}


def shuffled(tables: Mapping[str, pa.Table], seed: int) -> Iterator[tuple[str, pa.Table]]:
    """The same rows in another order."""
    dice = np.random.default_rng(seed)
    for name, table in tables.items():
        yield name, table.take(pa.array(dice.permutation(table.num_rows)))


@pytest.fixture(scope="session")
def town_data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The town as a data set on disk."""
    return town().write(tmp_path_factory.mktemp("flow") / "it's a 小镇")


@pytest.fixture(scope="session")
def town_outcome(town_data: Path) -> flow.Outcome:
    """A run over the town."""
    return flow.run(flow.Run(data=town_data, out=town_data.parent / "out", settings=Settings(memory="1GB")))


@pytest.fixture(scope="session")
def town_out(town_data: Path, town_outcome: flow.Outcome) -> Path:
    """What the run wrote; only to be read."""
    return town_data.parent / "out"
