"""What is eaten or had on the spot, told by words of its category."""

EATEN = "餐饮|餐厅|正餐|中餐|堂食|饭店|酒楼|美食|火锅|自助餐|dining|restaurant|eatery|food service"
"""Words in categories of what is eaten at a table."""
SERVED = (
    "饭馆|快餐|简餐|轻食|面馆|粉面|米线|烧烤|烤肉|烤鱼|小吃|夜宵|早餐|早茶|外卖|日料|韩料|料理|日本菜|韩国菜|东南亚菜|私房菜|农家菜|海鲜|小龙虾|寿司|麻辣烫|串串|"
    "甜品|奶茶|茶饮|饮品店|茶馆|咖啡馆|咖啡厅|咖啡店|酒吧|西餐|[川粤湘鲁浙徽]菜|北京菜|东北菜|烘焙|面包店|蛋糕店|"
    "丽人|美发|理发|美容院|美容美体|美甲|美睫|按摩|足疗|养生馆|洗浴|汗蒸|温泉|休闲[|]|休闲娱乐|电影|影院|ktv|密室|剧本杀|桌游|网咖|轰趴|游乐|"
    "家政|维修|上门|课程|课时|培训|教练|到家服务|到店服务|本地服务|生活服务|酒店|民宿|景点|门票|健身房|瑜伽馆|游泳馆|洗车|保洁|写真|婚纱摄影|"
    "food delivery|takeaway|takeout|cafe|bakery|salon|barber|massage|cinema|karaoke|hotel|gym"
)
"""Words in categories of what is brought or had on the spot: whoever got its price back, and no fee with it, had it."""


GOODS = "具|机|配件|零件|教材|图书|椅|器|架|用品|工具|底料|原料|周边|自热|水产|食材|调料|supplies|massager|gymnas|tool|maker"
"""Words in categories of goods, whatever else these have: a grill, a massage chair and what a hotel uses are sent."""


def has_words(category: str, words: str) -> str:
    """SQL: whether `category` (an expression) has one of the words and is none of GOODS; `[|]` is its end."""
    named = f"concat(lower(coalesce({category}, '')), '|')"
    return f"(regexp_matches({named}, '{words}') and not regexp_matches({named}, '{GOODS}'))"


MAY_BE_MEAL = f"p.order_id is null and {has_words('coalesce(i.category, m.category)', f'{EATEN}|{SERVED}')}"
"""SQL: whether an order may be a meal, over its parcels `p`, product `i` and shop `m`, each joined from the left: what came in a parcel is none."""
