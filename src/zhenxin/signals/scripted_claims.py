"""How many accounts made the same claim, or nearly the same, at one shop, against how common its words are elsewhere."""

import pyarrow as pa

from zhenxin.kernels.repeated import repeated
from zhenxin.signals._base import Batches, Signal, Words, dataclass, days


@dataclass(frozen=True, kw_only=True)
class ScriptedClaims(Signal):
    """Bits of surprise at the accounts whose claims on orders of one shop have one text, or near copies of it; at most 4 bits an account.

    Returns are left out: their reasons are picked from a list. Texts are compared as review_copies does, and those of fewer than eight shingles say
    nothing, so that `still not sent` is anybody's. Expected is what the text's share of all other shops' claims would give, threefold: what people say
    of one late parcel is said everywhere.
    """

    entity = "order"
    window = days(90)
    evidence = "text"
    act = True
    levels = (5, 10, 20)
    speaks_for = ("compensation_abuse", "review_extortion")
    silent_on = ("truthful_claimant", "high_return", "angry_buyer")
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
        with told as (
            select c.order_id, c.account_id, o.merchant_id, c.text,
                row_number() over (partition by c.order_id order by c.occurred_at, c.claim_id) as place
            from claims c join orders o on c.order_id = o.order_id where c.kind <> 'return' and c.text is not null
        )
        select order_id as entity_id, account_id, merchant_id, text from told where place = 1"""

    def kernel(self, batches: Batches) -> Batches:
        """Put near copies together and count accounts a shop."""
        given = list(batches)
        if sum(batch.num_rows for batch in given):
            yield from repeated(pa.Table.from_batches(given), float(self.levels[0])).to_batches()
