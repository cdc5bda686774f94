"""Result folders built by hand, with the columns of DESIGN §5: one with findings of every kind, one where nothing was found."""

import json
import random
from collections.abc import Callable
from datetime import datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

T, S, D, I, M = pa.timestamp("us"), pa.string(), pa.float64(), pa.int64(), pa.decimal128(18, 2)  # noqa: E741
AS_OF = datetime(2025, 3, 31, 23, 59)

SCHEMAS: dict[str, dict[str, pa.DataType]] = {
    "signal_values": {"entity_kind": S, "entity_id": S, "signal": S, "value": D, "level": pa.int32(), "reason": S, "reason_zh": S, "from_at": T, "to_at": T, "as_of": T},
    "rings": {
        "ring_id": S, "kind": S, "state": S, "parents": pa.list_(S), "accounts": I, "merchants": I, "orders": I, "reviews": I, "amount": M, "money_in": M,
        "money_out": M, "first_at": T, "last_at": T, "density": D, "probability": D, "summary": S, "summary_zh": S,
    },
    "ring_members": {"ring_id": S, "entity_kind": S, "entity_id": S, "role": S, "links": I, "share": D},
    "ring_links": {"ring_id": S, "left_kind": S, "left_id": S, "right_kind": S, "right_id": S, "shared": S, "bits": D},
    "scores": {"entity_kind": S, "entity_id": S, "probability": D, "bits": D, "ring_id": S, "behaviour": S, "standing": S, "as_of": T},
    "score_parts": {"entity_kind": S, "entity_id": S, "part": S, "evidence": S, "bits": D, "sentence": S, "sentence_zh": S, "query_id": S, "args": S},
    "queries": {"query_id": S, "signal": S, "sql": S},
    "explanations": {"entity_kind": S, "entity_id": S, "lookalike": S, "fits": D, "sentence": S, "sentence_zh": S},
    "clean_products": {"product_id": S, "category": S, "orders": I, "clean_orders": D, "rating": D, "clean_rating": D},
    "clean_merchants": {"merchant_id": S, "category": S, "orders": I, "clean_orders": D, "rating": D, "clean_rating": D},
    "credit": {"merchant_id": S, "credit": I, "grade": S, "as_of": T},
    "credit_ledger": {"merchant_id": S, "occurred_at": T, "change": I, "reason": S},
    "damage": {"merchant_id": S, "ring_id": S, "head": S, "low": M, "base": M, "high": M, "method": S, "inputs": S},
    "decisions": {"decision_id": S, "entity_kind": S, "entity_id": S, "measure": S},
}  # fmt: skip

RUN: dict[str, Any] = {
    "version": "0.1.0",
    "as_of": "2025-03-31T23:59:00",
    "as_of_given": False,
    "since": None,
    "seed": 7,
    "data": "market",
    "settings": {"engine": "duckdb"},
    "public_key": True,
    "inputs": {"orders.parquet": "ab" * 32},
    "tables": {
        "accounts": {"rows": 41_200, "set_aside": 0, "emptied": {}, "other": {}, "later_than_as_of": 0, "first_at": "2023-01-02T00:00:00", "last_at": "2025-03-30T10:00:00"},
        "orders": {"rows": 200_000, "set_aside": 14, "emptied": {"amount": 3}, "other": {"status": 2}, "later_than_as_of": 1, "first_at": "2025-01-01T00:01:00", "last_at": "2025-03-31T23:59:00"},
        "reviews": {"rows": 88_120, "set_aside": 2, "emptied": {"likes": 9}, "other": {}, "later_than_as_of": 0, "first_at": "2025-01-02T09:00:00", "last_at": "2025-03-31T22:10:00"},
    },
    "signals_run": ["shared_device", "order_burst", "cashback_return", "sender_hub", "review_copies", "review_too_soon"],
    "signals_not_run": [
        {"signal": "guided_visit", "lacks": ["visits"], "reason": "the table visits is absent", "reason_zh": "缺少 visits 表"},
        {"signal": "number_many_brands", "lacks": ["pages.text", "hotlines"], "reason": "the tables pages and hotlines are absent", "reason_zh": "缺少 pages 表和 hotlines 表"},
    ],
    "notes": [],
    "quarantine_rows": 16,
    "rings": 3,
    "accused": {"account": 60},
}  # fmt: skip


