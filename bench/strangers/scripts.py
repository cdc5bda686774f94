"""What is done to order: scripted visits, ordered phrases, recruiting words."""

from __future__ import annotations

import numpy as np

from strangers.arrays import Ints, Objs, objs
from strangers.browsing import log_cart, rivals, say, see
from strangers.cart import Cart
from strangers.clock import DAY
from strangers.goods import Category
from strangers.voices import GOOD, SELLING
from strangers.world import World


def script_texts(w: World, cat: Category, noun: str, n: int) -> Objs:
    """Fill a boss's form: one skeleton, small slots."""
    pen = w.pen
    good = pen.some(GOOD[cat.family], 3, 3)
    close = pen.pick(["非常满意的一次购物", "强烈推荐给大家", "五星好评必须给", "下次还会光顾的"])
    lead = pen.pick(["收到{n}第一时间打开，", "{n}已经收到了，", "关注很久的{n}终于到手，", "这家{n}"])
    out = []
    for _ in range(n):
        middle = "，".join(good if w.rng.random() < 0.6 else good[: int(w.rng.integers(1, 4))])
        adverb = pen.pick(["真的", "确实", "特别", "非常", ""])
        out.append(
            f"{lead.format(n=noun)}{adverb}{middle}，{pen.pick(['客服热情', '物流也快', '包装精美', '卖家贴心'])}，"
            f"{close}{pen.pick(['！', '。', '~', ''])}"
        )
    return objs(out)


def brief_points(w: World, cat: Category) -> list[str]:
    """Draw the selling points a shop orders to be named."""
    return w.pen.some(SELLING[cat.family], 2, 3)


def brief_texts(w: World, prod: Ints, points: dict[int, list[str]] | None = None) -> Objs:
    """Write by a brief: each product's points in everyone's own words."""
    known: dict[int, list[str]] = {} if points is None else points
    out = []
    for p in prod.tolist():
        if p not in known:
            known[p] = brief_points(w, w.category(p))
        out.append(w.pen.brief(w.category(p), w.noun(p), known[p]))
    return objs(out)


def llm_texts(w: World, prod: Ints) -> Objs:
    """Write as a machine does when asked for a warm review: balanced, tidy, long, never a slip."""
    pen, out = w.pen, []
    for p in prod.tolist():
        cat, noun = w.category(p), w.noun(p)
        a, b, c = (pen.some(GOOD[cat.family], 3, 3) + ["用着放心"] * 3)[:3]
        first = pen.pick(
            [
                "作为一名注重品质的消费者，",
                "入手这款{n}已有一段时间，",
                "在对比了多家之后，我最终选择了这款{n}，",
                "不得不说，这款{n}给了我不小的惊喜，",
            ]
        )
        second = pen.pick(
            [
                "首先，{a}；其次，{b}；",
                "从细节来看，{a}，同时{b}，",
                "无论是{a}，还是{b}，都体现了用心，",
                "{a}，这一点尤其值得称赞；此外{b}，",
            ]
        )
        third = pen.pick(
            [
                "总的来说，{c}，值得信赖与推荐。",
                "综合而言，{c}，性价比十分突出。",
                "如果你也在寻找一款合适的{n}，不妨一试，{c}。",
                "{c}，期待品牌带来更多好产品。",
            ]
        )
        out.append((first + second + third).format(n=noun, a=a, b=b, c=c))
    return objs(out)


def walk_naive(w: World, cart: Cart, query: dict[int, str] | None = None) -> None:
    """The studio's way: the odd search words, deep in the list, five to seven minutes on the page, buy."""
    words: dict[int, str] = {} if query is None else query
    for p in np.unique(cart.prod).tolist():
        odd = w.pen.pick(["家用", "正品", "同款", "实惠"]) + w.pen.pick(["蓝", "大", "A", "二"])
        words.setdefault(p, f"{str(w.products['title'][p])[:7]}{odd}{w.noun(p)}")
    n = len(cart)
    stay = w.rng.normal(360, 32, n).clip(280, 460)
    text = objs([words[int(p)] for p in cart.prod])
    see(w, cart.acc, cart.at - stay - 60, "search", None, cart.session, search_query=text, source="search")
    see(
        w,
        cart.acc,
        cart.at - stay - 5,
        "view",
        cart.prod,
        cart.session,
        dwell_s=stay.round(1),
        source="search",
        list_position=w.rng.integers(38, 130, n),
    )
    log_cart(w, cart, 0.9)


def walk_skilled(w: World, cart: Cart, chat: list[str], share: float = 0.7) -> None:
    """The taught way: some rivals first, a favourite, a set question to the shop, then buy next day."""
    n, rng = len(cart), w.rng
    day = w.lags(n, 18, 0.45) * 3600
    start = cart.at - day
    words = objs([w.queries(int(p))[int(rng.integers(0, 7))] for p in cart.prod])
    see(w, cart.acc, start, "search", None, cart.session, search_query=words, source="search")
    for k in range(3):
        some = w.chance((0.95, 0.85, 0.5)[k], n)
        at = (start + 40 + 130 * k + rng.random(n) * 90)[some]
        see(w, cart.acc[some], at, "view", rivals(w, cart.prod[some]), cart.session[some],
            dwell_s=w.lags(int(some.sum()), 55, 0.5).round(1), source="search",
            list_position=rng.geometric(0.1, int(some.sum())))  # fmt: skip
    see(w, cart.acc, start + 480 + rng.random(n) * 120, "view", cart.prod, cart.session, dwell_s=w.lags(n, 290, 0.35).round(1),
        source="search",
        list_position=rng.integers(6, 60, n))  # fmt: skip
    fav = w.chance(0.6, n)
    see(
        w,
        cart.acc[fav],
        (start + 900)[fav] + rng.random(int(fav.sum())) * 60,
        "favourite",
        cart.prod[fav],
        cart.session[fav],
        source="detail",
    )
    ask = w.chance(share, n)
    text = objs([w.pen.pick(chat) for _ in range(int(ask.sum()))])
    at = (start + 700)[ask] + rng.random(int(ask.sum())) * 120
    see(w, cart.acc[ask], at, "chat", cart.prod[ask], cart.session[ask], text=text, dwell_s=w.lags(int(ask.sum()), 60, 0.4))
    shop = objs(w.shops["id"][cart.mer[ask]])
    say(w, at, text, w.accounts(cart.acc[ask]), shop, merchant=shop)
    log_cart(w, cart, 0.7)


def recruit_posts(w: World, who: Ints, at: float, group: str, text: list[str]) -> None:
    """A leader's words in a group."""
    n = len(text)
    say(w, at + np.sort(w.rng.random(n)) * 20 * DAY, objs(text), w.accounts(np.resize(who[:1], n)), None, channel="group", group=group)
