"""Whether buyers who meet at rare things beyond chance order them in live rooms and do not keep them, where others do."""

from zhenxin.signals._base import Batches, Signal, Words, dataclass, days
from zhenxin.signals._crews import KEPT_BY_OTHERS, NOT_KEPT, SENT_BACK, told


@dataclass(frozen=True, kw_only=True)
class SentBackAfterLive(Signal):
    """Bits of surprise at how much a crew called off, refused or sent back of what it ordered at its things, half of it and more in live rooms.

    In a live room is within six hours of coming to the shop's, which may be told an hour late. A crew is five buyers and more, at different doors, who
    ordered several things together beyond chance (`kernels/crews.py`); that alone says nothing, as fans of one room meet so too. Expected is the
    most of what others there, anybody in the category, and the members elsewhere do not keep, a quarter as much again and a twentieth; the busiest
    member does not count.
    """

    entity = "order"
    window = days(120)
    evidence = "conduct"
    act = True
    together = True
    levels = (6, 9, 18)
    speaks_for = ("live_inflation",)
    silent_on = ("high_return", "taste_community", "fan_club", "group_buy", "flash_sale", "influencer", "angry_buyer")
    can_do_without = ("orders.address_hash", "orders.status_at", "products", "products.category")
    label = Words("sent back in company after a live show", zh="直播下单结伴退货")
    innocent = KEPT_BY_OTHERS
    source = "domain.md §2 row 14: sales of a show that go back after it; pair test: algorithms.md §4"
    reason = SENT_BACK
    sql = NOT_KEPT

    def kernel(self, batches: Batches) -> Batches:
        """Find the crews and name the orders that they did not keep."""
        yield from told(batches, self.floor, live=True)
