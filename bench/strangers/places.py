"""Cities with their weight, division code and networks; surnames and the little words of addresses."""

from __future__ import annotations

from typing import Final

from strangers.arrays import words

_CITIES = """
上海市 310115 9|北京市 110105 8|广东广州 440106 8|广东深圳 440305 8|浙江杭州 330106 7|四川成都 510107 7|重庆市 500112 6|江苏南京 320106 5
湖北武汉 420106 5|江苏苏州 320508 5|陕西西安 610113 4|湖南长沙 430104 4|河南郑州 410105 5|山东青岛 370202 3|山东济南 370102 3|安徽合肥 340104 3
福建福州 350102 3|福建厦门 350203 3|浙江宁波 330203 3|浙江义乌 330782 3|浙江温州 330302 2|江苏无锡 320214 2|广东东莞 441900 4|广东佛山 440604 3
辽宁沈阳 210102 3|辽宁大连 210202 2|黑龙江哈尔滨 230103 2|吉林长春 220102 2|河北石家庄 130102 3|山西太原 140106 2|江西南昌 360102 2|广西南宁 450103 2
云南昆明 530102 2|贵州贵阳 520102 2|甘肃兰州 620102 1|新疆乌鲁木齐 650102 1|内蒙古呼和浩特 150102 1|海南海口 460106 1|河北保定 130602 1|山东临沂 371302 2
江苏徐州 320302 2|浙江金华 330702 2|广东汕头 440511 1|福建泉州 350503 2|湖北襄阳 420602 1|湖南衡阳 430405 1|四川绵阳 510703 1|河南洛阳 410302 1
"""
_ROWS: Final = [item.split() for line in _CITIES.split("\n") if line for item in line.split("|")]
CITIES: Final[tuple[str, ...]] = tuple(row[0] for row in _ROWS)
CODES: Final[tuple[str, ...]] = tuple(row[1] for row in _ROWS)
WEIGHTS: Final[tuple[float, ...]] = tuple(float(row[2]) for row in _ROWS)
SURNAMES: Final = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕"
SHOP_WORDS: Final = words(
    "优选 良品 小铺 旗舰店 专营店 家居馆 生活馆 严选 工厂店 官方店 杂货铺 百货 商行 优品 甄选 好物 集市 小店 工坊 铺子 企业店 专卖店 源头工厂 直营店",
    " ",
)
SHOP_NAMES: Final = words(
    "暖阳 青禾 木子 云朵 初见 北岸 橙意 南风 山野 半夏 阿婆 小鹿 拾光 米粒 川府 江南 老街 一诺 乐淘 花田 鲸选 元气 果然 四季 晴天 麦浪 知味 宜和 佳美 众鑫 "
    "恒达 金穗 锦绣 顺丰源 鼎盛 悦己 千寻 白桦 森屿 未来 明心 三只羊 二狗 胖婶 老陈家 徐记 何大妈 湘妹子 东北大姐 胶东 闽南",
    " ",
)
PHONE_PREFIXES: Final = words(
    "130 131 132 133 135 136 137 138 139 150 151 152 156 157 158 159 176 177 178 180 181 182 185 186 187 188 189 191 199", " "
)
VIRTUAL_PREFIXES: Final = words("162 165 167 170 171", " ")
CARRIERS: Final = ("中通", "圆通", "韵达", "申通", "极兔", "顺丰", "邮政", "京东物流")
PHONES: Final = (
    "iPhone 13,iOS|iPhone 14,iOS|iPhone 15,iOS|iPhone 12,iOS|HUAWEI Mate60,HarmonyOS|HUAWEI nova11,HarmonyOS|"
    "Redmi K60,Android|Redmi Note12,Android|"
    "Xiaomi 13,Android|vivo Y78,Android|vivo S18,Android|OPPO A2,Android|OPPO Reno11,Android|HONOR 90,Android|"
    "HONOR X50,Android|realme GT5,Android|"
    "Samsung S23,Android|HUAWEI 畅享60,HarmonyOS|iPad 9,iOS|OnePlus 11,Android"
)
