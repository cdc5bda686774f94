"""What the codes of the tables are called, in English and Chinese; an unknown code is shown as it stands."""

from functools import cache
from typing import NamedTuple

from zhenxin import signals
from zhenxin.report.markup import Both
from zhenxin.report.numbers import count


class Noun(NamedTuple):
    """A kind of entity: one, many, and in Chinese with its measure word."""

    one: str
    many: str
    zh: str
    measure: str = "个"


NOUNS = {
    "account": Noun("account", "accounts", "账号"),
    "order": Noun("order", "orders", "订单", "笔"),
    "review": Noun("review", "reviews", "评价", "条"),
    "product": Noun("product", "products", "商品", "件"),
    "merchant": Noun("shop", "shops", "店铺", "家"),
    "device": Noun("device", "devices", "设备", "台"),
    "sender": Noun("sender", "senders", "寄件人"),
    "payee": Noun("payee", "payees", "收款方"),
    "staff": Noun("staff member", "staff members", "员工", "名"),
    "claim": Noun("claim", "claims", "售后申请", "笔"),
    "message": Noun("message", "messages", "消息", "条"),
    "group": Noun("chat group", "chat groups", "群聊"),
    "room": Noun("live room", "live rooms", "直播间"),
    "instrument": Noun("payment instrument", "payment instruments", "支付工具"),
    "address": Noun("address", "addresses", "收货地址"),
    "network": Noun("network", "networks", "网段"),
    "page": Noun("web page", "web pages", "网页"),
    "number": Noun("service number", "service numbers", "客服号码"),
    "site": Noun("site", "sites", "网站"),
    "ring": Noun("ring", "rings", "团伙"),
}

_BEHAVIOURS = """
task_brushing|task brushing|任务刷单
empty_parcel|empty parcels|空包
gift_parcel|gift parcels|小礼品代发
swapped_goods|swapped goods|拍A发B
paid_real_buyer|real buyers paid back|真买家返款
conditional_cashback|cashback for good reviews|好评返现
quota_dining|free meals for reviews|霸王餐换好评
staff_brushing|staff and friends buying|员工亲友刷单
batch_accounts|accounts made in batches|批量注册账号
device_farm|device farm|群控设备
crowd_ring|hired crowd|众包水军
fake_engagement|bought clicks and favourites|刷收藏加购
coattail_clicks|coat-tail clicks|抱大腿点击
live_inflation|inflated live room|直播间刷人气
written_reviews|reviews written to order|代写评价
review_laundering|reviews moved between goods|评价嫁接
scalping|scalping|黄牛抢购
reverse_brushing|brushing against a rival|反向刷单
malicious_refusal|orders made to be refused|恶意拍下拒收
review_extortion|bad reviews for a pay-off|以差评要挟
hired_negative|hired bad reviews|雇人差评
subsidy_brushing|orders made for the subsidy|刷单套补
insider_collusion|help from inside|内外勾结
compensation_abuse|claims for compensation in series|滥用赔付
advance_payment_scam|pay-in-advance tasks|垫付返利任务
hotline_spam|pages posing as a brand's hotline|冒充品牌客服热线
stolen_identity|accounts in other people's names|冒用他人身份的账号
data_scraping|data scraping|数据爬取
"""

_LOOKALIKES = """
flash_sale|a flash sale|限时抢购
influencer|an influencer's recommendation|达人带货
group_buy|a group buy|社区团购
company_order|a company order|企业采购
dormitory|a dormitory|宿舍
family_phone|a family's phone|家人共用手机
light_goods|goods that are light|商品本身就轻
local_parcel|a parcel within the city|同城件
consumables|goods that are bought again and again|常买常用的消耗品
any_review_reward|a reward for any review, good or bad|不限好坏的评价奖励
platform_trial|the platform's own trial|平台试用活动
new_shop_friends|friends of a new shop|新店亲友捧场
under_attack|a shop under attack|店铺遭人攻击
victim|a victim|受害一方
angry_buyer|an angry buyer|真实的不满买家
high_return|goods that often go back|高退货率品类
truthful_claimant|a buyer who claims rightly|如实索赔的买家
heavy_reviewer|somebody who likes to write reviews|爱写评价的买家
taste_community|people of one taste|同好圈子
true_hotline|a true hotline|真实的客服热线
honest_places|service points that exist|真实的服务网点
shared_warehouse|a shared warehouse|共享仓
parcel_station|a parcel station|快递驿站
carrier_nat|one address for many phones of a carrier|运营商共用出口
small_refund|small refunds|小额退款（价保、运费险、补偿）
commission|commission or wages|佣金或工资
company_card|a company card|公司付款卡
virtual_goods|goods without a parcel|虚拟商品
default_praise|praise given by default|系统默认好评
second_hand_phone|a second-hand phone|二手手机
busy_agent|an agent with a full queue|工单繁忙的客服
fan_club|a fan club|粉丝团
"""

_ROLES = """
organiser|organiser|组织者
merchant|shop|店铺
brusher|brusher|刷手
attacker|attacker|攻击方
sender|sender|寄件人
payee|payee|收款方
device|device|设备
staff|staff|员工
page|page|网页
number|number|号码
site|site|网站
victim|victim|受害方
"""

_EVIDENCE = """
prior|starting point|起点
calibration|calibration|校准
identity|who they are|身份
network|ties|关系
conduct|conduct|行为
time|timing|时间
money|money|资金
goods|goods and parcels|货物与包裹
text|words|文字
record|record|历史记录
ring|the ring|团伙
"""

