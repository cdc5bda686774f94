"""How many accounts made the same claim, or nearly the same, at one shop, against how common its words are elsewhere."""

import pyarrow as pa
import pyarrow.compute as pc

from zhenxin.kernels.repeated import repeated
from zhenxin.signals._base import Batches, Signal, Words, dataclass, days

LONG, CROWD = 20, 5
"""Letters of a text that two people hardly write alike; accounts that make a shorter one more than what anybody writes of a late parcel."""


@dataclass(frozen=True, kw_only=True)
class ScriptedClaims(Signal):
    """Bits of surprise at the accounts whose claims on orders of one shop have one text, or near copies of it; at most 4 bits an account.

    Returns are left out: their reasons are picked from a list. Texts are compared as review_copies does, and those of fewer than eight shingles say
    nothing, so that `still not sent` is anybody's. Expected is what the text's share of all other shops' claims would give, threefold: what people say
    of one late parcel is said everywhere. What three accounts and more say word for word at other shops, each at one only, is an entry of a menu and
    counts for nothing. Whoever claims at one shop only, for an order that never left, tells the truth and is none of the crowd. Nor is whoever got a
    bad batch: where more people who asked for no money gave the product one or two stars around then than claim for it, and most who rated it did so,
    what its buyers find broken is broken, and a short text says so in like words. Who claims at two shops and more has no such excuse. A text of
    fewer than LONG letters says something of CROWD accounts and more: a plain phrase three people find by themselves.
    """

    entity = "order"
    window = days(365)
    evidence = "text"
    act = True
    levels = (5, 10, 20)
    speaks_for = ("compensation_abuse", "review_extortion")
    silent_on = ("truthful_claimant", "high_return", "angry_buyer")
    can_do_without = ("orders.status", "orders.status_at", "orders.product_id", "parcels", "reviews")
    label = Words("claims from a script", zh="索赔话术雷同")
    innocent = Words(
        "people complain of one late parcel in like words, at every shop; what a menu offers, what is true of a shop that did not send, "
        "and claims for a batch that most of its buyers found bad are left out",
        zh="快递延误时大家的说法相近，但在各家店铺都如此；菜单选项、对确未发货店铺的投诉，以及对多数买家都给差评的问题批次的索赔不计入",
    )
    source = "domain.md §2 row 24: identical complaint text, tiny sellers that cannot ship; row 20: scripted claims"
    reason = Words(
        "{here} accounts claimed in these words or nearly these at this shop, “{words}”; {elsewhere} at all others",
        zh="本店有 {here} 个账号以相同或近似的话术索赔，如“{words}”；其他店铺共 {elsewhere} 个",
    )
    sql = """
        with sent as (select distinct order_id from parcels),
        asked as (
            select c.claim_id, c.order_id, c.account_id, c.occurred_at, c.text, o.merchant_id, o.product_id,
                case when o.status in ('placed', 'paid', 'cancelled') and s.order_id is null then 1 else 0 end as never_left
            from claims c join orders o on c.order_id = o.order_id left join sent s on o.order_id = s.order_id where c.kind <> 'return'
        ),
        told as (select *, row_number() over (partition by order_id order by occurred_at, claim_id) as place from asked where text is not null),
        firsts as (select order_id, account_id, merchant_id, product_id, occurred_at, text, never_left from told where place = 1),
        waiting as (select account_id from asked group by account_id having count(distinct merchant_id) = 1),
        stars as (
            select o.product_id, r.account_id, r.rating, r.occurred_at, case when a.account_id is null then 0 else 1 end as claims
            from reviews r join orders o on r.order_id = o.order_id left join (select distinct account_id, order_id from asked) a on r.order_id = a.order_id
            where r.rating between 1 and 5 and o.product_id is not null
        ),
        around as (
            select f.order_id, count(distinct case when s.claims = 0 then s.account_id end) as judges,
                count(distinct case when s.claims = 0 and s.rating <= 2 then s.account_id end) as blaming
            from firsts f join stars s on f.product_id = s.product_id
            where s.occurred_at > f.occurred_at - interval 30 day and s.occurred_at < f.occurred_at + interval 30 day group by f.order_id
        ),
        claiming as (
            select f.order_id, count(distinct g.account_id) as claimants from firsts f join firsts g on f.product_id = g.product_id
            where g.occurred_at > f.occurred_at - interval 30 day and g.occurred_at < f.occurred_at + interval 30 day group by f.order_id
        ),
        batches as (
            select a.order_id from around a join claiming c on a.order_id = c.order_id where a.blaming > c.claimants and a.blaming * 2 > a.judges
        ),
        voices as (select text, account_id, min(merchant_id) as shop from firsts group by text, account_id having count(distinct merchant_id) = 1),
        entries as (select text, count(*) as accounts from voices group by text),
        here as (select text, shop, count(*) as accounts from voices group by text, shop)
        select f.order_id as entity_id, f.account_id,
            case when w.account_id is not null and (f.never_left = 1 or b.order_id is not null) then concat('true: ', f.order_id)
                else f.merchant_id end as merchant_id, f.text
        from firsts f left join waiting w on f.account_id = w.account_id left join batches b on f.order_id = b.order_id
            left join entries e on f.text = e.text
            left join here h on f.text = h.text and f.merchant_id = h.shop
        where coalesce(e.accounts, 0) - coalesce(h.accounts, 0) < 3"""

    def kernel(self, batches: Batches) -> Batches:
        """Put near copies together and count accounts a shop."""
        given = list(batches)
        if sum(batch.num_rows for batch in given):
            told = pa.Table.from_batches(given)
            found = repeated(told, float(self.levels[0]))
            texts = told.select(["entity_id", "text"]).rename_columns(["entity_id", "said"])
            heard = found.join(texts, "entity_id").sort_by("entity_id")
            enough = pc.or_(pc.greater_equal(heard["here"], CROWD), pc.greater_equal(pc.utf8_length(heard["said"]), LONG))
            yield from heard.filter(enough).select(found.column_names).to_batches()
