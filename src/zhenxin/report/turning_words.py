"""Which evidence would clear up a suspicion, by the kind of evidence that it stands on, in English and Chinese."""

from collections.abc import Mapping
from types import MappingProxyType

from zhenxin.report.markup import Both

CLEARS: Mapping[str, Both] = MappingProxyType(
    {
        "identity": Both(
            "Proof of who uses the phone, the card or the name, such as a tenancy or an employer's word, would speak against it.",
            "能证明设备、支付卡或身份由谁使用的材料（如租约、单位证明）可以减轻怀疑。",
        ),
        "network": Both(
            "Proof of what these people have in common, such as a dormitory, an office or a club, would speak against it.",
            "能证明这些人本来就有联系的材料（如同住宿舍、同一单位或同一社团）可以减轻怀疑。",
        ),
        "conduct": Both(
            "How the buyer came to the goods, such as a link that was shared or a broadcast that was watched, would speak against it.",
            "能说明买家如何找到商品的材料（如他人分享的链接、看过的直播）可以减轻怀疑。",
        ),
        "time": Both(
            "Something that happened just then, such as a sale, a broadcast or news, would speak against it.",
            "当时确有促销、直播或新闻等事件，可以减轻怀疑。",
        ),
        "money": Both(
            "What the money was for, shown by a contract, an invoice or the talk with whoever paid, would speak against it.",
            "能说明款项用途的合同、发票或与付款人的聊天记录可以减轻怀疑。",
        ),
        "goods": Both(
            "A receipt from the carrier with the parcel's weight, or photographs of the goods that came, would speak against it.",
            "承运商载明包裹重量的凭证，或收到商品的照片，可以减轻怀疑。",
        ),
        "text": Both(
            "Photographs of the author's own, or a template that everybody is handed, would speak against it.",
            "作者自己拍摄的照片，或能证明文字出自人人可用的模板，可以减轻怀疑。",
        ),
        "record": Both(
            "The papers behind these records, such as photographs of the claim or proof of the goods sent back, would speak against it.",
            "这些记录背后的材料（如售后照片、退货凭证）可以减轻怀疑。",
        ),
    }
)
"""By kind of evidence."""

_WITH_OTHERS = Both(
    "It stands or falls with the orders and reviews behind it: whatever clears these clears it.",
    "结论取决于背后的订单和评价：它们澄清了，这里也就澄清了。",
)
_LINE = Both(
    "The brand's own word that the number is its, or a contract for the service, would speak against it.",
    "品牌方确认号码属实，或能证明服务关系的合同，可以减轻怀疑。",
)
CLEARS_KIND: Mapping[str, Both] = MappingProxyType(dict.fromkeys(("page", "number", "site"), _LINE))
"""By kind of entity, where one answer settles all."""
CLEARS_PART: Mapping[str, Both] = MappingProxyType(
    {
        "ring": Both("It stands or falls with its ring: look at that first.", "结论取决于所在团伙，应先核对团伙。"),
        "farm": Both("It stands or falls with its ring: look at that first.", "结论取决于所在团伙，应先核对团伙。"),
        **dict.fromkeys(("deeds", "false_orders", "false_reviews", "users", "approvals", "let_in", "pages"), _WITH_OTHERS),
        "company": Both(
            "An honest reason that the others share, such as a campaign for all of them, would speak against it.",
            "其他人共有的正当原因（如面向所有人的活动）可以减轻怀疑。",
        ),
        "shop_rate": Both(
            "It leans on what else was found false at the shop: whatever clears that clears part of this.",
            "部分依据来自该店其他被判为虚假的记录：那些澄清了，这里的怀疑也会减轻。",
        ),
        "for_review": Both(
            "It stands or falls with the reviews of this buyer: look at those first.", "结论取决于该买家的评价，应先核对这些评价。"
        ),
        "verdict": Both(
            "People decided it: an appeal would be heard by others than those.", "这是人工作出的结论：可以申诉，由其他人复核。"
        ),
    }
)
"""By part, where that says more than its kind of evidence."""
