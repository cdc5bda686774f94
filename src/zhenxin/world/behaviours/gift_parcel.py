"""Gift parcels (row 3): a cloud warehouse sends tissues or a key-ring for whoever's order it is, the whole way."""

import numpy as np

from zhenxin.world.behaviours.parcel_business import Business, serve, settle_up, small_goods
from zhenxin.world.parcels import WAY
from zhenxin.world.plan import MATCHED, REAL
from zhenxin.world.rings import Recruits, Ring
from zhenxin.world.state import Happened, World
from zhenxin.world.trades import ORDERS, Commission, Trade

TRADE = Trade(unit=ORDERS, share=0.05, size=150, reviews=(0.3, 0.2), source="§2 row 3, §3.2 Hangzhou Shantao gift sites; share assumed")

NAIVE = Business(hubs=(1, 2), strangers_share=0.6, freelance_share=0.45)
SKILLED = Business(
    orders_a_shop=(3, 7), accounts_a_shop=(1.5, 2.5), freelance_share=0.55, weeks=(12, 24), batch=(1, 1), hubs=(3, 5), hub_share=0.85,
    strangers_share=0.35, by_link_share=0.2, review_share=(0.15, 0.25), review_delay_h=(20, 80), five_star_share=0.95, visible_money=0.3,
)  # fmt: skip
_GIFTS = (10.0, 160.0)
"""Grams of what is given."""


def plan(world: World, commission: Commission, recruits: Recruits) -> Ring:
    """A warehouse that does `commission`: one weight for many goods, or, with skill, filled up to what the catalogue says."""
    rng = world.dice("gifts", commission.number)
    ring = serve(world, commission, recruits, SKILLED if commission.skilled else NAIVE)
    sent = ring.plan.sender >= 0
    gifts = small_goods(world, rng, 3, _GIFTS)
    ring.plan.content = np.where(sent, gifts[rng.integers(0, len(gifts), len(ring.plan))], ring.plan.content)
    ring.plan.heft = np.where(sent & commission.skilled, MATCHED, REAL)
    ring.plan.track = np.where(sent, WAY, ring.plan.track)
    if not commission.skilled:
        world.market.flat[ring.hubs] = rng.choice([120.0, 150.0, 200.0, 300.0], len(ring.hubs))
    return ring


def settle(world: World, ring: Ring, happened: Happened) -> None:
    """Shops keep a balance with the warehouse, and give back what was laid out."""
    settle_up(world, ring, happened, SKILLED if ring.commission.skilled else NAIVE)
