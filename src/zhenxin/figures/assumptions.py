"""The numbers that a loss is reckoned with and that no data set tells: each as low, base and high, with its source."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Assumption:
    """A number that is not in the data. low <= base <= high."""

    name: str
    low: float
    base: float
    high: float
    unit: str
    source: str

    @property
    def ends(self) -> tuple[float, float, float]:
        """low, base and high."""
        return self.low, self.base, self.high

    def said(self) -> dict[str, object]:
        """As it stands in the column `inputs`."""
        return {"name": self.name, "value": [self.low, self.base, self.high], "unit": self.unit, "source": self.source}


SPREAD = 0.25
"""Of an elasticity, from one ring to the next, as a share of it (standard deviation); assumed. The volume elasticity of goods that cannot be tried, 0.618
(You et al. 2015), lies six of them above the mean of all goods."""
REACH = 3.0
"""Spreads between an elasticity and its ends: a market's own may well be stranger than the studies' mean says. Chosen with `diversion.SURE` on made-up
markets of known loss, seeds 201 to 204 (docs/damage.md)."""
_LOW, _HIGH = 1 - REACH * SPREAD, 1 + REACH * SPREAD
_YOU = "You, Vadakkepatt and Joshi 2015, Journal of Marketing 79(2), mean of 51 studies; ends are three spreads of a quarter of it away (assumed)"

VOLUME = Assumption("volume_elasticity", 0.236 * _LOW, 0.236, 0.236 * _HIGH, "% sales for 1 % of orders and reviews shown", _YOU)
VALENCE = Assumption("valence_elasticity", 0.417 * _LOW, 0.417, 0.417 * _HIGH, "% sales for 1 % of mean rating shown", _YOU)
STOCK = Assumption("shown_before", 5.0, 5.0, 5.0, "orders and reviews", "assumed: what a page shows before the data begin")
MOST = Assumption(
    "most_uplift",
    1.0,
    1.0,
    1.0,
    "share of honest sales",
    "assumed: brushing at most doubles them; 0.272 is the mean in NBER working paper 34161 (2025)",
)
DIVERSION = Assumption(
    "diversion_bound",
    1.0,
    1.0,
    1.0,
    "share of the gain",
    "assumed: all of it came from others of the category; no more can be lost than was gained",
)
RIVALS = Assumption(
    "rivals_loss_elsewhere",
    0.02,
    0.044,
    0.08,
    "share of rivals' sales",
    "NBER working paper 34161 (2025): -4.4 % units; beside, not reckoned with",
)
DECEIVED = Assumption(
    "would_not_have_bought",
    0.031,
    0.031,
    0.092,
    "share of honest spending",
    "gov.uk, DBT 2023, fake online reviews: 3.1 %; 9.2 % of goods above 80 pounds",
)
DEAR = Assumption("dear", 730.0, 730.0, 730.0, "yuan", "80 pounds at 9.1 yuan; assumed rate")
SHIPPING = Assumption("shipping_a_parcel", 3.0, 6.0, 12.0, "yuan", "assumed: one way and back, small parcels in China")
HANDLING = Assumption("handling_a_case", 2.0, 5.0, 15.0, "yuan", "assumed: customer service for one false order, review or claim")
TAIL_DAYS = Assumption("recovery", 28.0, 28.0, 28.0, "days after the last deed", "assumed: recovery of rank and rating")
PAST_DAYS = Assumption("least_past", 28.0, 28.0, 28.0, "days before the first deed", "assumed: no usual income is known from less")
PAST_ORDERS = Assumption("least_orders_before", 10.0, 10.0, 10.0, "orders", "assumed: the same")
LEAST_DEEDS = Assumption("least_deeds", 5.0, 5.0, 5.0, "accused orders and reviews", "assumed: fewer are no attack that moves sales")
PEERS = Assumption(
    "least_shops_compared", 8.0, 8.0, 8.0, "shops", "assumed: fewer of the category tell no trend; then those of all categories"
)
LEAST_LOSS = Assumption(
    "least_loss_listed", 300.0, 300.0, 300.0, "yuan", "assumed: rivals who lost less have no row; their sum stands in the gain's inputs"
)
TREBLE = {
    "name": "price_times_three", "value": 3, "unit": "times the price", "source": "消费者权益保护法 art. 55: what a deceived buyer may claim; not in the sum",
}  # fmt: skip
