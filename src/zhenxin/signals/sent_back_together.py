"""Whether buyers who meet at rare things beyond chance call off, refuse or send back what they order there, where others keep it."""

from zhenxin.signals._base import Batches, Signal, Words, dataclass, days
from zhenxin.signals._crews import KEPT_BY_OTHERS, NOT_KEPT, SENT_BACK, told


@dataclass(frozen=True, kw_only=True)
class SentBackTogether(Signal):
    """Bits of surprise at how much a crew called off, refused or sent back of what it ordered at its things.

    A crew is five buyers and more, at different doors, who ordered several things together beyond chance (`kernels/crews.py`); that alone says
    nothing. Expected is the most of what others there, anybody in the category, and the members elsewhere do not keep, a quarter as much again
    and a twentieth; the busiest member does not count. Where a shop cannot deliver it cancels for everybody, and dresses come back from all. What was
    ordered in a shop's live room is measured apart (see sent_back_after_live); here the shop is hurt, and protected before it is punished.
    """

    entity = "order"
    window = days(120)
    evidence = "conduct"
    act = True
    together = True
    levels = (6, 9, 18)
    speaks_for = ("malicious_refusal", "reverse_brushing")
    silent_on = ("high_return", "taste_community", "fan_club", "group_buy", "flash_sale", "influencer", "angry_buyer")
    can_do_without = ("orders.address_hash", "orders.status_at", "products", "products.category", "visits", "visits.merchant_id")
    label = Words("sent back in company", zh="结伴退货取消")
    innocent = KEPT_BY_OTHERS
    source = "domain.md §2 rows 18, 19: refusals of more than 80 %, many refunds; pair test: algorithms.md §4"
    reason = SENT_BACK
    sql = NOT_KEPT

    def kernel(self, batches: Batches) -> Batches:
        """Find the crews and name the orders that they did not keep."""
        yield from told(batches, self.floor, live=False)
