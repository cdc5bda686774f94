"""The standing texts of the report, in English and Chinese."""

from zhenxin.report.markup import Both

TITLE = Both("What does not look true, and why", "哪些看起来不真实，为什么")
ABOUT = Both(
    "A reading of one marketplace's records: the groups that seem to act as one, the evidence for it, and what could speak for them. "
    "It is a reason to look, not a finding of guilt.",
    "对一个交易平台记录的一次检查：哪些人像是在一起行动、依据是什么、又有哪些无辜的解释。它是进一步核实的理由，不是定论。",
)
KEY_WARNING = Both(
    "No hashing key was given, so phone numbers, names and addresses were hashed with a fixed public key. Anybody can undo such "
    "hashes by trying "
    "numbers. Set ZHENXIN_KEY before this page leaves the house.",
    "本次运行没有设置哈希密钥，电话、姓名和地址是用一把公开的固定密钥处理的，任何人都可以逐个试出原文。对外提供本页之前，请先设置 "
    "ZHENXIN_KEY。",
)
CHECK_TWICE = Both(
    "Everybody named here may be innocent. Look at the evidence, hear them, and let a person decide.",
    "本页提到的每一个对象都可能是无辜的。请核对证据、听取本人说明，并由人来作出决定。",
)
NOTHING = Both("Nothing found", "没有发现")
NOTHING_TOLD = Both(
    "Nothing in this data reached a probability of one half. That does not show that all is well: it means that what was read gave "
    "no reason, "
    "and below stands what could not be judged.",
    "在这批数据中，没有任何对象的概率达到一半。这并不证明一切正常，只说明读到的内容没有给出理由；无法判断的部分列在下面。",
)
SECTIONS = {
    "read": Both("What was read", "读了什么"),
    "unjudged": Both("What could not be judged", "哪些无法判断"),
    "rings": Both("The rings", "团伙"),
    "reasons": Both("Reasons, one by one", "逐条理由"),
    "harmed": Both("Seem to be harmed", "看来是受害一方"),
    "figures": Both("True figures", "真实数据"),
    "tables": Both("All findings", "全部结果"),
    "how": Both("How to read this", "怎样读这份报告"),
    "queries": Both("The queries behind the numbers", "数字背后的查询"),
}
RINGS_ABOUT = Both(
    "A ring is a group tied together more closely than chance allows. Those who act stand on the circle, what they share stands "
    "inside it. "
    "Point at anything to see only its own ties.",
    "团伙是指彼此的关联远超偶然的一组对象。圆周上是行动者，圆内是他们共用的东西。把指针移到任何一处，只看它自己的关联。",
)
REASONS_ABOUT = Both(
    "Every probability is a sum. It starts from how common such things are and moves with each reason: filled bars speak against, "
    "hollow bars speak "
    "for. The dashed line is one chance in two.",
    "每个概率都是相加得来的：从这类行为本身有多常见出发，每条理由推动一步。实心条是不利的理由，空心条是有利的理由，虚线处是一半对一半。",
)
REASONS_BELOW = Both("Nobody of this kind reaches one in two; this is the nearest.", "这一类中没有对象达到一半；以下是最接近的。")
HARMED_ABOUT = Both(
    "False orders or reviews reached them, but the evidence says that others sent them. They are to be protected before they are "
    "asked anything.",
    "虚假的订单或评价落在了他们头上，但证据表明是别人所为。应当先保护，再询问。",
)
TABLES_ABOUT = Both(
    "Accused means a probability of one half or more. Click a heading to sort.",
    "“被指认”指概率达到一半及以上。点击表头可以排序。",
)
UNJUDGED_ABOUT = Both(
    "These signals were not run, because the data lacks what they read. What they would have seen is unknown, not absent.",
    "下列信号没有运行，因为数据缺少它们要读的内容。它们本可看到的东西是“未知”，不是“没有”。",
)
ALL_JUDGED = Both("Every signal had what it reads.", "所有信号都具备所需数据。")
CHANGE = Both("What would change our mind", "什么会改变结论")
NO_INNOCENT = Both("No innocent explanation was tried.", "没有尝试过无辜的解释。")
QUERIES_ABOUT = Both(
    "Whoever doubts a number can work it out again: start DuckDB in the folder of the data set and paste its query.",
    "如果怀疑某个数字，可以自己重算：在数据所在的文件夹里打开 DuckDB，粘贴对应的查询即可。",
)
NO_TIMES = Both("The result tables carry no times for this ring.", "结果表中没有这个团伙的时间。")
FIND = Both("find in this table", "在此表中查找")
FOOT = Both(
    "This page holds everything it shows: no network, no fonts and no scripts from elsewhere. Times are UTC. Ids are those of the "
    "data; personal values are pseudonyms.",
    "本页自带全部内容，不联网，不引用外部字体或脚本。时间均为 UTC。编号沿用数据中的编号，个人信息均为化名。",
)

