"""How many accounts made the same claim, or nearly the same, at one shop, against how common its words are elsewhere."""

import pyarrow as pa

from zhenxin.kernels.repeated import repeated
from zhenxin.signals._base import Batches, Signal, Words, dataclass, days


@dataclass(frozen=True, kw_only=True)
class ScriptedClaims(Signal):
    """Bits of surprise at the accounts whose claims on orders of one shop have one text, or near copies of it; at most 4 bits an account.

    Returns are left out: their reasons are picked from a list. Texts are compared as review_copies does, and those of fewer than eight shingles say
    nothing, so that `still not sent` is anybody's. Expected is what the text's share of all other shops' claims would give, threefold: what people say
    of one late parcel is said everywhere. Where a shop did not send half of what was ordered in those days, whoever claims there and nowhere else says what
    is so, in the words that the form gives.
    """

    entity = "order"
    window = days(90)
    evidence = "text"
    act = True
    levels = (5, 10, 20)
    speaks_for = ("compensation_abuse", "review_extortion")
    silent_on = ("truthful_claimant", "high_return", "angry_buyer")
    can_do_without = ("orders.status", "orders.status_at")
    label = Words("claims from a script", zh="索赔话术雷同")
    innocent = Words(
        "people complain of one late parcel in like words, at every shop",
        zh="快递延误时大家的说法相近，但在各家店铺都如此",
    )
    source = "domain.md §2 row 24: identical complaint text, tiny sellers that cannot ship; row 20: scripted claims"
    reason = Words(
        "{here} accounts claimed in these words or nearly these at this shop, “{words}”; {elsewhere} at all others",
        zh="本店有 {here} 个账号以相同或近似的话术索赔，如“{words}”；其他店铺共 {elsewhere} 个",
    )
    sql = """
        with asked as (
            select c.claim_id, c.order_id, c.account_id, c.occurred_at, c.text, o.merchant_id, o.occurred_at as ordered_at,
                case when o.status in ('placed', 'paid', 'cancelled') then 1 else 0 end as unsent
            from claims c join orders o on c.order_id = o.order_id where c.kind <> 'return'
        ),
        spans as (select merchant_id, min(ordered_at) as first_at, max(ordered_at) as last_at from asked where unsent = 1 group by merchant_id),
        failing as (
            select s.merchant_id from spans s join orders o on s.merchant_id = o.merchant_id and o.occurred_at between s.first_at and s.last_at
            group by s.merchant_id having sum(case when o.status in ('placed', 'paid', 'cancelled') then 2 else 0 end) >= count(*)
        ),
        once as (select account_id from asked group by account_id having count(distinct merchant_id) = 1),
        told as (
            select a.order_id, a.account_id, a.merchant_id, a.text,
                row_number() over (partition by a.order_id order by a.occurred_at, a.claim_id) as place
            from asked a left join failing f on a.merchant_id = f.merchant_id and a.unsent = 1 left join once n on a.account_id = n.account_id
            where a.text is not null and (f.merchant_id is null or n.account_id is null)
        )
        select order_id as entity_id, account_id, merchant_id, text from told where place = 1"""

    def kernel(self, batches: Batches) -> Batches:
        """Put near copies together and count accounts a shop."""
        given = list(batches)
        if sum(batch.num_rows for batch in given):
            yield from repeated(pa.Table.from_batches(given), float(self.levels[0])).to_batches()
