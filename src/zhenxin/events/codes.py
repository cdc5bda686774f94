"""The closed lists of codes that stages share: behaviours, innocent lookalikes, kinds of evidence, roles."""

BEHAVIOURS = (
    "task_brushing", "empty_parcel", "gift_parcel", "swapped_goods", "paid_real_buyer", "conditional_cashback", "quota_dining",
    "staff_brushing", "batch_accounts", "device_farm", "crowd_ring", "fake_engagement", "coattail_clicks", "live_inflation",
    "written_reviews", "review_laundering", "scalping", "reverse_brushing", "malicious_refusal", "review_extortion", "hired_negative",
    "subsidy_brushing", "insider_collusion", "compensation_abuse", "advance_payment_scam", "hotline_spam", "stolen_identity",
    "data_scraping",
)  # fmt: skip
"""What somebody does on purpose; DESIGN §6, in the order of the typology."""

LOOKALIKES = (
    "flash_sale", "influencer", "group_buy", "company_order", "dormitory", "family_phone", "light_goods", "local_parcel", "consumables",
    "any_review_reward", "platform_trial", "new_shop_friends", "under_attack", "victim", "angry_buyer", "high_return",
    "truthful_claimant", "heavy_reviewer", "taste_community", "true_hotline", "honest_places", "shared_warehouse", "parcel_station",
    "carrier_nat", "small_refund", "commission", "company_card", "virtual_goods", "default_praise", "second_hand_phone", "busy_agent",
    "fan_club",
)  # fmt: skip
"""Innocent people who look alike; in an answer key they stand as `hard:<code>`."""

EVIDENCE = ("identity", "network", "conduct", "time", "money", "goods", "text", "record")
"""Kinds of evidence: two signals of one kind may have one cause and are never added."""

ROLES = ("organiser", "merchant", "brusher", "attacker", "sender", "payee", "device", "staff", "page", "number", "site", "victim")
"""What a member does in a ring."""

ATTACKS = frozenset({"scalping", "reverse_brushing", "malicious_refusal", "review_extortion", "hired_negative", "compensation_abuse"})
"""Behaviours whose shop is the victim."""

TAPS = "'favourite', 'cart', 'like', 'share', 'follow', 'vote'"
"""Kinds of visit by which somebody shows that they like a thing, as a list in SQL."""

PRAISE = frozenset({
    "task_brushing", "empty_parcel", "gift_parcel", "swapped_goods", "paid_real_buyer", "conditional_cashback", "quota_dining", "staff_brushing",
    "device_farm", "crowd_ring", "written_reviews", "review_laundering",
})  # fmt: skip
"""Behaviours whose reviews praise: nobody pays for one star at one's own shop."""

BLAME = frozenset({"review_extortion", "hired_negative"})
"""Behaviours whose reviews blame."""

# which kinds of entity each behaviour is judged on (DESIGN §6)
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

COMPANY = "'有限公司|有限责任公司|由[^师网户专人客工厂总\n，。、,.； ]{2,10}(?:提供|承接|负责)|营业执照|社会信用代码|ICP备'"
"""A page that says whose it is: a company, who provides the service (no 师傅, 网友, 厂家), a licence (domain.md §4.3 (10)); a pattern in quotes, for SQL."""
