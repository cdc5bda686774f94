"""Every number the web of pages is made with, each beside the row it comes from."""

from dataclasses import dataclass

from zhenxin.world.parameters import Range, known


@dataclass(frozen=True, kw_only=True)
class WebParameters:
    """The web around the service lines of brands, and what honest people put on it."""

    pages_per_brand: float = known(40.0, "assumed; heavy tail over brands")
    brand_sigma: float = known(1.1, "assumed; heavy tail of brands")
    group_share: float = known(0.16, "assumed: brands whose group has one call centre for its sister brands")
    outsourced_share: float = known(0.1, "assumed: small brands of unrelated makers that rent one call centre")
    second_line_share: float = known(0.3, "assumed: brands with a second line, a digit or two away from the first")
    old_line_share: float = known(0.25, "assumed: brands whose line changed; old pages print the old one")
    registered_share: float = known(0.55, "§4.2 the consumer association's register began with 29 brands and had 88 a year later")
    served_share: float = known(0.3, "assumed: brands whose service points are known")
    real_share: float = known(0.03, "assumed: lines of the shipped registry among those that directories print")
    slip_share: float = known(0.02, "assumed: honest pages whose number has a typing error")
    lists_share: float = known(0.11, "assumed: honest pages that list places: locators, carriers, offices, city menus")
    list_places: Range = known((40, 500), "§4.1 the sample page names 407 places; locators of large brands as many")
    unordered_share: float = known(0.18, "assumed: honest lists sorted by opening day or not at all")
    official_boast_share: float = known(0.5, "assumed: brand pages that call themselves official or nation-wide")
    odd_writing: float = known(0.03, "assumed: honest numbers in full width or numerals, on old or playful sites")
    dressed_share: float = known(0.05, "assumed: honest titles with a year or `updated`")
    raised_share: float = known(0.25, "assumed: service pages of a brand whose line changed that say so")
    company_share: float = known(0.7, "assumed: service pages that name company and street")
    loud_share: float = known(0.3, "assumed: authorised agents, and pages of platforms, that shout as spammers do")
    third_party_share: float = known(0.45, "assumed: independent repairers who say that they are no brand's")


@dataclass(frozen=True, kw_only=True)
class Form:
    """How a campaign of hotline spam works (row 26 of §2)."""

    pages: Range = known((20, 360), "§4.1 ids in one folder run into the hundreds of thousands; smaller here")
    weeks: Range = known((1, 6), "§4.1 minute-level stamps: pages go up in bursts; skilled as §3.3 drip")
    numbers: Range = known((1, 2), "§4.1 cluster evidence: one number on many brands; skilled turns numbers over")
    brands: Range = known((12, 55), "§4.1 cluster evidence: six brands of one number in one search")
    brands_a_number: Range = known((60, 60), "§4.3 at least two unrelated brands a number; skilled few")
    hosts: Range = known((3, 12), "§4.1 cluster evidence: two and four hosts a number")
    rotation_weeks: float = known(52.0, "assumed; skilled changes the number every few weeks")
    parasite_share: float = known(0.2, "§4.1 sub-directories of other people's sites")
    near_share: float = known(0.06, "§4.1 cluster evidence: 400-836-7315 beside 400-836-5315")
    local_share: float = known(
        0.2, "§4.1 400 numbers that forward to mobiles; landlines and mobiles besides, skilled as local firms have them"
    )
    generic_share: float = known(0.12, "§4.1 cluster evidence: pages for water heaters without a brand")
    stuffed_share: float = known(0.85, "§4.1 place names; skilled none")
    places: Range = known((120, 450), "§4.1 407 names, 382 distinct")
    former_share: float = known(0.02, "§4.1 divisions no longer listed among the names")
    pasted_share: float = known(0.5, "§4.1 39 % of the sample page is a news article")
    repeats: Range = known((5, 14), "§4.1 the number 10 times")
    phrases: Range = known((8, 18), "§4.1 the brand 16 times")
    odd_writing: float = known(0.2, "§4.1 numbers split differently in one page; full width and Chinese numerals assumed")
    dressed_share: float = known(0.6, "§4.3 title patterns")
    raised_share: float = known(0.03, "assumed: pages that say the true number was given up for theirs")
    seeded_share: float = known(
        0.05, "§4.1 platform notes and planted answers; pages on forums and directories that give the number out as users do"
    )
    company_share: float = known(0.04, "§4.3 claim words without company, licence or address")
    alternatives: float = known(
        0.25, "§4.1 two copies of one skeleton: share of the phrase bank one campaign uses; skilled, and honest sites, each site anew"
    )
    random_address: float = known(0.7, "§4.1 URL shape: random slug and three digits")
    cheap_host: float = known(0.8, "§4.1 cheap and expired domains")


WEB = WebParameters()
KINDS = {
    "service": 13.0,
    "product": 12.0,
    "manual": 5.0,
    "shop": 17.0,
    "hub": 5.0,
    "news": 9.0,
    "market": 6.0,
    "warning": 3.0,
    "ask": 12.0,
    "list": 4.0,
    "entry": 8.0,
    "job": 4.0,
}
"""Kinds of honest pages and how common each is; assumed."""
LISTS = {"store": 0.42, "freight": 0.24, "office": 0.2, "pick": 0.14}
"""Kinds of honest lists of places, as shares of them; assumed."""
NAIVE = Form()
SKILLED = Form(
    pages=(14, 140),
    weeks=(9, 24),
    numbers=(3, 9),
    brands=(4, 10),
    brands_a_number=(1, 3),
    hosts=(5, 16),
    rotation_weeks=4.0,
    parasite_share=0.12,
    near_share=0.4,
    local_share=0.45,
    generic_share=0.0,
    stuffed_share=0.0,
    places=(0, 5),
    former_share=0.0,
    pasted_share=0.0,
    repeats=(1, 4),
    phrases=(4, 9),
    odd_writing=0.04,
    dressed_share=0.05,
    raised_share=0.06,
    seeded_share=0.16,
    company_share=0.6,
    alternatives=0.6,
    random_address=0.08,
    cheap_host=0.25,
)
