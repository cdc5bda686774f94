"""The walk over folders of signals: it takes what fits and refuses, at load, what does not."""

import textwrap
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from zhenxin import signals
from zhenxin.errors import SignalError

from .rows import cases

GOOD = '''
"""How many orders an account placed."""

from zhenxin.signals import Signal, Words, days
from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class MyBusyBuyer(Signal):
    """Orders of an account within ten days."""

    entity = "account"
    window = days(10)
    evidence = "time"
    act = False
    levels = (4, 8, 12)
    speaks_for = ("task_brushing",)
    silent_on = ("consumables",)
    reason = Words("{value:.0f} orders within {window}", zh="{window}内下了 {value:.0f} 单")
    sql = "select account_id as entity_id, cast(count(*) as double) as value from orders group by account_id"
'''
COUNT = "select account_id as entity_id, cast(count(*) as double) as value from orders group by account_id"

KERNEL = "\n    def kernel(self, batches):\n        return batches\n"

Put = Callable[[str, str], Path]


@pytest.fixture(autouse=True)
def own_modules_are_forgotten(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Files of one name in two tests are two modules."""
    import sys  # noqa: PLC0415  only for what is put back

    before = set(sys.modules)
    yield
    for name in set(sys.modules) - before:
        if name.startswith("zhenxin_own_signals"):
            monkeypatch.delitem(sys.modules, name)


@pytest.fixture
def put(tmp_path: Path) -> Put:
    """Write a file into a folder of one's own signals."""
    folder = tmp_path / "own's 信号"
    folder.mkdir()

    def write(name: str, text: str) -> Path:
        path = folder / name
        path.write_text(textwrap.dedent(text).lstrip(), encoding="utf-8")
        return path

    return write


def test_ones_own_signal_stands_among_the_others(put: Put) -> None:
    folder = put("my_busy_buyer.py", GOOD).parent
    names = [signal.name for signal in signals.find(str(folder))]
    assert "my_busy_buyer" in names
    assert names == sorted(names)
    assert len(names) == len(signals.find()) + 1


def test_a_signal_is_named_by_its_file_and_titled_by_its_first_line(put: Put) -> None:
    signal = signals.load_file(put("my_busy_buyer.py", GOOD))
    assert (signal.name, signal.title) == ("my_busy_buyer", "How many orders an account placed.")


@pytest.mark.parametrize("name", ["_drafts.py", ".hidden", "__init__.py"])
def test_what_begins_with_an_underscore_or_a_dot_is_no_signal(put: Put, name: str) -> None:
    folder = put("my_busy_buyer.py", GOOD).parent
    put(name, "this is not even Python")
    assert len(signals.find(str(folder))) == len(signals.find()) + 1


@pytest.mark.parametrize("name", ["notes.txt", "my_busy_buyer.sql", "my_busy_buyer.py~"])
def test_a_stray_is_refused_by_its_name(put: Put, name: str) -> None:
    folder = put("my_busy_buyer.py", GOOD).parent
    put(name, "")
    with pytest.raises(SignalError, match=f"stray among the signals: `{name}`"):
        signals.find(str(folder))


def test_a_folder_among_the_signals_is_a_stray(put: Put) -> None:
    folder = put("my_busy_buyer.py", GOOD).parent
    (folder / "more").mkdir()
    with pytest.raises(SignalError, match="stray among the signals: `more`"):
        signals.find(str(folder))


def test_a_twin_of_a_built_in_signal_is_refused(put: Put) -> None:
    folder = put("shared_device.py", GOOD.replace("MyBusyBuyer", "SharedDevice")).parent
    with pytest.raises(SignalError, match="two signals named `shared_device`"):
        signals.find(str(folder))


def test_a_folder_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(SignalError, match="is not there"):
        signals.find(str(tmp_path / "nowhere"))


def test_a_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(SignalError, match="is not a Python file"):
        signals.load_file(tmp_path / "nowhere.py")


WRONG: dict[str, tuple[str, str]] = {
    "a class that bears another name than its file": (GOOD.replace("MyBusyBuyer", "BusyBuyer"), "`BusyBuyer`"),
    "no signal at all": ('"""Nothing."""\n', "it holds none"),
    "two signals in one file": (GOOD + GOOD.partition("\n\n\n")[2].replace("MyBusyBuyer", "Other"), "`MyBusyBuyer`, `Other`"),
    "a signal of another file, taken over": ("from zhenxin.signals.shared_device import SharedDevice\n", "it holds none"),
    "a file that does not parse": (GOOD.replace("class ", "klass "), "SyntaxError"),
    "a file that fails": (GOOD + "\n1 / 0\n", "ZeroDivisionError"),
    "something that is not declared": (GOOD.replace("    window = days(10)\n", ""), "does not declare `window`"),
    "two things that are not declared": (
        GOOD.replace("    window = days(10)\n", "").replace("    act = False\n", ""), "`window`, `act`"
    ),
    "an entity that is no kind": (GOOD.replace('entity = "account"', 'entity = "buyer"'), "`buyer` is not a kind of entity"),
    "evidence that is no kind": (GOOD.replace('"time"', '"timing"'), "`timing` is not a kind of evidence"),
    "levels that fall": (GOOD.replace("(4, 8, 12)", "(4, 12, 8)"), "three rising numbers"),
    "levels that stand still": (GOOD.replace("(4, 8, 12)", "(4, 4, 8)"), "three rising numbers"),
    "a level never reached before one that is": (GOOD.replace("(4, 8, 12)", "(4, float('inf'), 12)"), "three rising numbers"),
    "no level is ever reached": (GOOD.replace("(4, 8, 12)", "(float('inf'),) * 3"), "three rising numbers"),
    "two levels": (GOOD.replace("(4, 8, 12)", "(4, 8)"), "three rising numbers"),
    "a behaviour that is none": (GOOD.replace("task_brushing", "brushing"), "`brushing` in speaks_for is not a behaviour"),
    "no behaviour": (GOOD.replace('("task_brushing",)', "()"), "`speaks_for` is empty"),
    "a lookalike that is none": (GOOD.replace("consumables", "nappies"), "`nappies` in silent_on is not a lookalike"),
    "a file without a docstring": (GOOD.replace('"""How many orders an account placed."""', ""), "need a docstring"),
    "a table that is none": (GOOD.replace("from orders", "from order_lines"), "`order_lines`"),
    "a column that is none": (GOOD.replace("account_id as", "buyer_id as").replace("by account_id", "by buyer_id"), "`buyer_id`, which none of its tables has"),
    "a raw personal column": (GOOD.replace("count(*)", "count(distinct orders.ip)"), "`orders.ip`"),
    "the answer key": (GOOD.replace("from orders", "from truth"), "`truth`"),
    "other columns than entity and value": (GOOD.replace("as value", "as orders_placed"), "not `entity_id` and `value`"),
}  # fmt: skip


@pytest.mark.parametrize(("text", "told"), **cases(WRONG))
def test_a_wrong_declaration_is_refused_when_it_is_loaded(put: Put, text: str, told: str) -> None:
    with pytest.raises(SignalError) as refused:
        signals.load_file(put("my_busy_buyer.py", text))
    assert told in refused.value.problem
    assert refused.value.place.endswith("my_busy_buyer.py")
    assert refused.value.hint


def test_everything_that_is_wrong_is_told_at_once(put: Put) -> None:
    text = GOOD.replace("task_brushing", "brushing").replace('"time"', '"timing"').replace("(4, 8, 12)", "(4, 8)")
    with pytest.raises(SignalError) as refused:
        signals.load_file(put("my_busy_buyer.py", text))
    assert all(name in refused.value.problem for name in ("brushing", "timing", "rising"))


@pytest.mark.parametrize(
    ("sql", "told"),
    **cases(
        {
            "what differs between engines": (COUNT.replace("count(*)", "hash(account_id)"), "hash"),
            "what is no query": ("drop table orders", "one query"),
            "what cannot be parsed": ("select from where", "cannot be parsed"),
        }
    ),
)
def test_sql_that_no_engine_may_see_is_refused_when_it_is_loaded(put: Put, sql: str, told: str) -> None:
    with pytest.raises(SignalError, match=told):
        signals.load_file(put("my_busy_buyer.py", GOOD.replace(COUNT, sql)))


@pytest.mark.parametrize(
    "change",
    **cases(
        {
            "a kernel gives the columns": GOOD.replace("as value from", "as many from")
            + "\n    def kernel(self, batches):\n        return batches\n",
            "names of its own making are no columns": GOOD.replace(COUNT, f"with orders_placed as ({COUNT}) select * from orders_placed"),
            "a level never reached": GOOD.replace("(4, 8, 12)", "(4, 8, float('inf'))"),
            "levels that are fractions": GOOD.replace("(4, 8, 12)", "(0.5, 0.75, 0.999)"),
            "nobody it is silent on": GOOD.replace('("consumables",)', "()"),
        }
    ),
)
def test_what_is_unusual_and_right_is_taken(put: Put, change: str) -> None:
    assert signals.load_file(put("my_busy_buyer.py", change)).name == "my_busy_buyer"
