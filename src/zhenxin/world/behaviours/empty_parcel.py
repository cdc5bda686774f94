"""Empty parcels (row 2): a site sells tracking numbers; parcels of some grams, two scans, to people out of stolen trade records."""

import numpy as np

from zhenxin.world.behaviours.parcel_business import Business, serve, settle_up
from zhenxin.world.parcels import BARE, WAY
from zhenxin.world.plan import EMPTY, MATCHED
from zhenxin.world.rings import Recruits, Ring
from zhenxin.world.state import Happened, World
from zhenxin.world.trades import ORDERS, Commission, Trade

TRADE = Trade(unit=ORDERS, share=0.06, size=150, reviews=(0.3, 0.2), source="§2 row 2; share assumed")

NAIVE = Business()
SKILLED = Business(
    orders_a_shop=(3, 7), accounts_a_shop=(1.5, 2.5), freelance_share=0.55, weeks=(12, 24), batch=(1, 1), hubs=(2, 4), hub_share=0.9,
    strangers_share=0.55, by_link_share=0.25, review_share=(0.15, 0.25), review_delay_h=(20, 80), five_star_share=0.95, visible_money=0.3,
)  # fmt: skip


def plan(world: World, commission: Commission, recruits: Recruits) -> Ring:
    """A site that does `commission`: numbers that are scanned twice, or, with skill, small parcels weighed to match that go the whole way."""
    rng = world.dice("empty parcels", commission.number)
    if commission.skilled:
        ring = serve(world, commission, recruits, SKILLED)
        ring.plan.heft = np.where(ring.plan.sender >= 0, MATCHED, ring.plan.heft)
        ring.plan.track = np.where(ring.plan.sender >= 0, WAY, ring.plan.track)
        return ring
    ring = serve(world, commission, recruits, NAIVE)
    n = len(ring.plan)
    ring.plan.heft = np.full(n, EMPTY, dtype=np.int64)
    ring.plan.track = np.where(rng.random(n) < 0.85, BARE, WAY)
    if rng.random() < 0.6:
        world.market.flat[ring.hubs] = float(rng.integers(20, 60))
    return ring


def settle(world: World, ring: Ring, happened: Happened) -> None:
    """Shops pay for numbers in advance, and give back what was laid out."""
    settle_up(world, ring, happened, SKILLED if ring.commission.skilled else NAIVE)