class Market:
    """Collects the rows of a result folder; every score is its prior and parts added up."""

    def __init__(self) -> None:
        self.rows: dict[str, list[dict[str, Any]]] = {name: [] for name in SCHEMAS}
        self.run: dict[str, Any] = json.loads(json.dumps(RUN))

    def add(self, table: str, **row: Any) -> None:
        """One row of `table`; columns not named are NULL."""
        self.rows[table].append(row)

    def link(self, ring: str, left: tuple[str, str], right: tuple[str, str], shared: str, bits: float) -> None:
        """One link of a ring."""
        self.add("ring_links", ring_id=ring, left_kind=left[0], left_id=left[1], right_kind=right[0], right_id=right[1], shared=shared, bits=bits)

    def member(self, ring: str, kind: str, entity_id: str, role: str, *, links: int = 1, share: float | None = 0.9) -> None:
        """One member of a ring."""
        self.add("ring_members", ring_id=ring, entity_kind=kind, entity_id=entity_id, role=role, links=links, share=share)

    def score(self, kind: str, entity_id: str, parts: list[tuple[str, str, float, str, str]], *, standing: str = "suspect", args: dict[str, Any] | None = None, **more: Any) -> None:
        """One score from its parts: (part, evidence, bits, sentence, sentence_zh); the prior comes first by itself."""
        everything = [("prior", "prior", -6.6, "About 1 in 100 takes part in such things", "约每 100 个中有 1 个参与此类行为"), *parts]
        bits = round(sum(part[2] for part in everything), 6)
        self.add("scores", entity_kind=kind, entity_id=entity_id, probability=1 / (1 + 2**-bits), bits=bits, standing=standing, as_of=AS_OF, **more)
        for part, evidence, weight, sentence, sentence_zh in everything:
            self.add(
                "score_parts", entity_kind=kind, entity_id=entity_id, part=part, evidence=evidence, bits=weight, sentence=sentence, sentence_zh=sentence_zh,
                query_id=f"q_{part}", args=json.dumps(args) if args else None,
            )  # fmt: skip

    def write(self, folder: Path) -> Path:
        """The folder, with a file for every table."""
        folder.mkdir(parents=True, exist_ok=True)
        for name, schema in SCHEMAS.items():
            pq.write_table(pa.Table.from_pylist(self.rows[name], pa.schema(list(schema.items()))), folder / f"{name}.parquet")
        (folder / "run.json").write_text(json.dumps(self.run), encoding="utf-8")
        (folder / "timings.json").write_text("{}", encoding="utf-8")
        return folder


