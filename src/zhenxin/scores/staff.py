"""Members of staff: judged by what they approved and whom they let in, where that was found false far oftener than with their colleagues."""

from collections.abc import Mapping, MutableMapping, Sequence

from zhenxin.kernels.chance import surprise
from zhenxin.scores.combine import Account, Key, prior
from zhenxin.scores.hypothesis import Part

LEAST_DEEDS = 3
"""Nobody is judged by fewer false deeds of others than this."""
DEEDS_CAP = 12.0
STAFF_KINDS = frozenset({"staff", "let_in"})
"""Claims that a person approved, and shops that the person put on the list of exceptions or whose subsidy or rule he or she moved."""

LET_IN = """select distinct 'let_in' as kind, a.staff_id as entity_id, 'merchant' as user_kind, m.merchant_id as user_id
        from cut_staff_actions a left join cut_campaigns c on a.target_id = c.campaign_id
            join cut_merchants m on coalesce(c.merchant_id, a.target_id) = m.merchant_id
        where a.kind in ('whitelist', 'set_subsidy', 'change_rule')"""
"""SQL of who let in which shop, in the form of the users of tools."""


def judge_staff(sums: MutableMapping[Key, Account], counts: Mapping[Key, Sequence[int]]) -> None:
    """Add staff to `sums`. `counts` has, by kind of STAFF_KINDS and person, how many claims or shops there are and how many of these were found false.

    Claims are held against the rate of all who approve. Of shops there are few, and most of the false ones may be one insider's own: these are held
    against the rate of all others, as if one of two more shops were false.
    """
    every, false = _whole(counts, "staff")
    shops, convicted = _whole(counts, "let_in")
    for (kind, person), (size, bad) in sorted(counts.items()):
        if kind not in STAFF_KINDS or bad < LEAST_DEEDS:
            continue
        part = _approvals(size, bad, false / every) if kind == "staff" else _let_in(size, bad, (convicted - bad + 1) / (shops - size + 2))
        sums.setdefault(("staff", person), Account([prior()])).add(part)


def beyond(false: float, size: int, rate: float) -> float:
    """Bits by which false ones outdo twice what `rate` gives of `size`."""
    return min(DEEDS_CAP, float(surprise(false, 2 * rate * size + 0.3)))


def _whole(counts: Mapping[Key, Sequence[int]], kind: str) -> tuple[int, int]:
    own = [count for key, count in counts.items() if key[0] == kind]
    return sum(count[0] for count in own), sum(count[1] for count in own)


def _approvals(size: int, false: int, rate: float) -> Part:
    english = f"approved {false} of the claims found false among {size}, where the rate of all who approve gives {rate * size:.1f}"
    return Part(
        "approvals",
        "ring",
        beyond(false, size, rate),
        english,
        f"其批准的 {size} 笔理赔中有 {false} 笔被判为虚假，按全体审批人的比例约为 {rate * size:.1f} 笔",
    )


def _let_in(size: int, false: int, rate: float) -> Part:
    return Part(
        "let_in",
        "ring",
        beyond(false, size, rate),
        f"{false} of the {size} shops that this person let in or set subsidies or rules for were found false, where colleagues’ rate gives {rate * size:.1f}",
        f"由其放行或设置补贴、规则的 {size} 家商家中有 {false} 家被判为造假，按其他员工的比例约为 {rate * size:.1f} 家",
    )
