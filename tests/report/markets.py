"""Result folders built by hand, with the columns of DESIGN §5, every score the sum of its parts."""

import copy
import json
import random
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

AS_OF = datetime.fromisoformat("2025-03-31T23:59:00")
TYPES = {"text": pa.string(), "real": pa.float64(), "whole": pa.int64(), "time": pa.timestamp("us"), "money": pa.decimal128(18, 2)}
TYPES["list"] = pa.list_(pa.string())

SCHEMAS = {
    "signal_values": "entity_kind entity_id signal value:real level:whole reason reason_zh from_at:time to_at:time as_of:time",
    "rings": "ring_id kind state parents:list accounts:whole merchants:whole orders:whole reviews:whole amount:money money_in:money "
    "money_out:money first_at:time last_at:time density:real probability:real summary summary_zh",
    "ring_members": "ring_id entity_kind entity_id role links:whole share:real",
    "ring_links": "ring_id left_kind left_id right_kind right_id shared bits:real",
    "scores": "entity_kind entity_id probability:real bits:real ring_id behaviour standing as_of:time",
    "score_parts": "entity_kind entity_id part evidence bits:real sentence sentence_zh query_id args",
    "queries": "query_id signal sql",
    "explanations": "entity_kind entity_id lookalike fits:real sentence sentence_zh",
    "clean_products": "product_id category orders:whole clean_orders:real rating:real clean_rating:real",
    "clean_merchants": "merchant_id category orders:whole clean_orders:real rating:real clean_rating:real",
    "credit": "merchant_id credit:whole grade as_of:time",
    "credit_ledger": "merchant_id occurred_at:time change:whole reason reason_zh source_kind source_id fades_at:time remedy",
    "damage": "merchant_id ring_id head low:money base:money high:money method inputs",
    "decisions": "decision_id entity_kind entity_id measure reason_codes:list policy_version law act_from:time act_to:time as_of:time",
}

RUN: dict[str, Any] = {
    "version": "0.1.0", "as_of": "2025-03-31T23:59:00", "as_of_given": False, "since": None, "seed": 7, "data": "market",
    "settings": {"engine": "duckdb"}, "public_key": True, "inputs": {"orders.parquet": "ab" * 32},
    "tables": {
        "accounts": {"rows": 41_200, "set_aside": 0, "first_at": "2023-01-02T00:00:00", "last_at": "2025-03-30T10:00:00"},
        "orders": {"rows": 200_000, "set_aside": 14, "emptied": {"amount": 3}, "other": {"status": 2}, "later_than_as_of": 1,
                   "first_at": "2025-01-01T00:01:00", "last_at": "2025-03-31T23:59:00"},
        "reviews": {"rows": 88_120, "set_aside": 2, "emptied": {"likes": 9}, "first_at": "2025-01-02T09:00:00",
                    "last_at": "2025-03-31T22:10:00"},
    },
    "signals_run": ["shared_device", "order_burst", "cashback_return", "sender_hub", "review_copies", "review_too_soon"],
    "signals_not_run": [
        {"signal": "guided_visit", "lacks": ["visits"], "reason": "the table visits is absent", "reason_zh": "缺少 visits 表"},
        {"signal": "number_many_brands", "lacks": ["pages.text", "hotlines"], "reason": "two tables are absent", "reason_zh": "缺少两张表"},
    ],
    "notes": [], "notes_zh": [], "quarantine_rows": 16, "rings": 3, "accused": {"account": 64},
}  # fmt: skip

Part = tuple[str, str, float, str, str]
PRIOR: Part = ("prior", "prior", -6.6, "About 1 in 100 takes part in such things", "约每 100 个中有 1 个参与此类行为")
MONEY: Part = ("cashback_return", "money", 7.4, "Money came back after 14 of its 15 orders", "15 笔订单中有 14 笔付款后钱又转回")
BACK: Part = ("cashback_return", "money", 5.2, "97% of the price came back within two hours", "货款的 97% 在两小时内转回")
LIGHT: Part = ("empty_parcel", "goods", 4.4, "The parcel weighed 40 g, the goods weigh 1,240 g", "包裹重 40 克，商品应重 1240 克")
BURST: Part = (
    "order_burst",
    "time",
    1.9,
    "Nine orders within two hours at three shops that share no owner",
    "两小时内在三家互不相关的店铺下了九单",
)
TIED: Part = ("ring", "network", 6.3, "Tied to 41 accounts by two parcel senders and one payer", "与 41 个账号共用两个寄件人和一个付款人")
OLD: Part = ("long_history", "record", -1.6, "Four years of ordinary purchases before", "此前有四年普通购物记录")
COPIES: Part = ("review_copies", "text", 6.1, "14 reviews of 3 shops use this wording", "3 家店铺的 14 条评价用了同样的话")
SOON: Part = ("review_too_soon", "time", 2.4, "Written 4 minutes after the parcel was signed for", "签收 4 分钟后写下")
SURGE: Part = ("merchant_surge", "time", 3.9, "Eleven times its usual day without a campaign", "没有任何活动，销量为平日的十一倍")
HUB: Part = ("sender_hub", "goods", 8.0, "Ships for 3 shops without a common owner", "为 3 家无共同主体的店铺发货")
PHONE: Part = ("shared_device", "identity", 5.0, "Six accounts used one phone within 30 days", "30 天内有 6 个账号用过同一台手机")

