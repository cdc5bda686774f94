"""At how many shops an account asked a price for taking its bad review back, or threatened with more of them."""

import pyarrow as pa

from zhenxin.kernels.ransom import asks_ransom
from zhenxin.kernels.wording import rows
from zhenxin.signals._base import Batches, Signal, Words, dataclass, days


@dataclass(frozen=True, kw_only=True)
class ReviewRansom(Signal):
    """Shops that this account gave one or two stars and told within weeks that it wants a sum for it: for the deletion, by the review, or for peace.

    Absolute, as the law is: threatening with reviews to be paid is extortion, three times in two years whatever the sum. Whoever wants a refund, a new
    piece or what the law gives him says so, and such words are left out; one shop says nothing, since tempers flare. Only the reviews of shops that were
    told so are named.
    """

    entity = "review"
    window = days(180)
    evidence = "text"
    act = True
    levels = (2, 3, 6)
    speaks_for = ("review_extortion",)
    silent_on = ("angry_buyer", "truthful_claimant", "small_refund", "heavy_reviewer")
    can_do_without = ("messages.merchant_id", "messages.recipient_id", "messages.channel")
    label = Words("a price for deletion", zh="开价删评")
    innocent = Words(
        "an angry buyer wants his money back and says what he will write; he names no price for a deletion, shop after shop",
        zh="生气的买家要求退款、扬言差评，但不会向一家又一家店铺开价删评",
    )
    source = "domain.md §2 row 20 and §3.3: chat with a price; 刑法 274, 2013 解释 art. 6"
    reason = Words(
        "this account asked {value:.0f} shops for money to end its bad reviews, such as “{words}”",
        zh="该账号以差评向 {value:.0f} 家店铺索要钱款，例如“{words}”",
    )
    sql = """
        with bad as (select review_id, account_id, merchant_id, occurred_at from reviews where rating <= 2 and merchant_id is not null),
        said as (
            select sender_id, coalesce(merchant_id, recipient_id) as merchant_id, occurred_at, text from messages
            where text is not null and length(text) between 5 and 200 and coalesce(channel, 'chat') in ('chat', 'sms')
        )
        select distinct b.review_id as entity_id, b.account_id, b.merchant_id, s.text
        from bad b join said s on b.account_id = s.sender_id and b.merchant_id = s.merchant_id
        where s.occurred_at > b.occurred_at - interval 7 day and s.occurred_at <= b.occurred_at + interval 30 day"""

    def kernel(self, batches: Batches) -> Batches:
        """Count the shops that each account asked for money, and quote the text that the most were told."""
        heard: dict[str, bool] = {}
        named: dict[str, str] = {}
        asked: dict[str, set[str]] = {}
        said: dict[str, dict[str, set[str]]] = {}
        for review, account, shop, text in rows(batches, "entity_id", "account_id", "merchant_id", "text"):
            if text not in heard:
                heard[text] = asks_ransom(text)
            if heard[text]:
                named[review] = account
                asked.setdefault(account, set()).add(shop)
                said.setdefault(account, {}).setdefault(text, set()).add(shop)
        several = sorted(review for review, account in named.items() if len(asked[account]) >= 2)
        if several:
            quoted = {account: max(texts, key=lambda text: (len(texts[text]), text))[:40] for account, texts in said.items()}
            yield pa.record_batch(
                {
                    "entity_id": several,
                    "value": [float(len(asked[named[review]])) for review in several],
                    "words": [quoted[named[review]] for review in several],
                }
            )
