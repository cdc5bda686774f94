"""Every number the world is made with, each beside the row it comes from."""

from dataclasses import dataclass, field
from typing import TypeVar

VERSION = 3
"""Of the world's ways: another number, other worlds from the same seed."""
Range = tuple[float, float]
_T = TypeVar("_T")


def known(value: _T, source: str) -> _T:
    """A default and where it comes from (`§3.3` is a section of the domain study; `assumed` says that nothing better was found)."""
    found: _T = field(default=value, metadata={"source": source})
    return found


@dataclass(frozen=True, kw_only=True)
class Parameters:
    """The defaults are those of the recipe `city`. Ranges are (low, high), drawn once for each ring, group or world."""

    # How much of it is false
    false_orders: Range = known((0.024, 0.033), "§3.1 share of fake orders: 1 to 10 % by category")
    false_reviews: Range = known((0.062, 0.078), "§3.1 Dianping 2024/2025, Trustpilot: 5.7 to 8 %")
    false_merchants: float = known(0.018, "§3.1 Dianping 2024: 0.82 % of merchants punished; not all are caught")
    naive_share: float = known(0.5, "assumed; both forms must be judged")
    trades: tuple[str, ...] = known((), "trades that the world holds; all where none is named")
    paying_shops: float = known(0.0, "§3.2 Yunhe 2024; shops an order that pay, where all rings serve the same ones; 0: each finds its own")
    reviews_each: float = known(0.0, "§3.2 Yunhe 2024; false reviews for a false order, where a case says so; 0: what the trades bring")
    false_likes: float = known(0.0, "§3.2 Yunhe 2024; likes an order that sites are paid for, where a case says so; 0: what the trade has")
    wholesale: float = known(1.0, "assumed: how many times its ordinary size a ring has, and its people")
    lookalikes: float = known(1.0, "how many times its ordinary share every innocent lookalike has; 2 in the recipe `null`")

    # The web of pages
    pages_per_order: float = known(0.005, "assumed; pages are dear to read. One page an order in the recipe `hotline`")
    false_pages: Range = known(
        (0.16, 0.24), "§4.2 at least 30 % of home repair is black; fewer of the pages, so that precision is read at a low rate"
    )

    # The market
    orders_per_account: float = known(5.0, "§3.3 orders per account 0.3 to 1 a week for the active; the mean holds the many who buy once")
    orders_per_merchant: float = known(
        40.0, "§3.1 Dianping: 33 reviews a merchant and year, at one review in four orders 65 orders in half a year; smaller shops"
    )
    products_per_merchant: float = known(10.65, "fit to Olist: 32,951 products of 3,095 sellers")
    shelf_exponent: float = known(0.7, "fit to Olist: how much longer the list of a bigger shop is, by products sold of each seller")
    buyer_sigma: float = known(
        1.05, "assumed; the busier half is to order 0.3 to 1 times a week (§3.3); in Olist 97 % buy once in two years"
    )
    shop_sigma: float = known(1.75, "fit to Olist: Gini 0.84 of items by seller, with its zeros")
    product_sigma: float = known(1.3, "fit to Olist: Gini 0.91 of items by product, with its zeros")
    loyal_share: float = known(0.2, "assumed: orders that go back to a shop the buyer knows")
    basket_share: float = known(
        0.033, "fit to Olist: 1.033 different products an order; orders that are a further line of the checkout before"
    )
    several_share: float = known(0.06, "fit to Olist: lines of two or three pieces, half as many again where the price is under 40")
    unpaid_share: float = known(0.025, "assumed: orders that are never paid; Olist shows no such orders")
    called_off_share: float = known(0.0063, "fit to Olist: 625 canceled of 99,441 orders")
    stalled_share: float = known(0.006, "fit to Olist: 609 unavailable of 99,441 orders; more where a shop is tiny (assumed)")
    coupon_share: float = known(0.28, "assumed")
    sent_on_share: float = known(0.06, "assumed: checkouts that go to a friend, to parents, to a customer")
    new_shop_share: float = known(0.1, "§3.2 half of the shops under 18 months old")
    chain_share: float = known(0.09, "assumed: shops whose legal entity runs another one")
    warehouse_share: float = known(0.22, "§2 row 3: third-party warehouses, the false alarm of sender hubs")
    overflow_share: float = known(0.08, "assumed: shops that send a minority of parcels by an overflow warehouse")
    exact_weight_share: float = known(0.06, "assumed: shops that declare the weight of the catalogue")

    # People and their things
    household_shared: float = known(0.3, "assumed: households of two or three accounts")
    station_share: float = known(0.2, "assumed: households that fetch from a parcel station")
    family_phone_share: float = known(0.03, "§3.3 device to accounts 1.0 to 1.3")
    second_phone_share: float = known(0.12, "§3.3 device to accounts 1.0 to 1.3")
    phone_change_share: float = known(0.09, "assumed: half-year share of people who change their phone")
    second_hand_share: float = known(0.2, "assumed: changed phones that another account goes on with")
    work_network_share: float = known(0.28, "assumed: people who also shop from a company or campus network")
    moving_share: float = known(0.03, "assumed: people who go on from another line, at a new flat or with a partner")
    mobile_share: float = known(0.3, "assumed: sessions over a carrier's shared network")
    proxy_share: float = known(0.012, "assumed: people behind a proxy or hosting network")

    # Looking
    search_share: float = known(0.55, "assumed: buying sessions that begin with a search")
    dwell_median: float = known(38.0, "§3.3 session length: mean 2 to 3 min, lognormal")
    dwell_sigma: float = known(1.05, "§3.3 session length: sigma about 1")
    other_looks: float = known(
        0.8, "§3.3 session length: mean 2 to 3 min leaves room for some three looks a session (UCI has 18); median, rounded down"
    )
    other_looks_sigma: float = known(1.25, "fit to UCI shoppers: log sigma 1.25 of product pages a session")
    long_look_share: float = known(0.08, "assumed: honest looks of five minutes and more")
    earlier_look_share: float = known(0.32, "§3.3 time from view to order: heavy tail")
    idle_logins: float = known(3.0, "assumed: log-ins an account besides those of its sessions")
    browsing: float = known(0.8, "sessions without an order for each with one; the log keeps a sample of what §3.3 (0.81 % buy) would give")

    editor_share: float = known(
        0.004, "assumed: people who compare prices by the hundred, for a living or out of passion; share of accounts"
    )

    # Live rooms
    live_shop_share: float = known(0.05, "assumed: shops that go live")
    live_rooms: float = known(6.0, "assumed: median of the evenings of such a shop")
    live_crowd: float = known(9.0, "assumed: median of the viewers of a room whom the log keeps; heavy tail")
    live_order_share: float = known(0.02, "assumed: orders placed from live rooms of shops")

    # Parcels
    local_share: float = known(0.35, "§3 hard negatives: local same-day parcels with few scans, of those that stay in one city")
    packaging_g: float = known(45.0, "assumed")

    # Reviews
    review_share: float = known(0.225, "§3.3 review share of orders: low")
    orderless_reviews: float = known(0.13, "assumed: reviews of things bought elsewhere, or a second one")
    review_delay_days: float = known(1.85, "fit to Olist: answers after the survey is sent; §3.3 review delay: days, heavy tail")
    review_delay_sigma: float = known(0.71, "fit to Olist: the same")
    late_review_share: float = known(0.1, "fit to Olist: the same, answers of the long tail")
    late_review_sigma: float = known(1.9, "fit to Olist: the same, log sigma of the long tail")
    review_likes: float = known(0.35, "assumed: median of the likes of a review before they are rounded down; heavy tail")
    shop_mood: float = known(0.2, "fit to Olist: 3 % of the variance of stars lies between sellers")
    quick_review_share: float = known(0.1, "assumed: honest reviews within the hour; Olist's survey goes out too late to show them")
    photo_share: float = known(0.16, "assumed")
    page_photo_share: float = known(0.07, "assumed: photo reviews that show a picture of the product page")
    default_praise_share: float = known(0.16, "§3.3 platform default praise")
    phrase_share: float = known(0.1, "assumed: reviews tapped together from phrases the platform offers")
    short_share: float = known(0.24, "shared samples: short honest reviews repeat; the share is assumed")
    paste_share: float = known(0.03, "assumed: people who give every purchase the same text")

    # Honest money
    friend_share: float = known(0.13, "assumed: transfers between friends for each order")
    exact_friend_share: float = known(0.25, "assumed: of these, the price of a thing bought for the friend, to the cent, within the day")
    payroll_share: float = known(0.06, "assumed: accounts that firms pay wages or commissions")
    small_refund_share: float = known(0.02, "§2 hard negatives: price protection, shipping insurance, goodwill")
    compensation_share: float = known(0.008, "assumed")

    # Lookalikes, as shares of accounts or orders
    dormitory_share: float = known(0.03, "§3 hard negatives: dorm phones and Wi-Fi; share of accounts")
    dormitory_size: Range = known((12, 60), "assumed: accounts on one floor")
    flash_share: float = known(0.02, "§3 hard negatives: promotion bursts; share of orders")
    flash_size: Range = known((60, 400), "assumed: orders of one burst")
    group_buy_share: float = known(0.014, "§3 hard negatives: group-buy leaders; share of orders")
    group_buy_size: Range = known((8, 30), "assumed: neighbours of one leader")
    fan_club_share: float = known(0.01, "algorithms §8: one innocent cause behind three columns; share of orders")
    fan_club_size: Range = known((25, 80), "assumed")
    new_friends_share: float = known(0.4, "§3 hard negatives: new shops whose friends order first; share of new shops")
    viral_share: float = known(0.009, "§3 hard negatives: viral short-video fame; share of orders")
    viral_size: Range = known((80, 400), "assumed: orders of one link")
    campaign_start_share: float = known(0.01, "§2 row 23 turned round: new shops that do well in a campaign set for them; share of orders")
    hunter_share: float = known(0.01, "§2 row 22 turned round: families who buy what is subsidised; share of orders")
    company_share: float = known(0.008, "§3 hard negatives: company orders on one address; share of orders")
    consumables_share: float = known(0.012, "§3 hard negatives: consumables with high repurchase; share of orders")
    trial_share: float = known(0.005, "§3 hard negatives: platform trial programmes; share of orders")
    taste_share: float = known(0.012, "§3 hard negatives: people of one rare taste; share of orders")
    taste_size: Range = known((15, 50), "assumed: people of one taste")
    signup_share: float = known(0.012, "assumed: accounts opened at a fair or for a campaign, within hours")
    shop_kin_share: float = known(
        0.012, "assumed: orders of shops' people from the office line, and of their kin at the shop; share of orders"
    )

    influencer_share: float = known(0.01, "§3 hard negatives: live bursts of people with a following; share of orders")
    influencer_size: Range = known((40, 400), "assumed: orders of one stream")

    # Rings
    ring_sigma: float = known(0.45, "assumed; medians of each trade's rings stand in the table of trades")
    hub_honest_share: float = known(0.5, "assumed: hubs that also send for honest shops")
    overlap_share: float = known(0.05, "assumed: workers who are in two rings")


