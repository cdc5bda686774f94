"""The picture of a signal: how its values lie among the honest and among those it speaks for."""

import math
from collections.abc import Sequence

from .kept import Kept

_WIDTH, _HEIGHT = 460, 220
_LEFT, _TOP, _RIGHT, _BOTTOM = 44, 46, 448, 176
_HONEST, _FALSE, _INK, _GRID = "#6b7280", "#c2321f", "#1f2937", "#e5e7eb"


def picture(name: str, one: Kept, levels: Sequence[float]) -> str:
    """An SVG: per bin of the value the share of the honest (grey) and of the false (red) that were heard, with the levels as lines."""
    edges, honest, false = one.row["edges"], one.row["honest_values"], one.row["false_values"]
    low, high = math.log10(edges[0]), math.log10(edges[-1])
    tops = [max(values) / sum(values) if sum(values) else 0.0 for values in (honest, false)]
    top = max(*tops, 1e-9)

    def across(value: float) -> float:
        return _LEFT + (_RIGHT - _LEFT) * (math.log10(value) - low) / max(high - low, 1e-9)

    body = []
    for shift, values, ink in ((0.1, honest, _HONEST), (0.5, false, _FALSE)):
        for at, count in enumerate(values):
            left, width = across(edges[at]), across(edges[at + 1]) - across(edges[at])
            height = (_BOTTOM - _TOP) * count / max(sum(values), 1) / top
            if height > 0:
                body.append(
                    f'<rect x="{left + width * shift:.1f}" y="{_BOTTOM - height:.1f}" width="{width * 0.4:.1f}" height="{height:.1f}" fill="{ink}"/>'
                )
    for word, level in zip(("weak", "clear", "strong"), levels, strict=False):
        if edges[0] <= level <= edges[-1]:
            x = across(level)
            body.append(f'<line x1="{x:.1f}" x2="{x:.1f}" y1="{_TOP}" y2="{_BOTTOM}" stroke="{_INK}" stroke-dasharray="3 3"/>')
            body.append(f'<text x="{x + 2:.1f}" y="{_TOP - 2}">{word}</text>')
    ticks = sorted({edges[0], math.sqrt(edges[0] * edges[-1]), edges[-1]})
    body += [f'<text x="{across(value):.1f}" y="{_BOTTOM + 15}" text-anchor="middle">{value:.3g}</text>' for value in ticks]
    of = [f"{sum(values):,} of {total:,}" for values, total in ((honest, one.row["honest"]["of"]), (false, _aimed(one)))]
    legend = (
        f'<rect x="8" y="26" width="10" height="10" fill="{_HONEST}"/><text x="22" y="35">honest: {of[0]} heard</text>'
        f'<rect x="228" y="26" width="10" height="10" fill="{_FALSE}"/><text x="242" y="35">false: {of[1]} heard</text>'
    )
    return "\n".join([
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{_WIDTH}" height="{_HEIGHT}" viewBox="0 0 {_WIDTH} {_HEIGHT}" role="img">',
        f"<title>{name}</title>",
        f"<style>text{{font:11px sans-serif;fill:{_INK}}}.title{{font-weight:bold;font-size:12px}}</style>",
        f'<rect width="{_WIDTH}" height="{_HEIGHT}" fill="#fff"/><text x="8" y="17" class="title">{name}</text>', legend,
        f'<line x1="{_LEFT}" x2="{_RIGHT}" y1="{_BOTTOM}" y2="{_BOTTOM}" stroke="{_GRID}"/>', *body,
        f'<text x="{(_LEFT + _RIGHT) / 2}" y="{_HEIGHT - 8}" text-anchor="middle">value, where it was heard (logarithmic)</text>', "</svg>", "",
    ])  # fmt: skip


def _aimed(one: Kept) -> int:
    return sum(counts[0] for (code, _), counts in one.codes.items() if code in one.row["speaks_for"])
