"""Staff at work: alerts confirmed, dismissed or waved through, rules changed, brands put on lists, subsidies set, claims approved."""

import numpy as np

from zhenxin.world.arrays import NONE, Dice, Floats, Ints, lognormal, pick
from zhenxin.world.clock import BUYING, DAY, END, HOUR
from zhenxin.world.ledger import STAFF
from zhenxin.world.office import CAMPAIGNS, CLAIMS, MERCHANTS, RISK, office_hours
from zhenxin.world.papers import APPROVE, CHANGE_RULE, CONFIRM, DISMISS, OVERRIDE, SET_SUBSIDY, WHITELIST
from zhenxin.world.papers import SUBSIDY as SUBSIDISED
from zhenxin.world.state import Bought, Happened, World
from zhenxin.world.texts.topics import lines

RULES = 40
"""Rules of the risk engine that staff turn at."""
NOTED = 0.75
"""Share of what staff do that has a note."""
_NOTES = {OVERRIDE: "note_override", CONFIRM: "note_confirm", DISMISS: "note_dismiss"}


def go_on(world: World, happened: Happened) -> None:
    """What all of the office does in the half year; the honest part of it."""
    rng = world.dice("office work")
    _alerts(world, rng, happened.bought)
    _rules(world, rng)
    _lists(world, rng)
    _subsidies(world, rng)


def answer(world: World, rng: Dice, staff: Ints, at: Floats, kind: Ints, target: tuple[object, Ints], notes: list[str | None]) -> None:
    """Rows for alerts that somebody answered, each alert with a number of its own."""
    n = len(at)
    world.sheets.actions.add(
        n, staff=staff, at=np.where(at < END, at, np.nan), kind=kind, alert=world.numbered("alert", n)[rng.permutation(n)],
        target_kind=target[0], target=target[1], note=np.array(notes, dtype=object),
    )  # fmt: skip


def suspects(world: World, rng: Dice, bought: Bought, rows: Ints) -> tuple[object, Ints]:
    """What an alert raised by each of these orders is about: the buyer, the shop or the order itself."""
    about = pick(rng, [45, 35, 20], len(rows))
    shop = world.market.product_merchant[bought.plan.product[rows]]
    return np.array(["account", "merchant", "order"], dtype=object)[about], np.choose(about, [bought.plan.account[rows], shop, rows])


def notes_of(rng: Dice, kind: Ints) -> list[str | None]:
    """Notes beside answers of these kinds, some without."""
    found: list[str | None] = [None] * len(kind)
    for code, topic in _NOTES.items():
        rows = np.flatnonzero((kind == code) & (rng.random(len(kind)) < NOTED))
        for row, text in zip(rows.tolist(), lines(rng, topic, len(rows)), strict=True):
            found[row] = text
    return found


