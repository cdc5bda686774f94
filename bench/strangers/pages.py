"""Web pages about after-sales service: brands' own, honest workshops', and those that pose as the brand.

What the skilled leave: numbers one digit off the brand's own or serving several unrelated brands on sites of one
making, official words without a company, an address or a price, the same skeleton with the brand and the number
exchanged.
"""

from __future__ import annotations

from dataclasses import dataclass

from strangers import places
from strangers.arrays import objs, words
from strangers.clock import DAY
from strangers.rings import Ring
from strangers.world import World

BRANDS = words(
    "海凌空调|蓝途热水器|松禾冰箱|佰利智能锁|欧帝燃气灶|康沐马桶|静源净水器|星野电视|诺威洗衣机|恒暖壁挂炉|"
    "美焙烤箱|卫盾防盗门|朗清油烟机|飞科达扫地机|索云投影|金匠保险柜"
)
LETTERS = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"
HOSTS = words("jiadian weixiu baoxiu shouhou kuaixiu anzhuang fuwu jiayuan dianqi bangxiu", " ")
PROMISE = words(
    "上门快，收费明，修得好|24小时在线，全年无休|全国联保，统一派单|先检测，后报价，满意付款|三十分钟响应，"
    "两小时上门|原厂配件，质保一年|一个电话，售后无忧|规范服务，持证上岗|专业工程师团队"
)
SYN = words("服务热线|维修电话|客服专线|报修热线|售后网点电话|24小时人工客服|厂家统一客服|全国统一服务热线|总部售后电话")
NEWS = (
    "近日，市场监管部门公布了一批网络不正当竞争典型案例。执法人员介绍，当事人通过组织虚假交易的方式提升店铺信誉，"
    "误导消费者。专家表示，平台应当履行主体责任。",
    "记者从会上获悉，今年以来全市居民消费价格总体平稳，鲜菜价格受天气影响有所上涨。相关负责人表示将做好保供稳价工作。",
    "本赛季联赛第十轮昨晚结束，主队在先失一球的情况下连入两球逆转取胜，主教练赛后表示球队还有很大提升空间。",
)


@dataclass(frozen=True)
class Brand:
    """A brand and its own number."""

    name: str
    number: str
    site: str


def brands(w: World) -> list[Brand]:
    """Give the market's brands; the same in each call."""
    out = []
    for i, name in enumerate(BRANDS):
        digits = (w.market.salt * 7919 + i * 104729 + 836531) % 10**7
        out.append(Brand(name, f"400{digits:07d}", f"www.brand{(w.market.salt + i * 37) % 1000:03d}.com.cn"))
    return out


def pretty(w: World, number: str) -> str:
    """Print a 400 number in one of the usual ways."""
    cuts = w.pen.pick(["3-4-3", "3-3-4", "4-3-3", "none", "space"])
    if cuts == "none":
        return number
    sizes = [int(c) for c in cuts.split("-")] if "-" in cuts else [3, 3, 4]
    parts, at = [], 0
    for size in sizes:
        parts.append(number[at : at + size])
        at += size
    return (" " if cuts == "space" else "-").join(parts)


def _slug(w: World) -> str:
    name = "".join(w.pen.pick(LETTERS) for _ in range(14))
    return f"{w.pen.pick(['php', 'blog', 'pos', 'redian'])}/{name}-{int(w.rng.integers(100, 999))}.html"


def _put(w: World, url: str, at: float, text: str, title: str, brand: str) -> None:
    w.book.add("pages", 1, url=url, occurred_at=at, text=text, title=title, site=url.split("/")[2], claimed_brand=brand)


def _stuffed(w: World, brand: str, number: str, lines: int) -> str:
    towns = (
        [*places.CITIES]
        + [f"{c[2:]}{d}区" for c in places.CITIES[:20] for d in ("江干", "新城", "高新", "城关")]
        + ["直辖县仙桃市", "临夏临夏市"]
    )
    out = [f"{brand}{w.pen.pick(SYN)}/{brand}{w.pen.pick(SYN)}", f"(1){pretty(w, number)} (2){pretty(w, number)}"]
    for k in range(5):
        out.append(f"{brand}{w.pen.pick(SYN)}：{pretty(w, number)}，{w.pen.pick(PROMISE)}" if k % 2 else w.pen.pick(PROMISE))
    out.append(f"{brand}维修服务电话全国服务区域：")
    out += ["、".join(w.pen.some(towns, 6, 10)) for _ in range(lines)]
    return "\n".join([*out, w.pen.pick(NEWS)])