@dataclass(frozen=True, kw_only=True)
class Task:
    """How a ring of task brushing works (row 1 of §2)."""

    workers: Range = known((10, 60), "§3.3 ring size 20 to 200 a studio; small ones too")
    orders_each: Range = known(
        (5, 14), "§3.3 orders per account: 5 to 100 a day in a studio; fewer here, spread over the shops of one ring"
    )
    merchants: Range = known((2, 6), "assumed")
    weeks: Range = known((2, 6), "§3.3 campaign length 2 to 6 weeks; skilled 3 to 6 months")
    drop_size: Range = known((8, 26), "§2 row 1: burst; skilled one to three at a time")
    drop_hours: Range = known((1, 4), "§2 row 1: within hours")
    dwell_median: float = known(360.0, "§3.3 session length 5 to 7 min a task; skilled 3 to 10 min in all")
    dwell_sigma: float = known(0.13, "§3.3 session length sigma .1 to .2")
    rivals: Range = known((0, 1), "§3.3 two or three rival items first, where skilled")
    next_day_share: float = known(0.0, "§3.3 view to order: minutes; skilled next day")
    depth: Range = known((30, 140), "§2 row 1: target rank deep yet clicked")
    keywords: Range = known((1, 2), "§2 row 1: the same rare query; skilled turns several over")
    coupon_share: float = known(0.02, "§2 row 1: coupon-less")
    hub_share: float = known(0.96, "§2 row 3: one sender for many shops")
    hubs: Range = known((1, 2), "§3.3 sender to shops; skilled: rotating cloud senders")
    empty_share: float = known(0.85, "§3.3 parcel weight under 50 g in 85 %; skilled: none, spec ±1 %")
    review_share: Range = known((0.5, 0.95), "§3.3 review share 35 to 100 %; skilled 20 to 40 %")
    review_delay_h: Range = known((0.05, 1.0), "§3.3 review delay under an hour; skilled 1 to 3 days")
    five_star_share: float = known(0.99, "§3.3 rating 98 to 100 % five stars; skilled 95 %")
    visible_money: float = known(0.85, "§3.3 payment return on the platform; skilled mostly off it")
    visible_posts: float = known(0.5, "assumed: tasks that are handed out in a group of the platform")
    fee: Range = known((3, 9), "§3.3 payment return: price and 3 to 9 yuan")
    pay_delay_h: Range = known((0.3, 9), "§3.3 payment return: same day; skilled days later")
    middlemen: Range = known((1, 3), "assumed; skilled pays through more hands")