HOW = (
    (
        Both("Probability", "概率"),
        Both(
            "99% means: of a hundred entities with such evidence, about ninety-nine took part and one did not. That one is real, "
            "and may be the "
            "one in front of you.",
            "99% 的意思是：在一百个有同样证据的对象里，大约九十九个参与了，有一个没有。那一个真实存在，也许正是您面前的这一个。",
        ),
    ),
    (
        Both("Bits", "比特"),
        Both(
            "Evidence is weighed in bits: one bit doubles the odds, three bits make them eightfold. Most people start well below "
            "zero, because what "
            "is false is rare; zero bits is one chance in two.",
            "证据以比特计量：一比特使可能性之比翻一倍，三比特是八倍。因为虚假本来就少见，大多数对象的起点远低于零；零比特即一半对一半。",
        ),
    ),
    (
        Both("Level", "等级"),
        Both(
            "A signal is weak, clear or strong by how far it lies beyond what honest people of the same kind show. One strong "
            "signal alone is a "
            "warning, not an accusation.",
            "信号按其超出同类诚实对象的程度分为弱、明显、强。单独一个强信号只是提醒，不构成指认。",
        ),
    ),
    (
        Both("Circumstance and act", "情境与行为"),
        Both(
            "A shared phone, address or warehouse is a circumstance: it has many innocent causes. Money that comes back, a parcel "
            "of the wrong weight or "
            "the same set phrases are acts. It takes both, and from independent causes.",
            "共用手机、地址或仓库只是情境，往往有许多无辜的原因；钱又转回来、包裹重量不对、话术一字不差，才是行为。两者都要有，"
            "而且要出自互相独立的原因。",
        ),
    ),
    (
        Both("How many here are innocent", "这里会有多少无辜者"),
        Both(
            "Accused means one half or more, so some of the accused are innocent. Beside every list stands how many to expect, "
            "taken from its own "
            "probabilities. It is an expectation, not a promise.",
            "“被指认”只要求概率达到一半，所以被指认者中必有无辜者。每份名单旁都写明按其自身概率预计会有多少。这是预期，不是保证。",
        ),
    ),
    (
        Both("Suspicion is not a verdict", "怀疑不是定论"),
        Both(
            "Nothing here says that anybody broke a law. A machine proposes; a person who has seen the evidence and heard the "
            "other side decides, "
            "gives the reasons, and can take it back.",
            "本页从不断言任何人违法。机器只作提示；由看过证据、听过对方说明的人来决定，说明理由，并且可以撤回。",
        ),
    ),
    (
        Both("If you are named here", "如果这里提到了您"),
        Both(
            "Ask for a review by a person, and for the reasons that concern you; each can be worked out again from its query. What "
            "helps: who uses the "
            "device or address, what a payment was for, what was in the parcel. Where an innocent explanation fits, say so; it is "
            "weighed with the rest.",
            "您可以要求人工复核，并了解与您有关的理由；每一条都能用对应的查询重新算出。有帮助的说明包括："
            "设备或地址由谁在用、某笔付款是什么钱、"
            "包裹里装的是什么。如果某个无辜的解释符合您的情况，请提出来，它会和其他证据一起衡量。",
        ),
    ),
    (
        Both("Names", "名称"),
        Both(
            "Ids are those of the data set. Phone numbers, names and addresses never appear; where they tie people together, only "
            "their keyed "
            "fingerprints were compared.",
            "编号沿用数据集中的编号。电话、姓名和地址从不出现；凡以它们建立的关联，比较的只是加了密钥的指纹。",
        ),
    ),
)
