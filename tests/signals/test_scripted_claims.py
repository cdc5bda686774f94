import pytest

from zhenxin.signals.scripted_claims import ScriptedClaims

from .rows import Row, Values, ago, cases

Tables = dict[str, list[Row]]


_SCRIPT = "下单{}天了商家一直没有发货，联系客服也不处理，请按平台规则赔付"
_OWN = (
    "碗边磕掉一块，包装太薄",
    "少发一双筷子，要求补发或者退差价",
    "颜色和图片差太多，不想寄回去了",
    "物流停在中转站十天没动",
    "说好送滤芯结果没有，请补偿",
    "尺码标错，孩子穿不了",
)


def told(
    accounts: int = 6,
    *,
    text: str = _SCRIPT,
    elsewhere: int = 0,
    kind: str = "compensation",
    same: bool = True,
    one: bool = False,
    rounds: bool = False,
    days: float = 40,
    status: str | None = None,
    shops: int = 1,
    menu: int = 0,
    parcels: bool = False,
    blamed: int = 0,
    praised: int = 0,
    blame_with_claims: bool = False,
) -> Tables:
    """Claims of one text at one shop, `elsewhere` of them at others too, among a hundred and twenty in words of their own.

    `status` is what became of the orders of those claims; each account claims at so many `shops`; `menu` others said the very same half a year before.
    All claimants of the text bought one thing, which `blamed` others rated one star and `praised` five; `blame_with_claims`, the blame is the claimants'.
    """
    rows = [
        (f"x'{n}", "w" if one else f"w{n}", "shop", text.format(3 + n) if same else f"{_OWN[n % 6]}{'甲乙丙丁戊己庚辛'[n % 8]}", kind)
        for n in range(accounts)
    ]
    rows += [(f"also {shop}-{n}", f"w{n}", f"shop {shop}", text.format(3 + n), kind) for n in range(accounts) for shop in range(1, shops)]
    rows += [(f"menu{n}", f"v{n}", f"m{n % 30}", text.format(3), kind) for n in range(menu)]
    rows += [(f"v{n}", f"w{n}", f"m{n}", _OWN[n % 6], kind) for n in range(accounts) if rounds]
    rows += [(f"e{n}", f"e{n}", f"m{n % 30}", text.format(n % 9), kind) for n in range(elsewhere)]
    rows += [
        (
            f"o{n}",
            f"u{n}",
            f"m{n % 30}",
            f"{_OWN[n % 6]}，{_OWN[(n * 5 + n // 6) % 6]}，订单尾号{chr(0x4E00 + n * 7)}{chr(0x5E00 + n * 3)}",
            kind,
        )
        for n in range(120)
    ]
    return {
        "orders": [
            {"order_id": order, "account_id": account, "merchant_id": shop, "product_id": "pan" if order.startswith("x'") else "pot", "amount": 40,
             "occurred_at": ago(days, minutes=n), "status": status if order.startswith(("x'", "also")) else "signed", "status_at": ago(days - 1, minutes=n)}
            for n, (order, account, shop, _, _) in enumerate(rows)
        ]
        + [
            {"order_id": f"b{n}", "account_id": f"b{n}", "merchant_id": "shop", "product_id": "pan", "amount": 40, "occurred_at": ago(days, minutes=n),
             "status": "signed", "status_at": ago(days - 1, minutes=n)}
            for n in range(blamed + praised)
        ],
        "reviews": [
            {"review_id": f"r{n}", "order_id": f"x'{n % accounts}" if blame_with_claims else f"b{n}", "merchant_id": "shop",
             "account_id": f"w{n % accounts}" if blame_with_claims else f"b{n}",
             "rating": 1 if n < blamed else 5, "occurred_at": ago(days - 3, minutes=n)}
            for n in range(blamed + praised)
        ],
        "claims": [
            {"claim_id": f"k{n}", "order_id": order, "account_id": account, "kind": asked, "text": words, "amount": 9,
             "occurred_at": ago(days - 2 + (150 if order.startswith("menu") else 0), minutes=n)}
            for n, (order, account, _, words, asked) in enumerate(rows)
        ],
        "parcels": [
            {"parcel_id": f"p{order}", "order_id": order, "shipped_at": ago(days - 0.5)}
            for order, *_ in rows if parcels or not order.startswith(("x'", "also"))
        ],
    }  # fmt: skip


SPEAKS: dict[str, Tables] = {
    "one text, other numbers": told(),
    "parcels that came": told(status="signed"),
    "a shop that sends nothing, by people who claim at another too": told(status="cancelled", rounds=True),
    "refunds without a return": told(kind="refund_only"),
    "in traditional letters by half": told(text="下單{}天了商家一直沒有發貨，聯繫客服也不處理，請按平臺規則賠付"),
    "last year": told(days=400),
    "a shop that sent": told(status="signed", parcels=True),
    "called off on its way": told(status="cancelled", parcels=True),
    "at two shops that sent nothing": told(status="cancelled", shops=2),
    "a thing that is praised": told(12, status="signed", parcels=True, praised=30),
    "a thing that half of its buyers blame": told(12, status="signed", parcels=True, blamed=20, praised=20),
    "a thing that fewer blame than claim for it": told(12, status="signed", parcels=True, blamed=8),
    "a thing that the claimants alone blame": told(12, status="signed", parcels=True, blamed=24, blame_with_claims=True),
    "a bad batch, by people who claim at another shop too": told(12, status="signed", parcels=True, blamed=30, rounds=True),
    "six write a plain phrase alike": told(text="一直没收到，按规则赔，谢谢", status="signed", parcels=True),
    "two others said so once": told(text=_SCRIPT.format(3), menu=2),
}
SILENT: dict[str, Tables] = {
    "a shop that sends nothing": told(status="cancelled"),
    "words of their own": told(same=False),
    "what people say everywhere": told(elsewhere=300),
    "one angry buyer six times": told(one=True),
    "short words": told(text="还没发货"),
    "returns": told(kind="return"),
    "a shop out of stock": told(12, status="cancelled"),
    "not sent to this day": told(12, status="paid"),
    "two people find one plain phrase": told(2, text="发错货了，退回运费谁出，退钱"),
    "four write a plain phrase alike": told(4, text="一直没收到，按规则赔，谢谢", status="signed", parcels=True),
    "a bad batch": told(12, status="signed", parcels=True, blamed=30, praised=10),
    "an entry of a menu": told(12, text="商家未按约定时间发货", status="signed", parcels=True, menu=3),
    "a long entry of a menu": told(12, text=_SCRIPT.format(3), menu=4),
}


@pytest.mark.parametrize("tables", **cases(SPEAKS))
def test_it_speaks_of_claims_of_one_text(values: Values, tables: Tables) -> None:
    assert {f"x'{n}" for n in range(6)} <= values(ScriptedClaims(), **tables).keys()


@pytest.mark.parametrize("tables", **cases(SILENT))
def test_it_is_silent_on_what_people_say_everywhere(values: Values, tables: Tables) -> None:
    assert not [one for one in values(ScriptedClaims(), **tables) if one.startswith("x'")]


def test_two_speak_by_a_long_text(values: Values) -> None:
    assert {"x'0", "x'1"} <= values(ScriptedClaims(), **told(2)).keys()