NAIVE_TASK = Task()
SKILLED_TASK = Task(
    workers=(20, 150),
    orders_each=(5, 9),
    merchants=(3, 8),
    weeks=(12, 24),
    drop_size=(1, 3),
    drop_hours=(6, 20),
    dwell_median=170.0,
    dwell_sigma=0.5,
    rivals=(2, 3),
    next_day_share=0.65,
    depth=(4, 60),
    keywords=(4, 7),
    coupon_share=0.2,
    hub_share=0.85,
    hubs=(2, 4),
    empty_share=0.0,
    review_share=(0.2, 0.4),
    review_delay_h=(20, 80),
    five_star_share=0.95,
    visible_money=0.4,
    visible_posts=0.1,
    pay_delay_h=(20, 150),
    middlemen=(2, 6),
)


RECIPES: dict[str, Parameters] = {
    "city": Parameters(),
    "demo": Parameters(naive_share=0.7),
    "null": Parameters(false_orders=(0.0, 0.0), false_reviews=(0.0, 0.0), false_pages=(0.0, 0.0), false_merchants=0.0, lookalikes=2.0),
    "hotline": Parameters(pages_per_order=1.0),
    "yunhe": Parameters(
        false_orders=(1 / 3, 1 / 3), reviews_each=0.75, false_likes=25 / 60, paying_shops=5_000 / 60e6, wholesale=8.0, review_likes=1.05,
        trades=("task_brushing", "crowd_ring", "empty_parcel", "written_reviews", "fake_engagement"),
    ),
}  # fmt: skip
"""Worlds by name: `city` is the ordinary one, `demo` shows naive rings first, `null` has no fraud and twice the lookalikes, `hotline` has a page
for every order, `yunhe` is one case as it was told."""
DEFAULT_ORDERS = {"yunhe": 600_000}
"""Orders of a recipe that is not asked for a number, where it is not the ordinary 100,000; 60 million would be the whole case."""