TRIED = (
    ("group_buy", 0.22, "A group buy has one leader and one address; here are 39.", "社区团购只有一个团长和一个地址，这里却有 39 个。"),
    ("shared_warehouse", 0.35, "A shared warehouse explains the senders, not the money.", "共享仓能解释寄件人相同，解释不了货款转回。"),
    ("light_goods", 0.04, "Other parcels of these shops weigh what they should.", "这些店铺的其他包裹重量正常。"),
)


class Market:
    """Collects the rows of a result folder."""

    def __init__(self) -> None:
        self.rows: dict[str, list[dict[str, Any]]] = {name: [] for name in SCHEMAS}
        self.run: dict[str, Any] = copy.deepcopy(RUN)

    def add(self, table: str, **row: Any) -> None:
        """One row of `table`; columns not named are NULL."""
        self.rows[table].append(row)

    def link(self, ring: str, left: tuple[str, str], right: tuple[str, str], shared: str, bits: float = 0.0) -> None:
        """One link of a ring."""
        ends = {"left_kind": left[0], "left_id": left[1], "right_kind": right[0], "right_id": right[1]}
        self.add("ring_links", ring_id=ring, **ends, shared=shared, bits=bits)

    def member(self, ring: str, kind: str, entity_id: str, role: str = "", *, links: int = 1, share: float | None = 0.9) -> None:
        """One member of a ring."""
        self.add("ring_members", ring_id=ring, entity_kind=kind, entity_id=entity_id, role=role, links=links, share=share)

    def score(
        self, kind: str, entity_id: str, *parts: Part, args: dict[str, Any] | None = None, standing: str = "suspect", **more: Any
    ) -> None:
        """One score from its parts; the prior comes first by itself."""
        bits = round(sum(part[2] for part in (PRIOR, *parts)), 6)
        whole = {"probability": 1 / (1 + 2**-bits), "bits": bits, "standing": standing, "as_of": AS_OF}
        self.add("scores", entity_kind=kind, entity_id=entity_id, **whole, **more)
        names = ("part", "evidence", "bits", "sentence", "sentence_zh")
        for part in (PRIOR, *parts):
            told = dict(zip(names, part, strict=True))
            extra = {"query_id": f"q_{part[0]}", "args": json.dumps(args) if args else None}
            self.add("score_parts", entity_kind=kind, entity_id=entity_id, **told, **extra)

    def write(self, folder: Path) -> Path:
        """The folder, with a file for every table."""
        folder.mkdir(parents=True, exist_ok=True)
        for name, columns in SCHEMAS.items():
            words = (word.partition(":") for word in columns.split())
            schema = pa.schema([(column, TYPES[kind or "text"]) for column, _, kind in words])
            pq.write_table(pa.Table.from_pylist(self.rows[name], schema), folder / f"{name}.parquet")
        (folder / "run.json").write_text(json.dumps(self.run), encoding="utf-8")
        (folder / "timings.json").write_text("{}", encoding="utf-8")
        return folder


def whole_market() -> Market:
    """Three rings, one of them below one half; a shop that is attacked; a shop with nothing against it."""
    market = Market()
    _brushing(market, random.Random(5))
    _farm(market)
    _writers(market)
    for signal in ("cashback_return", "order_burst"):
        sql = f"select account_id, count(*) as value\nfrom read_parquet('orders.parquet')\nwhere '{signal}' <> ''\ngroup by account_id"
        market.add("queries", query_id=f"q_{signal}", signal=signal, sql=sql)
    for merchant in ("m_0412", "m_5555"):
        market.add("clean_merchants", merchant_id=merchant, category="home", orders=10, clean_orders=8.0)
    return market


