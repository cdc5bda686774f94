"""What is eaten or had on the spot: whoever was there had it, whatever was paid for the review (DESIGN §5, §6)."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

from zhenxin.events.codes import PRAISE
from zhenxin.scores.combine import Account, Key

QUOTA = "quota_dining"
LEAST_STARS = 4
"""From here on a review praises."""
FEWEST = 5
"""So many doubtful orders of a shop tell what its meals are given for."""
FOR_REVIEWS = 0.8
"""Nobody gives a meal away but for a review: where so many of a shop's doubtful orders are praised in words, they are meals for reviews; where fewer
are, they were placed to be counted. Of three markets (city, seed 2920679749; Q of one stranger, seed 322252; C of another, seed 1) 97 to 100 % of the
meals for reviews were praised, and 0 to 75 % of what crews and subsidy hunters brushed."""

EATEN = "餐饮|餐厅|堂食|饭店|酒楼|美食|火锅|自助餐|dining|restaurant|eatery|food service"
"""Words in categories of what is eaten at a table."""
SERVED = (
    "饭馆|快餐|简餐|轻食|面馆|粉面|米线|烧烤|烤肉|烤鱼|小吃|夜宵|早餐|早茶|外卖|日料|韩料|料理|日本菜|韩国菜|东南亚菜|私房菜|农家菜|海鲜|小龙虾|寿司|麻辣烫|串串|"
    "甜品|奶茶|茶饮|饮品店|茶馆|咖啡馆|咖啡厅|酒吧|西餐|[川粤湘鲁浙徽]菜|北京菜|东北菜|烘焙|面包店|蛋糕店|"
    "丽人|美发|理发|美容院|美容美体|美甲|美睫|按摩|足疗|养生馆|洗浴|汗蒸|温泉|休闲[|]|休闲娱乐|电影|影院|ktv|密室|剧本杀|桌游|网咖|轰趴|游乐|"
    "酒店|民宿|景点|门票|健身房|瑜伽馆|游泳馆|洗车|保洁|家政服务|写真|婚纱摄影|"
    "food delivery|takeaway|takeout|cafe|bakery|salon|barber|massage|cinema|karaoke|hotel|gym"
)
"""Words in categories of what is brought or had on the spot: whoever got its price back, and no fee with it, had it."""


def has_words(category: str, words: str) -> str:
    """SQL: whether `category` (an expression) has one of the words; `[|]` is its end."""
    return f"regexp_matches(concat(lower(coalesce({category}, '')), '|'), '{words}')"


def tables_laid(doubtful: Iterable[Mapping[str, Any]]) -> dict[str, bool]:
    """By shop, whether its meals are given for reviews; left out are shops with fewer than FEWEST doubtful orders.

    `doubtful` has merchant_id and is_praised of each order that may be a meal and would be found false if it were none.
    """
    counts: dict[str, list[int]] = defaultdict(lambda: [0, 0])
    for row in doubtful:
        if row["merchant_id"] is not None:
            counts[row["merchant_id"]][0] += 1
            counts[row["merchant_id"]][1] += bool(row["is_praised"])
    return {shop: praised >= FOR_REVIEWS * orders for shop, (orders, praised) in counts.items() if orders >= FEWEST}


def name_meals(sums: Mapping[Key, Account], facts: Iterable[Mapping[str, Any]], tables: Mapping[str, bool]) -> None:
    """Call false praise of meals what it is, whatever else the same words and payments could be.

    At shops that give meals for reviews (`tables`, what `tables_laid` gave) all of it; where too few orders are doubtful to tell, that under an order
    which is not: who had the meal and wrote what he was asked to is a guest. What nobody knows the stars of, or what stands under an order that was no
    meal, is left alone.
    """
    for row in facts:
        if row["entity_kind"] != "review" or row["rating"] is None or row["rating"] < LEAST_STARS:
            continue
        total = sums.get(("review", row["entity_id"]))
        if total is None or total.bits < 0 or total.behaviour not in {None, *PRAISE}:
            continue
        order = sums.get(("order", row["order_id"]))
        for_reviews = tables.get(row["merchant_id"], row["is_of_meal"] and (order is None or order.bits < 0))
        if for_reviews and (row["order_id"] is None or row["is_of_meal"]):
            total.behaviour = QUOTA
