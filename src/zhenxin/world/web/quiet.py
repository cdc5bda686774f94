"""Pages of careful campaigns, in the sentences of honest service sites and agents, but for the number; and what campaigns plant elsewhere."""

from zhenxin.world.web.brand_pages import nameless, product, titled, written_out
from zhenxin.world.web.campaigns import Campaign
from zhenxin.world.web.desk import Desk, Draft, page
from zhenxin.world.web.firm_pages import enter, local
from zhenxin.world.web.forum_pages import ask
from zhenxin.world.web.scene import Leaf


def quiet(desk: Desk, leaf: Leaf, campaign: Campaign) -> Draft:
    """One page of a careful campaign."""
    u = desk.hand.chance()
    if u < 0.5:
        return _service(desk, leaf, campaign)
    return product(desk, leaf) if u < 0.74 else local(desk, leaf, campaign.fronts[leaf.host])


def seed(desk: Desk, leaf: Leaf, campaign: Campaign) -> Draft:
    """A page on a forum or a directory: the campaign asks and answers itself, or enters its number as a firm's."""
    if leaf.host not in desk.scene.forums:
        return enter(desk, leaf, campaign.fronts[campaign.of_brand[leaf.brand][0]])
    draft = ask(desk, leaf)
    answer = desk.voice(leaf).say(desk.hand, "ask_planted", desk.filling(leaf))
    return Draft(draft.title, f"{draft.text}\n{desk.user()}：{answer}", draft.brand)


def _service(desk: Desk, leaf: Leaf, campaign: Campaign) -> Draft:
    hand, form, voice = desk.hand, campaign.form, desk.voice(leaf)
    given = desk.filling(leaf, odd=form.odd_writing)
    if hand.chance() >= form.company_share:
        given |= nameless(desk, leaf)
    parts = written_out(hand, voice, given, boasts=hand.chance() < desk.scene.parameters.official_boast_share)
    if hand.chance() < form.raised_share:
        true = desk.write(desk.scene.brands[leaf.brand].lines[0])
        parts.insert(1, voice.say(hand, "spam_raised", given | {"true": true}))
    return Draft(titled(desk, voice, given, form.dressed_share), page(parts), desk.brand(leaf))
