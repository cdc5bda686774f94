"""What must hold for every signal, built-in or your own; each check is a plain function that gives a problem or nothing.

The list follows River's estimator checks: one grid of every unit and every check, and each check shown to fail on something wrong.
"""

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from types import MappingProxyType

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from zhenxin.engine import Engine, open_engine
from zhenxin.errors import ZhenxinError
from zhenxin.events.schema import typed_tables
from zhenxin.settings import Settings
from zhenxin.signals._base import Signal
from zhenxin.signals._crowd import AS_OF, Crowd, crowd
from zhenxin.signals._run import cut_tables, measure, needed, whole_window

Values = Mapping[str, float]


@dataclass(frozen=True)
class Bench:
    """Where a signal is checked: an engine, and the seed of the crowd."""

    engine: Engine
    seed: int = 7

    def measured(self, signal: Signal, tables: Crowd) -> pa.Table:
        """The rows of `signal` over `tables`, cut at AS_OF."""
        self._cut(signal, tables)
        return measure(self.engine, signal, first=AS_OF - timedelta(days=60), as_of=AS_OF)

    def unmeasured(self, signal: Signal, tables: Crowd) -> pa.Table:
        """What its SQL or kernel gives over all of `tables` at once, before the weak ones and the twins are taken away."""
        self._cut(signal, tables)
        return whole_window(self.engine, signal, {"from_at": AS_OF - timedelta(days=60), "to_at": AS_OF, "as_of": AS_OF})

    def _cut(self, signal: Signal, tables: Crowd) -> None:
        columns = needed([signal])
        sources = {}
        for name in columns:
            if name in tables:
                self.engine.put(f"given_{name}", tables[name])
                sources[name] = f"select * from given_{name}"
        cut_tables(self.engine, columns, sources, AS_OF)

    def values(self, signal: Signal, tables: Crowd) -> Values:
        """Entity to value."""
        rows = self.measured(signal, tables)
        return dict(zip(rows["entity_id"].to_pylist(), rows["value"].to_pylist(), strict=True))


Check = Callable[[Signal, Bench], str | None]


def is_described(signal: Signal, bench: Bench) -> str | None:
    """Its sentence, in both languages, takes what its SQL returns."""
    rows = bench.measured(signal, crowd(bench.seed))
    for row in rows.slice(0, 1).to_pylist():
        columns = {name: row[name] for name in row if name not in {"entity_id", "from_at", "to_at"}}
        try:
            english, chinese = signal.reason.say(signal.window, **columns)
        except (KeyError, ValueError, TypeError, IndexError) as error:
            return f"its sentence cannot be filled: {type(error).__name__}: {error}"
        if not any("\u4e00" <= letter <= "\u9fff" for letter in chinese) or not english.isprintable():
            return "its Chinese sentence is not Chinese"
    return None


def is_frozen(signal: Signal, _bench: Bench) -> str | None:
    """Nothing of it can be changed, and none of its settings is or holds a list, a set or a dict."""
    parameters = vars(type(signal)).get("__dataclass_params__")  # a class without the decorator inherits those of its base
    if parameters is None or not parameters.frozen:
        return "its class is not a frozen dataclass"
    loose = [name for name, value in vars(type(signal)).items() if not name.startswith("__") and not _is_fixed(value)]
    return f"`{loose[0]}` can be changed; use a tuple" if loose else None


def _is_fixed(value: object) -> bool:
    try:
        hash(value)
    except TypeError:
        return False
    return True


def is_silent_without_events(signal: Signal, bench: Bench) -> str | None:
    """No events, no rows."""
    empty = {name: table.slice(0, 0) for name, table in crowd(bench.seed).items()}
    return "it speaks where there are no events" if bench.measured(signal, empty).num_rows else None


def returns_entity_and_value(signal: Signal, bench: Bench) -> str | None:
    """Columns entity_id and value; every value a finite number, every entity once."""
    rows = bench.unmeasured(signal, crowd(bench.seed))
    if "entity_id" not in rows.column_names or "value" not in rows.column_names:
        return f"it returns {', '.join(rows.column_names)} in the place of `entity_id` and `value`"
    ids, values = rows["entity_id"].to_pylist(), rows["value"].to_pylist()
    if any(one is None or not isinstance(one, str) for one in ids) or any(v is None or not math.isfinite(v) for v in values):
        return "some `entity_id` is missing or some `value` is no finite number"
    return "one entity has several rows" if len(set(ids)) < len(ids) else None


def speaks_on_a_crowd(signal: Signal, bench: Bench) -> str | None:
    """On a crowd in which every trace occurs it speaks, and not of everybody."""
    given = crowd(bench.seed)
    values = bench.values(signal, given)
    if not values:
        return "it is silent on a crowd in which one deed in ten is staged"
    table, column = _WHOLE.get(signal.entity, ("", ""))
    whole = set(given[table][column].to_pylist()) - {None} if table else set()
    return f"it speaks of everybody: of each {signal.entity} in the crowd" if whole and whole <= set(values) else None


