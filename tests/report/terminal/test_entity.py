"""`zhenxin show`: one entity or one ring, whole."""

from collections.abc import Callable
from pathlib import Path

import pytest
from rich.cells import cell_len

from runs import read
from zhenxin.errors import UsageError
from zhenxin.report.terminal import show

from ..markets import HUB, Market
from .conftest import Typed


def test_an_account_has_its_waterfall_ties_timeline_and_innocent_explanations(out: Path, typed: Typed) -> None:
    said = typed(show, out, "account", "u_10000")
    assert said.startswith("Account u_10000: suspect, 99.4% (+7.4 bits)")
    why, ties, timeline, tried = (said.index(head) for head in ("Why\n", "Tied to\n", "Timeline (UTC)\n", "Innocent explanations tried\n"))
    assert why < ties < timeline < tried
    assert "+7.4" in said[why:ties]
    assert "Together: 99.4%" in said[why:ties]
    assert "p_4410" in said[ties:timeline]
    assert "one parcel sender" in said[ties:timeline]
    assert "a shared warehouse    fits 35%" in said[tried:]
    assert f"zhenxin show {out} ring R001" in said


def test_the_parts_add_up_to_what_is_said_of_the_whole(out: Path, typed: Typed) -> None:
    said = typed(show, out, "account", "u_10000")
    lines = said[said.index("Why\n") : said.index("Tied to\n")].splitlines()
    bits = [float(word.replace("−", "-")) for line in lines for word in line.split() if word[0] in "+−" and word[1:2].isdigit()]
    assert sum(bits[:-1]) == pytest.approx(bits[-1], abs=0.3)


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize(("kind", "one"), [("account", "u_10000"), ("ring", "R001"), ("merchant", "m_3001"), ("order", "o_500000")])
def test_nothing_is_wider_than_eighty_columns_but_commands(out: Path, typed: Typed, kind: str, one: str, lang: str) -> None:
    lines = typed(show, out, kind, one, lang=lang).splitlines()
    assert all(cell_len(line) <= 80 for line in lines if "zhenxin" not in line)


def test_a_ring_has_reasons_ties_course_and_members(out: Path, typed: Typed) -> None:
    said = typed(show, out, "rings", "R001")
    assert said.startswith("Ring R001: task brushing, active, 99.9%")
    assert "money back: 186 of 186 orders, +5.2 bits each" in said
    assert "payee p_4410 ties 42 accounts" in said
    assert "█" in said[said.index("Over time (UTC)") :]
    assert "42 accounts, brusher" in said
    assert "40 accused" in said


def test_a_shop_under_attack_is_protected_first(out: Path, typed: Typed) -> None:
    said = typed(show, out, "merchant", "m_3001")
    assert "under attack" in said.splitlines()[0]
    assert "They are to be protected" in said
    assert "not accused" in said


def test_somebody_without_evidence_has_nothing_against_them(out: Path, typed: Typed) -> None:
    assert typed(show, out, "merchant", "m_5555").startswith("Nothing against shop m_5555.\n\nNext")
    assert typed(show, out, "merchant", "m_5555", lang="zh").startswith("没有对店铺 m_5555 不利的证据。")


def test_an_id_the_results_do_not_name_has_nothing_against_it_and_may_be_misspelt(out: Path, typed: Typed) -> None:
    said = typed(show, out, "account", "u_10001")
    assert said.startswith("Nothing against account u_10001.")
    assert "check its spelling" in said


def test_an_id_unlike_all_others_is_refused_with_the_nearest(out: Path, typed: Typed) -> None:
    with pytest.raises(UsageError) as caught:
        typed(show, out, "account", "u_1000x")
    assert "`u_10000`" in caught.value.hint
    with pytest.raises(UsageError, match="nobody") as caught:
        typed(show, out, "account", "nobody")
    assert "the nearest: `u_" in caught.value.hint
    assert "nothing speaks against it" in caught.value.hint


def test_an_unknown_ring_is_always_refused(out: Path, typed: Typed) -> None:
    with pytest.raises(UsageError) as caught:
        typed(show, out, "ring", "R009")
    assert "`R001`" in caught.value.hint
    assert "nothing speaks against it" not in caught.value.hint


def test_a_member_below_one_half_is_told_not_accused(out: Path, typed: Typed) -> None:
    said = typed(show, out, "account", "u_10185")
    assert "Below one half: not accused." in said
    assert "Likeliest" not in said
    assert "\n\n\n" not in said


def test_long_rows_of_ids_are_cut_and_counted(tmp_path: Path, typed: Typed) -> None:
    market = Market()
    market.score("device", "d", HUB)
    for at in range(90):
        market.link("R", ("account", f"u{at:02}"), ("device", "d"), "device ×1")
    assert "90 accounts  one device  u00, u01, u02, u03, u04 and 85 more" in typed(show, market.write(tmp_path / "o"), "device", "d")


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize(("kind", "one"), [("account", "w0"), ("order", ""), ("merchant", "m1"), ("sender", "hub")])
def test_suspects_of_the_town_are_told_in_these_words(
    town_out: Path, typed: Typed, golden: Callable[[str, str], None], kind: str, one: str, lang: str
) -> None:
    """Waterfall, innocent explanations tried and what would change our mind, word for word."""
    name = one or min(row["entity_id"] for row in read(town_out, "scores") if row["entity_kind"] == kind and row["probability"] >= 0.5)
    golden(f"show_{kind}_{lang}", typed(show, town_out, kind, name, lang=lang).replace(str(town_out), "OUT"))
