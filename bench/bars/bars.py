"""The bars, and whether what was measured keeps them: a row each, a cell each judging seed."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from bars import left_over, spread
from bars.features import KINDS
from bars.oracle import BAR
from bars.rows import Row, counted, row

SLACK = 0.03
"""How much lower the bars of reviews are than those of orders."""
OF_ORACLE = 0.85
SKILLED = 0.5
LOOKALIKE, LOOKALIKE_DRAWN = 0.003, 0.005
MERCHANTS = 1 / 2000
NULL = 1 / 100_000


@dataclass(frozen=True, kw_only=True)
class Measured:
    """All that was measured with one judging seed: plain data, as `measure` and `oracle` give it."""

    seed: int
    city: dict[str, Any]
    null: dict[str, Any]
    drawn: list[dict[str, Any]]
    oracle: dict[str, Any]


Found = Sequence[Measured]


def rows(found: Found) -> list[Row]:
    """Every bar, in the order in which they are set."""
    return [
        *of_kind(found, "order", 0.0), *of_kind(found, "review", SLACK), *behaviours(found), *lookalikes(found), *shops(found), *of_rings(found),
        *spread.calibration(found), *spread.hit(found), *left_over.rows(found), *null(found), *drawn(found),
    ]  # fmt: skip


def of_kind(found: Found, kind: str, less: float) -> Iterator[Row]:
    """Orders or reviews, with the oracle beside them."""
    section = f"{kind}s"
    bars = (("average precision", "average_precision", 0.92), ("precision", "precision", 0.97), ("recall", "recall", 0.8), ("recall, naive", "naive", 0.95),
            ("recall, skilled", "skilled", 0.65))  # fmt: skip
    for what, name, bar in bars:
        wanted = bar - less
        ahead = name if name in {"average_precision", "recall", "precision"} else ""
        yield row(
            section, what, f"≥ {wanted:.2f}", found, lambda one, name=name: one.city["kinds"].get(kind, {}).get(name),
            lambda value, wanted=wanted: value >= wanted, oracle=(lambda one, ahead=ahead: one.oracle[kind][ahead]) if ahead else None,
        )  # fmt: skip
    yield row(
        section, "recall as a share of the oracle's, at our precision", f"≥ {OF_ORACLE:.2f}", found, lambda one: of_oracle(one, kind),
        lambda value: value >= OF_ORACLE, oracle=lambda one: one.oracle[kind]["recall"],
        note=f"at precision {BAR}, the oracle's recall is " + " / ".join(f"{one.oracle[kind]['recall_at_bar'] or 0:.3f}" for one in found),
    )  # fmt: skip


def of_oracle(one: Measured, kind: str) -> float | None:
    """Our recall over the oracle's; None where it has none."""
    ours, its = one.city["kinds"].get(kind, {}).get("recall"), one.oracle[kind]["recall"]
    return ours / its if ours is not None and its else None


def behaviours(found: Found) -> Iterator[Row]:
    """Every behaviour in its skilled form, on each kind that it is judged on: how many keep the bar, then each."""
    section, each = "behaviours in skilled form", []
    for code, kind in sorted({(code, kind) for one in found for code, kind, *_ in one.city["skilled"]}):
        ours = [next(((caught, false) for *name, false, caught in one.city["skilled"] if name == [code, kind]), None) for one in found]
        oracles = [one.oracle.get(kind, {}) for one in found]
        its, at_bar = ([one.get(name, {}).get(code) for one in oracles] for name in ("skilled", "skilled_at_bar"))
        each.append(_behaviour(section, f"{code}, {kind}", ours, its, at_bar))
    beside = [one.what.rpartition(", ")[2] in KINDS for one in each]
    for what, wanted in (("all, of kinds with an oracle", True), ("all, of the other kinds", False)):
        some = [one for one, has in zip(each, beside, strict=True) if has is wanted]
        yield _all_of(some, section, what, f"recall ≥ {SKILLED:.1f}" + " or the oracle's" * wanted)
    yield from sorted(each, key=lambda row: (row.met is not False, row.what))


def _behaviour(
    section: str, what: str, ours: Sequence[tuple[int, int] | None], its: Sequence[float | None], at_bar: Sequence[float | None]
) -> Row:
    recalls = [one[0] / one[1] if one else None for one in ours]
    mets = tuple(
        None if mine is None else mine >= (SKILLED if other is None else min(SKILLED, other))
        for mine, other in zip(recalls, its, strict=True)
    )
    blind = any(met and mine is not None and mine < SKILLED for mine, met in zip(recalls, mets, strict=True))
    note = "no oracle for this kind" if all(other is None for other in its) else "the oracle sees no more" if blind else ""
    if blind and any((later or 0.0) > (mine or 0.0) for mine, later in zip(recalls, at_bar, strict=True)):
        note += f", unless at precision {BAR}: {' / '.join('–' if one is None else f'{one:.2f}' for one in at_bar)}"
    cells = tuple("–" if one is None else f"{one[0] / one[1]:.2f} of {one[1]:,}" for one in ours)
    return Row(
        section, what, f"≥ {SKILLED:.1f} or the oracle's", cells, mets, tuple("–" if one is None else f"{one:.2f}" for one in its), note
    )


