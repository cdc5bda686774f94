"""Raw beside clean figures in `show`, a shop's credit, and what would be if; over a real run of a small town."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from rich.console import Console

from zhenxin.errors import UsageError
from zhenxin.flow.whatif import figures_if, supposed
from zhenxin.report import write_report
from zhenxin.report.terminal import Supposed, show, what_if
from zhenxin.settings import Settings


def printed(console: Console) -> str:
    return console.export_text()


@pytest.fixture
def console() -> Console:
    return Console(width=100, record=True, force_terminal=False)


def rows(out: Path, name: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = pq.read_table(out / f"{name}.parquet").to_pylist()
    return found


def worst_shop(out: Path) -> str:
    return str(min(rows(out, "credit"), key=lambda row: (row["credit"], row["merchant_id"]))["merchant_id"])


@pytest.mark.parametrize(("lang", "heads"), [("en", ("Figures, raw and clean", "Credit: ")), ("zh", ("原始数据与真实数据", "信用："))])
def test_a_shop_is_shown_raw_and_clean_with_its_credit(town_out: Path, console: Console, lang: str, heads: tuple[str, str]) -> None:
    shop = worst_shop(town_out)
    show(console, town_out, "merchant", shop, lang=lang)
    text = printed(console)
    assert all(head in text for head in heads)
    row = next(row for row in rows(town_out, "clean_merchants") if row["merchant_id"] == shop)
    assert f"{row['clean_orders']:,.1f}".removesuffix(".0") in text


def test_a_product_with_nothing_against_it_has_figures_too(town_out: Path, console: Console) -> None:
    scored = {row["entity_id"] for row in rows(town_out, "scores")}
    product = next(str(row["product_id"]) for row in rows(town_out, "clean_products") if row["product_id"] not in scored)
    show(console, town_out, "product", product)
    text = printed(console)
    assert "Nothing against" in text
    assert "rank in its category" in text
    assert "Credit" not in text


def test_the_page_has_a_section_of_true_figures_in_both_languages(town_out: Path, tmp_path: Path) -> None:
    text = write_report(town_out, tmp_path / "report.html").read_text(encoding="utf-8")
    assert 'id="figures"' in text
    assert "True figures" in text
    assert "真实数据" in text
    assert worst_shop(town_out) in text
    assert 'class="credit"' in text


def test_a_cleared_ring_gives_its_shops_their_figures_back(town_out: Path, town_data: Path, console: Console) -> None:
    ring = str(max(rows(town_out, "rings"), key=lambda row: float(str(row["probability"])))["ring_id"])
    before = sum(float(str(row["clean_orders"])) for row in rows(town_out, "clean_merchants"))
    files = {path.name: path.read_bytes() for path in town_out.iterdir() if path.is_file()}
    after = figures_if(town_out, town_data, Settings(memory="1GB"), cleared=[ring])["clean_merchants"]["clean_orders"]
    assert sum(after.to_pylist()) > before + 1
    what_if(console, town_out, Supposed(data=town_data, cleared=(ring,)), Settings(memory="1GB"))
    assert f"ring {ring} cleared" in printed(console)
    assert {path.name: path.read_bytes() for path in town_out.iterdir() if path.is_file()} == files


def test_nothing_changed_gives_the_figures_of_the_run(town_out: Path, town_data: Path) -> None:
    again = figures_if(town_out, town_data, Settings(memory="1GB"))
    for name in ("clean_products", "clean_merchants", "credit", "credit_ledger", "damage"):
        assert again[name].to_pylist() == pq.read_table(town_out / f"{name}.parquet").to_pylist()


def test_under_a_threshold_everything_is_false_or_honest(town_out: Path) -> None:
    scores = pq.read_table(town_out / "scores.parquet")
    sharp = supposed(scores, 0.8, ())
    assert set(sharp["probability"].to_pylist()) <= {0.0, 1.0}
    assert pa.compute.sum(sharp["probability"]).as_py() == sum(one >= 0.8 for one in scores["probability"].to_pylist())


@pytest.mark.parametrize(
    ("given", "said"),
    [
        (Supposed(), "nothing is supposed"),
        (Supposed(threshold=0.0), "no probability to accuse at"),
        (Supposed(threshold=1.5), "no probability to accuse at"),
        (Supposed(cleared=("R0",)), "the run has no ring `R0`"),
    ],
)
def test_what_makes_no_sense_is_refused(town_out: Path, town_data: Path, console: Console, given: Supposed, said: str) -> None:
    with pytest.raises(UsageError, match=said):
        what_if(console, town_out, Supposed(data=town_data, threshold=given.threshold, cleared=given.cleared), Settings(memory="1GB"))


@pytest.mark.parametrize("width", [80, 100])
def test_a_credit_is_a_line_over_time_full_before_the_first_change(town_out: Path, width: int) -> None:
    console, shop = Console(width=width, record=True, force_terminal=False), worst_shop(town_out)
    show(console, town_out, "merchant", shop)
    lines = printed(console).splitlines()
    at = next(place for place, line in enumerate(lines) if line.startswith("Credit: "))
    drawn, dates = lines[at + 1].strip(), lines[at + 2].split()
    (credit,) = (row for row in rows(town_out, "credit") if row["merchant_id"] == shop)
    first = min(row["occurred_at"] for row in rows(town_out, "credit_ledger") if row["merchant_id"] == shop)
    assert len(drawn) == 60
    assert drawn[0] == "█"
    assert drawn[-1] < "█"
    assert dates == [f"{first - timedelta(days=30):%Y-%m-%d}", f"{credit['as_of']:%Y-%m-%d}"]
