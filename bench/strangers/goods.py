"""Categories of goods with prices, weights, habits of return and repeat, and the words of their titles."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, kw_only=True)
class Category:
    """A kind of goods; season is the day of the year of its peak, swing the height of it."""

    name: str
    family: str
    price: float
    weight: float
    returns: float
    share: float
    nouns: str
    traits: str
    season: int = 0
    swing: float = 0.0
    form: str = "goods"  # goods, virtual (signed at once), service or meal (no parcel)
    spread: float = 0.55


def _cat(line: str) -> Category:
    name, family, price, weight, returns, share, season, swing, form, nouns, traits = (part.strip() for part in line.split("|"))
    return Category(
        name=name, family=family, price=float(price), weight=float(weight), returns=float(returns), share=float(share),
        season=int(season), swing=float(swing), form=form, nouns=nouns, traits=traits,
    )  # fmt: skip


_LINES: Final = """
女装|wear|95|380|.22|10|290|.4|goods|连衣裙 针织衫 阔腿裤 风衣 半身裙 打底衫 卫衣 羽绒服|法式 显瘦 高腰 加绒 纯棉 小个子 复古 宽松 韩版 温柔风 通勤
男装|wear|88|420|.12|5|300|.4|goods|休闲裤 衬衫 夹克 卫衣 羊毛衫 工装裤|商务 宽松 加厚 免烫 美式 弹力 中年 大码 纯棉
童装|wear|59|240|.10|5|280|.3|goods|儿童套装 连体衣 小童卫衣 打底裤 校服 棉服|纯棉 A类 加绒 洋气 男童 女童 宝宝 卡通
鞋靴|wear|120|850|.15|5|290|.2|goods|老爹鞋 板鞋 马丁靴 乐福鞋 跑步鞋 雪地靴|百搭 软底 厚底 透气 防滑 增高 真皮 轻便
数码配件|digital|35|90|.05|9|0|.0|goods|手机壳 数据线 钢化膜 充电头 蓝牙耳机 手机支架 移动电源|快充 防摔 磁吸 超薄 降噪 Type-C 迷你 大容量
小家电|digital|169|1900|.07|5|330|.2|goods|电热水壶 空气炸锅 加湿器 吹风机 电饭煲 挂烫机 除螨仪 暖风机|家用 静音 大容量 迷你 恒温 智能 可视 宿舍
手机|digital|1890|450|.05|2|320|.3|goods|智能手机 5G手机 老人机 学生手机|全新 大电池 旗舰 高刷 双卡 长续航
家居|home|45|700|.06|9|0|.0|goods|收纳箱 四件套 地垫 窗帘 台灯 拖把 置物架 抱枕|免打孔 加厚 北欧 可折叠 纯棉 多层 ins风 防水
厨具|home|58|1100|.06|5|340|.1|goods|不粘锅 菜刀 砧板 保鲜盒 保温杯 餐具套装 调料罐|304不锈钢 家用 麦饭石 316 抗菌 日式 大号
美妆|beauty|79|180|.05|8|315|.3|goods|口红 面膜 粉底液 防晒霜 眼影盘 精华液 卸妆油|持久 敏感肌 补水 平价 哑光 学生党 控油 滋润
洗护|beauty|42|900|.03|7|315|.2|goods|洗衣液 洗发水 抽纸 牙膏 沐浴露 洗洁精 卫生巾|家庭装 留香 整箱 除螨 控油 去屑 母婴可用
零食|food|32|650|.02|10|20|.4|goods|坚果 牛肉干 辣条 饼干 蛋黄酥 山楂条 肉松饼 巧克力|整箱 独立包装 网红 办公室 低糖 手工 解馋 大礼包
茶酒|food|128|900|.03|4|20|.6|goods|龙井 普洱茶 白酒 铁观音 花茶 果酒 金骏眉|送礼 特级 浓香 礼盒装 口粮茶 古树 纯粮
生鲜|food|49|2500|.03|6|270|.4|goods|脐橙 苹果 大闸蟹 猕猴桃 牛排 土鸡蛋 车厘子 红薯|现摘 当季 产地直发 整箱 5斤 顺丰包邮 农家
母婴|home|88|1300|.05|5|0|.0|goods|纸尿裤 湿巾 奶瓶 婴儿推车 辅食碗 隔尿垫|超薄 透气 新生儿 纯水 防胀气 加厚 便携
玩具|toys|55|500|.06|4|360|.4|goods|积木 盲盒 毛绒玩具 遥控车 拼图 画板 泡泡机|益智 男孩 女孩 3-6岁 可充电 正版 生日礼物
文具贴纸|toys|9|25|.02|4|250|.5|goods|手账贴纸 中性笔 便签 姓名贴 书签 贺卡|防水 可爱 ins 学生 高颜值 刷题 考试
花种|toys|8|18|.01|2|80|.5|goods|多肉种子 月季苗 向日葵种子 蔬菜种子 草籽|四季播 阳台 易活 盆栽 庭院
图书|toys|38|450|.03|4|245|.3|goods|绘本 考研真题 小说 字帖 菜谱 教辅|正版 新版 全套 注音版 彩图 必读
虚拟充值|virtual|49|0|.01|4|0|.0|virtual|话费充值 视频会员 游戏点券 流量包 电子礼品卡|秒到 官方 月卡 年卡 自动发货
食材|fresh|26|1500|.02|14|0|.1|goods|土猪肉 散养鸡 时令青菜 豆腐 河虾 糯米 山药 土鸡蛋|本地 当天现杀 农家 自留 不打药 早市
特产|fresh|58|1200|.02|9|30|.8|goods|腊肉 香肠 米粉 红糖 蜂蜜 笋干 辣酱 茶油|手工 柴火熏 老家 送礼 古法 外婆家 土榨
糕点|fresh|29|500|.02|7|45|.6|goods|米糕 月饼 麻花 鲜花饼 蛋糕 粽子|现做 低糖 老字号 手工 不加防腐剂
正餐|meal|66|0|.02|14|0|.1|meal|双人餐 火锅套餐 烤鱼 单人工作餐 四人家常菜 羊肉粉|团购 节假日通用 招牌 工作日 含饮料
奶茶小吃|meal|17|0|.01|12|200|.3|meal|奶茶 烤冷面 炸串 豆花 凉皮 咖啡|大杯 第二杯半价 少糖 招牌 买一送一
美发|service|58|0|.02|5|25|.5|service|洗剪吹 染发 烫发 头皮护理 儿童剪发|总监 不推销 学生价 含洗吹 老店
家政维修|service|99|0|.03|4|25|.6|service|保洁 空调清洗 管道疏通 家电维修 搬家|上门 3小时 明码标价 本地师傅 先看后修
课程|service|159|0|.05|4|190|.4|service|瑜伽课 钢琴体验课 少儿画画 驾校陪练 书法课|单次 小班 零基础 体验 周末
连衣裙直播|wear|129|360|.42|12|150|.4|goods|真丝连衣裙 碎花裙 新中式套装 吊带裙 小香风套装|主播同款 显白 遮肉 重磅 高级感 限量
上装直播|wear|79|260|.38|12|120|.3|goods|防晒衣 T恤 衬衫 针织开衫 西装外套|主播同款 凉感 修身 正肩 免烫 不透
鞋包直播|wear|159|800|.33|8|140|.2|goods|托特包 玛丽珍鞋 凉鞋 链条包 腋下包|牛皮 软底 大容量 百搭 小众
饰品直播|beauty|39|60|.15|7|0|.1|goods|项链 耳钉 手链 发夹 戒指 丝巾|925银 不掉色 锆石 法式 轻奢 防过敏
美妆直播|beauty|99|220|.08|9|150|.3|goods|气垫 精华 口红套装 面霜 防晒 身体乳|破价 直播专享 买一送三 敏感肌 提亮
零食直播|food|45|900|.02|7|0|.1|goods|牛腩 鸭货 坚果礼盒 螺蛳粉 黄桃罐头|福袋 源头 9.9 整箱 家庭装
家纺直播|home|139|2200|.18|5|300|.2|goods|四件套 凉席 夏凉被 乳胶枕 浴巾|A类 天丝 长绒棉 工厂清仓 双人
数码直播|digital|299|500|.07|5|0|.1|goods|无线耳机 手持风扇 投影仪 电动牙刷 平板|补贴价 首发 静音 大电量 国补
农资|home|65|3000|.03|3|90|.6|goods|复合肥 农具 喷雾器 遮阳网 园艺剪|家用 加厚 果树 通用 包邮
五金|home|38|1400|.04|4|0|.1|goods|角磨机 螺丝套装 LED灯 水龙头 插座 密封胶|家装 工业级 国标 家用 套装
汽配|digital|79|900|.07|4|0|.1|goods|脚垫 雨刮器 行车记录仪 座套 车载充电|专车专用 通用 加厚 高清 静音
保健|food|138|400|.04|4|20|.3|goods|蛋白粉 钙片 鱼油 维生素C 阿胶糕|官方 成人 中老年 正品 独立装
"""
ALL: Final[dict[str, Category]] = {c.name: c for c in (_cat(line) for line in _LINES.strip().split("\n"))}
