"""Who lives here: accounts, their households, addresses, phones, networks and habits."""

from dataclasses import dataclass, field

import numpy as np

from zhenxin.world.arrays import NONE, Dice, Flags, Floats, Ints, full, lognormal, pick, spread
from zhenxin.world.categories import CATEGORIES, CITIES
from zhenxin.world.clock import BUYING, DAY, END, LOCAL, local_hour
from zhenxin.world.parameters import Parameters

HOME, MOBILE, CAMPUS, HOSTING, PROXY = range(5)
IP_KINDS = ["home", "mobile", "campus", "hosting", "proxy"]
CARRIERS_FROM, WORKS_FROM, PROXIES_FROM = 3_000_000_000, 4_000_000_000, 5_000_000_000
"""Where the numbers of the carriers', companies' and proxies' networks begin."""
_NEIGHBOURS = 30
"""Households behind one /24."""
_LEASES = 3
"""Addresses a household's line has in the half year."""


class Filed:
    """What accounts gave when they registered, where it is not their own or not left to chance; NONE otherwise."""

    def __init__(self, n: int) -> None:
        self.name, self.number, self.avatar = full(n), full(n), full(n)
        """The account whose name, phone number and picture it has; names and pictures beyond the accounts are somebody's who has none."""
        self.prefix = full(n)
        """Of the phone number; a place in `registers.PREFIXES`."""
        self.referrer = full(n)


@dataclass
class People:
    """Accounts by index and what belongs to them; behaviours and lookalikes move people about before anything happens."""

    region: Ints
    home: Ints
    home_after: Ints
    moves_at: Floats
    address: Ints
    carrier: Ints
    work: Ints
    proxy: Flags
    phone: Ints
    phone_after: Ints
    changes_at: Floats
    second: Ints
    card: Ints
    registered: Floats
    activity: Floats
    reviewing: Floats
    pastes: Flags
    tastes: Ints
    mobile: Floats
    """Share of an account's sessions over the carrier's network."""
    home_region: Ints
    home_kind: Ints
    home_block: Ints
    """Which /24 a household's line is in."""
    addresses: int
    devices: int
    bound: Flags
    """Who has plans already, with an innocent group or as somebody reborn: their past, the day of registration say, stays as it is."""
    racks: list[tuple[Ints, bool]] = field(default_factory=list)
    """Phones that stand on a shelf and are driven by a program, and whether somebody took care to hide it."""
    nurseries: dict[int, int] = field(default_factory=dict)
    """Accounts registered from somebody else's line, and that line."""
    filed: Filed = field(default_factory=lambda: Filed(0))

    _sorted: tuple[Ints, Ints, Ints] | None = None

    @property
    def count(self) -> int:
        """How many accounts there are."""
        return len(self.region)

    def by_region(self) -> tuple[Ints, Ints]:
        """Accounts in the order of their regions, and the place of each in it; sorted anew only where somebody has moved to another region."""
        if self._sorted is None or not np.array_equal(self._sorted[0], self.region):
            order = np.argsort(self.region, kind="stable").astype(np.int64)
            place = np.empty(self.count, dtype=np.int64)
            place[order] = np.arange(self.count)
            self._sorted = (self.region.copy(), order, place)
        return self._sorted[1], self._sorted[2]

    def add_homes(self, region: Ints, kind: int) -> Ints:
        """New lines, each in a /24 of its own: floors of a dormitory, a studio."""
        first = len(self.home_region)
        new = np.arange(first, first + len(region), dtype=np.int64)
        self.home_region = np.concatenate([self.home_region, region])
        self.home_kind = np.concatenate([self.home_kind, full(len(region), kind)])
        self.home_block = np.concatenate([self.home_block, new + 2_000_000_000])
        return new

    def add_addresses(self, n: int) -> Ints:
        """New addresses nobody lives at yet."""
        self.addresses += n
        return np.arange(self.addresses - n, self.addresses, dtype=np.int64)

    def add_devices(self, n: int) -> Ints:
        """New phones nobody has yet."""
        self.devices += n
        return np.arange(self.devices - n, self.devices, dtype=np.int64)


