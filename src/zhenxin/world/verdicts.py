"""What the platform decided before anybody asked this product: some of the false are punished, late; some innocents too, and the known good."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from zhenxin.world.arrays import Dice, Floats, Ints, lognormal, pick_apart
from zhenxin.world.clock import DAY, END
from zhenxin.world.office import RISK
from zhenxin.world.parameters import known
from zhenxin.world.rings import Ring, late
from zhenxin.world.state import World


@dataclass(frozen=True, kw_only=True)
class Court:
    """How much is decided, and how well."""

    merchants: float = known(0.008, "§3.1 Dianping 2024: 0.82 % of merchants punished")
    accounts: float = known(0.004, "assumed; Dianping punished 310,000 users of an unknown number")
    right: float = known(0.82, "assumed: of those punished, really false")
    cleared: float = known(0.3, "assumed: for each who is punished, others looked into and found honest")
    delay_days: float = known(40.0, "§3.2 Amazon groups: deletion lag over 100 days; shorter here, median after the ring began")
    overturned: float = known(0.65, "assumed: wrong decisions that do not stand")
    overturned_right: float = known(0.05, "assumed: right decisions that do not stand")
    warehouses: float = known(0.6, "assumed: shared warehouses that the platform knows")
    stations: float = known(0.3, "assumed: parcel stations that the platform knows")


COURT = Court()
_MEASURES = {
    "merchant": ("points_deducted", "search_demotion", "sales_removed", "shop_closed", "fine"),
    "account": ("reviews_hidden", "account_limited", "account_closed"),
}


def decide(world: World, rings: Sequence[Ring]) -> None:
    """Verdicts on merchants and accounts, and the list of what is known to be good."""
    rng = world.dice("verdicts")
    for kind, share, count in (("merchant", COURT.merchants, world.market.merchants), ("account", COURT.accounts, world.people.count)):
        asked = share * count
        index, since = _false(world, rings, kind)
        guilty = rng.permutation(len(index))[: int(rng.poisson(asked * COURT.right))]
        delay = lognormal(rng, COURT.delay_days * DAY, 0.7, len(guilty))
        _sentence(world, rng, kind, index[guilty], since[guilty] + delay, fraud=True, overturned=COURT.overturned_right)
        for number, fraud in ((rng.poisson(asked * (1 - COURT.right)), True), (rng.poisson(asked * COURT.cleared), False)):
            honest, at = _innocent(world, rng, kind, int(number))
            _sentence(world, rng, kind, honest, at, fraud=fraud, overturned=COURT.overturned if fraud else 0.0)
    _known_good(world, rng)


def _false(world: World, rings: Sequence[Ring], kind: str) -> tuple[Ints, Floats]:
    """Who is false and since when, each once; only whom the key calls so."""
    members = [(ring.shops if kind == "merchant" else np.concatenate([ring.workers, ring.middlemen]), ring.starts) for ring in rings]
    index = np.concatenate([np.empty(0, dtype=np.int64), *(who for who, _ in members)])
    since = np.concatenate([np.empty(0), *(np.full(len(who), starts) for who, starts in members)])
    order = np.lexsort((since, index))
    index, since = index[order], since[order]
    first = np.concatenate([np.ones(min(len(index), 1), dtype=np.bool_), index[1:] != index[:-1]])
    kept = first & np.isin(index, world.key.false_ones(kind))
    return index[kept], since[kept]


def _innocent(world: World, rng: Dice, kind: str, n: int) -> tuple[Ints, Floats]:
    """Honest ones who were looked at: those who resemble somebody first."""
    count = world.market.merchants if kind == "merchant" else world.people.count
    alike = [np.asarray(row.entities) for row in world.key.rows if row.kind == kind and row.behaviour.startswith("hard:")]
    weights = np.full(count, 0.3)
    weights[np.concatenate([np.empty(0, dtype=np.int64), *alike])] = 1.0
    weights[world.key.false_ones(kind)] = 0.0
    chosen = pick_apart(rng, weights, n)
    began = world.market.opened[chosen] if kind == "merchant" else world.people.registered[chosen]
    return chosen, rng.uniform(np.clip(began + 20 * DAY, 10 * DAY, END), END, len(chosen))


def _sentence(world: World, rng: Dice, kind: str, index: Ints, at: Floats, *, fraud: bool, overturned: float) -> None:
    n = len(index)
    judges = world.office.on_duty(rng, RISK, np.where(at < END, at, 0.0))
    measure = np.array(_MEASURES[kind], dtype=object)[rng.integers(0, len(_MEASURES[kind]), n)]
    appeal = np.where(rng.random(n) < overturned, at + rng.uniform(6, 60, n) * DAY, np.nan)
    world.sheets.verdicts.add(
        n, at=late(at), entity_kind=kind, entity=index, is_fraud=int(fraud), decided_by=judges, measure=measure if fraud else None,
        overturned=late(appeal),
    )  # fmt: skip


def _known_good(world: World, rng: Dice) -> None:
    """Shared warehouses, stations, accounts for tests; each entry ends some day, some have ended."""
    senders = world.market.shared_senders
    people, office = world.people, world.office
    places, living = np.unique(people.address, return_counts=True)
    stations = places[living >= 12]
    testers = np.unique(office.account[office.team == RISK])[:6]
    for kind, index, reason, share in (
        ("sender", senders, "third_party_warehouse", COURT.warehouses),
        ("address", stations, "parcel_station", COURT.stations),
        ("account", testers, "platform_test", 1.0),
    ):
        honest = index[~np.isin(index, world.key.false_ones(kind))]
        chosen = honest[rng.random(len(honest)) < share]
        until = END + rng.uniform(-60, 300, len(chosen)) * DAY
        judges = world.office.on_duty(rng, RISK, np.zeros(len(chosen)))
        world.sheets.known.add(len(chosen), entity_kind=kind, entity=chosen, reason=reason, decided_by=judges, until=until)
