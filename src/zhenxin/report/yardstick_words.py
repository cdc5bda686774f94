"""The standing texts of the page of figures, in English and Chinese."""

from zhenxin.report.markup import Both

TITLE = Both("How good this run was", "这次判断有多准")
ABOUT = Both(
    "A run held against an answer key. What was missed and which innocents were accused come first; a figure without its interval is half a figure.",
    "把一次运行的结果与答案表逐一对照。先看漏掉了什么、哪些无辜者被指认；只有数值而没有区间，只算说了一半。",
)
INTERVALS = Both(
    "Lines and brackets are {level} intervals: rings, not rows, were drawn again {resamples} times with seed {seed}. "
    "Two hundred orders of one ring are one thing learned, not two hundred.",
    "横线和括号是 {level} 区间：以团伙（而不是逐行）为单位重新抽取 {resamples} 次，随机种子为 {seed}。同一个团伙的两百笔订单只算一条经验，不算两百条。",
)
SECTIONS = {
    "missed": Both("What was missed", "漏掉了什么"),
    "wronged": Both("Innocent, yet accused", "无辜而被指认"),
    "hit": Both("Who is hit wrongly", "哪些人更容易被冤枉"),
    "rings": Both("Rings", "团伙"),
    "curves": Both("Precision and recall", "精确率与召回率"),
    "calibration": Both("Said and so", "说的与实际的"),
    "split": Both("Learned before, judged after", "先学后判"),
}
MISSED_ABOUT = Both(
    "Recall: of what is false, the share that is accused, by behaviour and kind. The worst stand first.",
    "召回率：虚假对象中被指认的比例，按手法和对象类别列出，最差的排在最前。",
)
NOTHING_FALSE = Both(
    "The answer key holds nothing false: every accusation is a wrong one.", "答案表中没有任何虚假对象：每一次指认都是错的。"
)
SKILLS = {"naive": Both("naive", "粗糙"), "skilled": Both("skilled", "老练"), "": Both("not told", "未注明")}
WRONGED_ABOUT = Both(
    "Innocents who look alike: how many of each kind were accused. Shown are those of whom anybody was.",
    "看起来相似的无辜者：每一类中有多大比例被指认。只画出有人被指认的类别。",
)
NOBODY_WRONGED = Both("None of the lookalikes was accused.", "相似者中没有任何一个被指认。")
NO_LOOKALIKES = Both("The answer key names no lookalikes.", "答案表没有列出相似者。")
ALL_LOOKALIKES = Both("All lookalikes in numbers", "全部相似者的数字")
HIT_ABOUT = Both(
    "How often the innocents of a group are accused, over the rate of all innocents of their kind. The dashed line is 1: no more than their share.",
    "某一群无辜者被指认的比例，是同类全体无辜者的几倍。虚线处为 1，即不多不少。",
)
NOBODY_HIT = Both("none of {innocent} innocents accused", "{innocent} 个无辜者中无人被指认")
OTHER_GROUPS = Both(
    "{groups} other groups with {innocent} innocents, {accused} of them accused.",
    "其余 {groups} 组共 {innocent} 个无辜者，其中 {accused} 个被指认。",
)
BY = {
    "region": Both("by region", "按地区"),
    "age": Both("by age of the account", "按账号年龄"),
    "size": Both("by orders of the shop", "按店铺订单数"),
}
GROUPS = {
    "": Both("not known", "未知"), "…": Both("other regions", "其他地区"), "<30d": Both("under 30 days", "不到 30 天"),
    "30-89d": Both("30 to 89 days", "30 至 89 天"), "90-364d": Both("90 to 364 days", "90 至 364 天"), "1-3y": Both("1 to 3 years", "1 至 3 年"),
    "3y+": Both("3 years and more", "3 年以上"), "<10": Both("under 10", "不到 10 笔"), "10-49": Both("10 to 49", "10 至 49 笔"),
    "50-199": Both("50 to 199", "50 至 199 笔"), "200-999": Both("200 to 999", "200 至 999 笔"), "1000+": Both("1,000 and more", "1,000 笔以上"),
}  # fmt: skip
RINGS_ABOUT = Both(
    "A found ring is a true one when they share half of all their accounts (service numbers, for hotline pages), each at most once. "
    "True rings stand in the class of their own size, found ones in that of theirs.",
    "找到的团伙与真实团伙共有一半以上的账号（热线网页则看客服号码）才算对上，各只能对上一次。真实团伙按自身规模归类，找到的团伙也按自身规模归类。",
)
RECALL, PRECISION = Both("recall", "召回率"), Both("precision", "精确率")
RECALL_OF_RINGS = Both("recall: true rings that were found", "召回率：真实团伙中被找到的")
PRECISION_OF_RINGS = Both("precision: found rings that are true", "精确率：找到的团伙中真实的")
MISSED_RINGS = Both("True rings that were missed", "漏掉的真实团伙")
CURVES_ABOUT = Both(
    "Everybody in the order of their probability, the surest first: what part of the accused is false, as more and more of the false is reached. "
    "The hollow dot is one half, where accusations begin.",
    "按概率从高到低逐个纳入：随着越来越多的虚假对象被覆盖，被指认者中虚假的比例如何变化。空心点是概率一半处，即指认的起点。",
)
CALIBRATION_ABOUT = Both(
    "Of those said to be false with so much probability, how many are. On the dashed line, what is said is so; "
    "above it the run is too careful, below it too sure.",
    "被判为某一概率的对象里，实际虚假的有多少。落在虚线上说明说的与实际相符；在其上方是过于谨慎，在其下方是过于自信。",
)
SAID, SO = Both("probability said", "给出的概率"), Both("share that is false", "实际虚假的比例")
SPLIT_ABOUT = Both(
    "Weights were learned from what first happened before {moment} and judged by what first happened after it. Figures with the weights that ship "
    "with the product and with the learned ones, on the same entities.",
    "用 {moment} 之前首次出现的对象学习权重，再用此后首次出现的对象来检验。下面是同一批对象在出厂权重与学得权重下的数字。",
)
SHIPPED, LEARNED = Both("weights as shipped", "出厂权重"), Both("learned weights", "学得的权重")
WEIGHTS = Both("The weights, in bits", "各项权重（比特）")
FOOT = Both(
    "This page holds everything it shows: no network, no fonts and no scripts from elsewhere.",
    "本页自带全部内容，不联网，不引用外部字体或脚本。",
)