def _alerts(world: World, rng: Dice, bought: Bought) -> None:
    """One alert in some thirty orders; a fifth is about something false, and of these half are confirmed. Some honest ones are as well."""
    n = max(24, world.orders // 30)
    false = np.flatnonzero((bought.plan.ring >= 0) & ~np.isnan(bought.paid_at))
    honest = np.flatnonzero((bought.plan.ring < 0) & ~np.isnan(bought.paid_at))
    right = rng.permutation(false)[: n // 5]
    rows = np.concatenate([right, honest[rng.integers(0, len(honest), n - len(right))]])
    at = office_hours(rng, bought.paid_at[rows] + lognormal(rng, 7 * HOUR, 1.0, n))
    guilty = np.arange(n) < len(right)
    u = rng.random(n)
    kind = np.where(
        guilty, np.array([CONFIRM, DISMISS, OVERRIDE])[np.searchsorted([0.55, 0.83], u)],
        np.array([CONFIRM, DISMISS, OVERRIDE])[np.searchsorted([0.14, 0.72], u)],
    )  # fmt: skip
    shop = world.market.product_merchant[bought.plan.product[rows]]
    office = world.office
    by_team = [office.on_duty(rng, team, at, desk=shop) for team in (RISK, MERCHANTS, CAMPAIGNS)]
    staff = np.choose(pick(rng, [70, 20, 10], n), by_team)
    answer(world, rng, staff, at, kind, suspects(world, rng, bought, rows), notes_of(rng, kind))


def turn_rules(world: World, rng: Dice, staff: Ints, at: Floats, topic: str = "note_rule", skill: str | None = None) -> None:
    """Levels of rules are moved, up mostly before the peaks and down again."""
    n = len(at)
    level = np.array([20, 30, 50, 80, 100, 200, 300, 500])[rng.integers(0, 8, n)]
    moved = np.where(rng.random(n) < 0.6, level * rng.choice([1.5, 2, 2, 3, 5], n), level * rng.choice([0.5, 0.6, 0.8], n)).astype(np.int64)
    world.sheets.actions.add(
        n, staff=staff, at=np.where((at > 0) & (at < END), at, np.nan), kind=CHANGE_RULE, target_kind="rule",
        target=rng.integers(0, RULES, n), before=_texts(level), after=_texts(moved), note=_noted(rng, topic, n, skill),
    )  # fmt: skip


def whitelist(world: World, rng: Dice, staff: Ints, at: Floats, shop: Ints, topic: str = "note_rule", skill: str | None = None) -> None:
    """Shops that the rules leave alone from then on."""
    n = len(at)
    world.sheets.actions.add(
        n, staff=staff, at=np.where((at > 0) & (at < END), at, np.nan), kind=WHITELIST, target_kind="merchant", target=shop,
        before="off", after="on", note=_noted(rng, topic, n, skill),
    )  # fmt: skip


def _rules(world: World, rng: Dice) -> None:
    n = max(8, world.orders // 1500)
    at = office_hours(rng, BUYING.draw(rng, n, DAY, END) - rng.uniform(0.2, 4, n) * DAY)
    staff = np.where(rng.random(n) < 0.6, world.office.on_duty(rng, RISK, at), world.office.on_duty(rng, CAMPAIGNS, at))
    turn_rules(world, rng, staff, at)


def _lists(world: World, rng: Dice) -> None:
    """Large brands are let through, and now and then a new shop that somebody vouches for."""
    market = world.market
    n = max(6, market.merchants // 60)
    young = (market.opened > 0) & (market.opened < END - 10 * DAY)
    large = market.weight >= np.quantile(market.weight, 0.93)
    shop = pick(rng, np.where(large, 1.0, np.where(young, 0.35, 0.004)), n)
    at = office_hours(rng, rng.uniform(np.maximum(market.opened[shop], 0) + 0.5 * DAY, END, n))
    whitelist(world, rng, world.office.on_duty(rng, MERCHANTS, at, desk=shop), at, shop)


def _subsidies(world: World, rng: Dice) -> None:
    """Every subsidy set by hand is one act of whoever created the campaign; a quarter of the budgets are raised on the way."""
    campaigns = world.sheets.campaigns.columns()
    rows = np.flatnonzero((campaigns["kind"] == SUBSIDISED) & (campaigns["creator_kind"] == STAFF))
    n = len(rows)
    before = campaigns["starts"][rows] - rng.uniform(0.3, 5, n) * DAY
    raised = np.flatnonzero(rng.random(n) < 0.25)
    during = campaigns["starts"][rows] + rng.uniform(0.2, 0.8, n) * (campaigns["ends"] - campaigns["starts"])[rows]
    at = office_hours(rng, np.concatenate([before, during[raised]]))
    which = np.concatenate([rows, rows[raised]])
    at = np.where(world.office.left[campaigns["creator"][which]] <= at, np.nan, at)
    yuan = campaigns["budget"][which] // 100
    later = np.arange(len(which)) >= n
    step = np.where(later, (yuan * rng.choice([1.3, 1.5, 2.0], len(which))).astype(np.int64) // 100 * 100 + 100, yuan)
    world.sheets.actions.add(
        len(which), staff=campaigns["creator"][which], at=np.where((at > 0) & (at < END), at, np.nan), kind=SET_SUBSIDY,
        target_kind="campaign", target=which, before=_texts(np.where(later, yuan, 0)), after=_texts(step),
        note=_noted(rng, "note_rule", len(which), None),
    )  # fmt: skip


def approve_claims(world: World) -> None:
    """For every claim that somebody approved, false ones too: the act, within the hour."""
    rng = world.dice("approvals")
    claims = world.sheets.claims.columns()
    rows = np.flatnonzero((claims["approver"] >= 0) & (claims["at"] < END))
    at = claims["at"][rows] + rng.uniform(120, 3400, len(rows))
    world.sheets.actions.add(
        len(rows), staff=claims["approver"][rows], at=np.where(at < END, at, np.nan), kind=APPROVE, target_kind="claim", target=rows,
        note=_noted(rng, "note_claim", len(rows), None),
    )  # fmt: skip


def approvers(world: World, rng: Dice, at: Floats, desk: Ints) -> Ints:
    """Who approves claims at these times; one in six is paid by rule, without anybody."""
    who = world.office.on_duty(rng, CLAIMS, at, desk=desk)
    return np.where(rng.random(len(at)) < 1 / 6, NONE, who)


def _texts(values: Ints) -> object:
    return np.array([str(value) for value in values.tolist()], dtype=object)


def _noted(rng: Dice, topic: str, n: int, skill: str | None) -> object:
    found = np.array([None] * n, dtype=object)
    rows = np.flatnonzero(rng.random(n) < NOTED)
    found[rows] = lines(rng, topic, len(rows), skill=skill)
    return found
