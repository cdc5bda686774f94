"""The standing texts of the page of a planting, in English and Chinese."""

from zhenxin.report.markup import Both

TITLE = Both("What your data would show", "你的数据看得见什么")
ABOUT = Both(
    "Rings of many sizes were planted in a copy of {data}, and the copy was judged like any other data. The data themselves were only read.",
    "在 {data} 的副本中植入大小、快慢各不相同的团伙，再像对待普通数据一样判断这个副本。原始数据只读不写。",
)
FACTS = Both(
    "{orders} orders, the last {days} days judged, {rounds} rounds, seed {seed}.",
    "{orders} 笔订单，判断最近 {days} 天，{rounds} 轮，种子 {seed}。",
)
FOUND = Both(
    "A ring counts as found where at least {found} of its false orders are accused.", "团伙的虚假订单至少有 {found} 被指认，才算检出。"
)
NOTE = Both(
    "Planted praise is in Chinese. Where the data are in another language, signals of text see a ring more easily than they would.",
    "植入的好评是中文；数据若是别的语言，文本类信号会比实际更容易看出团伙。",
)
SECTIONS = {
    "limit": Both("The limit", "检出极限"),
    "wronged": Both("Who was wronged", "冤枉了谁"),
    "cost": Both("What the data lack", "数据缺什么"),
    "sizes": Both("Every size in numbers", "各种规模的数字"),
}
LIMIT_ABOUT = Both(
    "Each square is one size of ring, the darker the more of its false orders were accused. In it stand the rings found of those planted, and the share "
    "accused. The thick line is the limit: within it every planted ring was found. Larger rings lie further up, busier people further right.",
    "每一格是一种规模的团伙，颜色越深，被指认的虚假订单越多。格内写的是检出数/植入数，以及被指认订单的比例。粗线就是检出极限：线内的团伙每次都能检出。越靠上人数越多，越靠右每人下单越多。",
)
FEW = Both(
    "One ring a size is one throw of the dice: a cell may come out otherwise with another seed. With --repeats 3 each is planted three times.",
    "每种规模只植入一个团伙，等于只掷了一次骰子，换一个种子，单格结果可能不同。加 --repeats 3 则每种规模植入三次。",
)
SKILLS = {"naive": Both("naive", "粗糙"), "skilled": Both("skilled", "老练")}
ACROSS, UP = Both("orders each", "每人单数"), Both("people", "人数")
ACCUSED_SHARE = Both("share of false orders accused", "被指认的虚假订单比例")
UNTRIED = Both("did not fit, not tried", "放不下，没有试")
EDGE = Both("found every time", "每次都检出")
PANEL = Both("{shops}, {weeks}", "{shops}，{weeks}")
SIZE = Both("{people}, {each} each, {shops}, {weeks}", "{people}，每人 {each}，{shops}，{weeks}")
SMALLEST = Both("smallest found every time", "每次都能检出的最小团伙")
MISSED = Both("largest missed", "漏掉的最大团伙")
SLOWEST = Both("slowest found every time", "每次都能检出的最慢团伙")
PACE = Both("{pace} orders a week", "每周 {pace} 单")
NO_SIZE = Both("no size that was tried", "试过的规模中没有")
NOTHING_MISSED = Both("none that was tried", "试过的规模中没有")
WRONGED_ABOUT = Both(
    "Accused beside the planted rings, though neither planted nor accused before: the most of any round. Whoever was accused before may be false or "
    "wronged; no one knows, for your data have no answer key.",
    "既不是植入的、原先也没有被指认，植入之后却被指认的对象，取各轮中最多的一轮。原先已被指认的究竟是真是冤无从得知，因为你的数据没有答案表。",
)
ALL_RUN = Both("All {all} signals can run on these data.", "{all} 个信号在这份数据上全部能运行。")
SOME_RUN = Both(
    "{run} of {all} signals can run on these data. These cannot, and rings that only they would show are missed.",
    "这份数据上 {all} 个信号中有 {run} 个能运行。以下信号不能运行，只有它们才看得见的团伙会漏掉。",
)
LEFT = Both("Not tried: sizes that do not fit the data or the behaviour", "没有试：与数据或行为不相容的规模")
