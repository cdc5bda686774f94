"""Messages: what buyers and shops say to one another before an order; the log keeps some of it."""

from dataclasses import dataclass

import numpy as np

from zhenxin.world.arrays import NONE, Floats, Ints
from zhenxin.world.clock import END
from zhenxin.world.plan import COMPARING, Plan
from zhenxin.world.sessions import Sessions
from zhenxin.world.state import World
from zhenxin.world.texts.chats import free_chat, scripted_chat, scripted_chats
from zhenxin.world.texts.grammar import pens
from zhenxin.world.visits import CHAT, Visits

_KEPT = 0.3
"""Share of chats whose text is in the log."""


@dataclass
class Messages:
    """Rows of the messages table."""

    at: Floats
    account: Ints
    shop: Ints
    by_buyer: Ints
    text: list[str]


def talk(world: World, plan: Plan, sessions: Sessions, visits: Visits) -> Messages:
    """Chats of the visits of that kind."""
    rng = world.dice("messages")
    chats = np.flatnonzero((visits.kind == CHAT) & (rng.random(len(visits.kind)) < _KEPT))
    order = sessions.order[visits.session[chats]]
    ring = np.where((order >= 0) & (plan.walk[order] == COMPARING), plan.ring[order], NONE)
    scripts = {number: scripted_chats(world.dice("chat", number), 3) for number in np.unique(ring[ring >= 0]).tolist()}
    times, rows, speakers, texts = [], [], [], []
    starts, pauses = visits.at[chats].tolist(), rng.exponential(25.0, len(chats)).tolist()
    for row, (pen, number, start, pause) in enumerate(zip(pens(rng, len(chats)), ring.tolist(), starts, pauses, strict=True)):
        chat = scripted_chat(pen, scripts[number]) if number >= 0 else free_chat(pen)
        for place, (by_buyer, text) in enumerate(chat):
            times.append(start + 3.0 + place * (8.0 + pause) + pen.chance())
            rows.append(row)
            speakers.append(int(by_buyer))
            texts.append(text)
    at, owner = np.array(times), chats[np.array(rows, dtype=np.int64)] if rows else np.empty(0, dtype=np.int64)
    kept = np.flatnonzero(at < END)
    shop = world.market.product_merchant[visits.product[owner[kept]]]
    return Messages(
        at[kept], visits.account[owner[kept]], shop, np.array(speakers, dtype=np.int64)[kept], [texts[i] for i in kept.tolist()]
    )
