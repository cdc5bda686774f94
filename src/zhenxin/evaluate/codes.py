"""Which kinds of entity each behaviour is judged on (DESIGN §6)."""

_FOUR = ("order", "review", "account", "merchant")

JUDGED_ON: dict[str, tuple[str, ...]] = {
    "task_brushing": _FOUR,
    "empty_parcel": ("order", "sender"),
    "gift_parcel": ("order", "sender"),
    "swapped_goods": ("order", "sender"),
    "paid_real_buyer": _FOUR,
    "conditional_cashback": ("review", "merchant"),
    "quota_dining": ("review", "merchant"),
    "staff_brushing": _FOUR,
    "batch_accounts": ("account",),
    "device_farm": (*_FOUR, "device"),
    "crowd_ring": _FOUR,
    "fake_engagement": ("account", "product"),
    "coattail_clicks": ("account", "product"),
    "live_inflation": ("account", "merchant", "order"),
    "written_reviews": ("review", "account", "merchant", "order"),
    "review_laundering": ("product", "review"),
    "scalping": ("order", "account"),
    "reverse_brushing": ("order", "account"),
    "malicious_refusal": ("order", "account"),
    "review_extortion": ("review", "account", "order"),
    "hired_negative": ("review", "account"),
    "subsidy_brushing": ("order", "account", "merchant"),
    "insider_collusion": ("order", "account", "merchant", "staff"),
    "compensation_abuse": ("order", "account", "staff"),
    "advance_payment_scam": ("payee",),
    "hotline_spam": ("page", "number", "site"),
    "stolen_identity": ("account",),
    "data_scraping": ("account",),
}
"""`written_reviews` counts orders only where the key has them: where the ring bought them."""
