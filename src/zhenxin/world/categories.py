"""What is sold: categories with their prices, weights, returns and words."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Category:
    """One category. Price in yuan, weight in grams (medians), returns as a share of signed orders."""

    code: str
    demand: float
    price: float
    price_sigma: float
    weight: float
    weight_sigma: float
    returns: float
    nouns: tuple[str, ...]
    traits: tuple[str, ...]
    carries: bool = True
    """Whether a parcel goes with it."""
    light: bool = False


def _c(code: str, numbers: tuple[float, ...], nouns: str, traits: str, *, carries: bool = True, light: bool = False) -> Category:
    demand, price, price_sigma, weight, weight_sigma, returns = numbers
    return Category(
        code, demand, price, price_sigma, weight, weight_sigma, returns, tuple(nouns.split()), tuple(traits.split()), carries, light
    )


# Return shares: domain.md §3.3 (18.6 % over all, women's wear 50 to 60 %), split over the others by assumption. Spread of prices and weights
# within a category: fit to Olist (items of 8,135 orders, weights of all 32,951 products), where it sells the like: beauty, food, housewares,
# baby, toys, computer and telephone things, small appliances, bed and bath, books and stationery, weights of clothes and shoes. Its medians
# are Brazil's, so medians are assumed; so are demand and all numbers of stickers and vouchers.
CATEGORIES = (
    _c("女装", (0.14, 118, 0.6, 340, 0.5, 0.52), "连衣裙 半身裙 针织衫 衬衫 风衣 阔腿裤 牛仔裤 吊带 防晒衣 卫衣",
       "法式 显瘦 宽松 高腰 复古 碎花 春季 通勤 小个子 新中式 冰丝 垂感"),
    _c("男装", (0.08, 108, 0.5, 410, 0.5, 0.3), "T恤 夹克 工装裤 衬衫 休闲裤 卫衣 短裤 西装 polo衫 运动裤",
       "纯棉 宽松 速干 商务 大码 青年 薄款 重磅 免烫 直筒 潮牌"),
    _c("鞋靴", (0.07, 149, 0.5, 820, 0.72, 0.31), "运动鞋 帆布鞋 单鞋 凉鞋 雨靴 马丁靴 跑步鞋 拖鞋 老爹鞋 乐福鞋",
       "透气 防滑 轻便 真皮 厚底 软底 百搭 增高 儿童 夏季"),
    _c("美妆护肤", (0.1, 88, 0.93, 180, 1.1, 0.11), "面膜 防晒霜 洗面奶 口红 粉底液 精华液 眼霜 身体乳 卸妆油 护手霜",
       "补水 敏感肌 平价 学生 美白 控油 保湿 清爽 持妆 孕妇可用"),
    _c("零食", (0.12, 34, 0.75, 620, 0.96, 0.04), "坚果 饼干 牛肉干 辣条 果干 薯片 蛋黄酥 海苔 锅巴 鸡爪",
       "办公室 独立小包 整箱 解馋 低糖 无添加 老式 香辣 儿童 网红"),
    _c("生鲜", (0.06, 44, 0.7, 2500, 0.97, 0.05), "苹果 樱桃 土豆 大虾 牛排 荔枝 玉米 芒果 鸡蛋 枇杷",
       "当季 新鲜 产地直发 整箱 5斤 大果 农家 顺丰 现摘 脆甜"),
    _c("日用清洁", (0.1, 27, 0.83, 720, 1.3, 0.05), "洗衣液 抽纸 垃圾袋 牙刷 收纳盒 拖把 洗洁精 湿巾 保鲜膜 晾衣架",
       "家用 加厚 大号 实惠装 一次性 除菌 免打孔 可折叠 厨房 无香"),
    _c("母婴", (0.06, 79, 0.9, 900, 1.55, 0.09), "纸尿裤 奶瓶 婴儿车 连体衣 辅食 围栏 隔尿垫 口水巾 学饮杯 安抚巾",
       "新生儿 透气 纯棉 防胀气 便携 夏季薄款 宝宝 可水洗 宽口径 待产"),
    _c("玩具", (0.05, 58, 0.8, 520, 1.15, 0.1), "积木 拼图 遥控车 毛绒玩偶 泡泡机 画板 磁力片 过家家 陀螺 水枪",
       "益智 儿童 大颗粒 男孩 女孩 生日礼物 早教 解压 电动 3岁"),
    _c("数码配件", (0.08, 49, 1, 120, 0.85, 0.16), "数据线 充电宝 手机壳 蓝牙耳机 钢化膜 支架 键盘 鼠标 充电器 存储卡",
       "快充 超薄 防摔 降噪 磁吸 静音 大容量 车载 便携 适用苹果"),
    _c("小家电", (0.04, 178, 1.05, 2200, 1.43, 0.13), "电风扇 破壁机 空气炸锅 吹风机 电水壶 加湿器 养生壶 榨汁机 挂烫机 电饭煲",
       "家用 静音 小型 大容量 宿舍 多功能 变频 桌面 速热 一人食"),
    _c("家纺", (0.04, 128, 0.71, 1500, 1.02, 0.19), "四件套 夏凉被 枕头 凉席 毛巾 床垫 窗帘 毯子 蚊帐 沙发垫",
       "纯棉 水洗 抗菌 宿舍 加厚 冰丝 全棉 遮光 可机洗 学生"),
    _c("图书文具", (0.04, 31, 0.77, 420, 1, 0.05), "绘本 练习册 中性笔 笔记本 字帖 手账 文件夹 橡皮 历史书 台历",
       "小学生 考研 正版 大容量 ins风 三年级 按动 加厚 启蒙 办公"),
    _c("贴纸小物", (0.035, 8.5, 0.5, 14, 0.5, 0.03), "贴纸 花种子 取卡针 书签 明信片 发圈 钥匙圈 手机挂绳 菜种 纹身贴",
       "卡通 四季易活 手账 ins 阳台盆栽 可爱 防水 100张 学生 迷你", light=True),
    _c("充值卡券", (0.025, 48, 0.5, 0, 0, 0.005), "话费 视频会员 游戏点券 咖啡券 加油卡 音乐会员 外卖券 电影票",
       "月卡 季卡 快充 自动到账 官方 全国通用 年卡 周卡", carries=False),
    _c("到店餐饮", (0.03, 96, 0.6, 0, 0.00, 0.02), "双人套餐 四人套餐 火锅套餐 烤肉套餐 下午茶 自助餐 代金券 烤鱼套餐 早茶套餐 小龙虾套餐",
       "工作日 周末通用 免预约 招牌 人气 单人 多人 聚餐 新店 限量", carries=False),
)  # fmt: skip

BRAND_LEFT = tuple("云木青禾星海果南知白巧安乐喜拾柚朵暖森田鹿鲸山川一初")
BRAND_RIGHT = tuple("里家舍铺集坊物记间语谷屋然本悦格方野屿度作选朴漫光")
_CITIES = (
    "上海市 北京市 广东省广州市 广东省深圳市 浙江省杭州市 江苏省苏州市 江苏省南京市 四川省成都市 重庆市 湖北省武汉市 浙江省金华市 "
    "浙江省宁波市 "
    "福建省泉州市 福建省厦门市 山东省青岛市 山东省济南市 河南省郑州市 河北省石家庄市 陕西省西安市 湖南省长沙市 安徽省合肥市 江西省南昌市 "
    "广东省东莞市 广东省佛山市 广东省揭阳市 江苏省无锡市 江苏省徐州市 浙江省温州市 浙江省台州市 山东省临沂市 山东省潍坊市 辽宁省沈阳市 "
    "辽宁省大连市 吉林省长春市 黑龙江省哈尔滨市 山西省太原市 广西壮族自治区南宁市 云南省昆明市 贵州省贵阳市 海南省海口市 甘肃省兰州市 "
    "河南省洛阳市 河北省保定市 湖北省襄阳市 湖南省株洲市 江西省赣州市 安徽省阜阳市 福建省莆田市 广东省汕头市 江苏省南通市 天津市 "
    "浙江省丽水市 四川省绵阳市 四川省内江市 新疆维吾尔自治区乌鲁木齐市 内蒙古自治区呼和浩特市 宁夏回族自治区银川市 青海省西宁市 "
    "河南省南阳市 山东省枣庄市"
)
CITIES = tuple(_CITIES.split())