def _brushing(market: Market, dice: random.Random) -> None:
    ring, shops, senders, payees = "R001", ["m_0412", "m_0977", "m_1203"], ["s_9f31", "s_77ab"], ["p_4410"]
    accounts = [f"u_{10_000 + 37 * at}" for at in range(42)]
    devices = {account: f"d_{at // 3:03d}" for at, account in enumerate(accounts) if at < 18}
    times = []
    for at in range(186):
        account, shop, order = dice.choice(accounts), dice.choice(shops), f"o_{500_000 + at}"
        time = datetime(2025, 2, 3) + timedelta(days=abs(dice.gauss(18, 9)), hours=dice.random() * 14 + 8)
        times.append(time)
        args = {"occurred_at": time.isoformat(), "merchant_id": shop, "amount": str(round(dice.uniform(40, 400), 2))}
        market.member(ring, "order", order, "", links=2, share=None)
        parts = [
            ("cashback_return", "money", 5.2, f"{dice.randint(92, 100)}% of the price came back to the buyer within {dice.randint(1, 5)} hours", "付款额的 97% 在 2 小时内回到买家手中"),
            ("empty_parcel", "goods", 4.4, f"The parcel weighed {dice.randint(20, 60)} g, the goods weigh 1,240 g", "包裹重 40 克，商品应重 1240 克"),
            ("ring", "network", 3.1, "It belongs to a group of 42 accounts that shop together", "它属于 42 个一起下单的账号"),
            ("old_customer", "record", -1.2, "The account has bought here for two years", "该账号已在此购物两年"),
        ]  # fmt: skip
        market.score("order", order, parts, args=args, ring_id=ring, behaviour="task_brushing")
        if at < 120:
            review = f"r_{90_000 + at}"
            market.member(ring, "review", review, "", share=None)
            later = {"occurred_at": (time + timedelta(days=2)).isoformat()}
            market.score("review", review, [("review_copies", "text", 6.1, "14 reviews of 3 shops use this wording", "3 家店铺的 14 条评价用了同样的话"), ("review_too_soon", "time", 2.4, "Written 4 minutes after the parcel was signed for", "签收 4 分钟后写下")], args=later, ring_id=ring, behaviour="task_brushing")  # fmt: skip
    for at, account in enumerate(accounts):
        market.member(ring, "account", account, "brusher", links=6, share=round(dice.uniform(0.7, 1), 2))
        for shop in dice.sample(shops, 2 if at % 3 else 3):
            market.link(ring, ("account", account), ("merchant", shop), "merchant ×4", 0.0)
        market.link(ring, ("account", account), ("sender", senders[at % 2]), "sender ×2", 0.0)
        market.link(ring, ("account", account), ("payee", payees[0]), "payee ×4", 0.0)
        if account in devices:
            market.link(ring, ("account", account), ("device", devices[account]), "device ×1", 0.0)
        weak = at in {5, 11}
        parts = [("cashback_return", "money", 0.4 if weak else 7.4, "Money came back after 14 of its 15 orders, 97% of the price each time", "15 笔订单中有 14 笔付款后钱又转回，每次约为货款的 97%"), ("order_burst", "time", 1.9, "Nine orders within two hours at three shops that share no owner", "两小时内在三家互不相关的店铺下了九单"), ("ring", "network", 1.0 if weak else 6.3, "Tied to 41 accounts by the same two parcel senders and the same payee", "与 41 个账号共用两个寄件人和一个收款方"), ("long_history", "record", -1.6, "Four years of ordinary purchases before", "此前有四年普通购物记录")]  # fmt: skip
        market.score("account", account, parts, ring_id=ring, behaviour="task_brushing", standing="clear" if weak else "suspect")
        market.add("signal_values", entity_kind="account", entity_id=account, signal="cashback_return", value=14.0, level=3, reason="Money came back after 14 of its 15 orders", reason_zh="15 笔订单中有 14 笔付款后钱又转回", from_at=min(times), to_at=max(times), as_of=AS_OF)  # fmt: skip
    for shop in shops:
        market.member(ring, "merchant", shop, "merchant", links=28, share=0.41)
        market.score("merchant", shop, [("merchant_surge", "time", 3.9, "Sold eleven times its usual day, for nineteen days, without a campaign", "没有任何活动，连续十九天销量为平日的十一倍"), ("cashback_return", "money", 6.8, "Paid 62 of its buyers back through one outside account", "通过同一个外部账户向 62 名买家返款")], ring_id=ring, behaviour="task_brushing")  # fmt: skip
    for sender in senders:
        market.member(ring, "sender", sender, "sender", links=21)
        market.score("sender", sender, [("sender_hub", "goods", 8.0, "Ships for 3 shops without a common owner; 96% of its parcels weigh under 60 g", "为 3 家无共同主体的店铺发货，96% 的包裹不足 60 克")], ring_id=ring, behaviour="empty_parcel")  # fmt: skip
    for device in sorted(set(devices.values())):
        market.member(ring, "device", device, "device", links=3)
        market.score("device", device, [("shared_device", "identity", 3.0, "Three accounts used it within 30 days", "30 天内有 3 个账号使用")], ring_id=ring)  # fmt: skip
    market.member(ring, "payee", payees[0], "organiser", links=42)
    market.score("payee", payees[0], [("cashback_return", "money", 9.1, "Sent money back to 42 buyers of 3 shops", "向 3 家店铺的 42 名买家返款")], ring_id=ring)  # fmt: skip
    market.add("rings", ring_id=ring, kind="task_brushing", state="active", parents=[], accounts=42, merchants=3, orders=186, reviews=120, amount=Decimal("40912.40"), money_in=Decimal("38120.00"), money_out=Decimal("37004.15"), first_at=min(times), last_at=max(times), density=0.71, probability=0.9993, summary="42 accounts bought 186 times at three shops within 40 days; the money came back, and the parcels weighed almost nothing.", summary_zh="42 个账号在 40 天内于三家店铺下单 186 笔；货款又转了回来，包裹几乎没有重量。")  # fmt: skip
    for lookalike, fits, en, zh in (
        ("group_buy", 0.22, "A group buy has one leader and one address; here are 39 addresses.", "社区团购只有一个团长和一个地址，这里却有 39 个地址。"),
        ("shared_warehouse", 0.35, "A shared warehouse explains the senders, not the money that came back.", "共享仓能解释寄件人相同，但解释不了货款转回。"),
        ("light_goods", 0.04, "The goods weigh 1.2 kg, and other parcels of these shops do.", "商品重 1.2 公斤，这些店铺的其他包裹也确实如此。"),
    ):  # fmt: skip
        market.add("explanations", entity_kind="ring", entity_id=ring, lookalike=lookalike, fits=fits, sentence=en, sentence_zh=zh)
        market.add("explanations", entity_kind="account", entity_id=accounts[0], lookalike=lookalike, fits=fits, sentence=en, sentence_zh=zh)


