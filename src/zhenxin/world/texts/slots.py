"""What fills the slots of a grammar when the caller does not: things, shops, people, numbers, faults of a category."""

from collections.abc import Callable

from zhenxin.world.categories import BRAND_LEFT, BRAND_RIGHT, CATEGORIES, CITIES, Category
from zhenxin.world.texts.bank import GOODS, OF_CATEGORY, Aspect
from zhenxin.world.texts.grammar import Pen

Slots = dict[str, str]
FRESH = frozenset({"parcel", "code", "order", "name"})
"""Slots that copies of one text fill anew, each with its own."""
_BY_CODE = {item.code: item for item in CATEGORIES}
_SENT = tuple(item for item in CATEGORIES if item.carries)
_FAMILY = tuple("王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗")
_GIVEN = (*"静敏丽艳娟霞燕薇萍玲娜洋磊伟强军涛超杰鹏", "小雨", "佳怡", "子涵", "晓梅", "文博")
_SHOP_KINDS = ("旗舰店", "专营店", "专卖店", "小铺", "优选", "家居", "")
_GATES = ("东门", "西门", "南门", "北门", "一期", "二期", "3栋楼下", "7栋架空层", "便利店旁", "地下车库口")
_CONTACT = "abcdefghjkmnpqrstuvwxyz"


def _digits(pen: Pen, n: int) -> str:
    return "".join(str(int(pen.chance() * 10)) for _ in range(n))


def _contact(pen: Pen) -> str:
    return "".join(pen.one(tuple(_CONTACT)) for _ in range(2 + int(pen.chance() * 4))) + _digits(pen, 2 + int(pen.chance() * 4))


def _shop(pen: Pen) -> str:
    return pen.one(BRAND_LEFT) + pen.one(BRAND_RIGHT) + pen.one(_SHOP_KINDS)


def _aspect(pen: Pen, category: Category) -> Aspect:
    own = OF_CATEGORY[category.code]
    return pen.one((*own, *own, *own, *GOODS))


def _price(pen: Pen, category: Category) -> str:
    return str(max(5, round(category.price * (0.5 + 1.5 * pen.chance()))))


_PLAIN: dict[str, Callable[[Pen], str]] = {
    "shop": _shop,
    "rival": _shop,
    "name": lambda pen: pen.one(_FAMILY) + pen.one(_GIVEN),
    "city": lambda pen: pen.one(CITIES).split("省")[-1].split("区")[-1].removesuffix("市"),
    "place": lambda pen: pen.one(_GATES),
    "contact": _contact,
    "order": lambda pen: _digits(pen, 4),
    "code": lambda pen: _digits(pen, 6),
    "parcel": lambda pen: "7" + _digits(pen, 13),
}
_OF_CATEGORY: dict[str, Callable[[Pen, Category], str]] = {
    "noun": lambda pen, category: pen.one(category.nouns),
    "trait": lambda pen, category: pen.one(category.traits),
    "price": _price,
    "fault": lambda pen, category: pen.one(_aspect(pen, category).blame),
    "fault2": lambda pen, category: pen.one(_aspect(pen, category).blame),
    "praise": lambda pen, category: pen.one(_aspect(pen, category).praise),
    "praise2": lambda pen, category: pen.one(_aspect(pen, category).praise),
}
NAMES = frozenset(_PLAIN) | frozenset(_OF_CATEGORY) | {"category", "keyword"}
"""Slots that can be filled without the caller."""


def fill(pen: Pen, slots: Slots, name: str) -> str:
    """What stands in the slot: the caller's word, or one drawn and kept, so that a text says the same thing twice."""
    if "category" not in slots:
        slots["category"] = pen.one(_SENT).code
    if name not in slots:
        if name == "keyword":
            slots[name] = fill(pen, slots, "trait") + fill(pen, slots, "noun")
        elif name in _PLAIN:
            slots[name] = _PLAIN[name](pen)
        else:
            slots[name] = _OF_CATEGORY[name](pen, _BY_CODE[slots["category"]])
    return slots[name]
