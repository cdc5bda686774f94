"""Chats between buyers and shops; careful rings have their people ask the same few things before they order."""

import tomllib
from pathlib import Path

from zhenxin.world.arrays import Dice
from zhenxin.world.texts.grammar import Pen, pens

_LINES: dict[str, tuple[str, ...]] = {
    name: tuple(lines) for name, lines in tomllib.loads((Path(__file__).parent / "chats.toml").read_text(encoding="utf-8")).items()
}
Chat = tuple[tuple[bool, str], ...]
"""Lines of one chat: whether the buyer speaks, and what is said."""


def free_chat(pen: Pen) -> Chat:
    """A chat as anybody has one: a greeting or none, a question or two, answers."""
    lines: list[tuple[bool, str]] = []
    if pen.chance() < 0.45:
        lines.append((True, pen.one(_LINES["hello"])))
    for _ in range(1 + int(pen.chance() * 1.5)):
        lines.append((True, pen.one(_LINES["ask"])))
        if pen.chance() < 0.85:
            lines.append((False, pen.one(_LINES["answer"])))
    if pen.chance() < 0.4:
        lines.append((True, pen.one(_LINES["close"])))
    return tuple(lines)


def scripted_chats(rng: Dice, n: int) -> tuple[str, ...]:
    """The questions one ring gives its people to ask: two of the common ones in a fixed order."""
    return tuple(f"{pen.one(_LINES['ask'])}，{pen.one(_LINES['ask'])}" for pen in pens(rng, n))


def scripted_chat(pen: Pen, questions: tuple[str, ...]) -> Chat:
    """A chat by script: one of the ring's questions, an answer, thanks."""
    lines: list[tuple[bool, str]] = []
    if pen.chance() < 0.4:
        lines.append((True, pen.one(_LINES["hello"])))
    lines.append((True, pen.one(questions)))
    lines.append((False, pen.one(_LINES["answer"])))
    if pen.chance() < 0.5:
        lines.append((True, pen.one(_LINES["close"])))
    return tuple(lines)
