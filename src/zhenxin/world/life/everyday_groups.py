"""Groups of everyday life: neighbours, classmates, parents, players, colleagues, people who look for work or share what they bought."""

import numpy as np

from zhenxin.world.arrays import pick, pick_apart
from zhenxin.world.chatter import say
from zhenxin.world.clock import DAY, END, LOOKING
from zhenxin.world.state import Happened, World
from zhenxin.world.texts.topics import lines

_TOPICS = (
    "neighbours", "group_buy", "classmates", "parents_group", "game_group", "health_talk", "earning_talk", "fan_club", "real_job",
    "real_brief", "shopping_talk", "subsidy_talk", "resale_talk", "office_chat", "family_chat", "commission_chat", "wages_chat",
)  # fmt: skip
_ORDERS_A_GROUP = 700


def go_on(world: World, _happened: Happened) -> None:
    """Groups of four to sixty people, with a few lines a day or a few a month; in some, one person does most of the talking."""
    rng = world.dice("everyday groups")
    people, lively = world.people, world.people.activity**0.3
    for number in range(max(len(_TOPICS), world.orders // _ORDERS_A_GROUP)):
        topic = _TOPICS[number % len(_TOPICS)]
        region = people.region[rng.integers(0, people.count)]
        weights = np.where(rng.random() < 0.5, 1.0, np.where(people.region == region, 50.0, 1.0)) * lively
        members = pick_apart(rng, weights, int(np.exp(rng.uniform(np.log(4), np.log(60)))))
        starts = float(rng.uniform(0, 0.6 * END))
        at = np.sort(
            LOOKING.draw(rng, int(np.exp(rng.uniform(np.log(8), np.log(90)))), starts, min(starts + rng.uniform(10, 120) * DAY, END))
        )
        shares = np.exp(rng.uniform(0.2, 2.0) * rng.standard_normal(len(members)))
        say(world, number, members[pick(rng, shares, len(at))], at, lines(rng, topic, len(at)))
