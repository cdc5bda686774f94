"""What arrives on phones besides: text messages of the platform, couriers and shops, offers of real work, words of friends, agents and shops."""

import numpy as np

from zhenxin.world.arrays import NONE, Dice, Floats, Ints, full, pick
from zhenxin.world.clock import BUYING, DAY, END, HOUR, LOOKING
from zhenxin.world.ledger import ACCOUNT, MERCHANT, OUTSIDE, PLATFORM, STAFF
from zhenxin.world.office import MERCHANTS, office_hours
from zhenxin.world.shopping import friends_of
from zhenxin.world.state import Happened, World
from zhenxin.world.tables import CHAT_LINE, GROUP, SMS
from zhenxin.world.texts.grammar import pens
from zhenxin.world.texts.topics import lines, talk

_TEXTS, _OFFERS, _FRIENDS, _AGENTS = 0.05, 0.012, 0.03, 0.004
"""Text messages, offers of work, chats of friends and talks of agents with shops that the log keeps, for each order; assumed."""


def go_on(world: World, happened: Happened) -> None:
    """All of it, in the measure of the market."""
    rng = world.dice("notices")
    n = len(happened.plan)
    _texts(world, rng, round(_TEXTS * n))
    _offers(world, rng, max(round(_OFFERS * n), 12))
    _friends(world, rng, round(_FRIENDS * n))
    _agents(world, rng, max(round(_AGENTS * n), 6))


def _add(
    world: World, at: Floats, sender: tuple[Ints | int, Ints | int], told: Ints, channel: Ints | int, texts: list[str], **more: object
) -> None:
    """Lines to accounts, none before these are registered, nor before the account that writes is."""
    registered = world.people.registered
    kind, writer = (np.broadcast_to(np.asarray(value, dtype=np.int64), (len(at),)) for value in sender)
    by_account = np.where(kind == ACCOUNT, writer, NONE)
    there = ((told < 0) | (registered[np.maximum(told, 0)] < at)) & ((by_account < 0) | (registered[np.maximum(by_account, 0)] < at))
    world.sheets.messages.add(
        len(at), at=np.where(there & (at < END) & (at > 0), at, np.nan), sender_kind=sender[0], sender=sender[1], recipient_kind=ACCOUNT,
        recipient=told, channel=channel, text=np.array(texts, dtype=object), **more,
    )  # fmt: skip


def _texts(world: World, rng: Dice, n: int) -> None:
    """Codes, parcels, coupons, warnings: from the platform, or from couriers and shops under numbers of their own."""
    senders = world.ledger.add_outsiders(max(6, n // 60))
    topics = ("sms_parcel", "sms_code", "sms_coupon", "fraud_warning")
    which = pick(rng, [45, 20, 28, 7], n)
    told = pick(rng, world.people.activity**0.5, n)
    at = LOOKING.draw(rng, n, 0, END)
    for number, topic in enumerate(topics):
        rows = np.flatnonzero(which == number)
        by_platform = rng.random(len(rows)) < (0.4 if topic == "sms_coupon" else 0.55)
        kind = np.where(by_platform, PLATFORM, OUTSIDE)
        sender = np.where(by_platform, 0, senders[rng.integers(0, len(senders), len(rows))])
        _add(world, at[rows], (kind, sender), told[rows], SMS, lines(rng, topic, len(rows)))


def _offers(world: World, rng: Dice, n: int) -> None:
    """Real work is offered by text message, in chats and in groups; agencies write the same to many, and answer who asks."""
    agencies = world.ledger.add_outsiders(max(3, n // 14))
    agency = agencies[rng.integers(0, len(agencies), n)]
    channel = np.array([SMS, CHAT_LINE, GROUP])[pick(rng, [40, 35, 25], n)]
    told = np.where(channel == GROUP, NONE, rng.integers(0, world.people.count, n))
    group = np.where(channel == GROUP, rng.integers(0, 17, n), NONE)
    at = LOOKING.draw(rng, n, 0, END)
    texts = lines(rng, "real_job", n)
    first = dict(zip(agency.tolist(), texts, strict=True))
    copied = rng.random(n) < 0.5
    texts = [first[who] if copy else text for who, copy, text in zip(agency.tolist(), copied.tolist(), texts, strict=True)]
    _add(world, at, (OUTSIDE, agency), told, channel, texts, group=group)
    asked = np.flatnonzero((channel == CHAT_LINE) & (rng.random(n) < 0.6))
    _add(
        world, at[asked] + rng.uniform(0.1, 30, len(asked)) * HOUR, (OUTSIDE, agency[asked]), told[asked], CHAT_LINE,
        lines(rng, "real_brief", len(asked)),
    )  # fmt: skip
    worried = full(max(n // 12, 2), NONE)
    _add(
        world, LOOKING.draw(rng, len(worried), 0, END), (ACCOUNT, rng.integers(0, world.people.count, len(worried))), worried, GROUP,
        lines(rng, "victim_talk", len(worried)), group=rng.integers(0, 17, len(worried)),
    )  # fmt: skip


def _friends(world: World, rng: Dice, n: int) -> None:
    """Friends and families write to one another, about wages and loans as well; landlords and teachers write too."""
    told = pick(rng, world.people.activity**0.4, n)
    friend = friends_of(world.people, told, rng.integers(0, 3, n))
    outside = world.ledger.add_outsiders(max(3, n // 8))
    near = rng.random(n) < 0.7
    kind, sender = np.where(near, ACCOUNT, OUTSIDE), np.where(near, friend, outside[rng.integers(0, len(outside), n)])
    topics = ("family_chat", "wages_chat", "shopping_talk", "classmates", "commission_chat")
    which = pick(rng, [45, 15, 20, 12, 8], n)
    at = LOOKING.draw(rng, n, 0, END)
    for number, topic in enumerate(topics):
        rows = np.flatnonzero(which == number)
        _add(world, at[rows], (kind[rows], sender[rows]), told[rows], CHAT_LINE, lines(rng, topic, len(rows)))


def _agents(world: World, rng: Dice, n: int) -> None:
    """Shops and those who look after them talk about places in campaigns, rules and papers."""
    market = world.market
    shop = pick(rng, market.weight**0.5, n)
    begins = office_hours(rng, BUYING.draw(rng, n, np.clip(market.opened[shop], 0, END - DAY), END))
    staff = world.office.on_duty(rng, MERCHANTS, begins, desk=shop)
    for pen, who, agent, start in zip(pens(rng, n), shop.tolist(), staff.tolist(), begins.tolist(), strict=True):
        said = talk(pen, "manager", shop=market.name[who])
        at = start + np.cumsum(rng.uniform(20, 900, len(said)))
        by_agent = np.array([began for began, _ in said])
        world.sheets.messages.add(
            len(said), at=np.where(at < END, at, np.nan), sender_kind=np.where(by_agent, STAFF, MERCHANT),
            sender=np.where(by_agent, agent, who), recipient_kind=np.where(by_agent, MERCHANT, STAFF),
            recipient=np.where(by_agent, who, agent), merchant=who, text=np.array([text for _, text in said], dtype=object),
        )  # fmt: skip