def _sly(w: World, brand: str, number: str) -> str:
    lead = [
        f"{brand}官方售后服务中心（{w.pen.pick(['授权', '总部直营', '厂家直派'])}）欢迎您。",
        f"家里的{brand[2:]}出了问题不用急，{brand}售后为您整理了常见故障。",
    ]
    faults = w.pen.some(
        ["不制冷/不出热水先看电源与阀门", "显示E3代码多为传感器接触不良", "漏水请关闭总阀", "噪音大检查安装水平", "指纹不识别请重置"], 2, 4
    )
    ask = f"以上方法仍不能解决，请拨打{brand}{w.pen.pick(SYN)} {pretty(w, number)}，{w.pen.pick(PROMISE)}。"
    area = f"服务覆盖{'、'.join(w.pen.some(list(places.CITIES), 8, 16))}等地。"
    return "\n".join([w.pen.pick(lead), *faults, ask, area, f"{brand}24小时报修：{pretty(w, number)}"])


def hotline_spam(w: World, ring: Ring) -> None:
    """Pages in numbers under many brands with the ring's own numbers."""
    real = brands(w)
    sites = [
        f"www.{w.pen.pick(HOSTS)}{w.pen.pick(HOSTS)}{int(w.rng.integers(1, 99))}.{w.pen.pick(['com', 'net', 'cn'])}"
        for _ in range(2 if not ring.skilled else max(3, ring.size // 5))
    ]
    numbers = [f"400{int(w.rng.integers(10**6, 10**7 - 1)):07d}" for _ in range(1 if not ring.skilled else max(2, ring.size // 8))]
    urls, used = [], set()
    first = w.days(float(w.rng.uniform(3, w.clock.days * 0.4)))
    for k in range(ring.size):
        brand = real[int(w.rng.integers(len(real)))]
        number = numbers[k % len(numbers)]
        if ring.skilled and w.rng.random() < 0.5:  # one digit off the brand's own
            at = int(w.rng.integers(4, 10))
            number = brand.number[:at] + str((int(brand.number[at]) + 2) % 10) + brand.number[at + 1 :]
        url = f"https://{sites[k % len(sites)]}/{_slug(w) if not ring.skilled else f'news/{479000 + int(w.rng.integers(10**5))}.htm'}"
        text = _sly(w, brand.name, number) if ring.skilled else _stuffed(w, brand.name, number, int(w.rng.integers(12, 40)))
        title = f"{w.pen.pick(['.', '}', '', ''])}{brand.name}{w.pen.pick(SYN)}{w.pen.pick(['(2026已更新)', '（今日上线）', '-24小时在线', ''])}"
        _put(w, url, first + float(w.rng.uniform(0, 30 if not ring.skilled else 90)) * DAY, text, title, brand.name)
        urls.append(url)
        used.add(number)
    ring.mark("page", urls)
    ring.mark("number", sorted(used))
    ring.mark("site", sites)


def honest_pages(w: World) -> None:
    """Brands' own pages, workshops with an address, lists of service points, articles; the registry and the points."""
    if not w.book.has("pages"):
        return
    real, rng = brands(w), w.rng
    w.book.add("hotlines", len(real), brand=objs([b.name for b in real]), number=objs([b.number for b in real]),
        source=objs([f"https://{b.site}/service" for b in real]),
               checked_at=w.days(3))  # fmt: skip
    n = max(10, w.orders // 1500)
    for k in range(n * 2):
        brand, at = real[k % len(real)], w.days(float(rng.uniform(1, w.clock.days - 2)))
        url = f"https://{brand.site}/service/{int(rng.integers(1, 400))}{k}.html"
        text = (f"{brand.name}有限公司 服务政策：整机保修一年，主要部件三年。服务热线{pretty(w, brand.number)}（8:00-20:00）。"
            f"公司地址：{w.pen.pick(places.CITIES)}工业园{int(rng.integers(1, 99))}号。"
                f"{w.pen.pick(PROMISE)}。收费标准见附表：上门费30元，检测免费。")  # fmt: skip
        _put(w, url, at, text, f"{brand.name}官方服务", brand.name)
        w.key.hard("page", [url], "true_hotline")
        if k % 2:
            _locator(w, brand, at, k)
    for k in range(n):
        _workshop(w, real, k)


def _locator(w: World, brand: Brand, at: float, k: int) -> None:
    """A page full of places because the brand has many points."""
    points = w.pen.some(list(places.CITIES), 15, 40)
    lines = []
    for c in points:
        spot = w.pen.pick(["中心", "城东", "城西", "开发区"])
        street = w.pen.pick(["人民路", "解放路", "建设路", "中山路"])
        phone = f"0{int(w.rng.integers(310, 999))}-{int(w.rng.integers(2 * 10**6, 9 * 10**6))}"
        lines.append(f"{c}{spot}服务网点 {c}{street}{int(w.rng.integers(1, 400))}号 电话{phone}")
    url = f"https://{brand.site}/store/{k}.html"
    _put(
        w,
        url,
        at,
        "\n".join([f"{brand.name}全国服务网点查询，统一热线{pretty(w, brand.number)}", *lines]),
        f"{brand.name}服务网点",
        brand.name,
    )
    w.key.hard("page", [url], "honest_places")
    m = min(6, len(points))
    w.book.add("service_points", m, point_id=w.ids("sp", m), brand=brand.name, name=objs([f"{brand.name}{c}服务中心" for c in points[:m]]),
               address=objs([line.split(" ")[1] for line in lines[:m]]),
               region_codes=objs([[places.CODES[places.CITIES.index(c)]] for c in points[:m]]),
               numbers=objs([[line.split("电话")[1], brand.number] for line in lines[:m]]), hours="9:00-18:00", source=url,
               checked_at=at)  # fmt: skip


def _workshop(w: World, real: list[Brand], k: int) -> None:
    """A repairer of many brands with a name, a street and prices; or a guide that lists the brands' true numbers."""
    at, town = w.days(float(w.rng.uniform(1, w.clock.days - 2))), w.pen.pick(places.CITIES)
    if k % 2:
        some = [real[int(i)] for i in w.rng.permutation(len(real))[:6]]
        url = f"https://bbs.shenghuo{k}.com/thread-{int(w.rng.integers(10**5))}.html"
        text = (
            "整理了常用家电的客服电话，都是说明书上抄的：\n"
            + "\n".join(f"{b.name} {pretty(w, b.number)}" for b in some)
            + "\n提醒大家别信搜索里的广告，认准铭牌。"
        )
        _put(w, url, at, text, "家电品牌客服电话整理（自用）", "")
        w.key.hard("page", [url], "true_hotline")
        return
    number = f"0{int(w.rng.integers(310, 999))}-{int(w.rng.integers(2 * 10**6, 9 * 10**6))}"
    areas = "、".join(
        f"{town}{d}" for d in w.pen.some(["城东", "城西", "开发区", "老城", "新区", "火车站", "大学城", "南湖", "北关", "河西"], 5, 9)
    )
    url = f"https://www.{w.pen.pick(HOSTS)}{int(w.rng.integers(100, 999))}.com/"
    text = (f"{town}老陈家电维修部（个体工商户，非品牌官方售后），地址：{town}幸福路{int(w.rng.integers(1, 300))}号。"
        f"维修{'、'.join(b.name for b in real[:4])}等。电话{number}。"
            f"价格：空调加氟150元起，洗衣机换电机220元起，上门费20元，修不好不收费。服务范围：{areas}。")  # fmt: skip
    _put(w, url, at, text, f"{town}家电维修 老陈维修部", "")
    w.key.hard("page", [url], "honest_places")