def settle(parameters: Parameters, rng: Dice, orders: int) -> People:
    """A population that fits `orders` orders; 120 accounts at the least."""
    n = max(120, round(orders / parameters.orders_per_account))
    sizes = np.where(rng.random(n) < parameters.household_shared, rng.choice([2, 2, 2, 3], n), 1)
    home, rank = spread(sizes)
    home, rank = home[:n], rank[:n]
    homes = int(home[-1]) + 1
    home_region = pick(rng, 1.0 / (np.arange(len(CITIES)) + 2.0) ** 0.8, homes)
    region = home_region[home]
    stations, addresses = _addresses(parameters, rng, home_region)
    registered = np.where(
        rng.random(n) < 0.14,
        BUYING.draw(rng, n, 0, END - 10 * DAY),
        -np.minimum(lognormal(rng, 700, 0.8, n), 4200 - lognormal(rng, 300, 0.6, n)) * DAY,
    )
    people = People(
        region=region,
        home=home,
        home_after=home.copy(),
        moves_at=np.full(n, np.inf),
        address=stations[home],
        carrier=rng.integers(0, 3, n),
        work=_work(parameters, rng, region),
        proxy=rng.random(n) < parameters.proxy_share,
        phone=np.arange(n, dtype=np.int64),
        phone_after=full(n),
        changes_at=np.full(n, np.inf),
        second=full(n),
        card=np.where((rank > 0) & (rng.random(n) < 0.12), np.arange(n) - rank, np.arange(n)),
        registered=registered,
        activity=lognormal(rng, 1.0, parameters.buyer_sigma, n),
        reviewing=rng.beta(0.7, 0.7 * (1 / parameters.review_share - 1), n),
        pastes=rng.random(n) < parameters.paste_share,
        tastes=pick(rng, [category.demand for category in CATEGORIES], 3 * n).reshape(n, 3),
        mobile=np.clip(rng.beta(1.2, 1.2 * (1 / parameters.mobile_share - 1), n), 0.02, 0.95),
        home_region=home_region,
        home_kind=full(homes, HOME),
        home_block=_blocks(home_region),
        addresses=addresses,
        devices=n,
        bound=np.zeros(n, dtype=np.bool_),
        filed=Filed(n),
    )
    _second_selves(rng, people, rank)
    _phones(parameters, rng, people, rank)
    movers = np.flatnonzero(rng.random(n) < parameters.moving_share)
    people.home_after[movers] = rng.integers(0, homes, len(movers))
    people.moves_at[movers] = BUYING.draw(rng, len(movers))
    return people


