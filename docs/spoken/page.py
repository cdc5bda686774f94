"""The pages: how often a signal speaks, for its own page, and all signals by behaviour and lookalike."""

from collections.abc import Callable, Iterable, Mapping

from zhenxin import signals
from zhenxin.evaluate.spoken import ALONE, NAIVE, NULL, SKILLED, misses
from zhenxin.events.codes import BEHAVIOURS, LOOKALIKES

from .kept import SETS, Kept, kept, shares

Table = Callable[[Iterable[str], Iterable[Iterable[str]]], str]
_LEVELS = ("weak", "clear", "strong")
_HEARD = 0.05
"""A signal stands in the table of a behaviour from this share on, in either form."""


def section(signal: signals.Signal, table: Table) -> str:
    """How often `signal` speaks, and its picture, where it was measured."""
    one = kept("city").get(signal.name)
    if one is None:
        return "Not measured yet: `cd docs && python -m spoken DATA --keep city`.\n"
    rows = [("honest", "", *shares(one.counts("honest")))]
    rows += [
        (f"`{code}`", skill, *shares(one.codes[code, skill]))
        for code in signal.speaks_for
        for skill in ("naive", "skilled")
        if (code, skill) in one.codes
    ]
    rows += [
        (f"`{code}`", "innocent", *shares(one.codes[f"hard:{code}", ""])) for code in signal.silent_on if (f"hard:{code}", "") in one.codes
    ]
    told = f"Shares of the entities of its kind ({signal.entity}) that reach a level, in {SETS['city']}; {one.row['seconds']:.1f} s.\n"
    drawn = f"![values of the honest and of those it speaks for](../pictures/signals/{signal.name}.svg)\n" if one.row["edges"] else ""
    return f"{told}\n{table(('', '', 'of', *_LEVELS), rows)}\n{drawn}"


def whole(mark: str, table: Table) -> str:
    """The page of all signals: by behaviour, by lookalike, and how far the levels travel."""
    found = kept("city")
    if not found:
        return f"{mark}\n# Whom the signals speak of\n\nNot measured yet: `cd docs && python -m spoken DATA --keep city`.\n"
    parts = [mark, _TOP.format(city=SETS["city"], naive=NAIVE, skilled=SKILLED, alone=", ".join(f"`{code}`" for code in sorted(ALONE)))]
    parts += [_missed(), "## By behaviour\n"]
    for code in BEHAVIOURS:
        rows = sorted(_of_behaviour(found, code), key=lambda row: row[0])
        parts += [
            f"### {code}\n",
            table(("signal", "evidence", "entity", "naive", "skilled"), [row[1] for row in rows]) if rows else "No signal speaks of it.\n",
        ]
    parts += ["## By innocent lookalike\n", _LOOKALIKES, table(("lookalike", "signal", "of", *_LEVELS), _of_lookalikes(found))]
    parts += ["## Whether the levels travel\n", _TRAVEL, table(("signal", *SETS), _travelling())]
    parts += ["Measured on:\n", *(f"- {name}: {told}" for name, told in SETS.items()), ""]
    return "\n".join(parts)


def _of_behaviour(found: Mapping[str, Kept], code: str) -> Iterable[tuple[float, tuple[str, ...]]]:
    for name, one in found.items():
        pair = [one.codes.get((code, skill)) for skill in ("naive", "skilled")]
        best = max((counts[1] / counts[0] for counts in pair if counts and counts[0]), default=0.0)
        if best >= _HEARD:
            cells = [" / ".join(shares(counts)[1:]) if counts else "" for counts in pair]
            clear = max((counts[2] / counts[0] for counts in pair if counts and counts[0]), default=0.0)
            yield -clear, (f"[{name}](signals/{name}.md)", one.row["evidence"], one.row["entity"], *cells)


def _of_lookalikes(found: Mapping[str, Kept]) -> Iterable[tuple[str, ...]]:
    for code in LOOKALIKES:
        for name, one in found.items():
            counts = one.codes.get((f"hard:{code}", ""))
            if counts and counts[0] and (counts[1] / counts[0] >= 0.02 or counts[3] / counts[0] > NULL):
                silent = " (should be silent)" if code in one.row["silent_on"] else ""
                yield (f"`{code}`", f"[{name}](signals/{name}.md){silent}", *shares(counts))


def _travelling() -> Iterable[tuple[str, ...]]:
    for name in kept("city"):
        cells = [" / ".join(shares(one.counts("honest"))[1:]) if (one := kept(where).get(name)) else "" for where in SETS]
        yield (f"[{name}](signals/{name}.md)", *cells)


def _missed() -> str:
    found = list(misses((one.spoken() for one in kept("city").values()), null=(one.spoken() for one in kept("null").values())))
    told = "\n".join(f"- {miss}" for miss in found) or "- nothing"
    why = "\n".join(f"- {code}: {reason}" for code, reason in _UNSEEN.items() if any(miss.startswith(f"{code} skilled") for miss in found))
    return f"## What is missed\n\n{told}\n" + (f"\nWhy nobody could see these in skilled form:\n\n{why}\n" if why else "")


_UNSEEN = {
    "paid_real_buyer": "real people on phones and lines of their own, a handful of orders each and hardly two at one shop, in words of their own; four in five"
    " are repaid where no platform sees it, after days and in sums that are off the price. What is repaid in sight is heard and lies under the bar.",
    "quota_dining": "people of the place who eat the meal, by twos, spread over months, and review as they always do; half is repaid by the restaurant and"
    " two in three out of sight, off the price. What remains is a slow rise of stars, which is heard of restaurants now and then.",
    "reverse_brushing": "ten to ninety accounts on phones and lines of their own order one to three times each, three products, over weeks, and keep two orders"
    " in three; two wages in three are paid out of sight. attack_spike heard a third of them while it spoke of whoever orders a thing again and sends some"
    " back, which honest people do who try sizes: since it is silent on those, what is left lies under the bar.",
}
"""Why nobody could see what the bar asks for; a reason for each skilled form that is missed."""
_TOP = """# Whom the signals speak of

Shares of entities that reach the weak, the clear and the strong level, measured on {city}, a world of its own; `·` is nobody. The bars: of every
behaviour two kinds of evidence are clear on {naive:.0%} of the false entities of the signal's kind in naive form (one for {alone}), and one on
{skilled:.0%} in skilled form; a signal is strong on at most 0.2 % of a lookalike on which it says it is silent, and on one entity in 2,000 where
nothing is false. `cd docs && python -m spoken DATA --keep NAME` measures anew.
"""
_LOOKALIKES = "Where a signal is weak on 2 % of an innocent group, or strong on 1 in 2,000. A signal warns; what convicts is in [4-scores.md](4-scores.md).\n"
_TRAVEL = "Shares of the honest (of everybody where nobody knows) at each level. An empty cell: the data lack what the signal reads.\n"
