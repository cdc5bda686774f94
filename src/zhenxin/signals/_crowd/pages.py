"""Doorway pages of one campaign among plain ones."""

from datetime import timedelta

from zhenxin.signals._crowd.tables import Columns, Staging


def stage(staging: Staging) -> dict[str, Columns]:
    """Doorway pages of six brands with one number and heaps of places, and as many plain ones."""
    dice, end = staging.dice, staging.end
    urls, when, facts, values, positions = [], [], [], [], []
    makers = ["".join(chr(0x4E00 + int(letter)) for letter in dice.integers(0, 5000, 2)) for _ in range(6)]
    for page in range(24):
        doorway = page < 12
        made = [("number", "4001112223" if doorway else f"40055566{page:02d}")] * (8 if doorway else 1)
        made += [("brand", f"{makers[page % 6]}空调" if doorway else f"别牌{page}")] * (10 if doorway else 2)
        made += [("claim", "official")]
        made += [("place", f"{1101 + n % 60}{n // 60:02d}") for n in dice.integers(0, 900, 220 if doorway else 3).tolist()]
        for position, (fact, value) in enumerate(made):
            urls.append(f"https://{'d' if doorway else 'h'}{page}.example/x")
            when.append(end - timedelta(days=28 - page))
            facts.append(fact)
            values.append(value)
            positions.append(position * 7)
    distinct = sorted(set(zip(urls, when, strict=True)))
    return {
        "page_facts": {"url": urls, "occurred_at": when, "fact": facts, "value": values, "printed": values, "position": positions},
        "pages": {"url": [u for u, _ in distinct], "occurred_at": [t for _, t in distinct], "text": ["某牌全国服务区域" * 120] * len(distinct),
                  "site": [u.split("/")[2] for u, _ in distinct]},
    }  # fmt: skip
