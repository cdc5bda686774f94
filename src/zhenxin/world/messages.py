"""Messages: what buyers and shops say to one another before an order; the log keeps some of it."""

import numpy as np

from zhenxin.world.arrays import NONE
from zhenxin.world.ledger import ACCOUNT, MERCHANT
from zhenxin.world.plan import COMPARING, Plan
from zhenxin.world.sessions import Sessions
from zhenxin.world.state import World
from zhenxin.world.texts.chats import free_chat, scripted_chat, scripted_chats
from zhenxin.world.texts.grammar import pens
from zhenxin.world.visits import CHAT, Visits

_KEPT = 0.3
"""Share of chats whose text is in the log."""


def talk(world: World, plan: Plan, sessions: Sessions, visits: Visits) -> None:
    """Chats of the visits of that kind, on the sheet of messages."""
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
    owner = chats[np.array(rows, dtype=np.int64)] if rows else np.empty(0, dtype=np.int64)
    account, shop = visits.account[owner], world.market.product_merchant[visits.product[owner]]
    by_buyer = np.array(speakers, dtype=np.int64) == 1
    world.sheets.messages.add(
        len(owner), at=np.array(times, dtype=np.float64), sender_kind=np.where(by_buyer, ACCOUNT, MERCHANT),
        sender=np.where(by_buyer, account, shop), recipient_kind=np.where(by_buyer, MERCHANT, ACCOUNT),
        recipient=np.where(by_buyer, shop, account), merchant=shop, text=np.array(texts, dtype=object),
    )  # fmt: skip