def _addresses(parameters: Parameters, rng: Dice, home_region: Ints) -> tuple[Ints, int]:
    """The address of every household: its own, or its parcel station (some hundreds of households share one)."""
    homes = len(home_region)
    address = np.arange(homes, dtype=np.int64)
    fetches = rng.random(homes) < parameters.station_share
    station = home_region * 1000 + rng.integers(0, 1 + np.bincount(home_region, minlength=len(CITIES))[home_region] // 900, homes)
    _, index = np.unique(station, return_inverse=True)
    address[fetches] = homes + index[fetches]
    return address, homes + int(index.max()) + 1


def _work(parameters: Parameters, rng: Dice, region: Ints) -> Ints:
    """Company and campus networks, a handful a region, some large."""
    n = len(region)
    works = region * 10_000 + np.floor(np.exp(rng.uniform(0, np.log(3 + np.bincount(region)[region] / 12.0)))).astype(np.int64)
    return np.where(rng.random(n) < parameters.work_network_share, works, NONE)


def _blocks(home_region: Ints) -> Ints:
    order = np.argsort(home_region, kind="stable")
    rank = np.empty(len(order), dtype=np.int64)
    counts = np.bincount(home_region)
    rank[order] = np.arange(len(order)) - np.repeat(np.cumsum(counts) - counts, counts)
    return home_region * 1_000_000 + rank // _NEIGHBOURS


def _second_selves(rng: Dice, people: People, rank: Ints) -> None:
    """Some accounts of a household are one person's second one, or were opened with a parent's number."""
    first = np.arange(people.count) - rank
    self_again = (rank > 0) & (rng.random(people.count) < 0.12)
    people.filed.name[self_again] = first[self_again]
    pictured = self_again & (rng.random(people.count) < 0.3)
    people.filed.avatar[pictured] = first[pictured]
    lent = (rank > 0) & (rng.random(people.count) < 0.06)
    people.filed.number[lent] = first[lent]


def _phones(parameters: Parameters, rng: Dice, people: People, rank: Ints) -> None:
    """Family phones, second phones, new phones, and old phones that go on in other hands."""
    n = people.count
    shares = (rank > 0) & (rng.random(n) < parameters.family_phone_share / parameters.household_shared * 2)
    people.phone[shares] = (np.arange(n) - rank)[shares]
    second = np.flatnonzero(rng.random(n) < parameters.second_phone_share)
    people.second[second] = people.add_devices(len(second))
    changers = np.flatnonzero((rng.random(n) < parameters.phone_change_share) & ~shares & (people.registered < 0))
    people.phone_after[changers] = people.add_devices(len(changers))
    people.changes_at[changers] = BUYING.draw(rng, len(changers))
    sold = changers[rng.random(len(changers)) < parameters.second_hand_share]
    buyers = rng.permutation(np.flatnonzero(~shares & np.isinf(people.changes_at)))[: len(sold)]
    sold = sold[: len(buyers)]
    people.phone_after[buyers] = people.phone[sold]
    people.changes_at[buyers] = people.changes_at[sold] + rng.exponential(12 * DAY, len(sold))


def phone_of(people: People, rng: Dice, account: Ints, at: Floats) -> Ints:
    """The phone in the hand of each account at each time."""
    phone = np.where(at < people.changes_at[account], people.phone[account], people.phone_after[account])
    second = people.second[account]
    return np.where((second >= 0) & (rng.random(len(account)) < 0.25), second, phone)


@dataclass
class Networks:
    """The network of each session: which /24, which host in it, its kind and its Wi-Fi (NONE over the carrier)."""

    block: Ints
    host: Ints
    kind: Ints
    wifi: Ints


def network_of(people: People, rng: Dice, account: Ints, at: Floats, home: Ints) -> Networks:
    """The network each account is on at each time; `home` is a line it is at for once (NONE: where it usually is)."""
    n = len(account)
    own = np.where(at < people.moves_at[account], people.home[account], people.home_after[account])
    line = np.where(home >= 0, home, own)
    lease = ((at + line * 977_111.0) // (END / _LEASES)).astype(np.int64)
    one_line = people.home_kind[line] == CAMPUS
    block = people.home_block[line].copy()
    host = (line * 7919 + np.where(one_line, 0, lease) * 104_729) % 249 + 2
    kind = people.home_kind[line].copy()
    wifi = line.copy()

    hour, weekday = local_hour(at), ((at + LOCAL) // DAY + 3) % 7
    at_work = (people.work[account] >= 0) & (hour > 9) & (hour < 18) & (weekday < 5) & (rng.random(n) < 0.6) & (home < 0)
    work = people.work[account][at_work]
    block[at_work], host[at_work], kind[at_work] = work + WORKS_FROM, work % 3 + 1, CAMPUS
    wifi[at_work] = work + 50_000_000

    moving = rng.random(n) < np.where(home >= 0, 0.05, people.mobile[account])
    pool = people.region[account] * 10 + people.carrier[account]
    block[moving], kind[moving], wifi[moving] = (pool + CARRIERS_FROM)[moving], MOBILE, NONE
    host[moving] = rng.integers(1, 7, n)[moving]

    hidden = people.proxy[account] & (rng.random(n) < 0.7) & (home < 0)
    exit_node = rng.integers(0, 60, n)
    block[hidden], host[hidden] = (PROXIES_FROM + exit_node // 3)[hidden], (exit_node % 3 + 10)[hidden]
    kind[hidden] = np.where(exit_node % 2 == 0, HOSTING, PROXY)[hidden]
    return Networks(block, host, kind, wifi)
