"""Money back: who pays the people of a ring for what they laid out, when, and where it can be seen."""

import numpy as np

from zhenxin.world.arrays import Dice, Floats, Ints
from zhenxin.world.clock import DAY, HOUR, WEEK
from zhenxin.world.ledger import ACCOUNT, MERCHANT, OUTSIDE, RED_PACKET, TRANSFER
from zhenxin.world.parameters import Task
from zhenxin.world.rings import Ring, late
from zhenxin.world.state import Bought, World


def repay(world: World, ring: Ring, bought: Bought, task: Task) -> None:
    """Price and fee back to each worker: order by order on the day, or by the week through go-betweens, partly off the platform."""
    rng = world.dice("repay", ring.commission.number)
    rows = np.flatnonzero((bought.plan.ring == ring.commission.number) & ~np.isnan(bought.paid_at))
    if not len(rows):
        return
    payer_kind, payers = paymasters(ring)
    fee = np.round(rng.uniform(task.fee[0], task.fee[1], len(rows)) * 2) * 50
    cents = bought.amount[rows] + fee.astype(np.int64)
    at = bought.paid_at[rows] + np.exp(rng.uniform(np.log(task.pay_delay_h[0]), np.log(task.pay_delay_h[1]), len(rows))) * HOUR
    worker = bought.plan.account[rows]
    if ring.commission.skilled:
        at, worker, cents = _by_the_week(rng, at, worker, cents)
    seen = rng.random(len(at)) < task.visible_money
    payer = payers[(worker + rng.integers(0, 2, len(at)) * 3) % len(payers)]
    kind = np.where(rng.random(len(at)) < 0.25, RED_PACKET, TRANSFER)
    world.ledger.pay(np.where(seen, late(at), np.nan), cents, kind=kind, payer=(payer_kind, payer), payee=(ACCOUNT, worker))
    fund(world, rng, ring, bought, rows=rows, visible=task.visible_money)


def _by_the_week(rng: Dice, at: Floats, worker: Ints, cents: Ints) -> tuple[Floats, Ints, Ints]:
    """Half of the workers are paid once a week for all they did, in whole yuan; the others order by order, late."""
    weekly = worker % 2 == 0
    keys, where = np.unique(worker[weekly] * 100 + (at[weekly] // WEEK).astype(np.int64), return_inverse=True)
    sums = np.zeros(len(keys), dtype=np.int64)
    np.add.at(sums, where, cents[weekly])
    when = (keys % 100 + 1) * WEEK + rng.uniform(0, 2 * DAY, len(keys))
    rounded = np.concatenate([cents[~weekly], (sums + 99) // 100 * 100])
    return np.concatenate([at[~weekly], when]), np.concatenate([worker[~weekly], keys // 100]), rounded


def fund(world: World, rng: Dice, ring: Ring, bought: Bought, *, rows: Ints, visible: float) -> None:
    """Shops pay for their orders in lumps, some days or weeks at a time, to whoever hands the money out."""
    payer_kind, payers = paymasters(ring)
    shop = world.market.product_merchant[bought.plan.product[rows]]
    span = 2 * WEEK if ring.commission.skilled else 3 * DAY
    keys, where = np.unique(shop * 1000 + (bought.plan.at[rows] // span).astype(np.int64), return_inverse=True)
    sums = np.zeros(len(keys), dtype=np.int64)
    np.add.at(sums, where, bought.amount[rows] + 900)
    at = np.where(rng.random(len(keys)) < visible, (keys % 1000) * span + rng.uniform(0, 0.8, len(keys)) * span, np.nan)
    lump = np.where(rng.random(len(keys)) < 0.5, (sums + 9999) // 10000 * 10000, sums)
    world.ledger.pay(
        late(at), lump, kind=TRANSFER, payer=(MERCHANT, keys // 1000), payee=(payer_kind, payers[(keys // 1000) % len(payers)])
    )


def paymasters(ring: Ring) -> tuple[int, Ints]:
    """Who hands the money out: accounts where the ring has go-betweens, people outside the shop otherwise."""
    return (ACCOUNT, ring.middlemen) if len(ring.middlemen) else (OUTSIDE, ring.payers)
