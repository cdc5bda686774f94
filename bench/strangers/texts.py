"""Grammars: reviews, chats, claims, titles and search words, of many wordings."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from strangers.arrays import words
from strangers.goods import Category
from strangers.voices import (
    BAD,
    DEFAULT,
    EMOJI,
    END_BAD,
    END_GOOD,
    GOOD,
    MIDDLE,
    OPEN_BAD,
    OPEN_GOOD,
    SELLING,
    SHIP_GOOD,
    TEMPLATE_PRAISE,
    TYPOS,
)

CHAT_ASK = words("亲 {a}|在吗 {a}|老板{a}|你好，{a}|{a}？|问一下{a}|{a}呀|hi {a}~|{a}急|麻烦看下{a}|掌柜的 {a}|{a}谢谢")
AROUND = words("{p}真的|最满意的是{p}|{p}，没得说|说{p}一点不假|确实{p}|{p}这点好评|主要是{p}|{p}哈|没想到{p}")
CHAT_TOPIC = words(
    "今天能发货吗|{n}有现货不|发什么快递|{n}大概几天到|可以改地址不|能便宜点吗|买两件有优惠吗|{n}是正品吗|"
    "开发票吗|尺码怎么选|身高165体重110穿啥码|什么时候有活动|能送个小礼物吗|新疆包邮吗|"
    "{n}保质期多久|质保多久|坏了怎么弄|可以货到付款吗|我拍错颜色了|帮我备注一下不要放驿站|刚买就降价了，"
    "能退差价吗|快递三天没动了|少发了一个|赠品没收到|怎么退货|运费险怎么用"
)
CLAIM_WHY = words(
    "不想要了|拍错了|不喜欢|尺码不合适|{bad}|跟描述不符|七天无理由|颜色发错了|快递压坏了|拍多了|买给家人不喜欢|"
    "少件|质量问题，{bad}|没收到货|商家同意退|等太久了|价格降了|大小不合适，{bad}|穿着不好看"
)


CHAT_PLAIN = words(
    "你好这款有优惠吗|在吗 想要个大的|老板 什么时候发货呀 着急用|亲 支持七天无理由吗|这个跟隔壁家的有什么区别|"
    "好的那我先收藏 晚点拍|可以送运费险吗|质量怎么样 家里老人用|颜色和图片一样的吧|有没有小样|"
    "发中通还是圆通|可以指定今天发吗|你好 在吗|这个好看吗实物|请问有现货吗|优惠券怎么领|在吗|有货吗 亲|"
    "好的|谢谢|嗯嗯|什么材质的呀|几天能到|能开票吗 单位报销|链接里的赠品还有吗|孕妇能用吗|会不会掉色|"
    "我再看看"
)


class Pen:
    """Writes texts with its own dice."""

    def __init__(self, rng: np.random.Generator) -> None:
        self.rng = rng

    def pick(self, words: Sequence[str]) -> str:
        """Pick one wording."""
        return words[int(self.rng.integers(len(words)))]

    def some(self, words: Sequence[str], low: int, high: int) -> list[str]:
        """Pick a few different wordings."""
        n = min(int(self.rng.integers(low, high + 1)), len(words))
        return [words[int(i)] for i in self.rng.permutation(len(words))[:n]]

    def _finish(self, text: str, emoji: float = 0.25) -> str:
        text = text.replace("，，", "，").replace("，。", "，")
        if self.rng.random() < 0.06:
            wrong = TYPOS[int(self.rng.integers(len(TYPOS)))]
            text = text.replace(wrong[0], wrong[1], 1)
        if self.rng.random() < 0.2:
            text = text.replace("，", self.pick([" ", "。", "，，", ",", "  "]))
        if self.rng.random() < emoji:
            text += self.pick(EMOJI) * int(self.rng.integers(1, 3))
        return text

    def praise(self, cat: Category, noun: str = "") -> str:
        """Write honest praise, short or long."""
        draw = self.rng.random()
        if draw < 0.12:
            return self.pick(DEFAULT)
        if draw < 0.16:
            return self.pick(TEMPLATE_PRAISE)
        good = self.some(GOOD[cat.family], 1, 1 if draw < 0.45 else 3)
        if self.rng.random() < 0.12:  # words of the page itself
            good.insert(0, self.pick(SELLING[cat.family]))
        if self.rng.random() < 0.2:
            good[0] = self.pick(AROUND).format(p=good[0])
        body = self.pick(["，", "，", "。", " ", "、", "；"]).join(good)
        lead = self.pick(OPEN_GOOD) if draw < 0.85 else f"{self.pick(['这个', '这款', '他家', '家里的'])}{noun or '东西'}"
        parts = [lead, body, self.pick(["，", "。", " "]), self.pick(SHIP_GOOD), self.pick(END_GOOD)]
        if self.rng.random() < 0.25:
            parts[3], parts[1] = parts[1], parts[3]
        return self._finish("".join(parts))

    def blame(self, cat: Category) -> str:
        """Write an angry but honest review."""
        bad = "，".join(self.some(BAD[cat.family], 1, 2))
        return self._finish(self.pick(OPEN_BAD) + bad + self.pick(["，", "。", "！"]) + self.pick(END_BAD), 0.1)

    def middling(self, cat: Category) -> str:
        """Write a three-star shrug."""
        text = self.pick(MIDDLE).format(good=self.pick(GOOD[cat.family]), bad=self.pick(BAD[cat.family]))
        return self._finish(text + self.pick(["。", "", "吧", "，看后续", "，就这样"]), 0.1)

    def review(self, cat: Category, rating: int, noun: str = "") -> str:
        """Write an honest review to fit a rating."""
        if rating >= 4:
            return self.praise(cat, noun) if rating == 5 or self.rng.random() < 0.6 else self.middling(cat)
        return self.middling(cat) if rating == 3 else self.blame(cat)

    def chat(self, noun: str) -> str:
        """Write a buyer's question to a shop."""
        if self.rng.random() < 0.3:
            return self.pick(CHAT_PLAIN)
        return self.pick(CHAT_ASK).format(a=self.pick(CHAT_TOPIC).format(n=noun))

    def why(self, cat: Category) -> str:
        """Write the reason of a claim."""
        return self.pick(CLAIM_WHY).format(bad=self.pick(BAD[cat.family]))

    def title(self, cat: Category) -> tuple[str, str]:
        """Write a product title, and give the noun in it."""
        nouns, traits = cat.nouns.split(), cat.traits.split()
        noun = self.pick(nouns)
        words = self.some(traits, 2, 4)
        year = self.pick(["", "2025新款", "2026新款", "", "爆款", "新品", "", "秋冬", "四季"])
        return f"{year}{''.join(words[:2])}{noun}{' '.join(words[2:])}", noun

    def queries(self, cat: Category, noun: str, title: str, shop: str) -> list[str]:
        """Give what people type to find a product, the common words first."""
        trait = self.pick(cat.traits.split())
        other = self.pick(cat.traits.split())
        return [noun, f"{noun}{trait}", f"{trait}{noun}", noun, f"{trait}{other}{noun}", f"{shop}", f"{title[:8]}", cat.name[:2]]

    def brief(self, cat: Category, noun: str, points: Sequence[str]) -> str:
        """Write praise after a brief: the points ordered by the one who pays, in one's own words."""
        chosen = [self.pick(AROUND).format(p=p) if self.rng.random() < 0.6 else p for p in points if self.rng.random() < 0.8]
        own = self.pick(GOOD[cat.family])
        body = self.pick(["，", "。", "，而且", " "]).join([*chosen, own])
        return self._finish(f"{self.pick(OPEN_GOOD)}{noun if self.rng.random() < 0.5 else ''}{body}。{self.pick(END_GOOD)}")