def _farm(market: Market) -> None:
    ring = "R002"
    for at in range(24):
        account = f"u_{70_000 + at}"
        market.member(ring, "account", account, "brusher", links=3)
        market.link(ring, ("account", account), ("device", f"d_f{at // 6}"), "device", 6.0)
        market.link(ring, ("account", account), ("network", "n_88"), "network", 1.5)
        market.link(ring, ("account", account), ("merchant", "m_3001"), "merchant ×1", 0.0)
        market.score("account", account, [("shared_device", "identity", 5.0, "Six accounts used one phone within 30 days", "30 天内有 6 个账号用过同一台手机"), ("order_burst", "time", 4.1, "The six ordered within nine minutes", "六个账号在九分钟内先后下单")], ring_id=ring, behaviour="device_farm")  # fmt: skip
    for at in range(4):
        market.member(ring, "device", f"d_f{at}", "device", links=6)
        market.score("device", f"d_f{at}", [("shared_device", "identity", 9.0, "Six accounts, always on the charger, never moved", "六个账号，一直在充电，从未移动")], ring_id=ring, behaviour="device_farm")  # fmt: skip
    market.member(ring, "merchant", "m_3001", "victim", links=24, share=0.03)
    market.score("merchant", "m_3001", [("order_burst", "time", 1.0, "24 orders within a day from four phones", "一天内来自四台手机的 24 笔订单")], standing="under_attack", ring_id=ring, behaviour="reverse_brushing")  # fmt: skip
    market.add("rings", ring_id=ring, kind="device_farm", state="forming", parents=["R001"], accounts=24, merchants=1, orders=0, reviews=0, first_at=datetime(2025, 3, 20), last_at=datetime(2025, 3, 28), density=0.5, probability=0.93, summary="24 accounts on four phones that never leave the charger.", summary_zh="24 个账号分布在四台从不离开充电器的手机上。")  # fmt: skip


def _writers(market: Market) -> None:
    ring = "R003"
    accounts = [f"u_{81_000 + at}" for at in range(9)]
    for at, account in enumerate(accounts):
        market.member(ring, "account", account, "brusher", links=4)
        for other in accounts[at + 1 :]:
            market.link(ring, ("account", account), ("account", other), "text ×2, wifi ×1" if at == 3 else "text ×2", 13.5)
        market.score("account", account, [("review_copies", "text", 6.2, "Six of its reviews repeat those of others", "有六条评价与他人雷同")], ring_id=ring, behaviour="written_reviews")  # fmt: skip
    market.add("rings", ring_id=ring, kind="written_reviews", state="resting", parents=[], accounts=9, merchants=0, orders=0, reviews=41, probability=0.38, summary="Nine accounts that write the same things.", summary_zh="九个账号写的内容如出一辙。")  # fmt: skip


@pytest.fixture
def make() -> type[Market]:
    """The builder of result folders."""
    return Market


@pytest.fixture
def market() -> Market:
    """A market with three rings, one of them below one half, and a shop that is attacked."""
    market = Market()
    _brushing(market, random.Random(5))
    _farm(market)
    _writers(market)
    for query in ("cashback_return", "order_burst"):
        market.add("queries", query_id=f"q_{query}", signal=query, sql=f"select account_id, count(*) as value\nfrom read_parquet('orders.parquet')\nwhere '{query}' <> ''\ngroup by account_id")
    for merchant in ("m_0412", "m_5555"):
        market.add("clean_merchants", merchant_id=merchant, category="home", orders=10, clean_orders=8.0)
    return market


@pytest.fixture
def out(market: Market, tmp_path: Path) -> Path:
    """The market's result folder."""
    return market.write(tmp_path / "out")


@pytest.fixture
def empty(tmp_path: Path) -> Path:
    """A result folder in which every table has no rows."""
    market = Market()
    market.run |= {"rings": 0, "accused": {}}
    return market.write(tmp_path / "empty")


@pytest.fixture
def page(tmp_path: Path) -> Callable[[Path], str]:
    """The text of the report of a result folder."""
    from zhenxin.report import write_report

    return lambda folder: write_report(folder, tmp_path / "page.html").read_text(encoding="utf-8")
