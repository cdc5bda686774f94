"""Visits, carts and live rooms to a script."""

from collections.abc import Mapping

from zhenxin.signals._crowd.tables import Columns, Staging

_PEOPLE, _GOODS = 150, 40


def stage(staging: Staging) -> Mapping[str, Columns]:
    """People who look before they tap; workers who tap blindly, click a hit before the thing they push, and watch in blocks; a crawler."""
    dice, workers = staging.dice, 12 + staging.seed % 5
    rows: list[
        tuple[str, str, str | None, str, str | None, float | None, float]
    ] = []  # account, kind, product, session, room, stay, days ago
    for person in range(_PEOPLE):
        for step in range(6):
            thing, days = f"v'p{int(dice.integers(_GOODS))}", 22 + float(dice.random()) * 20
            rows.append((f"v'{person}", "view", thing, f"v's{person}-{step}", None, float(20 + 60 * dice.random()), days))
            if step % 2:
                rows.append((f"v'{person}", "favourite" if step == 1 else "cart", thing, f"v's{person}-{step}", None, None, days - 0.001))
        rows.append((f"v'{person}", "view", "v'hit", f"v'h{person}", None, 30.0, 22 + float(dice.random()) * 20))
        came = 23 + float(dice.random()) * 0.08
        rows += [(f"v'{person}", "live_join", None, "", "v'room", None, came),
                 (f"v'{person}", "live_leave", None, "", "v'room", None, came - 0.01 - 0.03 * float(dice.random()))]  # fmt: skip
    for worker in range(workers):
        name, days = f"v'w{worker}", 24 + float(dice.random()) * 10
        rows += [
            (name, "view", "v'hit", f"v't{worker}", None, 9.0, days),
            (name, "view", "v'pushed", f"v't{worker}", None, 9.0, days - 0.001),
        ]
        rows += [
            (name, "cart", f"v'p{(worker + step) % _GOODS}", f"v't{worker}", None, None, days - 0.002)
            for step in range(10 if worker < 4 else 0)
        ]
        rows += [
            (name, "live_join", None, "", "v'room", None, 23.06 + worker * 1e-5),
            (name, "live_leave", None, "", "v'room", None, 23.01 + worker * 1e-5),
        ]
    rows += [
        (f"v't{worker}", "favourite", f"v'tapped{staging.seed}", f"v'f{worker}", None, None, 23.5 + worker * 0.01)
        for worker in range(workers)
    ]
    rows += [("v'crawler", "view", f"v'{staging.seed}-{n}", "v'c", None, 1.5, 25 + n * 0.001) for n in range(400)]
    return {
        "products": {"product_id": [f"v'p{n}" for n in range(_GOODS)] + ["v'hit", "v'pushed", f"v'tapped{staging.seed}"],
                     "merchant_id": ["v'm"] * _GOODS + ["v'h", "v'm", "v'm"],
                     "category": ["v"] * (_GOODS + 3)},
        "visits": {"account_id": [row[0] for row in rows], "kind": [row[1] for row in rows], "product_id": [row[2] for row in rows],
                   "session_id": [row[3] or None for row in rows], "room_id": [row[4] for row in rows], "dwell_s": [row[5] for row in rows],
                   "merchant_id": ["v'm"] * len(rows), "occurred_at": [staging.ago(row[6]) for row in rows]},
    }  # fmt: skip
