"""The list of signals, and how one's own fared in the checks."""

from types import SimpleNamespace

from rich.console import Console

from zhenxin.report.terminal import signal_checks, signals

from .conftest import Typed

KNOWN = {
    "shared_device": SimpleNamespace(entity="account", act=False, evidence="identity", title="How many accounts use a device."),
    "cashback_return": SimpleNamespace(entity="order", act=True, evidence="money", title="Money that comes back after an order was paid."),
}


def test_signals_are_listed_by_what_they_judge(typed: Typed) -> None:
    said = typed(signals, KNOWN)
    assert said.startswith("2 signals\n\nAccounts\n  shared_device  who they are, circumstance")
    assert said.index("Accounts") < said.index("Orders")
    assert "money, act" in said


def test_passed_checks_are_counted_and_failed_ones_say_why(typed: Typed) -> None:
    checks = [("is_described", None), ("is_frozen", "a mutable [default]")]
    said = typed(signal_checks, "mine", checks)
    assert "ok    is described" in said
    assert "FAIL  is frozen: a mutable [default]" in said
    assert "mine: 1 of 2 checks passed" in said


def test_the_number_of_failures_is_given_back() -> None:
    assert signal_checks(Console(quiet=True), "mine", [("a", None), ("b", "no"), ("c", "no")]) == 2