_WHOLE: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "account": ("accounts", "account_id"), "order": ("orders", "order_id"), "review": ("reviews", "review_id"),
        "merchant": ("merchants", "merchant_id"), "product": ("products", "product_id"), "device": ("orders", "device_id"),
        "sender": ("parcels", "sender_hash"), "page": ("pages", "url"),
    }
)  # fmt: skip
"""Where the crowd names every entity of a kind."""


def row_order_does_not_matter(signal: Signal, bench: Bench) -> str | None:
    """The same rows in another order give the same values."""
    given = crowd(bench.seed)
    dice = np.random.default_rng(bench.seed)
    mixed = {name: table.take(pa.array(dice.permutation(table.num_rows))) for name, table in given.items()}
    return _difference(bench.values(signal, given), bench.values(signal, mixed), "other row order")


def later_events_change_nothing(signal: Signal, bench: Bench) -> str | None:
    """Events after `as_of` are not seen; and would matter if they were, or this check could not fail."""
    given = crowd(bench.seed)
    whole = with_later(given, bench.seed)
    before = bench.values(signal, given)
    problem = _difference(before, bench.values(signal, whole), "later events")
    if problem is None and later_events_matter(signal, bench, whole) is False:
        return "later events would change nothing even if it saw them, so nobody can tell whether it peeks"
    return problem


def later_events_matter(signal: Signal, bench: Bench, whole: Crowd) -> bool:
    """Whether the rows after AS_OF would be heard, were the cut a month later."""
    columns = needed([signal])
    sources = {name: f"select * from given_{name}" for name in columns if name in whole}
    cut_tables(bench.engine, columns, sources, AS_OF + timedelta(days=30))
    rows = measure(bench.engine, signal, first=AS_OF - timedelta(days=60), as_of=AS_OF + timedelta(days=30))
    return dict(zip(rows["entity_id"].to_pylist(), rows["value"].to_pylist(), strict=True)) != bench.values(signal, crowd(bench.seed))


def with_later(given: Crowd, seed: int) -> Crowd:
    """`given` and, after AS_OF, another crowd of other doings by the same people."""
    later = crowd(seed + 1, end=AS_OF + timedelta(days=29), span_days=28)
    unlike = {name: _renamed(table) for name, table in later.items()}
    return {name: pa.concat_tables([table, _unknown(unlike[name], table, typed_tables()[name].key)]) for name, table in given.items()}


def _unknown(later: pa.Table, given: pa.Table, key: str) -> pa.Table:
    """The rows of `later` whose key `given` does not hold yet; what is read never holds two rows of one key."""
    return later.filter(pc.invert(pc.is_in(later[key], given[key].combine_chunks()))) if key else later


def _renamed(table: pa.Table) -> pa.Table:
    """Deeds get ids of their own, people keep theirs."""
    own = {"message_id", "action_id", "order_id", "payment_id", "parcel_id", "review_id", "claim_id", "session_id", "url"}
    for index, name in enumerate(table.column_names):
        if name in own:
            renamed = pa.array([None if value is None else f"{value}-later" for value in table[name].to_pylist()], pa.string())
            table = table.set_column(index, name, renamed)
    return table


def _difference(left: Values, right: Values, what: str) -> str | None:
    if set(left) != set(right):
        return f"{what}: speaks of {len(set(left) ^ set(right))} other entities"
    worst = max((abs(left[key] - right[key]) / max(1.0, abs(left[key])) for key in left), default=0.0)
    return f"{what}: a value moves by {worst:.2g}" if worst > 1e-9 else None


CHECKS: tuple[Check, ...] = (
    is_described, is_frozen, is_silent_without_events, returns_entity_and_value, speaks_on_a_crowd, row_order_does_not_matter,
    later_events_change_nothing,
)  # fmt: skip
"""In the order they are told."""


def check(signal: Signal, settings: Settings | None = None) -> list[tuple[str, str | None]]:
    """Put `signal` through every check: (check, problem or None)."""
    engine = open_engine(settings or Settings())
    try:
        return [(one.__name__, _told(one, signal, Bench(engine))) for one in CHECKS]
    finally:
        engine.close()


def _told(one: Check, signal: Signal, bench: Bench) -> str | None:
    """What the check says; a signal that fails while it is checked has failed the check."""
    try:
        return one(signal, bench)
    except ZhenxinError as error:
        return error.problem
    except Exception as error:  # a stranger's kernel may raise anything; it is told, not thrown
        return f"it fails: {type(error).__name__}: {error}"
