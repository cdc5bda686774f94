"""The page's section of true figures: what the false had bought, raw beside clean, and the credit of shops."""

from collections.abc import Mapping
from typing import Any

from zhenxin.report import clean_words, names, numbers, words
from zhenxin.report.credit_line import credit_line
from zhenxin.report.findings import Findings
from zhenxin.report.markup import Both, Child, Markup, join, name, tag

MOST = 15


def true_figures(findings: Findings) -> Markup:
    """The products and shops that shrink most, the shops of least credit and who lost by others' brushing; empty where nothing moved."""
    blocks = [_moved(findings, "product"), _moved(findings, "merchant"), _lost(findings), _credit(findings)]
    if not any(blocks):
        return join()
    head = join(tag("h2", words.SECTIONS["figures"]), tag("p", clean_words.ABOUT, class_="about"))
    return tag("section", head, *(block for block in blocks if block), id="figures")


def _table(title: Both, heads: list[tuple[Both, str]], rows: list[Markup]) -> Markup:
    if not rows:
        return join()
    head = tag("tr", *(tag("th", text, class_=kind or None, scope="col") for text, kind in heads))
    return join(tag("h3", title), tag("div", tag("table", tag("thead", head), tag("tbody", *rows)), class_="scroll"))


def _moved(findings: Findings, kind: str) -> Markup:
    heads = [(names.titled(names.noun(kind)), "")]
    for _, told in clean_words.ROWS:
        heads += [(told, "n"), (Both("clean", "真实"), "n")]
    heads += [(Both("rank", "排名"), "n"), (Both("clean", "真实"), "n")]
    rows = [_moved_row(row, row[f"{kind}_id"]) for row in findings.most_moved(kind, MOST)]
    nouns = names.nouns(kind)
    return _table(Both(f"The {nouns.en} that shrink most", f"水分最多的{nouns.zh}"), heads, rows)


def _moved_row(row: Mapping[str, Any], entity: str) -> Markup:
    cells: list[Markup] = [tag("td", name(entity, 32))]
    for figure, _ in clean_words.ROWS:
        span = clean_words.interval(figure, row)
        clean: list[Child] = [clean_words.figure(figure, row[f"clean_{figure}"]), tag("small", f" {span}", class_="soft") if span else None]
        cells += [tag("td", clean_words.figure(figure, row[figure]), class_="n"), tag("td", *clean, class_="n")]
    cells += [tag("td", clean_words.place(row[rank]), class_="n") for rank in ("rank", "clean_rank")]
    return tag("tr", *cells)


def _lost(findings: Findings) -> Markup:
    rows = [
        tag(
            "tr",
            tag("td", name(row["merchant_id"], 32)),
            tag("td", numbers.money(row["base"]), class_="n"),
            tag("td", f"{numbers.money(row['low'])} – {numbers.money(row['high'])}", class_="n"),
        )
        for row in findings.damage("lost_sales", MOST)
    ]
    heads = [(names.titled(names.noun("merchant")), ""), (Both("lost about", "损失约"), "n"), (Both("between", "区间"), "n")]
    return _table(Both("Honest shops that lost most by others' brushing", "因他人刷单损失最大的诚信店铺"), heads, rows)


def _credit(findings: Findings) -> Markup:
    rows = []
    for shop in findings.worst_credit(MOST):
        _, ledger = findings.credit(shop["merchant_id"])
        heaviest = min(ledger, key=lambda line: (line["change"], str(line["source_id"])))
        rows.append(
            tag(
                "tr",
                tag("td", name(shop["merchant_id"], 32)),
                tag("td", f"{shop['credit']:g}", class_="n"),
                tag("td", shop["grade"]),
                tag("td", credit_line(ledger, shop["as_of"])),
                tag("td", Both(heaviest["reason"], heaviest["reason_zh"]), class_="reason"),
            )
        )
    heads = [
        (names.titled(names.noun("merchant")), ""), (Both("credit", "信用"), "n"), (Both("grade", "等级"), ""), (Both("over time", "变化"), ""),
        (Both("what weighs most", "最主要的扣分"), ""),
    ]  # fmt: skip
    return _table(Both("The shops of least credit", "信用最低的店铺"), heads, rows)
