"""Pages of careful campaigns: what a brand's service site or its agent's would hold, from the same sentences, but for the number."""

from zhenxin.world.web.brand_pages import product, titled, written_out
from zhenxin.world.web.campaigns import Campaign
from zhenxin.world.web.desk import Desk, Draft, page
from zhenxin.world.web.firm_pages import local
from zhenxin.world.web.scene import Leaf


def quiet(desk: Desk, leaf: Leaf, campaign: Campaign) -> Draft:
    """One page of a careful campaign."""
    u = desk.hand.chance()
    if u < 0.5:
        return _service(desk, leaf, campaign)
    return product(desk, leaf) if u < 0.74 else local(desk, leaf, campaign.fronts[leaf.host])


def _service(desk: Desk, leaf: Leaf, campaign: Campaign) -> Draft:
    hand, form, voice = desk.hand, campaign.form, desk.voice(leaf)
    given = desk.filling(leaf, odd=form.odd_writing)
    if hand.chance() >= form.company_share:
        given |= {"company": f"{desk.brand(leaf)}{hand.one(('服务中心', '客户服务部', '售后服务'))}", "address": ""}
    parts = written_out(hand, voice, given, boasts=hand.chance() < desk.scene.parameters.official_boast_share)
    if hand.chance() < form.raised_share:
        true = desk.write(desk.scene.brands[leaf.brand].lines[0])
        parts.insert(1, voice.say(hand, "spam_raised", given | {"true": true}))
    return Draft(titled(desk, voice, given, form.dressed_share), page(parts), desk.brand(leaf))
