"""Pages of careful campaigns: what a brand's service site or its agent's would hold, from the same sentences, but for the number."""

from zhenxin.world.web.brand_pages import product, titled, written_out
from zhenxin.world.web.campaigns import Campaign
from zhenxin.world.web.desk import Desk, Draft, page
from zhenxin.world.web.firm_pages import local
from zhenxin.world.web.scene import Sheet


def quiet(desk: Desk, sheet: Sheet, campaign: Campaign) -> Draft:
    """One page of a careful campaign."""
    u = desk.hand.chance()
    if u < 0.5:
        return _service(desk, sheet, campaign)
    return product(desk, sheet) if u < 0.74 else local(desk, sheet, campaign.fronts[sheet.host])


def _service(desk: Desk, sheet: Sheet, campaign: Campaign) -> Draft:
    hand, form, voice = desk.hand, campaign.form, desk.voice(sheet)
    given = desk.filling(sheet, odd=form.odd_writing)
    if hand.chance() >= form.company_share:
        given |= {"company": f"{desk.brand(sheet)}{hand.one(('服务中心', '客户服务部', '售后服务'))}", "address": ""}
    parts = written_out(hand, voice, given, boasts=hand.chance() < desk.scene.parameters.official_boast_share)
    if hand.chance() < form.raised_share:
        true = desk.write(desk.scene.brands[sheet.brand].lines[0])
        parts.insert(1, voice.say(hand, "spam_raised", given | {"true": true}))
    return Draft(titled(desk, voice, given, form.dressed_share), page(parts), desk.brand(sheet))