def _all_of(each: Sequence[Row], section: str, what: str, bar: str) -> Row:
    """How many rows keep their bar with each seed."""
    seeds = range(len(each[0].mets) if each else 0)
    kept = [(sum(row.mets[at] is True for row in each), sum(row.mets[at] is not None for row in each)) for at in seeds]
    return Row(section, what, bar, tuple(f"{some} of {every}" for some, every in kept), tuple(some == every for some, every in kept))


def lookalikes(found: Found) -> Iterator[Row]:
    """How many innocent lookalikes keep the bar, then those that do not."""
    yield from _lookalikes([one.city["lookalikes"] for one in found], "innocent lookalikes", LOOKALIKE)


def _lookalikes(found: Sequence[list[list[Any]]], section: str, bar: float) -> Iterator[Row]:
    each = []
    for code, kind in sorted({(code, kind) for one in found for code, kind, *_ in one}):
        counts = [next(((hit, every) for *name, every, hit in one if name == [code, kind]), None) for one in found]
        each.append(counted(section, f"{code}, {kind}", f"≤ {bar:.1%}", counts, lambda rate: rate <= bar))
    yield _all_of(each, section, "all of them", f"each accused ≤ {bar:.1%}")
    yield from (row for row in each if row.met is False)


def shops(found: Found) -> Iterator[Row]:
    """Shops wrongly accused, shops under attack, and people of one taste."""
    section = "shops and communities"
    pairs = [(one.city["merchants"]["accused"], one.city["merchants"]["honest"]) for one in found]
    yield counted(section, "honest shops accused", "≤ 1 in 2,000", pairs, lambda rate: rate <= MERCHANTS)
    attacks = [one.city["attack"] for one in found]
    yield counted(
        section, "shops under attack accused", "none", [(one["accused"], one["shops"]) for one in attacks], lambda rate: rate == 0
    )
    yield counted(
        section, "shops under attack marked so", "≥ 90 %", [(one["marked"], one["shops"]) for one in attacks], lambda rate: rate >= 0.9
    )
    tastes = [[row for row in one.city["lookalikes"] if row[0] == "taste_community"] for one in found]
    pairs = [(sum(hit for *_, hit in own), sum(every for *_, every, _ in own)) for own in tastes]
    yield counted(section, "taste communities accused (every kind)", "none", pairs, lambda rate: rate == 0)
    yield row(
        section, "what they buy together, bits beyond chance", "> 30", found, lambda one: one.city["taste"]["bits"], lambda value: value > 30, form="{:,.0f}",
        note="; ".join(f"{one.city['taste']['met']:,.0f} pairs share a product, chance gives {one.city['taste']['expected']:,.0f}" for one in found),
    )  # fmt: skip


def of_rings(found: Found) -> Iterator[Row]:
    """Rings of 15 accounts and more."""
    section, all_rings = "rings of 15 accounts and more", [one.city["rings"] for one in found]
    yield counted(
        section,
        "precision",
        "≥ 0.95",
        [(one["found_matched"], one["found"]) for one in all_rings],
        lambda rate: rate >= 0.95,
        form="{:.3f}",
    )
    yield counted(
        section, "recall", "≥ 0.85", [(one["true_matched"], one["true"]) for one in all_rings], lambda rate: rate >= 0.85, form="{:.3f}"
    )
    yield row(
        section, "members' F1, mean of those matched", "≥ 0.90", found, lambda one: one.city["rings"]["f1"], lambda value: value >= 0.9
    )


def null(found: Found) -> Iterator[Row]:
    """A world in which nothing is false."""
    section = "null: nothing is false"
    yield row(
        section, "rings of probability 0.5 and more", "none", found, lambda one: one.null["rings"], lambda value: value == 0, form="{:.0f}"
    )
    pairs = [(one.null["accused"], one.null["accounts"]) for one in found]
    yield counted(section, "accounts accused", "≤ 1 in 100,000", pairs, lambda rate: rate <= NULL, form="{:.4%}")


def drawn(found: Found) -> Iterator[Row]:
    """Worlds with numbers drawn at random and two tables taken away; a world each seed."""
    section = "drawn at random, two tables away"
    last = [one.drawn[-1] for one in found]
    gone = "; ".join(" and ".join(one["without"]) for one in last)
    pairs = [(one["caught"], one["accused"]) for one in last]
    yield counted(section, "precision, every kind", "≥ 0.95", pairs, lambda rate: rate >= 0.95, form="{:.3f}", note=f"without {gone}")
    for kind in KINDS:
        cells = [one.drawn[-1]["kinds"].get(kind, {}).get("precision") for one in found]
        mets = tuple(None if cell is None else cell >= 0.95 for cell in cells)
        yield Row(section, f"precision, {kind}s", "≥ 0.95", tuple("–" if cell is None else f"{cell:.3f}" for cell in cells), mets)
    yield from _lookalikes([one["lookalikes"] for one in last], section, LOOKALIKE_DRAWN)
    for kind in KINDS:
        yield Row(section, f"recall, {kind}s, as tables go", "told", tuple(_cost(one.drawn, kind) for one in found), (None,) * len(found))


def _cost(steps: Sequence[dict[str, Any]], kind: str) -> str:
    """The recall of the whole world, then what is left of it as one table after the other goes."""
    recalls = [f"{step['kinds'].get(kind, {}).get('recall') or 0.0:.2f}" for step in steps]
    return "; ".join(
        [recalls[0], *(f"{recall} without {step['without'][-1]}" for step, recall in zip(steps[1:], recalls[1:], strict=True))]
    )