_STATES = """
forming|forming|正在形成
active|active|活跃
resting|resting|沉寂
suspect|suspect|可疑
under_attack|under attack|疑遭攻击
victim|victim|受害一方
clear|clear|未见可疑
"""

_PARTS = """
prior|how common it is|本身有多常见
calibration|calibration|校准
ring|the ring|所在团伙
deeds|its own orders and reviews|自身的订单与评价
organiser|paying the others|向其他人付款
false_orders|false orders|虚假订单
false_reviews|false reviews|虚假评价
users|its users|使用者
farm|used for the ring's orders|用于团伙的订单
loose_tie|hardly tied to the ring|与团伙关联薄弱
uncorroborated|own signals not borne out|自身信号缺少旁证
company|others do the same|另有他人同样行事
trace|another trace of an attack|另一处攻击痕迹
attacked|the shop is under attack|店铺正遭受攻击
shop_rate|what else is false at the shop|同店其他虚假记录
for_review|placed to be reviewed|为写评价而下单
product_rate|what else is false of the product|同商品其他虚假记录
siblings|opened beside a batch|与批量账号同机注册
other_behaviours|other behaviours|其他行为
meal|a meal eaten on the spot|到店用餐
approvals|claims it approved|其批准的理赔
let_in|shops it let in|其放行的商家
carried|carried about|随身使用
payee|accused as a payee|作为收款人涉假
pays|whom it pays|其付款对象
pushes|a number found false|主推虚假号码
neighbours|whom it stands beside|并列的号码
pages|its pages|该网站的网页
lonely|a false page is all that is known of it|仅见一个网页且为虚假
verdict|what people decided|人工结论
known|known to be good|已知可信
"""

_SHARED = """
device|one device|同一台设备
register_device|one device at registration|同一台注册设备
sender|one parcel sender|同一寄件人
payer|money from one payer|同一付款人
payee|money to one payee|同一收款人
instrument|one payment instrument|同一支付工具
address|one address|同一收货地址
receiver|one receiver|同一收件人
network|one network|同一网络
wifi|one Wi-Fi|同一 Wi-Fi
phone|one phone number|同一电话
person|one name|同一姓名
referrer|one invitation|同一邀请人
shop|orders or reviews at one shop|在同一店铺下单或评价
merchant|orders or reviews at one shop|在同一店铺下单或评价
account|money between them|资金往来
product|one product|同一商品
text|the same review texts|相同的评价文字
photo|the same photos|相同的照片
query|the same search words|相同的搜索词
number|one number|同一号码
brand|one brand|同一品牌
site|one site|同一网站
registration|registered together|同批注册
"""


def _read(text: str) -> dict[str, Both]:
    return {code: Both(en, zh) for code, en, zh in (line.split("|") for line in text.strip().splitlines())}


BEHAVIOURS, LOOKALIKES, ROLES = _read(_BEHAVIOURS), _read(_LOOKALIKES), _read(_ROLES)
EVIDENCE, STATES, PARTS, SHARED = _read(_EVIDENCE), _read(_STATES), _read(_PARTS), _read(_SHARED)


def _named(book: dict[str, Both], code: str) -> Both:
    spelt = code.replace("_", " ")
    return book.get(code, Both(spelt, spelt))


def behaviour(code: str) -> Both:
    """A behaviour code of DESIGN §6 in words; a ring of one honest-looking kind is just named by its code."""
    return _named(BEHAVIOURS, code)


def lookalike(code: str) -> Both:
    """An innocent lookalike in words."""
    return _named(LOOKALIKES, code.removeprefix("hard:"))


def role(code: str) -> Both:
    """A member's role in words."""
    return _named(ROLES, code)


def evidence(code: str) -> Both:
    """A kind of evidence in words."""
    return _named(EVIDENCE, code)


def state(code: str) -> Both:
    """A ring's state or an entity's standing in words."""
    return _named(STATES, code)


def part(code: str) -> Both:
    """A signal, or another part of a score, in words."""
    return _labels().get(code) or _named(PARTS, code)


@cache
def _labels() -> dict[str, Both]:
    """What the built-in signals call themselves."""
    return {one.name: Both(one.label.en, one.label.zh) for one in signals.find() if one.label}


def shared(code: str) -> Both:
    """What two ends of a link share, in words."""
    return _named(SHARED, code)


def noun(kind: str) -> Both:
    """A kind of entity, one of them; `shared text` is a thing shared that the tables do not name."""
    if kind.startswith("shared "):
        return shared(kind.removeprefix("shared "))
    known = NOUNS.get(kind)
    return Both(known.one, known.zh) if known else Both(kind, kind)


def nouns(kind: str) -> Both:
    """A kind of entity, many of them."""
    known = NOUNS.get(kind)
    return Both(known.many, known.zh) if known else Both(kind, kind)


def titled(words: Both) -> Both:
    """Words as a heading: the English with a capital."""
    return Both(words.en[:1].upper() + words.en[1:], words.zh)


def counted(number: int, kind: str) -> Both:
    """A number of entities: `1 shop`, `240 accounts`, `240 个账号`."""
    known = NOUNS.get(kind, Noun(kind, kind, kind))
    return Both(f"{count(number)} {known.one if number == 1 else known.many}", f"{count(number)} {known.measure}{known.zh}")


def counted_of(number: int, whole: int, kind: str) -> Both:
    """A number out of all: `40 of 42 accounts`, `42 个账号中的 40 个`."""
    everything, measure = counted(whole, kind), NOUNS.get(kind, Noun(kind, kind, kind)).measure
    return Both(f"{count(number)} of {everything.en}", f"{everything.zh}中的 {count(number)} {measure}")
