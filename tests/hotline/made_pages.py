"""Pages of our own making: what spam looks like, and honest pages that resemble it."""

from itertools import cycle

from zhenxin.events.divisions import divisions

NUMBER = "400-0210-377"
BRAND = "岚桥壁挂炉"
_PHRASES = (
    "厂家售后热线",
    "全国统一报修电话",
    "官方客服专线",
    "24小时维修服务热线",
    "总部人工客服",
    "售后服务网点查询",
    "特约维修中心",
    "400客户服务",
)
ARTICLE = """今年的龙舟赛吸引了两岸许多观众，清晨五点江边就站满了人。
鼓手老陈说，队员大多是附近的渔民和教师，每天傍晚练习一个小时，“划桨要听鼓点，心里不能急”。下水之前，大家先给龙头系上红布，再把糯米撒进江里，这是祖辈留下的规矩，几十年没有断过。
比赛分为三轮，前两轮按用时排定名次，决赛四条船同时出发。终点设在老石桥下面，桥上的孩子们举着彩旗，看见自家的船就一起喊。评委用秒表和录像核对，差距最小的一组只有半个船身。
赛后村里摆开长桌，每户端来一道菜，有糯米糕、糖藕和江鲜。年轻的队员围着老人听从前的故事，说到某一年涨水，船队改在湖上比，结果全队都落了水，桌上笑成一片。
主办方表示，明年打算邀请邻近几个镇的队伍一起参加，路线也会延长到下游的渡口，让更多人看到这项传统。"""


def places(count: int) -> list[str]:
    """Cities with one county each, as spam lists them."""
    known = divisions()
    counties = sorted(code for code in known.titles if len(code) == 6)
    pairs = (known.titles.get(code[:4], "") + known.titles[code] for code in counties[::7])
    return [pair for pair in pairs if "市" in pair[:-1]][:count]


def spam(*, number: str = NUMBER, brand: str = BRAND, listed: int = 120, article: str = ARTICLE, ladder: int = 14) -> str:
    """A page stuffed with one brand and one number, place names and an article that does not belong."""
    lines = [f"400服务电话：{number}（点击咨询）"]
    lines += [f"{brand}{phrase}：(1){number}(2){number}" for phrase, _ in zip(cycle(_PHRASES), range(ladder), strict=False)]
    names = places(listed)
    lines += ["、".join(names[first : first + 8]) for first in range(0, len(names), 8)]
    return "\n".join([*lines, article])


def points(count: int, *, number: str = "400-0210-377", brand: str = "禾木家修") -> str:
    """An honest list of service points: an address and a number of its own each, and who runs it."""
    known = divisions()
    shops = [f"{name}店 地址：{name}建设路{12 + at}号 电话：{number}转{at} 营业时间 9:00-18:00" for at, name in enumerate(places(count))]
    head = [
        f"{brand}服务网点一览",
        f"全国统一服务热线 {number}，{brand}售后由禾木家庭服务有限公司提供",
        f"{brand}维修收费公示",
        f"{brand}客服在线",
    ]
    assert known.titles
    return "\n".join([*head, *shops, "禾木家庭服务有限公司 浙ICP备10203040号"])


OWN_SITE = f"""{BRAND}官方网站
{BRAND}售后服务：全国统一服务热线 {NUMBER}，24小时人工客服。
{BRAND}安装预约、{BRAND}维修预约、{BRAND}保养知识、{BRAND}配件价格公示。
请认准铭牌上的服务热线 {NUMBER}，我们的工程师上门会出示工牌。
岚桥热能设备有限公司 版权所有 浙ICP备10203040号"""

NEWS = f"""冬天快到了，本报记者走访了几个小区。
不少居民反映壁挂炉打不着火，在网上搜到的电话又五花八门。{BRAND}的一位负责人说，用户可以看铭牌上的号码，也可以拨打 {NUMBER} 核实师傅身份。
市场监管部门提醒，遇到乱收费可以拨打12315投诉，注意保存收据和通话记录。
记者在北京市朝阳区和成都市金牛区看到，社区里贴出了正规网点的地址，居民可以自己去问。"""

BLOG = """周末折腾了一下家里的壁挂炉，记录一下。
先是不打火，查了说明书说是水压低，补水之后就好了。顺便把滤网也洗了。
后来还是不放心，打了说明书后面的电话 400-0210-377，客服态度不错，第二天师傅就来了，没有收钱。
下次打算写写阳台种番茄的事，去年在南京市江宁区租的房子阳台朝北，什么都长不好。"""