def _brushing(market: Market, dice: random.Random) -> None:
    """R001: 42 accounts, two of them not accused, 186 orders and 120 reviews at three shops, two senders, one payer, six phones."""
    ring, shops = "R001", ["m_0412", "m_0977", "m_1203"]
    accounts = [f"u_{10_000 + 37 * at}" for at in range(42)]
    of = {"ring_id": ring, "behaviour": "task_brushing"}
    times = [
        datetime.fromisoformat("2025-02-03") + timedelta(days=abs(dice.gauss(18, 9)), hours=8 + 14 * dice.random()) for _ in range(186)
    ]
    for at, time in enumerate(times):
        args = {"occurred_at": time.isoformat(), "merchant_id": dice.choice(shops), "amount": str(round(dice.uniform(40, 400), 2))}
        market.member(ring, "order", f"o_{500_000 + at}", share=None)
        market.score("order", f"o_{500_000 + at}", BACK, LIGHT, OLD, args=args, **of)
        if at < 120:
            market.member(ring, "review", f"r_{90_000 + at}", share=None)
            market.score("review", f"r_{90_000 + at}", COPIES, SOON, args={"occurred_at": (time + timedelta(days=2)).isoformat()}, **of)
    for at, account in enumerate(accounts):
        me, weak = ("account", account), at in {5, 11}
        market.member(ring, *me, "brusher", links=6, share=round(dice.uniform(0.7, 1), 2))
        for shop in dice.sample(shops, 2 if at % 3 else 3):
            market.link(ring, me, ("merchant", shop), "merchant ×4")
        market.link(ring, me, ("sender", ("s_9f31", "s_77ab")[at % 2]), "sender ×2")
        market.link(ring, me, ("payee", "p_4410"), "payee ×4")
        if at < 18:
            market.link(ring, me, ("device", f"d_{at // 3:03d}"), "device ×1")
        parts = (BURST, OLD) if weak else (MONEY, BURST, TIED, OLD)
        market.score(*me, *parts, standing="clear" if weak else "suspect", **of)
        seen = {"from_at": min(times), "to_at": max(times), "as_of": AS_OF, "reason": MONEY[3], "reason_zh": MONEY[4]}
        market.add("signal_values", entity_kind="account", entity_id=account, signal="cashback_return", value=14.0, level=3, **seen)
    for kind, ids, role, part in (
        ("merchant", shops, "merchant", MONEY), ("sender", ["s_9f31", "s_77ab"], "sender", HUB), ("payee", ["p_4410"], "organiser", BACK),
        ("device", [f"d_{at:03d}" for at in range(6)], "device", BURST),
    ):  # fmt: skip
        for one in ids:
            market.member(ring, kind, one, role, links=20)
            market.score(kind, one, part, SURGE, **of)
    money = {"amount": "40912.40", "money_in": "38120.00", "money_out": "37004.15"}
    market.add(
        "rings", ring_id=ring, kind="task_brushing", state="active", parents=[], accounts=42, merchants=3, orders=186, reviews=120,
        **{name: pa.scalar(text).cast(TYPES["money"]).as_py() for name, text in money.items()}, first_at=min(times), last_at=max(times),
        density=0.71, probability=0.9993, summary="42 accounts bought 186 times at three shops; the money came back.",
        summary_zh="42 个账号在三家店铺下单 186 笔，货款又转了回来。",
    )  # fmt: skip
    for kind, one in (("ring", ring), ("account", accounts[0])):
        for lookalike, fits, en, zh in TRIED:
            market.add("explanations", entity_kind=kind, entity_id=one, lookalike=lookalike, fits=fits, sentence=en, sentence_zh=zh)


def _farm(market: Market) -> None:
    """R002: 24 accounts on four phones, against a shop that is attacked."""
    ring = "R002"
    for at in range(24):
        me = ("account", f"u_{70_000 + at}")
        market.member(ring, *me, "attacker", links=3)
        for other, shared in (
            (("device", f"d_f{at // 6}"), "device ×1"),
            (("network", "n_88"), "network ×1"),
            (("merchant", "m_3001"), "merchant ×1"),
        ):
            market.link(ring, me, other, shared)
        market.score(*me, PHONE, SURGE, ring_id=ring, behaviour="device_farm")
    for at in range(4):
        market.member(ring, "device", f"d_f{at}", "device", links=6)
        market.score("device", f"d_f{at}", PHONE, LIGHT, ring_id=ring, behaviour="device_farm")
    market.member(ring, "merchant", "m_3001", "victim", links=24, share=0.03)
    market.score("merchant", "m_3001", BURST, standing="under_attack", ring_id=ring, behaviour="reverse_brushing")
    market.add(
        "rings", ring_id=ring, kind="device_farm", state="forming", parents=["R001"], accounts=24, merchants=1, orders=0, reviews=0,
        first_at=datetime.fromisoformat("2025-03-20"), last_at=datetime.fromisoformat("2025-03-28"), density=0.5, probability=0.93,
        summary="24 accounts on four phones that never leave the charger.", summary_zh="24 个账号分布在四台从不离开充电器的手机上。",
    )  # fmt: skip


def _writers(market: Market) -> None:
    """R003: nine accounts that write the same things; less likely than not."""
    ring, accounts = "R003", [("account", f"u_{81_000 + at}") for at in range(9)]
    for at, me in enumerate(accounts):
        market.member(ring, *me, "brusher", links=4)
        for other in accounts[at + 1 :]:
            market.link(ring, me, other, "text ×2, wifi ×1" if at == 3 else "text ×2", 13.5)
        market.score(*me, COPIES, ring_id=ring, behaviour="written_reviews")
    market.add(
        "rings", ring_id=ring, kind="written_reviews", state="resting", parents=[], accounts=9, merchants=0, orders=0, reviews=41,
        probability=0.38, summary="Nine accounts that write the same things.", summary_zh="九个账号写的内容如出一辙。",
    )  # fmt: skip
